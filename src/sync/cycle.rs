//! One exchange, from looking who is signed in to an empty queue.

use std::pin::Pin;

use sohoi_storage::StorageError;
use sohoi_sync::{Limits, SyncError};

use super::documents::Documents;
use super::server::{self, Failure};
use crate::platform::late;
use crate::state::device;
use crate::state::work::{ExchangePhase, Work};

/// How many times in a row the server may refuse before a pause: each refusal that asks for
/// another request changes what is sent, so more than a few mean that they do not agree.
const REFUSALS: usize = 6;

/// How an exchange ended early.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Ended {
    /// The server cannot be reached.
    Offline,
    /// The server wants the password of this account.
    SignedOut,
    /// An administrator stopped this device: [`ExchangePhase::Revoked`] or [`ExchangePhase::Wipe`].
    Stopped(ExchangePhase),
    /// Something failed, in English for a log.
    Failed(String),
}

impl From<Failure> for Ended {
    fn from(failure: Failure) -> Self {
        match failure {
            Failure::Offline => Self::Offline,
            Failure::Refused(401, _) => Self::SignedOut,
            Failure::Refused(status, error) => refused(status, &error),
        }
    }
}

#[inline(never)]
fn refused(status: u16, error: &SyncError) -> Ended {
    match error.code.as_str() {
        "revoked" => Ended::Stopped(ExchangePhase::Revoked),
        "wipe" => Ended::Stopped(ExchangePhase::Wipe),
        code => Ended::Failed(format!("{status} {code}: {}", error.message)),
    }
}

impl From<StorageError> for Ended {
    fn from(error: StorageError) -> Self {
        Self::Failed(error.to_string())
    }
}

/// Exchanges until there is nothing more to send or to fetch. Only under the lock. What only
/// figures need, a quarter of all documents, is fetched `with_figures`.
pub(super) async fn exchange(work: &Work, with_figures: bool) -> Result<(), Ended> {
    let ended = exchange_all(work, with_figures).await;
    work.tell_taken();
    ended
}

async fn exchange_all(work: &Work, with_figures: bool) -> Result<(), Ended> {
    work.catch_up().await?;
    check_account(work).await?;
    if with_figures && late::is_here() {
        rarely(work.look_at_health()).await;
    }
    let mut handed_over = Vec::new();
    let mut limits = Limits::default();
    let mut refusals = 0;
    let mut documents = Documents::default();
    loop {
        let request = work.next_request(&limits);
        let photos = work.photos_of(&request.ops).await?;
        if !photos.is_empty() {
            rarely(hand_over(work, photos, &mut handed_over)).await?;
        }
        let taken = match server::exchange(&request, &work.told()).await {
            Ok(answer) => {
                refusals = 0;
                // Before the answer is taken in: a device that has work keeps the round it has
                // until the next one is here.
                let mut of_rounds = Documents::default();
                let missing = |work: &Work| work.missing_for_rounds(&answer.entries);
                of_rounds.fetch(work, &missing).await?;
                of_rounds.ended()?;
                work.take(&request, &answer).await?
            }
            Err(Failure::Refused(409, error)) if refusals < REFUSALS => {
                refusals += 1;
                let taken = rarely(work.take_refusal(&request, &error)).await?;
                if !taken.again {
                    return Err(Failure::Refused(409, error).into());
                }
                taken
            }
            Err(Failure::Refused(413, _)) if request.ops.len() > 1 => {
                limits.ops = request.ops.len() / 2;
                continue;
            }
            Err(failure) => return Err(failure.into()),
        };
        if work.is_closed() {
            return Ok(());
        }
        // Lines are shown when the form versions that they open are here.
        documents.fetch(work, &Work::missing_documents).await?;
        work.tell_taken();
        if !taken.again {
            break;
        }
    }
    if with_figures {
        documents.fetch(work, &Work::missing_for_figures).await?;
    }
    documents.ended()
}

/// What most exchanges do without: apart, so that it comes with the later part of the program.
fn rarely<'f, T>(future: impl Future<Output = T> + 'f) -> Pin<Box<dyn Future<Output = T> + 'f>> {
    Box::pin(future)
}

/// A session is of the browser, the work of an account: they may have parted ways.
async fn check_account(work: &Work) -> Result<(), Ended> {
    let account = server::session().await?;
    let known = work.account();
    if account.name != known.name {
        return Err(Ended::SignedOut);
    }
    if account != known {
        device::remember(&account).await?;
        work.set_account(account);
    }
    Ok(())
}

/// A response is not whole on the server until its photos are there, so they go first.
async fn hand_over(
    work: &Work,
    photos: Vec<String>,
    handed_over: &mut Vec<String>,
) -> Result<(), Ended> {
    for hash in photos {
        if handed_over.contains(&hash) {
            continue;
        }
        if let Some(bytes) = work.blob(&hash).await? {
            match server::put_blob(&hash, bytes).await {
                // One that the server will never take holds back its own response, at submit,
                // and nothing else.
                Err(Failure::Refused(400 | 413, _)) => {}
                sent => sent?,
            }
        }
        handed_over.push(hash);
    }
    Ok(())
}
