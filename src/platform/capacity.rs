//! How well this browser keeps what it is given.

use js_sys::{Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::StorageManager;

/// Whether the page came over HTTPS or from this machine. Elsewhere the browser offers no
/// service worker, no lasting storage and no locks.
pub fn is_secure() -> bool {
    web_sys::window().is_some_and(|window| window.is_secure_context())
}

/// Asks the browser to keep the data; gives its answer, `None` where it cannot say.
pub async fn persist() -> Option<bool> {
    answer(storage()?.persist()).await?.as_bool()
}

/// Whether the browser promised to keep the data.
pub async fn is_persistent() -> Option<bool> {
    answer(storage()?.persisted()).await?.as_bool()
}

/// Bytes used and bytes allowed.
pub async fn space() -> Option<(u64, u64)> {
    let estimate = answer(storage()?.estimate()).await?;
    let bytes = |name: &str| {
        let number = Reflect::get(&estimate, &name.into()).ok()?.as_f64()?;
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a browser counts whole, positive bytes"
        )]
        Some(number as u64)
    };
    Some((bytes("usage")?, bytes("quota")?))
}

fn storage() -> Option<StorageManager> {
    let navigator = web_sys::window()?.navigator();
    let storage = Reflect::get(&navigator, &"storage".into()).ok()?;
    storage.dyn_into().ok()
}

async fn answer(promise: Result<Promise, JsValue>) -> Option<JsValue> {
    JsFuture::from(promise.ok()?).await.ok()
}
