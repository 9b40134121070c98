//! Which responses are to count, as a choice.

use leptos::prelude::*;
use sohoi_stats::Population;
use sohoi_text::Language;
use sohoi_text::messages::results as words;

use crate::pages::office::names::heading;
use crate::view::{CollectView, IntoView, View, view};

/// A choice of the population; `go` hears of another one.
pub fn population_choice(
    language: Language,
    current: Signal<Population>,
    go: impl Fn(Population) + 'static,
) -> View {
    let options = [Population::Provisional, Population::Approved].map(|own| {
        view! {
            <option value=own.name() prop:selected=move || current.get() == own>
                {heading(language, own)}
            </option>
        }
    });
    let choose = move |event| {
        go(Population::from_name(&event_target_value(&event)).unwrap_or_default());
    };
    view! {
        <label>
            <span>{words::population(language)}</span>
            <select class="input" name="population" on:change=choose>{options.collect_view()}</select>
        </label>
    }
    .into_view()
}
