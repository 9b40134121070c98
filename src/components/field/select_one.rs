//! One choice of a list: cards, or a list that opens where the form asks for it.

use leptos::prelude::*;
use sohoi_text::messages::field as words;

use crate::components::field::Setting;
use crate::components::field::frame::{is_dropdown, is_invalid};
use crate::components::field::typed::cell_label;
use crate::state::answer::Field;
use crate::view::{CollectView, IntoView, View, view};

/// A choice.
pub fn select_one(field: &Field, setting: Setting) -> View {
    if is_dropdown(field) {
        dropdown(field)
    } else {
        cards(field, setting)
    }
}

fn cards(field: &Field, setting: Setting) -> View {
    let group = field.clone();
    let offered = offered(field);
    let list = move || {
        let offered = offered.get();
        let shown = group
            .choices
            .iter()
            .filter(|choice| is_offered(&offered, &choice.name));
        shown
            .map(|choice| card(&group, &choice.name, group.words(&choice.label)))
            .collect_view()
    };
    match setting {
        Setting::Page => {
            let class = if field.choices.len() > 8 { "choices is-two-columns" } else { "choices" };
            view! { <div class=class>{list}</div> }.into_view()
        }
        Setting::Cell => {
            view! { <div class="choices" role="radiogroup" aria-label=cell_label(field)>{list}</div> }
                .into_view()
        }
    }
}

fn card(field: &Field, name: &str, label: String) -> View {
    let (answer, own) = (field.answer.clone(), name.to_owned());
    let is_chosen = move || answer.with(|answer| answer.value.as_deref() == Some(own.as_str()));
    let (on_commit, value) = (field.on_commit.clone(), name.to_owned());
    view! {
        <label class="choice">
            <input
                type="radio"
                name=field.path.clone()
                value=name.to_owned()
                prop:checked=is_chosen
                on:change=move |_| on_commit(Some(value.clone()))
            />
            <span>{label}</span>
        </label>
    }
    .into_view()
}

fn dropdown(field: &Field) -> View {
    let group = field.clone();
    let offered = offered(field);
    let options = move || {
        let offered = offered.get();
        let shown = group
            .choices
            .iter()
            .filter(|choice| is_offered(&offered, &choice.name));
        shown
            .map(|choice| {
                let (answer, own) = (group.answer.clone(), choice.name.clone());
                let is_chosen =
                    move || answer.with(|answer| answer.value.as_deref() == Some(own.as_str()));
                view! {
                    <option value=choice.name.clone() prop:selected=is_chosen>
                        {group.words(&choice.label)}
                    </option>
                }
            })
            .collect_view()
    };
    let answer = field.answer.clone();
    let is_blank = move || answer.with(|answer| answer.value.is_none());
    let on_commit = field.on_commit.clone();
    view! {
        <select
            id=field.input_id()
            class="input is-wide"
            aria-describedby=field.problem_id()
            aria-invalid=is_invalid(field)
            on:change=move |event| {
                on_commit(Some(event_target_value(&event)).filter(|name| !name.is_empty()));
            }
        >
            <option value="" prop:selected=is_blank>{words::no_choice(field.language)}</option>
            {options}
        </select>
    }
    .into_view()
}

/// The names that a choice filter leaves; `None` where there is no filter.
pub fn offered(field: &Field) -> Memo<Option<Vec<String>>> {
    let answer = field.answer.clone();
    let is_filtered = field.question.choice_filter.is_some();
    Memo::new(move |_| is_filtered.then(|| answer.with(|answer| answer.offered.clone())))
}

/// Whether a choice stands in what [`offered`] gave.
pub fn is_offered(offered: &Option<Vec<String>>, name: &str) -> bool {
    offered
        .as_ref()
        .is_none_or(|names| names.iter().any(|offered| offered == name))
}
