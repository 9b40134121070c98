//! The table of an indicator by two dimensions, and over years a small chart for each column.

use leptos::prelude::*;
use leptos::task::spawn_local;
use sohoi_stats::{Dimension, DimensionSource, Figure, Indicator, IndicatorTable};
use sohoi_text::messages::results as words;
use sohoi_worker_stats::Cross;

use crate::components::chart::{Mark, line};
use crate::pages::office::figures::{figure, mark, number};
use crate::pages::office::names::{Names, heading};
use crate::pages::office::tables::address;
use crate::platform::clipboard;
use crate::routes::Figures;
use crate::view::{CollectView, IntoView, View, view};

/// Everything there is to see of a cross table.
#[derive(Clone)]
struct Sheet {
    names: Names,
    indicator: Indicator,
    shown: Figures,
    down: Dimension,
    across: Dimension,
    cross: Cross,
}

/// The table with its tools.
pub(super) fn table(
    names: &Names,
    indicator: &Indicator,
    shown: &Figures,
    (down, across): &(String, String),
    cross: &Cross,
) -> View {
    let (Some(down), Some(across)) = (names.dimension(down), names.dimension(across)) else {
        return View::default();
    };
    let sheet = Sheet {
        names: names.clone(),
        indicator: indicator.clone(),
        shown: shown.clone(),
        down: down.clone(),
        across: across.clone(),
        cross: cross.clone(),
    };
    let language = names.language;
    // The column that rows are ordered by: 0 is that of all.
    let order = RwSignal::new(None::<usize>);
    let said = RwSignal::new("");
    let copied = sheet.clone();
    let copy = move |_| {
        let text = copied.as_text(order.get_untracked());
        spawn_local(async move {
            let words = match clipboard::copy(&text).await {
                true => words::copied(language),
                false => words::not_copied(language),
            };
            // The page may be another one by now.
            said.try_set(words);
        });
    };
    let caption = heading(language, shown.population);
    let charts = sheet.charts();
    let headings = sheet.headings(order);
    let note = [&sheet.down, &sheet.across].into_iter();
    let note = note.filter_map(|own| own.note.as_ref());
    let note = note.map(|note| view! { <p class="hint">{names.words(note)}</p> });
    let note = note.collect_view();
    let foot = sheet.row(None);
    let rows = move || {
        let rows = sheet.ordered(order.get()).into_iter();
        rows.map(|group| sheet.row(Some(group))).collect_view()
    };
    view! {
        {note}
        <p class="hint">{words::sort_hint(language)}</p>
        <div class="scroller" role="region" tabindex="0" aria-label=words::to_cross(language)>
            <table class="figures" id="cross">
                <caption>{caption}</caption>
                <thead>{headings}</thead>
                <tbody>{rows}</tbody>
                <tfoot>{foot}</tfoot>
            </table>
        </div>
        <p class="tools">
            <button type="button" id="copy-table" class="button is-small" on:click=copy>
                {words::copy_table(language)}
            </button>
            <span role="status" class="hint">{move || said.get()}</span>
        </p>
        {charts}
    }
    .into_view()
}

impl Sheet {
    /// The columns: what they are called, which group of the dimension across, and what is in them.
    fn columns(&self) -> impl Iterator<Item = (String, Option<&str>, &IndicatorTable)> {
        let whole = words::total(self.names.language).to_owned();
        let whole = (whole, None, &self.cross.whole);
        let columns = self.cross.columns.iter().map(|(group, table)| {
            let name = self.names.group(&self.across, group);
            (name, Some(group.as_str()), table)
        });
        std::iter::once(whole).chain(columns)
    }

    fn headings(&self, order: RwSignal<Option<usize>>) -> View {
        let columns = self.columns().enumerate().map(|(place, (name, ..))| {
            let is_by = move || order.get() == Some(place);
            let press = move |_| {
                order.update(|order| *order = (*order != Some(place)).then_some(place));
            };
            view! {
                <th
                    scope="col"
                    class="is-number"
                    aria-sort=move || if is_by() { "descending" } else { "none" }
                >
                    <button type="button" class="sorting" on:click=press>{name}</button>
                </th>
            }
        });
        view! {
            <tr>
                <th scope="col">{self.names.words(&self.down.name)}</th>
                {columns.collect_view()}
            </tr>
        }
        .into_view()
    }

