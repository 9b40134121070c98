//! What one signed-in person works on: rounds, register, responses, and the queue to the server.

mod attention;
mod claim;
mod edit;
mod exchanging;
mod health;
mod import;
mod library;
mod memory;
mod notes;
mod photos;
mod register;
mod saving;
mod view;
mod whole;
mod work_file;

use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::sync::Arc;

use futures_channel::mpsc::UnboundedSender;
use futures_util::lock::Mutex;
use litemap::LiteMap;
use sohoi_form::Engine;
use sohoi_round::{FiguresPart, RoundPart};
use sohoi_storage::{BrowserStore, StorageError, Store};
use sohoi_sync::client::Client;
use sohoi_sync::{Account, Slot, SubjectLine};

use crate::platform::hint::Hints;
use crate::platform::ids;
use crate::platform::presence::{Leaving, Return};
use crate::state::alone::is_alone;
use crate::sync::Wake;

pub use claim::{Claim, ClaimGuard};
pub use edit::WorkError;
pub use exchanging::Taken;
pub use import::{FileFlaw, ImportError, Incoming, TakenIn};
pub(crate) use register::FROM_REGISTER;
pub use register::{Addition, Next};
pub use view::{
    Edit, Event, ExchangePhase, ExchangeStatus, ResponseLine, ResponseView, SaveStatus, Ticks,
    WorkLine,
};

use library::Library;
use memory::Memory;

/// The work of one account on this device. A cheap handle: clone it freely.
///
/// What lists show is in memory after [`open`](Self::open), and every response that is being filled
/// in; others are read [`whole`](Self::whole) when they are wanted. Everything written is one strict
/// transaction; the returned future resolves when it is **complete**. From its first
/// poll on the edit lives by itself: dropping the future does not take it back.
#[derive(Clone)]
pub struct Work(Rc<Inner>);

type Observer = Rc<dyn Fn(&Event)>;

struct Inner {
    store: BrowserStore,
    memory: RefCell<Memory>,
    /// Held over everything that writes, so that saving and exchanging never overlap.
    writing: Mutex<()>,
    is_saving: Cell<bool>,
    is_closed: Cell<bool>,
    /// Whether the browser was asked to keep the data.
    is_asked: Cell<bool>,
    observers: RefCell<Vec<Observer>>,
    /// Wakes the exchange; absent until it is to be kept.
    waker: RefCell<Option<UnboundedSender<Wake>>>,
    /// How the storage of this device is, as the server is told; blank until somebody looked.
    health: RefCell<String>,
    ears: RefCell<Option<Ears>>,
}

/// What listens to the browser while the work is open.
struct Ears {
    hints: Hints,
    _leaving: Leaving,
    _return: Option<Return>,
}

impl Work {
    /// Opens the account's database and reads what lists show.
    ///
    /// # Errors
    ///
    /// Any [`StorageError`]; a damaged record is not one: it is listed by
    /// [`damaged`](Self::damaged) and everything else is there.
    pub async fn open(account: Account) -> Result<Self, StorageError> {
        let store = BrowserStore::open(&account.name).await?;
        let mut snapshot = store.outline().await?;
        let mut damaged = snapshot.damaged.iter().map(ToString::to_string).collect();
        let exchanged_at = snapshot.exchanged_at.take();
        let library = Library::new(std::mem::take(&mut snapshot.documents));
        let (records, repairs) = snapshot.into_records(&ids::device_id());
        store.commit(&repairs).await?;
        let mut client = Client::new(&account.name, account.role, records);
        whole::read(&store, &mut client, &[], &mut damaged).await?;
        let memory = Memory::new(account, client, library, damaged, exchanged_at);
        let work = Self(Rc::new(Inner {
            store,
            memory: RefCell::new(memory),
            writing: Mutex::new(()),
            is_saving: Cell::new(false),
            is_closed: Cell::new(false),
            is_asked: Cell::new(false),
            observers: RefCell::new(Vec::new()),
            waker: RefCell::new(None),
            health: RefCell::default(),
            ears: RefCell::new(None),
        }));
        work.listen();
        Ok(work)
    }

