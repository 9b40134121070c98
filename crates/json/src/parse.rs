//! JSON text becomes a tree.

use crate::tree::Json;

/// How many lists and objects may lie in one another.
const DEEPEST: usize = 127;

/// Parses a text (RFC 8259); `None` where it is not JSON, or deeper than 127 lists and objects.
///
/// ```
/// use sohoi_json::{Json, parse};
/// assert_eq!(parse(" [1.5] "), Some(Json::List(vec![Json::Number(1.5)])));
/// assert_eq!(parse("[1.5,]"), None);
/// ```
pub fn parse(text: &str) -> Option<Json> {
    let mut parser = Parser { text, at: 0 };
    let json = parser.value(DEEPEST)?;
    parser.skip(is_space);
    (parser.at == text.len()).then_some(json)
}

struct Parser<'t> {
    text: &'t str,
    at: usize,
}

impl Parser<'_> {
    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    /// Goes on where the next byte is this one.
    fn takes(&mut self, byte: u8) -> bool {
        let is_next = self.peek() == Some(byte);
        self.at += usize::from(is_next);
        is_next
    }

    /// Skips bytes of a kind, and counts them.
    fn skip(&mut self, kind: fn(u8) -> bool) -> usize {
        let from = self.at;
        while self.peek().is_some_and(kind) {
            self.at += 1;
        }
        self.at - from
    }

    /// The same for white space before a mark of JSON.
    fn takes_mark(&mut self, mark: u8) -> bool {
        self.skip(is_space);
        self.takes(mark)
    }

    fn value(&mut self, depth: usize) -> Option<Json> {
        if self.takes_mark(b'"') {
            return self.string().map(Json::Text);
        }
        if self.takes(b'[') {
            return self.list(depth.checked_sub(1)?);
        }
        if self.takes(b'{') {
            return self.object(depth.checked_sub(1)?);
        }
        let rest = &self.text[self.at..];
        let words = [
            ("null", Json::Null),
            ("true", Json::Boolean(true)),
            ("false", Json::Boolean(false)),
        ];
        for (word, json) in words {
            if rest.starts_with(word) {
                self.at += word.len();
                return Some(json);
            }
        }
        self.number()
    }

    fn list(&mut self, depth: usize) -> Option<Json> {
        let mut items = Vec::new();
        if self.takes_mark(b']') {
            return Some(Json::List(items));
        }
        loop {
            items.push(self.value(depth)?);
            if self.takes_mark(b']') {
                return Some(Json::List(items));
            }
            if !self.takes(b',') {
                return None;
            }
        }
    }

    fn object(&mut self, depth: usize) -> Option<Json> {
        let mut members = Vec::new();
        if self.takes_mark(b'}') {
            return Some(Json::Object(members));
        }
        loop {
            if !self.takes_mark(b'"') {
                return None;
            }
            let name = self.string()?;
            if !self.takes_mark(b':') {
                return None;
            }
            members.push((name, self.value(depth)?));
            if self.takes_mark(b'}') {
                return Some(Json::Object(members));
            }
            if !self.takes(b',') {
                return None;
            }
        }
    }

    fn number(&mut self) -> Option<Json> {
        let from = self.at;
        self.takes(b'-');
        if !self.takes(b'0') && self.skip(is_digit) == 0 {
            return None;
        }
        if self.takes(b'.') && self.skip(is_digit) == 0 {
            return None;
        }
        if self.takes(b'e') || self.takes(b'E') {
            if !self.takes(b'-') {
                self.takes(b'+');
            }
            if self.skip(is_digit) == 0 {
                return None;
            }
        }
        let number = sohoi_digits::read(&self.text[from..self.at])?;
        number.is_finite().then_some(Json::Number(number))
    }

    /// What follows the opening quote, with the closing one.
    fn string(&mut self) -> Option<String> {
        let mut string = String::new();
        loop {
            let from = self.at;
            self.skip(|byte| byte >= b' ' && byte != b'"' && byte != b'\\');
            string.push_str(&self.text[from..self.at]);
            if self.takes(b'"') {
                return Some(string);
            }
            if !self.takes(b'\\') {
                return None;
            }
            string.push(self.escaped()?);
        }
    }

    fn escaped(&mut self) -> Option<char> {
        let byte = self.peek()?;
        self.at += 1;
        Some(match byte {
            b'"' | b'\\' | b'/' => char::from(byte),
            b'b' => '\u{8}',
            b'f' => '\u{c}',
            b'n' => '\n',
            b'r' => '\r',
            b't' => '\t',
            b'u' => {
                let unit = self.unit()?;
                if !(0xD800..0xDC00).contains(&unit) {
                    return char::from_u32(unit);
                }
                // The first half of a pair (UTF-16).
                let is_pair = self.takes(b'\\') && self.takes(b'u');
                let second = self.unit().filter(|unit| (0xDC00..0xE000).contains(unit))?;
                return char::from_u32(0x10000 + ((unit - 0xD800) << 10) + (second - 0xDC00))
                    .filter(|_| is_pair);
            }
            _ => return None,
        })
    }

    /// Four hexadecimal digits.
    fn unit(&mut self) -> Option<u32> {
        let mut unit = 0;
        for _ in 0..4 {
            unit = unit * 16 + char::from(self.peek()?).to_digit(16)?;
            self.at += 1;
        }
        Some(unit)
    }
}

fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\n' | b'\r')
}

fn is_digit(byte: u8) -> bool {
    byte.is_ascii_digit()
}
