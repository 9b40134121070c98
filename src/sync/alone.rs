//! Where there is no server: rounds and registers lie beside the app as files, and nothing is sent.

use futures_channel::mpsc::{UnboundedReceiver, UnboundedSender, unbounded};
use futures_util::StreamExt;
use futures_util::future::{Either, select};
use gloo_timers::future::TimeoutFuture;
use sohoi_json::{from_bytes, read_members};
use sohoi_round::RoundPart;
use sohoi_sync::{DocumentRef, Entry, Scope, SubjectLine};
use wasm_bindgen_futures::spawn_local;

use super::keeper::Wake;
use super::server::{self, Failure};
use crate::platform::{late, service_worker};
use crate::state::work::{ExchangePhase, Work};

/// Where the files lie, beside the app.
const INDEX: &str = "round/index.json";
/// How long to leave the line to a person who begins, before what can wait is fetched.
const REST_MS: u32 = 5_000;

struct Index {
    rounds: Vec<OfferedRound>,
}

/// A round on offer.
pub(crate) struct OfferedRound {
    pub(crate) id: String,
    pub(crate) hash: String,
    pub(crate) demonstration: bool,
    /// The hash of its register: a list of lines.
    pub(crate) register: String,
}

read_members! {
    Index: rounds;
    OfferedRound: id, hash, demonstration, register;
}

/// The rounds on offer.
pub(crate) async fn rounds() -> Result<Vec<OfferedRound>, Failure> {
    let index = server::file(INDEX).await?;
    let index: Index = from_bytes(index.as_bytes()).map_err(|_| Failure::Offline)?;
    Ok(index.rounds)
}

/// The register of a round.
pub(crate) async fn register(round: &OfferedRound) -> Result<Vec<SubjectLine>, Failure> {
    let lines = document(&round.register).await?;
    from_bytes(lines.as_bytes()).map_err(|_| Failure::Offline)
}

/// A document by its hash.
pub(crate) async fn document(hash: &str) -> Result<String, Failure> {
    server::document_at(&["round/", hash, ".json"].concat(), hash).await
}

/// Keeps what lies beside the app up to date on the device, for as long as the work is open.
pub(crate) fn keep_alone(work: Work) -> UnboundedSender<Wake> {
    let (sender, wakes) = unbounded();
    spawn_local(run(work, wakes));
    sender
}

async fn run(work: Work, mut wakes: UnboundedReceiver<Wake>) {
    work.set_phase(ExchangePhase::Alone);
    // What cannot be fetched now is here from before, or is fetched at the next start.
    let _ = refresh(&work, false).await;
    let timer = TimeoutFuture::new(REST_MS);
    if let Either::Left((None | Some(Wake::Stop), _)) = select(wakes.next(), timer).await {
        return;
    }
    loop {
        let _ = refresh(&work, true).await;
        service_worker::fetch_rest();
        late::bring();
        loop {
            match wakes.next().await {
                None | Some(Wake::Stop) => return,
                Some(Wake::Now | Wake::Figures) => break,
                Some(Wake::Edit | Wake::Idle) => {}
            }
        }
    }
}

/// Takes in rounds and registers as far as they are of the account, and the documents they name.
async fn refresh(work: &Work, with_figures: bool) -> Result<(), Failure> {
    let mut entries = Vec::new();
    for offered in rounds().await? {
        let json = document(&offered.hash).await?;
        let part: RoundPart = from_bytes(json.as_bytes()).map_err(|_| Failure::Offline)?;
        take_document(work, &offered.hash, json).await?;
        let scope = work.account().scope;
        for line in register(&offered).await? {
            if is_within(&part, &scope, &line) {
                entries.push(Entry::Subject(line));
            }
        }
        entries.push(Entry::Round {
            round: DocumentRef {
                id: offered.id,
                hash: offered.hash,
            },
            demonstration: offered.demonstration,
        });
    }
    work.take_register(&entries)
        .await
        .map_err(|_| Failure::Offline)?;
    fetch(work, Work::missing_documents).await?;
    work.tell_taken();
    if with_figures {
        fetch(work, Work::missing_for_figures).await?;
        work.tell_taken();
    }
    Ok(())
}

async fn fetch(work: &Work, missing: impl Fn(&Work) -> Vec<String>) -> Result<(), Failure> {
    let mut tried: Vec<String> = Vec::new();
    while let Some(hash) = missing(work).into_iter().find(|hash| !tried.contains(hash)) {
        if let Ok(json) = document(&hash).await {
            take_document(work, &hash, json).await?;
        }
        tried.push(hash);
    }
    Ok(())
}

async fn take_document(work: &Work, hash: &str, json: String) -> Result<(), Failure> {
    let taken = work.take_document(hash.to_owned(), json).await;
    taken.map_err(|_| Failure::Offline)
}

/// Whether a line of the register is in a scope: of the unit or of one below it.
pub(crate) fn is_within(round: &RoundPart, scope: &Scope, line: &SubjectLine) -> bool {
    match scope {
        Scope::Subject(subject) => *subject == line.id,
        Scope::Unit(unit) => {
            let mut at = Some(line.unit.as_str());
            while let Some(own) = at {
                if own == unit {
                    return true;
                }
                let mut units = round.units.iter();
                at = units
                    .find(|known| known.id == own)
                    .and_then(|known| known.parent.as_deref());
            }
            false
        }
    }
}
