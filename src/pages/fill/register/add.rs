//! Adding an association that the register lacks: a short form, and whom it may be already.

use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;
use litemap::LiteMap;
use sohoi_form::{Engine, Question, QuestionType};
use sohoi_round::{RoundPart, SubjectKind, Unit};
use sohoi_sync::is_provisional;
use sohoi_text::Language;
use sohoi_text::messages::register as words;

use crate::components::notice::{Tone, notice};
use crate::pages::fill::register_note::is_from_register;
use crate::platform::focus;
use crate::state::answer;
use crate::state::desk::Desk;
use crate::state::work::{Addition, Work};
use crate::view::{CollectView, Event, IntoView, View, view};

/// How many lines are told that it may be.
const TOLD: usize = 4;

/// What stands under the form after a press.
#[derive(Clone, PartialEq, Eq)]
enum Said {
    Nothing,
    /// The names of the fields that are blank.
    Wanting(Vec<String>),
    FormMissing,
    NotSaved,
    Added,
}

/// What a person has filled in so far.
#[derive(Clone, Default, PartialEq)]
struct Draft {
    name: String,
    unit: String,
    chosen: LiteMap<String, String>,
}

/// The form.
pub(super) fn add(desk: Desk, work: &Work) -> View {
    let language = desk.language.get_untracked();
    let Some(round) = work.round() else {
        return ().into_view();
    };
    // What people find and the register lacks are kinds whose form repeats a name.
    let named = |kind: &&SubjectKind| kind.name_question.is_some();
    let kinds = &round.subject_kinds;
    let Some(kind) = kinds.iter().find(named).or(kinds.first()).cloned() else {
        return ().into_view();
    };
    let units = work.units_in_scope();
    let draft = RwSignal::new(Draft {
        unit: match units.as_slice() {
            [only] => only.id.clone(),
            _ => String::new(),
        },
        ..Draft::default()
    });
    let said = RwSignal::new(Said::Nothing);
    let form = StoredValue::new_local((round, kind));
    let engine = move || {
        let (round, kind) = form.get_value();
        let version = round.form(&kind.form)?;
        desk.work()?.engine(&version.hash)
    };
    if engine().is_none() {
        work.fetch_documents();
    }
    let is_here = Memo::new(move |_| {
        desk.edition.track();
        engine().is_some()
    });
    let choices = move || {
        is_here.get().then(|| {
            let engine = engine()?;
            let (round, kind) = form.get_value();
            let asked = asked(&engine, &round, &kind);
            Some(
                asked
                    .into_iter()
                    .map(|question| choice(desk, &engine, question, draft))
                    .collect_view(),
            )
        })
    };
    let alike = move || {
        let found = desk
            .work()
            .map(|work| draft.with(|draft| work.alike(&draft.name, &draft.unit, TOLD)));
        let found = found.filter(|found| !found.is_empty())?;
        let lines = found.into_iter().map(|line| {
            let code = if is_provisional(&line.id) {
                words::not_in_register(language).to_owned()
            } else {
                line.id.clone()
            };
            view! { <li>{line.name.clone()}" ("{code}")"</li> }
        });
        Some(view! {
            <p>{words::maybe_known(language)}</p>
            <ul>{lines.collect_view()}</ul>
        })
    };
    // A blank one after each addition: a second press adds nothing twice.
    let additions = RwSignal::new(0_u32);
    let name_input = move || {
        additions.track();
        view! {
            <input
                id="add-name"
                class="input is-wide"
                autocomplete="off"
                maxlength="300"
                on:input=move |event| {
                    said.set(Said::Nothing);
                    draft.update(|draft| draft.name = event_target_value(&event));
                }
            />
        }
    };
    let press = move |event: Event| {
        event.prevent_default();
        let Some(engine) = engine() else {
            said.set(Said::FormMissing);
            return;
        };
        let (round, kind) = form.get_value();
        let blank = draft.with_untracked(|draft| blank(language, &engine, &round, &kind, draft));
        if let Some((first, _)) = blank.first() {
            focus::move_to(first);
            said.set(Said::Wanting(
                blank.into_iter().map(|(_, name)| name).collect(),
            ));
            return;
        }
        let addition = draft.with_untracked(|draft| addition(&engine, &round, &kind, draft));
        let Some(addition) = addition else { return };
        let Some(work) = desk.work() else { return };
        spawn_local(async move {
            let is_saved = work.add(addition).await.is_ok();
            if is_saved {
                let _ = draft.try_update(|draft| draft.name.clear());
                let _ = additions.try_update(|additions| *additions += 1);
            }
            // The page may be gone by now.
            let _ = said.try_set(if is_saved {
                Said::Added
            } else {
                Said::NotSaved
            });
            desk.edition.update(|edition| *edition += 1);
        });
    };
    let outcome = move || match said.get() {
        Said::Nothing => ().into_view(),
        Said::Wanting(fields) => notice(Tone::Attention, words::wanting(language, &fields)),
        Said::FormMissing => notice(Tone::Attention, words::form_missing(language)),
        Said::NotSaved => notice(Tone::Problem, words::not_saved(language)),
        Said::Added => notice(Tone::Quiet, words::added(language)),
    };
    let options = units.iter().map(|unit| {
        let name = language.pick(&unit.name.vi, &unit.name.en).to_owned();
        view! { <option value=unit.id.clone()>{name}</option> }
    });
    let many =
        (units.len() > 1).then(|| view! { <option value="">{words::choose(language)}</option> });
    view! {
        <section class="block" id="add-association">
            <h2>{words::add_title(language)}</h2>
            <p class="hint">{words::add_intro(language)}</p>
            <form on:submit=press>
                <label class="question-label" for="add-name">{words::name(language)}</label>
                {name_input}
                <div class="alike" aria-live="polite">{alike}</div>
                <label class="question-label" for="add-unit">{words::unit(language)}</label>
                <select
                    id="add-unit"
                    class="input is-wide"
                    on:change=move |event| draft.update(|draft| draft.unit = event_target_value(&event))
                >
                    {many}
                    {options.collect_view()}
                </select>
                {choices}
                <button type="submit" class="button is-primary">{words::add(language)}</button>
                <div aria-live="polite">{outcome}</div>
            </form>
        </section>
    }
    .into_view()
}

