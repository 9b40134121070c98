//! Any number of choices of a list, as cards. A choice that excludes the others is said by the
//! constraint of the form, in place.

use leptos::prelude::*;
use sohoi_text::{Query, fold, messages::field as words};

use crate::components::field::Setting;
use crate::components::field::frame::is_dropdown;
use crate::components::field::select_one::{is_offered, offered};
use crate::components::field::typed::cell_label;
use crate::state::answer::Field;
use crate::view::{CollectView, IntoView, View, view};

/// Choices; a long list gets a search box where the form asks for it.
pub fn select_multiple(field: &Field, setting: Setting) -> View {
    let query = RwSignal::new(Query::default());
    let group = field.clone();
    let offered = offered(field);
    let list = move || {
        let offered = offered.get();
        let shown = group
            .choices
            .iter()
            .filter(|choice| is_offered(&offered, &choice.name));
        shown
            .map(|choice| card(&group, &choice.name, group.words(&choice.label), query))
            .collect_view()
    };
    let search = (setting == Setting::Page && is_dropdown(field)).then(|| {
        view! {
            <input
                type="search"
                class="input is-wide"
                aria-label=words::search_choices(field.language)
                placeholder=words::search_choices(field.language)
                on:input=move |event| query.set(Query::new(&event_target_value(&event)))
            />
        }
    });
    let class = if field.choices.len() > 8 {
        "choices is-two-columns"
    } else {
        "choices"
    };
    view! {
        {search}
        <div class=class role="group" aria-label=cell_label(field)>{list}</div>
    }
    .into_view()
}

fn card(field: &Field, name: &str, label: String, query: RwSignal<Query>) -> View {
    let (answer, own) = (field.answer.clone(), name.to_owned());
    let is_chosen = move || answer.with(|answer| has(answer.value.as_deref(), &own));
    let (is_kept, folded) = (is_chosen.clone(), fold(&label));
    let is_hidden = move || !is_kept() && query.with(|query| !query.matches(&folded));
    let (group, own) = (field.clone(), name.to_owned());
    view! {
        <label class="choice" hidden=is_hidden>
            <input
                type="checkbox"
                value=name.to_owned()
                prop:checked=is_chosen
                on:change=move |event| {
                    let is_on = event_target_checked(&event);
                    let before = group.answer.with_untracked(|answer| answer.value.clone());
                    (group.on_commit)(toggled(&group, before.as_deref(), &own, is_on));
                }
            />
            <span>{label}</span>
        </label>
    }
    .into_view()
}

fn has(value: Option<&str>, name: &str) -> bool {
    value.is_some_and(|value| value.split(' ').any(|chosen| chosen == name))
}

/// The chosen names in the order of the list; names that the list does not know stay in front.
fn toggled(field: &Field, before: Option<&str>, name: &str, is_on: bool) -> Option<String> {
    let before: Vec<&str> = before
        .unwrap_or_default()
        .split(' ')
        .filter(|n| !n.is_empty())
        .collect();
    let is_known = |name: &str| field.choices.iter().any(|choice| choice.name == name);
    let strangers = before.iter().copied().filter(|name| !is_known(name));
    let chosen = field.choices.iter().map(|choice| choice.name.as_str());
    let chosen = chosen.filter(|own| {
        if *own == name {
            is_on
        } else {
            before.contains(own)
        }
    });
    let names: Vec<&str> = strangers.chain(chosen).collect();
    (!names.is_empty()).then(|| names.join(" "))
}
