//! Files given to and taken from a person.

use js_sys::{Array, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, BlobPropertyBag, HtmlAnchorElement, Url};

/// Offers `bytes` as a download called `name`.
pub fn download(name: &str, mime: &str, bytes: &[u8]) {
    // A page that cannot make a blob or a link has no way to hand out a file at all.
    if let Err(error) = try_download(name, mime, bytes) {
        web_sys::console::error_1(&error);
    }
}

fn try_download(name: &str, mime: &str, bytes: &[u8]) -> Result<(), JsValue> {
    let parts = Array::of1(&Uint8Array::from(bytes));
    let properties = BlobPropertyBag::new();
    properties.set_type(mime);
    let blob = Blob::new_with_u8_array_sequence_and_options(&parts, &properties)?;
    let url = Url::create_object_url_with_blob(&blob)?;
    let document = web_sys::window().and_then(|window| window.document());
    let document = document.ok_or("no document")?;
    let link: HtmlAnchorElement = document.create_element("a")?.dyn_into()?;
    link.set_href(&url);
    link.set_download(name);
    link.click();
    // The browser has taken the blob over by the time the click returns; a slow one gets a minute.
    gloo_timers::callback::Timeout::new(60_000, move || {
        let _ = Url::revoke_object_url(&url);
    })
    .forget();
    Ok(())
}

/// Offers the page to a printer.
pub fn print() {
    // A browser that cannot print has no dialogue to offer, and its own menu says so.
    if let Some(Err(error)) = web_sys::window().map(|window| window.print()) {
        web_sys::console::error_1(&error);
    }
}

/// Reads a file that a person chose, or a part of it.
///
/// # Errors
///
/// The browser's words.
pub async fn read(file: &Blob) -> Result<Vec<u8>, String> {
    let buffer = JsFuture::from(file.array_buffer()).await;
    let buffer = buffer.map_err(|error| format!("{error:?}"))?;
    Ok(Uint8Array::new(&buffer).to_vec())
}
