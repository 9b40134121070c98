//! What a whole form tells the one who filled it in, computed from its answers.

mod beside;

use sohoi_expr::Value;
use sohoi_form::{Path, QuestionType, Session, Text};
use sohoi_round::{Advice, Portrait, Score};
use sohoi_text::{Language, format_decimal};

use crate::paper::{answer_words, plain};

pub use beside::{Beside, BesideFigure, beside};

/// A portrait with its values.
#[derive(Clone, Debug, PartialEq)]
pub struct Seen {
    /// The title of the page.
    pub title: String,
    /// Scores in order.
    pub scores: Vec<SeenScore>,
    /// Rows of numbers.
    pub trends: Vec<SeenTrend>,
    /// Days and numbers that are not blank, with what they are.
    pub facts: Vec<(String, String)>,
    /// What to do.
    pub advice: Vec<String>,
}

/// A score with its value and what makes it up.
#[derive(Clone, Debug, PartialEq)]
pub struct SeenScore {
    /// What people read.
    pub label: String,
    /// Its value; `None` where it cannot be calculated.
    pub value: Option<f64>,
    /// The most it can be.
    pub max: f64,
    /// What it says, or how it comes about.
    pub note: Option<String>,
    /// What is to be said of it.
    pub verdicts: Vec<String>,
    /// What makes it up.
    pub parts: Vec<SeenPart>,
}

/// A part of a score.
#[derive(Clone, Debug, PartialEq)]
pub struct SeenPart {
    /// What people read.
    pub label: String,
    /// The answer behind it.
    pub answer: Option<String>,
    /// Its points; `None` where they cannot be calculated.
    pub points: Option<f64>,
    /// The most points.
    pub max: f64,
    /// Where the answer stands: section and place, unless it is calculated.
    pub place: Option<(String, Path)>,
}

/// The name of a row, and its number.
pub type Point = (String, Option<f64>);

/// A row of numbers by the names of their rows, e.g. years. Rows in which nothing is asked are left
/// out.
#[derive(Clone, Debug, PartialEq)]
pub struct SeenTrend {
    /// What people read, with the unit.
    pub label: String,
    /// What to know about it.
    pub note: Option<String>,
    /// What the last row covers, where that is less than what the others do.
    pub partial: Option<String>,
    /// Name and number of each row.
    pub points: Vec<Point>,
}

/// Computes a portrait. `measure` gives the words for the code of a unit.
pub fn seen(
    portrait: &Portrait,
    session: &Session,
    language: Language,
    measure: &dyn Fn(&str) -> String,
) -> Seen {
    let painter = Painter {
        session,
        language,
        measure,
    };
    let facts = portrait.facts.iter().filter_map(|fact| {
        let value = match painter.value(&fact.value) {
            number @ Value::Number(_) => format_decimal(&plain(&number)?),
            value => plain(&value)?,
        };
        Some((painter.words(&fact.label), value))
    });
    let trends = portrait.trends.iter().filter_map(|trend| {
        let (points, has_last) = painter.points(&trend.question)?;
        // What is said of the last row is said of no other that happens to stand last.
        let partial = trend.partial.as_ref().filter(|_| has_last);
        Some(SeenTrend {
            label: painter.with_unit(&trend.label, &trend.question),
            note: trend.note.as_ref().map(|note| painter.words(note)),
            partial: partial.map(|partial| painter.words(partial)),
            points,
        })
    });
    Seen {
        title: painter.words(&portrait.title),
        scores: portrait
            .scores
            .iter()
            .map(|score| painter.score(score))
            .collect(),
        trends: trends.collect(),
        facts: facts.collect(),
        advice: painter.said(&portrait.advice),
    }
}

struct Painter<'a> {
    session: &'a Session,
    language: Language,
    measure: &'a dyn Fn(&str) -> String,
}

