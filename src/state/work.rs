//! What one signed-in person works on: rounds, register, responses, and the queue to the server.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;
use std::sync::Arc;

use sohoi_form::Engine;
use sohoi_round::Round;
use sohoi_storage::StorageError;
use sohoi_sync::{Account, Response, State, SubjectLine};

/// The work of one account on this device. A cheap handle: clone it freely.
///
/// Everything read is in memory, whole after [`open`](Self::open). Everything written is one
/// strict transaction; the returned future resolves when it is **complete**, and dropping that
/// future does not take the edit back.
#[derive(Clone)]
pub struct Work(#[expect(dead_code, reason = "read by the methods")] Rc<RefCell<()>>);

/// One line of the work list: a subject of the register and what has been filled in for it.
#[derive(Clone, Debug, PartialEq)]
pub struct WorkLine {
    /// The line of the register.
    pub subject: Rc<SubjectLine>,
    /// The id of the form it fills in.
    pub form: String,
    /// What has been filled in. Usually none or one; more are possible duplicates.
    pub responses: Vec<ResponseLine>,
}

/// A response as a list shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ResponseLine {
    /// Its id.
    pub id: String,
    /// Where it stands, moves that are not sent yet included.
    pub state: State,
    /// The account that started it.
    pub author: String,
    /// The word with the last move, e.g. why it was returned.
    pub note: Option<String>,
    /// The form version.
    pub form_hash: String,
    /// How far somebody else's draft is, whose answers are not on this device: (answered, asked).
    pub progress: Option<(u32, u32)>,
    /// How many answers have a second value set aside.
    pub conflicts: usize,
    /// Why the server holds back a submit, each with its place.
    pub held: Vec<String>,
    /// Where it is safe.
    pub ticks: Ticks,
}

/// The three places where a response can be safe.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Ticks {
    /// Every change is on this device's disk.
    pub on_device: bool,
    /// Every change is durable on the server.
    pub on_server: bool,
    /// Every change is covered by a verified backup.
    pub in_backup: bool,
}

/// A response with its answers: what the server holds, with the changes of this device on top.
#[derive(Clone, Debug, PartialEq)]
pub struct ResponseView {
    /// The response.
    pub response: Response,
    /// How far somebody else's draft is, whose answers are not on this device: (answered, asked).
    pub progress: Option<(u32, u32)>,
    /// How many ops of this device on it the server has not acknowledged.
    pub unsent: usize,
    /// Where it is safe.
    pub ticks: Ticks,
    /// Whether this account may change answers now: draft or returned, answers on this device.
    pub may_edit: bool,
}

impl ResponseView {
    /// The answers that count, by path text. A cleared answer is absent.
    pub fn answers(&self) -> BTreeMap<String, String> {
        let given = self.response.cells.iter();
        given
            .filter_map(|(path, cell)| Some((path.clone(), cell.counted.value.clone()?)))
            .collect()
    }
}

/// One answer to set, or to clear with `None`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// The path of the question, as text.
    pub path: String,
    /// The new value.
    pub value: Option<String>,
}

/// What just happened; given to every observer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Event {
    /// Saving began, completed or failed.
    Save(SaveStatus),
    /// The exchange with the server moved on.
    Exchange(ExchangeStatus),
    /// These responses are different now: from the server, or from another tab.
    Responses(Vec<String>),
    /// The register or the rounds are different now.
    Register,
}

/// How far edits are on their way to this device's disk.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SaveStatus {
    /// The highest op number whose transaction completed; 0 before the first.
    pub saved: u64,
    /// The number of ops made but not saved yet.
    pub waiting: usize,
    /// Why the last attempt failed; `None` again as soon as one succeeds.
    pub failure: Option<StorageError>,
}

/// Where the exchange with the server stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExchangeStatus {
    /// What it is doing.
    pub phase: ExchangePhase,
    /// How many saved ops the server has not acknowledged.
    pub unsent: usize,
    /// When everything was last exchanged whole, by this device's clock (RFC 3339).
    pub last: Option<String>,
}

/// What the exchange is doing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ExchangePhase {
    /// Nothing to do until the next edit, press or wake-up.
    Idle,
    /// Talking to the server (in this tab or another one).
    Busy,
    /// The server cannot be reached; it is tried again by itself.
    Offline,
    /// The server answered with an error, in English for a log; it is tried again by itself.
    Failed(String),
    /// The server wants the password again. Work goes on; the queue stays.
    SignedOut,
}

/// Whether this tab may write a response; see [`Work::claim`].
#[derive(Debug)]
pub enum Claim {
    /// It may, for as long as the guard lives.
    Writing(ClaimGuard),
    /// Another tab of this browser has it open.
    OpenElsewhere,
}

/// Gives the response back to other tabs when dropped.
#[derive(Debug)]
pub struct ClaimGuard(());

/// Why an edit was not taken.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum WorkError {
    /// It could not be saved. It is kept in memory and saved with the next attempt.
    #[error(transparent)]
    Storage(#[from] StorageError),
    /// No such response on this device.
    #[error("there is no response {0} on this device")]
    UnknownResponse(String),
    /// No such line in the register on this device.
    #[error("there is no subject {0} on this device")]
    UnknownSubject(String),
    /// No round on this device has a form for it.
    #[error("there is no form {0} on this device")]
    UnknownForm(String),
    /// Its state does not allow the change.
    #[error("the response is {0:?}: it cannot be changed like this")]
    WrongState(State),
}

