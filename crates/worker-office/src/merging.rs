//! Adds up the aggregates of units below, perhaps with the account's own responses.

mod figures;
mod refusing;

use chrono::NaiveDate;
use sohoi_aggregate::{
    Aggregate, Frame, Identity, MergeWish, Merged, Opened, Part, Purpose, Refusal, Register, open,
    subjects_in_order,
};
use sohoi_stats::{Book, Plan, Population};
use sohoi_storage::Snapshot;
use sohoi_sync::is_provisional;

use crate::Failure;
use crate::counting::Counting;
use crate::holdings::Holdings;
use crate::merge::{FileTold, KeyTold, Merge, MergeRequest, Told};

use figures::Figures;
use refusing::refused;

/// What comes of adding files up.
#[derive(Clone, Debug, PartialEq)]
pub enum MergeSaid {
    /// What the files are, and their figures.
    Figures(Box<Merge>),
    /// The file of figures that was asked for.
    File(Vec<u8>),
}

/// Adds files up, all or none of them. `bytes` are those of all files, one after another; `step` is told
/// how many steps of how many are done.
///
/// # Errors
///
/// See [`Failure`]; a file that is not good is no failure, but one that is asked for of such files is.
pub fn merge(
    request: &MergeRequest,
    bytes: &[u8],
    snapshot: Snapshot,
    step: &dyn Fn(usize, usize),
) -> Result<MergeSaid, Failure> {
    let made_on: NaiveDate = request.today.parse().map_err(|_| Failure::NotUnderstood)?;
    let files = parts(request, bytes).ok_or(Failure::NotUnderstood)?;
    let holdings = Holdings::new(&request.account, &request.round, snapshot)?;
    let unit = holdings.unit_of(&request.account);
    let area = unit.ok_or(Failure::NotHere)?.id.as_str();
    let round = &holdings.round;
    let versions = holdings.versions.iter();
    let versions = versions.map(|own| (own.id.as_str(), own.hash.as_str()));
    let frame = Frame::new(round, versions, holdings.is_demonstration);
    let frame = frame.map_err(|_| Failure::BrokenRound)?;
    let key = match request.key.trim() {
        "" => None,
        text => Some(Identity::of_file(text)),
    };
    let identity = key.as_ref().and_then(|key| key.as_ref().ok());
    let opened: Vec<Result<Opened, Refusal>> = files
        .into_iter()
        .map(|(name, bytes)| {
            let takes_unsigned = request.takes_unsigned;
            open(
                name,
                bytes,
                identity,
                frame.ring(),
                frame.units(),
                takes_unsigned,
            )
        })
        .collect();

    let good: Vec<Opened> = opened.iter().flatten().cloned().collect();
    let first = good.first().map(|file| file.aggregate.head.population);
    let population = first.unwrap_or_default();
    let engines = holdings.current_engines();
    let plan = Plan::new(&round.indicators, &round.dimensions, &engines);
    let plan = plan.map_err(|_| Failure::BrokenRound)?;
    let counting = (request.counts_own && !good.is_empty())
        .then(|| Counting::new(&holdings, population, step));
    let own = counting
        .as_ref()
        .map(|counting| own(&frame, counting, &plan, area, population));
    let lines = holdings.subjects.iter();
    let lines = lines.map(|line| (line.id.as_str(), line.unit.as_str()));
    let together = Together {
        wish: MergeWish {
            population: None,
            area,
            files: &good,
            own: own.as_ref(),
        },
        frame: &frame,
        plan: &plan,
        register: &Register::new(lines, is_provisional),
    };
    let checked = together.checked(opened.len() == good.len());
    let figures = Figures {
        request,
        holdings: &holdings,
        made_on,
        left_out: counting.as_ref().map_or(0, |counting| counting.left_out),
    };
    if let Some(what) = request.what {
        let (merged, book) = checked.merged.ok_or(Failure::NotHere)?;
        return figures.file(what, &merged, &book).map(MergeSaid::File);
    }
    let say = |refusal: &Refusal| refused(&holdings, request.language, refusal);
    let mut reasons = checked.files.into_iter();
    let files = opened.iter().map(|opened| match opened {
        Err(refusal) => FileTold {
            told: None,
            refused: Some(say(refusal)),
        },
        Ok(opened) => FileTold {
            told: Some(told(opened)),
            refused: reasons.next().flatten().as_ref().map(say),
        },
    });
    let merge = Merge {
        files: files.collect(),
        key: key
            .as_ref()
            .map(|key| key_told(&holdings, key.as_ref().ok())),
        refusal: checked.refusal.as_ref().map(|it| say(it).sentence),
        merged: checked
            .merged
            .map(|(merged, book)| figures.told(&merged, book)),
    };
    Ok(MergeSaid::Figures(Box::new(merge)))
}

