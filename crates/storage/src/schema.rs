//! Which databases and object stores there are.
//!
//! rexie deletes every store that its builder does not name. So a store that was ever shipped
//! stays in this list for ever, used or not, and the version only grows.

/// A database: its version and its stores.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Schema {
    /// Grows with every change of the list; an older app then says so instead of touching it.
    pub(crate) version: u32,
    /// Every store ever shipped.
    pub(crate) stores: &'static [Table],
}

/// An object store.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Table {
    /// Single records by name: how far numbering and exchange are; the device's id.
    Meta,
    /// Rounds the server announced, by id.
    Rounds,
    /// Documents by content hash, byte for byte.
    Documents,
    /// Lines of the register by round and id.
    Subjects,
    /// Responses as the server holds them, by id.
    Responses,
    /// The same without their answers: what lists show, read in a fraction of the time.
    Briefs,
    /// Ops of this device by epoch and number, acknowledged ones included.
    Ops,
    /// Photos and pages by content hash.
    Blobs,
    /// Accounts that signed in on this device, by name.
    Accounts,
}

impl Table {
    /// The name of the object store.
    pub fn name(self) -> &'static str {
        match self {
            Self::Meta => "meta",
            Self::Rounds => "rounds",
            Self::Documents => "documents",
            Self::Subjects => "subjects",
            Self::Responses => "responses",
            Self::Briefs => "briefs",
            Self::Ops => "ops",
            Self::Blobs => "blobs",
            Self::Accounts => "accounts",
        }
    }
}

/// The database of one account.
pub(crate) const ACCOUNT: Schema = Schema {
    version: 2,
    stores: &[
        Table::Meta,
        Table::Rounds,
        Table::Documents,
        Table::Subjects,
        Table::Responses,
        Table::Briefs,
        Table::Ops,
        Table::Blobs,
    ],
};

/// The small database of the device.
pub(crate) const DEVICE: Schema = Schema {
    version: 1,
    stores: &[Table::Meta, Table::Accounts],
};

/// The name of the device's database.
pub const DEVICE_DATABASE: &str = "sohoi-device";

/// The name of an account's database.
///
/// An account called `device` gets a tilde, so that no account's database is the device's.
pub fn account_database(account: &str) -> String {
    match account {
        "device" => "sohoi-~device".to_owned(),
        name => format!("sohoi-{name}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_account_shares_the_database_of_the_device() {
        for name in ["device", "~device", "tinh", "sohoi-device"] {
            assert_ne!(account_database(name), DEVICE_DATABASE, "{name}");
        }
    }

    #[test]
    fn every_store_of_a_schema_has_a_name_of_its_own() {
        for schema in [ACCOUNT, DEVICE] {
            let mut names: Vec<_> = schema.stores.iter().map(|table| table.name()).collect();
            names.sort_unstable();
            names.dedup();
            assert_eq!(names.len(), schema.stores.len());
        }
    }
}
