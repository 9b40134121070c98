//! Changes of the register, made up like everything of the demonstration: so that each page of the register has
//! something to show. They are of associations that nobody has begun to fill in for.

use std::collections::BTreeMap;

use chrono::Days;
use sohoi_register::{Change, Standing};
use sohoi_round::{RoundPart, Subject};
use sohoi_sync::provisional_id;

use super::COORDINATOR;
use crate::register::{Draft, Keeper, NoteError};
use crate::store::{Store, StoredRound, transact};

/// The batch by which it is told that they are here already.
const BATCH: &str = "demonstration";

/// What the names of most associations begin with.
const USUAL: &str = "Hội ";

/// How many associations they are about.
const LINES: usize = 3;

/// Notes one of each kind: an addition, a merger, a new name, an end, and one that waits to be settled. Answers
/// how many events are new; noted again, none is.
///
/// # Errors
///
/// Where the register does not take one of them, or the store fails.
pub async fn change(
    store: &dyn Store,
    round: StoredRound,
    definition: &RoundPart,
    now: i64,
) -> Result<usize, NoteError> {
    let kind = definition.subject_kinds.first();
    let kind = kind.map_or_else(String::new, |kind| kind.id.clone());
    transact(store, move |transaction| {
        Box::pin(async move {
            let mut keeper = Keeper::open(transaction, &round.id, now).await?;
            let events = keeper.history().events();
            if events
                .iter()
                .any(|event| event.batch.as_deref() == Some(BATCH))
            {
                return Ok(0);
            }
            let begun = transaction.subjects_of_responses(&round.id).await?;
            let register = keeper.register();
            let open: Vec<(Subject, chrono::NaiveDate)> = register
                .all()
                .filter(|line| line.standing == Standing::Listed && line.subject.kind == kind)
                .filter(|line| !begun.contains(&line.subject.id))
                .filter(|line| line.subject.name.starts_with(USUAL))
                .take(LINES)
                .map(|line| (line.subject.clone(), line.since))
                .collect();
            let drafts = drafts(&keeper, &open);
            let count = drafts.len();
            keeper
                .note(transaction, COORDINATOR, Some(BATCH), drafts)
                .await?;
            transaction
                .audit(
                    now,
                    "command line",
                    "change the register of the demonstration",
                    &round.id,
                )
                .await?;
            Ok(count)
        })
    })
    .await
}

fn drafts(keeper: &Keeper, open: &[(Subject, chrono::NaiveDate)]) -> Vec<Draft> {
    let [(first, since), (second, _), (third, _)] = open else {
        return Vec::new();
    };
    let today = keeper.today();
    let draft = |days: u64, decision: &str, change| Draft {
        effective: (*since + Days::new(days)).min(today),
        decision: Some(decision.to_owned()),
        change,
    };
    let beside = |line: &Subject, id: String, name: String| Subject {
        id,
        name,
        attributes: BTreeMap::new(),
        ..line.clone()
    };
    let merged = beside(
        first,
        [&first.id, "-B"].concat(),
        ["Câu lạc bộ ", bare(&first.name)].concat(),
    );
    let ended = beside(
        third,
        [&third.id, "-B"].concat(),
        ["Ban liên lạc ", bare(&third.name)].concat(),
    );
    let waiting = beside(
        second,
        provisional_id("01890000-0000-7000-8000-00000000d0c1"),
        "Câu lạc bộ Dưỡng sinh".to_owned(),
    );
    vec![
        draft(
            5,
            "05/QĐ-UBND",
            Change::Add {
                line: merged.clone(),
            },
        ),
        draft(
            8,
            "08/QĐ-UBND",
            Change::Add {
                line: ended.clone(),
            },
        ),
        draft(
            40,
            "40/QĐ-UBND",
            Change::Rename {
                line: second.id.clone(),
                name: ["Hiệp hội ", bare(&second.name)].concat(),
            },
        ),
        draft(
            60,
            "60/QĐ-UBND",
            Change::Merge {
                lines: vec![merged.id],
                into: first.id.clone(),
            },
        ),
        draft(90, "90/QĐ-UBND", Change::Dissolve { line: ended.id }),
        Draft::plain(
            keeper.last_day_of(&waiting.unit),
            Change::AddProvisional { line: waiting },
        ),
    ]
}

/// A name without the word that every association has.
fn bare(name: &str) -> &str {
    name.strip_prefix(USUAL).unwrap_or(name)
}
