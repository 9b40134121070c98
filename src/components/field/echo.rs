//! A large amount once more in a larger unit: a wrong number of zeros is seen at once.

use leptos::prelude::*;
use sohoi_text::in_larger_unit;

use crate::state::answer::Field;
use crate::view::{IntoView, View, view};

/// The line under an amount; nothing where the unit has no larger one, and blank while it is small.
pub fn echo(field: &Field) -> View {
    let Some(larger) = field.larger.clone() else {
        return ().into_view();
    };
    let answer = field.answer.clone();
    let text = move || {
        let amount = answer.with(|answer| in_larger_unit(answer.value.as_deref()?, larger.factor));
        amount.map(|amount| ["= ", &amount, " ", &larger.name].concat())
    };
    view! { <p class="echo" id=format!("e-{}", field.path)>{text}</p> }.into_view()
}
