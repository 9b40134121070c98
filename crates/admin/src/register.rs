//! `/admin/register`.
pub mod words;
