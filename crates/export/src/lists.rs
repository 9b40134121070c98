//! The named lists of a round: a workbook with a sheet a list, and one list as CSV.

mod csv;
mod sheet;
mod table;

use std::collections::BTreeMap;

use sohoi_round::{NamedList, Round};
use sohoi_stats::Population;
use sohoi_text::Language;
use sohoi_text::messages::{export as words, lists, work};

use crate::About;
use crate::figures::{population, read};
use crate::responses::{CurrentForm, Listed};
use crate::xlsx::{Book, Looks, TooLarge};
use table::Tables;

/// What files of lists are written from.
#[derive(Clone, Copy, Debug)]
pub struct ListsFile<'a> {
    /// The round: lists, forms, units.
    pub round: &'a Round,
    /// The current version of each form.
    pub forms: &'a [CurrentForm<'a>],
    /// Which responses count.
    pub population: Population,
    /// Whether they are made up.
    pub is_demonstration: bool,
    /// The unit whose lists these are; the topmost one of the round where absent.
    pub root: Option<&'a str>,
    /// The responses that count, in any order.
    pub responses: &'a [Listed<'a>],
    /// The lines of the register without a response that counts, in any order.
    pub missing: &'a [Missing<'a>],
}

/// A line of the register without a response that counts.
#[derive(Clone, Copy, Debug)]
pub struct Missing<'a> {
    /// Its code.
    pub id: &'a str,
    /// Its name.
    pub name: &'a str,
    /// The id of its kind.
    pub kind: &'a str,
    /// The id of its unit.
    pub unit: &'a str,
    /// How far its form is.
    pub reached: Reached,
}

/// How far a form is that does not count.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reached {
    /// Nobody has begun.
    Nothing,
    /// Somebody fills it in.
    Draft,
    /// It was returned to be corrected.
    Returned,
    /// It is submitted, and not approved.
    Submitted,
    /// It is checked, and not approved.
    Checked,
}

/// Those `lines` of the register that no response counts of, as far as their furthest response is;
/// `responses` are all there are, by subject. What a line says itself of how far it is does not matter.
pub fn missing<'l>(
    lines: impl Iterator<Item = Missing<'l>>,
    responses: impl Iterator<Item = (&'l str, Reached)>,
    is_counted: impl Fn(&str) -> bool,
) -> Vec<Missing<'l>> {
    let mut furthest = BTreeMap::<&str, Reached>::new();
    for (subject, reached) in responses {
        let own = furthest.entry(subject).or_insert(reached);
        *own = reached.max(*own);
    }
    lines
        .filter(|line| !is_counted(line.id))
        .map(|line| Missing {
            reached: furthest.get(line.id).copied().unwrap_or(Reached::Nothing),
            ..line
        })
        .collect()
}

/// Writes every list of the round as a workbook (XLSX): an overview with the number of each, then a
/// sheet a list.
///
/// A sheet has title, rule and the steps for everybody; then the rows by unit, each unit under a
/// line of its own with its number, with the columns number, name, unit, the answers of the list,
/// telephone where the form asks for one, and the steps for this one. It prints on A4 across, with
/// the headings on every page. Days are days, numbers numbers, and nothing is a formula.
///
/// # Errors
///
/// Where a sheet cannot hold it.
pub fn lists_xlsx(
    file: &ListsFile<'_>,
    about: &About<'_>,
    language: Language,
) -> Result<Vec<u8>, TooLarge> {
    let looks = Looks::new();
    let tables = Tables::new(file);
    let mut book = Book::new(lists::title(language), about.made_on);
    let mut front = book.sheet(lists::title(language));
    let mut sheets = Vec::new();
    for (place, list) in file.round.lists.iter().enumerate() {
        let table = tables.table(place, language);
        let mut own = book.sheet(read(&list.name, language));
        sheet::list(&mut own, &looks, file, about, language, list, &table);
        sheets.push((list, table.count(), own));
    }
    let contents: Vec<_> = sheets
        .iter()
        .map(|(list, count, sheet)| (*list, *count, sheet.name()))
        .collect();
    sheet::overview(&mut front, &looks, file, about, language, &contents);
    book.add(front)?;
    for (_, _, sheet) in sheets {
        book.add(sheet)?;
    }
    book.into_bytes()
}

/// Writes one list as CSV, one subject a line, in the order of [`lists_xlsx`].
///
/// The columns are group of units, unit, code and name of the subject, the answers of the list (choices
/// in words, days as `2017-06-30`, numbers plain), telephone, how far the form is, next steps, the
/// id of the response. `None` where the round has no such list.
pub fn list_csv(file: &ListsFile<'_>, list: &str, language: Language) -> Option<Vec<u8>> {
    let place = file.round.lists.iter().position(|own| own.id == list)?;
    let table = Tables::new(file).table(place, language);
    Some(csv::csv(&file.round.lists[place], &table, language))
}

impl ListsFile<'_> {
    /// Which responses count, and whether these are made up.
    fn heading(&self, language: Language) -> String {
        let mut heading = population(self.population, language).to_owned();
        if self.is_demonstration {
            heading += " · ";
            heading += words::demonstration(language);
        }
        heading
    }

    /// The name of a unit.
    fn unit(&self, id: &str, language: Language) -> String {
        let unit = self.round.units.iter().find(|unit| unit.id == id);
        unit.map_or(id, |unit| read(&unit.name, language))
            .to_owned()
    }
}

impl Reached {
    fn words(self, language: Language) -> &'static str {
        match self {
            Self::Nothing => work::not_started(language),
            Self::Draft => work::draft(language),
            Self::Returned => work::returned(language),
            Self::Submitted => lists::submitted(language),
            Self::Checked => lists::checked(language),
        }
    }
}

/// The steps for everybody on a list, as one text.
fn common_steps(list: &NamedList, language: Language) -> String {
    let steps: Vec<&str> = list
        .common_steps()
        .map(|step| read(&step.text, language))
        .collect();
    steps.join(" ")
}
