//! Keeps an account exchanged for as long as its work is open.

use futures_channel::mpsc::{UnboundedReceiver, UnboundedSender, unbounded};
use futures_util::StreamExt;
use futures_util::future::{Either, select};
use gloo_timers::future::TimeoutFuture;
use wasm_bindgen_futures::spawn_local;

use super::backoff;
use super::cycle::{self, Ended};
use crate::platform::{late, locks, service_worker};
use crate::state::work::{ExchangePhase, Work};

/// The lock under which anything about the session or the exchange of this browser happens.
pub(crate) const LOCK: &str = "sohoi-sync";

/// How long to gather edits before they are sent.
const GATHER_MS: u32 = 1_500;
/// How often to look for what others did.
const LOOK_MS: u32 = 120_000;
/// How long to leave the line to a person who begins, before what can wait is fetched: documents
/// that no response names, and the later part of the app. A form that is opened asks for that sooner.
const FIGURES_MS: u32 = 5_000;
/// How long to wait where another tab exchanges.
const OTHER_TAB_MS: u32 = 3_000;

/// Why to exchange, or not any more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Wake {
    /// Something was saved that the server does not have.
    Edit,
    /// A person pressed, or network or page came back.
    Now,
    /// Somebody waits for a form or for figures that need more than is on this device.
    Figures,
    /// The pause is over, and nobody asked for anything.
    Idle,
    /// The work was closed.
    Stop,
}

/// Begins to exchange, at once and then whenever there is reason to.
pub(crate) fn keep_exchanging(work: Work) -> UnboundedSender<Wake> {
    let (sender, wakes) = unbounded();
    spawn_local(run(work, wakes));
    sender
}

/// What to wait for next.
enum Pause {
    /// Any wake, or so many milliseconds.
    Until(u32),
    /// A press or a return only, or so many milliseconds: edits do not hurry a server that fails.
    Backoff(u32),
    /// A press or a return only.
    SignIn,
}

async fn run(work: Work, mut wakes: UnboundedReceiver<Wake>) {
    let mut failures = 0;
    let mut asks_for_rest = true;
    let mut wake = Wake::Now;
    loop {
        let with_figures = matches!(wake, Wake::Figures | Wake::Idle);
        let pause = match exchange_once(&work, with_figures).await {
            None => Pause::Until(OTHER_TAB_MS),
            Some(Ok(())) => {
                failures = 0;
                if with_figures && std::mem::take(&mut asks_for_rest) {
                    service_worker::fetch_rest();
                    late::bring();
                }
                // The rest is asked for once everything was fetched, so then nothing waits any more.
                let is_done = with_figures || !asks_for_rest && work.has_figures();
                Pause::Until(if is_done { LOOK_MS } else { FIGURES_MS })
            }
            Some(Err(Ended::SignedOut | Ended::Stopped(_))) => Pause::SignIn,
            Some(Err(_)) => {
                let delay = backoff::delay_ms(failures, js_sys::Math::random());
                failures += 1;
                Pause::Backoff(delay)
            }
        };
        wake = wait(&mut wakes, pause).await;
        match wake {
            Wake::Stop => return,
            Wake::Now | Wake::Figures => failures = 0,
            Wake::Edit | Wake::Idle => {}
        }
    }
}

/// One exchange under the lock; `None` where another tab has it.
async fn exchange_once(work: &Work, with_figures: bool) -> Option<Result<(), Ended>> {
    work.set_phase(ExchangePhase::Busy);
    let lock = locks::try_take(LOCK).await?;
    let ended = cycle::exchange(work, with_figures).await;
    drop(lock);
    if !work.is_closed() {
        work.set_phase(match &ended {
            Ok(()) => ExchangePhase::Idle,
            Err(Ended::Offline) => ExchangePhase::Offline,
            Err(Ended::SignedOut) => ExchangePhase::SignedOut,
            Err(Ended::Stopped(phase)) => phase.clone(),
            Err(Ended::Failed(words)) => ExchangePhase::Failed(words.clone()),
        });
    }
    Some(ended)
}

/// Waits for a reason to exchange again.
async fn wait(wakes: &mut UnboundedReceiver<Wake>, pause: Pause) -> Wake {
    let (time, heeds_edits) = match pause {
        Pause::Until(time) => (Some(time), true),
        Pause::Backoff(time) => (Some(time), false),
        Pause::SignIn => (None, false),
    };
    let mut timer = time.map(TimeoutFuture::new);
    loop {
        let wake = match timer.as_mut() {
            None => wakes.next().await,
            Some(timer) => match select(wakes.next(), timer).await {
                Either::Left((wake, _)) => wake,
                Either::Right(_) => return Wake::Idle,
            },
        };
        match wake {
            None | Some(Wake::Stop) => return Wake::Stop,
            Some(wake @ (Wake::Now | Wake::Figures)) => return wake,
            Some(Wake::Edit) if heeds_edits => return gather(wakes).await,
            Some(Wake::Edit | Wake::Idle) => {}
        }
    }
}

/// Waits a little, so that edits made in a row go together; a press ends it.
async fn gather(wakes: &mut UnboundedReceiver<Wake>) -> Wake {
    let mut timer = TimeoutFuture::new(GATHER_MS);
    loop {
        match select(wakes.next(), &mut timer).await {
            Either::Right(_) => return Wake::Edit,
            Either::Left((Some(Wake::Edit), _)) => {}
            Either::Left((Some(wake), _)) => return wake,
            Either::Left((None, _)) => return Wake::Stop,
        }
    }
}
