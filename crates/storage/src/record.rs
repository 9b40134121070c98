//! What is stored beside the records of the sync core.

use sohoi_json::{read_members, write_members};
use sohoi_sync::Account;

/// An account that signed in on this device.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KnownAccount {
    /// The account as the server last described it.
    pub account: Account,
    /// When it was last chosen, by this device's clock (RFC 3339).
    pub last_used: String,
}

/// What an account is opened by on this device, without a server: what its password is known by. It has a
/// record of its own, so that an account of before there were any has none, and so that what the server
/// says of an account never touches it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Verifier {
    /// How often the password was stretched, with which salt, and what came out: `210000.SALT.HASH`, salt
    /// and hash as lower-case hex.
    pub stretched: String,
    /// How many wrong passwords came in a row.
    pub wrong: u32,
    /// When the last of them came, by this device's clock, in milliseconds of the Unix epoch.
    pub last_wrong: u64,
}

read_members! {
    KnownAccount: account, last_used;
    Verifier: stretched | wrong, last_wrong;
}

write_members! {
    KnownAccount: account, last_used;
    Verifier: stretched, wrong, last_wrong;
}

#[cfg(test)]
mod tests {
    use sohoi_json::{from_bytes, to_text};

    use super::*;

    #[test]
    fn verifiers_are_read_as_they_were_written() {
        let verifier = Verifier {
            stretched: "210000.00ff.aa".to_owned(),
            wrong: 2,
            last_wrong: 1_504_231_200_000,
        };
        let text = to_text(&verifier);
        assert_eq!(from_bytes(text.as_bytes()), Ok(verifier));
        let first: Verifier = from_bytes(br#"{"stretched":"1.00.aa"}"#).unwrap();
        assert_eq!((first.wrong, first.last_wrong), (0, 0));
    }
}
