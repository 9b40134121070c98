//! Files of figures and responses, made by a program beside the page.

use sohoi_json::{from_bytes, to_text};
use sohoi_stats::Population;
use sohoi_worker_office::{Asked, Failure, Request, Said, What};

use crate::platform::clock;
use crate::platform::worker::{Heard, Worker};
use crate::state::desk::Desk;
use crate::state::work::Work;

/// A file that is being made; given up when dropped.
pub struct Making(#[expect(dead_code, reason = "held for as long as it works")] Worker);

/// How far a file is.
pub enum Outcome {
    /// So many percent are done.
    Step(usize),
    /// It is made.
    Made(Vec<u8>),
    /// There will be none.
    Failed(Failure),
}

/// Begins to make a file of what this account has on this device; `tell` hears how far it is.
/// `form` is the id of the form for a file of one. `None` where the browser has no workers.
pub fn make(
    desk: Desk,
    work: &Work,
    what: What,
    form: &str,
    population: Population,
    tell: impl Fn(Outcome) + Clone + 'static,
) -> Option<Making> {
    use leptos::prelude::GetUntracked;
    let request = Request {
        account: work.account(),
        round: work
            .round()
            .map_or_else(String::new, |round| round.id.clone()),
        what,
        form: form.to_owned(),
        population,
        language: desk.language.get_untracked(),
        today: clock::today().to_string(),
    };
    begin(&Asked::Make(request), &[], tell)
}

/// Asks for a file; `bytes` are those of the files that it is made of.
pub(super) fn begin(
    asked: &Asked,
    bytes: &[u8],
    tell: impl Fn(Outcome) + Clone + 'static,
) -> Option<Making> {
    let worker = Worker::start("office", move |heard| tell(outcome(heard)))?;
    worker.say_with_bytes(&to_text(asked), bytes);
    Some(Making(worker))
}

fn outcome(heard: Heard) -> Outcome {
    let Heard::Said(text, bytes) = heard else {
        return Outcome::Failed(Failure::NotUnderstood);
    };
    match (from_bytes::<Said>(text.as_bytes()), bytes) {
        (Ok(Said::Made), Some(bytes)) => Outcome::Made(bytes),
        (Ok(Said::Step(done, all)), _) => Outcome::Step((done * 100 / all.max(1)) as usize),
        (Ok(Said::Failed(failure)), _) => Outcome::Failed(failure),
        _ => Outcome::Failed(Failure::NotUnderstood),
    }
}
