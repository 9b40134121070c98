//! Whether the page is being put on paper.

use leptos::prelude::{ReadSignal, RwSignal, Set, on_cleanup, window_event_listener_untyped};

/// True from before the page is laid out for paper until after, as long as what asks is there.
pub fn is_printing() -> ReadSignal<bool> {
    let is_printing = RwSignal::new(false);
    let before = window_event_listener_untyped("beforeprint", move |_| is_printing.set(true));
    let after = window_event_listener_untyped("afterprint", move |_| is_printing.set(false));
    on_cleanup(move || {
        before.remove();
        after.remove();
    });
    is_printing.read_only()
}
