//! The figures of both populations while responses come, go and change.

mod explored;
mod lists;
mod now;
mod part;
mod peers;
mod place;
mod population;
mod progress;
mod question;
mod retyped;

use std::sync::Arc;

use litemap::LiteMap;
use sohoi_form::Engine;
use sohoi_stats::{Facts, Indicator, IndicatorTable, Ledger, Plan, Population, Standing};
use sohoi_sync::{State, is_provisional};

use crate::asked::{Filled, Show, What};
use crate::said::{Behind, Figures, Row};
use crate::source::Source;
use explored::{Explored, More};
use place::share;
use population::Counting;
use question::Questioned;
use retyped::{read, retyped};

/// The figures of a round, kept up to date.
///
/// What only those need who explore (named lists, questions, medians of kinds, two dimensions, moments) is
/// kept where `EXPLORES` says so; a program that does not links nothing of it.
pub struct Review<'a, const EXPLORES: bool = true> {
    source: &'a Source,
    plan: &'a Plan<'a>,
    explored: Option<Explored<'a>>,
    /// What is kept of each response that may count, by id.
    responses: LiteMap<String, Kept<'a>>,
    /// The responses of each form and subject.
    slots: LiteMap<(String, String), Vec<String>>,
    countings: [Counting<'a>; 2],
    /// The question that was asked for last.
    questioned: Option<Questioned<'a>>,
}

/// What is kept of a response.
struct Kept<'a> {
    form: String,
    subject: String,
    /// How far it is as figures see it, and how far it is.
    standing: Standing,
    reached: Standing,
    sequence: u64,
    /// Absent where no indicator looks at its form.
    facts: Option<Facts<'a>>,
    /// The questions whose answers are left out, since they were of another type.
    retyped: Vec<&'a str>,
    /// For those who explore.
    more: Option<More>,
}

impl<'a> Review<'a> {
    /// A review without responses that answers every question. `plan` is made of `source`.
    pub fn new(source: &'a Source, plan: &'a Plan<'a>) -> Self {
        Self::begin(source, plan)
    }
}

impl<'a, const EXPLORES: bool> Review<'a, EXPLORES> {
    /// A review without responses. `plan` is made of `source`.
    pub fn begin(source: &'a Source, plan: &'a Plan<'a>) -> Self {
        Self {
            source,
            plan,
            explored: EXPLORES.then(|| Explored::new(source)),
            responses: LiteMap::new(),
            slots: LiteMap::new(),
            countings: [Population::Provisional, Population::Approved]
                .map(|population| Counting::new(population, plan)),
            questioned: None,
        }
    }

    /// Takes over that a response is so now.
    ///
    /// It counts where it is of the round, its subject is in the register, and it is the one of its
    /// form and subject that has come furthest.
    pub fn take(&mut self, filled: Filled) {
        let before = self.responses.remove(&filled.id);
        let id = filled.id.clone();
        if let Some(questioned) = &mut self.questioned {
            questioned.forget(&id);
        }
        let now = self.kept(filled);
        let slot = |kept: &Kept<'a>| (kept.form.clone(), kept.subject.clone());
        let was_in = before.as_ref().map(slot);
        let is_in = now.as_ref().map(slot);
        if let Some(slot) = &was_in
            && was_in != is_in
            && let Some(ids) = self.slots.get_mut(slot)
        {
            ids.retain(|own| *own != id);
        }
        if let Some(slot) = &is_in
            && was_in != is_in
        {
            let ids = self.slots.entry(slot.clone()).or_default();
            ids.push(id.clone());
        }
        if let Some(kept) = now {
            self.responses.insert(id.clone(), kept);
        }
        let slots = [
            was_in.clone(),
            is_in.filter(|slot| was_in.as_ref() != Some(slot)),
        ];
        for slot in slots.into_iter().flatten() {
            self.count(&slot, &id, before.as_ref());
        }
    }

    /// Chooses anew which response of a slot counts; `before` is what `changed` said so far.
    fn count(&mut self, slot: &(String, String), changed: &str, before: Option<&Kept<'a>>) {
        let ids = self.slots.get(slot).map_or(&[][..], Vec::as_slice);
        let responses = &self.responses;
        let candidates: Vec<(&str, &Kept<'a>)> = ids
            .iter()
            .filter_map(|id| Some((id.as_str(), responses.get(id)?)))
            .collect();
        for counting in &mut self.countings {
            let facts_before = |id: &str| {
                let kept = if id == changed {
                    before
                } else {
                    responses.get(id)
                };
                kept.and_then(|kept| kept.facts.as_ref())
            };
            counting.choose(slot, &candidates, &facts_before);
        }
    }

    fn kept(&self, filled: Filled) -> Option<Kept<'a>> {
        let reached = standing(filled.state);
        let mut standing = reached;
        // What the register lacks so far is in no approved figure.
        if is_provisional(&filled.subject) && Population::Approved.includes(standing) {
            standing = Standing::Submitted;
        }
        let may_count = Population::Provisional.includes(standing)
            && filled.round == self.source.round
            && self.line(&filled.subject).is_some();
        if !may_count {
            return None;
        }
        let engine = self.engine(&filled.form);
        let (answers, retyped) = read(&filled, self.source);
        let session = engine.map(|engine| answers.open(engine));
        let session = session.as_ref();
        Some(Kept {
            facts: session.and_then(|session| self.plan.facts_of(session)),
            more: self
                .explored
                .as_ref()
                .map(|explored| explored.more(&filled, session, answers)),
            form: filled.form,
            subject: filled.subject,
            standing,
            reached,
            sequence: filled.state_revision,
            retyped,
        })
    }

