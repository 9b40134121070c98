//! A form on paper: which questions stand on it, with which answers or with room for them.

mod condition;

use sohoi_expr::{Value, format_number};
use sohoi_form::{Path, Question, QuestionType, Section, Session, Text};
use sohoi_text::messages::{field, paper as words};
use sohoi_text::{Language, format_decimal, parse_date, short_date};

use condition::{in_words, is_decided};

/// Up to how many choices stand on paper with a box each.
const BOXES: usize = 14;

/// What a paper is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// To be signed: what applies, with its answers.
    Signing,
    /// To be filled in by hand: everything, with what the register knows.
    Handwriting,
}

/// A section on paper.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PaperSection {
    /// Its heading.
    pub title: String,
    /// When it is to be filled in, where that is not always.
    pub note: Option<String>,
    /// What stands under it.
    pub blocks: Vec<Block>,
}

/// A question or a table on paper.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block {
    /// A question with its answer.
    Line {
        /// Its number on the form; calculations and explanations have none.
        number: Option<usize>,
        /// What it asks, with the unit of a number.
        label: String,
        /// When it is to be answered, where that is not always.
        note: Option<String>,
        /// Its answer.
        ink: Ink,
    },
    /// A repeat: its rows across, its questions down.
    Table {
        /// Its number on the form.
        number: usize,
        /// What it asks.
        label: String,
        /// What to know about it.
        hint: Option<String>,
        /// The unit of all its numbers, where they share one that the label does not name.
        unit: Option<String>,
        /// The names of its rows, e.g. the years.
        columns: Vec<String>,
        /// Its questions, each with a text a column; `None` where nothing is asked.
        lines: Vec<(String, Vec<Option<String>>)>,
    },
}

/// An answer on paper.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ink {
    /// It in words.
    Words(String),
    /// Each choice, and whether it is taken.
    Choices(Vec<(bool, String)>),
    /// So many empty lines.
    Lines(usize),
    /// Room for a word or a number.
    Gap,
    /// Room for day, month and year.
    DateGap,
}

/// Lays a form out on paper. `measure` gives the words for the code of a unit.
pub fn sections(
    session: &Session,
    purpose: Purpose,
    language: Language,
    measure: &dyn Fn(&str) -> String,
) -> Vec<PaperSection> {
    let writer = Writer {
        session,
        purpose,
        language,
        measure,
    };
    let mut number = 0;
    let mut sections = Vec::new();
    for section in &session.engine().form().sections {
        let blocks = writer.blocks(section, &mut number);
        let applies = session.is_section_relevant(&section.id)
            || writer.may_apply(section.relevant.as_deref());
        if applies && !blocks.is_empty() {
            let title = writer.words(&section.title);
            sections.push(PaperSection {
                title,
                note: writer.note(section.relevant.as_deref()),
                blocks,
            });
        }
    }
    sections
}

struct Writer<'a> {
    session: &'a Session,
    purpose: Purpose,
    language: Language,
    measure: &'a dyn Fn(&str) -> String,
}

