//! What of a long page is on the screen.

use leptos::prelude::{on_cleanup, request_animation_frame, window_event_listener_untyped};
use web_sys::{Element, window};

/// Calls `hear` in the frame after the page was scrolled or became another size, until what asks is gone.
pub fn on_scroll(hear: impl Fn() + Clone + 'static) {
    let call = move |_| request_animation_frame(hear.clone());
    let scrolled = window_event_listener_untyped("scroll", call.clone());
    let resized = window_event_listener_untyped("resize", call);
    on_cleanup(move || {
        scrolled.remove();
        resized.remove();
    });
}

/// How far below the upper edge of the screen an element begins, and how high it is, in pixels; nothing
/// where it is not there.
pub fn stands(id: &str) -> Option<(f64, f64)> {
    let place = element(id)?.get_bounding_client_rect();
    Some((place.top(), place.height()))
}

/// Brings a child of an element to the upper edge of the screen, below the bars.
pub fn bring_up(id: &str, child: u32) {
    let child = element(id).and_then(|own| own.children().item(child));
    if let Some(child) = child {
        child.scroll_into_view();
    }
}

fn element(id: &str) -> Option<Element> {
    window()?.document()?.get_element_by_id(id)
}
