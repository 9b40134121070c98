//! The tables: one per theme, an indicator a line, groups across.

use sohoi_round::{Round, Theme};
use sohoi_stats::{Dimension, DimensionSource, Figure, Indicator, IndicatorTable};
use sohoi_text::Language;
use sohoi_text::messages::results as words;

use crate::pages::office::figures::figure;
use crate::state::answer;
use crate::state::statistics::Figures;
use crate::view::{CollectView, IntoView, View, view};

/// Every theme that has indicators, in the order of the round.
pub fn tables(language: Language, figures: &Figures, dimension: Option<&str>) -> Vec<View> {
    let round = &figures.round;
    let dimension = dimension.and_then(|id| round.dimensions.iter().find(|own| own.id == id));
    round
        .themes
        .iter()
        .filter_map(|theme| {
            let lines: Vec<(&Indicator, &IndicatorTable)> = round
                .indicators
                .iter()
                .filter(|indicator| indicator.theme == theme.id)
                .filter_map(|indicator| {
                    let table = figures
                        .book
                        .indicators
                        .iter()
                        .find(|own| own.code == indicator.code);
                    Some((indicator, table?))
                })
                .collect();
            (!lines.is_empty()).then(|| table(language, round, theme, &lines, dimension))
        })
        .collect()
}

fn table(
    language: Language,
    round: &Round,
    theme: &Theme,
    lines: &[(&Indicator, &IndicatorTable)],
    dimension: Option<&Dimension>,
) -> View {
    let groups = dimension.map_or_else(Vec::new, |dimension| groups(lines, dimension));
    let headings = groups
        .iter()
        .map(|group| {
            let name =
                dimension.map_or_else(String::new, |own| group_name(language, round, own, group));
            view! { <th scope="col" class="is-number">{name}</th> }
        })
        .collect_view();
    let rows = lines
        .iter()
        .map(|(indicator, table)| line(language, indicator, table, dimension, &groups))
        .collect_view();
    let name = answer::words(language, &theme.name);
    view! {
        <section class="theme">
            <h3 id=format!("theme-{}", theme.id)>{name}</h3>
            <div class="scroller" role="region" tabindex="0" aria-labelledby=format!("theme-{}", theme.id)>
                <table class="figures">
                    <thead>
                        <tr>
                            <th scope="col">{words::code(language)}</th>
                            <th scope="col">{words::indicator(language)}</th>
                            <th scope="col">{words::unit(language)}</th>
                            <th scope="col" class="is-number">{words::total(language)}</th>
                            {headings}
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        </section>
    }
    .into_view()
}

fn line(
    language: Language,
    indicator: &Indicator,
    table: &IndicatorTable,
    dimension: Option<&Dimension>,
    groups: &[String],
) -> View {
    let code = &indicator.code;
    let rows = dimension.and_then(|dimension| {
        let breakdown = table
            .breakdowns
            .iter()
            .find(|own| own.dimension == dimension.id)?;
        Some((dimension, &breakdown.rows))
    });
    let cells = match rows {
        Some((dimension, rows)) => groups
            .iter()
            .map(|group| {
                let found = rows.iter().find(|(own, _)| own == group).map(|(_, figure)| figure);
                cell(indicator, found, format!("{code}:{}:{group}", dimension.id))
            })
            .collect_view()
            .into_view(),
        None if groups.is_empty() => ().into_view(),
        None => view! {
            <td class="is-number is-muted" colspan=groups.len().to_string()>{words::not_broken_down(language)}</td>
        }
        .into_view(),
    };
    let note = indicator
        .note
        .as_deref()
        .map(|note| view! { <span class="note">{in_language(language, note)}</span> });
    view! {
        <tr>
            <td class="code">{code.clone()}</td>
            <th scope="row">{answer::words(language, &indicator.name)}{note}</th>
            <td class="unit">{indicator.unit.clone()}</td>
            {cell(indicator, Some(&table.total), code.clone())}
            {cells}
        </tr>
    }
    .into_view()
}

/// A remark in the language of the page: rounds write both with a stroke between them.
fn in_language(language: Language, note: &str) -> String {
    let (vi, en) = note.split_once(" / ").unwrap_or((note, ""));
    language.pick(vi, en).to_owned()
}

fn cell(indicator: &Indicator, found: Option<&Figure>, name: String) -> View {
    let content = found.map(|found| figure(indicator, found, name));
    view! { <td class="is-number">{content}</td> }.into_view()
}

/// Every group that some line of the theme has, in the order in which lines have them.
fn groups(lines: &[(&Indicator, &IndicatorTable)], dimension: &Dimension) -> Vec<String> {
    let mut groups: Vec<String> = Vec::new();
    for (_, table) in lines {
        let breakdown = table
            .breakdowns
            .iter()
            .find(|own| own.dimension == dimension.id);
        for (group, _) in breakdown.map_or(&[][..], |breakdown| &breakdown.rows) {
            if !groups.contains(group) {
                groups.push(group.clone());
            }
        }
    }
    // Responses without a group stand at the end.
    if let Some(place) = groups.iter().position(String::is_empty) {
        let last = groups.remove(place);
        groups.push(last);
    }
    groups
}

fn group_name(language: Language, round: &Round, dimension: &Dimension, group: &str) -> String {
    if group.is_empty() {
        return words::without_group(language).to_owned();
    }
    let DimensionSource::Question { form, list, .. } = &dimension.source else {
        return group.to_owned();
    };
    let form = round.forms.iter().find(|own| own.id == *form);
    let choices = form.and_then(|form| form.choice_lists.get(list));
    let choice = choices.and_then(|choices| choices.iter().find(|choice| choice.name == group));
    choice.map_or_else(
        || group.to_owned(),
        |choice| answer::words(language, &choice.label),
    )
}
