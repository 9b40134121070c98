//! Drives the sync core over fetch: when to exchange, what a failure means, when to try again.

#[cfg(target_arch = "wasm32")]
pub(crate) mod alone;
mod backoff;
#[cfg(target_arch = "wasm32")]
mod cycle;
#[cfg(target_arch = "wasm32")]
mod documents;
#[cfg(target_arch = "wasm32")]
mod keeper;
#[cfg(target_arch = "wasm32")]
pub(crate) mod server;

#[cfg(target_arch = "wasm32")]
#[cfg(target_arch = "wasm32")]
pub(crate) use alone::keep_alone;
#[cfg(target_arch = "wasm32")]
pub(crate) use keeper::{LOCK, Wake, keep_exchanging};
