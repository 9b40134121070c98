//! `sohoi-server responses` and `quarantine`: what is here.

use std::collections::BTreeMap;

use clap::Args;
use serde::Serialize;
use sohoi_sync::{OpResult, Reason, State};

use super::audit::note;
use super::{Failure, say};
use crate::app::wall_clock;
use crate::quarantine;
use crate::scope::Reach;
use crate::store::{Store, StoredOp, StoredResponse};

#[derive(Debug, Args)]
pub(super) struct Responses {
    /// As JSON, with the answers.
    #[arg(long)]
    json: bool,
}

#[derive(Debug, Args)]
pub(super) struct Quarantine {
    /// As JSON, with the ops whole.
    #[arg(long)]
    json: bool,
    /// First try again to take them in, e.g. after a form version was loaded or a scope mended.
    #[arg(long)]
    retry: bool,
}

/// A response as it is listed.
#[derive(Serialize)]
struct Listed<'a> {
    id: &'a str,
    round: &'a str,
    form: &'a str,
    form_hash: &'a str,
    subject: &'a str,
    state: State,
    author: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<&'a str>,
    revision: u64,
    state_revision: u64,
    answered: u32,
    asked: u32,
    conflicts: Vec<&'a str>,
    corrections: usize,
    held: &'a [Reason],
    answers: BTreeMap<&'a str, &'a str>,
}

impl<'a> Listed<'a> {
    fn new(stored: &'a StoredResponse) -> Self {
        let response = &stored.response;
        let moved = response.moved.as_ref();
        Self {
            id: &response.id,
            round: &response.slot.round,
            form: &response.slot.form,
            form_hash: &response.form_hash,
            subject: &response.slot.subject,
            state: response.state,
            author: &response.author,
            note: moved.and_then(|moved| moved.note.as_deref()),
            revision: response.revision,
            state_revision: response.state_revision,
            answered: stored.marks.progress.0,
            asked: stored.marks.progress.1,
            conflicts: response.open_conflicts().collect(),
            corrections: response.corrections.len(),
            held: &response.held,
            answers: response.answers().collect(),
        }
    }
}

impl Responses {
    pub(super) async fn run(self, store: &dyn Store) -> Result<(), Failure> {
        let mut view = store.read().await?;
        let found = view.responses(&Reach::Everything).await?;
        let listed: Vec<Listed<'_>> = found.iter().map(|row| Listed::new(row.get())).collect();
        let aside = view.quarantine().await?.len();
        drop(view);
        let how = if self.json { "with answers" } else { "" };
        let count = listed.len().to_string();
        note(store, "list responses", &[&count, how]).await?;
        if self.json {
            return print_json(&listed);
        }
        for response in &listed {
            say(format_args!(
                "{}\t{}\t{}\t{:?}\t{}/{}\t{}",
                response.id,
                response.subject,
                response.form,
                response.state,
                response.answered,
                response.asked,
                response.author,
            ))?;
        }
        say(format_args!(
            "{} responses, {aside} changes in quarantine",
            listed.len()
        ))?;
        Ok(())
    }
}

/// A quarantined op as it is listed.
#[derive(Serialize)]
struct Kept<'a> {
    device: &'a str,
    epoch: u32,
    n: u64,
    account: &'a str,
    reasons: &'a [Reason],
    op: &'a sohoi_sync::Op,
}

impl<'a> Kept<'a> {
    fn new(stored: &'a StoredOp) -> Self {
        let reasons = match &stored.outcome.result {
            OpResult::Quarantined { reasons } => reasons.as_slice(),
            _ => &[],
        };
        Self {
            device: &stored.key.device,
            epoch: stored.key.epoch,
            n: stored.key.n,
            account: &stored.account,
            reasons,
            op: &stored.op,
        }
    }
}

impl Quarantine {
    pub(super) async fn run(self, store: &dyn Store) -> Result<(), Failure> {
        if self.retry {
            let taken = quarantine::retry(store, wall_clock()).await?;
            if !self.json {
                say(format_args!("{taken} changes taken in"))?;
            }
        }
        let found = store.read().await?.quarantine().await?;
        let kept: Vec<Kept<'_>> = found.iter().map(Kept::new).collect();
        let count = kept.len().to_string();
        note(store, "list quarantine", &[&count]).await?;
        if self.json {
            return print_json(&kept);
        }
        for op in &kept {
            let reasons: Vec<String> = op
                .reasons
                .iter()
                .map(|reason| match &reason.path {
                    Some(path) => format!("{path}: {:?}", reason.why),
                    None => format!("{:?}", reason.why),
                })
                .collect();
            say(format_args!(
                "{}/{}/{}\t{}\tresponse {}\t{}",
                op.device,
                op.epoch,
                op.n,
                op.account,
                op.op.response,
                reasons.join(", "),
            ))?;
        }
        say(format_args!("{} changes in quarantine", kept.len()))?;
        Ok(())
    }
}

/// Prints a value as JSON.
pub(super) fn print_json(value: &impl Serialize) -> Result<(), Failure> {
    let text = serde_json::to_string_pretty(value)
        .map_err(|flaw| Failure::refused(format!("this cannot be written as JSON: {flaw}")))?;
    say(format_args!("{text}"))
}
