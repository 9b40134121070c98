//! `sohoi-server provisional`: associations that were added and are not in the register yet.

use std::collections::BTreeMap;

use clap::{Args, Subcommand};
use sohoi_sync::{Change, Op, OpResult, SubjectLine, Why, is_provisional};
use sohoi_text::fold;

use super::{Failure, RoundChoice, round, say};
use crate::app::wall_clock;
use crate::exchange::{Pusher, push};
use crate::forms::Forms;
use crate::scope::Reach;
use crate::store::{Store, transact};

#[derive(Debug, Subcommand)]
pub(super) enum ProvisionalCommand {
    /// Lists them, each with the lines of its unit that have the same name.
    List(List),
    /// Puts one into the register under a new code.
    Confirm(Confirm),
    /// Says that one is a line that the register has already.
    Same(Same),
}

#[derive(Debug, Args)]
pub(super) struct List {
    #[command(flatten)]
    round: RoundChoice,
}

#[derive(Debug, Args)]
pub(super) struct Confirm {
    /// Its id.
    id: String,
    /// Its code in the register from now on.
    #[arg(long)]
    code: String,
    #[command(flatten)]
    by: By,
}

#[derive(Debug, Args)]
pub(super) struct Same {
    /// Its id.
    id: String,
    /// The code of the line that it is.
    #[arg(long = "as", value_name = "CODE")]
    line: String,
    #[command(flatten)]
    by: By,
}

#[derive(Debug, Args)]
struct By {
    /// The reviewer, coordinator or administrator who says so.
    #[arg(long, value_name = "ACCOUNT")]
    by: String,
    #[command(flatten)]
    round: RoundChoice,
}

impl ProvisionalCommand {
    pub(super) async fn run(self, store: &dyn Store) -> Result<(), Failure> {
        match self {
            Self::List(list) => list.run(store).await,
            Self::Confirm(confirm) => {
                settle(store, confirm.by, confirm.id, confirm.code, true).await
            }
            Self::Same(same) => settle(store, same.by, same.id, same.line, false).await,
        }
    }
}

impl List {
    async fn run(self, store: &dyn Store) -> Result<(), Failure> {
        let mut view = store.read().await?;
        let round = round::chosen(&mut *view, &self.round).await?;
        let lines = view.subjects(&Reach::Everything, &round.id).await?;
        let lines: Vec<SubjectLine> = lines.into_iter().map(|line| line.into_inner()).collect();
        let mut named: BTreeMap<(String, &str), Vec<&str>> = BTreeMap::new();
        for line in &lines {
            let place = (fold(&line.name), line.unit.as_str());
            named.entry(place).or_default().push(&line.id);
        }
        let mut count = 0;
        for line in lines.iter().filter(|line| is_provisional(&line.id)) {
            count += 1;
            let alike = &named[&(fold(&line.name), line.unit.as_str())];
            let alike: Vec<&str> = alike.iter().copied().filter(|id| *id != line.id).collect();
            let responses = view.responses_about(&round.id, &line.id).await?.len();
            say(format_args!(
                "{}\t{}\t{}\t{responses} responses\t{}",
                line.id,
                line.unit,
                line.name,
                match alike.as_slice() {
                    [] => "no other of this name".to_owned(),
                    alike => format!("maybe the same as {}", alike.join(", ")),
                },
            ))?;
        }
        say(format_args!("{count} provisional"))
    }
}

/// Settles one as the account would from a device, by the same rules.
async fn settle(
    store: &dyn Store,
    by: By,
    id: String,
    line: String,
    is_new: bool,
) -> Result<(), Failure> {
    let now = wall_clock();
    let result = transact(store, move |transaction| {
        Box::pin(async move {
            let round = round::chosen(transaction, &by.round).await?;
            let stored = transaction.account(&by.by).await?;
            let account = stored
                .ok_or_else(|| Failure::refused(format!("there is no account {}", by.by)))?
                .member();
            let pusher = Pusher::of(&account, &format!("command-line-{}", account.name), 1);
            let device = transaction.device(&pusher.device, pusher.epoch).await?;
            let op = Op {
                after: Vec::new(),
                n: device.map_or(0, |device| device.last_n) + 1,
                at: chrono::Utc::now().to_rfc3339(),
                response: id,
                change: Change::Settle {
                    round: round.id,
                    line,
                    is_new,
                },
            };
            let outcomes = push(transaction, &Forms::default(), &pusher, &[op], now).await?;
            Ok::<_, Failure>(outcomes.into_iter().next().map(|outcome| outcome.result))
        })
    })
    .await?;
    match result {
        Some(OpResult::Applied | OpResult::NoOp | OpResult::Merged) | None => {
            say(format_args!("done"))
        }
        Some(OpResult::Conflict { .. }) => Err(Failure::refused(
            "somebody said something else before".to_owned(),
        )),
        Some(OpResult::Held { reasons } | OpResult::Quarantined { reasons }) => {
            let reasons: Vec<String> = reasons.iter().map(|reason| in_words(reason.why)).collect();
            Err(Failure::refused(format!(
                "not done: {}",
                reasons.join("; ")
            )))
        }
    }
}

/// Why the register does not take it, and what to do.
fn in_words(why: Why) -> String {
    match why {
        Why::IdTaken => {
            "the register has this code already: take another one, or say `provisional same`".into()
        }
        Why::UnknownSlot => {
            "there is no such provisional line, or no such line of the register: see `provisional list`"
                .into()
        }
        Why::NoRight => "this account may not settle lines of this unit".into(),
        other => format!("{other:?}"),
    }
}
