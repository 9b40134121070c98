//! Where a device's pull goes on: opaque to the device, and of no use to anybody else.
//!
//! A cursor names the server's epoch, the version of the reader's scope, and the device's
//! [`Position`] in the feed.

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use sohoi_sync::server::Position;

/// A place in the feed of one reader.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cursor {
    /// The server's epoch.
    pub epoch: u32,
    /// The version of what the reader sees.
    pub scope: String,
    /// Where the device stands.
    pub position: Position,
}

impl Cursor {
    /// The text that a device keeps, authenticated with the server's key.
    pub fn seal(&self, key: &[u8]) -> String {
        let Position { since, at } = self.position;
        let body = format!("{}.{}.{since}.{at}", self.epoch, self.scope);
        let tag = hex::encode(mac(key, &body).finalize().into_bytes());
        format!("{body}.{tag}")
    }

    /// Reads it back; `None` where this server did not write it.
    pub fn open(text: &str, key: &[u8]) -> Option<Self> {
        let (body, tag) = text.rsplit_once('.')?;
        let tag = hex::decode(tag).ok()?;
        mac(key, body).verify_slice(&tag).ok()?;
        let mut parts = body.split('.');
        let cursor = Self {
            epoch: parts.next()?.parse().ok()?,
            scope: parts.next()?.to_owned(),
            position: Position {
                since: parts.next()?.parse().ok()?,
                at: parts.next()?.parse().ok()?,
            },
        };
        parts.next().is_none().then_some(cursor)
    }
}

fn mac(key: &[u8], body: &str) -> Hmac<Sha256> {
    let mut mac = Hmac::<Sha256>::new_from_slice(key).expect("HMAC takes keys of any length");
    mac.update(body.as_bytes());
    mac
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cursor() -> Cursor {
        Cursor {
            epoch: 3,
            scope: "0011aabb".into(),
            position: Position {
                since: 17,
                at: 9_007_199_254_740_991,
            },
        }
    }

    #[test]
    fn opens_what_it_sealed() {
        assert_eq!(Cursor::open(&cursor().seal(b"key"), b"key"), Some(cursor()));
    }

    #[test]
    fn opens_nothing_else() {
        let sealed = cursor().seal(b"key");
        assert_eq!(Cursor::open(&sealed, b"another key"), None);
        for (place, _) in sealed.char_indices() {
            let mut forged = sealed.clone();
            let other = if &sealed[place..=place] == "1" {
                "2"
            } else {
                "1"
            };
            forged.replace_range(place..=place, other);
            assert_eq!(Cursor::open(&forged, b"key"), None, "{forged}");
        }
        for text in ["", ".", "....", "1.a.2.3", "1.a.2.3.", "1.a.2.3.zz"] {
            assert_eq!(Cursor::open(text, b"key"), None, "{text}");
        }
    }
}
