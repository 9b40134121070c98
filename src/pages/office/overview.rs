//! What stands first: the headline figures, and how much of the register is collected.

use leptos::prelude::*;
use sohoi_stats::Indicator;
use sohoi_text::messages::results as words;
use sohoi_text::{format_integer, percentage};

use crate::components::notice::{Tone, notice};
use crate::components::progress_bar::progress_bar;
use crate::pages::office::board::Board;
use crate::pages::office::figures::{figure, number};
use crate::pages::office::names::Names;
use crate::pages::office::tables::address;
use crate::pages::office::worst::change;
use crate::routes::Figures;
use crate::view::{CollectView, IntoView, View, view};

/// The indicators that the round puts first.
pub fn headlines(names: &Names, board: &Board) -> View {
    let all = names.figures.indicators.iter();
    let tiles = all.filter(|own| own.headline).map(|indicator| {
        let unit = names.unit_of(indicator);
        view! {
            <li>
                <p class="headline-figure">{total(board, indicator)}</p>
                <p class="headline-name">{names.words(&indicator.name)}</p>
                <p class="hint">{unit}</p>
                {change(names, board, indicator)}
            </li>
        }
    });
    view! {
        <section id="headlines">
            <h2>{words::headline(names.language)}</h2>
            <ul class="headlines">{tiles.collect_view()}</ul>
        </section>
    }
    .into_view()
}

/// The figure of an indicator over all responses, as it is now.
pub fn total(board: &Board, indicator: &Indicator) -> View {
    let table = board.line(&indicator.code);
    let (shown, leads_on) = (board.shown, board.has_responses);
    let own = StoredValue::new_local(indicator.clone());
    let total = move || {
        let shown = shown.get();
        table?.with(|table| {
            let table = table.as_ref()?;
            own.with_value(|indicator| {
                let address = leads_on.then(|| address(&indicator.code, &shown, None));
                let name = indicator.code.clone();
                Some(figure(indicator, &table.total, name, address))
            })
        })
    };
    total.into_view()
}

/// Two different things side by side, each under its own name: how much of the register is
/// collected, and what the authorities' own numbers say is covered.
pub fn progress(names: &Names, board: &Board) -> View {
    let language = names.language;
    let (kept, shares) = (StoredValue::new_local(names.clone()), board.progress);
    let board_shown = board.shown;
    let kinds = move || {
        shares.with(|shares| {
            kept.with_value(|names| {
                shares
                    .iter()
                    .map(|(kind, share)| line(names, kind, *share))
                    .collect_view()
            })
        })
    };
    let coverage = names
        .indicator(&names.figures.coverage_indicator)
        .map(|indicator| {
            view! {
                <div class="measure-box">
                    <h3>{words::coverage(language)}</h3>
                    <p class="hint">{words::coverage_explained(language)}</p>
                    <p class="headline-figure">{total(board, indicator)}</p>
                    {exceeds(names, board, indicator)}
                </div>
            }
        });
    // No register tells how much of a part is collected.
    let of_part = move || {
        let is_part = board_shown.with(Figures::is_of_part);
        is_part.then(|| view! { <p class="hint">{words::no_progress_of_part(language)}</p> })
    };
    view! {
        <section class="two-measures">
            <div class="measure-box">
                <h3>{words::register_progress(language)}</h3>
                <p class="hint">{words::register_explained(language)}</p>
                {of_part}
                <ul class="bars">{kinds}</ul>
            </div>
            {coverage}
        </section>
    }
    .into_view()
}

/// A word where the responses are more than the authorities count: one of the two is wrong.
fn exceeds(names: &Names, board: &Board, indicator: &Indicator) -> View {
    let (language, table) = (names.language, board.table(&indicator.code));
    let is_above = move || {
        let value = table?.with(|table| number(&table.as_ref()?.total))?;
        (value > 100.0).then_some(value)
    };
    (move || {
        let sentence = words::more_than_counted(language);
        is_above().map(|_| notice(Tone::Attention, sentence))
    })
    .into_view()
}

fn line(names: &Names, kind: &str, (counted, lines): (u32, u32)) -> View {
    let own = names.round.subject_kinds.iter().find(|own| own.id == kind);
    let name = own.map_or_else(|| kind.to_owned(), |own| names.words(&own.name));
    let percent = counted as usize * 100 / lines.max(1) as usize;
    view! {
        <li>
            <span>{name}</span>
            {progress_bar(Signal::stored(percent))}
            <span class="is-number">{share(counted, lines)}</span>
        </li>
    }
    .into_view()
}

/// `92,8 % · 1.104/1.190`, by whole tenths of a percent rounded half up.
fn share(counted: u32, lines: u32) -> String {
    let parts = [format_integer(counted.into()), format_integer(lines.into())].join("/");
    if lines == 0 {
        return parts;
    }
    let (counted, lines) = (u64::from(counted), u64::from(lines));
    let tenths = (counted * 2000 + lines) / (lines * 2);
    let percent = percentage(&[(tenths / 10).to_string(), (tenths % 10).to_string()].join("."));
    [percent, parts].join(" · ")
}
