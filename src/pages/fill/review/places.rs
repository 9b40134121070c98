//! Places of a response that the review page tells, each with what is to be said about it.

use leptos::prelude::*;
use sohoi_form::{Path, Problem, ProblemKind, QuestionType};
use sohoi_text::messages::{form as words, register};

use crate::components::field::problem;
use crate::pages::fill::register_note::findings;
use crate::routes::Route;
use crate::state::answer;
use crate::state::desk::Desk;
use crate::state::sheet::Sheet;
use crate::view::{Element, view};

/// One line a question: the rows of a repeat that lack the same answer stand together.
#[derive(Clone, PartialEq)]
pub(super) struct Place {
    section: String,
    /// The title of its section, where it is the first one of it in a list.
    heading: Option<String>,
    path: Path,
    label: String,
    rows: Vec<String>,
    sentence: String,
}

impl Place {
    fn new(desk: Desk, sheet: &Sheet, path: Path, sentence: String) -> Self {
        let language = desk.language.get_untracked();
        let question = sheet.question(&path);
        let label = question.map(|question| {
            let label = answer::words(language, &question.label);
            match sheet.number_of(&path) {
                Some(number) => [&number.to_string(), ". ", &label].concat(),
                None => label,
            }
        });
        Self {
            section: sheet.section_of(&path).unwrap_or_default(),
            heading: None,
            label: label.unwrap_or_else(|| path.to_string()),
            rows: sheet.row_title(&path).into_iter().collect(),
            path,
            sentence,
        }
    }

    /// The line: the question as a link to it, and the sentence.
    pub(super) fn row(&self, response: &str) -> Element {
        let href = Route::Response {
            id: response.to_owned(),
            section: Some(self.section.clone()),
            at: Some(self.path.to_string()),
        };
        let rows = self.rows.join(", ");
        let separator = if rows.is_empty() || self.sentence.is_empty() {
            ""
        } else {
            ": "
        };
        let heading = self.heading.clone();
        view! {
            <li class:begins-section=heading.is_some()>
                {heading.map(|heading| view! { <b class="left-section">{heading}</b> })}
                <a href=href.href()>{self.label.clone()}</a>
                <span>{[&rows, separator, &self.sentence].concat()}</span>
            </li>
        }
    }
}

/// The same places, the first of each section with its title.
pub(super) fn with_headings(desk: Desk, sheet: &Sheet, mut places: Vec<Place>) -> Vec<Place> {
    let language = desk.language.get_untracked();
    let mut before = None;
    for place in &mut places {
        if before.as_ref() != Some(&place.section) {
            let title = sheet.with_session(|session| {
                let mut sections = session.engine().form().sections.iter();
                let section = sections.find(|section| section.id == place.section)?;
                Some(answer::words(language, &section.title))
            });
            place.heading = title;
            before = Some(place.section.clone());
        }
    }
    places
}

/// What is wrong, or what is missing.
pub(super) fn mistakes(desk: Desk, sheet: &Sheet, is_missing: bool) -> Vec<Place> {
    let mut places: Vec<Place> = Vec::new();
    for (_, problem) in sheet.problems() {
        if (problem.kind == ProblemKind::Missing) != is_missing {
            continue;
        }
        let is_same = |own: &&mut Place| {
            let path = &problem.path;
            is_missing && path.row.is_some() && own.path.question == path.question
        };
        match places.iter_mut().find(is_same) {
            Some(known) => known.rows.extend(sheet.row_title(&problem.path)),
            None => {
                let sentence = sentence(desk, sheet, &problem);
                places.push(Place::new(desk, sheet, problem.path, sentence));
            }
        }
    }
    places
}

/// What is wrong with an answer, in a sentence.
fn sentence(desk: Desk, sheet: &Sheet, problem: &Problem) -> String {
    let language = desk.language.get_untracked();
    let question = sheet.question(&problem.path);
    match (problem.kind, question) {
        // The heading above the list says it for all.
        (ProblemKind::Missing, _) => String::new(),
        (_, None) => words::to_mend(language).to_owned(),
        (kind, Some(question)) => sheet.with_session(|session| {
            let value = session.answers().get(&problem.path).map(String::as_str);
            problem::sentence(language, &question, kind, value)
        }),
    }
}

/// Answers that differ from the register.
pub(super) fn differences(desk: Desk, sheet: &Sheet) -> Vec<Place> {
    let language = desk.language.get_untracked();
    let response = desk.work().and_then(|work| work.response(sheet.id()));
    let Some((work, view)) = desk.work().zip(response) else {
        return Vec::new();
    };
    let found =
        sheet.with_session(|session| findings(language, &work, &view.response.slot, session));
    let found = found.into_iter();
    found
        .map(|found| {
            let sentence = register::both(language, &found.register, &found.answer);
            Place::new(desk, sheet, found.path, sentence)
        })
        .collect()
}

/// What is unusual, with the word that was given about it or without one.
pub(super) fn explanations(desk: Desk, sheet: &Sheet, are_given: bool) -> Vec<Place> {
    let all = sheet.with_session(|session| session.explanations());
    let mut places = Vec::new();
    for (path, is_given) in all {
        if is_given == are_given {
            let word = sheet.with_session(|session| session.answers().get(&path).cloned());
            places.push(Place::new(desk, sheet, path, word.unwrap_or_default()));
        }
    }
    places
}

/// Photos, each with whether the server has it.
pub(super) fn photos(desk: Desk, sheet: &Sheet) -> Vec<Place> {
    let language = desk.language.get_untracked();
    let Some(work) = desk.work() else {
        return Vec::new();
    };
    let mut photos = Vec::new();
    sheet.with_session(|session| {
        for (path, hash) in session.answers() {
            if session.is_relevant(path) {
                photos.push((path.clone(), hash.clone()));
            }
        }
    });
    photos.retain(|(path, _)| {
        let question = sheet.question(path);
        question.is_some_and(|question| question.kind == QuestionType::Image)
    });
    let mut places = Vec::with_capacity(photos.len());
    for (path, hash) in photos {
        let sentence = if work.is_on_server(sheet.id(), &path.to_string(), &hash) {
            words::photo_sent(language)
        } else {
            words::photo_unsent(language)
        };
        places.push(Place::new(desk, sheet, path, sentence.to_owned()));
    }
    places
}
