//! Hears the page and answers, one thing after the other.

use futures_channel::mpsc::{UnboundedReceiver, unbounded};
use futures_util::StreamExt;
use sohoi_json::{Write, from_bytes, to_text};
use sohoi_stats::Plan;
use sohoi_storage::load_account;
use sohoi_sync::Role;
use sohoi_worker::serve;
use wasm_bindgen_futures::spawn_local;

use crate::asked::{Asked, Filled, Show, What};
use crate::review::Review;
use crate::said::{NOT_UNDERSTOOD, Nothing, Reading, Saying};
use crate::source::{Source, responses, source};

/// How many responses are read between two words about it.
const RESPONSES_A_STEP: usize = 50;

/// Serves the page for as long as the worker lives: figures, and all that is looked for besides where it
/// `EXPLORES`.
pub fn run<const EXPLORES: bool>() {
    let (sender, receiver) = unbounded();
    serve(move |text, _| {
        // The other end lives as long as the worker does.
        let _ = sender.unbounded_send(text);
    });
    spawn_local(answer::<EXPLORES>(receiver));
}

/// What is to be read.
#[derive(Clone)]
struct Opening {
    account: String,
    role: Role,
    round: String,
}

async fn answer<const EXPLORES: bool>(mut heard: UnboundedReceiver<String>) {
    let mut shown = None;
    let mut opening = None;
    while let Some(text) = heard.next().await {
        let Some(mut next) = note(&text, &mut shown) else {
            continue;
        };
        // Until something else is to be read, everything is answered from what was read.
        loop {
            match read(&next).await {
                Ok((source, filled)) => {
                    opening =
                        follow::<EXPLORES>(&source, filled, &next, &mut heard, &mut shown).await;
                }
                Err(nothing) => say(&Saying(&nothing)),
            }
            match opening.take() {
                Some(other) => next = other,
                None => break,
            }
        }
    }
}

/// Takes note of what is asked while nothing has been read.
fn note(text: &str, shown: &mut Option<Show>) -> Option<Opening> {
    match from_bytes(text.as_bytes()) {
        Ok(Asked::Open {
            account,
            role,
            round,
        }) => {
            return Some(Opening {
                account,
                role,
                round,
            });
        }
        Ok(Asked::Show(show)) => *shown = Some(show),
        // What changes before anything was read is read with it.
        Ok(Asked::Changed(_)) => {}
        Err(_) => say(&NOT_UNDERSTOOD),
    }
    None
}

async fn read(opening: &Opening) -> Result<(Source, Vec<Filled>), Nothing> {
    let snapshot = load_account(&opening.account).await;
    let snapshot = snapshot.map_err(|_| Nothing::Unreadable)?;
    let source = source(&snapshot, &opening.round)?;
    let filled = responses(snapshot, &opening.account, opening.role);
    Ok((source, filled))
}

/// Answers from what was read until something else is to be read.
async fn follow<const EXPLORES: bool>(
    source: &Source,
    filled: Vec<Filled>,
    opening: &Opening,
    heard: &mut UnboundedReceiver<String>,
    shown: &mut Option<Show>,
) -> Option<Opening> {
    let Ok(plan) = Plan::new(&source.indicators, &source.dimensions, &source.engines) else {
        say(&Saying(&Nothing::Broken));
        return None;
    };
    let mut review = Review::<EXPLORES>::begin(source, &plan);
    let all = filled.len();
    for (done, response) in filled.into_iter().enumerate() {
        if done % RESPONSES_A_STEP == 0 {
            say(&Saying(&Reading {
                done: done as u32,
                all: all as u32,
            }));
        }
        review.take(response);
    }
    if let Some(show) = shown.as_ref() {
        tell(&mut review, show);
    }
    while let Some(text) = heard.next().await {
        match from_bytes(text.as_bytes()) {
            Ok(Asked::Open {
                account,
                role,
                round,
            }) => {
                return Some(Opening {
                    account,
                    role,
                    round,
                });
            }
            Ok(Asked::Show(show)) => {
                tell(&mut review, &show);
                *shown = Some(show);
            }
            // Under another version of its form than was there: what is there now is read anew.
            Ok(Asked::Changed(responses)) if !responses.iter().all(|own| source.knows(own)) => {
                return Some(opening.clone());
            }
            Ok(Asked::Changed(responses)) => {
                for response in responses {
                    review.take(response);
                }
                if let Some(show) = shown.as_ref() {
                    let figures = review.changes(show);
                    // An answer that is in no indicator may be on a list or the one asked for.
                    let is_other = figures.is_some() || show.what.is_of_answers();
                    if let Some(figures) = figures
                        && !matches!(show.what, What::Cross { .. })
                    {
                        say(&Saying(&figures));
                    }
                    if is_other {
                        tell_more(&mut review, show);
                    }
                }
            }
            Err(_) => say(&NOT_UNDERSTOOD),
        }
    }
    None
}

fn tell<const EXPLORES: bool>(review: &mut Review<'_, EXPLORES>, show: &Show) {
    review.figures(show, |figures| say(&Saying(&figures)));
    tell_more(review, show);
}

/// What some questions want to know besides figures.
fn tell_more<const EXPLORES: bool>(review: &mut Review<'_, EXPLORES>, show: &Show) {
    if let Some(behind) = review.behind(show) {
        say(&Saying(&behind));
    }
    if !EXPLORES {
        return;
    }
    if let Some(cross) = review.cross(show) {
        say(&Saying(&cross));
    }
    if let Some(lists) = review.lists(show) {
        say(&Saying(&lists));
    }
    if let Some(question) = review.question(show) {
        say(&Saying(&question));
    }
    if let Some(replies) = review.replies(show) {
        say(&Saying(&replies));
    }
    if let Some(peers) = review.peers(show) {
        say(&Saying(&peers));
    }
    if let Some(now) = review.now(show) {
        say(&Saying(&now));
    }
}

fn say(said: &impl Write) {
    sohoi_worker::say(&to_text(said));
}
