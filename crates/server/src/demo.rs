//! Taking demonstration data in: responses with their states, and accounts to look at them with.
//!
//! The lines are played as devices would have sent them, by the same rules: what counts as handed
//! in has passed the form engine. Only a return is set and not played, because a returned response
//! may have lost answers since it was handed in.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use serde::Deserialize;
use sohoi_round::RoundPart;
use sohoi_sync::{State, SubjectLine};

use crate::error::ApiError;
use crate::scope::Reach;
use crate::store::{Store, StoreError, StoredAccount, StoredRound, transact};

mod accounts;
mod changes;
mod invitations;
mod play;

pub use changes::change;

/// The account that checks, returns and approves; it wrote responses of all places, too.
const COORDINATOR: &str = "tinh";

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
    definition: Arc<RoundPart>,
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
            let accounts = accounts::accounts(&definition, &register, &responses);
            for (account, branches) in accounts {
                let name = account.name.clone();
                let stored = StoredAccount {
                    branches,
                    ..StoredAccount::new(account, password.clone())
                };
                if transaction.add_account(&stored, now).await? {
                    loaded.accounts.push(name);
                }
            }
            let begun = invitations::begun(&responses);
            invitations::add(transaction, &definition, &register, &begun, &password, now).await?;
            let mut new = Vec::new();
            for response in responses {
                if transaction.response_exists(&response.id).await? {
                    loaded.known += 1;
                } else {
                    new.push(response);
                }
            }
            loaded.responses = new.len();
            play::play(transaction, &round, &new, now).await?;
            transaction
                .audit(now, "command line", "load demonstration", &round.id)
                .await?;
            Ok(loaded)
        })
    })
    .await
}

#[cfg(test)]
mod tests {
    use super::*;

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
