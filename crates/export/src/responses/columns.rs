//! Which columns the responses of a form have: its versions joined by name and type, the
//! questions of repeats once a row.

use std::collections::BTreeMap;

use sohoi_form::{Answers, Form, Path, Question, QuestionType, Section, Session};

use super::cell::Cell;
use super::{CurrentForm, Listed};

/// The columns of a form.
pub(super) struct Columns<'a> {
    pub(super) list: Vec<Column<'a>>,
}

/// A column: a question, or a question in one row of its repeat.
pub(super) struct Column<'a> {
    /// `question` or `repeat/row/question`.
    pub(super) name: String,
    pub(super) section: &'a Section,
    /// The repeat that the question is in, and what names the row.
    pub(super) row: Option<(&'a Question, String)>,
    pub(super) question: &'a Question,
    /// The newest form that has it.
    pub(super) form: &'a Form,
    /// The versions that have it: what the author calls them, and their hashes.
    pub(super) versions: Vec<(&'a str, &'a str)>,
}

/// What names the rows of the repeats of a response: repeat → name → row key.
pub(super) struct Rows<'a>(BTreeMap<&'a str, Vec<(String, String)>>);

impl<'a> Columns<'a> {
    /// The columns of the current version, then those that only other versions of the responses have.
    pub(super) fn new(current: Option<&CurrentForm<'a>>, responses: &[&'a Listed<'a>]) -> Self {
        let mut versions: BTreeMap<(&str, &str), &'a Form> = BTreeMap::new();
        for response in responses {
            let form = response.form();
            versions.insert((&form.version, response.form_hash), form);
        }
        let mut ordered: Vec<(&'a str, &'a Form)> = Vec::new();
        if let Some(current) = current {
            ordered.push((current.hash, current.engine.form()));
        }
        for ((_, hash), form) in versions.iter().rev() {
            if !ordered.iter().any(|(known, _)| known == hash) {
                ordered.push((hash, form));
            }
        }
        let rows = all_rows(current, responses);
        let mut columns = Self { list: Vec::new() };
        for (hash, form) in ordered {
            columns.add_version(hash, form, &rows);
        }
        columns
    }

    /// What a response has in each column, in their order.
    pub(super) fn cells<'s>(&self, session: &'s Session) -> Vec<Cell<'s>> {
        let rows = Rows::new(session);
        let columns = self.list.iter();
        columns.map(|column| column.cell(session, &rows)).collect()
    }

    fn add_version(&mut self, hash: &'a str, form: &'a Form, rows: &BTreeMap<String, Vec<String>>) {
        for section in &form.sections {
            for question in &section.questions {
                if question.kind != QuestionType::Repeat {
                    self.add(hash, form, section, None, question);
                    continue;
                }
                for row in rows.get(&question.name).into_iter().flatten() {
                    for inner in &question.questions {
                        self.add(hash, form, section, Some((question, row)), inner);
                    }
                }
            }
        }
    }

    fn add(
        &mut self,
        hash: &'a str,
        form: &'a Form,
        section: &'a Section,
        row: Option<(&'a Question, &String)>,
        question: &'a Question,
    ) {
        let mut name = match row {
            Some((repeat, row)) => format!("{}/{row}/{}", repeat.name, question.name),
            None => question.name.clone(),
        };
        let version = (form.version.as_str(), hash);
        let of_type = format!("{name}:{}", type_name(question.kind));
        let known = self.list.iter_mut().find(|own| {
            own.question.kind == question.kind && (own.name == name || own.name == of_type)
        });
        if let Some(known) = known {
            known.versions.push(version);
            return;
        }
        if self.list.iter().any(|own| own.name == name) {
            name = of_type;
        }
        self.list.push(Column {
            name,
            section,
            row: row.map(|(repeat, row)| (repeat, row.clone())),
            question,
            form,
            versions: vec![version],
        });
    }
}

