//! The figures of a round, computed from the responses that count.

mod listed;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use serde::Serialize;
use sohoi_form::{Engine, Session};
use sohoi_round::Round;
use sohoi_stats::{
    Book, Candidate, Counted, Population, RegisterLine, RegisterProgress, Standing, choose_counted,
    compute, register_progress,
};
use sohoi_sync::{Response, State, SubjectLine, is_provisional};

use crate::forms::Forms;
use crate::judge::answers;
use crate::purge;
use crate::scope::{Reach, Scoped};
use crate::store::{Read, StoreError, StoredResponse, StoredRound};

/// The figures of a round as somebody with a reach sees them.
#[derive(Debug, Serialize)]
pub struct Figures {
    /// The id of the round.
    #[serde(rename = "round")]
    pub id: String,
    /// The hash of its document.
    pub document: String,
    /// Whether its data is made up.
    pub demonstration: bool,
    /// Which responses count.
    pub population: Population,
    /// How many count.
    pub responses: usize,
    /// How much of the register has a response that counts.
    pub progress: RegisterProgress,
    /// The indicators.
    #[serde(flatten)]
    pub book: Book,
    /// The round itself.
    #[serde(skip)]
    pub round: Round,
}

/// Why there are no figures.
#[derive(Debug, thiserror::Error)]
pub enum FiguresError {
    /// The store failed, or what it holds cannot be read.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The round names a document or form version that is not here.
    #[error("{0}")]
    Incomplete(String),
}

/// The responses that count, with what they are counted by.
#[derive(Debug)]
pub struct CountedResponses {
    /// The round itself.
    pub round: Round,
    /// The compiled current version of each form with its hash, in the order of the round.
    pub engines: Vec<(String, Arc<Engine>)>,
    /// The register within reach.
    pub subjects: Vec<SubjectLine>,
    /// The responses.
    pub responses: Vec<Response>,
    /// The same responses, in the same order, opened under their form version.
    pub counted: Vec<Counted>,
}

/// Computes the figures of a round over the responses within reach.
///
/// # Errors
///
/// Where the store fails or the round is not whole.
pub async fn figures(
    view: &mut dyn Read,
    forms: &Forms,
    stored: &StoredRound,
    population: Population,
    reach: &Reach,
) -> Result<Figures, FiguresError> {
    let found = counted(view, forms, stored, population, reach).await?;
    let (book, progress) = figures_of(&found)?;
    Ok(Figures {
        id: stored.id.clone(),
        document: stored.document.clone(),
        demonstration: stored.demonstration,
        population,
        responses: found.responses.len(),
        progress,
        book,
        round: found.round,
    })
}

/// Finds the responses within reach that count.
///
/// # Errors
///
/// Where the store fails or the round is not whole.
pub async fn counted(
    view: &mut dyn Read,
    forms: &Forms,
    stored: &StoredRound,
    population: Population,
    reach: &Reach,
) -> Result<CountedResponses, FiguresError> {
    let missing =
        || FiguresError::Incomplete(format!("document {} is not here whole", stored.document));
    let purges = view.purges().await?;
    if let Some(purge) = purges.iter().find(|purge| purge.round == stored.id) {
        return Err(FiguresError::Incomplete(purge::told(purge)));
    }
    let round = forms
        .whole_round(view, &stored.document)
        .await?
        .ok_or_else(missing)?;
    let mut engines = Vec::with_capacity(round.forms.len());
    for form in &round.forms {
        let hash = stored.forms.get(&form.id).ok_or_else(missing)?;
        engines.push((hash.clone(), engine(view, forms, &stored.id, hash).await?));
    }
    let register = view.subjects(reach, &stored.id).await?;
    let responses = view.responses(reach).await?;
    let of_round = responses
        .iter()
        .map(Scoped::get)
        .filter(|response| response.response.slot.round == stored.id);
    let chosen = choose(of_round, &register, population);
    let mut counted = Vec::with_capacity(chosen.len());
    for response in &chosen {
        counted.push(Counted {
            id: response.id.clone(),
            form: response.slot.form.clone(),
            session: session(view, forms, response).await?,
        });
    }
    Ok(CountedResponses {
        engines,
        counted,
        responses: chosen.into_iter().cloned().collect(),
        subjects: register.into_iter().map(Scoped::into_inner).collect(),
        round,
    })
}

