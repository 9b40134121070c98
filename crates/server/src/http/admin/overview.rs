//! `/admin`.

use axum::http::Method;
use axum::response::Response;
use sohoi_admin::{Place, overview};

use super::guard::Coordinator;
use super::shown;
use crate::http::table::{Entry, entry};

pub(super) fn entries() -> Vec<Entry> {
    let page = |path| {
        entry(Method::GET, path, read)
            .about("What can be done on the pages of administration")
            .gives_page("the page")
    };
    vec![page("/admin"), page("/admin/")]
}

/// What one can do here.
async fn read(visitor: Coordinator) -> Response {
    let visit = &visitor.visit;
    let title = visit.language.pick("Quản trị", "Administration");
    let frame = visit.frame(Some(Place::Overview), title);
    shown(overview::overview(&frame))
}
