//! What `cargo xtask bench stats` measures: figures from columns, in a web worker, against other
//! engines on the same bytes.
//!
//! The program `bench-stats-data` makes the bytes and says to the other engines what to compute; the
//! part for WebAssembly is ours.
#![deny(missing_docs)]

#[cfg(feature = "data")]
pub mod asked;
#[cfg(feature = "data")]
pub mod chance;
#[cfg(feature = "data")]
pub mod rows;
#[cfg(feature = "data")]
pub mod written;

#[cfg(target_arch = "wasm32")]
mod program;
