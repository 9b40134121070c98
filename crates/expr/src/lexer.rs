//! Cuts the text of an expression into tokens.

use crate::fault::{Fault, FaultKind, or_blank};
use crate::letters::{begins_name, continues_name};
use crate::number::{parse_number, scan_number};
use crate::syntax::Operator;

/// A piece of an expression.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Token<'a> {
    Number(f64),
    Text(&'a str),
    Reference(&'a str),
    Name(&'a str),
    Operator(Operator),
    Open,
    Close,
    Comma,
    Dot,
    DotDot,
    End,
}

/// Reads one token after the other.
///
/// `after_operand` settles what XPath leaves to the place of a token: after an operand `div` is
/// an operator, elsewhere it is a name (XPath 1.0, section 3.7).
pub(crate) struct Lexer<'a> {
    text: &'a str,
    position: usize,
}

impl<'a> Lexer<'a> {
    pub(crate) fn new(text: &'a str) -> Self {
        Self { text, position: 0 }
    }

    /// The next token and the offset where it begins.
    pub(crate) fn next(&mut self, after_operand: bool) -> Result<(usize, Token<'a>), Fault> {
        let rest = &self.text[self.position..];
        let start = self.text.len() - rest.trim_start_matches([' ', '\t', '\r', '\n']).len();
        let rest = &self.text[start..];
        let (length, token) = self.token(start, rest, after_operand)?;
        self.position = start + length;
        Ok((start, token))
    }

    fn token(
        &self,
        start: usize,
        rest: &'a str,
        after_operand: bool,
    ) -> Result<(usize, Token<'a>), Fault> {
        use Operator as O;
        let fault = |kind| Err(Fault::new(start, kind));
        let Some(first) = rest.chars().next() else {
            return Ok((0, Token::End));
        };
        if let Some(length) = scan_number(rest.as_bytes())
            && let Some(number) = parse_number(&rest[..length])
        {
            return Ok((length, Token::Number(number)));
        }
        let second = rest.as_bytes().get(1).copied();
        let found = match (first, second) {
            ('(', _) => (1, Token::Open),
            (')', _) => (1, Token::Close),
            (',', _) => (1, Token::Comma),
            ('.', Some(b'.')) => (2, Token::DotDot),
            ('.', _) => (1, Token::Dot),
            ('+', _) => (1, Token::Operator(O::Add)),
            ('-', _) => (1, Token::Operator(O::Subtract)),
            ('*', _) if after_operand => (1, Token::Operator(O::Multiply)),
            ('=', Some(b'=')) => return fault(unexpected(first, "write one = to compare")),
            ('=', _) => (1, Token::Operator(O::Equal)),
            ('!', Some(b'=')) => (2, Token::Operator(O::NotEqual)),
            ('<', Some(b'=')) => (2, Token::Operator(O::AtMost)),
            ('<', Some(b'>')) => return fault(unexpected(first, "write != for not equal")),
            ('<', _) => (1, Token::Operator(O::Less)),
            ('>', Some(b'=')) => (2, Token::Operator(O::AtLeast)),
            ('>', _) => (1, Token::Operator(O::More)),
            ('\'' | '"', _) => {
                let Some(end) = rest[1..].find(first) else {
                    return fault(FaultKind::OpenText);
                };
                (end + 2, Token::Text(&rest[1..=end]))
            }
            ('$', _) => reference(rest).ok_or(Fault::new(start, FaultKind::BadReference))?,
            _ if after_operand && let Some(found) = word_operator(rest) => found,
            _ => {
                let length = name_length(rest);
                if length == 0 {
                    return fault(unexpected(first, hint(first)));
                }
                (length, Token::Name(&rest[..length]))
            }
        };
        Ok(found)
    }
}

/// `${name}`
fn reference(rest: &str) -> Option<(usize, Token<'_>)> {
    let inside = rest.strip_prefix("${")?;
    let length = name_length(inside);
    if length > 0 && inside.as_bytes().get(length) == Some(&b'}') {
        Some((length + 3, Token::Reference(&inside[..length])))
    } else {
        None
    }
}

/// `and`, `or`, `div`, `mod`, also where a number follows at once (`1 mod2`).
fn word_operator(rest: &str) -> Option<(usize, Token<'_>)> {
    let words = [
        ("and", Operator::And),
        ("or", Operator::Or),
        ("div", Operator::Divide),
        ("mod", Operator::Modulo),
    ];
    words.into_iter().find_map(|(word, operator)| {
        let after = rest.strip_prefix(word)?.chars().next();
        let goes_on = after.is_some_and(|c| begins_name(c) || c == '-');
        (!goes_on).then_some((word.len(), Token::Operator(operator)))
    })
}

/// The length of the name that `rest` begins with; a name ends in neither `.` nor `-`.
fn name_length(rest: &str) -> usize {
    if !rest.starts_with(begins_name) {
        return 0;
    }
    let length = rest.find(|c| !continues_name(c)).unwrap_or(rest.len());
    rest[..length].trim_end_matches(['.', '-']).len()
}

fn unexpected(character: char, hint: &'static str) -> FaultKind {
    FaultKind::UnexpectedCharacter(character, or_blank(hint))
}

fn hint(character: char) -> &'static str {
    match character {
        '‘' | '’' | '“' | '”' | '„' | '«' | '»' | '`' => "use straight quotes ' or \"",
        '/' | '@' | '*' | '[' | ']' | '|' => "paths are not supported, write ${name}",
        '&' => "write `and`",
        '!' => "write != or not()",
        '%' => "write `mod` for the remainder, 0.5 for 50 %",
        '−' | '–' | '—' => "use the hyphen - as minus",
        '×' => "use * to multiply",
        '÷' | ':' => "write `div` to divide",
        '≤' => "write <=",
        '≥' => "write >=",
        '≠' => "write !=",
        '{' | '}' => "a reference is written ${name}",
        '\u{a0}' => "this is a no-break space, use an ordinary one",
        _ => "",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Reads all tokens, telling operands from operators as the parser does.
    fn tokens(text: &str) -> Result<Vec<Token<'_>>, Fault> {
        let mut lexer = Lexer::new(text);
        let mut tokens = Vec::new();
        let mut after_operand = false;
        loop {
            let (_, token) = lexer.next(after_operand)?;
            if token == Token::End {
                return Ok(tokens);
            }
            after_operand = !matches!(token, Token::Operator(_) | Token::Open | Token::Comma);
            tokens.push(token);
        }
    }

    #[test]
    fn cuts_tokens() {
        use Token::{Close, Dot, DotDot, Name, Number, Open, Reference, Text};
        let operator = Token::Operator;
        let cases: &[(&str, &[Token<'_>])] = &[
            ("", &[]),
            (" \t\n", &[]),
            ("1.5", &[Number(1.5)]),
            (".5", &[Number(0.5)]),
            ("..", &[DotDot]),
            (". >= 0", &[Dot, operator(Operator::AtLeast), Number(0.0)]),
            (
                "2011-1",
                &[Number(2011.0), operator(Operator::Subtract), Number(1.0)],
            ),
            ("${a-b.c}", &[Reference("a-b.c")]),
            (
                "${a}-1",
                &[Reference("a"), operator(Operator::Subtract), Number(1.0)],
            ),
            (
                "count-selected(.)",
                &[Name("count-selected"), Open, Dot, Close],
            ),
            (
                "div div mod",
                &[Name("div"), operator(Operator::Divide), Name("mod")],
            ),
            (
                "1mod2",
                &[Number(1.0), operator(Operator::Modulo), Number(2.0)],
            ),
            ("'it''s'", &[Text("it"), Text("s")]),
            ("\"a 'b'\"", &[Text("a 'b'")]),
            ("'quận ${x}'", &[Text("quận ${x}")]),
            (
                "a!=b",
                &[Name("a"), operator(Operator::NotEqual), Name("b")],
            ),
            (
                "1 <= 2",
                &[Number(1.0), operator(Operator::AtMost), Number(2.0)],
            ),
        ];
        for (text, expected) in cases {
            assert_eq!(tokens(text).as_deref(), Ok(*expected), "{text:?}");
        }
    }

    #[test]
    fn points_at_what_it_cannot_read() {
        let cases = [
            ("1 + 'abc", 4, FaultKind::OpenText),
            ("${}", 0, FaultKind::BadReference),
            ("${ a }", 0, FaultKind::BadReference),
            ("a = ${b", 4, FaultKind::BadReference),
            ("$a", 0, FaultKind::BadReference),
            ("a == b", 2, unexpected('=', "write one = to compare")),
            ("a <> b", 2, unexpected('<', "write != for not equal")),
            ("a && b", 2, unexpected('&', "write `and`")),
            ("‘a’", 0, unexpected('‘', "use straight quotes ' or \"")),
            (
                "/data/a",
                0,
                unexpected('/', "paths are not supported, write ${name}"),
            ),
            ("a ≤ 3", 2, unexpected('≤', "write <=")),
            ("a # 3", 2, unexpected('#', "")),
        ];
        for (text, offset, kind) in cases {
            assert_eq!(tokens(text), Err(Fault::new(offset, kind)), "{text:?}");
        }
    }
}
