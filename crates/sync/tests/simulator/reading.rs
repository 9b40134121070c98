//! JSON as devices read it.
//!
//! The server reads with serde, the browser from a tree: here both read everything that travels
//! or lies in a store, and must find the same.

use std::fmt::Debug;

use serde::Serialize;
use serde::de::DeserializeOwned;
use sohoi_json::Json;

/// Reads what the server wrote, in the way of the browser.
pub(crate) fn as_device<T>(json: &str) -> T
where
    T: DeserializeOwned + sohoi_json::Read + PartialEq + Debug,
{
    let tree: Json = serde_json::from_str(json).expect("what is written is JSON");
    let read: T = sohoi_json::read(tree).unwrap_or_else(|flaw| panic!("{flaw}: {json}"));
    let expected: T = serde_json::from_str(json).expect("serde reads what it wrote");
    assert_eq!(read, expected, "both readers find the same");
    read
}

/// A record as it comes back from the disk.
pub(crate) fn from_disk<T>(record: &T) -> T
where
    T: Serialize + DeserializeOwned + sohoi_json::Read + PartialEq + Debug,
{
    let json = serde_json::to_string(record).expect("records become JSON");
    let read = as_device(&json);
    assert_eq!(read, *record, "records survive their way to disk");
    read
}
