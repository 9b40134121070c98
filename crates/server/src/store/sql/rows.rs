//! From rows to the store's types, and back into columns.

use serde::Serialize;
use serde::de::DeserializeOwned;
use sohoi_sync::{Account, OpKey, OpOutcome, Role, Scope, SubjectLine};

use super::dialect::Columns;
use crate::store::table::{Kind, Table, Value};
use crate::store::{
    Backup, Device, FedResponse, Marks, Result, Server, Settled, StoreError, StoredOp,
    StoredResponse, StoredRound, StoredToken,
};

/// A text that is never null.
pub(super) fn text(row: &impl Columns, column: &str) -> Result<String> {
    row.maybe_text(column)?.ok_or_else(|| null(column))
}

/// Bytes that are never null.
pub(super) fn bytes(row: &impl Columns, column: &str) -> Result<Vec<u8>> {
    row.maybe_bytes(column)?.ok_or_else(|| null(column))
}

/// A whole number that is never null.
pub(super) fn number(row: &impl Columns, column: &str) -> Result<i64> {
    row.maybe_number(column)?.ok_or_else(|| null(column))
}

/// Yes or no, kept as a number.
pub(super) fn flag(row: &impl Columns, column: &str) -> Result<bool> {
    Ok(number(row, column)? != 0)
}

/// A whole number that is never negative, as databases hand it out.
pub(super) fn unsigned(row: &impl Columns, column: &str) -> Result<u64> {
    u64::try_from(number(row, column)?).map_err(|flaw| corrupt(column, flaw))
}

/// The same, as databases take it in.
pub(super) fn signed(value: u64) -> Result<i64> {
    i64::try_from(value).map_err(|flaw| corrupt("number", flaw))
}

/// A value out of its JSON.
pub(super) fn from_json<T: DeserializeOwned>(what: &str, text: &str) -> Result<T> {
    serde_json::from_str(text).map_err(|flaw| corrupt(what, flaw))
}

/// A value as its JSON.
pub(super) fn to_json<T: Serialize>(what: &str, value: &T) -> Result<String> {
    serde_json::to_string(value).map_err(|flaw| corrupt(what, flaw))
}

/// A variant without content as its word, e.g. a role or a state.
pub(super) fn word<T: Serialize>(what: &str, value: &T) -> Result<String> {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(word)) => Ok(word),
        Ok(other) => Err(corrupt(what, format!("{other} is not a word"))),
        Err(flaw) => Err(corrupt(what, flaw)),
    }
}

pub(super) fn from_word<T: DeserializeOwned>(what: &str, word: String) -> Result<T> {
    serde_json::from_value(serde_json::Value::String(word)).map_err(|flaw| corrupt(what, flaw))
}

/// A word that this program does not know.
pub(super) fn unknown(column: &str, word: &str) -> StoreError {
    corrupt(column, format!("{word:?} is not known"))
}

fn null(column: &str) -> StoreError {
    corrupt(column, "it is null")
}

pub(super) fn corrupt(what: &str, reason: impl ToString) -> StoreError {
    StoreError::Corrupt {
        what: what.to_owned(),
        reason: reason.to_string(),
    }
}

pub(super) fn account(row: &impl Columns) -> Result<Account> {
    let name: String = text(row, "name")?;
    let role: Role = from_word(&format!("role of {name}"), text(row, "role")?)?;
    let id: String = text(row, "scope_id")?;
    let scope = match text(row, "scope_kind")?.as_str() {
        "unit" => Scope::Unit(id),
        _ => Scope::Subject(id),
    };
    Ok(Account {
        display: text(row, "display")?,
        name,
        role,
        scope,
    })
}

pub(super) fn token(row: &impl Columns) -> Result<StoredToken> {
    Ok(StoredToken {
        name: text(row, "name")?,
        round: text(row, "round")?,
        unit: text(row, "unit")?,
        reads_responses: flag(row, "responses")?,
        created_at: number(row, "created_at")?,
        expires_at: row.maybe_number("expires_at")?,
        revoked_at: row.maybe_number("revoked_at")?,
    })
}

/// Kind and id of a scope, as columns hold them.
pub(super) fn scope_columns(scope: &Scope) -> (&'static str, &str) {
    match scope {
        Scope::Unit(id) => ("unit", id),
        Scope::Subject(id) => ("subject", id),
    }
}

