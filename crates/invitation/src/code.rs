//! Codes: 5 letters that say which invitation it is, 13 that are secret, one that shows mistakes.
//!
//! The letters are those of Crockford's base 32 (<https://www.crockford.com/base32.html>): no I, L, O
//! and U. The secret has 65 bits; OWASP ASVS 5.0 6.6.3 asks for 64 of a code that is guessed at
//! over the network.

use std::fmt;

use crate::check;

/// Every letter at the place of its value.
const LETTERS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/// How many letters say which invitation it is.
const ID: usize = 5;
/// How many are secret.
const SECRET: usize = 13;
/// All of them with the check character.
const LENGTH: usize = ID + SECRET + 1;
/// How many stand together where people read them.
const GROUP: usize = 5;
/// What stands before the code in a link.
const ROUTE: &str = "/#/invited/";

/// A whole code whose check character is right. What it prints in a log is only its public part.
#[derive(Clone, PartialEq, Eq)]
pub struct Code(String);

/// Why a text is no code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unreadable {
    /// There is a character that no code has, e.g. `U` or `Ê`.
    #[error("no code has the character {0:?}")]
    Character(char),
    /// There are too few letters or too many; this many are there.
    #[error("a code has {LENGTH} letters and digits, here are {0}")]
    Length(usize),
    /// It is mistyped somewhere.
    #[error("a letter or digit is wrong, or two changed places")]
    Mistyped,
}

impl Code {
    /// The bytes that a new code is made of: 90 of their bits.
    pub const BYTES: usize = 12;

    /// A code of random bytes.
    pub fn of_random(bytes: [u8; Self::BYTES]) -> Self {
        let mut bits = bytes
            .iter()
            .fold(0_u128, |bits, byte| bits << 8 | u128::from(*byte));
        let mut letters = Vec::with_capacity(LENGTH);
        for _ in 0..ID + SECRET {
            // Five bits fit.
            letters.push((bits & 31) as u8);
            bits >>= 5;
        }
        letters.push(check::character(&letters));
        Self::of_letters(&letters)
    }

    /// Reads a code as people type it: small letters, `O` for 0, `I` and `L` for 1, with blanks and
    /// hyphens anywhere, or the whole link.
    ///
    /// # Errors
    ///
    /// Says what is wrong with it, without knowing any code.
    pub fn read(typed: &str) -> Result<Self, Unreadable> {
        let (_, typed) = typed.rsplit_once('/').unwrap_or(("", typed));
        let mut letters = Vec::with_capacity(LENGTH);
        for character in typed.chars().filter(|it| !is_between(*it)) {
            letters.push(value(character).ok_or(Unreadable::Character(character))?);
        }
        if letters.len() != LENGTH {
            return Err(Unreadable::Length(letters.len()));
        }
        if check::sum(&letters) != 0 {
            return Err(Unreadable::Mistyped);
        }
        Ok(Self::of_letters(&letters))
    }

    /// Which invitation it is; no secret.
    pub fn id(&self) -> &str {
        &self.0[..ID]
    }

    /// The secret part.
    pub fn secret(&self) -> &str {
        &self.0[ID..ID + SECRET]
    }

    /// In groups, as people read it: `ABCDE-FGHJK-MNPQR-STVW`.
    pub fn grouped(&self) -> String {
        let mut grouped = String::with_capacity(LENGTH + LENGTH / GROUP);
        for (place, letter) in self.0.chars().enumerate() {
            if place > 0 && place % GROUP == 0 {
                grouped.push('-');
            }
            grouped.push(letter);
        }
        grouped
    }

    /// The link that opens the app with it. `address` is where the app is, e.g.
    /// `https://sohoi.example`. The code stands behind `#`, which browsers send to no server.
    pub fn link(&self, address: &str) -> String {
        [address.trim_end_matches('/'), ROUTE, &self.grouped()].concat()
    }

    fn of_letters(letters: &[u8]) -> Self {
        let letter = |value: &u8| char::from(LETTERS[usize::from(*value)]);
        Self(letters.iter().map(letter).collect())
    }
}

impl fmt::Debug for Code {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "Code({}-…)", self.id())
    }
}

/// What people put between letters: blanks, and hyphens of every length.
fn is_between(character: char) -> bool {
    character.is_whitespace()
        || matches!(
            character,
            '-' | '_' | '.' | '\u{2010}'..='\u{2015}' | '\u{2212}'
        )
}

fn value(character: char) -> Option<u8> {
    let meant = match character.to_ascii_uppercase() {
        'O' => '0',
        'I' | 'L' => '1',
        other => other,
    };
    let mut letters = LETTERS.iter();
    let place = letters.position(|letter| char::from(*letter) == meant)?;
    u8::try_from(place).ok()
}

#[cfg(test)]
mod tests;
