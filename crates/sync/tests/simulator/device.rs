//! A tab of the app on a device: a client core in memory over a store.

use std::collections::VecDeque;

use sohoi_sync::client::{Client, LoggedOp, Verdict};
use sohoi_sync::{ExchangeRequest, Role, Slot, State};

use crate::law::{FORM, ROUND};
use crate::register::line;
use crate::store::Store;

/// What a person wants; made into an op, and made again when its number was taken.
#[derive(Clone, Debug)]
pub(crate) struct Intent {
    /// What tells this op from every other: its device time, which nobody compares.
    pub(crate) token: String,
    pub(crate) response: String,
    pub(crate) wish: Wish,
}

#[derive(Clone, Debug)]
pub(crate) enum Wish {
    Start {
        subject: String,
        form_hash: String,
    },
    Answer {
        form_hash: String,
        /// How far behind the newest state the screen is.
        seen: u64,
        answers: Vec<(String, Option<String>)>,
    },
    Move {
        to: State,
        form_hash: String,
        seen: u64,
        note: Option<String>,
    },
    Add {
        unit: String,
    },
    Settle {
        line: String,
        is_new: bool,
    },
}

/// A tab.
#[derive(Clone, Debug)]
pub(crate) struct Actor {
    pub(crate) store: usize,
    pub(crate) account: String,
    pub(crate) role: Role,
    pub(crate) client: Client,
    /// Counts its starts: what was sent in an earlier life has nobody waiting.
    pub(crate) life: u64,
    /// The store's generation that `client` knows of.
    pub(crate) generation: u64,
    /// Edits whose transactions are on their way, in order.
    pub(crate) saving: VecDeque<(Intent, LoggedOp)>,
    pub(crate) waiting_for: Option<ExchangeRequest>,
}

impl Actor {
    pub(crate) fn new(place: usize, account: &str, role: Role, store: &Store) -> Self {
        Self {
            store: place,
            account: account.to_owned(),
            role,
            client: Client::new(account, role, store.load()),
            life: 1,
            generation: store.generation,
            saving: VecDeque::new(),
            waiting_for: None,
        }
    }

    /// Starts the app anew: what was only in memory is gone.
    pub(crate) fn restart(&mut self, store: &Store) {
        self.life += 1;
        self.saving.clear();
        self.waiting_for = None;
        self.client = Client::new(&self.account, self.role, store.load_from_disk());
        self.generation = store.generation;
    }

    /// Makes the client anew from the store.
    pub(crate) fn reload(&mut self, store: &Store) {
        self.client = Client::new(&self.account, self.role, store.load());
        self.generation = store.generation;
    }

    /// Takes an edit into memory and hands it to the store.
    pub(crate) fn edit(&mut self, intent: Intent) {
        let logged = self.make(&intent);
        self.saving.push_back((intent, logged));
    }

    fn make(&mut self, intent: &Intent) -> LoggedOp {
        let Intent {
            token,
            response,
            wish,
        } = intent;
        let client = &mut self.client;
        match wish.clone() {
            Wish::Start { subject, form_hash } => {
                let slot = Slot {
                    round: ROUND.to_owned(),
                    form: FORM.to_owned(),
                    subject,
                };
                client.start(response, slot, &form_hash, token)
            }
            Wish::Add { unit } => client.add(line(response, &unit), token),
            Wish::Settle { line, is_new } => client.settle(response, ROUND, &line, is_new, token),
            Wish::Answer {
                form_hash,
                seen,
                answers,
            } => client
                .answer(response, seen, answers, &form_hash, token)
                .expect("simulated values are short"),
            Wish::Move {
                to,
                form_hash,
                seen,
                note,
            } => {
                let verdict = Verdict {
                    form_hash: &form_hash,
                    engine: "1",
                };
                client
                    .move_to(response, to, seen, verdict, note, token)
                    .expect("simulated notes are short")
            }
        }
    }
}
