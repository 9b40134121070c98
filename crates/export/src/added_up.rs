//! What merged figures were added up from, in words.

use sohoi_aggregate::{Merged, Share, Source};
use sohoi_round::Round;
use sohoi_stats::RegisterProgress;
use sohoi_text::messages::export as words;
use sohoi_text::{Language, format_integer};

use crate::MadeOf;

/// What goes into the files of merged figures.
pub fn made_of(round: &Round, merged: &Merged, language: Language) -> MadeOf {
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

/// All parts together: how many responses, of how many lines of the register.
pub fn all_together(merged: &Merged, progress: &RegisterProgress, language: Language) -> String {
    let shares = progress.kinds.iter().map(|kind| kind.total);
    let share = shares.fold(Share::default(), |sum, kind| Share {
        counted: sum.counted + kind.counted as u64,
        lines: sum.lines + kind.lines as u64,
    });
    let forms = counted(language, merged.responses, share);
    format!("{}: {forms}", words::all_together(language))
}

/// One part: its unit, its file, its forms, its progress, its signature.
fn part(round: &Round, source: &Source, language: Language) -> String {
    let name = |id: &str| {
        let unit = round.units.iter().find(|own| own.id == id);
        let name = unit.map_or(&round.area, |unit| &unit.name);
        language.pick(&name.vi, &name.en).to_owned()
    };
    let unit = name(&source.unit);
    let Some(file) = &source.file else {
        let forms = words::forms(language, &count(source.responses));
        return format!("{unit}: {}, {forms}", words::own_responses(language));
    };
    let forms = counted(language, source.responses, source.progress);
    let signed = match &source.fingerprint {
        Some(fingerprint) => words::signed_by(language, fingerprint),
        None => words::not_signed(language).to_owned(),
    };
    let mut text = format!("{unit}: {file}, {forms}, {signed}");
    if source.is_open {
        text = format!("{text}, {}", words::not_sealed(language));
    }
    if !source.unsigned.is_empty() {
        let units: Vec<String> = source.unsigned.iter().map(|unit| name(unit)).collect();
        let inside = words::not_signed_inside(language, &units.join(", "));
        text = format!("{text}, {inside}");
    }
    text
}

fn counted(language: Language, responses: u64, share: Share) -> String {
    let progress = format!("{}/{}", count(share.counted), count(share.lines));
    words::forms_and_progress(language, &count(responses), &progress)
}

fn count(number: u64) -> String {
    format_integer(i64::try_from(number).unwrap_or(i64::MAX))
}
