//! Smaller requests over bad lines.

use js_sys::{Array, Function, Reflect, Uint8Array};
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, ReadableStream, Response};

#[wasm_bindgen]
extern "C" {
    /// web-sys hides it behind an unstable flag.
    type CompressionStream;

    #[wasm_bindgen(constructor, catch)]
    fn new(format: &str) -> Result<CompressionStream, JsValue>;
}

/// The bytes as gzip; `None` where this browser cannot.
pub async fn compressed(bytes: &[u8]) -> Option<Vec<u8>> {
    let global = js_sys::global();
    if !Reflect::has(&global, &"CompressionStream".into()).unwrap_or(false) {
        return None;
    }
    try_compressed(bytes).await.ok()
}

async fn try_compressed(bytes: &[u8]) -> Result<Vec<u8>, JsValue> {
    let parts = Array::of1(&Uint8Array::from(bytes));
    let stream = Blob::new_with_u8_array_sequence(&parts)?.stream();
    let through: Function = Reflect::get(&stream, &"pipeThrough".into())?.dyn_into()?;
    let compressor = CompressionStream::new("gzip")?;
    let zipped: ReadableStream = through.call1(&stream, &compressor)?.dyn_into()?;
    let response = Response::new_with_opt_readable_stream(Some(&zipped))?;
    let buffer = JsFuture::from(response.array_buffer()?).await?;
    Ok(Uint8Array::new(&buffer).to_vec())
}
