//! A list as a table: headings, groups of units, rows.

use sohoi_form::{Form, QuestionType};
use sohoi_round::{Listing, NamedList, OnList, Place, answer_text, by_unit, heading};
use sohoi_text::Language;

use super::{ListsFile, Missing};
use crate::figures::read;
use crate::responses::Listed;

/// Who is on which list.
pub(super) struct Tables<'a> {
    file: &'a ListsFile<'a>,
    /// By response: the lists that it is on.
    found: Vec<Vec<(u32, OnList)>>,
}

/// A list as a table.
pub(super) struct Table {
    /// What people read above the answers.
    pub(super) headings: Vec<String>,
    /// Whether there is a column for the number to call.
    pub(super) has_phone: bool,
    pub(super) groups: Vec<Group>,
}

/// A unit of a table.
pub(super) struct Group {
    pub(super) unit: String,
    pub(super) rows: Vec<Row>,
}

/// A subject on a list.
pub(super) struct Row {
    pub(super) subject: String,
    pub(super) name: String,
    pub(super) unit: String,
    pub(super) response: String,
    pub(super) cells: Vec<Cell>,
    pub(super) phone: String,
    /// How far its form is, where it has none that counts.
    pub(super) form: &'static str,
    /// What is to be done for this one, beyond what is for everybody.
    pub(super) steps: String,
}

/// What stands in a cell.
pub(super) enum Cell {
    Text(String),
    /// As it is stored: a number or a day; what is neither, a text.
    Value(String),
}

/// Somebody on a list, before it has its place.
enum Found<'a> {
    Response(&'a Listed<'a>, &'a OnList),
    Missing(&'a Missing<'a>),
}

impl<'a> Tables<'a> {
    pub(super) fn new(file: &'a ListsFile<'a>) -> Self {
        let engines = file.forms.iter().map(|form| form.engine);
        let listing = Listing::new(&file.round.lists, engines);
        let responses = file.responses.iter();
        Self {
            found: responses.map(|own| listing.of(own.session)).collect(),
            file,
        }
    }

    /// The list at a place of the round.
    pub(super) fn table(&self, place: usize, language: Language) -> Table {
        let file = self.file;
        let list = &file.round.lists[place];
        let answers = list.answers();
        let mut forms = file.forms.iter().map(|own| own.engine.form());
        let form = answers.and_then(|answers| forms.find(|form| form.id == answers.form));
        let found = self.found(place);
        let places: Vec<Place<'_>> = found.iter().map(Found::place).collect();
        let groups = by_unit(&file.round.units, file.root, &places);
        let row = |own: usize| row(file, list, form, language, &found[own]);
        Table {
            headings: answers.zip(form).map_or_else(Vec::new, |(answers, form)| {
                let measures = &file.round.measures;
                let columns = answers.columns.iter();
                columns
                    .map(|column| heading(form, measures, column, language))
                    .collect()
            }),
            has_phone: answers.is_some_and(|answers| answers.phone.is_some()),
            groups: groups
                .into_iter()
                .map(|group| Group {
                    unit: file.unit(&group.unit, language),
                    rows: group.rows.into_iter().map(row).collect(),
                })
                .collect(),
        }
    }

    fn found(&self, place: usize) -> Vec<Found<'_>> {
        let responses = self.file.responses.iter().zip(&self.found);
        let mut all: Vec<Found<'_>> = responses
            .filter_map(|(response, lists)| {
                let mut lists = lists.iter();
                let (_, row) = lists.find(|(own, _)| *own as usize == place)?;
                Some(Found::Response(response, row))
            })
            .collect();
        let list = &self.file.round.lists[place];
        let missing = self.file.missing.iter();
        all.extend(
            missing
                .filter(|own| list.awaits(own.kind))
                .map(Found::Missing),
        );
        all
    }
}

impl Table {
    /// How many are on the list.
    pub(super) fn count(&self) -> usize {
        self.groups.iter().map(|group| group.rows.len()).sum()
    }
}

impl Found<'_> {
    fn place(&self) -> Place<'_> {
        match self {
            Self::Response(own, _) => Place {
                unit: own.unit,
                name: own.subject_name,
                id: own.subject,
            },
            Self::Missing(own) => Place {
                unit: own.unit,
                name: own.name,
                id: own.id,
            },
        }
    }
}

fn row(
    file: &ListsFile<'_>,
    list: &NamedList,
    form: Option<&Form>,
    language: Language,
    found: &Found<'_>,
) -> Row {
    let place = found.place();
    let mut row = Row {
        subject: place.id.to_owned(),
        name: place.name.to_owned(),
        unit: file.unit(place.unit, language),
        response: String::new(),
        cells: Vec::new(),
        phone: String::new(),
        form: "",
        steps: String::new(),
    };
    match found {
        Found::Missing(own) => row.form = own.reached.words(language),
        Found::Response(response, own) => {
            let columns = list.answers().map_or(&[][..], |answers| &answers.columns);
            let steps = own.steps.iter();
            let steps: Vec<&str> = steps
                .filter_map(|place| list.next.get(*place as usize))
                .map(|step| read(&step.text, language))
                .collect();
            row.steps = steps.join(" ");
            row.response = response.id.to_owned();
            row.phone.clone_from(&own.phone);
            row.cells = columns
                .iter()
                .zip(&own.cells)
                .map(|(column, stored)| match form {
                    Some(form) if is_value(form, &column.question) => Cell::Value(stored.clone()),
                    Some(form) => Cell::Text(answer_text(form, column, stored, language)),
                    None => Cell::Text(stored.clone()),
                })
                .collect();
        }
    }
    row
}

/// Whether the answers to a question are numbers or days.
fn is_value(form: &Form, question: &str) -> bool {
    form.question(question).is_some_and(|question| {
        matches!(
            question.kind,
            QuestionType::Integer
                | QuestionType::Decimal
                | QuestionType::Date
                | QuestionType::Calculate
        )
    })
}
