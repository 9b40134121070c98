//! What the sync core asks about forms, register and rights, answered from what was looked up
//! before: inside the core nothing waits for a database.

use std::collections::{BTreeMap, BTreeSet};
use std::panic::AssertUnwindSafe;
use std::sync::Arc;

use sohoi_form::{Answers, Engine, Path, ProblemKind, Progress, QuestionType, Session};
use sohoi_round::RoundPart;
use sohoi_sync::server::Judge;
use sohoi_sync::{Change, Op, Reason, Response, Role, Slot, SubjectLine, Why, is_provisional};

use crate::exchange::Pusher;
use crate::forms::Forms;
use crate::scope::Reach;
use crate::store::{Read, Result, StoreError, StoredRound, is_blob_hash};

mod values;

/// The facts about some ops and the responses that they touch.
pub(crate) struct Facts {
    pusher: Pusher,
    slots: BTreeMap<Slot, SlotFacts>,
    /// Slots of provisional associations that were settled, and what they are today.
    today: BTreeMap<Slot, Slot>,
    engines: BTreeMap<(String, String), Arc<Engine>>,
    blobs: BTreeSet<String>,
}

#[derive(Clone, Default)]
struct SlotFacts {
    is_known: bool,
    is_within_reach: bool,
    /// The question that nobody can answer while the association has no code.
    excused: Option<String>,
}

impl Facts {
    /// Looks up what `ops` on `records` can raise questions about.
    pub(crate) async fn gather(
        store: &mut dyn Read,
        forms: &Forms,
        pusher: &Pusher,
        ops: &[Op],
        records: impl Iterator<Item = &Response>,
    ) -> Result<Self> {
        let mut facts = Self {
            pusher: pusher.clone(),
            slots: BTreeMap::new(),
            today: BTreeMap::new(),
            engines: BTreeMap::new(),
            blobs: BTreeSet::new(),
        };
        let mut slots = BTreeSet::new();
        let mut hashes = BTreeSet::new();
        let mut blobs = BTreeSet::new();
        for record in records {
            slots.insert(&record.slot);
            hashes.insert(record.form_hash.as_str());
            let values = record.answers().map(|(_, value)| value);
            blobs.extend(values.filter(|value| is_blob_hash(value)));
        }
        for op in ops {
            match &op.change {
                Change::Start { slot, form_hash } => {
                    slots.insert(slot);
                    hashes.insert(form_hash);
                }
                Change::Answer {
                    form_hash, cells, ..
                } => {
                    hashes.insert(form_hash);
                    let values = cells.iter().filter_map(|cell| cell.value.as_deref());
                    blobs.extend(values.filter(|value| is_blob_hash(value)));
                }
                Change::Move { form_hash, .. } => {
                    hashes.insert(form_hash);
                }
                Change::Add { .. } | Change::Settle { .. } => {}
            }
        }
        let offered = store.rounds().await?;
        // Who came in by an invitation fills in what it is for, and nothing else.
        let bound = match pusher.role {
            Role::Association => store.invited_to(&pusher.account).await?,
            _ => None,
        };
        let mut todays = BTreeSet::new();
        for slot in &slots {
            let mut today = (*slot).clone();
            if is_provisional(&slot.subject)
                && let Some(settled) = store.settled(&slot.round, &slot.subject).await?
            {
                today.subject = settled.line;
                facts.today.insert((*slot).clone(), today.clone());
            }
            todays.insert(today);
        }
        // Slots are in the order of their rounds.
        let todays: Vec<Slot> = todays.into_iter().collect();
        for slots in todays.chunk_by(|one, other| one.round == other.round) {
            let known = look_up(store, forms, &offered, &pusher.reach, slots).await?;
            facts.slots.extend(known);
        }
        if let Some(bound) = bound {
            for (slot, known) in &mut facts.slots {
                known.is_within_reach &= bound == *slot;
            }
        }
        let rounds: BTreeSet<&str> = slots.iter().map(|slot| slot.round.as_str()).collect();
        for round in rounds {
            for hash in &hashes {
                if let Some(engine) = forms.engine(store, round, hash).await? {
                    let key = (round.to_owned(), (*hash).to_owned());
                    facts.engines.insert(key, engine);
                }
            }
        }
        for hash in blobs {
            if store.has_blob(hash).await? {
                facts.blobs.insert(hash.to_owned());
            }
        }
        Ok(facts)
    }

    fn is_within_reach(&self, slot: &Slot) -> bool {
        let known = self.slots.get(slot);
        known.is_some_and(|known| known.is_within_reach)
    }

    fn engine(&self, slot: &Slot, form_hash: &str) -> Option<&Arc<Engine>> {
        let key = (slot.round.clone(), form_hash.to_owned());
        self.engines
            .get(&key)
            .filter(|engine| engine.form().id == slot.form)
    }

    fn session(&self, response: &Response) -> Option<Session> {
        let engine = self.engine(&response.slot, &response.form_hash)?;
        let mut session = Session::new(Arc::clone(engine), answers(response));
        let known = self.slots.get(&response.slot);
        if let Some(question) = known.and_then(|known| known.excused.as_ref()) {
            session.excuse(question);
        }
        Some(session)
    }

    /// How many questions are answered and asked: what others see of a draft.
    pub(crate) fn progress(&self, response: &Response) -> (u32, u32) {
        let progress = guarded(|| Some(self.session(response)?.total_progress()));
        let Progress {
            asked, answered, ..
        } = progress.flatten().unwrap_or_default();
        let count = |number| u32::try_from(number).unwrap_or(u32::MAX);
        (count(answered), count(asked))
    }

