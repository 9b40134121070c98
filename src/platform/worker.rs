//! Programs that work beside the page (`crates/worker-*`): starting one, and the line to it.

use gloo_events::EventListener;
use js_sys::{Array, Uint8Array};
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Event, MessageEvent};

#[wasm_bindgen]
extern "C" {
    /// Of `boot.js`, which knows the file of each.
    #[wasm_bindgen(js_name = startWorker, catch)]
    fn start_worker(name: &str) -> Result<web_sys::Worker, JsValue>;
}

/// What a page hears of a worker.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Heard {
    /// It said this, and handed these bytes over where it did.
    Said(String, Option<Vec<u8>>),
    /// It could not be started, or came to its end by a fault. Nothing more will come.
    Ended,
}

/// A running worker; ended when dropped.
#[derive(Debug)]
pub struct Worker {
    worker: web_sys::Worker,
    _said: EventListener,
    _ended: EventListener,
}

impl Worker {
    /// Starts `crates/worker-NAME`; `hear` is called with everything it says. `None` where the
    /// browser has no workers.
    pub fn start(name: &str, hear: impl Fn(Heard) + Clone + 'static) -> Option<Self> {
        let worker = start_worker(name).ok()?;
        let ended = hear.clone();
        let said = EventListener::new(&worker, "message", move |event| {
            if let Some(said) = event.dyn_ref().and_then(said) {
                hear(said);
            }
        });
        let ended = EventListener::new(&worker, "error", move |_: &Event| ended(Heard::Ended));
        Some(Self {
            worker,
            _said: said,
            _ended: ended,
        })
    }

    /// Says a text to it. It may be starting still.
    pub fn say(&self, text: &str) {
        // A text can always be said.
        let _ = self.worker.post_message(&JsValue::from_str(text));
    }

    /// Says a text to it and hands bytes over, e.g. of files.
    pub fn say_with_bytes(&self, text: &str, bytes: &[u8]) {
        let both = Array::of2(&JsValue::from_str(text), &Uint8Array::from(bytes));
        // Texts and bytes can always be said.
        let _ = self.worker.post_message(&both);
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        self.worker.terminate();
    }
}

/// A text, or a text with bytes.
fn said(event: &MessageEvent) -> Option<Heard> {
    let data = event.data();
    if let Some(text) = data.as_string() {
        return Some(Heard::Said(text, None));
    }
    let both: Array = data.dyn_into().ok()?;
    let bytes: Uint8Array = both.get(1).dyn_into().ok()?;
    Some(Heard::Said(both.get(0).as_string()?, Some(bytes.to_vec())))
}
