//! How pages are built: pieces of one type, put into the document once, and kept up to date where
//! they read signals.
//!
//! Pages write `view! { <p class="hint">{…}</p> }` (`crates/markup`), which calls [`element`] and
//! the methods of [`Element`]. A closure as a child or an attribute is called again when a signal
//! that it read has changed; [`each`] keeps the rows of a list that stay as they are. Whatever
//! follows signals ends with the page that it was built for.
//!
//! Leptos' own views do the same with a type for each piece, which is several times the code
//! (docs/adr/0007-size.md).

mod element;
mod list;
mod piece;
mod region;

use leptos::prelude::*;

pub use element::{Element, drawing, element};
pub use list::each;
pub use piece::{CollectView, IntoView, View};
pub use sohoi_markup::view;
pub use web_sys::Event;

/// Builds the app inside the page, and keeps it for as long as the page lives.
pub fn mount(app: fn() -> View) {
    leptos::mount::mount_to_body(move || {
        if let Some(body) = document().body() {
            app().put_into(&body);
        }
    });
}

/// Calls `run` now, and again whenever a signal that it read has changed, for as long as what is
/// being built now lives.
pub fn follow(run: impl FnMut() + 'static) {
    fn keep(mut run: Box<dyn FnMut()>) {
        let effect = RenderEffect::new(move |_: Option<()>| run());
        StoredValue::new_local(effect);
    }
    keep(Box::new(run));
}
