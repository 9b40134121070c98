//! The responses that count, as tables: an answer a column, an answer a line, and what the
//! columns mean.

mod cell;
mod columns;
mod dictionary;
mod json;
mod long;
mod meta;
mod syntax;
mod values;
mod wide;

use std::sync::Arc;

use sohoi_form::{Engine, Form, Session};
use sohoi_round::Round;
use sohoi_stats::{Population, Standing};
use sohoi_text::Language;
use sohoi_text::messages::export as words;

use crate::About;
use crate::figures::{population, read};
use crate::xlsx::{Book, Looks, TooLarge};
use columns::Columns;

pub use json::{dictionary_json, responses_long_json, responses_wide_json};
pub use long::responses_long_csv;
pub use syntax::{responses_r, responses_sps};
pub use values::{ColumnType, ResponseTable, TableColumn, responses_table};

/// What files of responses are written from.
#[derive(Clone, Copy, Debug)]
pub struct ResponsesFile<'a> {
    /// The round: units, measures.
    pub round: &'a Round,
    /// The current version of each form, in the order of the round.
    pub forms: &'a [CurrentForm<'a>],
    /// Which responses they are.
    pub population: Population,
    /// Whether they are made up.
    pub is_demonstration: bool,
    /// The responses that count, in any order.
    pub responses: &'a [Listed<'a>],
}

/// The current version of a form.
#[derive(Clone, Copy, Debug)]
pub struct CurrentForm<'a> {
    /// Its hash.
    pub hash: &'a str,
    /// The form compiled.
    pub engine: &'a Arc<Engine>,
}

/// A response with what stands beside its answers.
#[derive(Clone, Copy, Debug)]
pub struct Listed<'a> {
    /// Its id.
    pub id: &'a str,
    /// The code of its subject in the register.
    pub subject: &'a str,
    /// The name of the subject.
    pub subject_name: &'a str,
    /// The id of the unit of the subject.
    pub unit: &'a str,
    /// The form version of the answers.
    pub form_hash: &'a str,
    /// How far it has come.
    pub standing: Standing,
    /// The account that started it.
    pub author: &'a str,
    /// When the newest answer was given, by the device's clock.
    pub answered_at: &'a str,
    /// The account that last moved it to another state.
    pub moved_by: &'a str,
    /// When that was, by the device's clock.
    pub moved_at: &'a str,
    /// The answers under their form version.
    pub session: &'a Session,
}

/// Writes the responses of one form as CSV, one line a response and a column for each answer.
///
/// Columns are named as answers are stored, `question` or `repeat/row/question`, where the row is
/// what names it to people (e.g. the year), or its number where nothing does. Those that begin
/// with `meta/` say whose response it is and how far it has come. Form versions join by name and
/// type; a name that has another type in an older version has a column of its own there, with
/// the type behind a colon. Answers that do not apply are left out, calculated values are in.
pub fn responses_wide_csv(file: &ResponsesFile<'_>, form: &str) -> Vec<u8> {
    wide::csv(file, form)
}

/// Writes what the columns of [`responses_wide_csv`] mean, for all forms: labels, types, units, choices,
/// conditions, form versions.
pub fn dictionary_csv(file: &ResponsesFile<'_>) -> Vec<u8> {
    dictionary::csv(file)
}

/// Writes the responses as a workbook (XLSX): a sheet a form, an answer a column, and a sheet
/// that says what the columns mean.
///
/// # Errors
///
/// Where a sheet cannot hold it.
pub fn responses_xlsx(
    file: &ResponsesFile<'_>,
    about: &About<'_>,
    language: Language,
) -> Result<Vec<u8>, TooLarge> {
    let looks = Looks::new();
    let title = read(&file.round.title, language);
    let mut book = Book::new(title, about.made_on);
    for form in file.forms {
        let form = form.engine.form();
        let mut sheet = book.sheet(&format!("{} {}", form.id, read(&form.title, language)));
        wide::sheet(&mut sheet, &looks, file, about, language, form);
        book.add(sheet)?;
    }
    let mut sheet = book.sheet(words::dictionary(language));
    dictionary::sheet(&mut sheet, &looks, file, language);
    book.add(sheet)?;
    book.into_bytes()
}

impl<'a> ResponsesFile<'a> {
    /// The responses of a form, by subject and id.
    pub(crate) fn of_form(&self, form: &str) -> Vec<&'a Listed<'a>> {
        let all = self.responses.iter();
        let mut own: Vec<_> = all.filter(|it| it.form().id == form).collect();
        own.sort_by_key(|it| (it.subject, it.id));
        own
    }

    /// The columns of a form.
    fn columns(&self, form: &str) -> Columns<'a> {
        let current = self.forms.iter().find(|it| it.engine.form().id == form);
        Columns::new(current, &self.of_form(form))
    }

    /// Which responses these are, and whether they are made up.
    pub(crate) fn heading(&self, language: Language) -> String {
        let mut heading = population(self.population, language).to_owned();
        if self.is_demonstration {
            heading += " · ";
            heading += words::demonstration(language);
        }
        heading
    }
}

impl<'a> Listed<'a> {
    fn form(&self) -> &'a Form {
        self.session.engine().form()
    }
}
