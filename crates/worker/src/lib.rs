//! What programs in web workers share: hearing the page and answering it.
//!
//! A worker is a crate `crates/worker-NAME` whose `main` calls [`serve`]. The build makes
//! `worker-NAME-….js` and its wasm of it (`xtask/src/dist/workers.rs`), and the page starts it by that
//! name (`src/platform/worker.rs`). What is said is for the two to agree on: a text, and bytes
//! where there are any.
#![deny(missing_docs)]

#[cfg(target_arch = "wasm32")]
mod port;

#[cfg(target_arch = "wasm32")]
pub use port::{say, say_with_bytes, serve};
