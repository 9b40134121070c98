//! The table of a question, and what is drawn of it.

use sohoi_form::QuestionType;
use sohoi_stats::{Dimension, DimensionSource, QuestionFigures, QuestionLine, QuestionTable};
use sohoi_text::messages::{question as words, results};

use crate::components::chart::{Mark, bars, line};
use crate::pages::office::figures::Cell;
use crate::pages::office::grid::{Column, Grid, Line, grid};
use crate::pages::office::names::heading;
use crate::pages::office::question::Divided;
use crate::pages::office::question::measure::{Measure, STANDINGS};
use crate::pages::office::question::topic::{Looked, Topic};
use crate::routes::{Figures, Route};
use crate::view::{CollectView, IntoView, View, view};

/// Where more choices are than this, they are not drawn: the table says them.
const DRAWN: usize = 30;

/// Everything there is to see of a question.
pub(super) struct Sheet<'s> {
    pub(super) topic: &'s Topic,
    pub(super) divided: &'s Divided,
    pub(super) table: &'s QuestionTable,
    /// What is drawn, and what stands in the cells where there are two dimensions.
    pub(super) measure: &'s Measure,
}

/// A group of a dimension, or all of them.
type Group<'g> = Option<(&'g Dimension, &'g str)>;

impl Sheet<'_> {
    /// The table with its tools, and the charts.
    pub(super) fn view(&self) -> View {
        let language = self.topic.names.language;
        let (rows, columns) = self.dimensions();
        let own = match (self.topic.looked(), columns) {
            (_, Some(_)) => self.by_two(),
            (Looked::Measured, None) => self.of_numbers(),
            (Looked::Counted | Looked::There, None) => self.of_counts(),
        };
        let charts = match (rows, columns) {
            (Some(rows), None) => Some(self.chart(rows)),
            (Some(rows), Some(_)) => self.multiples(rows),
            (None, _) => self.chart_of_choices(),
        };
        view! {
            {self.notes()}
            {grid(language, own)}
            {charts}
        }
        .into_view()
    }

    fn dimensions(&self) -> (Option<&Dimension>, Option<&Dimension>) {
        let names = &self.topic.names;
        let own = |id: &Option<String>| names.dimension(id.as_deref()?);
        (own(&self.divided.rows), own(&self.divided.columns))
    }

    fn notes(&self) -> View {
        let (names, language) = (&self.topic.names, self.topic.names.language);
        let (rows, columns) = self.dimensions();
        let mut notes: Vec<String> = vec![words::standing_note(language).to_owned()];
        let kind = self.topic.question().kind;
        let looked = self.topic.looked();
        for (is_so, note) in [
            (looked == Looked::Counted, words::share_note(language)),
            (
                kind == QuestionType::SelectMultiple,
                words::several_note(language),
            ),
            (looked == Looked::Measured, words::quartile_note(language)),
            (kind == QuestionType::Text, words::text_note(language)),
            (self.topic.repeat().is_some(), words::row_note(language)),
        ] {
            notes.extend(is_so.then(|| note.to_owned()));
        }
        let own = [rows, columns].into_iter().flatten();
        notes.extend(own.filter_map(|own| Some(names.words(own.note.as_ref()?))));
        view! { <p class="hint">{notes.join(" ")}</p> }.into_view()
    }

    fn grid(&self, first: String, columns: Vec<Column>, rows: Vec<Line>, foot: Vec<Line>) -> Grid {
        Grid {
            id: "pivot",
            name: self.topic.label(),
            caption: heading(self.topic.names.language, self.divided.figures.population).to_owned(),
            first,
            columns,
            rows,
            foot,
        }
    }

    /// Choices, years, or only how replies stand: groups across.
    fn of_counts(&self) -> Grid {
        let language = self.topic.names.language;
        let (dimension, _) = self.dimensions();
        let line = |measure: Measure| {
            let groups = self.groups(dimension).into_iter();
            let cells =
                groups.map(|(group, figures)| Some(self.cell(&measure, figures, group, None)));
            Line {
                name: measure.words(self.topic),
                cells: cells.collect(),
            }
        };
        let counts = self.table.whole.total.counts.iter();
        let rows = counts.map(|(name, _)| line(Measure::Replies(name.clone())));
        let standings = STANDINGS.map(|own| line(Measure::Replies(own.name().to_owned())));
        let columns = self.groups(dimension).into_iter().map(|(group, _)| {
            let name = self.group(group);
            let share = [&name, " (%)"].concat();
            Column {
                copied: vec![name.clone(), share],
                name,
            }
        });
        let first = match self.topic.question().kind {
            QuestionType::Date => words::year(language),
            _ if self.topic.looked() == Looked::There => words::answer(language),
            _ => words::choice(language),
        };
        self.grid(
            first.to_owned(),
            columns.collect(),
            rows.collect(),
            standings.into(),
        )
    }

    /// Numbers: groups down.
    fn of_numbers(&self) -> Grid {
        let names = &self.topic.names;
        let (dimension, _) = self.dimensions();
        let measures = Measure::all(self.topic, &[]);
        let line = |(group, figures): (Group<'_>, &QuestionFigures)| Line {
            name: self.group(group),
            cells: measures
                .iter()
                .map(|measure| Some(self.cell(measure, figures, group, None)))
                .collect(),
        };
        let mut groups = self.groups(dimension).into_iter();
        let foot: Vec<Line> = groups.by_ref().take(1).map(line).collect();
        let first = dimension.map_or_else(String::new, |own| names.words(&own.name));
        let columns = measures.iter().map(|own| Column::of(own.words(self.topic)));
        let foot = if self.is_over_years() {
            Vec::new()
        } else {
            foot
        };
        self.grid(first, columns.collect(), groups.map(line).collect(), foot)
    }

    /// One figure by two dimensions.
    fn by_two(&self) -> Grid {
        let names = &self.topic.names;
        let (rows, columns) = self.dimensions();
        let line = |group: Group<'_>, own: &QuestionLine| {
            let cells = across(own).zip(self.across(columns));
            let cells = cells
                .map(|(figures, column)| Some(self.cell(self.measure, figures, group, column)));
            Line {
                name: self.group(group),
                cells: cells.collect(),
            }
        };
        let headings = self.across(columns).map(|group| {
            let name = self.group(group);
            match self.measure.is_share() {
                true => Column {
                    copied: vec![name.clone(), [&name, " (%)"].concat()],
                    name,
                },
                false => Column::of(name),
            }
        });
        let lines = self.table.rows.iter();
        let lines = lines.map(|(group, own)| line(rows.map(|rows| (rows, group.as_str())), own));
        self.grid(
            rows.map_or_else(String::new, |own| names.words(&own.name)),
            headings.collect(),
            lines.collect(),
            match self.is_over_years() {
                true => Vec::new(),
                false => vec![line(None, &self.table.whole)],
            },
        )
    }

    /// Whether numbers stand under their years: together they mean nothing, the members of all years
    /// are no members.
    fn is_over_years(&self) -> bool {
        let (rows, _) = self.dimensions();
        let is_by_row = rows.is_some_and(|own| matches!(own.source, DimensionSource::RowKey));
        is_by_row && self.topic.looked() == Looked::Measured
    }

    /// All groups together, then each of a dimension, with what is said in it.
    fn groups<'g>(
        &'g self,
        dimension: Option<&'g Dimension>,
    ) -> Vec<(Group<'g>, &'g QuestionFigures)> {
        let all = (None, &self.table.whole.total);
        let rows = self.table.rows.iter();
        let rows = rows.map(|(group, own)| {
            let group = dimension.map(|dimension| (dimension, group.as_str()));
            (group, &own.total)
        });
        std::iter::once(all).chain(rows).collect()
    }

    /// All groups across together, then each.
    fn across<'g>(&'g self, columns: Option<&'g Dimension>) -> impl Iterator<Item = Group<'g>> {
        let own = self.table.columns.iter();
        let own = own.map(move |group| columns.map(|columns| (columns, group.as_str())));
        std::iter::once(None).chain(own)
    }

    fn group(&self, group: Group<'_>) -> String {
        let names = &self.topic.names;
        match group {
            Some((dimension, group)) => names.group(dimension, group),
            None => results::total(names.language).to_owned(),
        }
    }

    fn cell(
        &self,
        measure: &Measure,
        figures: &QuestionFigures,
        row: Group<'_>,
        column: Group<'_>,
    ) -> Cell {
        let of = |group: Group<'_>| group.map_or("*", |(_, group)| group).to_owned();
        let name = [measure.name(), &of(row), &of(column)].join(":");
        // The responses of a cell are those of the row, of a part that is the column.
        let mut own = Figures {
            by: row.map(|(dimension, _)| dimension.id.clone()),
            ..self.divided.figures.clone()
        };
        own.only
            .extend(column.map(|(dimension, group)| (dimension.id.clone(), group.to_owned())));
        let route = Route::Replies {
            asked: self.topic.asked.clone(),
            figures: own,
            group: row.map(|(_, group)| group.to_owned()),
            which: measure.behind(),
            first: 0,
        };
        match self.dimensions() {
            (None, _) => {
                let language = self.topic.names.language;
                measure.wide_cell(language, figures, name, route.href())
            }
            _ => measure.cell(figures, name, route.href()),
        }
    }

    /// The measure by one dimension: a line over years, bars else.
    fn chart(&self, rows: &Dimension) -> View {
        let language = self.topic.names.language;
        let marks = self.table.rows.iter().map(|(group, own)| {
            let name = self.topic.names.group(rows, group);
            self.measure.mark(name, &own.total)
        });
        let marks: Vec<Mark> = marks.collect();
        let name = results::chart(
            language,
            &self.measured(),
            &self.topic.names.words(&rows.name),
        );
        let chart = match rows.source {
            DimensionSource::RowKey => line(name, &marks),
            DimensionSource::Question { .. } => bars(name, &marks),
        };
        view! {
            <figure class="drawn">
                <figcaption>{self.measured()}</figcaption>
                {chart}
            </figure>
        }
        .into_view()
    }

    /// What is drawn.
    fn measured(&self) -> String {
        let words = self.measure.words(self.topic);
        match self.measure.is_share() {
            true => words::share_with(self.topic.names.language, &words),
            false => words,
        }
    }

    /// The choices of all replies together.
    fn chart_of_choices(&self) -> Option<View> {
        let language = self.topic.names.language;
        let figures = &self.table.whole.total;
        if figures.answered == 0 || figures.counts.is_empty() || figures.counts.len() > DRAWN {
            return None;
        }
        let marks = figures.counts.iter().map(|(name, _)| {
            let own = Measure::Replies(name.clone());
            own.mark(self.topic.choice(name), figures)
        });
        let marks: Vec<Mark> = marks.collect();
        let name = results::chart(language, &self.topic.label(), words::choice(language));
        Some(view! { <figure class="drawn">{bars(name, &marks)}</figure> }.into_view())
    }

    /// Over years: a small chart for each group across that has figures.
    fn multiples(&self, rows: &Dimension) -> Option<View> {
        if !matches!(rows.source, DimensionSource::RowKey) {
            return None;
        }
        let language = self.topic.names.language;
        let by = self.topic.names.words(&rows.name);
        let (_, columns) = self.dimensions();
        let charts = self
            .across(columns)
            .enumerate()
            .filter_map(|(place, group)| {
                let name = self.group(group);
                let marks = self.table.rows.iter().filter_map(|(year, own)| {
                    let figures = across(own).nth(place)?;
                    let year = self.topic.names.group(rows, year);
                    Some(self.measure.mark(year, figures))
                });
                let mut marks: Vec<Mark> = marks.collect();
                let last = marks.len().saturating_sub(1);
                // There is no room for all texts; the table says them.
                for (place, mark) in marks.iter_mut().enumerate() {
                    if place != 0 && place != last {
                        mark.text.clear();
                    }
                }
                marks.iter().any(|mark| mark.value.is_some()).then(|| {
                    let label = results::chart(language, &name, &by);
                    view! {
                        <figure>
                            <figcaption>{name}</figcaption>
                            {line(label, &marks)}
                        </figure>
                    }
                })
            });
        Some(
            view! {
                <section class="drawn">
                    <h2>{self.measured()}</h2>
                    <div class="multiples">{charts.collect_view()}</div>
                </section>
            }
            .into_view(),
        )
    }
}

/// The figures of a line: all groups across, then each.
fn across(line: &QuestionLine) -> impl Iterator<Item = &QuestionFigures> {
    std::iter::once(&line.total).chain(&line.cells)
}
