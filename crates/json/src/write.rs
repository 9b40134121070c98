//! Plain types become JSON text, byte for byte as serde writes them.

use litemap::LiteMap;

/// A type that can be written as JSON.
pub trait Write {
    /// Adds the value to a text.
    fn write(&self, out: &mut String);

    /// Whether a member that may be absent is left out: nothing, or an empty list.
    fn is_blank(&self) -> bool {
        false
    }
}

/// An object that is being written; it ends where this is dropped.
#[derive(Debug)]
pub struct Members<'o> {
    out: &'o mut String,
    is_first: bool,
    end: &'static str,
}

impl<'o> Members<'o> {
    /// Begins an object.
    pub fn new(out: &'o mut String) -> Self {
        out.push('{');
        Self {
            out,
            is_first: true,
            end: "}",
        }
    }

    /// Begins a variant with members of its own: an object in an object.
    pub fn of_variant(name: &str, out: &'o mut String) -> Self {
        out.push('{');
        name.write(out);
        out.push(':');
        let mut members = Self::new(out);
        members.end = "}}";
        members
    }

    /// Adds a member.
    pub fn put(&mut self, name: &str, value: &dyn Write) {
        self.name(name);
        value.write(self.out);
    }

    /// Adds a member that is absent where it is blank.
    pub fn put_unless_blank(&mut self, name: &str, value: &dyn Write) {
        if !value.is_blank() {
            self.put(name, value);
        }
    }

    fn name(&mut self, name: &str) {
        if !self.is_first {
            self.out.push(',');
        }
        self.is_first = false;
        name.write(self.out);
        self.out.push(':');
    }
}

impl Drop for Members<'_> {
    fn drop(&mut self) {
        self.out.push_str(self.end);
    }
}

/// Writes one of several values by its name; nothing known by `other`.
pub fn write_one_of<T: PartialEq>(value: &T, names: &[(&str, T)], other: &str, out: &mut String) {
    let named = names.iter().find(|(_, known)| known == value);
    named.map_or(other, |(name, _)| name).write(out);
}

impl Write for str {
    fn write(&self, out: &mut String) {
        out.push('"');
        for character in self.chars() {
            let escaped = match character {
                '"' => "\\\"",
                '\\' => "\\\\",
                '\u{8}' => "\\b",
                '\u{c}' => "\\f",
                '\n' => "\\n",
                '\r' => "\\r",
                '\t' => "\\t",
                '\0'..' ' => {
                    let code = character as u8;
                    out.push_str("\\u00");
                    out.push(char::from(b'0' + code / 16));
                    out.push(char::from(b"0123456789abcdef"[usize::from(code % 16)]));
                    continue;
                }
                _ => {
                    out.push(character);
                    continue;
                }
            };
            out.push_str(escaped);
        }
        out.push('"');
    }
}

impl Write for String {
    fn write(&self, out: &mut String) {
        self.as_str().write(out);
    }
}

impl Write for bool {
    fn write(&self, out: &mut String) {
        out.push_str(if *self { "true" } else { "false" });
    }
}

impl Write for u64 {
    fn write(&self, out: &mut String) {
        out.push_str(&self.to_string());
    }
}

impl Write for u32 {
    fn write(&self, out: &mut String) {
        u64::from(*self).write(out);
    }
}

impl<T: Write + ?Sized> Write for &T {
    fn write(&self, out: &mut String) {
        (**self).write(out);
    }
}

impl<T: Write> Write for Option<T> {
    fn write(&self, out: &mut String) {
        match self {
            Some(value) => value.write(out),
            None => out.push_str("null"),
        }
    }

    fn is_blank(&self) -> bool {
        self.is_none()
    }
}

impl<T: Write> Write for [T] {
    fn write(&self, out: &mut String) {
        let mut before = '[';
        for item in self {
            out.push(before);
            item.write(out);
            before = ',';
        }
        if self.is_empty() {
            out.push('[');
        }
        out.push(']');
    }
}

impl<T: Write> Write for Vec<T> {
    fn write(&self, out: &mut String) {
        self.as_slice().write(out);
    }

    fn is_blank(&self) -> bool {
        self.is_empty()
    }
}

impl<T: Write> Write for LiteMap<String, T> {
    fn write(&self, out: &mut String) {
        let mut members = Members::new(out);
        for (name, value) in self {
            members.put(name, value);
        }
    }

    fn is_blank(&self) -> bool {
        self.is_empty()
    }
}

impl<A: Write, B: Write> Write for (A, B) {
    fn write(&self, out: &mut String) {
        let pair: [&dyn Write; 2] = [&self.0, &self.1];
        pair.write(out);
    }
}
