//! One named list: who is on it by unit, the answers that say why, and what to do next.

use std::rc::Rc;
use std::sync::Arc;

use leptos::prelude::*;
use litemap::LiteMap;
use sohoi_form::Engine;
use sohoi_round::{Column, NamedList, Place, UnitGroup, answer_text, by_unit, heading};
use sohoi_sync::{Scope, State, SubjectLine};
use sohoi_text::messages::{lists as words, work as work_words};
use sohoi_text::{Language, format_integer};
use sohoi_worker_stats::{ListRow, Lists};

use crate::pages::office::names::Names;
use crate::routes::Route;
use crate::state::desk::Desk;
use crate::state::work::Work;
use crate::view::{CollectView, IntoView, View, view};

/// The list at a place of the round.
pub fn list(
    desk: Desk,
    names: Names,
    place: usize,
    lists: RwSignal<Option<Rc<Lists>>, LocalStorage>,
    work: &Work,
) -> View {
    let own = &names.figures.lists[place];
    let note = own.note.as_ref().map(|note| {
        view! { <p class="hint">{names.words(note)}</p> }
    });
    let steps: Vec<String> = own
        .common_steps()
        .map(|step| names.words(&step.text))
        .collect();
    let steps = (!steps.is_empty()).then(|| {
        let label = [words::next(names.language), ": "].concat();
        view! { <p class="list-next"><strong>{label}</strong>{steps.join(" ")}</p> }
    });
    let kept = StoredValue::new_local((names, work.clone()));
    let rows = move || {
        desk.edition.track();
        let lists = lists.get()?;
        kept.with_value(|(names, work)| Some(rows(names, place, &lists, work)))
    };
    view! {
        {note}
        {steps}
        {rows}
    }
    .into_view()
}

/// Everything that the rows of a list are written from.
struct Writer<'a> {
    names: &'a Names,
    list: &'a NamedList,
    columns: &'a [Column],
    headings: Vec<String>,
    engine: Option<Arc<Engine>>,
    /// Of those who have no response that counts: the one that is furthest.
    begun: LiteMap<String, (String, State)>,
}

fn rows(names: &Names, place: usize, lists: &Lists, work: &Work) -> View {
    let language = names.language;
    let list = &names.figures.lists[place];
    let count = words::on_list(language, &format_integer(lists.rows.len() as i64));
    if lists.rows.is_empty() {
        let nobody = match list.answers() {
            Some(_) if lists.counted == 0 => words::no_forms(language),
            _ => words::nobody(language),
        };
        return view! { <p class="empty" role="status">{nobody}</p> }.into_view();
    }
    let subjects: Vec<Option<SubjectLine>> = lists
        .rows
        .iter()
        .map(|row| work.subject(&row.subject))
        .collect();
    let places: Vec<Place<'_>> = lists
        .rows
        .iter()
        .zip(&subjects)
        .map(|(row, subject)| Place {
            unit: subject.as_ref().map_or("", |own| &own.unit),
            name: subject.as_ref().map_or("", |own| &own.name),
            id: &row.subject,
        })
        .collect();
    let root = match work.account().scope {
        Scope::Unit(unit) => Some(unit),
        Scope::Subject(_) => None,
    };
    let groups = by_unit(&names.round.units, root.as_deref(), &places);
    let writer = Writer::new(names, list, work);
    let bodies = groups
        .iter()
        .map(|group| writer.group(group, &lists.rows, &places));
    let bodies = bodies.collect_view();
    view! {
        <p class="list-count" role="status">{count}</p>
        <table class="list" role="table" aria-label=names.words(&list.name)>
            {writer.head()}
            {bodies}
        </table>
    }
    .into_view()
}

impl<'a> Writer<'a> {
    fn new(names: &'a Names, list: &'a NamedList, work: &Work) -> Self {
        let language = names.language;
        let answers = list.answers();
        let version = answers.and_then(|answers| names.round.form(&answers.form));
        let engine = version.and_then(|version| work.engine(&version.hash));
        let columns = answers.map_or(&[][..], |answers| &answers.columns);
        let form = engine.as_ref().map(|engine| engine.form());
        let headings = form.map_or_else(Vec::new, |form| {
            let measures = &names.round.measures;
            let columns = columns.iter();
            columns
                .map(|column| heading(form, measures, column, language))
                .collect()
        });
        let mut begun = LiteMap::new();
        if answers.is_none() {
            for line in work.lines() {
                let furthest = line.responses.into_iter().max_by_key(|own| own.state);
                if let Some(response) = furthest {
                    begun.insert(line.subject.id.clone(), (response.id, response.state));
                }
            }
        }
        Self {
            names,
            list,
            columns,
            headings,
            engine,
            begun,
        }
    }

