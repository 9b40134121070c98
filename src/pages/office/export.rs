//! The files to take along: a button that opens what there is, and how far the one chosen is.

mod file;
mod offers;

use std::time::Duration;

use leptos::prelude::*;
use sohoi_stats::Population;
use sohoi_sync::Scope;
use sohoi_text::Language;
use sohoi_text::messages::{export as words, merge as merge_words, portraits, proposals};
use sohoi_worker_office::Failure;

use self::file::{file_name, media_type};
use self::offers::Offer;

use crate::components::icon::{Icon, icon};
use crate::components::progress_bar::progress_bar;
use crate::routes::Route;
use crate::state::desk::Desk;
use crate::state::export::{Making, Outcome, make};
use crate::state::merging::Merging;
use crate::state::work::Work;
use crate::view::{CollectView, IntoView, View, view};

/// How far the file is that was chosen last.
#[derive(Clone, PartialEq)]
enum Stage {
    Nothing,
    Making(usize),
    Made(String),
    Failed(Failure),
}

/// Which files a page offers.
#[derive(Clone)]
pub enum Offered {
    /// Everything that there is.
    Everything,
    /// The named lists, and one of them by itself.
    Lists(Option<String>),
    /// The figures that were added up from files of units below.
    Merged(Merging),
}

/// The button with its list. Files of responses are for those who read the responses of others.
#[inline(never)]
pub fn export_menu(
    desk: Desk,
    work: &Work,
    offered: Offered,
    population: Signal<Population>,
) -> View {
    let language = desk.language.get_untracked();
    let is_open = RwSignal::new(false);
    let stage = RwSignal::new(Stage::Nothing);
    let making = StoredValue::new_local(None::<Making>);
    let is_everything = matches!(offered, Offered::Everything);
    let kept = StoredValue::new_local((work.clone(), offered));
    let begin = move |offer: &Offer| {
        is_open.set(false);
        stage.set(Stage::Making(0));
        let population = population.get_untracked();
        let own = offer.clone();
        let tell = move |outcome| {
            if stage.try_get_untracked().is_none() {
                return;
            }
            if !matches!(outcome, Outcome::Step(_)) {
                // Its memory is not needed any more; it must not end while it speaks.
                set_timeout(move || drop(making.try_set_value(None)), Duration::ZERO);
            }
            match outcome {
                Outcome::Step(percent) => stage.set(Stage::Making(percent)),
                Outcome::Failed(failure) => stage.set(Stage::Failed(failure)),
                Outcome::Made(bytes) => {
                    let name = kept.with_value(|(work, offered)| {
                        let round = work.round().map(|round| round.id.clone());
                        let is_merged = matches!(offered, Offered::Merged(_));
                        let round = round.unwrap_or_default();
                        file_name(language, &round, &own, population, is_merged)
                    });
                    desk.hand_over(&name, media_type(own.what), &bytes);
                    stage.set(Stage::Made(name));
                }
            }
        };
        let begun = kept.with_value(|(work, offered)| match offered {
            Offered::Merged(merging) => merging.make(offer.what, &offer.form, tell),
            _ => make(desk, work, offer.what, &offer.form, population, tell),
        });
        if begun.is_none() {
            stage.set(Stage::Failed(Failure::NotUnderstood));
        }
        making.set_value(begun);
    };
    let lines = move |offers: Vec<Offer>| {
        offers
            .into_iter()
            .map(|offer| {
                let name = match offer.form.as_str() {
                    "" => offer.what.name().to_owned(),
                    form => [offer.what.name(), ":", form].concat(),
                };
                let label = offer.label.clone();
                let choose = move |_| begin(&offer);
                view! {
                    <li>
                        <button type="button" class="button is-wide" data-export=name on:click=choose>{label}</button>
                    </li>
                }
            })
            .collect_view()
    };
    let offers = move || {
        desk.edition.track();
        lines(kept.with_value(|(work, offered)| match offered {
            Offered::Everything => offers::all(language, work),
            Offered::Lists(list) => offers::lists(language, work, list.as_deref()),
            Offered::Merged(_) => offers::figures(language, work),
        }))
    };
    // Few need them, and they would make the list twice as long.
    let for_programs = (is_everything && work.account().role.reads_responses()).then(|| {
        let offers = move || {
            desk.edition.track();
            lines(kept.with_value(|(work, _)| offers::for_programs(language, work)))
        };
        view! {
            <li>
                <details id="export-more">
                    <summary>{words::for_programs(language)}</summary>
                    <ul class="export-list">{offers}</ul>
                </details>
            </li>
        }
    });
    let pages = pages(language, work, is_everything, population);
    let is_making = Memo::new(move |_| stage.with(|stage| matches!(stage, Stage::Making(_))));
    let percent = Signal::derive(move || match stage.get() {
        Stage::Making(percent) => percent,
        _ => 0,
    });
    let bar = move || is_making.get().then(|| progress_bar(percent));
    // Said once for each change, not for every step.
    let said = Memo::new(move |_| stage.with(|stage| said(language, stage)));
    view! {
        <div class="export">
            <button
                type="button"
                id="export"
                class="button is-primary"
                aria-controls="export-list"
                aria-expanded=move || is_open.get().to_string()
                disabled=move || is_making.get()
                on:click=move |_| is_open.update(|is_open| *is_open = !*is_open)
            >
                {icon(Icon::Download)}
                {words::export(language)}
            </button>
            <ul id="export-list" class="export-list" hidden=move || !is_open.get()>{offers}{for_programs}{pages}</ul>
            {bar}
            <p id="export-status" class="hint" role="status">{move || said.get()}</p>
        </div>
    }
    .into_view()
}

