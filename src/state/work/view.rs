//! What pages see of the work.

use std::rc::Rc;

use sohoi_storage::StorageError;
use sohoi_sync::{Reason, Response, State, SubjectLine};

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
    pub held: Vec<Reason>,
    /// Whether the server did something with an edit of this device that a person has to see.
    pub needs_look: bool,
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
    /// It is of this account, and every change by this device is covered by a verified backup.
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
    /// Whether its answers are not in memory but on disk.
    pub is_brief: bool,
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
    /// This response was changed here.
    Edited(String),
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
    /// An administrator stopped this device. Work goes on; the queue stays.
    Revoked,
    /// An administrator wants the data of this account deleted on this device.
    Wipe,
    /// There is no server: the work stays on this device until a work file carries it on.
    Alone,
}
