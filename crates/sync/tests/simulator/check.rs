//! What must hold after every step.

use std::collections::{BTreeMap, BTreeSet};

use sohoi_sync::client::{Lineage, LoggedOp, View};
use sohoi_sync::{Cell, Change, OpResult};

use crate::device::{Actor, Intent, Wish};
use crate::reference;
use crate::register;
use crate::server::Database;
use crate::world::World;

impl Database {
    /// What tells the ops in the log apart.
    pub(crate) fn tokens(&self) -> BTreeSet<String> {
        self.log.iter().map(|stored| stored.op.at.clone()).collect()
    }
}

/// The safety of the whole. What it finds would not go away again, so it need not look at
/// every step.
pub(crate) fn nothing_is_lost_or_doubled(world: &World) {
    nothing_is_doubled(&world.server.database);
    nothing_saved_leaves_its_device(world);
    acknowledged_is_on_the_server(world);
}

/// Each op takes effect once: the log holds every token at most once.
fn nothing_is_doubled(database: &Database) {
    assert_eq!(
        database.tokens().len(),
        database.log.len(),
        "an op is in the server's log twice"
    );
}

/// An op that was shown as saved stays on the device until a verified backup covers it.
fn nothing_saved_leaves_its_device(world: &World) {
    let kept: BTreeSet<&str> = world
        .stores
        .iter()
        .flat_map(|store| store.ops.values())
        .map(|logged| logged.op.at.as_str())
        .collect();
    let backup = world.server.verified.as_ref().map(Database::tokens);
    let in_backup = backup.unwrap_or_default();
    let is_set_back = world.faults.set_back > 0;
    let on_server = world.server.database.tokens();
    for token in world.saved.keys() {
        let is_kept = kept.contains(token.as_str())
            || in_backup.contains(token)
            || (is_set_back && on_server.contains(token));
        assert!(
            is_kept,
            "the saved op {token} is neither here nor in a backup"
        );
    }
}

/// What a device counts as acknowledged is durable on the server, with the same result; after a
/// restore, once it has exchanged again, and maybe with another result: a request of the lost
/// time that arrives late fills the gap in the device's name.
fn acknowledged_is_on_the_server(world: &World) {
    let is_restored = world.tally.restores > 0;
    if is_restored && !world.is_healed {
        return;
    }
    let log: BTreeMap<&str, _> = world
        .server
        .database
        .log
        .iter()
        .map(|stored| (stored.op.at.as_str(), stored))
        .collect();
    for store in &world.stores {
        for logged in store.ops.values() {
            let Some(outcome) = &logged.outcome else {
                continue;
            };
            let stored = log.get(logged.op.at.as_str());
            let stored = stored.unwrap_or_else(|| panic!("acknowledged and lost: {logged:?}"));
            assert_eq!(stored.op, logged.op, "kept as it was sent");
            let mut lineages = store.device.lineages.iter();
            let lineage = lineages.find(|lineage| lineage.epoch == logged.epoch);
            let lineage = lineage.expect("every op is of a lineage");
            let name = store.device.name_of(lineage);
            assert_eq!((stored.device.as_str(), stored.epoch), name, "{logged:?}");
            // Kept apart for one account, it may have been taken in for another since.
            let was_tried_again = world.server.database.tried_again > 0
                && matches!(outcome.result, OpResult::Quarantined { .. });
            assert!(
                is_restored || was_tried_again || &stored.outcome == outcome,
                "{logged:?}: {stored:?}"
            );
        }
    }
}

/// Whether the server has ops of a lineage that the store may not know, because it was set back, or
/// because a file brought the lineage and its own device went on: what they did then shows over what
/// is typed, until an exchange tells.
fn may_be_behind_itself(world: &World, actor: &Actor) -> bool {
    let device = actor.client.device();
    let is_behind = |lineage: &Lineage| {
        let (name, epoch) = device.name_of(lineage);
        let is_carried = lineage.origin.is_some();
        let is_ahead = world.server.database.last(name, epoch) > lineage.acknowledged;
        // What a server had before it was restored may have been pulled.
        let may_have_been = is_carried && world.tally.restores > 0;
        may_have_been || is_ahead && (is_carried || world.faults.set_back > 0)
    };
    device.lineages.iter().any(is_behind)
}

/// A person sees what was typed and is not acknowledged, or acknowledged and not pulled back
/// yet, over whatever was pulled: as the value that counts, or as a correction, or where the
/// server has it although the answer that says so was lost.
pub(crate) fn shows_what_is_pending(world: &World, actor: &Actor) {
    if may_be_behind_itself(world, actor) {
        return;
    }
    let store = &world.stores[actor.store];
    let is_current = actor.generation == store.generation;
    let not_pulled = store.ops.values().filter(|logged| {
        let held = actor.client.held(&logged.op.response);
        is_current && is_on_a_page_to_come(logged, held.map_or(0, |held| held.revision))
    });
    let mut latest: BTreeMap<(&str, &str), (&str, Option<&str>)> = BTreeMap::new();
    let mut in_order: Vec<&LoggedOp> = not_pulled.chain(actor.client.pending()).collect();
    in_order.sort_by_key(|logged| logged.key());
    for logged in in_order {
        if let Change::Answer { cells, .. } = &logged.op.change {
            for cell in cells {
                let place = (logged.op.response.as_str(), cell.path.as_str());
                latest.insert(place, (&logged.op.at, cell.value.as_deref()));
            }
        }
    }
    for ((response, path), (token, value)) in latest {
        let Some(View { response, .. }) = actor.client.view(response) else {
            continue;
        };
        let cell = response.cells.get(path);
        let mut versions = cell.into_iter().flat_map(Cell::versions);
        let mut proposed = response.corrections.iter();
        assert!(
            response.value(path) == value
                || versions.any(|version| version.at == token)
                || proposed.any(|correction| correction.version.at == token),
            "{path}: typed {value:?}, shown {response:#?}"
        );
    }
}

/// Whether an op took effect at a revision that the device has not pulled.
fn is_on_a_page_to_come(logged: &LoggedOp, held: u64) -> bool {
    let outcome = logged.outcome.as_ref();
    !logged.is_covered && outcome.is_some_and(|outcome| outcome.revision > held)
}

/// Right after typing, too.
pub(crate) fn shows_what_was_typed(world: &World, actor: &Actor, intent: &Intent) {
    match &intent.wish {
        Wish::Start { subject, .. } => {
            let view = actor.client.view(&intent.response);
            let view = view.expect("what was started is shown");
            assert_eq!(&view.response.slot.subject, subject);
        }
        Wish::Answer { .. } => shows_what_is_pending(world, actor),
        Wish::Add { .. } => {
            let mut added = actor.client.added();
            assert!(added.any(|line| line.id == intent.response));
        }
        Wish::Move { .. } | Wish::Settle { .. } => {}
    }
}

pub(crate) fn server_equals_reference(database: &Database) {
    reference::check(database);
    register::check(database);
}
