//! The work in memory: what the core holds, and how pages see it.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::rc::Rc;

use futures_channel::oneshot;
use litemap::LiteMap;
use sohoi_round::{FiguresPart, FormVersion, RoundPart};
use sohoi_storage::{Batch, SaveQueue, StorageError, Ticket};
use sohoi_sync::client::{Client, View};
use sohoi_sync::{Account, Entry, Role, Slot, State, SubjectLine};

use super::BySubject;
use super::exchanging::Changed;
use super::library::Library;
use super::view::{
    ExchangePhase, ExchangeStatus, ResponseLine, ResponseView, SaveStatus, Ticks, WorkLine,
};

/// Everything about the work that is not on disk or in the browser.
pub(super) struct Memory {
    pub(super) account: Account,
    pub(super) client: Client,
    pub(super) library: Library,
    pub(super) damaged: Vec<String>,
    /// Ops that are not on disk yet.
    pub(super) queue: SaveQueue,
    /// What the server brought and is not on disk yet. It goes before the ops.
    pub(super) owed: Batch,
    /// Who waits for an op to be on disk.
    pub(super) waiters: LiteMap<Ticket, oneshot::Sender<Result<u64, StorageError>>>,
    pub(super) failure: Option<StorageError>,
    pub(super) phase: ExchangePhase,
    pub(super) exchanged_at: Option<String>,
    /// What exchanging changed and observers have not heard of.
    pub(super) untold: Changed,
    /// The id of the round that the person chose, where there are several.
    pub(super) chosen: Option<String>,
    /// The responses that pages asked for whole; they stay so.
    pub(super) opened: Vec<String>,
    /// Views made before, until something about them changes.
    views: LiteMap<String, Rc<ResponseView>>,
}

impl Memory {
    pub(super) fn new(
        account: Account,
        client: Client,
        library: Library,
        damaged: Vec<String>,
        exchanged_at: Option<String>,
    ) -> Self {
        Self {
            account,
            client,
            library,
            damaged,
            queue: SaveQueue::default(),
            owed: Batch::new(),
            waiters: LiteMap::new(),
            failure: None,
            phase: ExchangePhase::Idle,
            exchanged_at,
            untold: Changed::default(),
            chosen: None,
            opened: Vec::new(),
            views: LiteMap::new(),
        }
    }

    /// The rounds on this device, by id.
    pub(super) fn rounds(&mut self) -> Vec<Rc<RoundPart>> {
        let held = self.client.rounds();
        let hashes: Vec<String> = held.map(|held| held.round.hash.clone()).collect();
        let rounds = hashes.iter();
        rounds.filter_map(|hash| self.library.round(hash)).collect()
    }

    /// The round worked on: the one chosen, else the one due last.
    pub(super) fn round(&mut self) -> Option<Rc<RoundPart>> {
        let mut found = None::<Rc<RoundPart>>;
        for round in self.rounds() {
            if self.chosen.as_ref() == Some(&round.id) {
                return Some(round);
            }
            let is_later = found.as_ref().is_none_or(|before| {
                (&before.dates.due, &before.id) <= (&round.dates.due, &round.id)
            });
            if is_later {
                found = Some(round);
            }
        }
        found
    }

    /// What the figures of the round are made by.
    pub(super) fn figures(&mut self) -> Option<Rc<FiguresPart>> {
        let round = self.round()?;
        self.library.figures(&round.figures)
    }

    /// See [`Work::basis`](super::Work::basis).
    pub(super) fn basis(&mut self) -> Option<(String, u64)> {
        let round = self.round()?;
        let mut hasher = DefaultHasher::new();
        round.figures.hash(&mut hasher);
        for form in &round.forms {
            form.hash.hash(&mut hasher);
        }
        for held in self.client.rounds() {
            held.round.hash.hash(&mut hasher);
            held.demonstration.hash(&mut hasher);
        }
        for held in self.client.subjects() {
            let subject = &held.subject;
            for part in [&subject.round, &subject.id, &subject.kind, &subject.unit] {
                part.hash(&mut hasher);
            }
        }
        Some((round.id.clone(), hasher.finish()))
    }

    /// A line of the register by its code: that of the round worked on, else of any other.
    pub(super) fn subject(&mut self, id: &str) -> Option<&SubjectLine> {
        let round = self.round();
        let own = round.and_then(|round| self.client.line(&round.id, id));
        own.or_else(|| self.client.lines().find(|line| line.id == id))
    }

