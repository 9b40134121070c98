//! What somebody writes in place of paragraphs of the report: in memory, and on its way to the disk.

use std::rc::Rc;

use leptos::prelude::*;
use leptos::task::spawn_local;
use sohoi_report::{Edit, Sheet};
use sohoi_text::Language;

use crate::components::save_tick::Saving;
use crate::state::notes::{NoteWriter, read_notes};
use crate::state::work::Work;

/// The edits of one report. A cheap handle; what was begun to be written is written even where the
/// page is left.
#[derive(Clone)]
pub struct Edits(Rc<Inner>);

struct Inner {
    work: Work,
    round: String,
    unit: String,
    language: Language,
    signals: Signals,
    writer: NoteWriter,
}

/// What pages follow.
#[derive(Clone, Copy)]
pub struct Signals {
    /// The edits; absent until they are read.
    pub all: RwSignal<Option<Vec<Edit>>>,
    /// Whether they could not be read.
    pub is_unreadable: RwSignal<bool>,
    /// How far they are on their way to the disk.
    pub saving: RwSignal<Saving>,
}

impl Edits {
    /// Begins to read the edits of the report on a unit, in one language.
    pub fn open(work: &Work, unit: &str, language: Language) -> Self {
        let round = work.round();
        let writer = NoteWriter::new(work);
        let edits = Self(Rc::new(Inner {
            work: work.clone(),
            round: round.map_or_else(String::new, |round| round.id.clone()),
            unit: unit.to_owned(),
            language,
            signals: Signals {
                all: RwSignal::new(None),
                is_unreadable: RwSignal::new(false),
                saving: writer.saving(),
            },
            writer,
        }));
        let own = edits.clone();
        spawn_local(async move {
            let signals = own.signals();
            read_notes(&own.0.work, signals.is_unreadable, |notes| {
                signals.all.try_set(Some(own.sheet().edits(notes)));
            })
            .await;
        });
        edits
    }

    /// What pages follow.
    pub fn signals(&self) -> Signals {
        self.0.signals
    }

    /// Takes in an edit and begins to write it.
    pub fn put(&self, edit: Edit) {
        let (key, text) = self.sheet().note(&edit);
        self.0.signals.all.update(|all| {
            let all = all.get_or_insert_default();
            match all.iter_mut().find(|own| own.name == edit.name) {
                Some(own) => *own = edit,
                None => all.push(edit),
            }
        });
        self.0.writer.write(key, Some(text));
    }

    /// Takes the edit of a paragraph away.
    pub fn remove(&self, paragraph: &str) {
        self.0.signals.all.update(|all| {
            all.get_or_insert_default()
                .retain(|own| own.name != paragraph);
        });
        self.0.writer.write(self.sheet().key(paragraph), None);
    }

    fn sheet(&self) -> Sheet<'_> {
        Sheet {
            round: &self.0.round,
            unit: &self.0.unit,
            language: self.0.language,
        }
    }
}
