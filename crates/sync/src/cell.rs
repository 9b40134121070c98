//! The cell rule: what an arriving version does to the versions that are there.
//!
//! A version has *seen* those that the server accepted at or below its base, the earlier ones of
//! its own device lineage, whoever brought them, and those that its op comes after by name. It replaces what it has seen and stands beside the rest, so
//! the set of versions depends on what people saw and never on the order of arrival; only
//! which of several standing versions counts depends on it.

use std::mem;

use crate::model::{Cell, CellVersion, Correction, OpKey};

/// What an arriving version did to its cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Arrival {
    /// It counts and nothing stands against it.
    Accepted,
    /// What counts said so already; who said it again is recorded.
    Same,
    /// It counts, and something that it had not seen stands against it.
    Conflict,
    /// It, or a later one of its lineage, is there already: nothing changed.
    Known,
}

/// What the person had before them who gave a version.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Sight<'a> {
    /// The revision of the cell.
    pub(crate) base: u64,
    /// See [`Op::after`](crate::Op::after).
    pub(crate) after: &'a [OpKey],
}

impl Sight<'_> {
    fn takes_in(&self, there: &CellVersion) -> bool {
        there.revision <= self.base || self.after.iter().any(|last| continues(last, &there.op))
    }
}

/// Lets a version arrive in a cell whose answers may change.
pub(crate) fn arrive(
    cell: Option<Cell>,
    version: CellVersion,
    sight: Sight<'_>,
) -> (Cell, Arrival) {
    let Some(cell) = cell else {
        let arrival = match version.value {
            Some(_) => Arrival::Accepted,
            None => Arrival::Same,
        };
        return (alone(version), arrival);
    };
    if cell.versions().any(|there| follows(there, &version)) {
        return (cell, Arrival::Known);
    }

    let was_so = cell.counted.value == version.value;
    let was_disputed = !cell.aside.is_empty();
    let is_unseen = |there: &CellVersion| !sight.takes_in(there) && !follows(&version, there);
    let counted_stays = was_so && is_unseen(&cell.counted);

    let mut standing: Vec<CellVersion> = into_versions(cell).filter(is_unseen).collect();
    let counted = if counted_stays {
        mem::replace(&mut standing[0], version)
    } else {
        version
    };
    let (agreed, aside): (Vec<_>, Vec<_>) = standing
        .into_iter()
        .partition(|there| there.value == counted.value);

    let settles = was_disputed && aside.is_empty();
    let arrival = match (was_so, aside.is_empty()) {
        (true, _) if !settles => Arrival::Same,
        (false, false) => Arrival::Conflict,
        _ => Arrival::Accepted,
    };
    let cell = Cell {
        counted,
        agreed,
        aside,
    };
    (cell, arrival)
}

/// Keeps a version as a proposed correction of a cell that may not change now. Answers whether
/// anything is proposed: what counts already is not, and takes back an earlier proposal of its
/// lineage.
pub(crate) fn propose(
    cell: Option<&Cell>,
    corrections: &mut Vec<Correction>,
    path: &str,
    version: CellVersion,
) -> Arrival {
    let at_path = |correction: &Correction| correction.path == path;
    let mut earlier = corrections.iter().filter(|there| at_path(there));
    if earlier.any(|there| follows(&there.version, &version)) {
        return Arrival::Known;
    }
    if cell.is_some_and(|cell| cell.versions().any(|there| follows(there, &version))) {
        return Arrival::Known;
    }
    corrections.retain(|there| !at_path(there) || !follows(&version, &there.version));
    if cell.and_then(|cell| cell.counted.value.as_ref()) == version.value.as_ref() {
        return Arrival::Same;
    }
    corrections.push(Correction {
        path: path.to_owned(),
        version,
    });
    Arrival::Accepted
}

/// Takes away the corrections at a path that an accepted answer has seen.
pub(crate) fn settle(
    corrections: &mut Vec<Correction>,
    path: &str,
    version: &CellVersion,
    sight: Sight<'_>,
) {
    corrections.retain(|there| {
        let is_seen = sight.takes_in(&there.version) || follows(version, &there.version);
        there.path != path || !is_seen
    });
}

/// Whether a version is the other one or a later one of the same device lineage.
fn follows(later: &CellVersion, earlier: &CellVersion) -> bool {
    continues(&later.op, &earlier.op)
}

/// Whether an op is the other one or a later one of the same device lineage. A lineage is of one
/// device; which account brought an op says nothing about what its person saw.
pub(crate) fn continues(later: &OpKey, earlier: &OpKey) -> bool {
    later.device == earlier.device && later.epoch == earlier.epoch && later.n >= earlier.n
}

fn alone(version: CellVersion) -> Cell {
    Cell {
        counted: version,
        agreed: Vec::new(),
        aside: Vec::new(),
    }
}

/// All versions, the counted one first.
fn into_versions(cell: Cell) -> impl Iterator<Item = CellVersion> {
    std::iter::once(cell.counted)
        .chain(cell.agreed)
        .chain(cell.aside)
}
