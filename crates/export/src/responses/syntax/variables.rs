//! What statistics packages have to know of each column of the wide CSV.

use std::collections::BTreeSet;

use chrono::{Datelike, NaiveDate};
use sohoi_form::{Question, QuestionType};
use sohoi_text::Language;

use super::names::names;
use super::text::one_line;
use crate::figures::read;
use crate::responses::cell::Cell;
use crate::responses::columns::Column;
use crate::responses::meta::META;
use crate::responses::{Listed, ResponsesFile};

/// The variables of a form.
pub(super) struct Variables {
    /// The id of the form.
    pub(super) form: String,
    /// Its title.
    pub(super) title: String,
    /// Which responses they hold for.
    pub(super) heading: String,
    /// How many responses these are.
    pub(super) responses: usize,
    /// How many cells hold a line break.
    pub(super) broken_cells: usize,
    /// How many lines the heading of the CSV takes.
    pub(super) heading_lines: usize,
    /// One for each column, in their order.
    pub(super) list: Vec<Variable>,
}

/// A column of the wide CSV as a variable.
pub(super) struct Variable {
    /// The name of the column.
    pub(super) column: String,
    /// A name that SPSS takes.
    pub(super) name: String,
    /// What people read: the question.
    pub(super) label: String,
    /// The row that it is in.
    pub(super) row: Option<String>,
    pub(super) content: Content,
    /// How many bytes the longest cell has.
    pub(super) bytes: usize,
}

/// What the cells hold.
pub(super) enum Content {
    Text,
    /// Plain decimals; the most digits behind the point.
    Number {
        decimals: usize,
    },
    /// `2017-06-30`
    Day,
    /// The name of one choice.
    One(Vec<Item>),
    /// Names of choices, parted by spaces.
    Several(Vec<Item>),
}

/// A choice.
pub(super) struct Item {
    /// What stands in cells.
    pub(super) code: String,
    /// What people read.
    pub(super) label: String,
    /// The name of a variable that says whether it was chosen.
    pub(super) name: String,
}

impl Variables {
    pub(super) fn new(file: &ResponsesFile<'_>, form: &str, language: Language) -> Self {
        let responses = file.of_form(form);
        let columns = file.columns(form);
        let codes: Vec<String> = META
            .iter()
            .map(|meta| meta.name.to_owned())
            .chain(columns.list.iter().map(|column| column.name.clone()))
            .collect();
        // What stands for each text in a loop of the SPSS file.
        let mut taken = BTreeSet::from(["q_text".to_owned()]);
        let mut own_names = names(&codes, &mut taken).into_iter();
        let mut found: Vec<Found> = codes.iter().map(|_| Found::default()).collect();
        for response in &responses {
            let before = META.iter().map(|meta| (meta.value)(file, response));
            let cells = before.chain(columns.cells(response.session));
            found
                .iter_mut()
                .zip(cells)
                .for_each(|(own, it)| own.add(&it));
        }
        let broken_cells = found.iter().map(|own| own.broken).sum();
        let mut found = found.into_iter();
        let mut list = Vec::new();
        for (meta, (found, name)) in META.iter().zip(found.by_ref().zip(own_names.by_ref())) {
            list.push(Variable {
                column: meta.name.to_owned(),
                name,
                label: (meta.label)(language).to_owned(),
                row: None,
                content: Content::Text,
                bytes: found.bytes,
            });
        }
        for (column, (found, name)) in columns.list.iter().zip(found.zip(own_names)) {
            let content = content(column, &found, &responses, language, &mut taken);
            list.push(Variable {
                column: column.name.clone(),
                name,
                label: read(&column.question.label, language).to_owned(),
                row: column.row.as_ref().map(|(_, row)| row.clone()),
                bytes: found.bytes,
                content,
            });
        }
        let current = file.forms.iter().map(|own| own.engine.form());
        let mut forms = current.chain(responses.iter().map(|own| own.form()));
        let title = forms.find(|own| own.id == form);
        Self {
            form: form.to_owned(),
            title: title
                .map_or("", |own| read(&own.title, language))
                .to_owned(),
            heading: file.heading(language),
            responses: responses.len(),
            broken_cells,
            heading_lines: 1 + codes.concat().matches('\n').count(),
            list,
        }
    }
}

impl Variable {
    /// What people read, on one line: the question, and the row that it is in.
    pub(super) fn label(&self) -> String {
        let label = one_line(&self.label);
        let label = match label.is_empty() {
            true => one_line(&self.column),
            false => label,
        };
        match &self.row {
            Some(row) => format!("{label} · {}", one_line(row)),
            None => label,
        }
    }
}

/// What a column holds in these responses.
#[derive(Default)]
struct Found {
    cells: usize,
    numbers: usize,
    days: usize,
    decimals: usize,
    bytes: usize,
    broken: usize,
    /// Every text.
    texts: BTreeSet<String>,
}

