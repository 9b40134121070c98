//! What an exchange takes from the work and brings to it.

use litemap::LiteMap;
use sohoi_storage::StorageError;
use sohoi_sync::client::{Effect, Received};
use sohoi_sync::{Account, Entry, ExchangeRequest, ExchangeResponse, Limits, SyncError};

use super::memory::Memory;
use super::{Event, ExchangePhase, Work};
use crate::platform::clock;

/// What taking in an answer asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Taken {
    /// Whether to send the next request right away.
    pub again: bool,
}

impl Work {
    /// The next request.
    pub(crate) fn next_request(&self, limits: &Limits) -> ExchangeRequest {
        self.0.memory.borrow().client.next_request(limits)
    }

    /// The documents of the rounds that an answer brings, as far as lines need them and this
    /// device does not have them. A round tells of forms: ask again when it is here.
    pub(crate) fn missing_for_rounds(&self, entries: &[Entry]) -> Vec<String> {
        self.0.memory.borrow_mut().missing_for_rounds(entries)
    }

    /// The documents that work needs and this device does not have, in the order in which they
    /// are wanted. A round tells of forms: ask again when it is here.
    pub(crate) fn missing_documents(&self) -> Vec<String> {
        self.0.memory.borrow_mut().missing_documents()
    }

    /// The same for the figures alone.
    pub(crate) fn missing_for_figures(&self) -> Vec<String> {
        self.0.memory.borrow_mut().missing_for_figures()
    }

    /// Takes in an answer, and writes all of it in one transaction. Observers hear of it with
    /// [`tell_taken`](Self::tell_taken).
    ///
    /// # Errors
    ///
    /// Any [`StorageError`]; then it is written before anything else.
    pub(crate) async fn take(
        &self,
        request: &ExchangeRequest,
        answer: &ExchangeResponse,
    ) -> Result<Taken, StorageError> {
        self.take_in(&answer.entries, |memory| {
            let received = memory.client.receive(request, answer);
            if !received.again {
                let now = clock::now();
                memory.owed.put_exchanged_at(&now);
                memory.exchanged_at = Some(now);
            }
            received
        })
        .await
    }

    /// Takes in rounds and a register that lie beside the app.
    ///
    /// # Errors
    ///
    /// As [`take`](Self::take).
    pub(crate) async fn take_register(&self, entries: &[Entry]) -> Result<(), StorageError> {
        let taken = self.take_in(&[], |memory| Received {
            effects: memory.client.take_register(entries),
            ..Received::default()
        });
        taken.await.map(drop)
    }

    /// Takes in a refusal.
    ///
    /// # Errors
    ///
    /// As [`take`](Self::take).
    pub(crate) async fn take_refusal(
        &self,
        request: &ExchangeRequest,
        error: &SyncError,
    ) -> Result<Taken, StorageError> {
        self.take_in(&[], |memory| memory.client.refuse(request, error))
            .await
    }

    /// Takes in a document.
    ///
    /// # Errors
    ///
    /// As [`take`](Self::take).
    pub(crate) async fn take_document(
        &self,
        hash: String,
        json: String,
    ) -> Result<(), StorageError> {
        let _writing = self.0.writing.lock().await;
        {
            let mut memory = self.0.memory.borrow_mut();
            memory.owed.put_document(&hash, &json);
            memory.library.add(hash, json);
            memory.untold.register = true;
        }
        self.save_all().await
    }

    /// Tells observers what was taken in since they heard last.
    pub(crate) fn tell_taken(&self) {
        let changed = std::mem::take(&mut self.0.memory.borrow_mut().untold);
        if changed.register {
            self.tell(&Event::Register);
        }
        if !changed.responses.is_empty() {
            let ids = changed.responses.keys().cloned().collect();
            self.tell(&Event::Responses(ids));
        }
    }

    /// Everything waiting is on disk when the core takes something in, and everything it brings
    /// is on disk before anything else happens.
    async fn take_in(
        &self,
        entries: &[Entry],
        bring: impl FnOnce(&mut Memory) -> Received,
    ) -> Result<Taken, StorageError> {
        let _writing = self.0.writing.lock().await;
        self.save_all().await?;
        let wanted = self.0.memory.borrow().client.wanted_by(entries);
        self.read_whole(&wanted).await?;
        let (again, withdrawn) = {
            let mut memory = self.0.memory.borrow_mut();
            let safe = memory.client.device().current().safe;
            let received = bring(&mut memory);
            let mut changed = Changed::by(&received.effects);
            // A backup that was made meanwhile shows in every line of the work list.
            changed.register |= memory.client.device().current().safe != safe;
            for effect in &received.effects {
                memory.owed.effect(effect);
            }
            for id in changed.responses.keys() {
                memory.forget_view(id);
            }
            if changed.register {
                memory.forget_views();
            }
            memory.untold.register |= changed.register;
            for (id, ()) in changed.responses {
                memory.untold.responses.insert(id, ());
            }
            // A response goes out of sight, or its answers do.
            let effects = received.effects.iter();
            let withdrawn = effects.filter_map(|effect| match effect {
                Effect::RemoveResponse(id) => Some(id.clone()),
                Effect::PutResponse(held) if held.progress.is_some() => {
                    Some(held.response.id.clone())
                }
                _ => None,
            });
            (received.again, withdrawn.collect::<Vec<_>>())
        };
        if !withdrawn.is_empty() {
            self.drop_copies_of(&withdrawn).await?;
        }
        self.save_all().await?;
        Ok(Taken { again })
    }

    /// Says what the exchange is doing.
    pub(crate) fn set_phase(&self, phase: ExchangePhase) {
        let status = {
            let mut memory = self.0.memory.borrow_mut();
            memory.phase = phase;
            memory.exchange_status()
        };
        self.tell(&Event::Exchange(status));
    }

    /// Takes over what the server says about the account.
    pub(crate) fn set_account(&self, account: Account) {
        let mut memory = self.0.memory.borrow_mut();
        memory.client.set_role(account.role);
        memory.account = account;
        // What it may do has to do with what pages offer.
        memory.forget_views();
        memory.untold.register = true;
    }
}

/// What effects change for pages.
#[derive(Default)]
pub(super) struct Changed {
    responses: LiteMap<String, ()>,
    register: bool,
}

impl Changed {
    fn by(effects: &[Effect]) -> Self {
        let mut changed = Self::default();
        for effect in effects {
            match effect {
                Effect::PutOp(op) => {
                    changed.responses.insert(op.op.response.clone(), ());
                }
                Effect::PutResponse(held) => {
                    changed.responses.insert(held.response.id.clone(), ());
                }
                Effect::RemoveResponse(id) => {
                    changed.responses.insert(id.clone(), ());
                }
                Effect::PutSubject(_)
                | Effect::RemoveSubject { .. }
                | Effect::PutRound(_)
                | Effect::RemoveRound(_) => changed.register = true,
                Effect::PutDevice(_) | Effect::RemoveOp { .. } => {}
            }
        }
        changed
    }
}
