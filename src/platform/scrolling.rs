//! What of a long page is on the screen.

use leptos::prelude::{on_cleanup, request_animation_frame, window_event_listener_untyped};
use web_sys::window;

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

/// How far below the upper edge of the screen an element begins, in pixels; nothing where it is not there.
pub fn top_of(id: &str) -> Option<f64> {
    let element = window()?.document()?.get_element_by_id(id)?;
    Some(element.get_bounding_client_rect().top())
}

/// Scrolls so many pixels down.
pub fn scroll_down(pixels: f64) {
    if let Some(window) = window() {
        window.scroll_by_with_x_and_y(0.0, pixels);
    }
}
