//! A Pratt parser: one loop, driven by how strongly each operator binds.

use crate::fault::{Fault, FaultKind};
use crate::lexer::{Lexer, Token};
use crate::syntax::{Operator, Part, PartKind, Syntax};

/// Parses the text of an expression.
///
/// # Errors
///
/// The first place where the text stops being an expression. Parsing never panics and never
/// recurses deeper than a fixed limit, whatever the text is.
///
/// ```
/// use sohoi_expr::parse;
/// let fault = parse("1 +").unwrap_err();
/// assert_eq!(fault.offset, 3);
/// ```
pub fn parse(text: &str) -> Result<Syntax, Fault> {
    if text.trim().is_empty() {
        return Err(Fault::new(0, FaultKind::Empty));
    }
    let mut lexer = Lexer::new(text);
    let next = lexer.next(false)?;
    let mut parser = Parser {
        lexer,
        next,
        depth: 0,
        text,
    };
    let (root, _) = parser.expression(0)?;
    match parser.next {
        (_, Token::End) => Ok(Syntax { root }),
        (offset, _) => Err(Fault::new(
            offset,
            FaultKind::ExpectedOperator(parser.found()),
        )),
    }
}

/// How deep an expression may nest. Real forms stay below 15.
const DEEPEST: usize = 100;

/// Binds stronger than every operator between two operands.
const MINUS: u8 = 7;

struct Parser<'a> {
    lexer: Lexer<'a>,
    /// The token to be read next.
    next: (usize, Token<'a>),
    /// How many calls of `expression` are open.
    depth: usize,
    text: &'a str,
}

/// A part and its height as a tree: evaluating and dropping recurse as deep as that.
type Tall = (Part, usize);

impl<'a> Parser<'a> {
    /// Reads operands joined by operators that bind stronger than `floor`.
    fn expression(&mut self, floor: u8) -> Result<Tall, Fault> {
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err(self.fault(FaultKind::TooDeep));
        }
        let mut left = self.operand()?;
        while let (offset, Token::Operator(operator)) = self.next {
            if operator.strength() <= floor {
                break;
            }
            self.advance(false)?;
            let right = self.expression(operator.strength())?;
            left = join(offset, operator, left, right);
            if left.1 > DEEPEST {
                return Err(Fault::new(offset, FaultKind::TooDeep));
            }
        }
        self.depth -= 1;
        Ok(left)
    }

    fn operand(&mut self) -> Result<Tall, Fault> {
        let (offset, token) = self.next.clone();
        let leaf = |kind| Ok((Part { offset, kind }, 1));
        match token {
            Token::Number(number) => {
                self.advance(true)?;
                leaf(PartKind::Number(number))
            }
            Token::Text(text) => {
                self.advance(true)?;
                leaf(PartKind::Text(text.to_owned()))
            }
            Token::Reference(name) => {
                self.advance(true)?;
                leaf(PartKind::Reference(name.to_owned()))
            }
            Token::Dot => {
                self.advance(true)?;
                leaf(PartKind::Current)
            }
            Token::DotDot => {
                self.advance(true)?;
                leaf(PartKind::Parent)
            }
            Token::Name(name) => {
                self.advance(true)?;
                if self.next.1 == Token::Open {
                    self.call(offset, name)
                } else {
                    leaf(PartKind::Name(name.to_owned()))
                }
            }
            Token::Operator(Operator::Subtract) => {
                self.advance(false)?;
                let (inner, height) = self.expression(MINUS)?;
                let kind = PartKind::Negate(Box::new(inner));
                Ok((Part { offset, kind }, height + 1))
            }
            Token::Open => {
                self.advance(false)?;
                let inner = self.expression(0)?;
                self.close(offset)?;
                Ok(inner)
            }
            Token::Operator(_) | Token::Close | Token::Comma | Token::End => {
                Err(Fault::new(offset, FaultKind::ExpectedValue(self.found())))
            }
        }
    }

    /// The arguments of a call; the next token is the opening parenthesis.
    fn call(&mut self, offset: usize, name: &str) -> Result<Tall, Fault> {
        let open = self.next.0;
        self.advance(false)?;
        let mut arguments = Vec::new();
        let mut tallest = 0;
        if self.next.1 != Token::Close {
            loop {
                let (argument, height) = self.expression(0)?;
                arguments.push(argument);
                tallest = tallest.max(height);
                if self.next.1 != Token::Comma {
                    break;
                }
                self.advance(false)?;
            }
        }
        self.close(open)?;
        let kind = PartKind::Call(name.to_owned(), arguments);
        Ok((Part { offset, kind }, tallest + 1))
    }

    /// Reads the parenthesis that closes the one at `open`.
    fn close(&mut self, open: usize) -> Result<(), Fault> {
        match self.next.1 {
            Token::Close => self.advance(true),
            Token::End => Err(Fault::new(open, FaultKind::OpenParenthesis)),
            _ => Err(self.fault(FaultKind::ExpectedOperator(self.found()))),
        }
    }

    fn advance(&mut self, after_operand: bool) -> Result<(), Fault> {
        self.next = self.lexer.next(after_operand)?;
        Ok(())
    }

    fn fault(&self, kind: FaultKind) -> Fault {
        Fault::new(self.next.0, kind)
    }

    /// The next token as people read it.
    fn found(&self) -> String {
        let rest = &self.text[self.next.0..];
        let length = match &self.next.1 {
            Token::End => return "the end".to_owned(),
            Token::Reference(name) => name.len() + 3,
            Token::Text(text) => text.len() + 2,
            Token::Name(name) => name.len(),
            _ => rest
                .find(|c: char| c.is_whitespace())
                .unwrap_or(rest.len())
                .min(rest.chars().next().map_or(0, char::len_utf8)),
        };
        format!("`{}`", &rest[..length])
    }
}