    fn has_phone(&self) -> bool {
        let answers = self.list.answers();
        answers.is_some_and(|answers| answers.phone.is_some())
    }

    /// The headings behind that of the name.
    fn all_headings(&self) -> Vec<String> {
        let language = self.names.language;
        let mut headings = self.headings.clone();
        if self.has_phone() {
            headings.push(words::phone(language).to_owned());
        }
        if self.list.answers().is_none() {
            headings.push(words::form(language).to_owned());
        }
        if self.list.has_own_steps() {
            headings.push(words::next(language).to_owned());
        }
        headings
    }

    fn head(&self) -> View {
        let headings = self.all_headings().into_iter().map(|heading| {
            view! { <th scope="col" role="columnheader">{heading}</th> }
        });
        view! {
            <thead role="rowgroup">
                <tr role="row">
                    <th scope="col" role="columnheader">{words::name(self.names.language)}</th>
                    {headings.collect_view()}
                </tr>
            </thead>
        }
        .into_view()
    }

    /// A unit with its rows.
    fn group(&self, group: &UnitGroup, rows: &[ListRow], places: &[Place<'_>]) -> View {
        let title = [
            &self.names.unit(&group.unit),
            " (",
            &format_integer(group.rows.len() as i64),
            ")",
        ]
        .concat();
        let across = (self.all_headings().len() + 1).to_string();
        let lines = group.rows.iter().map(|row| {
            let (row, place) = (&rows[*row], &places[*row]);
            self.row(row, place, place.unit != group.unit)
        });
        view! {
            <tbody role="rowgroup" data-unit=group.unit.clone()>
                <tr role="row" class="list-unit">
                    <th scope="rowgroup" role="rowheader" colspan=across>{title}</th>
                </tr>
                {lines.collect_view()}
            </tbody>
        }
        .into_view()
    }

    fn row(&self, row: &ListRow, place: &Place<'_>, is_below: bool) -> View {
        let names = self.names;
        let begun = self.begun.get(&row.subject);
        let response = row.response.as_ref();
        let response = response.or_else(|| begun.map(|(id, _)| id));
        let name = match place.name {
            "" => row.subject.clone(),
            name => name.to_owned(),
        };
        let name = match response {
            Some(id) => {
                let route = Route::Response {
                    id: id.clone(),
                    section: None,
                    at: None,
                };
                view! { <a href=route.href()>{name}</a> }.into_view()
            }
            None => name.into_view(),
        };
        let unit = is_below.then(|| {
            let unit = names.unit(place.unit);
            view! { <span class="note">{unit}</span> }
        });
        let mut texts = self.answers(row);
        if self.list.answers().is_none() {
            texts.push(standing(names.language, begun.map(|(_, state)| *state)).to_owned());
        }
        let mut cells: Vec<View> = texts.into_iter().map(IntoView::into_view).collect();
        if self.has_phone() {
            cells.insert(self.columns.len(), phone(&row.phone));
        }
        if self.list.has_own_steps() {
            let steps = row.steps.iter();
            let steps = steps.filter_map(|step| self.list.next.get(*step as usize));
            let steps: Vec<String> = steps.map(|step| names.words(&step.text)).collect();
            cells.push(steps.join(" ").into_view());
        }
        let cells = cells.into_iter().zip(self.all_headings());
        let cells = cells.map(|(cell, heading)| {
            view! { <td role="cell" data-label=heading>{cell}</td> }
        });
        view! {
            <tr role="row" data-subject=row.subject.clone()>
                <th scope="row" role="rowheader">{name}{unit}</th>
                {cells.collect_view()}
            </tr>
        }
        .into_view()
    }

    fn answers(&self, row: &ListRow) -> Vec<String> {
        let form = self.engine.as_ref().map(|engine| engine.form());
        let cells = self.columns.iter().zip(&row.cells);
        cells
            .map(|(column, stored)| match form {
                Some(form) => answer_text(form, column, stored, self.names.language),
                None => stored.clone(),
            })
            .collect()
    }
}

/// A number to call, which a telephone dials at a press.
fn phone(number: &str) -> View {
    let digits: String = number
        .chars()
        .filter(|letter| letter.is_ascii_digit() || *letter == '+')
        .collect();
    if digits.is_empty() {
        return number.to_owned().into_view();
    }
    let address = ["tel:", &digits].concat();
    view! { <a href=address>{number.to_owned()}</a> }.into_view()
}

/// How far the form is of somebody who has none that counts.
fn standing(language: Language, state: Option<State>) -> &'static str {
    match state {
        None => work_words::not_started(language),
        Some(State::Draft) => work_words::draft(language),
        Some(State::Returned) => work_words::returned(language),
        Some(State::Submitted) => words::submitted(language),
        Some(State::Checked | State::Approved | State::Locked) => words::checked(language),
    }
}
