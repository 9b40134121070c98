//! What all typed answers share: stored after a pause in typing, at once when the field is left;
//! written strictly when it is left.

use leptos::prelude::*;
use web_sys::HtmlInputElement;

use crate::components::field::Setting;
use crate::components::field::echo::echo;
use crate::components::field::frame::is_invalid;
use crate::state::answer::Field;
use crate::view::{View, follow, view};

/// How a type of answer is typed and written.
#[derive(Clone, Copy)]
pub struct Way {
    /// From what was typed to the value stored; what cannot be read is stored as it is, so that
    /// nothing typed is lost and the problem can be told in place.
    pub read: fn(&str) -> String,
    /// The same while somebody types: what may become something else is left as it is.
    pub meanwhile: fn(&str) -> String,
    /// From the value stored to what people read.
    pub write: fn(&str) -> String,
    /// The keyboard that a touch screen shows.
    pub keyboard: &'static str,
    /// An example of what to type.
    pub example: &'static str,
    /// The class that gives the width.
    pub class: &'static str,
}

/// A single-line input.
pub fn typed(field: &Field, setting: Setting, way: Way) -> View {
    let is_focused = RwSignal::new(false);
    let on_type = field.on_type.clone();
    let on_commit = field.on_commit.clone();
    let label = (setting == Setting::Cell).then(|| cell_label(field));
    let input = view! {
        <input
            type="text"
            id=field.input_id()
            class=way.class
            inputmode=way.keyboard
            placeholder=way.example
            autocomplete="off"
            aria-label=label
            aria-describedby=field.described_by()
            aria-invalid=is_invalid(field)
            on:focus=move |_| is_focused.set(true)
            on:input=move |event| on_type(value_of(&event_target_value(&event), way.meanwhile))
            on:change=move |event| on_commit(value_of(&event_target_value(&event), way.read))
            on:blur=move |_| is_focused.set(false)
        />
    };
    let answer = field.answer.clone();
    let own = input.as_type::<HtmlInputElement>();
    follow(move || {
        let value = answer
            .with(|answer| answer.value.clone())
            .unwrap_or_default();
        if !is_focused.get() {
            let text = (way.write)(&value);
            if own.value() != text {
                own.set_value(&text);
            }
        }
    });
    view! { {input} {echo(field)} }
}

fn value_of(typed: &str, read: fn(&str) -> String) -> Option<String> {
    let typed = typed.trim();
    (!typed.is_empty()).then(|| read(typed))
}

/// The name of a cell: the question; the column stands in the heading of the table.
pub fn cell_label(field: &Field) -> String {
    field.words(&field.question.label)
}