/// Joins two operands; chains of the same `and` or `or` stay flat.
fn join(offset: usize, operator: Operator, left: Tall, right: Tall) -> Tall {
    let (mut left, left_height) = left;
    let (right, right_height) = right;
    if matches!(operator, Operator::And | Operator::Or)
        && let PartKind::Operation(before, parts) = &mut left.kind
        && *before == operator
    {
        parts.push(right);
        return (left, left_height.max(right_height + 1));
    }
    let kind = PartKind::Operation(operator, vec![left, right]);
    (Part { offset, kind }, left_height.max(right_height) + 1)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::seeded::seeded;

    /// The tree with every pair in parentheses.
    fn shape(part: &Part) -> String {
        let all =
            |parts: &[Part], glue: &str| parts.iter().map(shape).collect::<Vec<_>>().join(glue);
        match &part.kind {
            PartKind::Number(number) => number.to_string(),
            PartKind::Text(text) => format!("'{text}'"),
            PartKind::Reference(name) => format!("${{{name}}}"),
            PartKind::Name(name) => name.clone(),
            PartKind::Current => ".".to_owned(),
            PartKind::Parent => "..".to_owned(),
            PartKind::Negate(inner) => format!("(-{})", shape(inner)),
            PartKind::Operation(operator, parts) => {
                format!("({})", all(parts, &format!(" {operator:?} ")))
            }
            PartKind::Call(name, parts) => format!("{name}({})", all(parts, ", ")),
        }
    }

    #[test]
    fn binds_as_xpath_does() {
        let cases = [
            ("1 + 2 * 3", "(1 Add (2 Multiply 3))"),
            ("(1 + 2) * 3", "((1 Add 2) Multiply 3)"),
            ("1 - 2 - 3", "((1 Subtract 2) Subtract 3)"),
            ("8 div 4 div 2", "((8 Divide 4) Divide 2)"),
            ("-2 * 3", "((-2) Multiply 3)"),
            ("- -2", "(-(-2))"),
            ("1--1", "(1 Subtract (-1))"),
            ("1 < 2 = 2 > 1", "((1 Less 2) Equal (2 More 1))"),
            ("a or b and c", "(a Or (b And c))"),
            ("a and b or c", "((a And b) Or c)"),
            ("a or b or c or d", "(a Or b Or c Or d)"),
            ("a or (b or c)", "(a Or (b Or c))"),
            ("a = 1 or a = 2", "((a Equal 1) Or (a Equal 2))"),
            ("not(a) and true()", "(not(a) And true())"),
            ("if(. > 0, ${x}, '')", "if((. More 0), ${x}, '')"),
            ("position(..)", "position(..)"),
            ("f(g(h()), 1)", "f(g(h()), 1)"),
            ("(((1)))", "1"),
            ("2011 + position(..)", "(2011 Add position(..))"),
            ("div(1) div div", "(div(1) Divide div)"),
        ];
        for (text, expected) in cases {
            let syntax = parse(text).unwrap_or_else(|fault| panic!("{text:?}: {fault}"));
            assert_eq!(shape(&syntax.root), expected, "{text:?}");
        }
    }

    #[test]
    fn says_where_and_what_to_do() {
        let cases = [
            ("", 0, "the expression is empty"),
            ("  ", 0, "the expression is empty"),
            ("1 +", 3, "expected a value, found the end"),
            ("1 + + 2", 4, "expected a value, found `+`"),
            ("(1 + 2", 0, "a parenthesis is not closed"),
            ("if(1, 2", 2, "a parenthesis is not closed"),
            (
                "1 + 2)",
                5,
                "expected an operator such as `and`, `=` or `+` before `)`",
            ),
            ("f(1,)", 4, "expected a value, found `)`"),
            ("f(,1)", 2, "expected a value, found `,`"),
            ("()", 1, "expected a value, found `)`"),
            ("${a} ${b}", 5, "before `${b}`"),
            ("${a} 'x'", 5, "before `'x'`"),
            ("1 AND 2", 2, "before `AND`"),
            ("f(1 2)", 4, "before `2`"),
            ("${a}[1]", 4, "paths are not supported"),
        ];
        for (text, offset, message) in cases {
            let fault = parse(text).expect_err(text);
            assert_eq!(fault.offset, offset, "{text:?}: {fault}");
            assert!(fault.to_string().contains(message), "{text:?}: {fault}");
        }
    }

    #[test]
    fn refuses_endless_nesting_without_panic() {
        let deep = [
            "(".repeat(100_000),
            "-".repeat(100_000),
            "f(".repeat(100_000),
            "1+".repeat(100_000) + "1",
            "1=".repeat(100_000) + "1",
            "(1) and (".repeat(50_000),
        ];
        for text in deep {
            let fault = parse(&text).expect_err("too deep");
            assert!(matches!(fault.kind, FaultKind::TooDeep), "{fault}");
        }
    }

    #[test]
    fn takes_long_chains_of_and_and_or() {
        let text = vec!["${a} = 1"; 5_000].join(" or ");
        assert!(parse(&text).is_ok());
    }

    #[test]
    fn lists_references_with_offsets() {
        let syntax = parse("if(${a} > 1, -${b}, sum(${c}) + ${a})").unwrap();
        assert_eq!(
            syntax.references(),
            [("a", 3), ("b", 14), ("c", 24), ("a", 32)]
        );
    }

    proptest! {
        #![proptest_config(seeded())]

        #[test]
        fn never_panics_on_any_text(text in ".{0,60}") {
            let _ = parse(&text);
        }

        #[test]
        fn never_panics_on_soup_of_tokens(
            tokens in proptest::collection::vec(
                proptest::sample::select(vec![
                    "1", "2.5", "'a'", "${a}", ".", "..", "(", ")", ",", "+", "-", "*", "div",
                    "mod", "and", "or", "=", "!=", "<", "<=", "if(", "not(", "name", " ", "é",
                ]),
                0..40,
            )
        ) {
            let text = tokens.concat();
            if let Err(fault) = parse(&text) {
                prop_assert!(fault.offset <= text.len());
                prop_assert!(text.is_char_boundary(fault.offset));
                prop_assert!(!fault.to_string().is_empty());
            }
        }
    }
}
