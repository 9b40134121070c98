//! Classes of characters, `[…]`: characters, ranges and escapes, negated or not.

use super::compile::Compiler;
use super::{Flaw, Step};

impl Compiler<'_> {
    /// `[…]`
    pub(super) fn class(&mut self) -> Result<(), Flaw> {
        let open = self.mark;
        let head = self.head();
        let is_negated = self.eat('^');
        if self.rest().starts_with(']') {
            return Err(self.flaw("a class is empty: write \\] for the character itself"));
        }
        while !self.eat(']') {
            let start = self.at;
            let first = self.item(open)?;
            let is_range = self.rest().starts_with('-') && !self.rest().starts_with("-]");
            if is_range {
                self.at += 1;
                let last = self.item(open)?;
                match (first, last) {
                    (Some(first), Some(last)) if first <= last => {
                        self.steps.push(Step::Range(first, last));
                    }
                    _ => {
                        self.mark = start;
                        return Err(self.flaw(
                            "a range goes from a smaller character to a larger one: \
                             write \\- for the character itself",
                        ));
                    }
                }
            } else if let Some(character) = first {
                self.one(character);
            }
        }
        let ranges = self.ranges_since(head);
        self.steps[head] = if is_negated {
            Step::NoneOf(ranges)
        } else {
            Step::AnyOf(ranges)
        };
        Ok(())
    }

    /// A character of a class; none for an escape that pushed its ranges.
    fn item(&mut self, open: usize) -> Result<Option<char>, Flaw> {
        self.mark = self.at;
        let Some(character) = self.next() else {
            self.mark = open;
            return Err(self.flaw("a class is not closed: write ]"));
        };
        match character {
            '\\' => self.escape(),
            // What other languages make of these differs: a class inside, an intersection or
            // a difference of classes.
            '[' => Err(self.flaw("this is inside a class: write \\[ for the character itself")),
            '&' | '-' if self.rest().starts_with(character) => Err(self
                .flaw("classes cannot be combined: write one \\& or \\- for the character itself")),
            _ => Ok(Some(character)),
        }
    }
}
