//! What is stored beside the records of the sync core.

use serde::Serialize;
use sohoi_json::{Flaws, Json, Object, Read};
use sohoi_sync::Account;

/// An account that signed in on this device.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct KnownAccount {
    /// The account as the server last described it.
    pub account: Account,
    /// When it was last chosen, by this device's clock (RFC 3339).
    pub last_used: String,
}

sohoi_json::deserialize_by_reading!(KnownAccount);

impl Read for KnownAccount {
    fn read(json: Json, flaws: &mut Flaws) -> Self {
        let mut known = Object::new(json, flaws);
        Self {
            account: known.take("account"),
            last_used: known.take("last_used"),
        }
    }
}
