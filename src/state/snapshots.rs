//! Snapshots of figures on this device: read, kept and taken away.

use std::rc::Rc;

use leptos::prelude::*;
use leptos::task::spawn_local;
use sohoi_stats::{Moment, Snapshot};

use crate::platform::{clock, ids};
use crate::state::desk::day_and_time;
use crate::state::notes::read_notes;
use crate::state::work::Work;

/// How far something is on its way to the disk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Keeping {
    /// Nothing is on its way.
    Idle,
    /// Something is.
    Writing,
    /// The last one is on the disk.
    Kept,
    /// The last one could not be written, and is not there.
    Failed,
}

/// The snapshots of one account. A cheap handle; what was begun to be written is written even where the
/// page is left.
#[derive(Clone)]
pub struct Snapshots {
    work: Work,
    /// The newest first; absent until they are read.
    pub all: RwSignal<Option<Rc<Vec<Snapshot>>>, LocalStorage>,
    /// Whether they could not be read.
    pub is_unreadable: RwSignal<bool>,
    /// How far the last change is on its way to the disk.
    pub keeping: RwSignal<Keeping>,
}

impl Snapshots {
    /// Begins to read those of an account.
    pub fn open(work: &Work) -> Self {
        let own = Self {
            work: work.clone(),
            all: RwSignal::new_local(None),
            is_unreadable: RwSignal::new(false),
            keeping: RwSignal::new(Keeping::Idle),
        };
        let snapshots = own.clone();
        spawn_local(async move { snapshots.read().await });
        own
    }

    /// Keeps figures under a name, as those of now. They are on the list once they are on the disk.
    pub fn keep(&self, name: &str, moment: Moment) {
        let round = self.work.round();
        let snapshot = Snapshot {
            id: ids::snapshot_id(),
            name: name.to_owned(),
            made_at: clock::now(),
            round: round.map_or_else(String::new, |round| round.id.clone()),
            moment,
        };
        let (key, text) = snapshot.note();
        self.write(key, Some(text));
    }

    /// Takes one away.
    pub fn remove(&self, id: &str) {
        self.write(Snapshot::key(id), None);
    }

    fn write(&self, key: String, text: Option<String>) {
        self.keeping.set(Keeping::Writing);
        let own = self.clone();
        spawn_local(async move {
            let written = own.work.keep_notes(&[(key, text)]).await;
            if written.is_ok() {
                own.read().await;
            }
            let now = if written.is_ok() {
                Keeping::Kept
            } else {
                Keeping::Failed
            };
            // A page that is left meanwhile has no signals any more.
            own.keeping.try_set(now);
        });
    }

    /// Reads what is on the disk, whoever wrote it.
    async fn read(&self) {
        read_notes(&self.work, self.is_unreadable, |notes| {
            self.all.try_set(Some(Rc::new(Snapshot::among(notes))));
        })
        .await;
    }
}

/// This moment, as a name that tells it from others.
pub fn moment_of_now() -> String {
    day_and_time(&clock::now()).unwrap_or_default()
}
