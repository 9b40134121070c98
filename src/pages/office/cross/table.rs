//! The table of an indicator by two dimensions, and over years a small chart for each column.

use sohoi_stats::{Dimension, DimensionSource, Figure, Indicator, IndicatorTable};
use sohoi_text::messages::{question, results as words};
use sohoi_worker_stats::Cross;

use crate::components::chart::{Mark, line};
use crate::pages::office::figures::{Cell, mark, quartile_note};
use crate::pages::office::grid::{Column, Grid, Line, grid};
use crate::pages::office::names::{Names, heading};
use crate::pages::office::tables::address;
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
    let note = [&sheet.down, &sheet.across].into_iter();
    let note = note.filter_map(|own| own.note.as_ref());
    let note = note.map(|note| view! { <p class="hint">{names.words(note)}</p> });
    let note = note.collect_view();
    let groups = rows(&sheet.cross.whole).iter();
    let column = |name: String| Column {
        copied: match indicator.is_median() {
            true => [question::lower(language), question::upper(language), ""]
                .map(|part| [&name, " ", part].concat().trim_end().to_owned())
                .to_vec(),
            false => vec![name.clone()],
        },
        name,
    };
    let grid_of = Grid {
        id: "cross",
        name: words::to_cross(language).to_owned(),
        caption: heading(language, shown.population).to_owned(),
        first: names.words(&sheet.down.name),
        columns: sheet.columns().map(|(name, ..)| column(name)).collect(),
        rows: groups.map(|(group, _)| sheet.line(Some(group))).collect(),
        foot: vec![sheet.line(None)],
    };
    view! {
        {note}
        {quartile_note(language, indicator)}
        {grid(language, grid_of)}
        {sheet.charts()}
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

    /// A row; that of all groups where none is meant.
    fn line(&self, group: Option<&str>) -> Line {
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
            let address = address(code, &shown, group);
            Some(Cell::of(&self.indicator, found, name, Some(address)))
        });
        Line {
            name: self.name(group),
            cells: cells.collect(),
        }
    }

    fn name(&self, group: Option<&str>) -> String {
        match group {
            Some(group) => self.names.group(&self.down, group),
            None => words::total(self.names.language).to_owned(),
        }
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