/// The name and the bytes of each file; nothing where they are not as many bytes as the page says.
fn parts<'r>(request: &'r MergeRequest, bytes: &'r [u8]) -> Option<Vec<(&'r str, &'r [u8])>> {
    let mut rest = bytes;
    let mut parts = Vec::with_capacity(request.files.len());
    for file in &request.files {
        let (own, after) = rest.split_at_checked(file.length as usize)?;
        parts.push((file.name.as_str(), own));
        rest = after;
    }
    rest.is_empty().then_some(parts)
}

/// The responses of the account as a part.
fn own(
    frame: &Frame<'_>,
    counting: &Counting<'_>,
    plan: &Plan<'_>,
    unit: &str,
    population: Population,
) -> Aggregate {
    let responses = counting.responses.iter();
    let part = Part {
        tallies: plan.count(&counting.counted).tallies(),
        responses: counting.responses.len() as u64,
        subjects: subjects_in_order(responses.map(|own| own.slot.subject.as_str())),
        progress: &counting.progress(),
    };
    let purpose = Purpose {
        unit,
        population,
        sealed_to: None,
        // It goes nowhere.
        made_at: "",
    };
    frame.aggregate(part, &purpose)
}

/// Files that could be read, with what they are held against.
struct Together<'a> {
    wish: MergeWish<'a>,
    frame: &'a Frame<'a>,
    plan: &'a Plan<'a>,
    register: &'a Register<'a>,
}

/// What comes of holding files against each other.
#[derive(Default)]
struct Checked {
    /// By file, why it is not good.
    files: Vec<Option<Refusal>>,
    /// Why all of them together are not.
    refusal: Option<Refusal>,
    merged: Option<(Merged, Book)>,
}

impl Together<'_> {
    /// `is_whole` says that no file was refused before.
    fn checked(&self, is_whole: bool) -> Checked {
        let merged = (is_whole && !self.wish.files.is_empty())
            .then(|| self.frame.merge(&self.wish, self.plan, self.register));
        let first = match merged {
            Some(Ok(merged)) => {
                return Checked {
                    merged: Some(merged),
                    ..Checked::default()
                };
            }
            Some(Err(refusal)) => Some(refusal),
            None => None,
        };
        let files = self.frame.check(&self.wish, self.plan, self.register);
        let files: Vec<Option<Refusal>> = files.into_iter().map(Result::err).collect();
        Checked {
            // A reason that no single file has is one of all of them.
            refusal: first.filter(|_| files.iter().all(Option::is_none)),
            files,
            merged: None,
        }
    }
}

fn told(opened: &Opened) -> Told {
    let head = &opened.aggregate.head;
    let shares = head.progress.iter().map(|(_, share)| share);
    Told {
        unit: head.unit.clone(),
        made_at: head.made_at.clone(),
        population: head.population,
        responses: head.responses,
        progress: shares.fold((0, 0), |(counted, lines): (u64, u64), share| {
            (
                counted.saturating_add(share.counted),
                lines.saturating_add(share.lines),
            )
        }),
        fingerprint: opened.signer.as_ref().map(|signer| signer.fingerprint()),
        is_sealed: opened.is_sealed,
        made_of: head.made_of.clone(),
        unsigned: head.unsigned.clone(),
    }
}

fn key_told(holdings: &Holdings, key: Option<&Identity>) -> KeyTold {
    let recipient = key.map(|key| key.recipient().to_string());
    let seals = holdings.round.seals.iter();
    let own = seals.filter(|seal| recipient.is_some() && seal.recipient == recipient);
    KeyTold {
        units: own.map(|seal| seal.unit.clone()).collect(),
        recipient,
    }
}
