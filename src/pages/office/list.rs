//! One named list: who is on it by unit, the answers that say why, and what to do next.

mod lines;

use std::rc::Rc;

use leptos::prelude::*;
use sohoi_text::format_integer;
use sohoi_text::messages::lists as words;
use sohoi_worker_stats::Lists;

use crate::extent::{Part, rows_around};
use crate::pages::office::list::lines::{Line, Lines, Writer};
use crate::pages::office::names::Names;
use crate::pages::office::roll::{Roll, roll};
use crate::platform::printing;
use crate::state::desk::Desk;
use crate::state::work::Work;
use crate::view::{IntoView, View, view};

/// The id of the heading of the page.
pub const TITLE: &str = "list-title";

/// The list at a place of the round. `first` is the row that is seen first, from 0; `address_of` is that of the
/// page with a row first.
pub fn list(
    desk: Desk,
    names: Names,
    place: usize,
    lists: RwSignal<Option<Rc<Lists>>, LocalStorage>,
    work: &Work,
    first: RwSignal<u32>,
    address_of: impl Fn(u32) -> String + Clone + 'static,
) -> View {
    let language = names.language;
    let own = &names.figures.lists[place];
    let note = own.note.as_ref().map(|note| {
        view! { <p class="hint">{names.words(note)}</p> }
    });
    let steps: Vec<String> = own
        .common_steps()
        .map(|step| names.words(&step.text))
        .collect();
    let steps = (!steps.is_empty()).then(|| {
        let label = [words::next(language), ": "].concat();
        view! { <p class="list-next"><strong>{label}</strong>{steps.join(" ")}</p> }
    });
    let caption = names.words(&own.name);
    let has_answers = own.answers().is_some();
    let writer = Rc::new(Writer::new(names, place, work));
    let lines = RwSignal::new_local(None::<Rc<Lines>>);
    Effect::new({
        let (writer, work) = (Rc::clone(&writer), work.clone());
        move |_| {
            desk.edition.track();
            lines.set(lists.get().map(|lists| Rc::new(writer.lines(lists, &work))));
        }
    });
    // The table stands while its rows come and go.
    let counts = Memo::new(move |_| {
        lists.with(|lists| {
            let lists = lists.as_ref()?;
            Some((lists.rows.len(), lists.counted))
        })
    });
    let rows = move || {
        let (count, counted) = counts.get()?;
        if count == 0 {
            let nobody = match has_answers {
                true if counted == 0 => words::no_forms(language),
                _ => words::nobody(language),
            };
            return Some(view! { <p class="empty" role="status">{nobody}</p> }.into_view());
        }
        let told = words::on_list(language, &format_integer(count as i64));
        let table = table(&writer, lines, &caption, first, address_of.clone());
        let all = view! {
            <p class="list-count" role="status">{told}</p>
            {table}
        };
        Some(all.into_view())
    };
    view! {
        {note}
        {steps}
        {rows}
    }
    .into_view()
}

fn table(
    writer: &Rc<Writer>,
    lines: RwSignal<Option<Rc<Lines>>, LocalStorage>,
    caption: &str,
    first: RwSignal<u32>,
    address_of: impl Fn(u32) -> String + 'static,
) -> View {
    let names = writer.headings().iter().cloned();
    let headings: Vec<View> = names
        .map(|heading| view! { <th scope="col" role="columnheader">{heading}</th> }.into_view())
        .collect();
    let table = Roll {
        class: "list",
        labelled_by: TITLE,
        caption: caption.to_owned(),
        columns: headings.len() as u32,
        head: view! { <tr role="row">{headings}</tr> }.into_view(),
    };
    // On paper all of it stands.
    let is_printing = printing::is_printing();
    let part = {
        let writer = Rc::clone(writer);
        move || {
            let lines = lines.get()?;
            let (from, count) = if is_printing.get() {
                (0, u32::MAX)
            } else {
                rows_around(first.get())
            };
            Some(Part {
                all: lines.count(),
                from,
                rows: writer.written(&lines, from, count),
            })
        }
    };
    let writer = Rc::clone(writer);
    let row = move |line: &Line| match line {
        Line::Unit { unit, title } => {
            let across = writer.headings().len().to_string();
            view! {
                <tr role="row" class="list-unit" data-unit=unit.clone()>
                    <th scope="rowgroup" role="rowheader" colspan=across>{title.clone()}</th>
                </tr>
            }
        }
        Line::Subject {
            subject,
            name,
            unit,
            address,
            cells,
        } => {
            let name = match address {
                Some(address) => view! { <a href=address.clone()>{name.clone()}</a> }.into_view(),
                None => name.clone().into_view(),
            };
            let unit = unit
                .clone()
                .map(|unit| view! { <span class="note">{unit}</span> });
            let headings = writer.headings().iter().skip(1);
            let cells: Vec<View> = headings
                .zip(cells)
                .map(|(heading, cell)| self::cell(heading, cell))
                .collect();
            view! {
                <tr role="row" data-subject=subject.clone()>
                    <th scope="row" role="rowheader">{name}{unit}</th>
                    {cells}
                </tr>
            }
        }
    };
    roll(table, first, part, row, address_of)
}

fn cell(heading: &str, cell: &lines::Cell) -> View {
    let text = cell.text.clone().into_view();
    let text = match &cell.call {
        // A telephone dials it at a press.
        Some(number) => view! { <a href=["tel:", number].concat()>{text}</a> }.into_view(),
        None => text,
    };
    view! { <td role="cell" data-label=heading.to_owned()>{text}</td> }.into_view()
}
