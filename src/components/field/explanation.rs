//! A word on something unusual: asked for where the form finds it, quiet once it is given.

use leptos::prelude::*;
use sohoi_text::messages::field as words;

use crate::components::field::frame::complaint;
use crate::components::field::text::lines;
use crate::components::icon::{Icon, icon};
use crate::state::answer::Field;
use crate::view::{IntoView, View, view};

/// The question and its text box; `place` stands before the label, e.g. the year of a table. It is
/// there while something is unusual.
#[inline(never)]
pub fn explanation(field: &Field, place: View) -> View {
    let language = field.language;
    let (given, relevant) = (field.answer.clone(), field.answer.clone());
    let is_given = Memo::new(move |_| given.with(|answer| answer.value.is_some()));
    let state = move || {
        let (shape, words) = if is_given.get() {
            (Icon::Tick, words::explained(language))
        } else {
            (Icon::Warning, words::to_explain(language))
        };
        view! { {icon(shape)} {words} }
    };
    // The outer element is always there, so that readers hear of what comes into it.
    view! {
        <div aria-live="polite">
            <div
                class="question explanation"
                class:is-given=move || is_given.get()
                id=format!("q-{}", field.path)
                data-path=field.path.clone()
                data-type="text"
                hidden=move || !relevant.with(|answer| answer.is_relevant)
            >
                <p class="explanation-state">{state}</p>
                <label class="question-label" for=field.input_id()>
                    {place}
                    {field.words(&field.question.label)}
                </label>
                {lines(field, "2")}
                {complaint(field)}
            </div>
        </div>
    }
    .into_view()
}
