//! The responses behind a figure, each with what it gives and the way to the answer.

use std::rc::Rc;

use leptos::prelude::*;
use sohoi_stats::Indicator;
use sohoi_text::messages::results as words;
use sohoi_text::{Language, format_decimal, format_integer};
use sohoi_worker_stats::{Behind, Row, Share};

use crate::extent::Part;
use crate::pages::office::indicator::Asked;
use crate::pages::office::names::{Names, heading};
use crate::pages::office::roll::{Roll, roll};
use crate::routes::{Figures, Route};
use crate::state::work::Work;
use crate::view::{Element, IntoView, View, view};

/// A list of responses as it is read.
#[derive(Clone, Copy)]
pub struct List {
    /// The row that is seen first, from 0.
    pub first: RwSignal<u32>,
    /// The rows that are here.
    pub rows: RwSignal<Option<Rc<Behind>>, LocalStorage>,
}

/// The list.
pub fn behind(
    names: &Names,
    indicator: &Indicator,
    asked: Memo<Asked>,
    list: List,
    work: &Work,
) -> View {
    let language = names.language;
    let rows = list.rows;
    let kept = StoredValue::new_local((names.clone(), indicator.clone(), work.clone()));
    let within = move || {
        kept.with_value(|(names, indicator, _)| asked.with(|asked| within(names, indicator, asked)))
    };
    // The table stands while its rows come and go.
    let shown = Memo::new(move |_| {
        rows.with(|behind| Some((behind.as_ref()?.all > 0, behind.as_ref()?.population)))
    });
    let shown_list = move || {
        let (has_rows, population) = shown.get()?;
        if !has_rows {
            let nothing = words::nothing_behind(language);
            return Some(view! { <p class="hint">{nothing}</p> }.into_view());
        }
        let table = kept.with_value(|(names, indicator, work)| {
            let caption = heading(names.language, population);
            table(names, indicator, work, asked, list, caption)
        });
        Some(table)
    };
    let count = move || {
        rows.get()
            .map(|behind| words::from_forms(language, &format_integer(behind.all.into())))
    };
    view! {
        <section id="behind">
            <h2 id="behind-heading" tabindex="-1">{words::behind(language)}</h2>
            <p role="status">{count}</p>
            {within}
            {shown_list}
        </section>
    }
    .into_view()
}

/// Of which group the responses are, and the way to all of them.
fn within(names: &Names, indicator: &Indicator, asked: &Asked) -> Option<View> {
    let (by, group) = asked.within.as_ref()?;
    let dimension = names.dimension(by)?;
    let only = words::only_group(
        names.language,
        &names.words(&dimension.name),
        &names.group(dimension, group),
    );
    let all = address(indicator, &asked.figures, None, 0);
    let within = view! {
        <p>{only}" "<a href=all>{words::all_groups(names.language)}</a></p>
    };
    Some(within.into_view())
}

fn address(
    indicator: &Indicator,
    figures: &Figures,
    within: Option<&(String, String)>,
    first: u32,
) -> String {
    let route = Route::Indicator {
        code: indicator.code.clone(),
        figures: Figures {
            by: within.map(|(by, _)| by.clone()),
            ..figures.clone()
        },
        group: within.map(|(_, group)| group.clone()),
        first,
    };
    route.href()
}

fn table(
    names: &Names,
    indicator: &Indicator,
    work: &Work,
    asked: Memo<Asked>,
    list: List,
    caption: &str,
) -> View {
    let language = names.language;
    let has_b = indicator.b.is_some();
    let value = if has_b {
        words::numerator(language)
    } else {
        words::value(language)
    };
    let second = has_b.then(|| {
        view! { <th scope="col" class="is-number">{words::denominator(language)}</th> }
    });
    let head = view! {
        <tr>
            <th scope="col">{words::subject(language)}</th>
            <th scope="col">{words::place(language)}</th>
            <th scope="col" class="is-number">{value}</th>
            {second}
        </tr>
    };
    let table = Roll {
        class: "figures",
        labelled_by: "behind-heading",
        caption: caption.to_owned(),
        head: head.into_view(),
        columns: if has_b { 4 } else { 3 },
    };
    let part = move || {
        let behind = list.rows.get()?;
        Some(Part {
            all: behind.all,
            from: behind.from,
            rows: behind.rows.clone(),
        })
    };
    let (own, work) = (names.clone(), work.clone());
    let line = move |row: &Row| line(&own, &work, row, has_b);
    let indicator = indicator.clone();
    let address = move |first| {
        asked.with_untracked(|asked| {
            let within = asked.within.as_ref();
            address(&indicator, &asked.figures, within, first)
        })
    };
    roll(table, list.first, part, line, address)
}

fn line(names: &Names, work: &Work, row: &Row, has_b: bool) -> Element {
    let subject = work.subject(&row.subject);
    let name = subject
        .as_ref()
        .map_or_else(|| row.subject.clone(), |own| own.name.clone());
    let unit = subject.map(|own| names.unit(&own.unit));
    let whole = answer(&row.response, row.a.as_ref().or(row.b.as_ref()));
    let second = has_b.then(|| cell(names.language, &row.response, row.b.as_ref()));
    view! {
        <tr data-response=row.response.clone()>
            <th scope="row"><a href=whole>{name}</a></th>
            <td>{unit}</td>
            {cell(names.language, &row.response, row.a.as_ref())}
            {second}
        </tr>
    }
}

/// What a response gives to a term; it leads to the answer.
fn cell(language: Language, response: &str, share: Option<&Share>) -> View {
    let Some(share) = share else {
        return view! { <td class="is-number is-muted">{words::not_counted(language)}</td> }
            .into_view();
    };
    let values: Vec<String> = share
        .values
        .iter()
        .map(|value| format_decimal(value))
        .collect();
    view! {
        <td class="is-number">
            <a class="figure" href=answer(response, Some(share))>{values.join("; ")}</a>
        </td>
    }
    .into_view()
}

/// The address of the answer that a share is read from, else of the response.
fn answer(response: &str, share: Option<&Share>) -> String {
    let route = Route::Response {
        id: response.to_owned(),
        section: share.and_then(|share| share.section.clone()),
        at: share.and_then(|share| share.section.as_ref().and(share.at.clone())),
    };
    route.href()
}
