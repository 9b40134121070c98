//! Figures with the form they are printed in: for those who work with them, or published.

use std::ops::Deref;

use sohoi_disclosure::{Hidden, HiddenFigures};
use sohoi_stats::Indicator;
use sohoi_text::Language;
use sohoi_text::messages::export as words;

use super::FiguresFile;

/// Figures with the form they are printed in.
pub(super) struct Printing<'a> {
    file: &'a FiguresFile<'a>,
    hidden: Option<&'a HiddenFigures>,
}

/// What stands in a cell.
pub(super) enum Cell<'a> {
    /// A figure, by its digits.
    Figure(&'a str),
    /// There is no figure.
    Nothing,
    /// There may be one; it is hidden.
    Hidden,
}

impl<'a> Cell<'a> {
    pub(super) fn of(digits: Option<&'a str>, is_hidden: bool) -> Self {
        match digits {
            _ if is_hidden => Self::Hidden,
            Some(digits) => Self::Figure(digits),
            None => Self::Nothing,
        }
    }
}

impl<'a> Printing<'a> {
    /// Everything is printed.
    pub(super) fn internal(file: &'a FiguresFile<'a>) -> Self {
        Self { file, hidden: None }
    }

    /// Some figures are hidden.
    pub(super) fn published(file: &'a FiguresFile<'a>, hidden: &'a HiddenFigures) -> Self {
        Self {
            file,
            hidden: Some(hidden),
        }
    }

    pub(super) fn is_published(&self) -> bool {
        self.hidden.is_some()
    }

    /// What is hidden of the total of an indicator.
    pub(super) fn of_total(&self, code: &str) -> Hidden {
        let hidden = self.hidden.map(|hidden| hidden.total(code));
        hidden.unwrap_or_default()
    }

    /// What is hidden of a group.
    pub(super) fn of_group(&self, code: &str, dimension: &str, group: &str) -> Hidden {
        let hidden = self.hidden.map(|it| it.group(code, dimension, group));
        hidden.unwrap_or_default()
    }

    /// How many figures of an indicator are hidden.
    #[cfg(feature = "office")]
    pub(super) fn hidden_of(&self, code: &str) -> usize {
        self.hidden.map_or(0, |hidden| hidden.count(code))
    }

    /// What is said under a table of these indicators: how many figures are hidden and why; nothing
    /// where none is.
    pub(super) fn note(&self, language: Language, indicators: &[&Indicator]) -> Option<String> {
        let hidden = self.hidden?;
        let counts = indicators.iter().map(|own| hidden.count(&own.code));
        let publication = self.file.round.publication.as_ref()?;
        match counts.sum() {
            0 => None,
            count => Some(words::hidden_note(language, count, publication.smallest)),
        }
    }
}

impl<'a> Deref for Printing<'a> {
    type Target = FiguresFile<'a>;

    fn deref(&self) -> &FiguresFile<'a> {
        self.file
    }
}
