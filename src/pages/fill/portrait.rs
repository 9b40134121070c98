//! What a whole form tells the one who filled it in: scores and what makes them up, trends, what
//! to do.

use leptos::prelude::*;
use sohoi_expr::format_number;
use sohoi_form::Session;
use sohoi_sync::State;
use sohoi_text::messages::{form, paper as words, shell};
use sohoi_text::{Language, format_decimal};

use crate::components::icon::{Icon, icon};
use crate::components::notice::nothing_but;
use crate::components::progress_bar::progress_bar;
use crate::components::trend::{Bar, trend};
use crate::pages::fill::whole::when_whole;
use crate::platform::files;
use crate::portrait::{Seen, SeenPart, SeenScore, seen};
use crate::routes::Route;
use crate::state::desk::Desk;
use crate::state::sheet::answers_of;
use crate::state::work::{ResponseView, Work};
use crate::view::{CollectView, IntoView, View, view};

/// The page.
pub fn portrait(desk: Desk, work: Work, id: String) -> View {
    let kept = StoredValue::new_local((work.clone(), id.clone()));
    when_whole(desk, &work, &id, move || {
        let (work, id) = kept.get_value();
        opened(desk, work, id)
    })
}

fn opened(desk: Desk, work: Work, id: String) -> View {
    let language = desk.language.get_untracked();
    let kept = StoredValue::new_local(work);
    let is_asked_for = StoredValue::new(false);
    let content = move || {
        desk.edition.track();
        let work = kept.get_value();
        let Some(view) = work.response(&id).filter(|view| !view.is_brief) else {
            return nothing_but(
                language,
                words::portrait(language),
                form::unknown_response(language),
            );
        };
        match painted(desk, &work, &view) {
            Ok(seen) => page(desk, &work, &view, seen),
            Err(sentence) => {
                // Asked for once: what comes is shown by itself.
                if work.figures().is_none() && !is_asked_for.get_value() {
                    is_asked_for.set_value(true);
                    work.fetch_documents();
                }
                view! {
                    {nothing_but(language, words::portrait(language), sentence)}
                    {back(language, &id)}
                }
            }
        }
    };
    view! {
        {content}
    }
    .into_view()
}

/// The portrait, or why there is none.
fn painted(desk: Desk, work: &Work, view: &ResponseView) -> Result<Seen, &'static str> {
    let language = desk.language.get_untracked();
    let engine = work.engine(&view.response.form_hash);
    let engine = engine.ok_or_else(|| form::unknown_form(language))?;
    let session = Session::new(engine, answers_of(view));
    let is_open = matches!(view.response.state, State::Draft | State::Returned);
    if is_open && (view.progress.is_some() || !session.problems().is_empty()) {
        return Err(words::not_whole(language));
    }
    let slot = &view.response.slot;
    if work.round().is_none_or(|round| round.id != slot.round) {
        return Err(words::no_portrait(language));
    }
    let figures = work.figures().ok_or_else(|| words::on_its_way(language))?;
    let portrait = figures.portrait(&session.engine().form().id);
    let portrait = portrait.ok_or_else(|| words::no_portrait(language))?;
    Ok(seen(portrait, &session, language, &|code| {
        desk.measure(code).0
    }))
}