impl Writer<'_> {
    fn is_empty_form(&self) -> bool {
        self.purpose == Purpose::Handwriting
    }

    fn words(&self, text: &Text) -> String {
        self.language.pick(&text.vi, &text.en).to_owned()
    }

    /// The questions of a section, numbered on as on the screen, whether they apply or not.
    fn blocks(&self, section: &Section, number: &mut usize) -> Vec<Block> {
        let mut blocks = Vec::new();
        for question in &section.questions {
            let own = question.is_numbered().then(|| {
                *number += 1;
                *number
            });
            let path = Path::top(question.name.clone());
            let applies = if self.is_empty_form() {
                self.session.is_relevant(&path) || self.may_apply(question.relevant.as_deref())
            } else {
                self.session.is_relevant(&path)
            };
            let block = match (question.kind, own) {
                (QuestionType::Repeat, Some(own)) if applies => Some(self.table(question, own)),
                (QuestionType::Repeat, _) => None,
                (_, Some(_)) if applies => Some(self.line(question, &path, own)),
                // What is calculated or explained stands there where there is something to read.
                (_, None) if applies && !self.is_empty_form() => self.remark(question, &path),
                (_, None) if applies && question.is_respondent() => {
                    Some(self.line(question, &path, None))
                }
                _ => None,
            };
            blocks.extend(block);
        }
        blocks
    }

    fn line(&self, question: &Question, path: &Path, number: Option<usize>) -> Block {
        Block::Line {
            number,
            label: self.label(question),
            note: self.note(question.relevant.as_deref()),
            ink: self.ink(question, path),
        }
    }

    fn remark(&self, question: &Question, path: &Path) -> Option<Block> {
        let is_read = question.kind != QuestionType::Calculate || is_shown(question);
        let answer = self.answer(question, path).filter(|_| is_read)?;
        Some(Block::Line {
            number: None,
            label: self.label(question),
            note: None,
            ink: Ink::Words(answer),
        })
    }

    fn table(&self, question: &Question, number: usize) -> Block {
        let rows = self.session.rows(&question.name);
        let place = |row: &String, inner: &str| {
            Path::in_row(question.name.clone(), row.clone(), inner.to_owned())
        };
        let columns = rows.iter().map(|row| {
            let title = self.row_title(question, row);
            title.unwrap_or_else(|| row.clone())
        });
        let common_unit = question.common_unit();
        let is_asked = |row: &String| {
            question.questions.iter().any(|inner| {
                inner.kind != QuestionType::Calculate
                    && self.session.is_relevant(&place(row, &inner.name))
            })
        };
        let lines = question.questions.iter().filter_map(|inner| {
            let is_calculated = inner.kind == QuestionType::Calculate;
            if is_calculated && (self.is_empty_form() || !is_shown(inner))
                || inner.is_explanation() && self.is_empty_form()
            {
                return None;
            }
            let cells: Vec<Option<String>> = rows
                .iter()
                .map(|row| {
                    let path = place(row, &inner.name);
                    if self.is_empty_form() {
                        return Some(String::new());
                    }
                    // A total of a row in which nothing is asked says nothing.
                    let applies =
                        self.session.is_relevant(&path) && (!is_calculated || is_asked(row));
                    applies.then(|| self.answer(inner, &path).unwrap_or_default())
                })
                .collect();
            // Nobody has to explain anything: a line of blanks says nothing.
            let is_said = |cell: &Option<String>| {
                cell.as_ref()
                    .is_some_and(|text| !inner.is_explanation() || !text.is_empty())
            };
            let applies = cells.iter().any(is_said);
            let label = match common_unit {
                Some(_) => self.words(&inner.label),
                None => self.label(inner),
            };
            applies.then_some((label, cells))
        });
        let label = self.words(&question.label);
        Block::Table {
            number,
            hint: question.hint.as_ref().map(|hint| self.words(hint)),
            unit: common_unit.and_then(|unit| self.told_unit(unit, &label)),
            label,
            columns: columns.collect(),
            lines: lines.collect(),
        }
    }

    /// Whether something may come to apply, on an empty form: its condition holds already or is
    /// still open.
    fn may_apply(&self, condition: Option<&str>) -> bool {
        self.is_empty_form()
            && condition.is_none_or(|condition| !is_decided(self.session, condition))
    }

    /// When something is to be answered, on an empty form: nothing where that is known.
    fn note(&self, condition: Option<&str>) -> Option<String> {
        let open = condition
            .filter(|condition| self.is_empty_form() && !is_decided(self.session, condition));
        open.map(|condition| self.when(condition))
    }

    fn when(&self, condition: &str) -> String {
        let numbered = |name: &str| {
            let sections = self.session.engine().form().sections.iter();
            let questions = sections.flat_map(|section| &section.questions);
            let mut questions = questions.filter(|question| question.is_numbered());
            questions
                .position(|question| question.name == name)
                .map(|place| place + 1)
        };
        in_words(self.session, condition, self.language, &numbered).map_or_else(
            || words::if_applicable(self.language).to_owned(),
            |condition| words::only_if(self.language, &condition),
        )
    }

    /// What names a row to people, e.g. the year, also where nothing is asked in it yet.
    fn row_title(&self, repeat: &Question, row: &str) -> Option<String> {
        let key = repeat.row_key.as_ref()?;
        let path = Path::in_row(repeat.name.clone(), row.to_owned(), key.clone());
        plain(&self.session.value(&path)).or_else(|| {
            let key = repeat.questions.iter().find(|inner| inner.name == *key)?;
            let engine = self.session.engine();
            let text = key.calculation.as_deref()?;
            let reference = engine.reference(text, Some(&repeat.name)).ok()?;
            plain(&self.session.evaluate(&reference, Some(row)))
        })
    }

    /// What a question asks, with the unit of a number unless it names that itself.
    fn label(&self, question: &Question) -> String {
        let label = self.words(&question.label);
        let unit = question.unit.as_deref();
        match unit.and_then(|unit| self.told_unit(unit, &label)) {
            Some(unit) => [&label, " (", &unit, ")"].concat(),
            None => label,
        }
    }

    /// A unit in words, unless `label` names it already.
    fn told_unit(&self, unit: &str, label: &str) -> Option<String> {
        let unit = (self.measure)(unit);
        let is_told = label.contains(&["(", &unit].concat());
        (!is_told).then_some(unit)
    }

    fn ink(&self, question: &Question, path: &Path) -> Ink {
        let choices = self.session.options(path);
        let has_boxes = (1..=BOXES).contains(&choices.len());
        let stored = self.session.answers().get(path);
        match question.kind {
            QuestionType::SelectOne | QuestionType::SelectMultiple if has_boxes => {
                let stored = stored.map(String::as_str).unwrap_or_default();
                let is_taken = |name: &str| stored.split(' ').any(|taken| taken == name);
                let boxes = choices
                    .iter()
                    .map(|choice| (is_taken(&choice.name), self.words(&choice.label)));
                Ink::Choices(boxes.collect())
            }
            QuestionType::Acknowledge => Ink::Choices(vec![(
                stored.is_some(),
                field::confirm(self.language).to_owned(),
            )]),
            QuestionType::Image if self.is_empty_form() || stored.is_none() => {
                Ink::Words(words::photo_to_send(self.language).to_owned())
            }
            _ => match self.answer(question, path) {
                Some(answer) => Ink::Words(answer),
                None => gap(question),
            },
        }
    }

    fn answer(&self, question: &Question, path: &Path) -> Option<String> {
        answer_words(self.session, question, path, self.language)
    }
}

