//! Which quotations somebody picks for a report: in memory, and on their way to the disk.

use std::rc::Rc;

use leptos::prelude::*;
use leptos::task::spawn_local;
use sohoi_report::Pick;

use crate::components::save_tick::Saving;
use crate::state::notes::{NoteWriter, read_notes};
use crate::state::work::Work;

/// The picks of the round worked on. A cheap handle.
#[derive(Clone)]
pub struct Picks(Rc<Inner>);

struct Inner {
    round: String,
    writer: NoteWriter,
    all: RwSignal<Option<Vec<Pick>>>,
    is_unreadable: RwSignal<bool>,
}

impl Picks {
    /// Begins to read them.
    pub fn open(work: &Work) -> Self {
        let round = work.round();
        let picks = Self(Rc::new(Inner {
            round: round.map_or_else(String::new, |round| round.id.clone()),
            writer: NoteWriter::new(work),
            all: RwSignal::new(None),
            is_unreadable: RwSignal::new(false),
        }));
        let (own, work) = (picks.clone(), work.clone());
        spawn_local(async move {
            read_notes(&work, own.0.is_unreadable, |notes| {
                own.0.all.try_set(Some(Pick::all(&own.0.round, notes)));
            })
            .await;
        });
        picks
    }

    /// All of them; absent until they are read.
    pub fn all(&self) -> RwSignal<Option<Vec<Pick>>> {
        self.0.all
    }

    /// Whether they could not be read.
    pub fn is_unreadable(&self) -> RwSignal<bool> {
        self.0.is_unreadable
    }

    /// How far they are on their way to the disk.
    pub fn saving(&self) -> RwSignal<Saving> {
        self.0.writer.saving()
    }

    /// Picks a piece of an answer, or no longer, and begins to write it. `of` says which answer.
    pub fn put(&self, of: Pick, text: &str, is_picked: bool) {
        let is_same = |own: &Pick| own.response == of.response && own.question == of.question;
        let mut note = None;
        self.0.all.update(|all| {
            let all = all.get_or_insert_default();
            let place = all.iter().position(is_same);
            let before = place.map_or_else(|| of.clone(), |place| all.remove(place));
            let now = before.with(text, is_picked);
            note = Some(now.note(&self.0.round));
            if !now.texts.is_empty() {
                all.insert(place.unwrap_or(all.len()), now);
            }
        });
        if let Some((key, text)) = note {
            self.0.writer.write(key, text);
        }
    }
}
