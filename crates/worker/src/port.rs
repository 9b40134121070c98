//! The one line between a worker and the page that started it.

use js_sys::{Array, Uint8Array};
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{DedicatedWorkerGlobalScope, MessageEvent};

/// Calls `hear` with every text that the page says and the bytes that it hands over with it, for as
/// long as the worker lives.
///
/// What the page said before is kept by the script around the program and is heard first.
pub fn serve(mut hear: impl FnMut(String, Vec<u8>) + 'static) {
    // The browser adds the stack by itself: a fault ends the worker.
    std::panic::set_hook(Box::new(|fault| {
        web_sys::console::error_2(
            &fault.payload_as_str().unwrap_or_default().into(),
            &fault.location().map_or("", |place| place.file()).into(),
        );
    }));
    let on_message = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
        let data = event.data();
        if let Some(text) = data.as_string() {
            hear(text, Vec::new());
        } else if let Some((text, bytes)) = both(data) {
            hear(text, bytes);
        }
    });
    scope().set_onmessage(Some(on_message.as_ref().unchecked_ref()));
    // It lives as long as the worker does.
    on_message.forget();
}

/// A text with bytes.
fn both(data: JsValue) -> Option<(String, Vec<u8>)> {
    let both: Array = data.dyn_into().ok()?;
    let bytes: Uint8Array = both.get(1).dyn_into().ok()?;
    Some((both.get(0).as_string()?, bytes.to_vec()))
}

/// Says a text to the page.
pub fn say(text: &str) {
    // A text can always be said.
    let _ = scope().post_message(&JsValue::from_str(text));
}

/// Says a text to the page and hands it bytes, e.g. of a file.
pub fn say_with_bytes(text: &str, bytes: &[u8]) {
    let bytes = Uint8Array::from(bytes);
    let buffer = Array::of1(&bytes.buffer());
    let message = Array::of2(&JsValue::from_str(text), &bytes);
    // Texts and bytes can always be said. The buffer goes over without a copy.
    let _ = scope().post_message_with_transfer(&message, &buffer);
}

fn scope() -> DedicatedWorkerGlobalScope {
    js_sys::global().unchecked_into()
}
