//! Which tab may write a response.

use std::cell::RefCell;
use std::rc::{Rc, Weak};

use gloo_timers::future::TimeoutFuture;
use litemap::LiteMap;

use super::Work;
use crate::platform::locks::{self, Lock};

/// Whether this tab may write a response; see [`Work::claim`].
#[derive(Debug)]
pub enum Claim {
    /// It may, for as long as the guard lives.
    Writing(ClaimGuard),
    /// Another tab of this browser has it open.
    OpenElsewhere,
}

/// Gives the response back to other tabs when the last of this tab's guards is dropped.
#[derive(Clone, Debug)]
pub struct ClaimGuard {
    _lock: Rc<Lock>,
}

/// A page that is left gives its lock back a moment after the next page asks for it.
const HANDOVER_MS: u32 = 150;

thread_local! {
    static HELD: RefCell<LiteMap<String, Weak<Lock>>> = const { RefCell::new(LiteMap::new()) };
}

impl Work {
    /// Claims a response for writing in this tab.
    pub async fn claim(&self, response: &str) -> Claim {
        let name = format!("sohoi-response-{response}");
        for attempt in 0..2 {
            if attempt > 0 {
                TimeoutFuture::new(HANDOVER_MS).await;
            }
            if let Some(lock) = held_here(&name) {
                return Claim::Writing(ClaimGuard { _lock: lock });
            }
            if let Some(lock) = locks::try_take(&name).await {
                let lock = Rc::new(lock);
                HELD.with_borrow_mut(|held| held.insert(name, Rc::downgrade(&lock)));
                return Claim::Writing(ClaimGuard { _lock: lock });
            }
        }
        Claim::OpenElsewhere
    }
}

fn held_here(name: &str) -> Option<Rc<Lock>> {
    HELD.with_borrow(|held| held.get(name).and_then(Weak::upgrade))
}
