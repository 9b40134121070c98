//! What is stored beside the records of the sync core.

use serde::Serialize;
use sohoi_json::{deserialize_by_reading, read_members};
use sohoi_sync::Account;

/// An account that signed in on this device.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct KnownAccount {
    /// The account as the server last described it.
    pub account: Account,
    /// When it was last chosen, by this device's clock (RFC 3339).
    pub last_used: String,
}

deserialize_by_reading!(KnownAccount);

read_members! {
    KnownAccount: account, last_used;
}
