//! What a menu of files offers, by what the round has and the account may read.

use sohoi_sync::Scope;
use sohoi_text::Language;
use sohoi_text::messages::{export as words, lists as list_words, report as report_words};
use sohoi_worker_office::What;

use crate::state::answer;
use crate::state::work::Work;

/// A file that can be chosen.
#[derive(Clone)]
pub(super) struct Offer {
    pub(super) what: What,
    /// The form it is of, where it is of one.
    pub(super) form: String,
    pub(super) label: String,
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
pub(super) fn figures(language: Language, work: &Work) -> Vec<Offer> {
    let mut offers = vec![
        plain(What::FiguresWorkbook, words::figures_workbook(language)),
        plain(What::FiguresCsv, words::figures_csv(language)),
    ];
    offers.extend(reports(language, work));
    offers
}

/// The report in every layout in which somebody reports for the unit.
fn reports(language: Language, work: &Work) -> Vec<Offer> {
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
pub(super) fn all(language: Language, work: &Work) -> Vec<Offer> {
    let mut offers = figures(language, work);
    let figures = work.figures();
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
    offers.extend(lists(language, work, None));
    offers
}

/// What other programs read, for those who read responses: by codes, and the scripts of statistics packages.
pub(super) fn for_programs(language: Language, work: &Work) -> Vec<Offer> {
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
pub(super) fn lists(language: Language, work: &Work, list: Option<&str>) -> Vec<Offer> {
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