    /// Who works here.
    pub fn account(&self) -> Account {
        self.0.memory.borrow().account.clone()
    }

    /// The id of this account's store on this device, as the server knows it.
    pub fn device(&self) -> String {
        self.0.memory.borrow().client.device().device.clone()
    }

    /// Calls `observer` on every [`Event`], for as long as this work lives.
    pub fn observe(&self, observer: impl Fn(&Event) + 'static) {
        self.0.observers.borrow_mut().push(Rc::new(observer));
    }

    /// The rounds on this device, by id.
    pub fn rounds(&self) -> Vec<Rc<RoundPart>> {
        self.0.memory.borrow_mut().rounds()
    }

    /// Works on another round from now on.
    pub fn choose_round(&self, id: String) {
        self.0.memory.borrow_mut().chosen = Some(id);
        self.tell(&Event::Register);
        // What its figures are made by may not be here yet.
        self.wake(Wake::Figures);
    }

    /// The round worked on: the one chosen, else the one due last of those this device knows.
    /// `None` before the first exchange.
    pub fn round(&self) -> Option<Rc<RoundPart>> {
        self.0.memory.borrow_mut().round()
    }

    /// What the figures of the round are made by. It comes last: `None` until then.
    pub fn figures(&self) -> Option<Rc<FiguresPart>> {
        self.0.memory.borrow_mut().figures()
    }

    /// Whether everything that figures need is on this device.
    pub fn has_figures(&self) -> bool {
        self.round().is_some() && self.missing_for_figures().is_empty()
    }

    /// Whether both handles are of the same work.
    pub fn is(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }

    /// The id of the round, and a number that is another one when what figures are made by is
    /// different: round, forms, indicators, register. `None` where not all of that is on this
    /// device.
    pub fn basis(&self) -> Option<(String, u64)> {
        if !self.has_figures() {
            return None;
        }
        self.0.memory.borrow_mut().basis()
    }

    /// The responses with changes that are not on the disk yet.
    pub fn unsaved(&self) -> Vec<String> {
        let memory = self.0.memory.borrow();
        let ops = memory.queue.ops();
        ops.map(|logged| logged.op.response.clone()).collect()
    }

    /// Whether the round's data is generated for demonstration.
    pub fn is_demonstration(&self) -> bool {
        let mut memory = self.0.memory.borrow_mut();
        let round = memory.round();
        let mut held = memory.client.rounds();
        round.is_some_and(|round| held.any(|held| held.round.id == round.id && held.demonstration))
    }

    /// The compiled form of a version; `None` where the version is not on this device.
    pub fn engine(&self, form_hash: &str) -> Option<Arc<Engine>> {
        self.0.memory.borrow_mut().library.engine(form_hash)
    }

    /// The current version's hash of a form of the round, by the form's id.
    pub fn current_form(&self, form: &str) -> Option<String> {
        self.0.memory.borrow_mut().current_form(form)
    }

    /// The work list: every subject of the round in scope, in register order.
    pub fn lines(&self) -> Vec<WorkLine> {
        self.0.memory.borrow_mut().lines()
    }

    /// The work list's line of the subject of a slot, of whatever round.
    pub fn line(&self, slot: &Slot) -> Option<WorkLine> {
        self.0.memory.borrow_mut().line(slot)
    }

    /// One line of the register: that of the round worked on, where several have its code.
    pub fn subject(&self, id: &str) -> Option<SubjectLine> {
        let mut memory = self.0.memory.borrow_mut();
        memory.subject(id).cloned()
    }

    /// One response with its answers, unless only its brief is in memory: see
    /// [`whole`](Self::whole).
    pub fn response(&self, id: &str) -> Option<ResponseView> {
        let view = self.0.memory.borrow_mut().view(id)?;
        Some(ResponseView::clone(&view))
    }

