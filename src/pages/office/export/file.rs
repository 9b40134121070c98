//! What a file is called, and its media type.

use sohoi_stats::Population;
use sohoi_text::Language;
use sohoi_text::messages::{
    export as words, lists as list_words, merge as merge_words, report as report_words,
};
use sohoi_worker_office::What;

use super::offers::Offer;
use crate::state::desk::today;

/// `đợt-cái gì-tổng thể-ngày`: what it is can be read before it is opened.
pub(super) fn file_name(
    language: Language,
    round: &str,
    offer: &Offer,
    population: Population,
    is_merged: bool,
) -> String {
    let population = match population {
        Population::Provisional => words::file_provisional(language),
        Population::Approved => words::file_approved(language),
    };
    let day = today().to_string();
    let what = stem(language, offer.what, is_merged);
    let mut parts = vec![round, what, &offer.form, population, &day];
    parts.retain(|part| !part.is_empty());
    let mut name = parts.join("-");
    name.push('.');
    name.push_str(offer.what.extension());
    name
}

/// Its media type, by its extension.
pub(super) fn media_type(what: What) -> &'static str {
    match what.extension() {
        "xlsx" => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "docx" => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "csv" => "text/csv;charset=utf-8",
        "json" => "application/json",
        _ => "text/plain;charset=utf-8",
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
