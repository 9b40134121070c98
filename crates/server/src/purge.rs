//! Retention: deleting the responses of a round for good, after its figures were written down.

use std::collections::{BTreeMap, BTreeSet};

use sohoi_aggregate::{Aggregate, Frame, Purpose, open, write};
use sohoi_disclosure::hidden_figures;
use sohoi_export::{FiguresFile, figures_json, published_json};
use sohoi_round::Round;
use sohoi_stats::{Plan, Population};
use sohoi_sync::{Change, Op, OpOutcome, OpResult, Reason, Why};

use crate::aggregates::{engines, frame, own, second};
use crate::day;
use crate::figures::{CountedResponses, FiguresError, counted, figures_of};
use crate::forms::Forms;
use crate::keys::Keys;
use crate::scope::Reach;
use crate::store::purge::{Doomed, Purge};
use crate::store::{Read, Result, Store, StoreError, StoredRound, transact};

/// Ops about a round whose responses were deleted: they are kept apart and change nothing.
pub(crate) struct Purged {
    rounds: BTreeSet<String>,
    forms: BTreeSet<String>,
}

impl Purged {
    pub(crate) async fn of(view: &mut dyn Read) -> Result<Self> {
        let purges = view.purges().await?;
        let rounds: BTreeSet<String> = purges.into_iter().map(|purge| purge.round).collect();
        let mut forms = BTreeSet::new();
        if !rounds.is_empty() {
            let versions = view.form_versions().await?;
            // A version that a round shares with one that still has its responses tells nothing.
            let (own, others): (Vec<_>, Vec<_>) = versions
                .into_iter()
                .partition(|(round, _)| rounds.contains(round));
            forms.extend(own.into_iter().map(|(_, hash)| hash));
            for (_, hash) in &others {
                forms.remove(hash);
            }
        }
        Ok(Self { rounds, forms })
    }

    /// Whether an op is about such a round; `is_here` says whether its response is.
    pub(crate) fn covers(&self, op: &Op, is_here: bool) -> bool {
        let is_about = match &op.change {
            Change::Start { slot, .. } => self.rounds.contains(&slot.round),
            Change::Answer { form_hash, .. } | Change::Move { form_hash, .. } => {
                self.forms.contains(form_hash)
            }
            Change::Add { .. } | Change::Settle { .. } => false,
        };
        is_about && !is_here
    }

    pub(crate) fn outcome(n: u64) -> OpOutcome {
        OpOutcome {
            n,
            revision: 0,
            result: OpResult::Quarantined {
                reasons: vec![Reason::whole(Why::Purged)],
            },
        }
    }
}

/// What stands in place of figures of a round whose responses were deleted.
pub fn told(purge: &Purge) -> String {
    let day = day::day_of(purge.at).map_or_else(String::new, |day| day.to_string());
    let kept: Vec<&str> = purge.kept.keys().map(String::as_str).collect();
    format!(
        "the responses of round {} were deleted on {day}; its figures are in {}",
        purge.round,
        kept.join(", ")
    )
}

