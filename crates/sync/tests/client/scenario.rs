//! A device and hand-written answers of a server.

use sohoi_sync::client::{Client, Effect, LoggedOp, Received, Records, Verdict};
use sohoi_sync::{
    Cell, CellVersion, Change, Entry, ExchangeRequest, ExchangeResponse, Limits, OpKey, OpOutcome,
    OpResult, Response, Role, Slot, State, SubjectLine, SyncError,
};

pub(crate) const ID: &str = "response-1";
pub(crate) const AT: &str = "2017-06-30T08:00:00Z";
pub(crate) const VERDICT: Verdict<'static> = Verdict {
    form_hash: "form",
    engine: "1",
};

pub(crate) fn device() -> Client {
    Client::new("an", Role::Field, Records::new("device"))
}

pub(crate) fn slot() -> Slot {
    Slot {
        round: "round".to_owned(),
        form: "form".to_owned(),
        subject: "subject".to_owned(),
    }
}

/// A device with a start and `answers` − 1 … saved, none sent.
pub(crate) fn with_ops(count: usize) -> Client {
    let mut client = device();
    let start = client.start(ID, slot(), "form", AT);
    client.saved(start.epoch, start.op.n);
    for value in 1..count {
        answer(&mut client, "q", &value.to_string());
    }
    client
}

/// Types and saves an answer.
pub(crate) fn answer(client: &mut Client, path: &str, value: &str) -> LoggedOp {
    let seen = client.view(ID).map_or(0, |view| view.response.revision);
    let answers = [(path.to_owned(), Some(value.to_owned()))];
    let logged = client.answer(ID, seen, answers, "form", AT);
    let logged = logged.expect("the value is short");
    client.saved(logged.epoch, logged.op.n);
    logged
}

pub(crate) fn request(client: &Client) -> ExchangeRequest {
    client.next_request(&Limits::default())
}

pub(crate) fn numbers(request: &ExchangeRequest) -> Vec<u64> {
    request.ops.iter().map(|op| op.n).collect()
}

/// An answer that took every op of a request in, with nothing new in the feed.
pub(crate) fn all_applied(request: &ExchangeRequest) -> ExchangeResponse {
    let outcomes = request.ops.iter().map(|op| OpOutcome {
        n: op.n,
        revision: op.n,
        result: OpResult::Applied,
    });
    ExchangeResponse {
        outcomes: outcomes.collect(),
        acknowledged: request.ops.last().map_or(0, |op| op.n),
        safe: 0,
        entries: Vec::new(),
        cursor: "1".to_owned(),
        more: false,
    }
}

/// Sends everything and takes the answer in, whole.
pub(crate) fn exchange(client: &mut Client) -> Received {
    let request = request(client);
    let mut answer = all_applied(&request);
    if request.ops.is_empty() {
        answer.acknowledged = client.device().current().acknowledged;
    }
    client.receive(&request, &answer)
}

pub(crate) fn refusal(code: &str, expected: u64) -> SyncError {
    SyncError::new(code, "").expecting(expected)
}

pub(crate) fn response(revision: u64, cells: &[(&str, &str, u64)]) -> Response {
    let cells = cells.iter().map(|(path, value, revision)| {
        let cell = Cell {
            counted: CellVersion {
                value: Some((*value).to_owned()),
                revision: *revision,
                author: "binh".to_owned(),
                op: OpKey {
                    device: "elsewhere".to_owned(),
                    epoch: 1,
                    n: *revision,
                },
                at: AT.to_owned(),
            },
            agreed: Vec::new(),
            aside: Vec::new(),
        };
        ((*path).to_owned(), cell)
    });
    Response {
        id: ID.to_owned(),
        slot: slot(),
        form_hash: "form".to_owned(),
        author: "an".to_owned(),
        state: State::Draft,
        state_revision: 1,
        moved: None,
        engine: None,
        revision,
        cells: cells.collect(),
        corrections: Vec::new(),
        held: Vec::new(),
    }
}

pub(crate) fn entry(response: Response, whole: bool) -> Entry {
    Entry::Response {
        response: Box::new(response),
        whole,
        progress: None,
    }
}

pub(crate) fn subject(id: &str) -> Entry {
    subject_of("round", id)
}

pub(crate) fn subject_of(round: &str, id: &str) -> Entry {
    Entry::Subject(SubjectLine {
        id: id.to_owned(),
        round: round.to_owned(),
        name: id.to_owned(),
        kind: "association".to_owned(),
        unit: "unit".to_owned(),
        attributes: litemap::LiteMap::new(),
    })
}

pub(crate) fn removed_subject(round: &str, id: &str) -> Effect {
    Effect::RemoveSubject {
        round: round.to_owned(),
        id: id.to_owned(),
    }
}

/// Pulls entries and a cursor, nothing sent.
pub(crate) fn pull(client: &mut Client, entries: Vec<Entry>, cursor: &str, more: bool) -> Received {
    let request = request(client);
    let answer = ExchangeResponse {
        acknowledged: client.device().current().acknowledged,
        outcomes: Vec::new(),
        entries,
        cursor: cursor.to_owned(),
        more,
        safe: 0,
    };
    client.receive(&request, &answer)
}

/// The bases of an answer.
pub(crate) fn bases(logged: &LoggedOp) -> Vec<u64> {
    match &logged.op.change {
        Change::Answer { cells, .. } => cells.iter().map(|cell| cell.base).collect(),
        other => panic!("an answer: {other:?}"),
    }
}

pub(crate) fn value(client: &Client, path: &str) -> Option<String> {
    let view = client.view(ID).expect("the response is shown");
    view.response.value(path).map(str::to_owned)
}

/// The keys of the ops that effects put.
pub(crate) fn put_ops(received: &Received) -> Vec<(u32, u64)> {
    let effects = received.effects.iter();
    effects
        .filter_map(|effect| match effect {
            Effect::PutOp(logged) => Some(logged.key()),
            _ => None,
        })
        .collect()
}
