//! A table of figures that is ordered by a press on a heading and copied into a spreadsheet.

use std::rc::Rc;

use leptos::prelude::*;
use leptos::task::spawn_local;
use sohoi_text::Language;
use sohoi_text::messages::results as words;

use crate::pages::office::figures::Cell;
use crate::platform::clipboard;
use crate::view::{CollectView, IntoView, View, view};

/// Everything there is to see of a table.
pub struct Grid {
    /// The id of the table.
    pub id: &'static str,
    /// What it is, for those who do not see it.
    pub name: String,
    /// What stands above it.
    pub caption: String,
    /// The heading of the names of rows.
    pub first: String,
    /// The headings of the columns: what is read, and what is copied where a cell has several parts.
    pub columns: Vec<Column>,
    /// Ordered by a column where somebody wants so.
    pub rows: Vec<Line>,
    /// Below all rows, in their own order.
    pub foot: Vec<Line>,
}

/// A column.
pub struct Column {
    /// Its heading.
    pub name: String,
    /// What a spreadsheet is told instead, a heading for each part of its cells.
    pub copied: Vec<String>,
}

/// A row.
pub struct Line {
    /// Its name.
    pub name: String,
    /// A cell for each column, where there is a figure.
    pub cells: Vec<Option<Cell>>,
}

impl Column {
    /// A column whose cells have one part.
    pub fn of(name: String) -> Self {
        Self {
            copied: vec![name.clone()],
            name,
        }
    }
}

/// The table with its tools.
pub fn grid(language: Language, grid: Grid) -> View {
    let grid = Rc::new(grid);
    // The column that rows are ordered by.
    let order = RwSignal::new(None::<usize>);
    let said = RwSignal::new("");
    let copied = Rc::clone(&grid);
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
    let hint = (grid.rows.len() > 1).then(|| {
        view! { <p class="hint">{words::sort_hint(language)}</p> }
    });
    let (name, id, caption) = (grid.name.clone(), grid.id, grid.caption.clone());
    let headings = grid.headings(order);
    let foot = grid.foot.iter().map(line).collect_view();
    let rows = move || {
        let rows = grid.ordered(order.get()).into_iter();
        rows.map(line).collect_view()
    };
    view! {
        {hint}
        <div class="scroller" role="region" tabindex="0" aria-label=name>
            <table class="figures is-summed" id=id>
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
    }
    .into_view()
}

impl Grid {
    fn headings(&self, order: RwSignal<Option<usize>>) -> View {
        let is_orderable = self.rows.len() > 1;
        let columns = self.columns.iter().enumerate().map(|(place, column)| {
            let name = column.name.clone();
            if !is_orderable {
                return view! { <th scope="col" class="is-number">{name}</th> }.into_view();
            }
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
            .into_view()
        });
        view! {
            <tr>
                <th scope="col">{self.first.clone()}</th>
                {columns.collect_view()}
            </tr>
        }
        .into_view()
    }

    /// The rows: by falling figure of a column, else in their own order.
    fn ordered(&self, by: Option<usize>) -> Vec<&Line> {
        let mut rows: Vec<&Line> = self.rows.iter().collect();
        if let Some(place) = by {
            let value = |line: &Line| {
                let cell = line.cells.get(place).and_then(Option::as_ref);
                let value = cell.and_then(|cell| cell.plain.as_deref()?.parse().ok());
                value.unwrap_or(f64::NEG_INFINITY)
            };
            rows.sort_by(|a, b| value(b).total_cmp(&value(a)));
        }
        rows
    }

    /// The table as a spreadsheet takes it: cells apart by tabs, numbers with a decimal comma and
    /// nothing else.
    fn as_text(&self, by: Option<usize>) -> String {
        let headings = self.columns.iter().flat_map(|column| &column.copied);
        let headings = std::iter::once(&self.first).chain(headings);
        let mut lines = vec![headings.map(|name| as_cell(name)).collect::<Vec<_>>()];
        for row in self.ordered(by).into_iter().chain(&self.foot) {
            let mut line = vec![as_cell(&row.name)];
            for (column, cell) in self.columns.iter().zip(&row.cells) {
                let parts = cell.as_ref().map_or_else(Vec::new, Cell::copied);
                let parts = parts.into_iter().map(|part| part.replace('.', ","));
                let width = line.len() + column.copied.len();
                line.extend(parts.take(column.copied.len()));
                line.resize(width, String::new());
            }
            lines.push(line);
        }
        let lines = lines.iter().map(|line| line.join("\t"));
        lines.collect::<Vec<_>>().join("\n")
    }
}

/// A text as a cell that is pasted: it begins no other cell, and runs as no formula.
fn as_cell(text: &str) -> String {
    let clean = text.replace(['\t', '\n', '\r'], " ");
    match clean.starts_with(['=', '+', '-', '@', '"']) {
        true => ["'", &clean].concat(),
        false => clean,
    }
}

fn line(line: &Line) -> View {
    let cells = line.cells.iter();
    let cells = cells.map(|cell| {
        let cell = cell.as_ref().map(Cell::drawn);
        view! { <td class="is-number">{cell}</td> }
    });
    view! {
        <tr>
            <th scope="row">{line.name.clone()}</th>
            {cells.collect_view()}
        </tr>
    }
    .into_view()
}
