//! Tables of lists: with headings on wide screens, a card a row on narrow ones.

use maud::{Markup, html};

/// A list as a table. The first cell of a row names it.
pub struct Table<'t> {
    /// What it lists, for readers.
    pub caption: &'t str,
    /// The headings.
    pub headings: &'t [&'t str],
    /// The rows, each with as many cells as there are headings.
    pub rows: Vec<Vec<Cell>>,
    /// What is said where there is no row.
    pub empty: &'t str,
}

/// A cell.
pub struct Cell {
    content: Markup,
    is_number: bool,
}

impl Cell {
    /// A text.
    pub fn text(text: impl AsRef<str>) -> Self {
        Self::of(html! { (text.as_ref()) })
    }

    /// A code or a day, which stays on one line.
    pub fn code(text: impl AsRef<str>) -> Self {
        Self::of(html! { span class="is-whole" { (text.as_ref()) } })
    }

    /// A number, aligned to the right.
    pub fn number(text: impl AsRef<str>) -> Self {
        Self {
            is_number: true,
            ..Self::text(text)
        }
    }

    /// A way to somewhere.
    pub fn link(address: &str, text: impl AsRef<str>) -> Self {
        Self::of(html! { a href=(address) { (text.as_ref()) } })
    }

    /// Anything.
    pub fn of(content: Markup) -> Self {
        Self {
            content,
            is_number: false,
        }
    }
}

impl Table<'_> {
    /// The table, or the sentence where there is nothing in it.
    pub fn markup(&self) -> Markup {
        if self.rows.is_empty() {
            return html! { p class="empty" { (self.empty) } };
        }
        // A narrow screen shows rows as cards, and a table shown as anything else is none for
        // readers unless it says so.
        html! {
            table class="list" role="table" {
                caption class="visually-hidden" { (self.caption) }
                thead role="rowgroup" {
                    tr role="row" {
                        @for heading in self.headings {
                            th scope="col" role="columnheader" { (heading) }
                        }
                    }
                }
                tbody role="rowgroup" {
                    @for row in &self.rows { (self.row(row)) }
                }
            }
        }
    }

    fn row(&self, row: &[Cell]) -> Markup {
        let mut cells = self.headings.iter().zip(row);
        let first = cells.next();
        html! {
            tr role="row" {
                @if let Some((_, cell)) = first {
                    th scope="row" role="rowheader" { (cell.content) }
                }
                @for (heading, cell) in cells {
                    td role="cell" data-label=(heading) class=[cell.is_number.then_some("is-number")] {
                        (cell.content)
                    }
                }
            }
        }
    }
}