impl Found {
    fn add(&mut self, cell: &Cell<'_>) {
        let text: &str = match cell {
            Cell::Blank => return,
            Cell::Text(text) | Cell::Number(text) | Cell::Day(text) => text,
        };
        if text.is_empty() {
            return;
        }
        self.cells += 1;
        // An apostrophe may stand in front (docs/adr/0010).
        self.bytes = self.bytes.max(text.len() + 1);
        self.broken += usize::from(text.contains(['\n', '\r']));
        match cell {
            Cell::Number(number) if is_plain(number) => {
                self.numbers += 1;
                let decimals = number.split_once('.').map_or(0, |(_, part)| part.len());
                self.decimals = self.decimals.max(decimals);
            }
            Cell::Day(day) if is_day(day) => self.days += 1,
            _ => {}
        }
        if let Cell::Text(text) = cell {
            self.texts.insert(text.clone().into_owned());
        }
    }

    fn holds_all(&self, of_kind: usize) -> bool {
        self.cells == of_kind
    }
}

/// Whether it is a decimal of at most 40 signs, which SPSS reads; or what a calculation makes of 0/0.
fn is_plain(number: &str) -> bool {
    let digits = number.strip_prefix('-').unwrap_or(number);
    let (whole, part) = digits.split_once('.').unwrap_or((digits, "0"));
    let is_digits = |text: &str| !text.is_empty() && text.bytes().all(|it| it.is_ascii_digit());
    number == "NaN" || number.len() <= 40 && is_digits(whole) && is_digits(part)
}

/// Whether it is a day that SPSS counts: its calendar begins in October 1582.
fn is_day(day: &str) -> bool {
    let parsed = NaiveDate::parse_from_str(day, "%Y-%m-%d");
    day.len() == 10 && parsed.is_ok_and(|day| (1583..=9999).contains(&day.year()))
}

/// What the cells of a column hold: as the question has it, where all of them do. A calculation is what
/// its values are, and text where there are none.
fn content(
    column: &Column<'_>,
    found: &Found,
    responses: &[&Listed<'_>],
    language: Language,
    taken: &mut BTreeSet<String>,
) -> Content {
    let number = Content::Number {
        decimals: found.decimals,
    };
    match column.question.kind {
        QuestionType::Integer | QuestionType::Decimal if found.holds_all(found.numbers) => number,
        QuestionType::Date if found.holds_all(found.days) => Content::Day,
        QuestionType::Calculate if found.cells == 0 => Content::Text,
        QuestionType::Calculate if found.holds_all(found.numbers) => number,
        QuestionType::Calculate if found.holds_all(found.days) => Content::Day,
        QuestionType::SelectOne => {
            let seen = found.texts.iter().map(String::as_str);
            Content::One(items(column, seen, responses, language))
        }
        QuestionType::SelectMultiple => {
            let seen = found.texts.iter().flat_map(|text| text.split(' '));
            let mut items = items(column, seen, responses, language);
            let codes = items
                .iter()
                .map(|it| format!("{}/{}", column.name, it.code));
            let codes: Vec<String> = codes.collect();
            for (item, name) in items.iter_mut().zip(names(&codes, taken)) {
                item.name = name;
            }
            Content::Several(items)
        }
        _ => Content::Text,
    }
}

/// The choices of the newest form, then what other versions had, then what answers have besides. Of two
/// that read the same, each has its code behind.
fn items<'a>(
    column: &'a Column<'_>,
    seen: impl Iterator<Item = &'a str>,
    responses: &'a [&'a Listed<'_>],
    language: Language,
) -> Vec<Item> {
    let mut items: Vec<Item> = Vec::new();
    let mut add = |code: &str, label: &str| {
        if code.is_empty() || items.iter().any(|own| own.code == code) {
            return;
        }
        let label = match one_line(label) {
            label if label.is_empty() => one_line(code),
            label => label,
        };
        items.push(Item {
            code: code.to_owned(),
            label,
            name: String::new(),
        });
    };
    let newest = std::iter::once((column.form, column.question));
    let older = responses.iter().filter_map(|response| {
        let question = response.session.engine().question(&column.question.name)?;
        Some((response.form(), question))
    });
    let mut lists: Vec<&Question> = Vec::new();
    for (form, question) in newest.chain(older) {
        // Each version once.
        if lists.iter().any(|known| std::ptr::eq(*known, question)) {
            continue;
        }
        lists.push(question);
        let list = question.list.as_ref();
        let choices = list.and_then(|list| form.choice_lists.get(list));
        for choice in choices.into_iter().flatten() {
            add(&choice.name, read(&choice.label, language));
        }
    }
    seen.for_each(|code| add(code, code));
    let labels: Vec<String> = items.iter().map(|own| own.label.clone()).collect();
    for item in &mut items {
        if labels.iter().filter(|own| **own == item.label).count() > 1 {
            item.label = format!("{} [{}]", item.label, one_line(&item.code));
        }
    }
    items
}
