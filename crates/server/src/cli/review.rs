//! `sohoi-server approve` and `return`: reviewing, until it has pages.

use clap::Args;
use sohoi_sync::{Change, Op, OpResult, Response, State};

use super::{Failure, RoundChoice, say};
use crate::app::wall_clock;
use crate::exchange::{Pusher, push};
use crate::forms::Forms;
use crate::scope::{Member, Reach};
use crate::store::{Store, Write, transact};

#[derive(Debug, Args)]
pub(super) struct Approve {
    /// The ids of responses.
    #[arg(value_name = "RESPONSE_ID", required_unless_present_any = ["subject", "all_submitted"])]
    responses: Vec<String>,
    /// Every submitted or checked response of this line of the register.
    #[arg(long, value_name = "SUBJECT", conflicts_with = "responses")]
    subject: Option<String>,
    /// Every submitted or checked response in the account's scope.
    #[arg(long, conflicts_with_all = ["responses", "subject"])]
    all_submitted: bool,
    #[command(flatten)]
    round: RoundChoice,
    /// The account that approves.
    #[arg(long, value_name = "ACCOUNT")]
    by: String,
}

#[derive(Debug, Args)]
pub(super) struct Return {
    /// The id of the response.
    response: String,
    /// Why it is returned.
    #[arg(long)]
    note: String,
    /// The account that returns it.
    #[arg(long, value_name = "ACCOUNT")]
    by: String,
}

/// Which responses are meant.
enum Chosen {
    Named(Vec<String>),
    /// A subject of the only round that has it, or of this one.
    About(String, Option<String>),
    /// Those of every round, or of this one.
    All(Option<String>),
}

/// What is to become of them.
struct Wish {
    to: State,
    note: Option<String>,
}

impl Approve {
    pub(super) async fn run(self, store: &dyn Store) -> Result<(), Failure> {
        let chosen = match self.subject {
            Some(subject) => Chosen::About(subject, self.round.id),
            None if self.all_submitted => Chosen::All(self.round.id),
            None => Chosen::Named(self.responses),
        };
        let wish = Wish {
            to: State::Approved,
            note: None,
        };
        let results = review(store, self.by, chosen, wish).await?;
        report(&results, "approved")
    }
}

impl Return {
    pub(super) async fn run(self, store: &dyn Store) -> Result<(), Failure> {
        let chosen = Chosen::Named(vec![self.response]);
        let wish = Wish {
            to: State::Returned,
            note: Some(self.note),
        };
        let results = review(store, self.by, chosen, wish).await?;
        report(&results, "returned")
    }
}

/// Moves responses as the account would from a device, by the same rules.
async fn review(
    store: &dyn Store,
    by: String,
    chosen: Chosen,
    wish: Wish,
) -> Result<Vec<(String, OpResult)>, Failure> {
    let now = wall_clock();
    transact(store, move |transaction| {
        Box::pin(async move {
            let stored = transaction.account(&by).await?;
            let account = stored
                .ok_or_else(|| Failure::refused(format!("there is no account {by}")))?
                .member();
            let responses = find(transaction, &account, chosen).await?;
            move_all(transaction, &account, &responses, &wish, now).await
        })
    })
    .await
}

async fn find(
    transaction: &mut dyn Write,
    account: &Member,
    chosen: Chosen,
) -> Result<Vec<Response>, Failure> {
    let reach = Reach::of(account);
    if let Chosen::Named(ids) = chosen {
        let mut responses = Vec::with_capacity(ids.len());
        for id in ids {
            let found = transaction.response(&reach, &id).await?;
            let found = found.ok_or_else(|| {
                Failure::refused(format!(
                    "there is no response {id} in the scope of {}",
                    account.name
                ))
            })?;
            responses.push(found.into_inner().response);
        }
        return Ok(responses);
    }
    let responses = transaction.responses(&reach).await?;
    let mut responses: Vec<Response> = responses
        .into_iter()
        .map(|found| found.into_inner().response)
        .filter(|response| matches!(response.state, State::Submitted | State::Checked))
        .collect();
    if let Chosen::About(_, Some(round)) | Chosen::All(Some(round)) = &chosen {
        responses.retain(|response| response.slot.round == *round);
    }
    if let Chosen::About(subject, _) = chosen {
        responses.retain(|response| response.slot.subject == subject);
        let mut rounds = responses.iter().map(|response| &response.slot.round);
        if rounds
            .next()
            .is_some_and(|first| rounds.any(|round| round != first))
        {
            return Err(Failure::refused(format!(
                "subject {subject} has responses in several rounds; choose one by --round"
            )));
        }
        if responses.is_empty() {
            return Err(Failure::refused(format!(
                "subject {subject} has no submitted or checked response in the scope of {}",
                account.name
            )));
        }
    }
    Ok(responses)
}

async fn move_all(
    transaction: &mut dyn Write,
    account: &Member,
    responses: &[Response],
    wish: &Wish,
    now: i64,
) -> Result<Vec<(String, OpResult)>, Failure> {
    let pusher = Pusher::of(account, &format!("command-line-{}", account.name), 1);
    let device = transaction.device(&pusher.device, pusher.epoch).await?;
    let last_n = device.map_or(0, |device| device.last_n);
    let at = chrono::Utc::now().to_rfc3339();
    let ops: Vec<Op> = (last_n + 1..)
        .zip(responses)
        .map(|(n, response)| Op {
            n,
            at: at.clone(),
            response: response.id.clone(),
            change: Change::Move {
                to: wish.to,
                base: response.state_revision,
                form_hash: response.form_hash.clone(),
                engine: sohoi_form::ENGINE_VERSION.to_owned(),
                note: wish.note.clone(),
            },
            after: Vec::new(),
        })
        .collect();
    let outcomes = push(transaction, &Forms::default(), &pusher, &ops, now).await?;
    let ids = responses.iter().map(|response| response.id.clone());
    Ok(ids
        .zip(outcomes.into_iter().map(|outcome| outcome.result))
        .collect())
}

/// Says what became of each; fails where something did not take effect.
fn report(results: &[(String, OpResult)], done: &str) -> Result<(), Failure> {
    let mut count = 0;
    let mut refusals = Vec::new();
    for (id, result) in results {
        match result {
            OpResult::Applied | OpResult::NoOp | OpResult::Merged => count += 1,
            OpResult::Conflict { .. } => refusals.push(format!("{id}: it was moved meanwhile")),
            OpResult::Held { reasons } | OpResult::Quarantined { reasons } => {
                let reasons: Vec<String> = reasons
                    .iter()
                    .map(|reason| match &reason.path {
                        Some(path) => format!("{path}: {:?}", reason.why),
                        None => format!("{:?}", reason.why),
                    })
                    .collect();
                refusals.push(format!("{id}: not {done}: {}", reasons.join(", ")));
            }
        }
    }
    say(format_args!("{count} {done}"))?;
    if refusals.is_empty() {
        Ok(())
    } else {
        Err(Failure::refused(refusals.join("\n")))
    }
}