fn page(desk: Desk, work: &Work, view: &ResponseView, seen: Seen) -> View {
    let language = desk.language.get_untracked();
    let id = view.response.id.clone();
    let slot = &view.response.slot;
    let line = work.line(slot);
    let name = line.map_or_else(|| slot.subject.clone(), |line| line.subject.name.clone());
    let scores = seen.scores.into_iter().map(|own| score(language, &id, own));
    let trends = seen.trends.into_iter().map(|own| {
        let bars = own.points.into_iter().map(|(name, value)| Bar {
            name,
            value,
            words: value.map_or_else(|| "–".to_owned(), number),
        });
        trend(language, own.label, own.note, own.partial, bars.collect())
    });
    let facts = seen.facts.into_iter().map(|(label, value)| {
        view! { <div><dt>{label}</dt><dd>{value}</dd></div> }
    });
    let advice = seen
        .advice
        .into_iter()
        .map(|sentence| view! { <li>{sentence}</li> });
    view! {
        <article class="portrait" data-portrait=id.clone()>
            <h1>{seen.title}</h1>
            <p class="portrait-name">{name}</p>
            <div class="paper-controls">
                {back(language, &id)}
                <button type="button" id="print" class="button" on:click=|_| files::print()>
                    {icon(Icon::Printer)} {words::print_now(language)}
                </button>
            </div>
            <section>
                <h2>{words::scores(language)}</h2>
                {scores.collect_view()}
            </section>
            <section>
                <h2>{words::trends(language)}</h2>
                <div class="trends">{trends.collect_view()}</div>
            </section>
            <section>
                <h2>{words::to_do(language)}</h2>
                <dl class="paper-facts">{facts.collect_view()}</dl>
                <ul class="portrait-advice">{advice.collect_view()}</ul>
            </section>
        </article>
    }
    .into_view()
}

fn back(language: Language, id: &str) -> View {
    let back = Route::Response {
        id: id.to_owned(),
        section: None,
        at: None,
    };
    view! {
        <p><a class="back-link" href=back.href()>{icon(Icon::Back)} {words::back_to_form(language)}</a></p>
        <p class="visually-hidden">{shell::app_name(language)}</p>
    }
}

fn score(language: Language, id: &str, own: SeenScore) -> View {
    let said = own.value.map_or_else(
        || words::not_calculated(language).to_owned(),
        |value| words::of_most(language, &number(value), &number(own.max)),
    );
    let percent = own.value.map_or(0, |value| share(value, own.max));
    let verdicts = own
        .verdicts
        .into_iter()
        .map(|sentence| view! { <p>{sentence}</p> });
    let parts = (!own.parts.is_empty()).then(|| parts(language, id, &own.label, own.parts));
    view! {
        <div class="score" data-score=own.value.map(|value| format_number(tenths(value)))>
            <p class="score-line"><b>{own.label}</b> <span>{said}</span></p>
            {progress_bar(Signal::derive(move || percent))}
            {own.note.map(|note| view! { <p class="hint">{note}</p> })}
            {verdicts.collect_view()}
            {parts}
        </div>
    }
    .into_view()
}

fn parts(language: Language, id: &str, label: &str, parts: Vec<SeenPart>) -> View {
    let caption = [words::made_up_of(language), ": ", label].concat();
    let rows = parts.into_iter().map(|part| {
        let answer = part.answer.unwrap_or_else(|| "–".to_owned());
        let answer = match part.place {
            Some((section, path)) => {
                let href = Route::Response {
                    id: id.to_owned(),
                    section: Some(section),
                    at: Some(path.to_string()),
                };
                view! { <a href=href.href()>{answer}</a> }.into_view()
            }
            None => answer.into_view(),
        };
        let points = part.points.map_or_else(|| "–".to_owned(), number);
        view! {
            <tr>
                <th scope="row">{part.label}</th>
                <td>{answer}</td>
                <td class="points">{points}"/"{number(part.max)}</td>
            </tr>
        }
    });
    view! {
        <table class="score-parts">
            <caption class="visually-hidden">{caption}</caption>
            <thead>
                <tr>
                    <th scope="col">{words::part(language)}</th>
                    <th scope="col">{words::answer(language)}</th>
                    <th scope="col" class="points">{words::points(language)}</th>
                </tr>
            </thead>
            <tbody>{rows.collect_view()}</tbody>
        </table>
    }
    .into_view()
}

/// A number with one decimal at most, as scores have it.
fn number(value: f64) -> String {
    format_decimal(&format_number(tenths(value)))
}

fn tenths(value: f64) -> f64 {
    (value * 10.0).round() / 10.0
}

/// How many percent of the most, from 0 to 100.
fn share(value: f64, most: f64) -> usize {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "between 0 and 100"
    )]
    let percent = (value * 100.0 / most).clamp(0.0, 100.0) as usize;
    percent
}
