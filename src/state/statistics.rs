//! Computes the figures of the round from the responses on this device, in small steps between
//! which the page stays usable.

use std::rc::Rc;
use std::sync::Arc;

use gloo_timers::future::TimeoutFuture;
use litemap::LiteMap;
use sohoi_form::{Engine, Session};
use sohoi_round::{Round, Unit};
use sohoi_stats::{
    Book, Candidate, Counted, Population, RegisterLine, RegisterProgress, Standing, choose_counted,
    compute, register_progress,
};
use sohoi_sync::{State, is_provisional};

use crate::state::sheet::answers_of;
use crate::state::work::{ResponseView, Work};

/// How many responses are opened between two pauses.
const RESPONSES_A_STEP: usize = 25;
/// How many indicators are computed between two pauses.
const INDICATORS_A_STEP: usize = 4;

/// The ids of subjects.
type Subjects = LiteMap<String, ()>;

/// The figures of a population.
#[derive(Clone)]
pub struct Figures {
    /// The round they are of.
    pub round: Rc<Round>,
    /// The population.
    pub population: Population,
    /// Every indicator with its breakdowns.
    pub book: Rc<Book>,
    /// How much of the register has a response that counts.
    pub progress: Rc<RegisterProgress>,
    /// How many responses count.
    pub counted: usize,
    /// How many responses could not be read, because their form version is not on this device.
    pub left_out: usize,
    /// Whether the responses are made up.
    pub is_demonstration: bool,
}

/// Why there are no figures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoFigures {
    /// There is no round on this device.
    NoRound,
    /// What they are made by is not on this device yet. It is being fetched.
    NotHere,
    /// The indicators do not fit the forms.
    BrokenRound,
    /// Nobody waits for them any more.
    NotWanted,
}

/// Computes the figures. `step` is told `(done, all)` after each step and says whether to go on.
///
/// # Errors
///
/// See [`NoFigures`].
pub async fn figures(
    work: Work,
    population: Population,
    step: impl Fn(usize, usize) -> bool,
) -> Result<Figures, NoFigures> {
    if work.round().is_none() {
        return Err(NoFigures::NoRound);
    }
    if !work.has_figures() {
        work.fetch_documents();
        return Err(NoFigures::NotHere);
    }
    let round = work.whole_round().ok_or(NoFigures::BrokenRound)?;
    let mut register = Subjects::new();
    // What the register lacks so far is in no approved figure.
    for line in work.lines() {
        if population == Population::Provisional || !is_provisional(&line.subject.id) {
            register.insert(line.subject.id.clone(), ());
        }
    }
    // Where a response cannot be read, it is left out and told so.
    let _ = work.read_all().await;
    let views = chosen(&round, &register, work.responses(), population);
    let all = views.len() + round.indicators.len();
    let mut counted = Vec::with_capacity(views.len());
    let mut left_out = 0;
    let mut subjects = Subjects::new();
    for view in &views {
        subjects.insert(view.response.slot.subject.clone(), ());
    }
    for (done, view) in views.into_iter().enumerate() {
        if done % RESPONSES_A_STEP == 0 {
            pause(&step, done, all).await?;
        }
        match work
            .engine(&view.response.form_hash)
            .filter(|_| !view.is_brief)
        {
            Some(engine) => counted.push(open(&view, engine)),
            None => left_out += 1,
        }
    }

    let engines: Vec<Arc<Engine>> = round
        .forms
        .iter()
        .filter_map(|form| work.engine(&work.current_form(&form.id)?))
        .collect();
    let mut book = Book::default();
    for indicators in round.indicators.chunks(INDICATORS_A_STEP) {
        pause(
            &step,
            all - round.indicators.len() + book.indicators.len(),
            all,
        )
        .await?;
        let part = compute(indicators, &round.dimensions, &engines, &counted)
            .map_err(|_| NoFigures::BrokenRound)?;
        book.indicators.extend(part.indicators);
    }

    let progress = against_register(&work, &round, &subjects);
    Ok(Figures {
        is_demonstration: work.is_demonstration(),
        population,
        book: Rc::new(book),
        progress: Rc::new(progress),
        counted: counted.len(),
        left_out,
        round: Rc::new(round),
    })
}

/// The responses of the population, one per slot, of those whose subject is in the register: as
/// the server chooses them.
fn chosen(
    round: &Round,
    register: &Subjects,
    views: Vec<Rc<ResponseView>>,
    population: Population,
) -> Vec<Rc<ResponseView>> {
    let of_round: Vec<Rc<ResponseView>> = views
        .into_iter()
        .filter(|view| view.response.slot.round == round.id)
        .filter(|view| register.contains_key(&view.response.slot.subject))
        .collect();
    let slots: Vec<String> = of_round
        .iter()
        .map(|view| {
            let slot = &view.response.slot;
            format!("{}\u{1f}{}", slot.form, slot.subject)
        })
        .collect();
    let candidates: Vec<Candidate<'_>> = of_round
        .iter()
        .zip(&slots)
        .map(|(view, slot)| Candidate {
            slot,
            standing: standing(view.response.state),
            sequence: view.response.state_revision,
            id: &view.response.id,
        })
        .collect();
    let places = choose_counted(population, &candidates);
    let views = of_round.into_iter().enumerate();
    views
        .filter(|(place, _)| places.binary_search(place).is_ok())
        .map(|(_, view)| view)
        .collect()
}

fn standing(state: State) -> Standing {
    match state {
        State::Draft | State::Returned => Standing::Open,
        State::Submitted => Standing::Submitted,
        State::Checked => Standing::Checked,
        State::Approved => Standing::Approved,
        State::Locked => Standing::Locked,
    }
}

fn open(view: &ResponseView, engine: Arc<Engine>) -> Counted {
    Counted {
        id: view.response.id.clone(),
        form: view.response.slot.form.clone(),
        session: Session::new(engine, answers_of(view)),
    }
}

fn against_register(work: &Work, round: &Round, subjects: &Subjects) -> RegisterProgress {
    let mut units = LiteMap::<&str, &Unit>::new();
    for unit in &round.units {
        units.insert(&unit.id, unit);
    }
    let lines = work.lines();
    let register: Vec<RegisterLine<'_>> = lines
        .iter()
        .filter(|line| !is_provisional(&line.subject.id))
        .map(|line| {
            let own = line.subject.unit.as_str();
            let mut chain = Vec::new();
            let mut next = Some(own);
            while let Some(unit) = next
                && !chain.contains(&unit)
            {
                chain.push(unit);
                next = units.get(unit).and_then(|unit| unit.parent.as_deref());
            }
            RegisterLine {
                subject: &line.subject.id,
                kind: &line.subject.kind,
                level: units.get(own).map_or("", |unit| &unit.level),
                units: chain,
            }
        })
        .collect();
    register_progress(&register, &|subject| subjects.contains_key(subject))
}

async fn pause(
    step: &impl Fn(usize, usize) -> bool,
    done: usize,
    all: usize,
) -> Result<(), NoFigures> {
    if !step(done, all) {
        return Err(NoFigures::NotWanted);
    }
    TimeoutFuture::new(0).await;
    Ok(())
}