impl Painter<'_> {
    fn words(&self, text: &Text) -> String {
        self.language.pick(&text.vi, &text.en).to_owned()
    }

    /// The value of an expression. The round was checked when it was compiled; one that means
    /// nothing to another version of the form is blank.
    fn value(&self, expression: &str) -> Value {
        let reference = self.session.engine().reference(expression, None);
        reference.map_or(Value::Blank, |reference| {
            self.session.evaluate(&reference, None)
        })
    }

    fn number(&self, expression: &str) -> Option<f64> {
        match self.value(expression) {
            Value::Number(number) if number.is_finite() => Some(number),
            _ => None,
        }
    }

    fn said(&self, advice: &[Advice]) -> Vec<String> {
        let said = advice.iter().filter(|advice| {
            let reference = self.session.engine().reference(&advice.when, None);
            reference.is_ok_and(|reference| self.session.holds(&reference, None))
        });
        said.map(|advice| self.words(&advice.text)).collect()
    }

    fn score(&self, score: &Score) -> SeenScore {
        let parts = score.parts.iter().map(|part| {
            let path = part.question.as_ref().map(|name| Path::top(name.clone()));
            SeenPart {
                label: self.words(&part.label),
                answer: path.as_ref().and_then(|path| self.answer(path)),
                points: self.number(&part.points),
                max: most(&part.max),
                place: path.and_then(|path| Some((self.section_of(&path)?, path))),
            }
        });
        SeenScore {
            label: self.words(&score.label),
            value: self.number(&score.value),
            max: most(&score.max),
            note: score.note.as_ref().map(|note| self.words(note)),
            verdicts: self.said(&score.verdicts),
            parts: parts.collect(),
        }
    }

    fn answer(&self, path: &Path) -> Option<String> {
        let question = self.session.engine().question(&path.question)?;
        let answer = answer_words(self.session, question, path, self.language)?;
        let unit = question.unit.as_deref().map(self.measure);
        Some(match unit {
            Some(unit) => [&answer, " ", &unit].concat(),
            None => answer,
        })
    }

    /// The section in which somebody answers a question; none where it is calculated.
    fn section_of(&self, path: &Path) -> Option<String> {
        let mut sections = self.session.engine().form().sections.iter();
        let is_asked = |section: &&sohoi_form::Section| {
            let mut questions = section.questions.iter();
            questions.any(|own| own.name == path.question && own.kind != QuestionType::Calculate)
        };
        sections.find(is_asked).map(|section| section.id.clone())
    }

    fn with_unit(&self, label: &Text, question: &str) -> String {
        let label = self.words(label);
        let question = self.session.engine().question(question);
        match question.and_then(|question| question.unit.as_deref()) {
            Some(unit) => [&label, " (", &(self.measure)(unit), ")"].concat(),
            None => label,
        }
    }

    /// The rows in which something is asked, and whether the last row of all is one of them.
    fn points(&self, question: &str) -> Option<(Vec<Point>, bool)> {
        let engine = self.session.engine();
        let repeat = engine.question(engine.repeat_of(question)?)?;
        let place = |row: &String, name: &str| {
            Path::in_row(repeat.name.clone(), row.clone(), name.to_owned())
        };
        let is_asked = |row: &String| {
            let mut inner = repeat.questions.iter();
            inner.any(|inner| {
                inner.kind != QuestionType::Calculate
                    && self.session.is_relevant(&place(row, &inner.name))
            })
        };
        let rows = self.session.rows(&repeat.name);
        let points = rows.iter().filter(|row| is_asked(row)).map(|row| {
            let key = repeat.row_key.as_ref();
            let title = key.and_then(|key| plain(&self.session.value(&place(row, key))));
            let value = match self.session.value(&place(row, question)) {
                Value::Number(number) if number.is_finite() => Some(number),
                _ => None,
            };
            (title.unwrap_or_else(|| row.clone()), value)
        });
        Some((points.collect(), rows.last().is_some_and(is_asked)))
    }
}

/// To one decimal, as scores have it.
pub fn tenths(value: f64) -> f64 {
    (value * 10.0).round() / 10.0
}

/// A plain decimal, checked when the round was compiled.
fn most(text: &str) -> f64 {
    text.parse().unwrap_or(100.0)
}

#[cfg(test)]
mod tests;