    pub(super) fn current_form(&mut self, form: &str) -> Option<String> {
        Some(self.round()?.form(form)?.hash.clone())
    }

    /// The current version of the form that a subject fills in.
    pub(super) fn form_of(&mut self, subject: &SubjectLine) -> Option<FormVersion> {
        let mut held = self.client.rounds();
        let held = held.find(|held| held.round.id == subject.round)?;
        let round = self.library.round(&held.round.hash)?;
        round.form_of_kind(&subject.kind).cloned()
    }

    /// The documents of the rounds that entries bring, as far as this device does not have them:
    /// the round, and where it takes the place of another one, what the lines of the register need.
    pub(super) fn missing_for_rounds(&mut self, entries: &[Entry]) -> Vec<String> {
        let mut missing = Missing::default();
        for entry in entries {
            let Entry::Round { round, .. } = entry else {
                continue;
            };
            missing.note(&self.library, &round.hash);
            let Some(part) = self.library.round(&round.hash) else {
                continue;
            };
            if !self.client.rounds().any(|held| held.round.id == round.id) {
                continue;
            }
            let known = self.client.subjects().map(|held| &held.subject);
            let told = entries.iter().filter_map(|entry| match entry {
                Entry::Subject(subject) => Some(subject),
                _ => None,
            });
            for line in known.chain(told).filter(|line| line.round == round.id) {
                if let Some(form) = part.form_of_kind(&line.kind) {
                    missing.note(&self.library, &form.hash);
                }
            }
        }
        missing.0
    }

    /// The documents that work needs at once and this device does not have: the rounds, the form
    /// of the first line of the register, and the versions that responses name.
    pub(super) fn missing_documents(&mut self) -> Vec<String> {
        let mut missing = Missing::default();
        let held = self.client.rounds();
        let rounds: Vec<String> = held.map(|held| held.round.hash.clone()).collect();
        for round in &rounds {
            missing.note(&self.library, round);
        }
        let views = self.views();
        for view in &views {
            missing.note(&self.library, &view.response.form_hash);
        }
        let first = self.client.subjects().next();
        if let Some(first) = first
            .map(|held| held.subject.clone())
            .filter(|_| views.is_empty())
            && let Some(form) = self.form_of(&first)
        {
            missing.note(&self.library, &form.hash);
        }
        missing.0
    }

    /// The documents that can wait and this device does not have: the forms that no response
    /// names yet, and what the figures are made by.
    pub(super) fn missing_for_figures(&mut self) -> Vec<String> {
        let mut missing = Missing::default();
        let held = self.client.rounds();
        let rounds: Vec<String> = held.map(|held| held.round.hash.clone()).collect();
        for hash in &rounds {
            let round = self.library.round(hash);
            for form in round.iter().flat_map(|round| &round.forms) {
                missing.note(&self.library, &form.hash);
            }
        }
        if let Some(round) = self.round() {
            missing.note(&self.library, &round.figures);
        }
        missing.0
    }

    pub(super) fn lines(&mut self) -> Vec<WorkLine> {
        let mut by_subject = BySubject::new();
        for view in self.views() {
            let Slot { round, subject, .. } = view.response.slot.clone();
            by_subject.entry((round, subject)).or_default().push(view);
        }
        let round = self.round();
        let is_of_round = |line: &SubjectLine| {
            let round = round.as_ref();
            round.is_none_or(|round| round.id == line.round)
        };
        let subjects = self.client.lines().filter(|line| is_of_round(line));
        let subjects: Vec<SubjectLine> = subjects.cloned().collect();
        subjects
            .into_iter()
            .map(|subject| {
                let key = (subject.round.clone(), subject.id.clone());
                let views = by_subject.get(&key).map_or(&[][..], Vec::as_slice);
                self.line_of(subject, views)
            })
            .collect()
    }

    pub(super) fn line(&mut self, slot: &Slot) -> Option<WorkLine> {
        let subject = self.client.line(&slot.round, &slot.subject)?.clone();
        let mut views = self.views();
        views.retain(|view| {
            let slot = &view.response.slot;
            slot.round == subject.round && slot.subject == subject.id
        });
        Some(self.line_of(subject, &views))
    }

