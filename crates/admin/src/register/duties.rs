//! What associations owe by a day, by unit.

use maud::{Markup, html};
use sohoi_text::Language;
use sohoi_text::messages::duties as words;

use super::list::{pages, unit_choices};
use super::{Unit, address, number};
use crate::field::{Choice, Field, hidden};
use crate::frame::{Frame, page};
use crate::table::{Cell, Table};

/// The page.
#[derive(Clone, Debug)]
pub struct DutiesPage {
    /// The id of the round.
    pub round: String,
    /// The id of the unit looked at, with those below it; empty for all.
    pub unit: String,
    /// The units to choose from.
    pub units: Vec<Unit>,
    /// What can be looked at: its word in addresses, its name, and how much there is of it.
    pub within: Vec<(&'static str, &'static str, usize)>,
    /// The word of what is looked at.
    pub chosen: &'static str,
    /// What is owed on this page, by unit.
    pub owed: Vec<(String, Vec<Owes>)>,
    /// How much was found.
    pub found: usize,
    /// Which page this is, from 1, and how many there are.
    pub page: (usize, usize),
    /// Whether days are known, so that there is a calendar file.
    pub has_days: bool,
    /// Whether the round names duties at all.
    pub has_rules: bool,
}

/// That an association owes something.
#[derive(Clone, Debug)]
pub struct Owes {
    /// Its code.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its unit by name.
    pub unit: String,
    /// What it owes.
    pub duty: String,
    /// By when; empty where it is not known.
    pub due: String,
    /// How long that is, in words.
    pub left: String,
    /// Whether the day is past.
    pub is_overdue: bool,
}

/// The duties.
pub fn duties(frame: &Frame, shown: &DutiesPage) -> String {
    let language = frame.language;
    let here = [("within", shown.chosen), ("unit", &*shown.unit)];
    page(
        frame,
        &html! {
            p class="lead" { (words::explained(language)) }
            p class="buttons" {
                @if shown.has_days && shown.found > 0 {
                    a class="button" href=(address("/duties.ics", &shown.round, &here)) {
                        (words::calendar(language))
                    }
                }
                a class="button" href=(address("", &shown.round, &[])) {
                    (language.pick("Về danh sách", "Back to the list"))
                }
            }
            @if shown.has_rules {
                (search(shown, language))
                p class="hint" id="found" {
                    @if shown.has_days { (words::count(language, shown.found)) }
                    @else { (words::associations(language, shown.found)) }
                }
                @if shown.found == 0 {
                    p class="empty" {
                        @if shown.has_days { (words::nothing(language)) }
                        @else { (words::nothing_unknown(language)) }
                    }
                }
                @for (unit, owed) in &shown.owed { (of_unit(shown, unit, owed, language)) }
                (pages(shown.page, |at| {
                    let at = at.to_string();
                    let more = [here[0], here[1], ("page", &*at)];
                    address("/duties", &shown.round, &more)
                }, language))
            } @else { p class="empty" { (words::no_duties(language)) } }
        },
    )
}

fn search(shown: &DutiesPage, language: Language) -> Markup {
    let named: Vec<String> = shown
        .within
        .iter()
        .map(|(_, name, count)| format!("{name} ({})", number(*count, language)))
        .collect();
    let within: Vec<Choice<'_>> = shown
        .within
        .iter()
        .zip(&named)
        .map(|((word, ..), name)| Choice {
            value: word,
            label: name,
            hint: "",
        })
        .collect();
    let names: Vec<String> = shown.units.iter().map(Unit::indented).collect();
    let units = unit_choices(&shown.units, &names, language);
    let field = |name, label, value| Field {
        name,
        label,
        value,
        ..Field::default()
    };
    html! {
        form method="get" action="/admin/register/duties" class="filter-form" role="search" {
            (hidden("round", &shown.round))
            (field("within", words::due(language), shown.chosen).list(&within))
            (field("unit", language.pick("Đơn vị", "Unit"), &shown.unit).list(&units))
            p class="buttons" {
                button class="button" type="submit" { (language.pick("Xem", "Show")) }
            }
        }
    }
}

fn of_unit(shown: &DutiesPage, unit: &str, owed: &[Owes], language: Language) -> Markup {
    let row = |own: &Owes| {
        let way = address("/line", &shown.round, &[("id", &own.id)]);
        let left = match own.is_overdue {
            true => Cell::of(html! { strong class="is-whole" { (own.left) } }),
            false => Cell::text(&own.left),
        };
        vec![
            Cell::link(&way, &own.name),
            Cell::text(&own.unit),
            Cell::text(&own.duty),
            Cell::code(&own.due),
            left,
        ]
    };
    let table = Table {
        caption: unit,
        headings: &[
            words::name(language),
            language.pick("Đơn vị", "Unit"),
            words::duty(language),
            words::due(language),
            words::left(language),
        ],
        rows: owed.iter().map(row).collect(),
        empty: "",
    };
    html! {
        h2 { (unit) }
        (table.markup())
    }
}
