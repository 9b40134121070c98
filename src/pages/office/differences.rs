//! Two sides of figures as a table: then and now, or one place and another.

use leptos::prelude::*;
use sohoi_stats::{Compared, Comparison, Figure, Population};
use sohoi_text::messages::{results, snapshots as words};
use sohoi_text::{Language, format_decimal, format_integer};

use crate::pages::office::figures::{NOTHING, figure};
use crate::pages::office::moment::places;
use crate::pages::office::names::{Names, heading};
use crate::pages::office::tables;
use crate::routes::Figures;
use crate::view::{CollectView, IntoView, View, view};

/// How a side is shown.
pub struct Column {
    /// What stands above it.
    pub heading: String,
    /// The place that its figures are of.
    pub place: Option<String>,
    /// Whether its figures are those of now, which lead to the responses behind them.
    pub is_now: bool,
}

/// The table, by theme in the order of the round, with what it leaves out. Indicators that are the same
/// on both sides stand there where `is_all` says so.
pub fn differences(
    names: &Names,
    population: Population,
    comparison: &Comparison<'_>,
    columns: [Column; 2],
    is_all: bool,
) -> View {
    let language = names.language;
    let rows = &comparison.rows;
    let differing = rows.iter().filter(|row| !row.is_same()).count();
    let is_shown = |row: &&Compared<'_>| is_all || !row.is_same();
    let shown: Vec<&Compared<'_>> = rows.iter().filter(is_shown).collect();
    let themes = names.figures.themes.iter().map(|theme| {
        let own = shown.iter().filter(|row| row.indicator.theme == theme.id);
        let own: Vec<View> = own.map(|row| line(names, population, row, &columns)).collect();
        (!own.is_empty()).then(|| {
            view! {
                <tbody>
                    <tr class="theme-row"><th scope="rowgroup" colspan="5">{names.words(&theme.name)}</th></tr>
                    {own}
                </tbody>
            }
        })
    });
    let themes: Vec<View> = themes.flatten().map(IntoView::into_view).collect();
    let [left, right] = columns.each_ref().map(|column| column.heading.clone());
    let table = (!shown.is_empty()).then(|| {
        view! {
            <div class="scroller" role="region" tabindex="0" aria-labelledby="differences-heading">
                <table class="figures differences">
                    <caption>{heading(language, population)}</caption>
                    <thead>
                        <tr>
                            <th scope="col">{results::code(language)}</th>
                            <th scope="col">{results::indicator(language)}</th>
                            <th scope="col" class="is-number">{left}</th>
                            <th scope="col" class="is-number">{right}</th>
                            <th scope="col" class="is-number">{words::difference(language)}</th>
                        </tr>
                    </thead>
                    {themes}
                </table>
            </div>
            <p class="hint">{words::order_hint(language)}</p>
        }
        .into_view()
    });
    view! {
        <p role="status" id="differing">{summary(language, differing, rows.len())}</p>
        {table}
        {left_out(language, comparison)}
    }
    .into_view()
}

fn summary(language: Language, differing: usize, all: usize) -> String {
    match (differing, all) {
        (_, 0) => words::nothing_in_common(language).to_owned(),
        (0, _) => words::nothing_moved(language).to_owned(),
        _ => words::differing(language, &written(differing), &written(all)),
    }
}

/// A message with a number.
type Sentence = fn(Language, &str) -> String;

/// What cannot stand in the table, and why.
fn left_out(language: Language, comparison: &Comparison<'_>) -> View {
    let said: [(usize, &str, Sentence); 2] = [
        (comparison.apart, "apart", words::apart),
        (comparison.whole_only, "whole-only", words::whole_only),
    ];
    let said = said.into_iter().filter(|(count, ..)| *count > 0);
    said.map(|(count, id, sentence)| {
        view! { <p class="hint" id=id>{sentence(language, &written(count))}</p> }
    })
    .collect_view()
}

fn line(names: &Names, population: Population, row: &Compared<'_>, columns: &[Column; 2]) -> View {
    let indicator = row.indicator;
    let [left, right] = columns;
    let cell = |own: &Figure, column: &Column, side: &str| {
        let address = column.is_now.then(|| {
            let place = column.place.as_deref();
            let group = places(names).zip(place);
            let group = group.map(|(dimension, place)| (dimension.id.as_str(), place));
            tables::address(&indicator.code, &Figures::of(population), group)
        });
        figure(
            indicator,
            own,
            [&indicator.code, ":", side].concat(),
            address,
        )
    };
    let plain = row.difference();
    let text = plain.as_deref().map(signed);
    // Under the number, as what a share is made of stands under the share.
    let points = (indicator.is_percentage() && plain.is_some()).then(|| {
        view! { <span class="figure-parts">{words::points(names.language)}</span> }
    });
    view! {
        <tr data-indicator=indicator.code.clone() class:is-same=row.is_same()>
            <td class="code">{indicator.code.clone()}</td>
            <th scope="row">
                {names.words(&indicator.name)}
                <span class="note">{names.words(&indicator.unit)}</span>
            </th>
            <td class="is-number">{cell(&row.left, left, "left")}</td>
            <td class="is-number">{cell(&row.right, right, "right")}</td>
            <td class="is-number difference" data-difference=plain.unwrap_or_default()>
                <span class="figure">{text.unwrap_or_else(|| NOTHING.to_owned())}</span>
                {points}
            </td>
        </tr>
    }
    .into_view()
}

/// A difference with its sign: `+1.234,5`, `-2`, `0`.
fn signed(plain: &str) -> String {
    let text = format_decimal(plain);
    let is_above = !plain.starts_with('-') && plain.bytes().any(|byte| matches!(byte, b'1'..=b'9'));
    if is_above {
        ["+", &text].concat()
    } else {
        text
    }
}

/// A number of indicators or responses.
pub fn written(count: usize) -> String {
    format_integer(i64::try_from(count).unwrap_or(i64::MAX))
}

/// The switch that shows what is the same as well; `go` hears of another answer.
pub fn all_switch(language: Language, is_all: Signal<bool>, go: impl Fn(bool) + 'static) -> View {
    view! {
        <label class="choice">
            <input
                type="checkbox"
                name="all"
                prop:checked=move || is_all.get()
                on:change=move |event| go(event_target_checked(&event))
            />
            <span>{words::all(language)}</span>
        </label>
    }
    .into_view()
}
