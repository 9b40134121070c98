//! Figures beside the medians of their kind, as a table.

use sohoi_expr::format_number;
use sohoi_text::messages::portraits as words;
use sohoi_text::{Language, format_decimal, format_integer};

use crate::portrait::{Beside, BesideFigure, tenths};
use crate::view::{CollectView, IntoView, View, view};

/// The table, with what the medians are of: `population` and `place` say which responses count and
/// where. In place of it a sentence where too few of the kind count.
pub fn beside_table(language: Language, beside: &Beside, population: &str, place: &str) -> View {
    let counted = format_integer(beside.counted.into());
    let of = beside.group.as_ref().map(|group| {
        let group = [&beside.dimension, ": ", group].concat();
        words::medians_of(language, &group, &counted, population, place)
    });
    if !beside.is_enough() {
        let least = format_integer(beside.least.into());
        return view! {
            <div class="beside" data-counted=beside.counted.to_string()>
                {of.map(|of| view! { <p class="hint">{of}</p> })}
                <p>{words::too_few(language, &least)}</p>
            </div>
        }
        .into_view();
    }
    let rows = beside.figures.iter().map(|figure| row(language, figure));
    view! {
        <div class="beside" data-counted=beside.counted.to_string()>
            <p class="hint">{of}</p>
            <table class="score-parts">
                <caption class="visually-hidden">{words::beside(language)}</caption>
                <thead>
                    <tr>
                        <th scope="col">{words::figure(language)}</th>
                        <th scope="col" class="points">{words::own(language)}</th>
                        <th scope="col" class="points">{words::median(language)}</th>
                        <th scope="col" class="points">{words::values(language)}</th>
                    </tr>
                </thead>
                <tbody>{rows.collect_view()}</tbody>
            </table>
        </div>
    }
    .into_view()
}

fn row(language: Language, figure: &BesideFigure) -> View {
    let none = || "–".to_owned();
    let own = figure.own.map(|own| format_number(tenths(own)));
    // Rounded by the program that made it; the places that are zero are not said.
    let median = figure.median.as_ref().map(|median| {
        let plain = median.strip_suffix(".0").unwrap_or(median);
        plain.to_owned()
    });
    let median_words = match &median {
        Some(median) => format_decimal(median),
        None => words::too_few_values(language).to_owned(),
    };
    view! {
        <tr data-own=own.clone() data-median=median>
            <th scope="row">{figure.label.clone()}</th>
            <td class="points">{own.map_or_else(none, |own| format_decimal(&own))}</td>
            <td class="points">{median_words}</td>
            <td class="points">{format_integer(figure.values.into())}</td>
        </tr>
    }
    .into_view()
}