    fn engine(&self, form: &str) -> Option<&'a Arc<Engine>> {
        let mut engines = self.source.engines.iter();
        engines.find(|engine| engine.form().id == form)
    }

    /// The answer to a question: figures, part by part, each to be said as soon as it is made.
    pub fn figures(&mut self, show: &Show, mut say: impl FnMut(Figures)) {
        // Everything is said now, so nothing is owed.
        self.counting(show.population).take_changed();
        match &show.what {
            what if !what.is_of_figures() => {}
            _ if show.is_of_part() => {
                let places = self.places(show, |_| true);
                say(self.said_of_part(show, &places));
            }
            What::All { .. } => {
                let coverage = &self.source.coverage_indicator;
                let indicators = &self.source.indicators;
                let is_first = |place: usize| {
                    indicators[place].headline || indicators[place].code == *coverage
                };
                let (first, rest) = (
                    self.places(show, is_first),
                    self.places(show, |place| !is_first(place)),
                );
                say(self.said(show, &first, rest.is_empty()));
                if !rest.is_empty() {
                    say(self.said(show, &rest, true));
                }
            }
            _ => {
                let places = self.places(show, |_| true);
                say(self.said(show, &places, true));
            }
        }
    }

    /// What of the answer to a question is different since it was given; `None` where nothing is.
    pub fn changes(&mut self, show: &Show) -> Option<Figures> {
        if show.what.is_of_answers() {
            return None;
        }
        let changed = self.counting(show.population).take_changed()?;
        let places = self.places(show, |place| changed.contains(&place));
        Some(if show.is_of_part() {
            self.said_of_part(show, &places)
        } else {
            self.said(show, &places, true)
        })
    }

    /// The responses behind the indicator that a question is about.
    pub fn behind(&self, show: &Show) -> Option<Behind> {
        let What::One {
            code,
            within,
            from,
            most,
        } = &show.what
        else {
            return None;
        };
        let source = self.source;
        let place = self.place(code)?;
        let within = match within {
            None => None,
            Some((id, group)) => {
                let dimension = source.dimensions.iter().find(|own| own.id == *id)?;
                Some((dimension, group.as_str()))
            }
        };
        // By lines of the register, whose order is the one of the list.
        let mut found: Vec<Vec<_>> = source.register.iter().map(|_| Vec::new()).collect();
        for (id, kept, facts) in self.part(show) {
            if let Some(given) = self.plan.given(place, within, facts)
                && let Some(line) = self.line(&kept.subject)
            {
                found[line].push((id, kept, given));
            }
        }
        let all = found.iter().map(Vec::len).sum();
        let indicator = &source.indicators[place];
        let rows = found
            .iter()
            .flatten()
            .skip(*from as usize)
            .take(*most as usize);
        Some(Behind {
            number: show.number,
            population: show.population,
            all: count(all),
            from: *from,
            rows: rows
                .map(|(id, kept, given)| Row {
                    response: (*id).to_owned(),
                    subject: kept.subject.clone(),
                    a: share(&source.engines, &indicator.a, given.a.as_ref()),
                    b: indicator
                        .b
                        .as_ref()
                        .and_then(|term| share(&source.engines, term, given.b.as_ref())),
                })
                .collect(),
        })
    }

    fn said(&self, show: &Show, places: &[usize], is_whole: bool) -> Figures {
        let counting = self.counting_of(show.population);
        let counted = counting.counted();
        let counted = counted.filter_map(|id| self.responses.get(id));
        Figures {
            number: show.number,
            population: show.population,
            counted: count(counting.counted().count()),
            progress: self.progress_by_kind(show.population),
            retyped: retyped(counted),
            tables: tables(counting.ledger(), &self.source.indicators, show, places),
            is_whole,
        }
    }

    /// The places of the indicators that a question is about, as far as they are wanted.
    fn places(&self, show: &Show, is_wanted: impl Fn(usize) -> bool) -> Vec<usize> {
        let all = 0..self.source.indicators.len();
        let is_asked = |place: &usize| match &show.what {
            What::All { .. } => true,
            What::One { code, .. } => self.source.indicators[*place].code == *code,
            _ => false,
        };
        all.filter(is_asked)
            .filter(|place| is_wanted(*place))
            .collect()
    }

    fn place(&self, code: &str) -> Option<usize> {
        let mut indicators = self.source.indicators.iter();
        indicators.position(|own| own.code == code)
    }

    fn counting(&mut self, population: Population) -> &mut Counting<'a> {
        &mut self.countings[population as usize]
    }

    fn counting_of(&self, population: Population) -> &Counting<'a> {
        &self.countings[population as usize]
    }
}

/// What a question wants to know of indicators, by their places in `all`.
fn tables(
    ledger: &Ledger<'_>,
    all: &[Indicator],
    show: &Show,
    places: &[usize],
) -> Vec<IndicatorTable> {
    let table = |place: &usize| {
        let own = &all[*place];
        let is_wanted = |dimension: &str| show.what.breaks_down(own, dimension);
        ledger.table(*place, &is_wanted)
    };
    places.iter().map(table).collect()
}

/// How far a response has come, as figures see it.
fn standing(state: State) -> Standing {
    match state {
        State::Draft | State::Returned => Standing::Open,
        State::Submitted => Standing::Submitted,
        State::Checked => Standing::Checked,
        State::Approved => Standing::Approved,
        State::Locked => Standing::Locked,
    }
}

/// A number of responses: no device holds more than fit.
fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}
