//! A row of numbers over years: bars with the numbers on them, and the same as a table.

use sohoi_text::Language;
use sohoi_text::messages::paper as words;

use crate::view::{CollectView, IntoView, View, view};

/// A number over the name of its row, e.g. a year, and how people read it.
#[derive(Clone, Debug, PartialEq)]
pub struct Bar {
    /// The name of the row.
    pub name: String,
    /// The number; `None` where there is none.
    pub value: Option<f64>,
    /// The number as people read it.
    pub words: String,
}

/// How wide a bar stands, with the room around it, and how high the highest is.
const STEP: usize = 72;
const HIGH: f64 = 96.0;
/// Where the bars stand: under the numbers, above the names.
const GROUND: f64 = 120.0;

/// The chart of one row of numbers. `partial` says what the last bar covers, where that is less than
/// what the others do: then it is marked, and compared with none of them.
pub fn trend(
    language: Language,
    label: String,
    note: Option<String>,
    partial: Option<String>,
    mut bars: Vec<Bar>,
) -> View {
    let compared = bars.len() - usize::from(partial.is_some() && !bars.is_empty());
    let partial = partial.zip(bars.last_mut()).map(|(partial, last)| {
        last.name.push('*');
        [&last.name, ": ", &partial].concat()
    });
    let numbers = bars.iter().filter_map(|bar| bar.value);
    let highest = numbers.fold(0.0, f64::max);
    let drawn = bars.iter().enumerate().map(|(place, bar)| {
        let high = bar.value.map_or(0.0, |value| {
            if highest > 0.0 {
                HIGH * value.max(0.0) / highest
            } else {
                0.0
            }
        });
        let middle = (place * STEP + STEP / 2).to_string();
        let (x, y) = ((place * STEP + 12).to_string(), text(GROUND - high));
        let (above, high) = (text(GROUND - high - 6.0), text(high));
        view! {
            <g>
                <rect class="trend-bar" x=x y=y width=(STEP - 24).to_string() height=high></rect>
                <text class="trend-number" x=middle.clone() y=above>{bar.words.clone()}</text>
                <text class="trend-name" x=middle y="138">{bar.name.clone()}</text>
            </g>
        }
    });
    let width = (bars.len() * STEP).to_string();
    let ends = match &bars[..compared] {
        [first, .., last] => {
            let end = |bar: &Bar| (bar.name.clone(), bar.words.clone());
            let (first, last) = (end(first), end(last));
            Some(words::from_to(
                language,
                (&first.0, &first.1),
                (&last.0, &last.1),
            ))
        }
        _ => None,
    };
    let chart = (!bars.is_empty()).then(|| {
        view! {
            <svg class="trend-chart" aria-hidden="true" viewBox=["0 0 ", &width, " 144"].concat()>
                <line class="trend-ground" x1="0" y1="120" x2=width.clone() y2="120"></line>
                {drawn.collect_view()}
            </svg>
        }
    });
    let names = bars
        .iter()
        .map(|bar| view! { <th scope="col">{bar.name.clone()}</th> });
    let cells = bars
        .iter()
        .map(|bar| view! { <td>{bar.words.clone()}</td> });
    view! {
        <figure class="trend">
            <figcaption>
                <b>{label.clone()}</b>
                {ends.map(|ends| view! { <span>{ends}</span> })}
            </figcaption>
            {chart}
            <table class="trend-table">
                <caption class="visually-hidden">{label}</caption>
                <thead><tr>{names.collect_view()}</tr></thead>
                <tbody><tr>{cells.collect_view()}</tr></tbody>
            </table>
            {partial.map(|partial| view! { <p class="hint">{partial}</p> })}
            {note.map(|note| view! { <p class="hint">{note}</p> })}
        </figure>
    }
    .into_view()
}

/// A length in a drawing.
fn text(length: f64) -> String {
    (length.round() as i32).to_string()
}
