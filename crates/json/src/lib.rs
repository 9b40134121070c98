//! Reads JSON documents into plain types with little code.
//!
//! serde makes a reader of its own for each type, 2 to 16 kB of WebAssembly each. Here a document
//! becomes a tree once, and a type takes its members from the tree by short calls. Good for
//! what a device fetches and stores: rounds, forms, messages, records. What is not named is skipped,
//! as serde does.
//!
//! ```
//! use sohoi_json::{deserialize_by_reading, read_members};
//!
//! #[derive(Debug, PartialEq)]
//! struct Unit { id: String, parent: Option<String>, parts: Vec<Unit> }
//!
//! read_members! { Unit: id, parent | parts; }
//! deserialize_by_reading!(Unit);
//!
//! let unit: Unit = serde_json::from_str(r#"{"id":"hue"}"#).unwrap();
//! assert_eq!(unit, Unit { id: "hue".to_owned(), parent: None, parts: Vec::new() });
//! let flaw = serde_json::from_str::<Unit>(r#"{"id":7}"#).unwrap_err();
//! assert_eq!(flaw.to_string(), "`id` is not a text");
//! ```
//!
//! **Architecture Invariant:** no I/O, and no JSON syntax: whatever serde format brings the tree.
#![deny(missing_docs)]

mod flaws;
mod object;
mod read;
mod tree;

pub use flaws::{Flaw, Flaws};
pub use object::Object;
pub use read::{Read, one_of, variant};
pub use tree::Json;

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