/// An answer as people read it; for a calculation, its result.
pub fn answer_words(
    session: &Session,
    question: &Question,
    path: &Path,
    language: Language,
) -> Option<String> {
    if question.kind == QuestionType::Calculate {
        return plain(&session.value(path)).map(|text| format_decimal(&text));
    }
    let stored = session.answers().get(path)?;
    Some(match question.kind {
        QuestionType::Integer | QuestionType::Decimal => format_decimal(stored),
        QuestionType::Date => parse_date(stored).map_or_else(|_| stored.clone(), short_date),
        QuestionType::SelectOne | QuestionType::SelectMultiple => {
            let lists = &session.engine().form().choice_lists;
            let list = question.list.as_ref().and_then(|list| lists.get(list));
            let names = stored.split(' ').filter(|name| !name.is_empty());
            let taken: Vec<&str> = names
                .map(|name| {
                    let choice = list.and_then(|list| list.iter().find(|own| own.name == name));
                    choice.map_or(name, |own| language.pick(&own.label.vi, &own.label.en))
                })
                .collect();
            taken.join("; ")
        }
        QuestionType::Image => words::photo_is_there(language).to_owned(),
        QuestionType::Acknowledge => field::confirm(language).to_owned(),
        _ => stored.clone(),
    })
}

/// Room for an answer by hand.
fn gap(question: &Question) -> Ink {
    let wishes = question.appearance.as_deref().unwrap_or_default();
    match question.kind {
        QuestionType::Text if wishes.contains("multiline") => Ink::Lines(4),
        QuestionType::Integer | QuestionType::Decimal => Ink::Gap,
        QuestionType::Date => Ink::DateGap,
        _ => Ink::Lines(1),
    }
}

/// Whether people read a calculated value: it has a unit, or the form asks for it.
fn is_shown(question: &Question) -> bool {
    let wishes = question.appearance.as_deref().unwrap_or_default();
    question.kind == QuestionType::Calculate
        && (question.unit.is_some() || wishes.contains("shown"))
}

/// A value as plain text, two decimals at most; nothing where it is blank.
pub fn plain(value: &Value) -> Option<String> {
    match value {
        Value::Text(text) => Some(text.clone()).filter(|text| !text.is_empty()),
        Value::Number(number) if number.is_finite() => {
            Some(format_number((number * 100.0).round() / 100.0))
        }
        Value::Date(date) => Some(short_date(*date)),
        Value::Blank | Value::Boolean(_) | Value::Number(_) => None,
    }
}

/// A short code of a response, to match paper and screen: the end of its id, in groups of four.
pub fn short_code(id: &str) -> String {
    let digits: Vec<char> = id.chars().filter(char::is_ascii_alphanumeric).collect();
    let last = &digits[digits.len().saturating_sub(8)..];
    let groups: Vec<String> = last.chunks(4).map(|group| group.iter().collect()).collect();
    groups.join("-").to_ascii_uppercase()
}

#[cfg(test)]
mod tests;