impl Work {
    /// Opens the account's database and reads it whole.
    ///
    /// # Errors
    ///
    /// Any [`StorageError`]; a damaged record is not one: it is listed by
    /// [`damaged`](Self::damaged) and everything else is there.
    pub async fn open(account: Account) -> Result<Self, StorageError> {
        let _ = account;
        unimplemented!()
    }

    /// Who works here.
    pub fn account(&self) -> Account {
        unimplemented!()
    }

    /// The id of this device.
    pub fn device(&self) -> String {
        unimplemented!()
    }

    /// Calls `observer` on every [`Event`], for as long as this work lives.
    pub fn observe(&self, observer: impl Fn(&Event) + 'static) {
        let _ = observer;
        unimplemented!()
    }

    /// The round worked on: the newest this device knows. `None` before the first exchange.
    pub fn round(&self) -> Option<Rc<Round>> {
        unimplemented!()
    }

    /// Whether the round's data is generated for demonstration.
    pub fn is_demonstration(&self) -> bool {
        unimplemented!()
    }

    /// The compiled form of a version; `None` where the version is not on this device.
    pub fn engine(&self, form_hash: &str) -> Option<Arc<Engine>> {
        let _ = form_hash;
        unimplemented!()
    }

    /// The current version's hash of a form of the round, by the form's id.
    pub fn current_form(&self, form: &str) -> Option<String> {
        let _ = form;
        unimplemented!()
    }

    /// The work list: every subject in scope, in register order.
    pub fn lines(&self) -> Vec<WorkLine> {
        unimplemented!()
    }

    /// The work list's line of one subject.
    pub fn line(&self, subject: &str) -> Option<WorkLine> {
        let _ = subject;
        unimplemented!()
    }

    /// One response with its answers.
    pub fn response(&self, id: &str) -> Option<ResponseView> {
        let _ = id;
        unimplemented!()
    }

    /// Every response on this device with its answers, for statistics.
    pub fn responses(&self) -> Vec<ResponseView> {
        unimplemented!()
    }

    /// The keys of stored records that could not be read, as `store/key`.
    pub fn damaged(&self) -> Vec<String> {
        unimplemented!()
    }

    /// Starts filling in for a subject, first values from the register included; gives the
    /// response's id. Where this account has a draft or returned response of the slot already,
    /// gives that one instead.
    ///
    /// # Errors
    ///
    /// See [`WorkError`].
    pub async fn start(&self, subject: &str) -> Result<String, WorkError> {
        let _ = subject;
        unimplemented!()
    }

    /// Records one edit, which may set or clear several answers, as one op in one transaction.
    /// Gives the op's number when it is on disk. [`response`](Self::response) shows it at once.
    ///
    /// # Errors
    ///
    /// See [`WorkError`].
    pub async fn record(&self, response: &str, edits: Vec<Edit>) -> Result<u64, WorkError> {
        let _ = (response, edits);
        unimplemented!()
    }

    /// Records a photo as the answer at `path`, bytes and answer in one transaction.
    ///
    /// # Errors
    ///
    /// See [`WorkError`].
    pub async fn attach(
        &self,
        response: &str,
        path: &str,
        bytes: Vec<u8>,
    ) -> Result<u64, WorkError> {
        let _ = (response, path, bytes);
        unimplemented!()
    }

    /// The bytes of a photo by its hash, from this device, else from the server.
    ///
    /// # Errors
    ///
    /// Any [`StorageError`].
    pub async fn blob(&self, hash: &str) -> Result<Option<Vec<u8>>, StorageError> {
        let _ = hash;
        unimplemented!()
    }

    /// Moves a response to another state: submit, return (with a `note`), approve …
    /// Whether the form is whole is for the caller to see first; the server checks again.
    ///
    /// # Errors
    ///
    /// See [`WorkError`].
    pub async fn move_to(
        &self,
        response: &str,
        to: State,
        note: Option<String>,
    ) -> Result<u64, WorkError> {
        let _ = (response, to, note);
        unimplemented!()
    }

    /// Saves what is waiting once more, e.g. when the page is being hidden or after a failure.
    pub fn save_now(&self) {
        unimplemented!()
    }

    /// How far edits are on their way to the disk.
    pub fn save_status(&self) -> SaveStatus {
        unimplemented!()
    }

    /// Claims a response for writing in this tab.
    pub async fn claim(&self, response: &str) -> Claim {
        let _ = response;
        unimplemented!()
    }

    /// Where the exchange stands.
    pub fn exchange_status(&self) -> ExchangeStatus {
        unimplemented!()
    }

    /// Begins exchanging by itself: now, after edits, when the network or the page comes back,
    /// and on a timer. Call once, when somebody is signed in or known.
    pub fn keep_exchanging(&self) {
        unimplemented!()
    }

    /// Exchanges now (a person pressed); forgets the waiting time of earlier failures.
    pub fn exchange_now(&self) {
        unimplemented!()
    }

    /// Everything unsent as a work file (JSON, versioned and hashed), or all there is on this
    /// device with `everything`; made from memory, so it works when the disk does not.
    pub fn work_file(&self, everything: bool) -> Vec<u8> {
        let _ = everything;
        unimplemented!()
    }

    /// Stops exchanging and closes the database. Other handles must not be used afterwards.
    pub fn close(&self) {
        unimplemented!()
    }
}
