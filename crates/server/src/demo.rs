//! Taking demonstration data in: responses with their states, and accounts to look at them with.
//!
//! The lines are played as devices would have sent them, by the same rules: what counts as handed
//! in has passed the form engine. Only a return is set and not played, because a returned response
//! may have lost answers since it was handed in.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;
use sohoi_round::Round;
use sohoi_sync::{
    Account, CellEdit, Change, Moved, Op, OpKey, OpOutcome, OpResult, Role, Scope, Slot, State,
    SubjectLine,
};

use crate::error::ApiError;
use crate::exchange::{Pusher, push};
use crate::forms::Forms;
use crate::scope::Reach;
use crate::store::{Store, StoreError, StoredAccount, StoredRound, Write, transact};

/// The account that checks, returns and approves; it wrote responses of all places, too.
const COORDINATOR: &str = "tinh";
/// The account that sees everything.
const ADMINISTRATOR: &str = "quantri";
/// The account of one association that has not begun.
const ASSOCIATION: &str = "hoi";

/// The device whose work the demonstration looks like; it ends with the author's name.
const DEVICE: &str = "demonstration";

/// One response of the demonstration.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DemoResponse {
    id: String,
    subject: String,
    form: String,
    state: State,
    author: String,
    #[serde(default)]
    note: Option<String>,
    answers: BTreeMap<String, String>,
}

/// What was loaded.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Loaded {
    /// Responses that are new.
    pub responses: usize,
    /// Responses that were here already.
    pub known: usize,
    /// The accounts of the demonstration that are new.
    pub accounts: Vec<String>,
}

/// Why nothing was loaded.
#[derive(Debug, thiserror::Error)]
pub enum DemoError {
    /// Lines have problems.
    #[error("{} lines have problems", .0.len())]
    Lines(Vec<String>),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The data was refused as a whole.
    #[error(transparent)]
    Refused(#[from] ApiError),
}

/// Reads the lines of a file.
///
/// # Errors
///
/// Every line that is not a response, by its number.
pub fn parse(text: &str) -> Result<Vec<DemoResponse>, DemoError> {
    let mut responses = Vec::new();
    let mut problems = Vec::new();
    let mut ids = BTreeSet::new();
    for (number, line) in (1..).zip(text.lines()) {
        if line.trim().is_empty() {
            continue;
        }
        match serde_json::from_str::<DemoResponse>(line) {
            Ok(response) if !ids.insert(response.id.clone()) => {
                problems.push(format!("line {number}: response {} again", response.id));
            }
            Ok(response) => responses.push(response),
            Err(flaw) => problems.push(format!("line {number}: {flaw}")),
        }
    }
    if problems.is_empty() {
        Ok(responses)
    } else {
        Err(DemoError::Lines(problems))
    }
}

/// Loads responses and accounts in one transaction. Loading them again changes nothing.
///
/// # Errors
///
/// Every response that the rules of the protocol do not take as it is; then nothing is loaded.
pub async fn load(
    store: &dyn Store,
    round: StoredRound,
    definition: std::sync::Arc<Round>,
    responses: Vec<DemoResponse>,
    password: String,
    now: i64,
) -> Result<Loaded, DemoError> {
    transact(store, move |transaction| {
        Box::pin(async move {
            let register = transaction.subjects(&Reach::Everything, &round.id).await?;
            let register: BTreeMap<String, SubjectLine> = register
                .into_iter()
                .map(|line| (line.get().id.clone(), line.into_inner()))
                .collect();
            let mut loaded = Loaded::default();
            for account in accounts(&definition, &register, &responses) {
                let name = account.name.clone();
                let stored = StoredAccount {
                    account,
                    password: password.clone(),
                };
                if transaction.add_account(&stored, now).await? {
                    loaded.accounts.push(name);
                }
            }
            let mut new = Vec::new();
            for response in responses {
                if transaction.response_exists(&response.id).await? {
                    loaded.known += 1;
                } else {
                    new.push(response);
                }
            }
            loaded.responses = new.len();
            play(transaction, &round, &new, now).await?;
            transaction
                .audit(now, "command line", "load demonstration", &round.id)
                .await?;
            Ok(loaded)
        })
    })
    .await
}

/// The accounts: every author with the smallest unit that holds what it wrote (its role by its
/// place in the tree), an administrator, and an association where the field staff is.
fn accounts(
    round: &Round,
    register: &BTreeMap<String, SubjectLine>,
    responses: &[DemoResponse],
) -> Vec<Account> {
    let mut units = BTreeMap::<&str, Vec<&str>>::new();
    for response in responses {
        if let Some(line) = register.get(&response.subject) {
            let above = path_to(round, &line.unit);
            units
                .entry(&response.author)
                .and_modify(|shared| {
                    let same = shared.iter().zip(&above).take_while(|(a, b)| a == b);
                    shared.truncate(same.count());
                })
                .or_insert(above);
        }
    }
    let mut accounts = Vec::new();
    for (author, path) in &units {
        let Some(unit) = path.last() else { continue };
        let has_units_below = round
            .units
            .iter()
            .any(|below| below.parent.as_deref() == Some(unit));
        let role = match (path.len(), has_units_below) {
            (1, _) => Role::Coordinator,
            (_, true) => Role::Reviewer,
            (_, false) => Role::Field,
        };
        accounts.push(account(round, author, role, unit));
    }
    if let Some(root) = round.units.iter().find(|unit| unit.parent.is_none()) {
        accounts.push(account(round, ADMINISTRATOR, Role::Admin, &root.id));
        if !units.contains_key(COORDINATOR) {
            accounts.push(account(round, COORDINATOR, Role::Coordinator, &root.id));
        }
    }
    let staffed = accounts.iter().find_map(|account| match &account.scope {
        Scope::Unit(unit) if account.role == Role::Field => Some(unit.clone()),
        _ => None,
    });
    let begun: BTreeSet<&str> = responses.iter().map(|it| it.subject.as_str()).collect();
    let main_kind = round.subject_kinds.first().map(|kind| kind.id.as_str());
    let open = register.values().find(|line| {
        staffed.as_deref() == Some(&line.unit)
            && main_kind == Some(&line.kind)
            && !begun.contains(line.id.as_str())
    });
    if let Some(line) = open {
        accounts.push(Account {
            name: ASSOCIATION.to_owned(),
            display: line.name.clone(),
            role: Role::Association,
            scope: Scope::Subject(line.id.clone()),
        });
    }
    accounts
}

fn account(round: &Round, name: &str, role: Role, unit: &str) -> Account {
    let place = round.units.iter().find(|it| it.id == unit);
    Account {
        name: name.to_owned(),
        display: place.map_or(unit, |it| it.name.vi.as_str()).to_owned(),
        role,
        scope: Scope::Unit(unit.to_owned()),
    }
}

/// The units from the top down to this one.
fn path_to<'r>(round: &'r Round, unit: &str) -> Vec<&'r str> {
    let mut path = Vec::new();
    let mut next = Some(unit);
    while let Some(found) = next.and_then(|id| round.units.iter().find(|it| it.id == id))
        && path.len() < round.units.len()
    {
        path.push(found.id.as_str());
        next = found.parent.as_deref();
    }
    path.reverse();
    path
}

