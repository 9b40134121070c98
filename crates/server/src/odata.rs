//! The feed for spreadsheets: figures and responses as OData 4.0, read only.
//!
//! Tables are made by the same code as figures and files of responses everywhere else
//! ([`Tables`]); what is asked of them is a small part of *OData Version 4.0 Part 2: URL
//! Conventions* (OASIS), and whatever is not in that part is refused by its name. Text from people
//! becomes values of JSON, and names made of letters, digits and `_`.

mod decimal;
mod filter;
mod json;
mod metadata;
mod name;
mod options;
mod page;
mod query;
mod source;
mod table;

pub use json::{Numbers, page_json, service_json};
pub use metadata::metadata_xml;
pub use options::Options;
pub use page::{PAGE, Page, page};
pub use query::Query;
pub use source::Tables;
pub use table::{Column, Kind, Row, Table};

use crate::error::ApiError;

/// Why something that was asked of the feed is refused. Nothing was computed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// It is OData, but not of the part that this server does.
    #[error("{0} is not supported here")]
    Unsupported(String),
    /// It is not OData, or names something that does not exist.
    #[error("{0}")]
    Malformed(String),
    /// It is larger than the limit that the text names.
    #[error("{0}")]
    TooLarge(String),
}

impl From<Refused> for ApiError {
    fn from(refused: Refused) -> Self {
        match refused {
            Refused::Unsupported(_) => Self::Unsupported(refused.to_string()),
            Refused::Malformed(what) => Self::Malformed(what),
            Refused::TooLarge(what) => Self::TooLarge(what),
        }
    }
}
