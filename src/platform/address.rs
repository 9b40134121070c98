//! The address of the page, of which the part behind `#` is ours.

use wasm_bindgen::JsValue;

/// Goes to an address of the app, e.g. `#/results`.
pub fn go(address: &str) {
    if let Some(window) = web_sys::window() {
        // A browser takes any text behind the `#`.
        let _ = window.location().set_hash(address);
    }
}

/// Says where the page is, for whoever comes back to it: nobody goes anywhere.
pub fn note(address: &str) {
    let history = web_sys::window().and_then(|window| window.history().ok());
    if let Some(history) = history {
        // A browser that will not keep it brings people back to the top.
        let _ = history.replace_state_with_url(&JsValue::NULL, "", Some(address));
    }
}
