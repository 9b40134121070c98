//! Whether the network and the person are there.

use gloo_events::EventListener;
use web_sys::VisibilityState;

/// Calls `back` when the network comes back or the page is looked at again, until dropped.
#[derive(Debug)]
pub struct Return {
    _listeners: Vec<EventListener>,
}

impl Return {
    /// Begins to listen.
    pub fn listen(back: impl Fn() + Clone + 'static) -> Self {
        let mut listeners = Vec::new();
        if let Some(window) = web_sys::window() {
            let online = back.clone();
            listeners.push(EventListener::new(&window, "online", move |_| online()));
            let restored = back.clone();
            listeners.push(EventListener::new(&window, "pageshow", move |_| restored()));
            if let Some(document) = window.document() {
                listeners.push(EventListener::new(
                    &document,
                    "visibilitychange",
                    move |_| {
                        if is_visible() {
                            back();
                        }
                    },
                ));
            }
        }
        Self {
            _listeners: listeners,
        }
    }
}

/// Calls `leaving` when the page is being hidden or left, until dropped.
#[derive(Debug)]
pub struct Leaving {
    _listeners: Vec<EventListener>,
}

impl Leaving {
    /// Begins to listen.
    pub fn listen(leaving: impl Fn() + Clone + 'static) -> Self {
        let mut listeners = Vec::new();
        if let Some(window) = web_sys::window() {
            let left = leaving.clone();
            listeners.push(EventListener::new(&window, "pagehide", move |_| left()));
            if let Some(document) = window.document() {
                listeners.push(EventListener::new(
                    &document,
                    "visibilitychange",
                    move |_| {
                        if !is_visible() {
                            leaving();
                        }
                    },
                ));
            }
        }
        Self {
            _listeners: listeners,
        }
    }
}

fn is_visible() -> bool {
    let document = web_sys::window().and_then(|window| window.document());
    document.is_some_and(|document| document.visibility_state() == VisibilityState::Visible)
}