    fn line_of(&mut self, subject: SubjectLine, views: &[Rc<ResponseView>]) -> WorkLine {
        let form = self.form_of(&subject);
        WorkLine {
            subject: Rc::new(subject),
            form: form.map_or_else(String::new, |form| form.id),
            responses: views.iter().map(|view| self.response_line(view)).collect(),
        }
    }

    fn response_line(&self, view: &ResponseView) -> ResponseLine {
        let response = &view.response;
        let moved = response.moved.as_ref();
        let mut attention = self.client.attention();
        ResponseLine {
            id: response.id.clone(),
            state: response.state,
            author: response.author.clone(),
            note: moved.and_then(|moved| moved.note.clone()),
            form_hash: response.form_hash.clone(),
            progress: view.progress,
            conflicts: response.open_conflicts().count(),
            held: response.held.clone(),
            needs_look: attention.any(|logged| logged.op.response == response.id),
            ticks: view.ticks,
        }
    }

    pub(super) fn views(&mut self) -> Vec<Rc<ResponseView>> {
        let ids = self.client.response_ids();
        ids.iter().filter_map(|id| self.view(id)).collect()
    }

    pub(super) fn view(&mut self, id: &str) -> Option<Rc<ResponseView>> {
        if let Some(view) = self.views.get(id) {
            return Some(Rc::clone(view));
        }
        let view = Rc::new(self.make_view(self.client.view(id)?));
        self.views.insert(id.to_owned(), Rc::clone(&view));
        Some(view)
    }

    fn make_view(&self, view: View) -> ResponseView {
        let id = &view.response.id;
        let lineage = self.client.device().current();
        let on_device = !self.queue.ops().any(|op| op.op.response == *id);
        let on_server = on_device && view.unsent == 0 && !view.is_apart;
        let is_covered = lineage.safe > 0 && lineage.safe >= lineage.acknowledged;
        let may_write = matches!(
            self.account.role,
            Role::Field | Role::Association | Role::Coordinator
        );
        let is_open = matches!(view.response.state, State::Draft | State::Returned);
        ResponseView {
            unsent: view.unsent,
            progress: view.progress,
            ticks: Ticks {
                on_device,
                on_server,
                // What others did since is not known here.
                in_backup: on_server && is_covered && view.response.author == self.account.name,
            },
            may_edit: may_write && is_open && view.progress.is_none() && !view.is_brief,
            is_brief: view.is_brief,
            response: view.response,
        }
    }

    /// Notes that something about a response changed.
    pub(super) fn forget_view(&mut self, id: &str) {
        self.views.remove(id);
    }

    /// Notes that anything may have changed.
    pub(super) fn forget_views(&mut self) {
        self.views.clear();
    }

    /// The views made so far; they are forgotten.
    pub(super) fn take_views(&mut self) -> LiteMap<String, Rc<ResponseView>> {
        std::mem::take(&mut self.views)
    }

    /// The responses that are not as in these views, and those that somebody may have to look at.
    pub(super) fn different_from(
        &mut self,
        before: &LiteMap<String, Rc<ResponseView>>,
    ) -> Vec<String> {
        let mut different = self.client.response_ids();
        let gone = before.keys().filter(|id| self.client.view(id).is_none());
        different.extend(gone.cloned().collect::<Vec<_>>());
        different.retain(|id| {
            let needs_look = self
                .client
                .attention()
                .any(|logged| logged.op.response == *id);
            needs_look || before.get(id) != self.view(id).as_ref()
        });
        different
    }

    pub(super) fn save_status(&self) -> SaveStatus {
        SaveStatus {
            saved: self.client.saved_up_to(),
            waiting: self.queue.len(),
            failure: self.failure.clone(),
        }
    }

    pub(super) fn exchange_status(&self) -> ExchangeStatus {
        ExchangeStatus {
            phase: self.phase.clone(),
            unsent: self.client.pending().count(),
            last: self.exchanged_at.clone(),
        }
    }
}

/// Hashes of documents that are not here, each once, in the order in which they are wanted.
#[derive(Default)]
struct Missing(Vec<String>);

impl Missing {
    fn note(&mut self, library: &Library, hash: &str) {
        if !library.has(hash) && !self.0.iter().any(|own| own == hash) {
            self.0.push(hash.to_owned());
        }
    }
}
