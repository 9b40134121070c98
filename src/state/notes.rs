//! Notes from the disk, and on their way to it: what is begun to be written is written, even where the page
//! is left.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use gloo_timers::future::TimeoutFuture;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::components::save_tick::Saving;
use crate::state::work::Work;

/// Reads the notes of an account, each with its key, and says where they cannot be read. The page may be left
/// meanwhile: then its signals are gone, and `take` has to try.
pub async fn read_notes(
    work: &Work,
    is_unreadable: RwSignal<bool>,
    take: impl for<'n> FnOnce(&mut dyn Iterator<Item = (&'n str, &'n str)>),
) {
    match work.notes().await {
        Ok(notes) => {
            let notes = notes.iter();
            take(&mut notes.map(|(key, text)| (key.as_str(), text.as_str())));
        }
        Err(_) => {
            is_unreadable.try_set(true);
        }
    }
}

/// How long after a failure writing is tried again by itself.
const RETRY_MS: u32 = 5_000;

/// Writes the notes of a page. A cheap handle.
#[derive(Clone)]
pub struct NoteWriter(Rc<Inner>);

struct Inner {
    work: Work,
    saving: RwSignal<Saving>,
    /// By key: the text to write; nothing where the note goes.
    waiting: RefCell<Vec<(String, Option<String>)>>,
    is_writing: Cell<bool>,
}

impl NoteWriter {
    /// Nothing is to be written yet.
    pub fn new(work: &Work) -> Self {
        Self(Rc::new(Inner {
            work: work.clone(),
            saving: RwSignal::new(Saving::Saved),
            waiting: RefCell::new(Vec::new()),
            is_writing: Cell::new(false),
        }))
    }

    /// How far they are on their way to the disk.
    pub fn saving(&self) -> RwSignal<Saving> {
        self.0.saving
    }

    /// Writes a note, or takes it away where there is no text.
    pub fn write(&self, key: String, text: Option<String>) {
        {
            let mut waiting = self.0.waiting.borrow_mut();
            waiting.retain(|(own, _)| *own != key);
            waiting.push((key, text));
        }
        self.0.saving.set(Saving::Saving);
        if !self.0.is_writing.replace(true) {
            let writer = self.clone();
            spawn_local(async move { writer.write_all().await });
        }
    }

    /// Writes until nothing waits. Whatever fails is kept and tried again.
    async fn write_all(&self) {
        let saving = self.0.saving;
        loop {
            let notes = self.0.waiting.borrow().clone();
            if notes.is_empty() {
                break;
            }
            if self.0.work.keep_notes(&notes).await.is_ok() {
                // What was written meanwhile stays.
                let mut waiting = self.0.waiting.borrow_mut();
                waiting.retain(|note| !notes.contains(note));
            } else {
                saving.try_set(Saving::Failed);
                TimeoutFuture::new(RETRY_MS).await;
            }
        }
        self.0.is_writing.set(false);
        saving.try_set(Saving::Saved);
    }
}
