//! JSON as devices read and write it.
//!
//! The server reads and writes with serde, the browser by `sohoi-json`: here both do so with
//! everything that travels or lies in a store, and must find and give the same.

use std::fmt::Debug;

use serde::Serialize;
use serde::de::DeserializeOwned;
use sohoi_json::{from_bytes, to_text};

/// Reads what the server wrote, in the way of the browser.
pub(crate) fn as_device<T>(json: &str) -> T
where
    T: DeserializeOwned + sohoi_json::Read + PartialEq + Debug,
{
    let read: T = from_bytes(json.as_bytes()).unwrap_or_else(|flaw| panic!("{flaw}: {json}"));
    let expected: T = serde_json::from_str(json).expect("serde reads what it wrote");
    assert_eq!(read, expected, "both readers find the same");
    read
}

/// Writes what goes to the server or to disk.
pub(crate) fn written<T: Serialize + sohoi_json::Write>(value: &T) -> String {
    let json = to_text(value);
    let expected = serde_json::to_string(value).expect("plain structs become JSON");
    assert_eq!(json, expected, "both writers give the same");
    json
}

/// A record as it comes back from the disk.
pub(crate) fn from_disk<T>(record: &T) -> T
where
    T: Serialize + DeserializeOwned + sohoi_json::Read + sohoi_json::Write + PartialEq + Debug,
{
    let json = written(record);
    let read = as_device(&json);
    assert_eq!(read, *record, "records survive their way to disk");
    read
}
