//! Reads JSON into plain types, and writes them, with little code.
//!
//! serde makes a reader and a writer of its own for each type, 2 to 16 kB of WebAssembly each. Here
//! a document becomes a tree once, and a type takes its members from the tree by short calls. Good
//! for what a device fetches, sends and stores: rounds, forms, messages, records. What is not named
//! is skipped, as serde does.
//!
//! ```
//! use sohoi_json::{from_bytes, read_members, to_text, write_members};
//!
//! #[derive(Debug, PartialEq)]
//! struct Unit { id: String, parent: Option<String>, parts: Vec<Unit> }
//!
//! read_members! { Unit: id, parent | parts; }
//! write_members! { Unit: id, parent, [parts]; }
//!
//! let unit: Unit = from_bytes(br#"{"id":"hue"}"#).unwrap();
//! assert_eq!(unit, Unit { id: "hue".to_owned(), parent: None, parts: Vec::new() });
//! assert_eq!(to_text(&unit), r#"{"id":"hue","parent":null}"#);
//! let flaw = from_bytes::<Unit>(br#"{"id":7}"#).unwrap_err();
//! assert_eq!(flaw.to_string(), "`id` is not a text");
//! ```
//!
//! **Architecture Invariant:** no I/O. What is written is byte for byte what serde writes, so that
//! the two sides of an exchange may use either.
#![deny(missing_docs)]

mod flaws;
mod object;
mod parse;
mod read;
mod tree;
mod write;

pub use flaws::{Flaw, Flaws};
pub use object::Object;
pub use parse::parse;
pub use read::{Read, one_of, variant};
pub use tree::Json;
pub use write::{Members, Write, write_one_of};

#[doc(hidden)]
pub use serde;

use serde::Deserializer;
use serde::de::{Deserialize, Error};

/// Reads a tree whole.
///
/// # Errors
///
/// The first [`Flaw`].
pub fn read<T: Read>(json: Json) -> Result<T, Flaw> {
    let mut flaws = Flaws::default();
    let value = T::read(json, &mut flaws);
    flaws.into_result().map(|()| value)
}

/// Reads JSON text.
///
/// # Errors
///
/// The first [`Flaw`]; where the bytes are no JSON at all, it is about the document.
pub fn from_bytes<T: Read>(bytes: &[u8]) -> Result<T, Flaw> {
    read(tree(bytes)?)
}

fn tree(bytes: &[u8]) -> Result<Json, Flaw> {
    let text = str::from_utf8(bytes).ok();
    text.and_then(parse).ok_or(Flaw {
        member: "",
        expected: "JSON",
    })
}

/// Writes a value as JSON text.
pub fn to_text(value: &(impl Write + ?Sized)) -> String {
    let mut text = String::new();
    value.write(&mut text);
    text
}

/// Reads whatever a serde format brings; see [`deserialize_by_reading`].
///
/// # Errors
///
/// Those of the format, and the first [`Flaw`].
pub fn deserialize<'de, T: Read, D: Deserializer<'de>>(format: D) -> Result<T, D::Error> {
    read(Json::deserialize(format)?).map_err(D::Error::custom)
}

/// Implements serde's `Deserialize` for types that are [`Read`].
#[macro_export]
macro_rules! deserialize_by_reading {
    ($($type:ty),+ $(,)?) => {$(
        impl<'de> $crate::serde::Deserialize<'de> for $type {
            fn deserialize<D: $crate::serde::Deserializer<'de>>(
                format: D,
            ) -> ::std::result::Result<Self, D::Error> {
                $crate::deserialize(format)
            }
        }
    )+};
}

/// Implements [`Read`] for structs whose members are named as in JSON. Those after a bar are the
/// default of their type where they are absent.
#[macro_export]
macro_rules! read_members {
    ($($type:ident: $($member:ident),+ $(| $($optional:ident),+)?;)+) => {$(
        impl $crate::Read for $type {
            fn read(json: $crate::Json, flaws: &mut $crate::Flaws) -> Self {
                let mut object = $crate::Object::new(json, flaws);
                Self {
                    $($member: object.take(stringify!($member)),)+
                    $($($optional: object.take_or_default(stringify!($optional)),)+)?
                }
            }
        }
    )+};
}

/// Implements [`Write`] for structs whose members are named as in JSON. Those in brackets are absent
/// where they are blank.
#[macro_export]
macro_rules! write_members {
    (@put $members:ident $value:ident [$optional:ident]) => {
        $members.put_unless_blank(stringify!($optional), &$value.$optional)
    };
    (@put $members:ident $value:ident $member:ident) => {
        $members.put(stringify!($member), &$value.$member)
    };
    ($($type:ty: $($member:tt),+;)+) => {$(
        impl $crate::Write for $type {
            fn write(&self, out: &mut ::std::string::String) {
                let value = self;
                let mut members = $crate::Members::new(out);
                $($crate::write_members!(@put members value $member);)+
            }
        }
    )+};
}
