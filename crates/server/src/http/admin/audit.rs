//! `/admin/audit`.

use axum::extract::State;
use axum::http::{Method, Uri};
use axum::response::Response;
use sohoi_admin::Place;
use sohoi_admin::audit::{self as pages, Filter, Line};

use super::guard::Administrator;
use super::language::parameter;
use super::shown;
use super::times::{begin_of, when};
use crate::app::App;
use crate::error::ApiResult;
use crate::http::table::{Entry, entry};
use crate::store::people::AuditFilter;

/// How many rows a page has.
const MOST: u32 = 100;

pub(super) fn entries() -> Vec<Entry> {
    vec![
        entry(Method::GET, "/admin/audit", list)
            .about("What people did to the server, by `?actor=`, `?action=`, `?since=`, `?until=`")
            .gives_page("the rows, the last first"),
    ]
}

async fn list(visitor: Administrator, State(app): State<App>, uri: Uri) -> ApiResult<Response> {
    let typed = Filter {
        actor: parameter(&uri, "actor").trim().to_owned(),
        action: parameter(&uri, "action"),
        since: parameter(&uri, "since"),
        until: parameter(&uri, "until"),
    };
    let filter = AuditFilter {
        actor: typed.actor.clone(),
        action: typed.action.clone(),
        since: begin_of(&typed.since, 0),
        until: begin_of(&typed.until, 1),
        before: parameter(&uri, "before").parse().ok(),
    };
    let mut view = app.store.read().await?;
    let rows = view.audit_page(&filter, MOST).await?;
    let actions = view.audit_actions().await?;
    let lines: Vec<Line> = rows
        .iter()
        .map(|row| Line {
            id: row.id.to_string(),
            at: when(row.at),
            actor: row.actor.clone(),
            action: row.action.clone(),
            detail: row.detail.clone(),
        })
        .collect();
    let is_full = rows.len() == MOST as usize;
    let last = rows.last().filter(|_| is_full);
    let older = last.map(|last| older(&typed, last.id));
    let frame = visitor.visit.frame_of(Place::Audit, None);
    let page = pages::list(&frame, &typed, &actions, &lines, older.as_deref());
    Ok(shown(page))
}

/// The address of the rows before one.
fn older(filter: &Filter, id: i64) -> String {
    let mut query = form_urlencoded::Serializer::new(String::new());
    for (name, value) in [
        ("actor", &filter.actor),
        ("action", &filter.action),
        ("since", &filter.since),
        ("until", &filter.until),
    ] {
        if !value.is_empty() {
            query.append_pair(name, value);
        }
    }
    query.append_pair("before", &id.to_string());
    format!("/admin/audit?{}", query.finish())
}