pub(super) fn server(row: &impl Columns) -> Result<Server> {
    Ok(Server {
        epoch: epoch(row)?,
        seq: unsigned(row, "seq")?,
        cursor_key: bytes(row, "cursor_key")?,
    })
}

pub(super) fn device(row: &impl Columns) -> Result<Device> {
    Ok(Device {
        device: text(row, "device")?,
        epoch: epoch(row)?,
        account: text(row, "account")?,
        last_n: unsigned(row, "last_n")?,
    })
}

pub(super) fn epoch(row: &impl Columns) -> Result<u32> {
    u32::try_from(unsigned(row, "epoch")?).map_err(|flaw| corrupt("epoch", flaw))
}

pub(super) fn op(row: &impl Columns) -> Result<StoredOp> {
    let key = OpKey {
        device: text(row, "device")?,
        epoch: epoch(row)?,
        n: unsigned(row, "n")?,
    };
    let what = format!("op {}/{}/{}", key.device, key.epoch, key.n);
    Ok(StoredOp {
        account: text(row, "account")?,
        op: from_json(&what, &text(row, "op")?)?,
        outcome: OpOutcome {
            n: key.n,
            revision: unsigned(row, "revision")?,
            result: from_json(&what, &text(row, "result")?)?,
        },
        received_at: number(row, "received_at")?,
        key,
    })
}

pub(super) fn round(row: &impl Columns) -> Result<StoredRound> {
    let id: String = text(row, "id")?;
    Ok(StoredRound {
        document: text(row, "document")?,
        forms: from_json(&format!("forms of round {id}"), &text(row, "forms")?)?,
        demonstration: flag(row, "demonstration")?,
        units_version: text(row, "units_version")?,
        seq: unsigned(row, "seq")?,
        id,
    })
}

pub(super) fn subject(row: &impl Columns) -> Result<SubjectLine> {
    let id: String = text(row, "id")?;
    Ok(SubjectLine {
        round: text(row, "round")?,
        name: text(row, "name")?,
        kind: text(row, "kind")?,
        unit: text(row, "unit")?,
        attributes: from_json(&format!("attributes of {id}"), &text(row, "attributes")?)?,
        id,
    })
}

pub(super) fn settled(row: &impl Columns) -> Result<Settled> {
    Ok(Settled {
        round: text(row, "round")?,
        provisional: text(row, "provisional")?,
        line: text(row, "line")?,
        is_new: flag(row, "is_new")?,
        account: text(row, "account")?,
        seq: unsigned(row, "seq")?,
    })
}

pub(super) fn response(row: &impl Columns) -> Result<StoredResponse> {
    let id: String = text(row, "id")?;
    Ok(StoredResponse {
        response: from_json(&format!("response {id}"), &text(row, "body")?)?,
        marks: marks(row)?,
    })
}

pub(super) fn fed_response(row: &impl Columns) -> Result<FedResponse> {
    let id: String = text(row, "id")?;
    Ok(FedResponse {
        state: from_word(&format!("state of response {id}"), text(row, "state")?)?,
        author: text(row, "author")?,
        subject: text(row, "subject")?,
        body: text(row, "body")?,
        marks: marks(row)?,
        id,
    })
}

fn marks(row: &impl Columns) -> Result<Marks> {
    let count = |column| -> Result<u32> {
        u32::try_from(unsigned(row, column)?).map_err(|flaw| corrupt(column, flaw))
    };
    Ok(Marks {
        feed_seq: unsigned(row, "feed_seq")?,
        entered_seq: unsigned(row, "entered_seq")?,
        progress: (count("answered")?, count("asked")?),
    })
}

pub(super) fn backup(row: &impl Columns) -> Result<Backup> {
    Ok(Backup {
        made_at: number(row, "made_at")?,
        rows: unsigned(row, "row_count")?,
        digest: bytes(row, "digest")?,
    })
}

/// All columns of a table, in its order.
pub(super) fn values(row: &impl Columns, table: &Table) -> Result<Vec<Value>> {
    let value = |(column, kind): &(String, Kind)| {
        Ok(match kind {
            Kind::Text => Value::Text(row.maybe_text(column)?),
            Kind::Number => Value::Number(row.maybe_number(column)?),
            Kind::Bytes => Value::Bytes(row.maybe_bytes(column)?),
        })
    };
    table.columns().iter().map(value).collect()
}
