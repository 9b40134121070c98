//! By which dimension figures are broken down, as a choice.

use leptos::prelude::*;
use sohoi_text::messages::results as words;

use crate::pages::office::names::Names;
use crate::view::{CollectView, IntoView, View, view};

/// A choice of the dimension, or of none; `go` hears of another one.
pub fn breakdown_choice(
    names: &Names,
    current: Signal<Option<String>>,
    go: impl Fn(Option<String>) + 'static,
) -> View {
    let language = names.language;
    let dimensions = names.figures.dimensions.iter().map(|dimension| {
        let id = dimension.id.clone();
        view! {
            <option
                value=id.clone()
                prop:selected=move || current.with(|by| by.as_ref() == Some(&id))
            >
                {names.words(&dimension.name)}
            </option>
        }
    });
    let choose = move |event| {
        go(Some(event_target_value(&event)).filter(|by| !by.is_empty()));
    };
    view! {
        <label>
            <span>{words::breakdown(language)}</span>
            <select class="input" name="breakdown" on:change=choose>
                <option value="" prop:selected=move || current.with(Option::is_none)>
                    {words::no_breakdown(language)}
                </option>
                {dimensions.collect_view()}
            </select>
        </label>
    }
    .into_view()
}
