//! Walks a form as a person does: question by question, answering what is asked.

use sohoi_form::{Path, Question, QuestionType, Session};

/// Every place of the form where an answer can stand, in document order.
pub(crate) fn places(session: &Session) -> Vec<(Path, &Question)> {
    let sections = &session.engine().form().sections;
    let mut places = Vec::new();
    for question in sections.iter().flat_map(|section| &section.questions) {
        match question.kind {
            QuestionType::Calculate => {}
            QuestionType::Repeat => {
                for row in session.rows(&question.name) {
                    let inner = question.questions.iter();
                    places.extend(
                        inner
                            .filter(|inner| inner.kind != QuestionType::Calculate)
                            .map(|inner| (Path::in_row(&question.name, &row, &inner.name), inner)),
                    );
                }
            }
            _ => places.push((Path::top(&question.name), question)),
        }
    }
    places
}

/// Answers that might be valid, the fullest first; every choice, and every choice but one.
pub(crate) fn candidates(session: &Session, path: &Path, question: &Question) -> Vec<String> {
    let words = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect();
    let choices: Vec<&str> = session
        .options(path)
        .iter()
        .map(|choice| choice.name.as_str())
        .collect();
    match question.kind {
        QuestionType::Text => words(&["BTN-X-0412", "Hội Khuyến học xã Phan Rí Thành"]),
        QuestionType::Integer => words(&["24", "5", "3", "1", "0"]),
        QuestionType::Decimal => words(&["88.5", "40", "12.25", "0"]),
        QuestionType::Date => words(&["2016-11-20", "2017-05-15", "2017-06-30", "2017-12-20"]),
        QuestionType::SelectOne => words(&choices),
        QuestionType::SelectMultiple => {
            let some = choices.iter().filter(|choice| **choice != "none").copied();
            let mut candidates = vec![some.collect::<Vec<_>>().join(" "), choices.join(" ")];
            candidates.extend(choices.iter().map(|choice| (*choice).to_owned()));
            candidates
        }
        QuestionType::Acknowledge => words(&["OK"]),
        QuestionType::Image => vec!["5e".repeat(32)],
        QuestionType::Calculate | QuestionType::Repeat => Vec::new(),
    }
}

/// Answers everything that is asked, in passes, because an answer can open questions before it.
///
/// # Panics
///
/// When a question that is asked takes none of the candidates.
pub(crate) fn fill(session: &mut Session) {
    for _ in 0..10 {
        let open: Vec<_> = places(session)
            .into_iter()
            .filter(|(path, _)| session.is_relevant(path) && !session.answers().contains_key(path))
            .map(|(path, question)| (path, question.clone()))
            .collect();
        if open.is_empty() {
            return;
        }
        for (path, question) in open {
            if session.is_relevant(&path) {
                answer(session, &path, &question);
            }
        }
    }
    panic!("the form keeps asking");
}

fn answer(session: &mut Session, path: &Path, question: &Question) {
    let candidates = candidates(session, path, question);
    for candidate in &candidates {
        session.set(path, Some(candidate));
        if session.problem(path).is_none() {
            return;
        }
    }
    panic!(
        "{path} takes none of {candidates:?}: {:?}",
        session.problem(path)
    );
}