/// Plays the work of each author, then that of the coordinator.
async fn play(
    transaction: &mut dyn Write,
    round: &StoredRound,
    responses: &[DemoResponse],
    now: i64,
) -> Result<(), DemoError> {
    let forms = Forms::default();
    let mut problems = Vec::new();
    let authors: BTreeSet<&str> = responses.iter().map(|it| it.author.as_str()).collect();
    for author in authors {
        let written = responses.iter().filter(|it| it.author == author);
        let mut desk = Desk::open(transaction, author, Role::Field).await?;
        for response in written {
            desk.write(round, response);
        }
        desk.send(transaction, &forms, now, &mut problems).await?;
    }
    let mut desk = Desk::open(transaction, COORDINATOR, Role::Coordinator).await?;
    for response in responses {
        desk.review(round, response);
    }
    desk.send(transaction, &forms, now, &mut problems).await?;
    for response in responses.iter().filter(|it| it.state == State::Returned) {
        set_returned(transaction, response).await?;
    }
    if problems.is_empty() {
        Ok(())
    } else {
        Err(DemoError::Lines(problems))
    }
}

/// One account at its device, and the ops it has made.
struct Desk {
    pusher: Pusher,
    last_n: u64,
    ops: Vec<Op>,
}

impl Desk {
    async fn open(
        transaction: &mut dyn Write,
        account: &str,
        role: Role,
    ) -> Result<Self, StoreError> {
        let pusher = Pusher {
            account: account.to_owned(),
            role,
            reach: Reach::Everything,
            device: format!("{DEVICE}-{account}"),
            epoch: 1,
        };
        let device = transaction.device(&pusher.device, pusher.epoch).await?;
        Ok(Self {
            last_n: device.map_or(0, |device| device.last_n),
            pusher,
            ops: Vec::new(),
        })
    }

