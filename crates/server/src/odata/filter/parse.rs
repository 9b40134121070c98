//! From the text of a `$filter` to a condition.

use super::word::{Word, words};
use super::{Condition, Literal, Operator};
use crate::odata::Refused;

/// The longest filter, in bytes.
pub(crate) const LONGEST: usize = 4096;
/// How deep parentheses and `not` may go.
pub(crate) const DEEPEST: usize = 32;
/// The most comparisons.
pub(crate) const MOST: usize = 100;

/// Reads a filter; names are not looked at.
///
/// # Errors
///
/// What is not a filter, not of the supported part, or larger than the limits.
pub(in crate::odata) fn parse(text: &str) -> Result<Condition<String>, Refused> {
    if text.len() > LONGEST {
        return Err(Refused::TooLarge(format!(
            "$filter is longer than {LONGEST} bytes"
        )));
    }
    let words = words(text)?;
    let mut parser = Parser {
        words: words.into_iter().peekable(),
        depth: 0,
        comparisons: 0,
    };
    let condition = parser.either()?;
    match parser.words.next() {
        None => Ok(condition),
        Some(Word::Name(name)) => Err(Refused::Unsupported(format!("`{name}` in $filter"))),
        Some(_) => Err(Refused::Malformed("$filter goes on after its end".into())),
    }
}

struct Parser {
    words: std::iter::Peekable<std::vec::IntoIter<Word>>,
    depth: usize,
    comparisons: usize,
}

impl Parser {
    /// `a or b or c`
    fn either(&mut self) -> Result<Condition<String>, Refused> {
        let mut list = vec![self.both()?];
        while self.takes("or") {
            list.push(self.both()?);
        }
        Ok(only(list, Condition::Or))
    }

    /// `a and b and c`
    fn both(&mut self) -> Result<Condition<String>, Refused> {
        let mut list = vec![self.one()?];
        while self.takes("and") {
            list.push(self.one()?);
        }
        Ok(only(list, Condition::And))
    }

    /// `not a`, `(a)`, or a comparison.
    fn one(&mut self) -> Result<Condition<String>, Refused> {
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err(Refused::TooLarge(format!(
                "$filter goes deeper than {DEEPEST}"
            )));
        }
        let found = if self.takes("not") {
            let is_inside = self.words.peek() == Some(&Word::Open);
            let inside = self.one()?;
            // `not` binds closer than `eq`: it would be a property that is negated (5.1.1.14).
            if !is_inside && matches!(inside, Condition::Compare(..)) {
                return Err(Refused::Unsupported(
                    "`not` before a comparison without parentheses in $filter".into(),
                ));
            }
            Condition::Not(Box::new(inside))
        } else if self.words.next_if_eq(&Word::Open).is_some() {
            let inside = self.either()?;
            self.expect(&Word::Close, ")")?;
            inside
        } else {
            self.comparison()?
        };
        self.depth -= 1;
        Ok(found)
    }

    fn comparison(&mut self) -> Result<Condition<String>, Refused> {
        self.comparisons += 1;
        if self.comparisons > MOST {
            return Err(Refused::TooLarge(format!(
                "$filter has more than {MOST} comparisons"
            )));
        }
        let Some(first) = self.words.next() else {
            return Err(Refused::Malformed("$filter ends too early".into()));
        };
        if let Word::Name(name) = &first
            && self.words.next_if_eq(&Word::Open).is_some()
        {
            return self.function(name);
        }
        let first = operand(first)?;
        let Some(operator) = self.operator()? else {
            return match first {
                Operand::Property(name) => Ok(Condition::Is(name)),
                Operand::Literal(_) => Err(Refused::Unsupported(
                    "a literal without a property in $filter".into(),
                )),
            };
        };
        let Some(second) = self.words.next() else {
            return Err(Refused::Malformed("$filter ends too early".into()));
        };
        match (first, operand(second)?) {
            (Operand::Property(name), Operand::Literal(literal)) => {
                Ok(Condition::Compare(name, operator, literal))
            }
            (Operand::Literal(literal), Operand::Property(name)) => {
                Ok(Condition::Compare(name, operator.turned(), literal))
            }
            _ => Err(Refused::Unsupported(
                "a comparison of anything but a property and a literal in $filter".into(),
            )),
        }
    }

    /// `contains(name,'text')`, from behind its parenthesis on.
    fn function(&mut self, name: &str) -> Result<Condition<String>, Refused> {
        let condition = match name {
            "contains" => Condition::Contains,
            "startswith" => Condition::StartsWith,
            _ => return Err(Refused::Unsupported(format!("`{name}()` in $filter"))),
        };
        let Some(Word::Name(property)) = self.words.next() else {
            return Err(Refused::Unsupported(format!(
                "`{name}()` of anything but a property in $filter"
            )));
        };
        if self.words.next_if_eq(&Word::Open).is_some() {
            return Err(Refused::Unsupported(format!("`{property}()` in $filter")));
        }
        self.expect(&Word::Comma, ",")?;
        let Some(Word::Text(text)) = self.words.next() else {
            return Err(Refused::Unsupported(format!(
                "`{name}()` with anything but a text in $filter"
            )));
        };
        self.expect(&Word::Close, ")")?;
        Ok(condition(property, text))
    }

    fn operator(&mut self) -> Result<Option<Operator>, Refused> {
        let Some(Word::Name(name)) = self.words.peek() else {
            return Ok(None);
        };
        let operator = match name.as_str() {
            "eq" => Operator::Eq,
            "ne" => Operator::Ne,
            "lt" => Operator::Lt,
            "le" => Operator::Le,
            "gt" => Operator::Gt,
            "ge" => Operator::Ge,
            "and" | "or" => return Ok(None),
            _ => return Err(Refused::Unsupported(format!("`{name}` in $filter"))),
        };
        self.words.next();
        Ok(Some(operator))
    }

    fn takes(&mut self, word: &str) -> bool {
        let is_it = |own: &Word| matches!(own, Word::Name(name) if name == word);
        self.words.next_if(is_it).is_some()
    }

    fn expect(&mut self, word: &Word, sign: &str) -> Result<(), Refused> {
        match self.words.next_if_eq(word) {
            Some(_) => Ok(()),
            None => Err(Refused::Malformed(format!("$filter lacks a `{sign}`"))),
        }
    }
}

enum Operand {
    Property(String),
    Literal(Literal),
}

fn operand(word: Word) -> Result<Operand, Refused> {
    Ok(Operand::Literal(match word {
        Word::Name(name) => match name.as_str() {
            "null" => Literal::Null,
            "true" => Literal::Boolean(true),
            "false" => Literal::Boolean(false),
            _ => return Ok(Operand::Property(name)),
        },
        Word::Text(text) => Literal::Text(text),
        Word::Number(number) => Literal::Number(number),
        Word::Date(day) => Literal::Date(day),
        Word::Open | Word::Close | Word::Comma => {
            return Err(Refused::Malformed(
                "$filter lacks a property or a literal".into(),
            ));
        }
    }))
}

fn only(
    mut list: Vec<Condition<String>>,
    several: impl FnOnce(Vec<Condition<String>>) -> Condition<String>,
) -> Condition<String> {
    match list.len() {
        1 => list.remove(0),
        _ => several(list),
    }
}
