//! The part of the program that comes later: what nobody needs before the first question.
//!
//! The build splits the program (`xtask/src/split.rs`), and `public/boot.js` puts it together
//! again. A function of the later part can be called at any time: where the part is not here yet,
//! the call waits for it, and where it cannot come, the page ends with a word. Nothing on the screen
//! moves while a call waits, so pages ask for the part in time.

use wasm_bindgen::prelude::wasm_bindgen;

#[wasm_bindgen]
extern "C" {
    /// Of `boot.js`. Brings the later part: now, waiting for it, or in the background. Tells
    /// whether it is here. Its name is known to the build.
    #[wasm_bindgen(js_name = bringLate)]
    fn bring_late(now: bool) -> bool;

    /// Of `boot.js`.
    #[wasm_bindgen(js_name = hasLate)]
    fn has_late() -> bool;
}

/// Whether the later part is here.
pub fn is_here() -> bool {
    has_late()
}

/// Has the later part brought in the background.
pub fn bring() {
    bring_late(false);
}