    fn add(&mut self, response: &DemoResponse, change: Change) {
        self.last_n += 1;
        self.ops.push(Op {
            n: self.last_n,
            at: made_at(&response.id),
            response: response.id.clone(),
            change,
        });
    }

    /// Starts, answers and, where it came so far, hands in.
    fn write(&mut self, round: &StoredRound, response: &DemoResponse) {
        let form_hash = round.forms.get(&response.form).cloned().unwrap_or_default();
        let slot = Slot {
            round: round.id.clone(),
            form: response.form.clone(),
            subject: response.subject.clone(),
        };
        let cells = response.answers.iter().map(|(path, value)| CellEdit {
            path: path.clone(),
            value: Some(value.clone()),
            base: 0,
        });
        let answer = Change::Answer {
            form_hash: form_hash.clone(),
            seen: 0,
            cells: cells.collect(),
        };
        self.add(response, Change::Start { slot, form_hash });
        self.add(response, answer);
        if response.state >= State::Submitted {
            self.add(response, moved_to(State::Submitted, round, response));
        }
    }

    /// Checks and approves what came so far.
    fn review(&mut self, round: &StoredRound, response: &DemoResponse) {
        for state in [State::Checked, State::Approved] {
            if response.state >= state {
                self.add(response, moved_to(state, round, response));
            }
        }
    }

    async fn send(
        self,
        transaction: &mut dyn Write,
        forms: &Forms,
        now: i64,
        problems: &mut Vec<String>,
    ) -> Result<(), DemoError> {
        let outcomes = push(transaction, forms, &self.pusher, &self.ops, now).await?;
        for (op, outcome) in self.ops.iter().zip(&outcomes) {
            problems.extend(problem(op, outcome));
        }
        Ok(())
    }
}

fn moved_to(to: State, round: &StoredRound, response: &DemoResponse) -> Change {
    Change::Move {
        to,
        base: 0,
        form_hash: round.forms.get(&response.form).cloned().unwrap_or_default(),
        engine: sohoi_form::ENGINE_VERSION.to_owned(),
        note: response.note.clone(),
    }
}

fn problem(op: &Op, outcome: &OpOutcome) -> Option<String> {
    match &outcome.result {
        OpResult::Applied | OpResult::NoOp | OpResult::Merged => None,
        other => Some(format!("response {}: {other:?}", op.response)),
    }
}

async fn set_returned(
    transaction: &mut dyn Write,
    response: &DemoResponse,
) -> Result<(), StoreError> {
    let stored = transaction
        .response(&Reach::Everything, &response.id)
        .await?;
    let Some(stored) = stored else { return Ok(()) };
    let mut stored = stored.into_inner();
    let seq = transaction.next_seq().await?;
    stored.feed_seq = seq;
    stored.response.revision = seq;
    stored.response.state = State::Returned;
    stored.response.state_revision = seq;
    stored.response.moved = Some(Moved {
        author: COORDINATOR.to_owned(),
        op: OpKey {
            device: format!("{DEVICE}-{COORDINATOR}"),
            epoch: 1,
            n: 0,
        },
        at: made_at(&response.id),
        note: response.note.clone(),
    });
    transaction.put_response(&stored).await
}

/// The moment that a UUIDv7 names, as devices write times; the beginning of time for other ids.
fn made_at(id: &str) -> String {
    let digits: String = id
        .chars()
        .filter(char::is_ascii_hexdigit)
        .take(12)
        .collect();
    let moment = i64::from_str_radix(&digits, 16).unwrap_or(0);
    chrono::DateTime::from_timestamp_millis(moment)
        .unwrap_or_default()
        .to_rfc3339_opts(chrono::SecondsFormat::Millis, true)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_uuid_of_version_7_names_its_moment() {
        assert_eq!(
            made_at("015cc0c8-c000-7000-8000-000000000000"),
            "2017-06-19T14:36:40.832Z"
        );
        assert_eq!(made_at("zzz"), "1970-01-01T00:00:00.000Z");
    }

    #[test]
    fn every_line_that_is_no_response_is_named() {
        let text = "{\"id\":\"a\"}\n\nnot json\n";
        let Err(DemoError::Lines(problems)) = parse(text) else {
            panic!("two lines are wrong");
        };
        assert_eq!(problems.len(), 2);
        assert!(
            problems[0].starts_with("line 1: missing field"),
            "{problems:?}"
        );
        assert!(problems[1].starts_with("line 3: "), "{problems:?}");
    }
}
