//! The words of a `$filter`.

use crate::odata::Refused;

/// A word.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Word {
    /// A property, an operator, a function, `null`, `true` or `false`.
    Name(String),
    /// `'Hội ''A'''` without its quotes.
    Text(String),
    /// `-12.5`
    Number(String),
    /// `2017-06-30`
    Date(String),
    /// `(`
    Open,
    /// `)`
    Close,
    /// `,`
    Comma,
}

/// The words of a text.
///
/// # Errors
///
/// A character that begins no word, or a quote that does not end.
pub(super) fn words(text: &str) -> Result<Vec<Word>, Refused> {
    let mut words = Vec::new();
    let mut rest = text.trim_start();
    while let Some(first) = rest.chars().next() {
        let (word, after) = match first {
            '(' => (Word::Open, &rest[1..]),
            ')' => (Word::Close, &rest[1..]),
            ',' => (Word::Comma, &rest[1..]),
            '\'' => quoted(&rest[1..])?,
            '-' | '0'..='9' => number(rest)?,
            _ if first.is_alphabetic() || first == '_' => {
                let (name, after) = while_true(rest, |it| it.is_alphanumeric() || it == '_');
                if let Some(stroke @ ('/' | '.' | '\'')) = after.chars().next() {
                    return Err(Refused::Unsupported(format!("`{name}{stroke}` in $filter")));
                }
                (Word::Name(name.to_owned()), after)
            }
            _ => {
                return Err(Refused::Malformed(format!(
                    "$filter: `{first}` means nothing"
                )));
            }
        };
        words.push(word);
        rest = after.trim_start();
    }
    Ok(words)
}

/// A text up to its closing quote; two quotes are one of the text.
fn quoted(mut rest: &str) -> Result<(Word, &str), Refused> {
    let mut text = String::new();
    loop {
        let (part, after) = rest
            .split_once('\'')
            .ok_or_else(|| Refused::Malformed("$filter: a quote does not end".into()))?;
        text.push_str(part);
        match after.strip_prefix('\'') {
            Some(more) => {
                text.push('\'');
                rest = more;
            }
            None => return Ok((Word::Text(text), after)),
        }
    }
}

/// A number or a day.
fn number(text: &str) -> Result<(Word, &str), Refused> {
    let is_part = |it: char| it.is_alphanumeric() || matches!(it, '-' | '.' | ':' | '+');
    let (own, after) = while_true(text, is_part);
    if crate::odata::Kind::Date.value(own).is_some() {
        return Ok((Word::Date(own.to_owned()), after));
    }
    match crate::odata::decimal::canonical(own) {
        Some(plain) => Ok((Word::Number(plain), after)),
        None => Err(Refused::Unsupported(format!(
            "the literal `{own}` in $filter"
        ))),
    }
}

fn while_true(text: &str, is_part: impl Fn(char) -> bool) -> (&str, &str) {
    let end = text.find(|it| !is_part(it)).unwrap_or(text.len());
    text.split_at(end)
}
