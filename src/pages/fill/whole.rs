//! A page of one response, which is read first where only its brief is in memory.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::state::work::Work;
use crate::view::{IntoView, View};

/// The page that `open` builds, once the answers of the response are in memory.
pub fn when_whole(work: &Work, id: &str, open: impl Fn() -> View + 'static) -> View {
    work.keep_whole(id);
    if !work.response(id).is_some_and(|view| view.is_brief) {
        return open();
    }
    let is_read = RwSignal::new(false);
    let (work, id) = (work.clone(), id.to_owned());
    spawn_local(async move {
        // What could not be read is told by the page that follows.
        let _ = work.whole(&id).await;
        // The page may be gone already.
        let _ = is_read.try_set(true);
    });
    (move || is_read.get().then(&open)).into_view()
}