/// The questions whose answers the register would give and a person has to: choices that do not
/// follow from the unit.
fn asked<'e>(engine: &'e Engine, round: &RoundPart, kind: &SubjectKind) -> Vec<&'e Question> {
    let sections = engine.form().sections.iter();
    let questions = sections.flat_map(|section| &section.questions);
    questions
        .filter(|question| {
            let is_asked = question.kind == QuestionType::SelectOne && is_from_register(question);
            is_asked
                && !follows_from_unit(engine, round, question)
                && Some(&question.name) != kind.code_question.as_ref()
        })
        .collect()
}

/// Whether the choices of a question are units, or levels of units.
fn follows_from_unit(engine: &Engine, round: &RoundPart, question: &Question) -> bool {
    let names = |name: &str| names(engine, question, name);
    round.units.iter().any(|unit| names(&unit.id))
        || round.unit_levels.iter().any(|own| names(&own.id))
}

fn names(engine: &Engine, question: &Question, name: &str) -> bool {
    let list = question.list.as_ref();
    let list = list.and_then(|list| engine.form().choice_lists.get(list));
    list.is_some_and(|choices| choices.iter().any(|choice| choice.name == name))
}

/// One of these questions.
fn choice(desk: Desk, engine: &Arc<Engine>, question: &Question, draft: RwSignal<Draft>) -> View {
    let language = desk.language.get_untracked();
    let list = question.list.as_ref();
    let choices = list.and_then(|list| engine.form().choice_lists.get(list));
    let options = choices.into_iter().flatten().map(|choice| {
        let name = answer::words(language, &choice.label);
        view! { <option value=choice.name.clone()>{name}</option> }
    });
    let id = ["add-", &question.name].concat();
    let name = question.name.clone();
    let choose = move |event: Event| {
        let value = event_target_value(&event);
        draft.update(|draft| drop(draft.chosen.insert(name.clone(), value)));
    };
    view! {
        <label class="question-label" for=id.clone()>{answer::words(language, &question.label)}</label>
        <select id=id class="input is-wide" on:change=choose>
            <option value="">{words::choose(language)}</option>
            {options.collect_view()}
        </select>
    }
    .into_view()
}

/// The fields that are blank, from above: the id of each and what it is called.
fn blank(
    language: Language,
    engine: &Engine,
    round: &RoundPart,
    kind: &SubjectKind,
    draft: &Draft,
) -> Vec<(String, String)> {
    let mut blank = Vec::new();
    if draft.name.trim().is_empty() {
        blank.push(("add-name".to_owned(), words::name(language).to_owned()));
    }
    if draft.unit.is_empty() {
        blank.push(("add-unit".to_owned(), words::unit(language).to_owned()));
    }
    for question in asked(engine, round, kind) {
        if draft
            .chosen
            .get(&question.name)
            .is_none_or(String::is_empty)
        {
            let name = answer::words(language, &question.label);
            blank.push((["add-", &question.name].concat(), name));
        }
    }
    blank
}

/// What is added, once nothing is wanting: the register's line with the answers that follow.
fn addition(
    engine: &Engine,
    round: &RoundPart,
    kind: &SubjectKind,
    draft: &Draft,
) -> Option<Addition> {
    let name = draft.name.trim();
    let unit = round.units.iter().find(|unit| unit.id == draft.unit)?;
    if name.is_empty() {
        return None;
    }
    let mut attributes = Vec::new();
    for question in asked(engine, round, kind) {
        let chosen = draft.chosen.get(&question.name);
        let chosen = chosen.filter(|chosen| !chosen.is_empty())?;
        attributes.push((question.name.clone(), chosen.clone()));
    }
    if let Some(question) = &kind.name_question {
        attributes.push((question.clone(), name.to_owned()));
    }
    let above = above(round, unit);
    let sections = engine.form().sections.iter();
    for question in sections.flat_map(|section| &section.questions) {
        if question.kind != QuestionType::SelectOne || !is_from_register(question) {
            continue;
        }
        let units = above.iter().map(|unit| unit.id.as_str());
        let mut values = units.chain([unit.level.as_str()]);
        if let Some(value) = values.find(|value| names(engine, question, value)) {
            attributes.push((question.name.clone(), value.to_owned()));
        }
    }
    Some(Addition {
        name: name.to_owned(),
        kind: kind.id.clone(),
        unit: unit.id.clone(),
        attributes,
    })
}

/// A unit and those above it.
fn above<'r>(round: &'r RoundPart, unit: &'r Unit) -> Vec<&'r Unit> {
    let mut above = vec![unit];
    let mut at = unit;
    // A round has no circle of units; whatever this is, it ends.
    while let Some(parent) = round
        .units
        .iter()
        .find(|own| Some(&own.id) == at.parent.as_ref())
        && above.len() <= round.units.len()
    {
        above.push(parent);
        at = parent;
    }
    above
}
