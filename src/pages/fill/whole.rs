//! A page of one response, which is read first where only its brief is in memory.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::state::desk::Desk;
use crate::state::work::Work;
use crate::view::{IntoView, View};

/// The page that `open` builds, once the answers of the response are in memory. Where the response
/// is still on its way, the page is built again when it has come.
pub fn when_whole(desk: Desk, work: &Work, id: &str, open: impl Fn() -> View + 'static) -> View {
    work.keep_whole(id);
    match work.response(id).map(|view| view.is_brief) {
        Some(false) => return open(),
        None => {
            let own = (work.clone(), id.to_owned());
            let kept = StoredValue::new_local(own);
            let is_here = Memo::new(move |_| {
                desk.edition.track();
                kept.with_value(|(work, id)| work.response(id).is_some())
            });
            return (move || {
                is_here.track();
                open()
            })
            .into_view();
        }
        Some(true) => {}
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
