//! A field of several lines, with what stands in it at first.

use leptos::prelude::event_target_value;
use web_sys::HtmlTextAreaElement;

use crate::view::{IntoView, View, view};

/// The field; `on_type` hears of every letter.
pub fn writing_field(
    id: &str,
    rows: usize,
    text: &str,
    on_type: impl Fn(String) + 'static,
) -> View {
    let area = view! {
        <textarea
            id=id.to_owned()
            class="input is-wide"
            rows=rows.to_string()
            on:input=move |event| on_type(event_target_value(&event))
        ></textarea>
    };
    area.as_type::<HtmlTextAreaElement>().set_value(text);
    area.into_view()
}
