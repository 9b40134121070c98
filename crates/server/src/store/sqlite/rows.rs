//! From rows to the store's types, and back into columns.

use serde::Serialize;
use serde::de::DeserializeOwned;
use sohoi_sync::{Account, OpKey, OpOutcome, Role, Scope, SubjectLine};
use sqlx::Row as _;
use sqlx::sqlite::SqliteRow;

use crate::store::{
    Device, Result, Settled, StoreError, StoredAccount, StoredOp, StoredResponse, StoredRound,
    StoredToken,
};

/// A whole number that is never negative, as SQLite hands it out.
pub(super) fn unsigned(row: &SqliteRow, column: &str) -> Result<u64> {
    let value: i64 = row.try_get(column)?;
    u64::try_from(value).map_err(|flaw| corrupt(column, flaw))
}

/// The same, as SQLite takes it in.
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

fn from_word<T: DeserializeOwned>(what: &str, word: String) -> Result<T> {
    serde_json::from_value(serde_json::Value::String(word)).map_err(|flaw| corrupt(what, flaw))
}

fn corrupt(what: &str, reason: impl ToString) -> StoreError {
    StoreError::Corrupt {
        what: what.to_owned(),
        reason: reason.to_string(),
    }
}

pub(super) fn account(row: &SqliteRow) -> Result<Account> {
    let name: String = row.try_get("name")?;
    let role: Role = from_word(&format!("role of {name}"), row.try_get("role")?)?;
    let id: String = row.try_get("scope_id")?;
    let scope = match row.try_get::<String, _>("scope_kind")?.as_str() {
        "unit" => Scope::Unit(id),
        _ => Scope::Subject(id),
    };
    Ok(Account {
        display: row.try_get("display")?,
        name,
        role,
        scope,
    })
}

pub(super) fn token(row: &SqliteRow) -> Result<StoredToken> {
    Ok(StoredToken {
        name: row.try_get("name")?,
        round: row.try_get("round")?,
        unit: row.try_get("unit")?,
        reads_responses: row.try_get("responses")?,
        created_at: row.try_get("created_at")?,
        expires_at: row.try_get("expires_at")?,
        revoked_at: row.try_get("revoked_at")?,
    })
}

/// Kind and id of a scope, as columns hold them.
pub(super) fn scope_columns(scope: &Scope) -> (&'static str, &str) {
    match scope {
        Scope::Unit(id) => ("unit", id),
        Scope::Subject(id) => ("subject", id),
    }
}

pub(super) fn stored_account(row: &SqliteRow) -> Result<StoredAccount> {
    Ok(StoredAccount {
        account: account(row)?,
        password: row.try_get("password")?,
    })
}

pub(super) fn device(row: &SqliteRow) -> Result<Device> {
    Ok(Device {
        device: row.try_get("device")?,
        epoch: epoch(row)?,
        account: row.try_get("account")?,
        last_n: unsigned(row, "last_n")?,
    })
}

pub(super) fn epoch(row: &SqliteRow) -> Result<u32> {
    u32::try_from(unsigned(row, "epoch")?).map_err(|flaw| corrupt("epoch", flaw))
}

pub(super) fn op(row: &SqliteRow) -> Result<StoredOp> {
    let key = OpKey {
        device: row.try_get("device")?,
        epoch: epoch(row)?,
        n: unsigned(row, "n")?,
    };
    let what = format!("op {}/{}/{}", key.device, key.epoch, key.n);
    Ok(StoredOp {
        account: row.try_get("account")?,
        op: from_json(&what, row.try_get("op")?)?,
        outcome: OpOutcome {
            n: key.n,
            revision: unsigned(row, "revision")?,
            result: from_json(&what, row.try_get("result")?)?,
        },
        received_at: row.try_get("received_at")?,
        key,
    })
}

pub(super) fn round(row: &SqliteRow) -> Result<StoredRound> {
    let id: String = row.try_get("id")?;
    Ok(StoredRound {
        document: row.try_get("document")?,
        forms: from_json(&format!("forms of round {id}"), row.try_get("forms")?)?,
        demonstration: row.try_get::<i64, _>("demonstration")? != 0,
        units_version: row.try_get("units_version")?,
        seq: unsigned(row, "seq")?,
        id,
    })
}

pub(super) fn subject(row: &SqliteRow) -> Result<SubjectLine> {
    let id: String = row.try_get("id")?;
    Ok(SubjectLine {
        round: row.try_get("round")?,
        name: row.try_get("name")?,
        kind: row.try_get("kind")?,
        unit: row.try_get("unit")?,
        attributes: from_json(&format!("attributes of {id}"), row.try_get("attributes")?)?,
        id,
    })
}

pub(super) fn settled(row: &SqliteRow) -> Result<Settled> {
    Ok(Settled {
        round: row.try_get("round")?,
        provisional: row.try_get("provisional")?,
        line: row.try_get("line")?,
        is_new: row.try_get::<i64, _>("is_new")? != 0,
        account: row.try_get("account")?,
        seq: unsigned(row, "seq")?,
    })
}

pub(super) fn response(row: &SqliteRow) -> Result<StoredResponse> {
    let id: String = row.try_get("id")?;
    let count = |column| -> Result<u32> {
        u32::try_from(unsigned(row, column)?).map_err(|flaw| corrupt(column, flaw))
    };
    Ok(StoredResponse {
        response: from_json(&format!("response {id}"), row.try_get("body")?)?,
        feed_seq: unsigned(row, "feed_seq")?,
        entered_seq: unsigned(row, "entered_seq")?,
        progress: (count("answered")?, count("asked")?),
    })
}
