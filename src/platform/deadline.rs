//! A request that is given up in time.

use gloo_timers::callback::Timeout;
use web_sys::{AbortController, AbortSignal};

/// Aborts a request when its time is over, unless dropped before.
#[derive(Debug)]
pub struct Deadline {
    controller: Option<AbortController>,
    _timeout: Option<Timeout>,
}

impl Deadline {
    /// A deadline in so many milliseconds.
    pub fn after(milliseconds: u32) -> Self {
        let controller = AbortController::new().ok();
        let timeout = controller
            .clone()
            .map(|controller| Timeout::new(milliseconds, move || controller.abort()));
        Self {
            controller,
            _timeout: timeout,
        }
    }

    /// The signal to give to the request.
    pub fn signal(&self) -> Option<AbortSignal> {
        self.controller.as_ref().map(AbortController::signal)
    }
}
