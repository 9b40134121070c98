//! What associations owe by a day outside of the round: by unit and by day, computed on this device.

mod lines;

use std::rc::Rc;

use leptos::prelude::*;
use sohoi_register::duties::Within;
use sohoi_text::messages::duties as words;
use sohoi_text::{Language, format_integer};

use crate::components::icon::{Icon, icon};
use crate::components::notice::{Tone, notice};
use crate::extent::{Part, rows_around};
use crate::pages::office::board::on_basis;
use crate::pages::office::duties::lines::{Line, Lines};
use crate::pages::office::names::Names;
use crate::pages::office::roll::{Roll, roll};
use crate::platform::{address, files, printing};
use crate::routes::Route;
use crate::state::desk::{Desk, today};
use crate::state::work::Work;
use crate::view::{CollectView, Element, IntoView, View, view};

/// The id of the heading of the page.
const TITLE: &str = "duties-title";

/// The page.
#[inline(never)]
pub fn duties(desk: Desk, work: Work, route: RwSignal<Route>) -> View {
    let first = route.with_untracked(|route| match route {
        Route::Duties { first, .. } => *first,
        _ => 0,
    });
    // That of another page changes nothing here.
    let within = Memo::new(move |before: Option<&Within>| {
        route.with(|route| match route {
            Route::Duties { within, .. } => *within,
            _ => before.copied().unwrap_or_default(),
        })
    });
    let is_asked_for = StoredValue::new(false);
    on_basis(desk, work, move |work| {
        let language = desk.language.get_untracked();
        let content = match Names::of(work, language) {
            Some(names) if names.figures.duties.is_empty() => {
                notice(Tone::Quiet, words::no_duties(language))
            }
            Some(names) => body(desk, names, work, within, first),
            None => {
                // Asked for once: what comes is shown by itself.
                if !is_asked_for.get_value() {
                    is_asked_for.set_value(true);
                    work.fetch_documents();
                }
                notice(Tone::Quiet, words::not_here(language))
            }
        };
        view! {
            <h1 id=TITLE>{words::title(language)}</h1>
            {content}
        }
        .into_view()
    })
}

fn body(desk: Desk, names: Names, work: &Work, within: Memo<Within>, first: u32) -> View {
    let language = names.language;
    let known = RwSignal::new_local(None::<Rc<Lines>>);
    let kept = StoredValue::new_local((names, work.clone()));
    Effect::new(move |_| {
        desk.edition.track();
        let lines = kept.with_value(|(names, work)| Lines::of(names, work, today()));
        known.set(Some(Rc::new(lines)));
    });
    let count = move |within| known.with(|lines| lines.as_ref().map_or(0, |own| own.count(within)));
    let unknown = move || {
        known.with(|lines| {
            let lines = lines.as_ref()?;
            let count = lines.count(Within::Unknown);
            (count > 0).then(|| {
                let told = words::unknown_count(language, count, &lines.unknown_duties());
                view! { <p class="notice is-attention" id="duties-unknown">{told}</p> }
            })
        })
    };
    let save = move |_| {
        known.with_untracked(|lines| {
            if let Some(lines) = lines {
                let file = lines.calendar(within.get_untracked());
                let name = [words::file_name(language), ".ics"].concat();
                files::download(&name, "text/calendar", file.as_bytes());
            }
        });
    };
    let has_none = move || matches!(within.get(), Within::Unknown) || count(within.get()) == 0;
    let first = RwSignal::new(first);
    // The table stands while its rows come and go; another filter begins at its top.
    let shown = Memo::new(move |_| (within.get(), count(within.get()) > 0));
    let list = move || {
        let (within, has_rows) = shown.get();
        if !has_rows {
            let nothing = match within {
                Within::Unknown => words::nothing_unknown(language),
                _ => words::nothing(language),
            };
            return view! { <p class="empty" role="status">{nothing}</p> }.into_view();
        }
        table(language, known, within, first)
    };
    let choose = move |within| {
        first.set(0);
        address::go(&Route::Duties { within, first: 0 }.href());
    };
    view! {
        <p class="hint">{words::explained(language)}</p>
        {unknown}
        <div class="filters" role="group" aria-label=words::filter(language)>
            {filters(language, within, count, choose)}
        </div>
        <p class="buttons">
            <button type="button" id="calendar" class="button" disabled=has_none on:click=save>
                {icon(Icon::Download)} {words::calendar(language)}
            </button>
        </p>
        {list}
    }
    .into_view()
}

fn filters(
    language: Language,
    chosen: Memo<Within>,
    count: impl Fn(Within) -> usize + Copy + 'static,
    choose: impl Fn(Within) + Copy + 'static,
) -> View {
    let chips = Within::ALL.map(|within| {
        let name = words::within(language, within.word());
        view! {
            <button
                type="button"
                class="chip"
                data-within=within.word()
                aria-pressed=move || (chosen.get() == within).to_string()
                on:click=move |_| choose(within)
            >
                {name}" "{move || format_integer(count(within) as i64)}
            </button>
        }
    });
    chips.into_iter().collect_view()
}

fn table(
    language: Language,
    known: RwSignal<Option<Rc<Lines>>, LocalStorage>,
    within: Within,
    first: RwSignal<u32>,
) -> View {
    let headings = [
        words::name(language),
        words::duty(language),
        words::due(language),
        words::left(language),
    ];
    let cells = headings
        .map(|heading| view! { <th scope="col" role="columnheader">{heading}</th> })
        .into_iter()
        .collect_view();
    let table = Roll {
        class: "list is-duties",
        labelled_by: TITLE,
        caption: words::title(language).to_owned(),
        columns: headings.len() as u32,
        head: view! { <tr role="row">{cells}</tr> }.into_view(),
    };
    // On paper all of it stands.
    let is_printing = printing::is_printing();
    let part = move || {
        let (from, count) = if is_printing.get() {
            (0, u32::MAX)
        } else {
            rows_around(first.get())
        };
        known.with(|lines| {
            let lines = lines.as_ref()?;
            let order = lines.order(within);
            Some(Part {
                all: u32::try_from(order.len()).unwrap_or(u32::MAX),
                from,
                rows: lines.written(&order, from, count),
            })
        })
    };
    let row = move |line: &Line| self::row(headings, line);
    let address_of = move |first| Route::Duties { within, first }.href();
    roll(table, first, part, row, address_of)
}

fn row(headings: [&'static str; 4], line: &Line) -> Element {
    match line {
        Line::Unit { unit, title } => view! {
            <tr role="row" class="list-unit" data-unit=unit.clone()>
                <th scope="rowgroup" role="rowheader" colspan="4">{title.clone()}</th>
            </tr>
        },
        Line::Duty {
            subject,
            rule,
            name,
            unit,
            cells: [duty, due, left],
            is_overdue,
        } => {
            let [_, of_duty, of_due, of_left] = headings;
            let unit = unit
                .clone()
                .map(|unit| view! { <span class="note">{unit}</span> });
            let mark = is_overdue.then(|| icon(Icon::Warning));
            view! {
                <tr
                    role="row"
                    class=is_overdue.then_some("is-overdue")
                    data-subject=subject.clone()
                    data-duty=rule.clone()
                >
                    <th scope="row" role="rowheader">{name.clone()}{unit}</th>
                    <td role="cell" data-label=of_duty>{duty.clone()}</td>
                    <td role="cell" data-label=of_due>{due.clone()}</td>
                    <td role="cell" data-label=of_left><span class="time-left">{mark}{left.clone()}</span></td>
                </tr>
            }
        }
    }
}
