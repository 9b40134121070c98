//! What the browser offers, each thing in one place: the only place for web-sys calls of its kind.

pub mod files;
pub mod service_worker;
