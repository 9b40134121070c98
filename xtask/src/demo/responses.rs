//! The responses of the demonstration, one line each.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::Serialize;
use sohoi_form::{Answers, Engine, Path, Session};
use sohoi_round::{CompiledRound, Subject};

use super::association::Association;
use super::random::Random;
use super::state::{State, author, response_id, states};
use super::{form_a, form_b, totals, words};
use crate::failure::Failure;

/// One response, as `sohoi-server demo load` reads it.
#[derive(Serialize)]
pub(super) struct Response {
    pub(super) id: String,
    pub(super) subject: String,
    pub(super) form: String,
    pub(super) state: State,
    pub(super) author: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) note: Option<String>,
    pub(super) answers: BTreeMap<String, String>,
}

/// The responses as NDJSON.
pub(super) fn write(round: &CompiledRound) -> Result<String, Failure> {
    lines(&make(round)?)
}

/// One line of JSON each.
pub(super) fn lines(responses: &[Response]) -> Result<String, Failure> {
    let mut lines = String::new();
    for response in responses {
        let line =
            serde_json::to_string(response).map_err(|error| Failure::new(error.to_string()))?;
        lines.push_str(&line);
        lines.push('\n');
    }
    Ok(lines)
}

/// The responses in the order of the register; those that were sent pass the engine.
pub(super) fn make(compiled: &CompiledRound) -> Result<Vec<Response>, Failure> {
    let engines = engines(compiled)?;
    let states = states(&compiled.register);
    let mut associations: Vec<Association<'_>> = compiled
        .register
        .iter()
        .zip(&states)
        .filter_map(|(subject, state)| Association::of(subject, *state))
        .collect();
    totals::fit(&mut associations);

    let mut by_id = BTreeMap::new();
    let mut by_unit: BTreeMap<&str, Vec<&Association<'_>>> = BTreeMap::new();
    for association in &associations {
        by_id.insert(association.subject.id.as_str(), association);
        let unit = association.subject.unit.as_str();
        by_unit.entry(unit).or_default().push(association);
    }

    let mut responses = Vec::new();
    for (subject, state) in compiled.register.iter().zip(states) {
        let Some(state) = state else { continue };
        let association = by_id.get(subject.id.as_str()).copied();
        let filling = match association {
            Some(association) => form_a::fill(association),
            None => {
                let unit = by_unit.get(subject.unit.as_str());
                form_b::fill(subject, unit.map_or(&[], Vec::as_slice))
            }
        };
        let form = form_of(compiled, subject)?;
        let engine = engines
            .get(&form)
            .ok_or_else(|| Failure::new("a kind names no form"))?;
        let answers = explained(filling.0, subject, engine, state)?;
        let mut random = Random::of(&format!("end of {}", subject.id));
        let answers = match state {
            State::Draft => begun(answers, engine, &mut random),
            _ => answers,
        };
        if state.is_sent() {
            check(subject, engine, &answers)?;
        }
        let note = (state == State::Returned).then(|| words::return_note(association, &mut random));
        responses.push(Response {
            id: response_id(subject),
            subject: subject.id.clone(),
            form,
            state,
            author: author(subject),
            note,
            answers,
        });
    }
    Ok(responses)
}

fn engines(compiled: &CompiledRound) -> Result<BTreeMap<String, Arc<Engine>>, Failure> {
    compiled
        .round
        .forms
        .iter()
        .map(|form| {
            let engine = Engine::compile(form.clone()).map_err(|problems| {
                Failure::new(format!("the form {} is broken: {problems:?}", form.id))
            })?;
            Ok((form.id.clone(), engine))
        })
        .collect()
}

fn form_of(compiled: &CompiledRound, subject: &Subject) -> Result<String, Failure> {
    let mut kinds = compiled.round.subject_kinds.iter();
    let kind = kinds.find(|kind| kind.id == subject.kind);
    kind.map(|kind| kind.form.clone())
        .ok_or_else(|| Failure::new(format!("{} is of no kind", subject.id)))
}

/// The answers of the first sections: a form that somebody has begun.
fn begun(
    mut answers: BTreeMap<String, String>,
    engine: &Engine,
    random: &mut Random,
) -> BTreeMap<String, String> {
    let sections = &engine.form().sections;
    let most = sections.len() as i64 - 3;
    let filled = random.between(2, most) as usize;
    let later: Vec<&str> = sections[filled..]
        .iter()
        .flat_map(|section| &section.questions)
        .map(|question| question.name.as_str())
        .collect();
    answers.retain(|path, _| {
        let top = path.split('/').next().unwrap_or(path);
        !later.contains(&top)
    });
    answers
}

/// The answers with a word on what is unusual in them; not everybody gives it.
fn explained(
    mut answers: BTreeMap<String, String>,
    subject: &Subject,
    engine: &Arc<Engine>,
    state: State,
) -> Result<BTreeMap<String, String>, Failure> {
    let given = match state {
        State::Draft | State::Returned => 500,
        State::Submitted | State::Checked => 900,
        State::Approved => 970,
    };
    let mut random = Random::of(&format!("explanations of {}", subject.id));
    let session = Session::new(engine.clone(), typed(subject, &answers)?);
    for (path, _) in session.explanations() {
        if random.chance(given) {
            let word = words::explanation(&path.question, &mut random);
            answers.insert(path.to_string(), word.to_owned());
        }
    }
    Ok(answers)
}

/// Fails when the engine would not let the answers be submitted.
fn check(
    subject: &Subject,
    engine: &Arc<Engine>,
    answers: &BTreeMap<String, String>,
) -> Result<(), Failure> {
    let problems = Session::new(engine.clone(), typed(subject, answers)?).problems();
    if problems.is_empty() {
        return Ok(());
    }
    let all: Vec<String> = problems
        .iter()
        .map(|problem| format!("{} {:?}", problem.path, problem.kind))
        .collect();
    Err(Failure::new(format!(
        "{} cannot be submitted: {}",
        subject.id,
        all.join(", ")
    )))
}

/// The answers by place.
fn typed(subject: &Subject, answers: &BTreeMap<String, String>) -> Result<Answers, Failure> {
    let mut typed = Answers::new();
    for (place, value) in answers {
        let path: Path = place
            .parse()
            .map_err(|_| Failure::new(format!("{}: {place} is not a place", subject.id)))?;
        typed.insert(path, value.clone());
    }
    Ok(typed)
}
