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

read_members! {
    KnownAccount: account, last_used;
}

write_members! {
    KnownAccount: account, last_used;
}
