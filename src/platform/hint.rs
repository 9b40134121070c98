//! Hints between the tabs of one account: "I have written". Only ever a reason to look.

use wasm_bindgen::JsCast;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::Closure;
use web_sys::{BroadcastChannel, MessageEvent};

/// A channel to the other tabs; closed when dropped.
#[derive(Debug)]
pub struct Hints {
    channel: Option<BroadcastChannel>,
    _on_message: Closure<dyn FnMut(MessageEvent)>,
}

impl Hints {
    /// Opens the channel of this name; `heard` is called when another tab gives a hint.
    pub fn open(name: &str, mut heard: impl FnMut() + 'static) -> Self {
        let on_message = Closure::new(move |_: MessageEvent| heard());
        let channel = BroadcastChannel::new(name).ok();
        if let Some(channel) = &channel {
            channel.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
        }
        Self {
            channel,
            _on_message: on_message,
        }
    }

    /// Gives the other tabs a hint.
    pub fn give(&self) {
        if let Some(channel) = &self.channel {
            // A hint that cannot be given is no loss: the other tab looks before it writes.
            let _ = channel.post_message(&JsValue::TRUE);
        }
    }
}

impl Drop for Hints {
    fn drop(&mut self) {
        if let Some(channel) = &self.channel {
            channel.set_onmessage(None);
            channel.close();
        }
    }
}
