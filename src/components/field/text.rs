//! Free text, one line or several.

use leptos::prelude::*;
use web_sys::HtmlTextAreaElement;

use crate::components::field::Setting;
use crate::components::field::frame::is_invalid;
use crate::components::field::typed::{Way, typed};
use crate::state::answer::Field;
use crate::view::{IntoView, View, follow, view};

const WAY: Way = Way {
    read: str::to_owned,
    meanwhile: str::to_owned,
    write: str::to_owned,
    keyboard: "text",
    example: "",
    class: "input is-wide",
};

/// A text; several lines where the form asks for it.
pub fn text(field: &Field, setting: Setting) -> View {
    let wish = field.question.appearance.as_deref().unwrap_or_default();
    if wish.contains("multiline") {
        lines(field, "5")
    } else {
        typed(field, setting, WAY)
    }
}

/// Several lines, `rows` of which are seen.
pub fn lines(field: &Field, rows: &'static str) -> View {
    let is_focused = RwSignal::new(false);
    let on_type = field.on_type.clone();
    let on_commit = field.on_commit.clone();
    let value_of = |typed: String| Some(typed).filter(|typed| !typed.trim().is_empty());
    let area = view! {
        <textarea
            id=field.input_id()
            class="input is-wide"
            rows=rows
            aria-describedby=field.problem_id()
            aria-invalid=is_invalid(field)
            on:focus=move |_| is_focused.set(true)
            on:input=move |event| on_type(value_of(event_target_value(&event)))
            on:change=move |event| on_commit(value_of(event_target_value(&event)))
            on:blur=move |_| is_focused.set(false)
        ></textarea>
    };
    let answer = field.answer.clone();
    let own = area.as_type::<HtmlTextAreaElement>();
    follow(move || {
        let value = answer
            .with(|answer| answer.value.clone())
            .unwrap_or_default();
        if !is_focused.get() && own.value() != value {
            own.set_value(&value);
        }
    });
    area.into_view()
}
