//! `/admin/accounts`.

use axum::extract::State;
use axum::http::{Method, Uri};
use axum::response::Response;
use sohoi_admin::Place;
use sohoi_admin::accounts::{self, Line};
use sohoi_sync::Account;
use sohoi_text::{Language, Query, fold};

use super::guard::Administrator;
use super::language::parameter;
use super::shown;
use crate::app::App;
use crate::error::ApiResult;
use crate::http::table::{Entry, entry};
use crate::places::Places;

pub(super) fn entries() -> Vec<Entry> {
    vec![
        entry(Method::GET, "/admin/accounts", list)
            .about("The accounts, or those that are looked for by `?q=`")
            .gives_page("the list"),
    ]
}

/// How many accounts are shown at once; more are found by looking for them.
const MOST: usize = 300;

/// The accounts that are looked for.
async fn list(visitor: Administrator, State(app): State<App>, uri: Uri) -> ApiResult<Response> {
    let visit = &visitor.visit;
    let typed = parameter(&uri, "q");
    let mut view = app.store.read().await?;
    let all = view.accounts().await?;
    let places = Places::of(&mut *view, &app.forms).await?;
    let count = all.len();
    let query = Query::new(&typed);
    let lines = all
        .into_iter()
        .map(|account| line(account, &places, visit.language));
    let found: Vec<Line> = lines
        .filter(|line| query.matches(&fold(&words(line))))
        .take(MOST)
        .collect();
    let frame = visit.frame_of(Place::Accounts, None);
    Ok(shown(accounts::list(&frame, &typed, &found, count)))
}

fn line(account: Account, places: &Places, language: Language) -> Line {
    Line {
        scope: places.scope(&account.scope, language),
        name: account.name,
        display: account.display,
        role: account.role,
    }
}

/// What a line is found by.
fn words(line: &Line) -> String {
    format!("{} {} {}", line.name, line.display, line.scope)
}
