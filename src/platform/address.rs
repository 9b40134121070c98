//! The address of the page, of which the part behind `#` is ours.

/// Goes to an address of the app, e.g. `#/results`.
pub fn go(address: &str) {
    if let Some(window) = web_sys::window() {
        // A browser takes any text behind the `#`.
        let _ = window.location().set_hash(address);
    }
}
