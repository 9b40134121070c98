//! Every question of the forms, found by its words; each leads to its table.

use std::sync::Arc;

use leptos::prelude::*;
use sohoi_form::{Engine, Question, QuestionType};
use sohoi_text::messages::{question as words, results};
use sohoi_text::{Language, Query, fold, format_integer};

use crate::components::icon::{Icon, icon};
use crate::components::notice::{Tone, notice};
use crate::pages::office::board::{not_for_you, on_basis};
use crate::pages::office::filters::chosen;
use crate::pages::office::names::Names;
use crate::platform::address;
use crate::routes::{Figures, QuestionName, Route};
use crate::state::desk::Desk;
use crate::state::work::Work;
use crate::view::{CollectView, IntoView, View, view};

/// A question with what searching needs.
struct Entry {
    asked: QuestionName,
    label: String,
    folded: String,
    kind: &'static str,
    /// The label of its repeat.
    repeat: Option<String>,
}

/// A section with its questions.
struct Part {
    form: String,
    form_title: String,
    title: String,
    entries: Vec<Entry>,
}

/// The page.
#[inline(never)]
pub fn questions(desk: Desk, work: Work, route: RwSignal<Route>) -> View {
    if !work.account().role.reads_responses() {
        return not_for_you(desk, words::title, results::not_for_you);
    }
    // That of another page changes nothing here.
    let asked = Memo::new(move |before: Option<&Figures>| {
        route.with(|route| match route {
            Route::Questions(figures) => figures.whole(),
            _ => before.cloned().unwrap_or_default(),
        })
    });
    on_basis(desk, work, move |work| body(desk, work, asked))
}

fn body(desk: Desk, work: &Work, asked: Memo<Figures>) -> View {
    let language = desk.language.get_untracked();
    let Some(names) = Names::of(work, language) else {
        return notice(Tone::Quiet, results::not_here(language));
    };
    let parts: Vec<Part> = names.engines().flat_map(|own| parts(&names, own)).collect();
    let parts = StoredValue::new_local(parts);
    let query = RwSignal::new(Query::default());
    let form = RwSignal::new(String::new());
    let is_found = move |part: &Part, entry: &Entry| {
        let is_of_form = form.with(|form| form.is_empty() || *form == part.form);
        is_of_form && query.with(|query| query.matches(&entry.folded))
    };
    let count = move || {
        let count = parts.with_value(|parts| {
            let found = parts.iter().map(|part| {
                let entries = part.entries.iter();
                entries.filter(|entry| is_found(part, entry)).count()
            });
            found.sum::<usize>()
        });
        match count {
            0 => words::nothing_found(language).to_owned(),
            count => words::found(language, &format_integer(count as i64)),
        }
    };
    let list = move || {
        parts.with_value(|parts| {
            let mut form = "";
            let mut shown = Vec::new();
            for part in parts {
                let entries = part.entries.iter();
                let entries: Vec<&Entry> = entries.filter(|own| is_found(part, own)).collect();
                if entries.is_empty() {
                    continue;
                }
                if form != part.form {
                    form = &part.form;
                    shown.push(view! { <h2>{part.form_title.clone()}</h2> }.into_view());
                }
                shown.push(section(part, &entries, asked));
            }
            shown
        })
    };
    let back = move || Route::Results(asked.get()).href();
    let leave = |figures| address::go(&Route::Questions(figures).href());
    view! {
        <p class="way-back">
            <a href=back>{icon(Icon::Back)}{results::all_results(language)}</a>
        </p>
        <h1>{words::title(language)}</h1>
        <p class="hint">{words::explained(language)}</p>
        {chosen(&names, asked, leave)}
        <div class="controls">
            <label>
                <span>{words::search(language)}</span>
                <input
                    type="search"
                    id="search"
                    class="input is-wide"
                    placeholder=words::search_hint(language)
                    autocomplete="off"
                    on:input=move |event| query.set(Query::new(&event_target_value(&event)))
                />
            </label>
            {forms(&names, form)}
        </div>
        <p role="status" class="hint">{count}</p>
        <div id="questions">{list}</div>
    }
    .into_view()
}

fn forms(names: &Names, form: RwSignal<String>) -> View {
    let language = names.language;
    let options = names.engines().map(|engine| {
        let form = engine.form();
        view! { <option value=form.id.clone()>{names.words(&form.title)}</option> }
    });
    view! {
        <label>
            <span>{words::form(language)}</span>
            <select class="input" name="form" on:change=move |event| form.set(event_target_value(&event))>
                <option value="">{words::all_forms(language)}</option>
                {options.collect_view()}
            </select>
        </label>
    }
    .into_view()
}

fn section(part: &Part, entries: &[&Entry], asked: Memo<Figures>) -> View {
    let lines = entries.iter().map(|entry| {
        let name = entry.asked.clone();
        let address = move || {
            let route = Route::Question {
                asked: name.clone(),
                figures: asked.get(),
                across: None,
                measure: None,
            };
            route.href()
        };
        let repeat = entry.repeat.as_ref();
        let repeat = repeat.map(|repeat| view! { <p class="hint">{repeat.clone()}</p> });
        view! {
            <li data-question=entry.asked.name.clone()>
                <p class="list-name"><a href=address>{entry.label.clone()}</a></p>
                <span class="list-count note">{entry.kind}</span>
                {repeat}
            </li>
        }
    });
    view! {
        <section>
            <h3>{part.title.clone()}</h3>
            <ul class="lists">{lines.collect_view()}</ul>
        </section>
    }
    .into_view()
}

/// The sections of a form that ask something.
fn parts(names: &Names, engine: &Arc<Engine>) -> Vec<Part> {
    let form = engine.form();
    let parts = form.sections.iter().map(|section| {
        let entries = section.questions.iter().flat_map(|question| {
            let own = (question.kind != QuestionType::Repeat).then_some((question, None));
            let inner = question
                .questions
                .iter()
                .map(move |own| (own, Some(question)));
            own.into_iter().chain(inner)
        });
        let entry = |(question, repeat): (&Question, Option<&Question>)| {
            let label = names.words(&question.label);
            let repeat = repeat.map(|own| names.words(&own.label));
            let words = [&label, " ", repeat.as_deref().unwrap_or_default()].concat();
            Entry {
                asked: QuestionName {
                    form: form.id.clone(),
                    name: question.name.clone(),
                },
                folded: fold(&words),
                label,
                kind: kind(names.language, question.kind),
                repeat,
            }
        };
        Part {
            form: form.id.clone(),
            form_title: names.words(&form.title),
            title: names.words(&section.title),
            entries: entries.map(entry).collect(),
        }
    });
    parts.collect()
}

fn kind(language: Language, kind: QuestionType) -> &'static str {
    match kind {
        QuestionType::Integer | QuestionType::Decimal => words::number(language),
        QuestionType::Date => words::date(language),
        QuestionType::SelectOne => words::one(language),
        QuestionType::SelectMultiple => words::several(language),
        QuestionType::Acknowledge => words::confirmed(language),
        QuestionType::Image => words::photo(language),
        QuestionType::Calculate => words::calculated(language),
        QuestionType::Text | QuestionType::Repeat => words::text(language),
    }
}
