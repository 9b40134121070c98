//! The files to take along: a button that opens what there is, and how far the one chosen is.

use std::time::Duration;

use leptos::prelude::*;
use sohoi_stats::Population;
use sohoi_sync::Scope;
use sohoi_text::Language;
use sohoi_text::messages::{
    export as words, lists as list_words, merge as merge_words, portraits, proposals,
    report as report_words,
};
use sohoi_worker_office::{Failure, What};

use crate::components::icon::{Icon, icon};
use crate::components::progress_bar::progress_bar;
use crate::routes::Route;
use crate::state::answer;
use crate::state::desk::{Desk, today};
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

/// A file that can be chosen.
#[derive(Clone)]
struct Offer {
    what: What,
    /// The form it is of, where it is of one.
    form: String,
    label: String,
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
                        let stem = stem(language, own.what, is_merged);
                        file_name(language, &round.unwrap_or_default(), stem, &own, population)
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
            Offered::Everything => offers(language, work),
            Offered::Lists(list) => list_offers(language, work, list.as_deref()),
            Offered::Merged(_) => figure_offers(language, work),
        }))
    };
    // Few need them, and they would make the list twice as long.
    let for_programs = (is_everything && work.account().role.reads_responses()).then(|| {
        let offers = move || {
            desk.edition.track();
            lines(kept.with_value(|(work, _)| program_offers(language, work)))
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

fn offer(what: What, form: &str, label: String) -> Offer {
    Offer {
        what,
        form: form.to_owned(),
        label,
    }
}

fn plain(what: What, label: &str) -> Offer {
    offer(what, "", label.to_owned())
}

/// The files of figures, unsuppressed.
fn figure_offers(language: Language, work: &Work) -> Vec<Offer> {
    let mut offers = vec![
        plain(What::FiguresWorkbook, words::figures_workbook(language)),
        plain(What::FiguresCsv, words::figures_csv(language)),
    ];
    offers.extend(report_offers(language, work));
    offers
}

/// The report in every layout in which somebody reports for the unit.
fn report_offers(language: Language, work: &Work) -> Vec<Offer> {
    let figures = work.figures();
    let mut offers = Vec::new();
    let report = figures.as_ref().and_then(|figures| figures.report.as_ref());
    if let (Some(report), Scope::Unit(unit)) = (report, work.account().scope) {
        for layout in &report.layouts {
            if report.issuer(layout, &unit).is_some() {
                let name = answer::words(language, &layout.name);
                let label = report_words::offer(language, &name);
                offers.push(offer(What::Report, &layout.id, label));
            }
        }
    }
    offers
}

/// What this account may take along.
fn offers(language: Language, work: &Work) -> Vec<Offer> {
    let figures = work.figures();
    let mut offers = figure_offers(language, work);
    if figures
        .as_ref()
        .is_some_and(|own| own.publication.is_some())
    {
        let label = words::published_workbook(language);
        // Beside the others of its kind, before the report.
        offers.insert(2, plain(What::PublishedWorkbook, label));
    }
    if !work.account().role.reads_responses() {
        return offers;
    }
    offers.push(plain(
        What::ResponsesWorkbook,
        words::responses_workbook(language),
    ));
    for (id, title) in forms(language, work) {
        let label = words::responses_wide(language, &title);
        offers.push(offer(What::ResponsesWide, &id, label));
    }
    offers.push(plain(What::ResponsesLong, words::responses_long(language)));
    offers.push(plain(What::Dictionary, words::dictionary_csv(language)));
    if figures.is_some_and(|own| !own.free_texts.is_empty()) {
        let label = words::proposals_workbook(language);
        offers.push(plain(What::ProposalsWorkbook, label));
    }
    offers.extend(list_offers(language, work, None));
    offers
}

/// What other programs read, for those who read responses: by codes, and the scripts of statistics packages.
fn program_offers(language: Language, work: &Work) -> Vec<Offer> {
    let mut offers = vec![plain(What::FiguresJson, words::figures_json(language))];
    for (id, title) in forms(language, work) {
        let label = words::responses_json(language, &title);
        offers.push(offer(What::ResponsesJson, &id, label));
        for (what, program) in [(What::ResponsesSps, "SPSS"), (What::ResponsesR, "R")] {
            let label = words::syntax_file(language, program, &id, &title);
            offers.push(offer(what, &id, label));
        }
    }
    offers.push(plain(What::AnswersJson, words::answers_json(language)));
    let dictionary = words::dictionary_json(language);
    offers.push(plain(What::DictionaryJson, dictionary));
    offers
}

/// The forms of the round: the id of each, and its title.
fn forms(language: Language, work: &Work) -> Vec<(String, String)> {
    let round = work.round();
    let versions = round.iter().flat_map(|round| &round.forms);
    let forms = versions.map(|version| {
        let engine = work.engine(&version.hash);
        let title = engine.map_or_else(
            || version.id.clone(),
            |engine| answer::words(language, &engine.form().title),
        );
        (version.id.clone(), title)
    });
    forms.collect()
}

/// All named lists as a workbook, and one of them as CSV.
fn list_offers(language: Language, work: &Work, list: Option<&str>) -> Vec<Offer> {
    let figures = work.figures();
    let lists = figures.as_ref().map(|figures| figures.lists.as_slice());
    let lists = lists.unwrap_or_default();
    let mut offers = Vec::new();
    if !lists.is_empty() {
        offers.push(Offer {
            what: What::ListsWorkbook,
            form: String::new(),
            label: list_words::workbook(language).to_owned(),
        });
    }
    if let Some(own) = lists.iter().find(|own| Some(own.id.as_str()) == list) {
        offers.push(Offer {
            what: What::ListCsv,
            form: own.id.clone(),
            label: list_words::csv(language, &answer::words(language, &own.name)),
        });
    }
    offers
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

/// What a file is, as its name says it.
fn stem(language: Language, what: What, is_merged: bool) -> &'static str {
    match what {
        What::FiguresWorkbook | What::FiguresCsv if is_merged => merge_words::file_name(language),
        What::FiguresWorkbook | What::FiguresCsv | What::FiguresJson => {
            words::file_figures(language)
        }
        What::PublishedWorkbook => words::file_published(language),
        What::Proposals | What::ProposalsWorkbook => words::file_proposals(language),
        What::Report => report_words::file_name(language),
        What::ResponsesWorkbook => words::file_responses(language),
        // A script is called like the file that it reads.
        What::ResponsesWide | What::ResponsesJson | What::ResponsesSps | What::ResponsesR => {
            words::file_wide(language)
        }
        What::ResponsesLong | What::AnswersJson => words::file_long(language),
        What::Dictionary | What::DictionaryJson => words::file_dictionary(language),
        What::ListsWorkbook | What::ListCsv => list_words::file_name(language),
    }
}

/// `đợt-cái gì-tổng thể-ngày`: what it is can be read before it is opened.
fn file_name(
    language: Language,
    round: &str,
    what: &str,
    offer: &Offer,
    population: Population,
) -> String {
    let population = match population {
        Population::Provisional => words::file_provisional(language),
        Population::Approved => words::file_approved(language),
    };
    let day = today().to_string();
    let mut parts = vec![round, what, &offer.form, population, &day];
    parts.retain(|part| !part.is_empty());
    let mut name = parts.join("-");
    name.push('.');
    name.push_str(offer.what.extension());
    name
}

fn media_type(what: What) -> &'static str {
    match what.extension() {
        "xlsx" => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "docx" => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "csv" => "text/csv;charset=utf-8",
        "json" => "application/json",
        _ => "text/plain;charset=utf-8",
    }
}
