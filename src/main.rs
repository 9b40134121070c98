//! The browser app: `boot.js` calls what `sohoi::app` exports.

// Keeps the exports of the library in the program.
#[cfg(target_arch = "wasm32")]
pub use sohoi::app::start;

fn main() {}