impl Column<'_> {
    fn cell<'s>(&self, session: &'s Session, rows: &Rows<'s>) -> Cell<'s> {
        let name = &self.question.name;
        let own = session.engine().question(name);
        if own.is_none_or(|own| own.kind != self.question.kind) {
            return Cell::Blank;
        }
        let path = match &self.row {
            None => Path::top(name),
            Some((repeat, row)) => match rows.key(&repeat.name, row) {
                Some(key) => Path::in_row(&repeat.name, key, name),
                None => return Cell::Blank,
            },
        };
        Cell::of(session, self.question.kind, &path)
    }
}

impl<'a> Rows<'a> {
    /// The rows of all repeats of a response that apply to it.
    pub(super) fn new(session: &'a Session) -> Self {
        let questions = session.engine().form().questions();
        let repeats = questions
            .filter(|question| question.kind == QuestionType::Repeat)
            .filter(|repeat| session.is_relevant(&Path::top(&repeat.name)));
        Self(
            repeats
                .map(|repeat| (repeat.name.as_str(), row_names(session, repeat)))
                .collect(),
        )
    }

    /// What names a row.
    pub(super) fn name(&self, repeat: &str, key: &str) -> Option<&str> {
        let mut rows = self.0.get(repeat)?.iter();
        rows.find(|(_, own)| own == key).map(|(name, _)| &**name)
    }

    fn key(&self, repeat: &str, name: &str) -> Option<&str> {
        let mut rows = self.0.get(repeat)?.iter();
        rows.find(|(own, _)| own == name).map(|(_, key)| &**key)
    }
}

/// Every row of a repeat: what names it, and its key. A name is given once; a second row of the
/// same name, and one without, goes by its number.
fn row_names(session: &Session, repeat: &Question) -> Vec<(String, String)> {
    let mut rows: Vec<(String, String)> = Vec::new();
    for key in session.rows(&repeat.name) {
        let named = repeat.row_key.as_ref().map(|question| {
            let path = Path::in_row(&repeat.name, &key, question);
            session.value(&path).to_text().into_owned()
        });
        let is_taken = |name: &String| rows.iter().any(|(own, _)| own == name);
        let name = named
            // A name that holds a stroke would not be one part of the column's name.
            .filter(|name| !name.is_empty() && !name.contains('/') && !is_taken(name))
            .unwrap_or_else(|| match repeat.row_key {
                Some(_) => format!("#{key}"),
                None => key.clone(),
            });
        rows.push((name, key));
    }
    rows
}

/// The rows that any response has, by repeat: numbers by size, then others as they come. A form
/// that nobody has filled in yet has those of a blank one.
fn all_rows(
    current: Option<&CurrentForm<'_>>,
    responses: &[&Listed<'_>],
) -> BTreeMap<String, Vec<String>> {
    let blank = current.map(|it| Session::new(it.engine.clone(), Answers::new()));
    let sessions = blank.iter().chain(responses.iter().map(|it| it.session));
    let mut all: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for session in sessions {
        for (repeat, rows) in Rows::new(session).0 {
            let known = all.entry(repeat.to_owned()).or_default();
            for (name, _) in rows {
                if !known.contains(&name) {
                    known.push(name);
                }
            }
        }
    }
    for rows in all.values_mut() {
        rows.sort_by_key(|name| name.parse::<u64>().unwrap_or(u64::MAX));
    }
    all
}

/// The name of a type, as forms are authored.
pub(super) fn type_name(kind: QuestionType) -> &'static str {
    match kind {
        QuestionType::Text => "text",
        QuestionType::Integer => "integer",
        QuestionType::Decimal => "decimal",
        QuestionType::Date => "date",
        QuestionType::SelectOne => "select_one",
        QuestionType::SelectMultiple => "select_multiple",
        QuestionType::Acknowledge => "acknowledge",
        QuestionType::Image => "image",
        QuestionType::Calculate => "calculate",
        QuestionType::Repeat => "repeat",
    }
}