/// Why nothing was deleted.
#[derive(Debug, thiserror::Error)]
pub enum PurgeError {
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// There are no figures to keep.
    #[error(transparent)]
    Figures(#[from] FiguresError),
    /// What is to be kept does not come back from the bytes that were made of it.
    #[error("{0} cannot be read again: {1}")]
    Unreadable(String, String),
    /// The round's own data do not allow it.
    #[error("{0}")]
    Round(String),
    /// Somebody changed something meanwhile.
    #[error("the responses of the round changed meanwhile; try again")]
    Changed,
}

/// A file that is kept of a round.
#[derive(Debug)]
pub struct Kept {
    /// Its name.
    pub name: String,
    /// What is in it.
    pub bytes: Vec<u8>,
}

/// What is kept of a round's responses, as they are now: of each population the aggregate of the whole
/// area, and the figures, in their published form where the round has one.
///
/// # Errors
///
/// Where the round is not whole, or something does not come back out of its bytes.
pub async fn keep(
    view: &mut dyn Read,
    stored: &StoredRound,
    round: &Round,
    keys: &Keys,
    now: i64,
) -> Result<Vec<Kept>, PurgeError> {
    let frame = frame(round, stored).map_err(|flaw| PurgeError::Round(flaw.to_string()))?;
    let mut roots = round.units.iter().filter(|unit| unit.parent.is_none());
    let root = roots.next().map_or("", |unit| unit.id.as_str());
    let mut kept = Vec::new();
    for (population, word) in [
        (Population::Approved, "approved"),
        (Population::Provisional, "provisional"),
    ] {
        let reach = Reach::Everything;
        let found = counted(view, &Forms::default(), stored, population, &reach).await?;
        let purpose = Purpose {
            unit: root,
            population,
            sealed_to: None,
            made_at: &second(now),
        };
        let engines = engines(&found);
        let plan = Plan::new(&round.indicators, &round.dimensions, &engines);
        let plan = plan.map_err(|flaws| PurgeError::Round(format!("{flaws:?}")))?;
        let aggregate = own(&frame, &found, &plan, &purpose);
        kept.push(Kept {
            name: format!("{}-{word}.sohoi", stored.id),
            bytes: readable(&aggregate, &frame, keys)?,
        });
        kept.push(Kept {
            name: format!("{}-{word}.json", stored.id),
            bytes: figures(&found, population, stored.demonstration)?,
        });
    }
    Ok(kept)
}

/// An aggregate as a file that comes back as it is: signed where the round lets this server sign for
/// the whole area, otherwise unsigned, as nobody would read it with a signature that nobody knows.
fn readable(aggregate: &Aggregate, frame: &Frame<'_>, keys: &Keys) -> Result<Vec<u8>, PurgeError> {
    let again = |bytes: &[u8]| {
        open(
            "the aggregate",
            bytes,
            None,
            frame.ring(),
            frame.units(),
            true,
        )
    };
    let signed = write(aggregate, Some(&keys.signing), None);
    let (bytes, found) = match again(&signed) {
        Ok(found) => (signed, Ok(found)),
        Err(_) => {
            let bytes = write(aggregate, None, None);
            let found = again(&bytes);
            (bytes, found)
        }
    };
    let name = "the aggregate".to_owned();
    match found {
        Ok(found) if found.aggregate == *aggregate => Ok(bytes),
        Ok(_) => Err(PurgeError::Unreadable(
            name,
            "it says something else".into(),
        )),
        Err(flaw) => Err(PurgeError::Unreadable(name, format!("{flaw:?}"))),
    }
}

fn figures(
    found: &CountedResponses,
    population: Population,
    is_demonstration: bool,
) -> Result<Vec<u8>, PurgeError> {
    let (book, progress) = figures_of(found)?;
    let file = FiguresFile {
        round: &found.round,
        book: &book,
        population,
        progress: &progress,
        is_demonstration,
        made_of: None,
    };
    let bytes = match hidden_figures(&found.round, &book.indicators, None) {
        Some(hidden) => published_json(&file, &hidden),
        None => figures_json(&file),
    };
    match serde_json::from_slice::<serde_json::Value>(&bytes) {
        Ok(_) => Ok(bytes),
        Err(flaw) => Err(PurgeError::Unreadable(
            "the figures".into(),
            flaw.to_string(),
        )),
    }
}

/// Deletes the responses of a round, as long as there is no other than `doomed` says, and writes down
/// which files with which SHA-256 were kept. Devices lose what is theirs of it when they next exchange.
///
/// # Errors
///
/// Where the store fails or something changed; then nothing is deleted.
pub async fn purge(
    store: &dyn Store,
    round: String,
    doomed: Doomed,
    kept: BTreeMap<String, String>,
    now: i64,
) -> Result<(), PurgeError> {
    transact(store, move |transaction| {
        Box::pin(async move {
            if transaction.doomed(&round).await? != doomed {
                return Err(PurgeError::Changed);
            }
            let purge = Purge {
                round,
                at: now,
                responses: doomed.responses,
                kept,
            };
            transaction.purge(&purge).await?;
            let files = purge.kept.iter();
            let files: Vec<String> = files.map(|(name, hash)| format!("{name} {hash}")).collect();
            let detail = format!(
                "{}: {} responses, {} changes, {} photos, {} invitations; kept {}",
                purge.round,
                doomed.responses,
                doomed.ops,
                doomed.blobs,
                doomed.invitations,
                files.join(", ")
            );
            transaction
                .audit(now, "command line", "purge round", &detail)
                .await?;
            Ok(())
        })
    })
    .await
}
