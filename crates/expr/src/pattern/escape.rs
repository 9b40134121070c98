//! What a backslash means: a character, or a class of ASCII characters.
//!
//! `\d`, `\w` and `\s` are those of Java on desktops. On Android they take every script's digits
//! and letters, which needs tables of Unicode and lets digits pass that no number here is read
//! from.

use super::compile::Compiler;
use super::{Flaw, Step};

type Ranges = &'static [(u8, u8)];

const DIGITS: Ranges = &[(b'0', b'9')];
const WORD: Ranges = &[(b'0', b'9'), (b'A', b'Z'), (b'_', b'_'), (b'a', b'z')];
const SPACE: Ranges = &[(b'\t', b'\r'), (b' ', b' ')];

impl Compiler<'_> {
    /// The character that an escape stands for; none where it is a class, whose ranges are then
    /// pushed. The backslash is read already.
    pub(super) fn escape(&mut self) -> Result<Option<char>, Flaw> {
        let Some(letter) = self.next() else {
            return Err(self.flaw("nothing comes after it: write \\\\ for the character itself"));
        };
        let ranges = match letter {
            'n' => return Ok(Some('\n')),
            'r' => return Ok(Some('\r')),
            't' => return Ok(Some('\t')),
            'd' | 'D' => DIGITS,
            'w' | 'W' => WORD,
            's' | 'S' => SPACE,
            ' ' => return Ok(Some(' ')),
            _ if letter.is_ascii_punctuation() => return Ok(Some(letter)),
            'p' | 'P' => {
                return Err(self.flaw(
                    "properties are not supported: write the characters, such as [A-Za-zÀ-ỹ]",
                ));
            }
            '0'..='9' => {
                return Err(self.flaw(
                    "a group cannot be referred to: write what it holds once more, \
                     or compare parts of the text with substr()",
                ));
            }
            _ => {
                return Err(self.flaw(
                    "this escape is not supported: \
                     use \\d \\D \\w \\W \\s \\S \\t \\n \\r, or \\ before punctuation",
                ));
            }
        };
        if letter.is_ascii_lowercase() {
            for &(low, high) in ranges {
                self.steps.push(Step::Range(low.into(), high.into()));
            }
        } else {
            self.between(ranges);
        }
        Ok(None)
    }

    /// Pushes everything that some ranges, sorted and apart, leave out.
    fn between(&mut self, ranges: Ranges) {
        let mut start = '\0';
        for &(low, high) in ranges {
            self.steps.push(Step::Range(start, (low - 1).into()));
            start = (high + 1).into();
        }
        self.steps.push(Step::Range(start, char::MAX));
    }
}
