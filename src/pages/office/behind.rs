//! The responses behind a figure, each with what it gives and the way to the answer.

use std::rc::Rc;

use leptos::prelude::*;
use sohoi_stats::Indicator;
use sohoi_text::messages::results as words;
use sohoi_text::{Language, format_decimal, format_integer};
use sohoi_worker_stats::{Behind, Row, Share};

use crate::pages::office::indicator::Asked;
use crate::pages::office::names::{Names, heading};
use crate::routes::{Figures, Route};
use crate::state::work::Work;
use crate::view::{CollectView, IntoView, View, view};

/// How many responses stand on a page of the list.
pub const MOST: u32 = 50;

/// The list, page by page.
pub fn behind(
    names: &Names,
    indicator: &Indicator,
    asked: Memo<Asked>,
    listed: RwSignal<Option<Rc<Behind>>, LocalStorage>,
    work: &Work,
) -> View {
    let language = names.language;
    let kept = StoredValue::new_local((names.clone(), indicator.clone(), work.clone()));
    let within = move || {
        kept.with_value(|(names, indicator, _)| asked.with(|asked| within(names, indicator, asked)))
    };
    let list = move || {
        let behind = listed.get()?;
        kept.with_value(|(names, indicator, work)| {
            let asked = asked.get_untracked();
            Some(list(names, indicator, work, &asked, &behind))
        })
    };
    let count = move || {
        listed
            .get()
            .map(|behind| words::from_forms(language, &format_integer(behind.all.into())))
    };
    view! {
        <section id="behind">
            <h2 id="behind-heading" tabindex="-1">{words::behind(language)}</h2>
            <p role="status">{count}</p>
            {within}
            {list}
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
    page: u32,
) -> String {
    let route = Route::Indicator {
        code: indicator.code.clone(),
        figures: Figures {
            by: within.map(|(by, _)| by.clone()),
            ..figures.clone()
        },
        group: within.map(|(_, group)| group.clone()),
        page,
    };
    route.href()
}

fn list(names: &Names, indicator: &Indicator, work: &Work, asked: &Asked, behind: &Behind) -> View {
    let language = names.language;
    if behind.all == 0 {
        return view! { <p class="hint">{words::nothing_behind(language)}</p> }.into_view();
    }
    let has_b = indicator.b.is_some();
    let first = if has_b {
        words::numerator(language)
    } else {
        words::value(language)
    };
    let second = has_b.then(|| {
        view! { <th scope="col" class="is-number">{words::denominator(language)}</th> }
    });
    let rows = behind.rows.iter().map(|row| line(names, work, row, has_b));
    let address = |page| address(indicator, &asked.figures, asked.within.as_ref(), page);
    view! {
        <div class="scroller" role="region" tabindex="0" aria-labelledby="behind-heading">
            <table class="figures" id="responses">
                <caption>{heading(language, behind.population)}</caption>
                <thead>
                    <tr>
                        <th scope="col">{words::subject(language)}</th>
                        <th scope="col">{words::place(language)}</th>
                        <th scope="col" class="is-number">{first}</th>
                        {second}
                    </tr>
                </thead>
                <tbody>{rows.collect_view()}</tbody>
            </table>
        </div>
        {pager(language, asked.page, behind.all, &address)}
    }
    .into_view()
}

fn line(names: &Names, work: &Work, row: &Row, has_b: bool) -> View {
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
    .into_view()
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

/// The way to the other pages of a list of so many; `address` is that of a page.
pub fn pager(
    language: Language,
    page: u32,
    all: u32,
    address: &dyn Fn(u32) -> String,
) -> Option<View> {
    let pages = all.div_ceil(MOST);
    if pages < 2 {
        return None;
    }
    let before = page.checked_sub(1).map(|page| {
        view! { <a class="button" id="previous-page" href=address(page)>{words::previous_page(language)}</a> }
    });
    let next = (page + 1 < pages).then(|| {
        view! { <a class="button" id="next-page" href=address(page + 1)>{words::next_page(language)}</a> }
    });
    let standing = words::page_of(
        language,
        &format_integer((page + 1).into()),
        &format_integer(pages.into()),
    );
    let pager = view! {
        <nav class="pager" aria-label=words::pages(language)>
            {before}
            <span>{standing}</span>
            {next}
        </nav>
    };
    Some(pager.into_view())
}