/// Computes the figures of the responses that count, and how much of the register they are.
///
/// # Errors
///
/// Where the indicators do not fit the forms.
pub fn figures_of(found: &CountedResponses) -> Result<(Book, RegisterProgress), FiguresError> {
    let round = &found.round;
    let engines: Vec<_> = found.engines.iter().map(|(_, it)| it.clone()).collect();
    let book = compute(
        &round.indicators,
        &round.dimensions,
        &engines,
        &found.counted,
    )
    .map_err(|flaws| FiguresError::Incomplete(format!("{flaws:?}")))?;
    let counted: BTreeSet<&str> = found
        .responses
        .iter()
        .map(|response| response.slot.subject.as_str())
        .collect();
    let is_counted = |subject: &str| counted.contains(subject);
    Ok((book, progress(round, &found.subjects, &is_counted)))
}

/// How much of a register is counted.
pub(crate) fn progress(
    round: &Round,
    register: &[SubjectLine],
    is_counted: &dyn Fn(&str) -> bool,
) -> RegisterProgress {
    register_progress(&lines(round, register), is_counted)
}

/// One response of each slot, of those whose subject is in the register.
fn choose<'r>(
    responses: impl Iterator<Item = &'r StoredResponse>,
    register: &[Scoped<SubjectLine>],
    population: Population,
) -> Vec<&'r Response> {
    // What the register lacks so far is in no approved figure.
    let known: BTreeSet<&str> = register
        .iter()
        .map(|line| line.get().id.as_str())
        .filter(|id| population == Population::Provisional || !is_provisional(id))
        .collect();
    let responses: Vec<(&Response, String)> = responses
        .map(|stored| &stored.response)
        .filter(|response| known.contains(response.slot.subject.as_str()))
        .map(|response| {
            let slot = format!("{}\u{0}{}", response.slot.form, response.slot.subject);
            (response, slot)
        })
        .collect();
    let candidates: Vec<Candidate<'_>> = responses
        .iter()
        .map(|(response, slot)| Candidate {
            slot,
            standing: standing(response.state),
            sequence: response.state_revision,
            id: &response.id,
        })
        .collect();
    choose_counted(population, &candidates)
        .into_iter()
        .map(|position| responses[position].0)
        .collect()
}

/// How far a state is.
pub(crate) fn standing(state: State) -> Standing {
    match state {
        State::Draft | State::Returned => Standing::Open,
        State::Submitted => Standing::Submitted,
        State::Checked => Standing::Checked,
        State::Approved => Standing::Approved,
        State::Locked => Standing::Locked,
    }
}

/// The answers under the form version that they were given under.
async fn session(
    view: &mut dyn Read,
    forms: &Forms,
    response: &Response,
) -> Result<Session, FiguresError> {
    let engine = engine(view, forms, &response.slot.round, &response.form_hash).await?;
    Ok(Session::new(engine, answers(response)))
}

async fn engine(
    view: &mut dyn Read,
    forms: &Forms,
    round: &str,
    hash: &str,
) -> Result<Arc<Engine>, FiguresError> {
    let missing =
        || FiguresError::Incomplete(format!("form version {hash} is not here, or of no use"));
    let engine = forms.engine(view, round, hash).await?;
    engine.ok_or_else(missing)
}

/// The register as progress sees it.
fn lines<'r>(round: &'r Round, register: &'r [SubjectLine]) -> Vec<RegisterLine<'r>> {
    let units: BTreeMap<&str, (&str, Option<&str>)> = round
        .units
        .iter()
        .map(|unit| {
            let about = (unit.level.as_str(), unit.parent.as_deref());
            (unit.id.as_str(), about)
        })
        .collect();
    let line = |line: &'r SubjectLine| {
        let mut above = vec![line.unit.as_str()];
        // A compiled round has no circle of units; whatever this is, it ends.
        while let Some((_, Some(parent))) = above.last().and_then(|unit| units.get(unit))
            && above.len() <= units.len()
        {
            above.push(parent);
        }
        RegisterLine {
            subject: &line.id,
            kind: &line.kind,
            level: units.get(line.unit.as_str()).map_or("", |(level, _)| level),
            units: above,
        }
    };
    register
        .iter()
        .filter(|line| !is_provisional(&line.id))
        .map(line)
        .collect()
}
