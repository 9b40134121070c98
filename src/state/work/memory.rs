//! The work in memory: what the core holds, and how pages see it.

use std::collections::BTreeMap;
use std::rc::Rc;

use futures_channel::oneshot;
use sohoi_round::Round;
use sohoi_storage::{Batch, SaveQueue, StorageError, Ticket};
use sohoi_sync::client::{Client, View};
use sohoi_sync::{Account, Role, Slot, State, SubjectLine};

use super::BySubject;
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
    pub(super) waiters: BTreeMap<Ticket, oneshot::Sender<Result<u64, StorageError>>>,
    pub(super) failure: Option<StorageError>,
    pub(super) phase: ExchangePhase,
    pub(super) exchanged_at: Option<String>,
    /// Views made before, until something about them changes.
    views: BTreeMap<String, Rc<ResponseView>>,
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
            waiters: BTreeMap::new(),
            failure: None,
            phase: ExchangePhase::Idle,
            exchanged_at,
            views: BTreeMap::new(),
        }
    }

    pub(super) fn round(&mut self) -> Option<Rc<Round>> {
        let held = self.client.rounds();
        let hashes: Vec<String> = held.map(|held| held.round.hash.clone()).collect();
        let rounds = hashes.iter().filter_map(|hash| self.library.round(hash));
        rounds.max_by(|a, b| (&a.dates.due, &a.id).cmp(&(&b.dates.due, &b.id)))
    }

    pub(super) fn current_form(&mut self, form: &str) -> Option<String> {
        let round = self.round()?;
        let mut held = self.client.rounds();
        let held = held.find(|held| held.round.id == round.id)?;
        held.round.forms.get(form).cloned()
    }

    /// A line of the register by its code: that of the round worked on, else of any other.
    pub(super) fn subject(&mut self, id: &str) -> Option<&SubjectLine> {
        let round = self.round();
        let own = round.and_then(|round| self.client.subject(&round.id, id));
        let mut all = self.client.subjects();
        let held = own.or_else(|| all.find(|held| held.subject.id == id))?;
        Some(&held.subject)
    }

    /// The id of the form that a subject fills in.
    pub(super) fn form_of(&mut self, subject: &SubjectLine) -> Option<String> {
        let held = self.client.rounds();
        let mut held = held.filter(|held| held.round.id == subject.round);
        let hash = held.next()?.round.hash.clone();
        let round = self.library.round(&hash)?;
        let mut kinds = round.subject_kinds.iter();
        let kind = kinds.find(|kind| kind.id == subject.kind)?;
        Some(kind.form.clone())
    }

    pub(super) fn lines(&mut self) -> Vec<WorkLine> {
        let mut by_subject = BySubject::new();
        for view in self.views() {
            let Slot { round, subject, .. } = view.response.slot.clone();
            by_subject.entry((round, subject)).or_default().push(view);
        }
        let subjects = self.client.subjects();
        let subjects: Vec<SubjectLine> = subjects.map(|held| held.subject.clone()).collect();
        subjects
            .into_iter()
            .map(|subject| {
                let key = (subject.round.clone(), subject.id.clone());
                let views = by_subject.remove(&key).unwrap_or_default();
                self.line_of(subject, &views)
            })
            .collect()
    }

    pub(super) fn line(&mut self, subject: &str) -> Option<WorkLine> {
        let subject = self.subject(subject)?.clone();
        let mut views = self.views();
        views.retain(|view| {
            let slot = &view.response.slot;
            slot.round == subject.round && slot.subject == subject.id
        });
        Some(self.line_of(subject, &views))
    }

    fn line_of(&mut self, subject: SubjectLine, views: &[Rc<ResponseView>]) -> WorkLine {
        let form = self.form_of(&subject).unwrap_or_default();
        WorkLine {
            subject: Rc::new(subject),
            form,
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
                in_backup: on_server && lineage.safe > 0 && lineage.safe >= lineage.acknowledged,
            },
            may_edit: may_write && is_open && view.progress.is_none(),
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
