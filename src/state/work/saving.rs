//! From memory to disk.

use futures_channel::oneshot;
use gloo_timers::future::TimeoutFuture;
use sohoi_storage::{StorageError, Store, Ticket};
use sohoi_sync::Change;
use sohoi_sync::client::{Client, LoggedOp, Verdict};
use wasm_bindgen_futures::spawn_local;

use super::library::Library;
use super::{Event, SaveStatus, Work, whole};
use crate::platform::{capacity, ids};
use crate::sync::Wake;

/// How long after a failure saving is tried again by itself.
const RETRY_MS: u32 = 5_000;
/// How often ops get new numbers in a row because another tab was faster.
const RENEWALS: usize = 8;

impl Work {
    /// Saves what is waiting once more, e.g. when the page is being hidden or after a failure.
    pub fn save_now(&self) {
        if self.0.is_saving.replace(true) {
            // Whoever saves goes on until nothing waits.
            return;
        }
        let work = self.clone();
        spawn_local(async move {
            let saved = {
                let _writing = work.0.writing.lock().await;
                work.save_all().await
            };
            work.0.is_saving.set(false);
            if saved.is_err() {
                TimeoutFuture::new(RETRY_MS).await;
                if !work.is_closed() {
                    work.save_now();
                }
            }
        });
    }

    /// How far edits are on their way to the disk.
    pub fn save_status(&self) -> SaveStatus {
        self.0.memory.borrow().save_status()
    }

    /// Takes ops of one response that are in the core's memory into the queue, and begins to save. The receiver
    /// hears of the last one.
    pub(super) fn queue(
        &self,
        ops: Vec<LoggedOp>,
        blobs: Vec<(String, Vec<u8>)>,
    ) -> oneshot::Receiver<Result<u64, StorageError>> {
        let (sender, receiver) = oneshot::channel();
        let edited = ops.last().map(|op| op.op.response.clone());
        {
            let mut memory = self.0.memory.borrow_mut();
            let mut blobs = Some(blobs);
            let mut last = None;
            for op in ops {
                memory.forget_view(&op.op.response);
                last = Some(memory.queue.push(op, blobs.take().unwrap_or_default()));
            }
            if let Some(ticket) = last {
                memory.waiters.insert(ticket, sender);
            }
        }
        if let Some(edited) = edited {
            self.tell(&Event::Edited(edited));
        }
        self.tell_saving();
        self.save_now();
        receiver
    }

    /// Writes everything that waits. Only with `writing` held.
    pub(super) async fn save_all(&self) -> Result<(), StorageError> {
        let saved = self.try_save_all().await;
        if let Err(error) = &saved {
            let waiters = {
                let mut memory = self.0.memory.borrow_mut();
                memory.failure = Some(error.clone());
                std::mem::take(&mut memory.waiters)
            };
            for (_, waiter) in waiters {
                // A page that is gone does not want to know.
                let _ = waiter.send(Err(error.clone()));
            }
            self.tell_saving();
        }
        saved
    }

    async fn try_save_all(&self) -> Result<(), StorageError> {
        self.save_owed().await?;
        let mut renewals = 0;
        loop {
            let batch = self.0.memory.borrow().queue.batch();
            let Some((batch, count)) = batch else {
                break;
            };
            match self.0.store.commit(&batch).await {
                Ok(()) => self.completed(count),
                Err(StorageError::Outdated) if renewals < RENEWALS => {
                    renewals += 1;
                    self.read_again().await?;
                }
                Err(error) => return Err(error),
            }
        }
        if self.0.memory.borrow_mut().failure.take().is_some() {
            self.tell_saving();
        }
        Ok(())
    }

    /// Writes what the server brought.
    async fn save_owed(&self) -> Result<(), StorageError> {
        let mut owed = std::mem::take(&mut self.0.memory.borrow_mut().owed);
        if owed.is_empty() {
            return Ok(());
        }
        let written = self.0.store.commit(&owed).await;
        match &written {
            Ok(()) => self.hint(),
            Err(_) => {
                let mut memory = self.0.memory.borrow_mut();
                owed.append(std::mem::take(&mut memory.owed));
                memory.owed = owed;
            }
        }
        written
    }

    fn completed(&self, count: usize) {
        let done = self.0.memory.borrow_mut().queue.completed(count);
        {
            let mut memory = self.0.memory.borrow_mut();
            memory.failure = None;
            for (_, op) in &done {
                memory.client.saved(op.epoch, op.op.n);
                memory.forget_view(&op.op.response);
            }
        }
        self.resolve(done);
        self.hint();
        self.tell_saving();
        self.wake(Wake::Edit);
        self.ask_to_keep();
    }

    /// Asks the browser to keep what is here, once there is something to keep.
    pub(super) fn ask_to_keep(&self) {
        if !self.0.is_asked.replace(true) {
            spawn_local(async {
                // Its answer stands on the page about this device.
                let _ = capacity::persist().await;
            });
        }
    }

