//! A value that follows from other answers: shown quietly, never typed.

use leptos::prelude::*;
use sohoi_text::{format_decimal, parse_date, short_date};

use crate::state::answer::Field;
use crate::view::{IntoView, View, view};

/// The value as people read it, or nothing.
pub fn calculated(field: &Field) -> View {
    let answer = field.answer.clone();
    let text = move || answer.with(|answer| written(answer.value.as_deref().unwrap_or_default()));
    view! { <output class="calculated">{text}</output> }.into_view()
}

/// A plain value as people read it: numbers and dates the Vietnamese way.
pub fn written(value: &str) -> String {
    match value.len() {
        10 if value.as_bytes().get(4) == Some(&b'-') => {
            parse_date(value).map_or_else(|_| value.to_owned(), short_date)
        }
        _ => format_decimal(value),
    }
}
