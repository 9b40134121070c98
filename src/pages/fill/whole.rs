//! A page of one response, which is read first where only its brief is in memory.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::components::notice::opening;
use crate::state::desk::Desk;
use crate::state::work::Work;
use crate::view::{IntoView, View};

/// The page that `open` builds, once the answers of the response are in memory. Where the response
/// is still on its way, the page is built again when it has come.
pub fn when_whole(desk: Desk, work: &Work, id: &str, open: impl Fn() -> View + 'static) -> View {
    work.keep_whole(id);
    if is_brief(work, id) == Some(false) {
        return open();
    }
    let own = StoredValue::new_local((work.clone(), id.to_owned()));
    let is_read = RwSignal::new(false);
    // What is shown: that there is no such response, that it is being read, or the page. Once
    // the page stands it stays, whatever is exchanged.
    let shown = Memo::new(move |before: Option<&Option<bool>>| {
        if before == Some(&Some(true)) {
            return Some(true);
        }
        desk.edition.track();
        match own.with_value(|(work, id)| is_brief(work, id)) {
            None => Some(false),
            Some(true) if !is_read.get() => None,
            Some(_) => Some(true),
        }
    });
    let read = move || {
        let (work, id) = own.get_value();
        spawn_local(async move {
            // What could not be read is told by the page that follows.
            let _ = work.whole(&id).await;
            // The page may be gone already.
            let _ = is_read.try_set(true);
        });
    };
    (move || match shown.get() {
        Some(_) => open(),
        None => {
            read();
            opening(desk.language.get_untracked())
        }
    })
    .into_view()
}

fn is_brief(work: &Work, id: &str) -> Option<bool> {
    work.response(id).map(|view| view.is_brief)
}
