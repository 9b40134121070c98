//! The figures that files make together, as the results page shows figures. What they are made of is not
//! here, so they lead nowhere.

use std::rc::Rc;

use leptos::prelude::*;
use sohoi_text::format_integer;
use sohoi_text::messages::{export as export_words, merge as words, results as result_words};
use sohoi_worker_office::MergedTold;
use sohoi_worker_stats::Figures as Made;

use crate::components::notice::{Tone, notice};
use crate::pages::office::board::{Board, lead};
use crate::pages::office::breakdown::breakdown_choice;
use crate::pages::office::export::{Offered, export_menu};
use crate::pages::office::names::Names;
use crate::pages::office::overview::{headlines, progress};
use crate::pages::office::results::source;
use crate::pages::office::tables::{caution, tables};
use crate::platform::address;
use crate::routes::{Figures, Route};
use crate::state::desk::Desk;
use crate::state::merging::{Merging, Pile};
use crate::state::work::Work;
use crate::view::{IntoView, View, view};

/// The part of the page with the figures; nothing while there are none.
pub(super) fn figures(
    desk: Desk,
    work: &Work,
    names: &Names,
    merging: &Merging,
    pile: RwSignal<Pile>,
    by: Memo<Option<String>>,
) -> View {
    let kept = StoredValue::new_local((work.clone(), names.clone(), merging.clone()));
    let content = move || {
        pile.with(|pile| {
            let merged = pile.stage.told()?.merged.as_ref()?;
            Some(kept.with_value(|(work, names, merging)| {
                of_files(desk, work, names, merging, merged, by)
            }))
        })
    };
    content.into_view()
}

fn of_files(
    desk: Desk,
    work: &Work,
    names: &Names,
    merging: &Merging,
    merged: &MergedTold,
    by: Memo<Option<String>>,
) -> View {
    let language = names.language;
    let board = Board::of(Some(names)).without_responses();
    let made = Rc::new(Made {
        number: 0,
        population: merged.population,
        counted: merged.responses,
        progress: merged.progress.clone(),
        retyped: Vec::new(),
        tables: merged.tables.clone(),
        is_whole: true,
    });
    let population = merged.population;
    let (showing, made) = (board.clone(), StoredValue::new_local(made));
    Effect::new(move |_| {
        let asked = Figures {
            by: by.get(),
            ..Figures::of(population)
        };
        made.with_value(|made| showing.show(made, &asked));
    });
    let go = |by| address::go(&Route::Merge(by).href());
    let mut made_of = merged.made_of.clone();
    if let Some(own) = merged.own {
        made_of += " ";
        made_of += &words::with_own(language, &format_integer(own.into()));
    }
    let unsigned = merged
        .is_unsigned
        .then(|| notice(Tone::Attention, words::unsigned_figures(language)));
    let left_out = (merged.left_out > 0).then(|| {
        let count = format_integer(merged.left_out.into());
        notice(Tone::Attention, export_words::left_out(language, &count))
    });
    let files = Offered::Merged(merging.clone());
    view! {
        <div id="merged" data-population=population.name()>
            <h2>{[words::figures(language), ": ", &place(work, names)].concat()}</h2>
            {lead(language, &board, Some(names))}
            <p class="hint" id="merged-of">{made_of}</p>
            {unsigned}
            {left_out}
            <div class="controls">
                {breakdown_choice(names, by.into(), go)}
                {export_menu(desk, work, files, Signal::stored(population))}
            </div>
            {headlines(names, &board)}
            {progress(names, &board)}
            <section id="themes">
                <h2>{result_words::themes(language)}</h2>
                <p class="hint">{result_words::no_denominator(language)}</p>
                {caution(names, &board)}
                {tables(names, &board)}
                {source(names, &board)}
            </section>
        </div>
    }
    .into_view()
}

/// The unit that it is added up for.
fn place(work: &Work, names: &Names) -> String {
    match work.account().scope {
        sohoi_sync::Scope::Unit(unit) => names.unit(&unit),
        sohoi_sync::Scope::Subject(subject) => subject,
    }
}
