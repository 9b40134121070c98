//! Where a person is on the page, kept while the page is built anew.

use leptos::prelude::request_animation_frame;
use wasm_bindgen::JsCast;
use web_sys::{Document, HtmlElement, window};

use super::focus;
use super::scrolling::top_of;

/// What has the keyboard, and how high on the screen something is that a person looks at.
#[derive(Debug, Default)]
pub struct Place {
    focused: Option<String>,
    seen: Option<(String, f64)>,
    scrolled: f64,
}

/// Where to look for what is seen first: below the bars, and further down past gaps and headings.
const HEIGHTS: [f32; 4] = [90.0, 150.0, 210.0, 300.0];

impl Place {
    /// The place now. The keyboard is taken away: a field that is left says what was typed.
    pub fn leave() -> Self {
        let Some((window, document)) = surroundings() else {
            return Self::default();
        };
        let field = document.active_element().filter(|own| own.id() != "");
        let focused = field.as_ref().map(|own| own.id());
        // Without the keyboard anywhere, what stands below the bars.
        let seen = focused.clone().filter(|id| id != "main");
        let seen = seen.or_else(|| below_bars(&document));
        let seen = seen.and_then(|id| top_of(&id).map(|height| (id, height)));
        if let Some(field) = field.and_then(|own| own.dyn_into::<HtmlElement>().ok()) {
            // An element that has the focus can lose it.
            let _ = field.blur();
        }
        Self {
            focused,
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
        let Some(window) = window() else {
            return;
        };
        if let Some(id) = &self.focused {
            focus::move_to(id);
        }
        // Sentences are longer in one language than in the other. At last, since the browser brings
        // what gets the keyboard into view.
        let seen = self.seen.as_ref();
        match seen.and_then(|(id, before)| Some(top_of(id)? - before)) {
            Some(moved) => window.scroll_by_with_x_and_y(0.0, moved),
            None => window.scroll_to_with_x_and_y(0.0, self.scrolled),
        }
    }
}

fn surroundings() -> Option<(web_sys::Window, Document)> {
    let window = window()?;
    let document = window.document()?;
    Some((window, document))
}

/// What stands first below the bars, by its id.
fn below_bars(document: &Document) -> Option<String> {
    let middle = document.body()?.client_width() as f32 / 2.0;
    HEIGHTS.iter().find_map(|height| {
        let there = document.element_from_point(middle, *height)?;
        Some(there.closest("main [id]").ok()??.id())
    })
}