    fn problems(&self, response: &Response) -> Vec<Reason> {
        let Some(session) = self.session(response) else {
            return vec![Reason::whole(Why::UnknownForm)];
        };
        let flaws = session.problems().into_iter().map(|problem| {
            let why = match problem.kind {
                ProblemKind::Missing => Why::Missing,
                ProblemKind::WrongType => Why::WrongType,
                ProblemKind::NotOffered => Why::NotOffered,
                ProblemKind::Constraint => Why::Constraint,
            };
            Reason::at(problem.path.to_string(), why)
        });
        let form = session.engine().form();
        let missing = session.answers().iter().filter(|(path, value)| {
            values::question(form, path).map(|question| question.kind) == Some(QuestionType::Image)
                && session.is_relevant(path)
                && !self.blobs.contains(*value)
        });
        let too_long = session.answers().iter().filter(|(path, value)| {
            values::is_too_long(value)
                && values::question(form, path).is_some()
                && session.is_relevant(path)
        });
        flaws
            .chain(missing.map(|(path, _)| Reason::at(path.to_string(), Why::BlobMissing)))
            .chain(too_long.map(|(path, _)| Reason::at(path.to_string(), Why::TooLarge)))
            .collect()
    }
}

impl Judge for Facts {
    fn knows_slot(&self, slot: &Slot) -> bool {
        self.slots.get(slot).is_some_and(|known| known.is_known)
    }

    fn today(&self, slot: &Slot) -> Slot {
        self.today.get(slot).unwrap_or(slot).clone()
    }

    /// Everybody whose role fills in forms, for every line within reach. Who does not see the
    /// answers of a draft may still add to it; what they did not see stays as a conflict.
    fn may_write(&self, slot: &Slot, _started_by: Option<&str>) -> bool {
        matches!(
            self.pusher.role,
            Role::Field | Role::Association | Role::Coordinator
        ) && self.is_within_reach(slot)
    }

    /// Its author, the association it is about, and a coordinator of the place: nobody else has
    /// its answers before it is handed in, and nobody hands in what they have not seen.
    fn may_submit(&self, slot: &Slot, author: &str) -> bool {
        let is_theirs = match self.pusher.role {
            Role::Coordinator => true,
            Role::Association => matches!(self.pusher.reach, Reach::Subject(_)),
            Role::Field | Role::Reviewer | Role::Approver | Role::Admin => false,
        };
        self.may_write(slot, Some(author)) && (is_theirs || author == self.pusher.account)
    }

    fn may_review(&self, slot: &Slot) -> bool {
        self.is_within_reach(slot)
    }

    fn knows_form(&self, slot: &Slot, form_hash: &str) -> bool {
        self.engine(slot, form_hash).is_some()
    }

    fn cell(&self, slot: &Slot, form_hash: &str, path: &str, value: Option<&str>) -> Option<Why> {
        let Some(engine) = self.engine(slot, form_hash) else {
            return Some(Why::UnknownForm);
        };
        values::check(engine.form(), path, value)
    }

    fn whole(&self, response: &Response) -> Vec<Reason> {
        guarded(|| self.problems(response)).unwrap_or_else(|| vec![Reason::whole(Why::Other)])
    }
}

/// The facts about slots of one round.
async fn look_up(
    store: &mut dyn Read,
    forms: &Forms,
    offered: &[StoredRound],
    reach: &Reach,
    slots: &[Slot],
) -> Result<Vec<(Slot, SlotFacts)>> {
    let Some(first) = slots.first() else {
        return Ok(Vec::new());
    };
    let subjects: BTreeSet<&str> = slots.iter().map(|slot| slot.subject.as_str()).collect();
    let subjects: Vec<&str> = subjects.into_iter().collect();
    let lines = store.subjects_named(reach, &first.round, &subjects).await?;
    let lines: BTreeMap<&str, (&SubjectLine, bool)> = lines
        .iter()
        .map(|(line, is_within)| (line.get().id.as_str(), (line.get(), *is_within)))
        .collect();
    let round = match offered.iter().find(|round| round.id == first.round) {
        Some(offered) => usable(forms.round(store, &offered.document).await)?,
        None => None,
    };
    let facts = |slot: &Slot| {
        let mut facts = SlotFacts::default();
        if let Some((line, is_within)) = lines.get(slot.subject.as_str()) {
            facts.is_within_reach = *is_within;
            let mut kinds = round.iter().flat_map(|round| &round.subject_kinds);
            let kind = kinds.find(|kind| kind.id == line.kind && kind.form == slot.form);
            facts.is_known = kind.is_some();
            facts.excused = kind
                .filter(|_| is_provisional(&slot.subject))
                .and_then(|kind| kind.code_question.clone());
        }
        (slot.clone(), facts)
    };
    Ok(slots.iter().map(facts).collect())
}

/// A round that cannot be read is no slot's: its ops wait apart, and other rounds go on.
pub(crate) fn usable(round: Result<Option<Arc<RoundPart>>>) -> Result<Option<Arc<RoundPart>>> {
    match round {
        Err(failure @ StoreError::Corrupt { .. }) => {
            tracing::error!("{failure}");
            Ok(None)
        }
        round => round,
    }
}

/// The answers that count, by place. What is at no place of any form is left out.
pub(crate) fn answers(response: &Response) -> Answers {
    response
        .answers()
        .filter_map(|(path, value)| Some((path.parse::<Path>().ok()?, value.to_owned())))
        .collect()
}

/// A flaw of the form engine must not stop the queue of a device: what it panics over waits for
/// a person, like everything that the server cannot judge.
fn guarded<T>(judge: impl FnOnce() -> T) -> Option<T> {
    match std::panic::catch_unwind(AssertUnwindSafe(judge)) {
        Ok(found) => Some(found),
        Err(_) => {
            tracing::error!("the form engine failed on a response");
            None
        }
    }
}
