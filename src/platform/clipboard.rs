//! What was copied, for other programs.

use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;

/// Puts a text onto the clipboard; whether the browser allowed it.
pub async fn copy(text: &str) -> bool {
    let Some(window) = web_sys::window() else {
        return false;
    };
    // Where the page is not from a safe origin there is no clipboard.
    let navigator: JsValue = window.navigator().into();
    let has_one = js_sys::Reflect::get(&navigator, &"clipboard".into());
    if !has_one.is_ok_and(|clipboard| clipboard.is_object()) {
        return false;
    }
    let written = window.navigator().clipboard().write_text(text);
    JsFuture::from(written).await.is_ok()
}
