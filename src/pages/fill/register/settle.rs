//! Saying what a provisional association is: new, with its code, or the same as a line.

use leptos::prelude::*;
use leptos::task::spawn_local;
use sohoi_sync::{OpResult, SubjectLine, Why, is_provisional};
use sohoi_text::messages::register as words;

use crate::components::notice::{Tone, notice};
use crate::state::desk::Desk;
use crate::state::work::Work;
use crate::view::{CollectView, IntoView, View, view};

/// How many lines are offered.
const OFFERED: usize = 6;

/// What became of what this device said about an association.
pub(super) fn standing(work: &Work, provisional: &str) -> Option<&'static str> {
    let logged = work.settling(provisional)?;
    Some(match logged.outcome.map(|outcome| outcome.result) {
        None | Some(OpResult::Applied | OpResult::NoOp | OpResult::Merged) => "on-its-way",
        Some(OpResult::Conflict { .. }) => "said-before",
        Some(OpResult::Held { reasons }) if reasons.iter().any(|own| own.why == Why::IdTaken) => {
            "code-taken"
        }
        Some(OpResult::Held { .. } | OpResult::Quarantined { .. }) => "not-taken",
    })
}

/// The two ways.
pub(super) fn settle(desk: Desk, line: SubjectLine, standing: Option<&'static str>) -> View {
    let language = desk.language.get_untracked();
    let told = standing.map(|standing| match standing {
        "on-its-way" => notice(Tone::Quiet, words::on_its_way(language)),
        "said-before" => notice(Tone::Attention, words::said_before(language)),
        "code-taken" => notice(Tone::Attention, words::code_taken(language)),
        _ => notice(Tone::Attention, words::not_taken(language)),
    });
    if standing == Some("on-its-way") {
        return told.into_view();
    }
    let code = RwSignal::new(String::new());
    let typed = RwSignal::new(line.name.clone());
    let is_failed = RwSignal::new(false);
    let kept = StoredValue::new_local(line.clone());
    let say = move |code: String, is_new: bool| {
        let (work, line) = (desk.work(), kept.get_value());
        spawn_local(async move {
            let Some(work) = work else { return };
            let is_saved = work.settle(&line, &code, is_new).await.is_ok();
            // The row may be another one by now.
            let _ = is_failed.try_set(!is_saved);
            desk.edition.update(|edition| *edition += 1);
        });
    };
    let offers = move || {
        let found = desk.work().map(|work| {
            let line = kept.get_value();
            let mut found = typed.with(|typed| work.alike(typed, &line.unit, OFFERED));
            found.retain(|other| !is_provisional(&other.id) && other.kind == line.kind);
            found
        });
        let found = found.unwrap_or_default();
        let nothing = found
            .is_empty()
            .then(|| view! { <li class="hint">{words::none_alike(language)}</li> });
        let offers = found
            .into_iter()
            .map(|other| {
                let name = [&other.name, " (", &other.id, ")"].concat();
                let id = other.id;
                view! {
                    <li>
                        <span>{name}</span>
                        <button type="button" class="button is-small" on:click=move |_| say(id.clone(), false)>
                            {words::same(language)}
                        </button>
                    </li>
                }
            })
            .collect_view();
        view! { {offers} {nothing} }
    };
    let (code_id, find_id) = (["code-", &line.id].concat(), ["find-", &line.id].concat());
    let is_blank = move || code.with(|code| code.trim().is_empty());
    view! {
        {told}
        <div class="settle">
            <label class="question-label" for=code_id.clone()>{words::is_new(language)}</label>
            <input
                id=code_id
                class="input"
                autocomplete="off"
                autocapitalize="characters"
                spellcheck="false"
                on:input=move |event| code.set(event_target_value(&event))
            />
            <button
                type="button"
                class="button is-primary"
                disabled=is_blank
                on:click=move |_| say(code.get_untracked().trim().to_owned(), true)
            >
                {words::confirm_new(language)}
            </button>
        </div>
        <div class="settle">
            <label class="question-label" for=find_id.clone()>{words::is_same(language)}</label>
            <input
                id=find_id
                class="input is-wide"
                type="search"
                autocomplete="off"
                value=line.name.clone()
                on:input=move |event| typed.set(event_target_value(&event))
            />
            <ul class="offers" aria-live="polite">{offers}</ul>
        </div>
        {move || is_failed.get().then(|| notice(Tone::Problem, words::not_saved(language)))}
    }
    .into_view()
}
