//! Which responses count, and the figures of them: as the pages and the server choose and compute
//! them.

use litemap::LiteMap;
use sohoi_form::Session;
use sohoi_stats::{
    Book, Candidate, Counted, Population, RegisterLine, RegisterProgress, Standing, choose_counted,
    compute, register_progress,
};
use sohoi_sync::{Response, State, is_provisional};

use crate::Failure;
use crate::holdings::{Holdings, answers};

/// How many indicators are computed between two steps.
const INDICATORS_A_STEP: usize = 8;

/// The responses that count.
pub(crate) struct Counting<'h> {
    holdings: &'h Holdings,
    /// With their answers under their form version, in one order with [`counted`](Self::counted).
    pub(crate) responses: Vec<&'h Response>,
    pub(crate) counted: Vec<Counted>,
    /// How many could not be read, because their form version is not here.
    pub(crate) left_out: usize,
    /// Whose responses count, those that could not be read too.
    pub(crate) subjects: LiteMap<&'h str, ()>,
}

impl<'h> Counting<'h> {
    /// Opens the responses of a population, one of each slot whose subject is in the register.
    pub(crate) fn new(
        holdings: &'h Holdings,
        population: Population,
        step: &dyn Fn(usize, usize),
    ) -> Self {
        let chosen = chosen(holdings, population);
        let all = chosen.len();
        let mut counting = Self {
            holdings,
            responses: Vec::with_capacity(all),
            counted: Vec::with_capacity(all),
            left_out: 0,
            subjects: LiteMap::new(),
        };
        for (done, response) in chosen.into_iter().enumerate() {
            step(done, all);
            counting.subjects.insert(&response.slot.subject, ());
            let Some(engine) = holdings.engine(&response.form_hash) else {
                counting.left_out += 1;
                continue;
            };
            counting.responses.push(response);
            counting.counted.push(Counted {
                id: response.id.clone(),
                form: response.slot.form.clone(),
                session: Session::new(engine.clone(), answers(response)),
            });
        }
        counting
    }

    /// Computes every indicator.
    pub(crate) fn book(&self, step: &dyn Fn(usize, usize)) -> Result<Book, Failure> {
        let round = &self.holdings.round;
        let engines = self.holdings.current_engines();
        let mut book = Book::default();
        for indicators in round.indicators.chunks(INDICATORS_A_STEP) {
            step(book.indicators.len(), round.indicators.len());
            let part = compute(indicators, &round.dimensions, &engines, &self.counted)
                .map_err(|_| Failure::BrokenRound)?;
            book.indicators.extend(part.indicators);
        }
        Ok(book)
    }

    /// How much of the register has a response that counts.
    pub(crate) fn progress(&self) -> RegisterProgress {
        progress(self.holdings, &|subject| {
            self.subjects.contains_key(subject)
        })
    }
}

/// How much of the register is counted.
pub(crate) fn progress(holdings: &Holdings, is_counted: &dyn Fn(&str) -> bool) -> RegisterProgress {
    let lines: Vec<RegisterLine<'_>> = holdings
        .subjects
        .iter()
        .filter(|subject| !is_provisional(&subject.id))
        .map(|subject| {
            let mut units = vec![subject.unit.as_str()];
            while let Some(unit) = units.last().and_then(|id| holdings.unit(id))
                && let Some(parent) = unit.parent.as_deref()
                && !units.contains(&parent)
            {
                units.push(parent);
            }
            let own = holdings.unit(&subject.unit);
            RegisterLine {
                subject: &subject.id,
                kind: &subject.kind,
                level: own.map_or("", |unit| &unit.level),
                units,
            }
        })
        .collect();
    register_progress(&lines, is_counted)
}

fn chosen(holdings: &Holdings, population: Population) -> Vec<&Response> {
    let mut register = LiteMap::<&str, ()>::new();
    // What the register lacks so far is in no approved figure.
    for subject in &holdings.subjects {
        if population == Population::Provisional || !is_provisional(&subject.id) {
            register.insert(&subject.id, ());
        }
    }
    let responses: Vec<&Response> = holdings
        .responses
        .iter()
        .filter(|it| register.contains_key(it.slot.subject.as_str()))
        .collect();
    let slots: Vec<String> = responses
        .iter()
        .map(|it| format!("{}\u{0}{}", it.slot.form, it.slot.subject))
        .collect();
    let candidates: Vec<Candidate<'_>> = responses
        .iter()
        .zip(&slots)
        .map(|(response, slot)| Candidate {
            slot,
            standing: standing(response.state),
            sequence: response.state_revision,
            id: &response.id,
        })
        .collect();
    let chosen = choose_counted(population, &candidates);
    chosen.into_iter().map(|place| responses[place]).collect()
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
