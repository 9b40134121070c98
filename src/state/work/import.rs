//! Taking in a work file: looked through first, then all of it in one transaction, or nothing.

use sohoi_storage::{Batch, StorageError, Store};
use sohoi_sync::client::{WORK_FILE_LIMIT, WorkFile};
use sohoi_sync::{Account, Slot};
use web_sys::File;

use super::Work;
use crate::platform::digest::sha256_hex;
use crate::platform::{files, locks};
use crate::state::alone::is_alone;
use crate::sync::{self, Wake, alone, server};

pub use sohoi_sync::client::FileFlaw;

/// Why a file is not taken in. Nothing of it is here then.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ImportError {
    /// It is not a work file, a newer one, damaged, or too large.
    #[error("{0:?}")]
    Flaw(FileFlaw),
    /// It is about a round that is not on this device.
    #[error("another round")]
    OtherRound,
    /// It names a form version that this device does not have and cannot get now.
    #[error("an unknown form version")]
    UnknownForm,
    /// It is about so many subjects that this account has nothing to do with.
    #[error("{0} subjects out of scope")]
    OutOfScope(usize),
    /// The browser could not read it.
    #[error("the file cannot be read")]
    Unreadable,
    /// It could not be saved.
    #[error(transparent)]
    Storage(#[from] StorageError),
}

/// A work file that may be taken in, and what a person should know before.
pub struct Incoming {
    file: WorkFile,
    /// Who worked on its device.
    pub account: Account,
    /// The id of the store that wrote it.
    pub device: String,
    /// When it was written (RFC 3339).
    pub made_at: String,
    /// The number of responses in it.
    pub responses: usize,
    /// How many of these are on this device already.
    pub known_responses: usize,
    /// The number of answers in it.
    pub answers: usize,
    /// The number of photos in it.
    pub photos: usize,
    /// How many changes in it are not on this device yet.
    pub new_ops: usize,
}

/// What was taken in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TakenIn {
    /// Changes that were not here before.
    pub ops: usize,
    /// The number of responses in the file.
    pub responses: usize,
}

impl Work {
    /// Looks a chosen file through. Nothing is taken in yet.
    ///
    /// # Errors
    ///
    /// See [`ImportError`].
    pub async fn look_into_file(&self, file: File) -> Result<Incoming, ImportError> {
        // Before it is read: it would fill the memory of the device.
        if file.size() > WORK_FILE_LIMIT as f64 {
            return Err(ImportError::Flaw(FileFlaw::TooLarge));
        }
        let bytes = files::read(&file).await;
        let bytes = bytes.map_err(|_| ImportError::Unreadable)?;
        self.look_into(&bytes).await
    }

    async fn look_into(&self, bytes: &[u8]) -> Result<Incoming, ImportError> {
        let file = WorkFile::from_bytes(bytes, sha256_hex).map_err(ImportError::Flaw)?;
        self.catch_up().await?;
        self.check(&file)?;
        self.fetch_forms_of(&file).await?;
        let memory = self.0.memory.borrow();
        let bringing = memory.client.clone().bring_in(&file.content.work);
        let content = &file.content;
        Ok(Incoming {
            account: content.account.clone(),
            device: content.device.clone(),
            made_at: content.made_at.clone(),
            responses: content.work.responses().len(),
            known_responses: bringing.known_responses,
            answers: content.work.answers(),
            photos: file.photos.len(),
            new_ops: bringing.new_ops,
            file,
        })
    }

    /// Takes in a file that was looked through, with its photos, in one transaction.
    ///
    /// # Errors
    ///
    /// Any [`StorageError`]; then nothing of it is here.
    pub async fn take_file_in(&self, incoming: &Incoming) -> Result<TakenIn, ImportError> {
        // Not while an exchange is under way, in this tab or another one.
        let lock = locks::wait_for(sync::LOCK).await;
        self.catch_up().await?;
        let file = &incoming.file;
        let ops = {
            let _writing = self.0.writing.lock().await;
            self.save_all().await?;
            let bringing = {
                let memory = self.0.memory.borrow();
                memory.client.clone().bring_in(&file.content.work)
            };
            let mut batch = Batch::new();
            for effect in &bringing.effects {
                batch.effect(effect);
            }
            for (named, bytes) in file.content.photos.iter().zip(&file.photos) {
                batch.put_blob(&named.hash, bytes.clone());
            }
            self.0.store.commit(&batch).await?;
            // As after another tab has written: what was typed meanwhile is made anew on top.
            self.read_again().await?;
            bringing.new_ops
        };
        drop(lock);
        self.hint();
        self.ask_to_keep();
        self.tell_saving();
        self.wake(Wake::Now);
        Ok(TakenIn {
            ops,
            responses: incoming.responses,
        })
    }

    /// Whether the file is about this account's work.
    fn check(&self, file: &WorkFile) -> Result<(), ImportError> {
        let memory = self.0.memory.borrow();
        let work = &file.content.work;
        let slots = work.slots();
        let is_here = |slot: &Slot| {
            let mut rounds = memory.client.rounds();
            rounds.any(|held| held.round.id == slot.round)
        };
        if !slots.iter().all(|slot| is_here(slot)) {
            return Err(ImportError::OtherRound);
        }
        let added = work.added();
        let strange = slots.iter().filter(|slot| {
            let line = memory.client.subject(&slot.round, &slot.subject);
            line.is_none() && !added.contains(&slot.subject.as_str())
        });
        let strange = strange.count();
        if strange > 0 {
            return Err(ImportError::OutOfScope(strange));
        }
        Ok(())
    }

    /// Every form version that the file names must be here, or be known to the server.
    async fn fetch_forms_of(&self, file: &WorkFile) -> Result<(), ImportError> {
        for hash in file.content.work.forms() {
            if self.0.memory.borrow().library.has(hash) {
                continue;
            }
            let form = if is_alone(&self.account()) {
                alone::document(hash).await
            } else {
                server::document(hash).await
            };
            let form = form.map_err(|_| ImportError::UnknownForm)?;
            self.take_document(hash.to_owned(), form).await?;
        }
        Ok(())
    }
}
