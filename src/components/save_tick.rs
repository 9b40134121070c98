//! The tick that says whether everything typed is stored on this device. It tells the truth:
//! it turns on only when the transaction is complete.

use leptos::prelude::*;
use sohoi_text::{Language, messages::shell};

use crate::components::icon::{Icon, icon};
use crate::view::{IntoView, View, each, view};

/// Whether what was typed is stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Saving {
    /// Everything.
    Saved,
    /// Under way.
    Saving,
    /// The last attempt failed.
    Failed,
}

/// The tick; `op` is the number of the last change that is stored.
pub fn save_tick(language: Language, state: Signal<Saving>, op: Signal<u64>) -> View {
    let name = move || match state.get() {
        Saving::Saved => "saved",
        Saving::Saving => "saving",
        Saving::Failed => "failed",
    };
    // Built anew when it is different only: readers say it each time.
    let content = move |state: &Saving| {
        let (shape, words) = match state {
            Saving::Saved => (Some(Icon::Tick), shell::saved(language)),
            Saving::Saving => (None, shell::saving(language)),
            Saving::Failed => (Some(Icon::Warning), shell::not_saved(language)),
        };
        view! { <span>{shape.map(icon)}<span>{words}</span></span> }
    };
    view! {
        <p
            id="save-status"
            class="save-status"
            role="status"
            aria-live="polite"
            data-state=name
            data-op=move || op.get().to_string()
        >
            {each(move || vec![state.get()], content)}
        </p>
    }
    .into_view()
}
