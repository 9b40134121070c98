//! Where a person is on the page, kept while the page is built anew.

use leptos::prelude::request_animation_frame;
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, window};

use super::focus;

/// What has the keyboard, and what is seen first below the bars.
#[derive(Debug, Default)]
pub struct Place {
    focused: Option<String>,
    seen: Option<(String, i32)>,
    scrolled: f64,
}

/// Where to look for what is seen first: below the bars, and further down past gaps and headings.
const HEIGHTS: [f32; 4] = [90.0, 150.0, 210.0, 300.0];

impl Place {
    /// The place now. The keyboard is taken away: a field that is left says what was typed.
    pub fn leave() -> Self {
        let Some(window) = window() else {
            return Self::default();
        };
        let document = window.document();
        let focused = document.as_ref().and_then(|own| own.active_element());
        if let Some(field) = focused
            .as_ref()
            .and_then(|own| own.dyn_ref::<HtmlElement>())
        {
            // An element that has the focus can lose it.
            let _ = field.blur();
        }
        let width = document.as_ref().and_then(|own| own.body());
        let middle = width.map_or(0, |body| body.client_width()) as f32 / 2.0;
        let seen = HEIGHTS.iter().find_map(|height| {
            let there = document.as_ref()?.element_from_point(middle, *height)?;
            let own = there.closest("main [id]").ok()??;
            Some((own.id(), own.dyn_into::<HtmlElement>().ok()?.offset_top()))
        });
        Self {
            focused: focused.map(|own| own.id()).filter(|id| !id.is_empty()),
            seen,
            scrolled: window.scroll_y().unwrap_or_default(),
        }
    }

    /// Goes back to the place, once the new page stands.
    pub fn show(self) {
        // A page that is built scrolls to its top in the next frame.
        request_animation_frame(move || request_animation_frame(move || self.show_now()));
    }

    fn show_now(self) {
        let Some(window) = window() else { return };
        let document = window.document();
        let moved = self.seen.and_then(|(id, before)| {
            let own = document?.get_element_by_id(&id)?;
            Some(own.dyn_into::<HtmlElement>().ok()?.offset_top() - before)
        });
        // Sentences are longer in one language than in the other.
        window.scroll_to_with_x_and_y(0.0, self.scrolled + f64::from(moved.unwrap_or_default()));
        // At last, since the browser brings what gets the keyboard into view.
        if let Some(id) = &self.focused {
            focus::move_to(id);
        }
    }
}
