//! Pages of administration as HTML, which the server writes and any browser shows: no scripts, no
//! state beside the address and the session.
//!
//! A page is a function from plain data to text. Every text that people wrote goes through
//! `maud`, which escapes it. The sentences of a page stand in it, in both languages side by side
//! ([`Language::pick`](sohoi_text::Language::pick)); what the browser app says too comes from its
//! catalogue.
//!
//! **Architecture Invariant:** no I/O, no clock, no database: who may see a page and what stands
//! in it is decided before.
#![deny(missing_docs)]

mod field;
mod frame;
mod place;
mod roles;
mod table;

pub mod accounts;
pub mod audit;
pub mod devices;
pub mod invitations;
pub mod openid;
pub mod overview;
pub mod refusal;
pub mod register;
pub mod sign_in;

pub use field::{Choice, Field, Typing, hidden};
pub use frame::{Frame, Said, Tone, Viewer, notice, page};
pub use place::Place;
pub use roles::{role_name, role_task};
pub use table::{Cell, Table};

/// What the pages look like: the tokens and parts of the app, and what only these pages have.
pub const STYLE: &str = concat!(
    include_str!("../../../style/tokens.css"),
    include_str!("../../../style/base.css"),
    include_str!("../../../style/components.css"),
    include_str!("../../../style/layout.css"),
    include_str!("../../../style/print.css"),
    include_str!("../style/admin.css"),
);
