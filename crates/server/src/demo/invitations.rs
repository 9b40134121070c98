//! Invitations of the demonstration: one of each kind that is good no more, to be seen in the list.
//!
//! Nobody comes in by them: their hash is that of a password, which no code is.

use std::collections::{BTreeMap, BTreeSet};

use sohoi_invitation::Code;
use sohoi_round::RoundPart;
use sohoi_sync::{Slot, SubjectLine};

use super::{COORDINATOR, DemoResponse};
use crate::invitations::MOST_FAILURES;
use crate::store::{Invitation, Result, StoredInvitation, Write};

const DAY: i64 = 24 * 60 * 60 * 1000;

/// Adds them for the first associations that have not begun; those that are here already stay.
pub(super) async fn add(
    transaction: &mut dyn Write,
    round: &RoundPart,
    register: &BTreeMap<String, SubjectLine>,
    begun: &BTreeSet<String>,
    password: &str,
    now: i64,
) -> Result<()> {
    let Some(kind) = round.subject_kinds.first() else {
        return Ok(());
    };
    let is_open = |line: &&SubjectLine| line.kind == kind.id && !begun.contains(&line.id);
    let open = register.values().filter(is_open);
    for (number, line) in (1_u8..=3).zip(open) {
        let id = Code::of_random([number; Code::BYTES]).id().to_owned();
        let invitation = Invitation {
            id: id.clone(),
            slot: Slot {
                round: round.id.clone(),
                form: kind.form.clone(),
                subject: line.id.clone(),
            },
            made_by: COORDINATOR.to_owned(),
            made_at: now - 2 * DAY,
            ends_at: if number == 2 { now - DAY } else { now + DAY },
            used: None,
            revoked_at: None,
            failures: 0,
            locked_at: None,
        };
        let stored = StoredInvitation {
            invitation,
            secret: password.to_owned(),
        };
        if !transaction.add_invitation(&stored).await? {
            continue;
        }
        match number {
            1 => {
                for _ in 0..MOST_FAILURES {
                    transaction.count_failure(&id, MOST_FAILURES, now).await?;
                }
            }
            3 => {
                transaction.revoke_invitation(&id, now).await?;
            }
            _ => {}
        }
    }
    Ok(())
}

/// The lines that responses are about.
pub(super) fn begun(responses: &[DemoResponse]) -> BTreeSet<String> {
    responses.iter().map(|it| it.subject.clone()).collect()
}
