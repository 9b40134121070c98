//! The tick that says whether everything typed is stored on this device. It tells the truth:
//! it turns on only when the transaction is complete.

use leptos::prelude::*;
use sohoi_text::{Language, messages::shell};

use crate::components::icon::{Icon, icon};

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
pub fn save_tick(language: Language, state: Signal<Saving>, op: Signal<u64>) -> AnyView {
    let name = move || match state.get() {
        Saving::Saved => "saved",
        Saving::Saving => "saving",
        Saving::Failed => "failed",
    };
    let content = move || match state.get() {
        Saving::Saved => view! { {icon(Icon::Tick)} {shell::saved(language)} }.into_any(),
        Saving::Saving => shell::saving(language).into_any(),
        Saving::Failed => view! { {icon(Icon::Warning)} {shell::not_saved(language)} }.into_any(),
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
            {content}
        </p>
    }
    .into_any()
}
