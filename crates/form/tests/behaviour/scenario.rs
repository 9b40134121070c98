//! A form of a few lines, and somebody who fills it in.
//!
//! ```text
//! list level: province district commune(kind=small)
//! section b | relevant: ${a} = 1
//! integer a required | constraint: . > 0
//! select_one level place | choice_filter: kind = 'small'
//! calculate twice | calculation: ${a} * 2
//! repeat rows | repeat_count: 3
//!   integer x
//! end
//! ```

use std::sync::Arc;

use sohoi_form::{
    Answers, Changed, Choice, DefinitionProblem, Engine, Form, Path, ProblemKind, Question,
    QuestionType, Section, Session, Text,
};

/// A form being filled in.
pub(crate) struct Scenario {
    pub(crate) session: Session,
}

impl Scenario {
    /// Opens an empty sheet of the form.
    pub(crate) fn new(form: &str) -> Self {
        Self::with_answers(form, &[])
    }

    /// Opens a sheet with stored answers.
    pub(crate) fn with_answers(form: &str, answers: &[(&str, &str)]) -> Self {
        let answers: Answers = answers
            .iter()
            .map(|(place, text)| (path(place), (*text).to_owned()))
            .collect();
        let session = Session::new(engine(form), answers);
        Self { session }
    }

    pub(crate) fn answer(&mut self, place: &str, text: &str) -> Changed {
        self.session.set(&path(place), Some(text))
    }

    pub(crate) fn clear(&mut self, place: &str) -> Changed {
        self.session.set(&path(place), None)
    }

    /// The value as expressions see it, as text.
    pub(crate) fn value(&self, place: &str) -> String {
        self.session.value(&path(place)).to_string()
    }

    pub(crate) fn is_relevant(&self, place: &str) -> bool {
        self.session.is_relevant(&path(place))
    }

    pub(crate) fn problem(&self, place: &str) -> Option<ProblemKind> {
        self.session
            .problem(&path(place))
            .map(|problem| problem.kind)
    }

    pub(crate) fn problems(&self) -> Vec<(String, ProblemKind)> {
        let problems = self.session.problems().into_iter();
        problems
            .map(|problem| (problem.path.to_string(), problem.kind))
            .collect()
    }

    pub(crate) fn options(&self, place: &str) -> Vec<&str> {
        let options = self.session.options(&path(place)).into_iter();
        options.map(|choice| choice.name.as_str()).collect()
    }
}

/// The places of a change, as text.
pub(crate) fn places(changed: &Changed) -> Vec<String> {
    changed.paths.iter().map(ToString::to_string).collect()
}

pub(crate) fn path(place: &str) -> Path {
    place
        .parse()
        .unwrap_or_else(|_| panic!("{place} is no path"))
}

pub(crate) fn engine(form: &str) -> Arc<Engine> {
    compile(form).unwrap_or_else(|problems| panic!("{form}\n{problems:#?}"))
}

pub(crate) fn compile(form: &str) -> Result<Arc<Engine>, Vec<DefinitionProblem>> {
    Engine::compile(read(form))
}

/// Reads the lines of a form.
fn read(text: &str) -> Form {
    let mut form = Form {
        id: "scenario".to_owned(),
        version: "1".to_owned(),
        title: Text::default(),
        description: Text::default(),
        respondent: Text::default(),
        sections: Vec::new(),
        choice_lists: Default::default(),
    };
    let mut repeat: Option<Question> = None;
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        if let Some(list) = line.strip_prefix("list ") {
            let (name, choices) = list.split_once(':').unwrap();
            let choices = choices.split_whitespace().map(choice).collect();
            form.choice_lists.insert(name.to_owned(), choices);
            continue;
        }
        if line.starts_with("section ") {
            let section = question(line, QuestionType::Text);
            form.sections.push(Section {
                id: section.name,
                title: Text::default(),
                seed: Vec::new(),
                relevant: section.relevant,
                questions: Vec::new(),
            });
            continue;
        }
        if form.sections.is_empty() {
            form.sections.push(Section {
                id: "main".to_owned(),
                title: Text::default(),
                seed: Vec::new(),
                relevant: None,
                questions: Vec::new(),
            });
        }
        let questions = &mut form.sections.last_mut().unwrap().questions;
        let kind = line.split(' ').next().unwrap();
        match (kind, &mut repeat) {
            ("repeat", None) => repeat = Some(question(line, QuestionType::Repeat)),
            ("end", Some(_)) => questions.extend(repeat.take()),
            (_, Some(repeat)) => repeat.questions.push(question(line, kind_of(kind))),
            (_, None) => questions.push(question(line, kind_of(kind))),
        }
    }
    form
}

fn kind_of(kind: &str) -> QuestionType {
    serde_json::from_value(kind.into()).unwrap_or_else(|_| panic!("{kind} is no type"))
}

/// `type [list] name [required] | property: expression | …`
fn question(line: &str, kind: QuestionType) -> Question {
    let mut parts = line.split(" | ");
    let mut words: Vec<&str> = parts.next().unwrap().split_whitespace().skip(1).collect();
    let required = words.last() == Some(&"required") && words.len() > 1;
    if required {
        words.pop();
    }
    let mut question = Question {
        name: (*words.last().unwrap_or(&"")).to_owned(),
        kind,
        label: Text::default(),
        hint: None,
        list: (words.len() > 1).then(|| words[0].to_owned()),
        choice_filter: None,
        required,
        relevant: None,
        constraint: None,
        constraint_message: None,
        calculation: None,
        appearance: None,
        unit: None,
        prefill: None,
        legal_basis: None,
        tier: None,
        pii: None,
        seed: Vec::new(),
        repeat_count: None,
        row_key: None,
        questions: Vec::new(),
    };
    for part in parts {
        let (property, expression) = part.split_once(':').unwrap();
        let slot = match property.trim() {
            "choice_filter" => &mut question.choice_filter,
            "relevant" => &mut question.relevant,
            "constraint" => &mut question.constraint,
            "calculation" => &mut question.calculation,
            "repeat_count" => &mut question.repeat_count,
            "row_key" => &mut question.row_key,
            "appearance" => &mut question.appearance,
            other => panic!("{other} is no property"),
        };
        *slot = Some(expression.trim().to_owned());
    }
    question
}

/// `name` or `name(attribute=value,…)`
fn choice(word: &str) -> Choice {
    let (name, attributes) = word.split_once('(').unwrap_or((word, ")"));
    let attributes = attributes.trim_end_matches(')').split(',');
    Choice {
        name: name.to_owned(),
        label: Text::default(),
        attributes: attributes
            .filter_map(|pair| pair.split_once('='))
            .map(|(attribute, value)| (attribute.to_owned(), value.to_owned()))
            .collect(),
    }
}