    /// Whether the server holds this value as the answer at a place, as far as this device knows.
    pub fn is_on_server(&self, response: &str, path: &str, value: &str) -> bool {
        let memory = self.0.memory.borrow();
        let held = memory.client.held(response);
        let cell = held.and_then(|held| held.cells.get(path));
        cell.is_some_and(|cell| cell.counted.value.as_deref() == Some(value))
    }

    /// Every response on this device; with their answers after [`read_all`](Self::read_all).
    pub fn responses(&self) -> Vec<Rc<ResponseView>> {
        self.0.memory.borrow_mut().views()
    }

    /// The responses with changes that the server has not acknowledged: id, name of the subject, and
    /// how many changes.
    pub fn unsent(&self) -> Vec<(String, String, usize)> {
        let mut memory = self.0.memory.borrow_mut();
        let views = memory.views();
        let views = views.iter().filter(|view| view.unsent > 0);
        views
            .map(|view| {
                let slot = &view.response.slot;
                let line = memory.client.subject(&slot.round, &slot.subject);
                let name = line.map_or(&slot.subject, |line| &line.subject.name);
                (view.response.id.clone(), name.clone(), view.unsent)
            })
            .collect()
    }

    /// The stored records that could not be read, as `store/key: why`.
    pub fn damaged(&self) -> Vec<String> {
        self.0.memory.borrow().damaged.clone()
    }

    /// Where the exchange stands.
    pub fn exchange_status(&self) -> ExchangeStatus {
        self.0.memory.borrow().exchange_status()
    }

    /// Begins exchanging by itself: now, after edits, when the network or the page comes back,
    /// and on a timer. Call once, when somebody is signed in or known.
    pub fn keep_exchanging(&self) {
        if self.0.waker.borrow().is_some() {
            return;
        }
        let waker = if is_alone(&self.account()) {
            crate::sync::keep_alone(self.clone())
        } else {
            crate::sync::keep_exchanging(self.clone())
        };
        let back = waker.clone();
        let returned = Return::listen(move || {
            // Where nobody exchanges any more, there is nobody to wake.
            let _ = back.unbounded_send(Wake::Now);
        });
        if let Some(ears) = self.0.ears.borrow_mut().as_mut() {
            ears._return = Some(returned);
        }
        self.0.waker.replace(Some(waker));
    }

    /// Exchanges now (a person pressed); forgets the waiting time of earlier failures.
    pub fn exchange_now(&self) {
        self.wake(Wake::Now);
    }

    /// Fetches all documents, now: somebody waits for one.
    pub fn fetch_documents(&self) {
        self.wake(Wake::Figures);
    }

    /// Stops exchanging and closes the database. Other handles must not be used afterwards.
    pub fn close(&self) {
        self.0.is_closed.set(true);
        self.wake(Wake::Stop);
        self.0.waker.replace(None);
        self.0.ears.replace(None);
        self.0.observers.borrow_mut().clear();
        self.0.store.close();
    }

    /// Whether it was closed.
    pub(crate) fn is_closed(&self) -> bool {
        self.0.is_closed.get()
    }

    fn listen(&self) {
        let name = format!("sohoi-work-{}", self.account().name);
        let inner = Rc::downgrade(&self.0);
        let hints = Hints::open(&name, move || {
            if let Some(inner) = inner.upgrade() {
                Self(inner).look_again();
            }
        });
        let inner = Rc::downgrade(&self.0);
        let leaving = Leaving::listen(move || {
            if let Some(inner) = inner.upgrade() {
                Self(inner).save_now();
            }
        });
        self.0.ears.replace(Some(Ears {
            hints,
            _leaving: leaving,
            _return: None,
        }));
    }

    fn wake(&self, wake: Wake) {
        if let Some(waker) = self.0.waker.borrow().as_ref() {
            // Where nobody exchanges any more, there is nobody to wake.
            let _ = waker.unbounded_send(wake);
        }
    }

    fn tell(&self, event: &Event) {
        // A copy, so that an observer may observe.
        let observers = self.0.observers.borrow().clone();
        for observer in observers {
            observer(event);
        }
    }
}

/// Responses by round and subject.
type BySubject = LiteMap<(String, String), Vec<Rc<ResponseView>>>;
