//! The browser app.

#[cfg(target_arch = "wasm32")]
pub mod app;
#[cfg(target_arch = "wasm32")]
pub mod components;
#[cfg(any(target_arch = "wasm32", test))]
pub mod extent;
#[cfg(any(target_arch = "wasm32", test))]
mod letters;
#[cfg(target_arch = "wasm32")]
pub mod pages;
#[cfg(any(target_arch = "wasm32", test))]
pub mod paper;
#[cfg(any(target_arch = "wasm32", test))]
mod patience;
#[cfg(any(target_arch = "wasm32", test))]
pub mod photo;
#[cfg(target_arch = "wasm32")]
pub mod platform;
#[cfg(any(target_arch = "wasm32", test))]
pub mod portrait;
pub mod routes;
#[cfg(target_arch = "wasm32")]
pub mod state;
#[cfg(any(target_arch = "wasm32", test))]
mod sync;
#[cfg(any(target_arch = "wasm32", test))]
mod unread;
#[cfg(target_arch = "wasm32")]
pub mod view;
