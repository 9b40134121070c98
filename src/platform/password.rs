//! What a password is known by on this device: the password itself is never stored.

use js_sys::Promise;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen_futures::JsFuture;

#[wasm_bindgen]
extern "C" {
    /// Of `boot.js`.
    #[wasm_bindgen(js_name = stretch)]
    fn stretch(password: &str, salt: Option<&str>, rounds: Option<u32>) -> Promise;
}

/// Begins to stretch a password with a fresh salt; the future gives `rounds.salt.hash`, or `None` on an
/// insecure origin, where the browser has no cryptography.
pub fn stretched(password: &str) -> impl Future<Output = Option<String>> + use<> {
    // Listened to from the start: nobody may wait for it any more when it is refused.
    let under_way = JsFuture::from(stretch(password, None, None));
    async { under_way.await.ok()?.as_string() }
}

/// Whether a password is the one that was stretched; `None` where that cannot be told.
pub async fn is_same(password: &str, stretched: &str) -> Option<bool> {
    let mut parts = stretched.split('.');
    let rounds = parts.next()?.parse().ok()?;
    let again = stretch(password, Some(parts.next()?), Some(rounds));
    let again = JsFuture::from(again).await.ok()?.as_string()?;
    Some(again == stretched)
}