    /// The groups down: by falling figure of a column, else in their own order.
    fn ordered(&self, by: Option<usize>) -> Vec<&str> {
        let rows = rows(&self.cross.whole)
            .iter()
            .map(|(group, _)| group.as_str());
        let mut groups: Vec<&str> = rows.collect();
        if let Some((.., table)) = by.and_then(|place| self.columns().nth(place)) {
            let value = |group: &str| {
                let value = cell(table, Some(group)).and_then(number);
                value.unwrap_or(f64::NEG_INFINITY)
            };
            groups.sort_by(|a, b| value(b).total_cmp(&value(a)));
        }
        groups
    }

    /// A row; that of all groups where none is meant.
    fn row(&self, group: Option<&str>) -> View {
        let code = &self.indicator.code;
        let cells = self.columns().map(|(_, column, table)| {
            let found = cell(table, group)?;
            // The responses of a cell are those of the row, of a part that is the column.
            let mut shown = self.shown.clone();
            shown
                .only
                .extend(column.map(|own| (self.across.id.clone(), own.to_owned())));
            let name = [code, ":", group.unwrap_or("*"), ":", column.unwrap_or("*")].concat();
            let group = group.map(|group| (self.down.id.as_str(), group));
            Some(figure(
                &self.indicator,
                found,
                name,
                Some(address(code, &shown, group)),
            ))
        });
        let cells = cells.map(|cell| view! { <td class="is-number">{cell}</td> });
        view! {
            <tr>
                <th scope="row">{self.name(group)}</th>
                {cells.collect_view()}
            </tr>
        }
        .into_view()
    }

    fn name(&self, group: Option<&str>) -> String {
        match group {
            Some(group) => self.names.group(&self.down, group),
            None => words::total(self.names.language).to_owned(),
        }
    }

    /// The table as a spreadsheet takes it: cells apart by tabs, numbers with a decimal comma and
    /// nothing else.
    fn as_text(&self, by: Option<usize>) -> String {
        let mut lines = Vec::new();
        let names = self.columns().map(|(name, ..)| name);
        let first = self.names.words(&self.down.name);
        lines.push(std::iter::once(first).chain(names).collect::<Vec<_>>());
        let groups = self.ordered(by).into_iter().map(Some).chain([None]);
        for group in groups {
            let cells = self.columns().map(|(.., table)| {
                let value = cell(table, group).and_then(|cell| cell.value.clone());
                value.unwrap_or_default().replace('.', ",")
            });
            lines.push(std::iter::once(self.name(group)).chain(cells).collect());
        }
        let lines: Vec<String> = lines.iter().map(|line| line.join("\t")).collect();
        lines.join("\n")
    }

    /// Over years: a small chart for each column that has figures.
    fn charts(&self) -> Option<View> {
        if !matches!(self.down.source, DimensionSource::RowKey) {
            return None;
        }
        let language = self.names.language;
        let by = self.names.words(&self.down.name);
        let charts = self.columns().filter_map(|(name, _, table)| {
            let last = rows(table).len().saturating_sub(1);
            let marks = rows(table).iter().enumerate().map(|(place, row)| {
                let mut mark = mark(&self.names, &self.indicator, &self.down, row);
                // There is no room for all texts; the table says them.
                if place != 0 && place != last {
                    mark.text.clear();
                }
                mark
            });
            let marks: Vec<Mark> = marks.collect();
            marks.iter().any(|mark| mark.value.is_some()).then(|| {
                view! {
                    <figure>
                        <figcaption>{name.clone()}</figcaption>
                        {line(words::chart(language, &name, &by), &marks)}
                    </figure>
                }
            })
        });
        Some(view! { <div class="multiples">{charts.collect_view()}</div> }.into_view())
    }
}

/// The rows of a column.
fn rows(table: &IndicatorTable) -> &[(String, Figure)] {
    table.breakdowns.first().map_or(&[], |own| &own.rows)
}

/// The figure of a group down; of all of them where none is meant.
fn cell<'t>(table: &'t IndicatorTable, group: Option<&str>) -> Option<&'t Figure> {
    let Some(group) = group else {
        return Some(&table.total);
    };
    let mut rows = rows(table).iter();
    rows.find(|(own, _)| own == group).map(|(_, figure)| figure)
}
