//! Builds the pages a few at a time, so that nothing stands still meanwhile.

use std::ops::Deref;
use std::rc::Rc;

use gloo_timers::future::TimeoutFuture;
use leptos::prelude::*;
use leptos::task::spawn_local;
use sohoi_stats::Population;
use sohoi_text::messages::form;
use sohoi_worker_stats::Peers;

use crate::portrait::{Beside, Seen};
use crate::state::desk::Desk;
use crate::state::portrait::{beside_of, name_of, portrait_of, session_of};
use crate::state::work::Work;

/// How many pages come at once: what takes about as long as the eye needs to see that it goes on.
const AT_ONCE: usize = 4;

/// What stands on the page of one association. One that is made is the same for as long as it is shown.
#[derive(Clone)]
pub(super) struct Page(Rc<Content>);

/// See [`Page`].
pub(super) struct Content {
    /// The id of the response.
    pub(super) id: String,
    /// Who filled it in.
    pub(super) name: String,
    /// What it tells.
    pub(super) seen: Seen,
    /// Its figures beside those of its kind.
    pub(super) beside: Option<Beside>,
    /// Of which responses the medians are.
    pub(super) population: Population,
}

impl PartialEq for Page {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

impl Deref for Page {
    type Target = Content;

    fn deref(&self) -> &Content {
        &self.0
    }
}

/// The pages, as far as they are built.
#[derive(Clone, Copy)]
pub(super) struct Steps {
    /// Those that are there, in order.
    pub(super) pages: RwSignal<Vec<Page>, LocalStorage>,
    /// Whose page cannot be built, and why.
    pub(super) left_out: RwSignal<Vec<(String, &'static str)>>,
    /// How many there are to be.
    pub(super) all: RwSignal<usize>,
    /// Whether all of them are there.
    pub(super) is_whole: RwSignal<bool>,
    /// Goes up when others are to be built.
    turn: StoredValue<u32>,
    desk: Desk,
    work: StoredValue<Work, LocalStorage>,
}

impl Steps {
    /// Nothing is built yet.
    pub(super) fn new(desk: Desk, work: &Work) -> Self {
        Self {
            pages: RwSignal::new_local(Vec::new()),
            left_out: RwSignal::new(Vec::new()),
            all: RwSignal::new(0),
            is_whole: RwSignal::new(false),
            turn: StoredValue::new(0),
            desk,
            work: StoredValue::new_local(work.clone()),
        }
    }

    /// Begins with the pages of these responses, in place of those of before.
    pub(super) fn begin(self, peers: Rc<Peers>, ids: Vec<String>) {
        let turn = self.turn.get_value() + 1;
        self.turn.set_value(turn);
        self.pages.set(Vec::new());
        self.left_out.set(Vec::new());
        self.all.set(ids.len());
        self.is_whole.set(ids.is_empty());
        let work = self.work.get_value();
        spawn_local(async move {
            for ids in ids.chunks(AT_ONCE) {
                let mut pages = Vec::new();
                for id in ids {
                    let page = self.page(&work, &peers, id).await;
                    // Left, or others are wanted by now.
                    if self.turn.try_get_value() != Some(turn) {
                        return;
                    }
                    match page {
                        Ok(page) => pages.push(page),
                        Err(why) => self.left_out.update(|all| all.push(why)),
                    }
                }
                self.pages.update(|all| all.extend(pages));
                // What somebody presses meanwhile comes first.
                TimeoutFuture::new(0).await;
                if self.turn.try_get_value() != Some(turn) {
                    return;
                }
            }
            self.is_whole.set(true);
        });
    }

    async fn page(
        self,
        work: &Work,
        peers: &Peers,
        id: &str,
    ) -> Result<Page, (String, &'static str)> {
        let unknown = || form::unknown_response(self.desk.language.get_untracked());
        let view = work.whole(id).await.ok().flatten();
        let view = view.filter(|view| !view.is_brief);
        let view = view.ok_or_else(|| (id.to_owned(), unknown()))?;
        let name = name_of(work, &view);
        let session = session_of(work, &view);
        let seen = portrait_of(self.desk, work, &view, session.as_ref());
        let seen = seen.map_err(|why| (name.clone(), why))?;
        let beside = session.and_then(|own| beside_of(self.desk, work, &own, peers));
        Ok(Page(Rc::new(Content {
            id: id.to_owned(),
            name,
            seen,
            beside,
            population: peers.population,
        })))
    }
}
