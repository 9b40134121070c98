//! The strip that says that the figures are made up: on every page, and it cannot be closed.

use leptos::prelude::*;
use sohoi_text::{Language, messages::shell};

use crate::view::{IntoView, View, view};

/// The strip, while `is_shown`.
pub fn demonstration(language: Language, is_shown: Signal<bool>) -> View {
    (move || {
        is_shown.get().then(|| {
            view! {
                <aside id="demonstration" class="demonstration">
                    <b>{shell::demonstration(language)}</b>
                    " "
                    <span>{shell::demonstration_explained(language)}</span>
                </aside>
            }
        })
    })
    .into_view()
}
