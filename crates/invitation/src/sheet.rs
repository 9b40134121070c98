//! The sheet: for each unit one page of A4 with slips to be cut out, one for each association.

use chrono::NaiveDate;
use maud::{DOCTYPE, Markup, PreEscaped, html};
use sohoi_text::{Language, short_date};

use crate::Code;
use crate::qr;

mod words;

/// How it looks, for a server that hands it out beside the page.
pub const STYLE: &str = include_str!("sheet.css");

/// How many slips a page can hold without becoming too small to read and to scan.
const MOST: usize = 14;

/// From how many characters on a name stands in smaller letters.
const LONG_NAME: usize = 90;

/// What is printed.
#[derive(Clone, Debug)]
pub struct Sheet<'a> {
    /// What the forms are for, e.g. the short title of the round.
    pub title: &'a str,
    /// Where the app is, e.g. `https://sohoi.example`.
    pub address: &'a str,
    /// The last day on which the codes are good.
    pub last_day: NaiveDate,
    /// A page for each; two or more where it has more slips than a page holds.
    pub places: &'a [Place],
}

/// A unit and those who are invited there.
#[derive(Clone, Debug)]
pub struct Place {
    /// The name of the unit.
    pub name: String,
    /// In the order in which they are printed.
    pub slips: Vec<Slip>,
}

/// What one association gets.
#[derive(Clone, Debug)]
pub struct Slip {
    /// Its name.
    pub name: String,
    /// Its code.
    pub code: Code,
}

/// Where the sheet's style is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style<'a> {
    /// In the file itself, which somebody opens from a folder.
    Inside,
    /// At an address of the server, whose pages have no style inside.
    At {
        /// The address of [`STYLE`].
        style: &'a str,
        /// Where the page leads back to.
        back: &'a str,
    },
}

/// The sheet as a whole HTML document, to be printed on A4.
pub fn sheet(sheet: &Sheet<'_>, style: Style<'_>, language: Language) -> String {
    let document = html! {
        (DOCTYPE)
        html lang=(language.code()) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { (words::title(language)) " · " (sheet.title) }
                @match style {
                    Style::Inside => style { (PreEscaped(STYLE)) },
                    Style::At { style, .. } => link rel="stylesheet" href=(style);,
                }
            }
            body {
                (bar(style, language))
                main {
                    @for place in sheet.places { (pages(sheet, place, language)) }
                }
            }
        }
    };
    document.into_string()
}

/// What is seen on the screen only.
fn bar(style: Style<'_>, language: Language) -> Markup {
    html! {
        header class="bar" {
            p { (words::only_now(language)) }
            @if let Style::At { back, .. } = style {
                a href=(back) { (words::back(language)) }
            }
        }
    }
}

fn pages(sheet: &Sheet<'_>, place: &Place, language: Language) -> Markup {
    let pages = place.slips.len().div_ceil(MOST).max(1);
    // Two half full pages are easier to read than a full one and a rest.
    let on_each = place.slips.len().div_ceil(pages).max(1);
    html! {
        @for slips in place.slips.chunks(on_each) {
            section class="page" {
                header class="head" {
                    h1 { (place.name) }
                    p { (words::title(language)) " · " (sheet.title) }
                    p { (words::keep(language)) }
                }
                div class={ "slips has-" (rows(slips.len())) } {
                    @for slip in slips { (one(sheet, slip, language)) }
                }
            }
        }
    }
}

/// How many rows of two slips a page has: at least as many as make slips that fit into an envelope.
fn rows(slips: usize) -> usize {
    slips.div_ceil(2).clamp(3, MOST / 2)
}

fn one(sheet: &Sheet<'_>, slip: &Slip, language: Language) -> Markup {
    let link = slip.code.link(sheet.address);
    let host = sheet
        .address
        .split_once("://")
        .map_or(sheet.address, |(_, host)| host);
    let is_long = slip.name.chars().count() > LONG_NAME;
    html! {
        article class="slip" data-link=(link) {
            @if let Some(drawing) = qr::drawing(&link) { (drawing) }
            div class="text" {
                h2 class=[is_long.then_some("is-long")] { (slip.name) }
                p class="code" { (slip.code.grouped()) }
                p class="until" { (words::until(language, &short_date(sheet.last_day))) }
                ol {
                    li { (words::open(language, host.trim_end_matches('/'))) }
                    li { (words::fill_in(language)) }
                    li { (words::submit(language)) }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests;
