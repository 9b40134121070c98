//! The page of a whole form: scores with what makes them up, its figures beside those of its kind, trends,
//! what to do.

use leptos::prelude::*;
use sohoi_expr::format_number;
use sohoi_text::messages::{paper as words, portraits};
use sohoi_text::{Language, format_decimal};

use crate::components::progress_bar::progress_bar;
use crate::components::trend::{Bar, trend};
use crate::portrait::{Seen, SeenPart, SeenScore, tenths};
use crate::routes::Route;
use crate::view::{CollectView, Element, IntoView, View, element, view};

/// Under which headings the page stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rank {
    /// It is the whole page.
    Alone,
    /// It is one of several under the title of a page.
    OneOfSeveral,
}

/// What stands on the page besides what the form tells.
pub struct Around {
    /// The id of the response.
    pub id: String,
    /// Who filled it in.
    pub name: String,
    /// What can be done with the page.
    pub controls: Option<View>,
    /// Its figures beside those of its kind, where the round compares them.
    pub beside: Option<View>,
    /// Where it all comes from.
    pub source: String,
    /// That the data are made up, where they are.
    pub demonstration: Option<&'static str>,
}

/// The page.
pub fn portrait_sheet(language: Language, rank: Rank, seen: Seen, around: Around) -> Element {
    let id = around.id;
    let heading = |text: String| match rank {
        Rank::Alone => element("h1").child(text),
        Rank::OneOfSeveral => element("h2").child(text),
    };
    let part = |text: &'static str| -> Element {
        match rank {
            Rank::Alone => element("h2").child(text),
            Rank::OneOfSeveral => element("h3").child(text),
        }
    };
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
    let beside = around.beside.map(|beside| {
        view! {
            <section>
                {part(portraits::beside(language))}
                {beside}
            </section>
        }
    });
    let demonstration = around.demonstration.map(|words| view! { <b>{words}</b> });
    view! {
        <article class="portrait" data-portrait=id.clone()>
            {heading(seen.title)}
            <p class="portrait-name" lang="vi">{around.name}</p>
            <p class="portrait-source">{around.source} " " {demonstration}</p>
            {around.controls}
            <div class="portrait-body">
                <section>
                    {part(words::scores(language))}
                    {scores.collect_view()}
                </section>
                {beside}
                <section>
                    {part(words::trends(language))}
                    <div class="trends">{trends.collect_view()}</div>
                </section>
                <section>
                    {part(words::to_do(language))}
                    <dl class="paper-facts">{facts.collect_view()}</dl>
                    <ul class="portrait-advice">{advice.collect_view()}</ul>
                </section>
            </div>
        </article>
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