    fn resolve(&self, done: Vec<(Ticket, LoggedOp)>) {
        for (ticket, op) in done {
            let waiter = self.0.memory.borrow_mut().waiters.remove(&ticket);
            if let Some(waiter) = waiter {
                // A page that is gone does not want to know.
                let _ = waiter.send(Ok(op.op.n));
            }
        }
    }

    /// Another tab has written: reads everything again and makes the waiting ops anew on top.
    /// Only with `writing` held and nothing owed.
    pub(super) async fn read_again(&self) -> Result<(), StorageError> {
        let mut snapshot = self.0.store.outline().await?;
        let mut damaged = snapshot.damaged.iter().map(ToString::to_string).collect();
        let exchanged_at = snapshot.exchanged_at.take();
        let library = Library::new(std::mem::take(&mut snapshot.documents));
        let stored = snapshot.ops.clone();
        let (records, repairs) = snapshot.into_records(&ids::device_id());
        let (account, opened) = {
            let memory = self.0.memory.borrow();
            (memory.account.clone(), memory.opened.clone())
        };
        let mut client = Client::new(&account.name, account.role, records);
        // Whole before ops are made anew on top of them, and before pages look.
        whole::read(&self.0.store, &mut client, &opened, &mut damaged).await?;
        let (done, before) = {
            let mut memory = self.0.memory.borrow_mut();
            let memory = &mut *memory;
            memory.damaged = damaged;
            memory.exchanged_at = exchanged_at;
            memory.library = library;
            memory.owed.append(repairs);
            memory.client = client;
            let before = memory.take_views();
            let client = &mut memory.client;
            let done = memory.queue.renew(&stored, |op| made_again(client, op));
            (done, before)
        };
        self.resolve(done);
        self.save_owed().await?;
        // Few responses are different, and what follows from them is the work of those who hear it.
        let different = self.0.memory.borrow_mut().different_from(&before);
        self.tell(&Event::Register);
        if !different.is_empty() {
            self.tell(&Event::Responses(different));
        }
        Ok(())
    }

    /// Another tab gave a hint: looks whether it is true.
    pub(super) fn look_again(&self) {
        let work = self.clone();
        spawn_local(async move {
            // A failure shows with the next edit or exchange, which look again themselves.
            let _ = work.catch_up_with(Work::lacks_documents).await;
        });
    }

    /// Reads everything again where another tab has written.
    pub(crate) async fn catch_up(&self) -> Result<(), StorageError> {
        self.catch_up_with(|_| false).await
    }

    /// The same, and also where there is another reason to.
    async fn catch_up_with(&self, is_due: impl Fn(&Self) -> bool) -> Result<(), StorageError> {
        let _writing = self.0.writing.lock().await;
        if self.is_closed() {
            return Ok(());
        }
        self.save_all().await?;
        let last_op = self.0.memory.borrow().client.last_store_key();
        let head = self.0.store.head(last_op).await?;
        let is_current = {
            let memory = self.0.memory.borrow();
            !head.has_later_ops && head.device.as_ref() == Some(memory.client.device())
        };
        if is_current && !is_due(self) {
            return Ok(());
        }
        self.read_again().await
    }

    /// Whether a document that another tab may have fetched is missing: it changes nothing else.
    fn lacks_documents(&self) -> bool {
        !(self.missing_documents().is_empty() && self.missing_for_figures().is_empty())
    }

    pub(super) fn tell_saving(&self) {
        let (save, exchange) = {
            let memory = self.0.memory.borrow();
            (memory.save_status(), memory.exchange_status())
        };
        self.tell(&Event::Save(save));
        self.tell(&Event::Exchange(exchange));
    }

    pub(super) fn hint(&self) {
        if let Some(ears) = self.0.ears.borrow().as_ref() {
            ears.hints.give();
        }
    }
}

/// The same edit under the next free number.
fn made_again(client: &mut Client, op: &LoggedOp) -> LoggedOp {
    let (response, at) = (&op.op.response, &op.op.at);
    let made = match op.op.change.clone() {
        Change::Start { slot, form_hash } => {
            return client.start(response, slot, &form_hash, at);
        }
        Change::Add { line } => return client.add(line, at),
        Change::Settle {
            round,
            line,
            is_new,
        } => return client.settle(response, &round, &line, is_new, at),
        Change::Answer {
            form_hash,
            seen,
            cells,
        } => {
            let answers = cells.into_iter().map(|cell| (cell.path, cell.value));
            client.answer(response, seen, answers, &form_hash, at)
        }
        Change::Move {
            to,
            base,
            form_hash,
            engine,
            note,
        } => {
            let verdict = Verdict {
                form_hash: &form_hash,
                engine: &engine,
            };
            client.move_to(response, to, base, verdict, note, at)
        }
    };
    made.expect("an edit that was short enough once is short enough again")
}
