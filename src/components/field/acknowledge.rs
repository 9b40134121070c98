//! A statement to be confirmed.

use leptos::prelude::*;
use sohoi_text::messages::field as words;

use crate::state::answer::Field;
use crate::view::{IntoView, View, view};

/// The value of a confirmed statement, as XForms stores it.
const CONFIRMED: &str = "OK";

/// One box to tick; never ticked beforehand.
pub fn acknowledge(field: &Field) -> View {
    let answer = field.answer.clone();
    let on_commit = field.on_commit.clone();
    let is_confirmed = move || answer.with(|answer| answer.value.as_deref() == Some(CONFIRMED));
    view! {
        <label class="choice">
            <input
                type="checkbox"
                value=CONFIRMED
                prop:checked=is_confirmed
                on:change=move |event| {
                    on_commit(event_target_checked(&event).then(|| CONFIRMED.to_owned()));
                }
            />
            <span>{words::confirm(field.language)}</span>
        </label>
    }
    .into_view()
}