/// Whether somebody reads the responses of a unit, and may add those of units below to them.
pub fn adds_up(work: &Work) -> bool {
    let account = work.account();
    account.role.reads_responses() && matches!(account.scope, Scope::Unit(_))
}

/// The pages that are printed or copied instead, where everything is offered to those who read responses.
fn pages(
    language: Language,
    work: &Work,
    is_everything: bool,
    population: Signal<Population>,
) -> Option<View> {
    let round = work.round().filter(|_| is_everything)?;
    if !work.account().role.reads_responses() {
        return None;
    }
    let portraits = round.forms.iter().any(|own| own.has_portrait).then(|| {
        let address = move || {
            let (unit, population) = (None, population.get());
            Route::Portraits { unit, population }.href()
        };
        view! {
            <li><a id="to-portraits" class="button is-wide" href=address>{portraits::print_pages(language)}</a></li>
        }
    });
    let figures = work.figures();
    let proposals = figures.is_some_and(|own| !own.free_texts.is_empty()).then(|| {
        let address = move || Route::Proposals(population.get()).href();
        view! {
            <li><a id="to-proposals" class="button is-wide" href=address>{proposals::open(language)}</a></li>
        }
    });
    let merge = adds_up(work).then(|| {
        view! {
            <li><a id="to-merge" class="button is-wide" href=Route::Merge(None).href()>{merge_words::title(language)}</a></li>
        }
    });
    Some(view! { {portraits} {proposals} {merge} }.into_view())
}

fn said(language: Language, stage: &Stage) -> String {
    match stage {
        Stage::Nothing => String::new(),
        Stage::Making(_) => words::making(language).to_owned(),
        Stage::Made(name) => words::file_made(language, name),
        Stage::Failed(failure) => match failure {
            Failure::NotHere => words::failed_not_here(language),
            Failure::Storage => words::failed_storage(language),
            Failure::TooLarge => words::failed_too_large(language),
            Failure::BrokenRound => words::failed_round(language),
            Failure::NotUnderstood => words::failed(language),
        }
        .to_owned(),
    }
}
