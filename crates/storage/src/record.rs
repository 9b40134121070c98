//! What is stored beside the records of the sync core.

use serde::{Deserialize, Serialize};
use sohoi_sync::Account;

/// An account that signed in on this device.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KnownAccount {
    /// The account as the server last described it.
    pub account: Account,
    /// When it was last chosen, by this device's clock (RFC 3339).
    pub last_used: String,
}
