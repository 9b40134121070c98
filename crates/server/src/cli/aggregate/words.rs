//! What merged figures were added up from, in words.

use sohoi_aggregate::{Merged, Source};
use sohoi_export::MadeOf;
use sohoi_round::Round;
use sohoi_text::messages::export as words;
use sohoi_text::{Language, format_integer};

use super::super::export::place;

/// What goes into the files of figures.
pub(super) fn made_of(round: &Round, merged: &Merged, language: Language) -> MadeOf {
    let files = merged.sources.iter().filter(|own| own.file.is_some());
    let unsigned = files.clone().filter(|own| own.is_unsigned()).count();
    MadeOf {
        short: words::added_up(language, files.count(), unsigned),
        parts: merged
            .sources
            .iter()
            .map(|source| part(round, source, language))
            .collect(),
    }
}

/// One part: its unit, its file, its forms, its progress, its signature.
fn part(round: &Round, source: &Source, language: Language) -> String {
    let name = |unit: &str| place(round, Some(unit), language);
    let count = |number: u64| format_integer(i64::try_from(number).unwrap_or(i64::MAX));
    let share = source.progress;
    let progress = format!("{}/{}", count(share.counted), count(share.lines));
    let mut signed = match (&source.file, &source.fingerprint) {
        (_, Some(fingerprint)) => words::signed_by(language, fingerprint),
        (Some(_), None) => words::not_signed(language).to_owned(),
        (None, None) => String::new(),
    };
    if !source.unsigned.is_empty() {
        let units: Vec<String> = source.unsigned.iter().map(|unit| name(unit)).collect();
        signed = format!(
            "{signed} ({})",
            words::not_signed_inside(language, &units.join(", "))
        );
    }
    if source.is_open {
        signed = format!("{signed}, {}", words::not_sealed(language));
    }
    let what = match &source.file {
        Some(file) => file.as_str(),
        None => words::own_responses(language),
    };
    let forms = count(source.responses);
    let text = words::part(
        language,
        [&name(&source.unit), what, &forms, &progress, &signed],
    );
    text.trim_end_matches(", ").to_owned()
}
