//! `/admin/accounts`: the list, and one account.

use axum::extract::State;
use axum::http::{Method, StatusCode, Uri};
use axum::response::Response;
use sohoi_admin::accounts::{self as pages, Line, One, SignedIn, address};
use sohoi_admin::{Place, Said};
use sohoi_text::{Language, Query, fold};

use super::guard::{Administrator, Visit};
use super::language::parameter;
use super::times::when;
use super::{devices, on_to, shown};
use crate::accounts::{self, AccountError};
use crate::app::App;
use crate::error::{ApiError, ApiResult};
use crate::http::table::{Entry, InPath, entry};
use crate::places::Places;
use crate::store::StoredAccount;
use crate::store::people::SignIn;

mod draft;
mod link;

/// How many accounts are shown at once; more are found by looking for them.
const MOST: usize = 300;
/// How many sign-ins of an account are shown.
const SIGN_INS: u32 = 50;

pub(super) fn entries() -> Vec<Entry> {
    let list = entry(Method::GET, "/admin/accounts", list)
        .about("The accounts, or those that are looked for by `?q=`")
        .gives_page("the list");
    let of_one = [
        entry(Method::GET, "/admin/accounts/{name}", read)
            .about("One account with its devices and its last sign-ins")
            .gives_page("the account"),
        entry(Method::POST, "/admin/accounts/{name}/suspend", suspend)
            .about("Suspends an account and ends its sessions")
            .leads_on("it may not sign in"),
        entry(Method::POST, "/admin/accounts/{name}/resume", resume)
            .about("Lets a suspended account sign in again")
            .leads_on("it may sign in"),
        entry(Method::POST, "/admin/accounts/{name}/reset", reset)
            .about("Gives an account a new password and ends its sessions")
            .gives_page("the password, shown once"),
    ]
    .map(|entry| entry.refuses(StatusCode::NOT_FOUND, "there is no such account"));
    [
        vec![list],
        of_one.to_vec(),
        draft::entries(),
        link::entries(),
    ]
    .concat()
}

/// The accounts that are looked for.
async fn list(visitor: Administrator, State(app): State<App>, uri: Uri) -> ApiResult<Response> {
    let visit = &visitor.visit;
    let typed = parameter(&uri, "q");
    let mut view = app.store.read().await?;
    let all = view.stored_accounts().await?;
    let places = Places::of(&mut *view, &app.forms).await?;
    let count = all.len();
    let query = Query::new(&typed);
    let lines = all
        .iter()
        .map(|stored| line(stored, &places, visit.language));
    let mut found: Vec<Line> = lines
        .filter(|line| query.matches(&fold(&words(line))))
        .collect();
    let found_count = found.len();
    found.truncate(MOST);
    let frame = visit.frame_of(Place::Accounts, None);
    Ok(shown(pages::list(
        &frame,
        &typed,
        &found,
        found_count,
        count,
    )))
}

/// One account.
async fn read(
    visitor: Administrator,
    State(app): State<App>,
    InPath(name): InPath<String>,
) -> ApiResult<Response> {
    let said = said(&visitor.visit);
    page(&app, &visitor.visit, &name, said, None).await
}

async fn suspend(
    visitor: Administrator,
    State(app): State<App>,
    InPath(name): InPath<String>,
) -> ApiResult<Response> {
    set_suspended(&visitor, &app, &name, true).await
}

async fn resume(
    visitor: Administrator,
    State(app): State<App>,
    InPath(name): InPath<String>,
) -> ApiResult<Response> {
    set_suspended(&visitor, &app, &name, false).await
}

async fn set_suspended(
    visitor: &Administrator,
    app: &App,
    name: &str,
    is_suspended: bool,
) -> ApiResult<Response> {
    let by = &visitor.account.name;
    match accounts::suspend(&*app.store, by, name, is_suspended, app.now()).await {
        Ok(()) if is_suspended => Ok(on_to(&address(name), "suspended")),
        Ok(()) => Ok(on_to(&address(name), "resumed")),
        Err(AccountError::LastAdministrator(_)) => {
            let sentence = last_administrator(visitor.visit.language);
            page(
                app,
                &visitor.visit,
                name,
                Some(Said::problem(sentence)),
                None,
            )
            .await
        }
        Err(flaw) => Err(failure(flaw)),
    }
}

async fn reset(
    visitor: Administrator,
    State(app): State<App>,
    InPath(name): InPath<String>,
) -> ApiResult<Response> {
    let by = &visitor.account.name;
    let secret = accounts::reset_password(&*app.store, &app.passwords, by, &name, app.now()).await;
    let secret = secret.map_err(failure)?;
    page(&app, &visitor.visit, &name, None, Some(secret)).await
}

/// The page of an account; `secret` is its new password.
async fn page(
    app: &App,
    visit: &Visit,
    name: &str,
    said: Option<Said>,
    secret: Option<String>,
) -> ApiResult<Response> {
    let language = visit.language;
    let mut view = app.store.read().await?;
    let stored = view.account(name).await?.ok_or_else(|| unknown(name))?;
    let places = Places::of(&mut *view, &app.forms).await?;
    let known = view.known_devices(Some(name)).await?;
    let sign_ins = view.sign_ins(name, SIGN_INS).await?;
    let link = link::shown(&mut *view, app, name).await?;
    let one = One {
        link,
        line: line(&stored, &places, language),
        secret,
        devices: known.iter().map(devices::line).collect(),
        sign_ins: sign_ins.iter().map(signed_in).collect(),
    };
    let mut frame = visit.frame(Some(Place::Accounts), &stored.account.display);
    frame.said = said;
    Ok(shown(pages::one(&frame, &one)))
}

fn line(stored: &StoredAccount, places: &Places, language: Language) -> Line {
    let account = &stored.account;
    Line {
        scope: places.scope(&account.scope, language),
        name: account.name.clone(),
        display: account.display.clone(),
        role: account.role,
        branches: stored.branches.word(),
        is_suspended: stored.suspended_at.is_some(),
    }
}

fn signed_in(sign_in: &SignIn) -> SignedIn {
    SignedIn {
        at: when(sign_in.at),
        address: sign_in.address.clone(),
        program: sign_in.program.clone(),
        outcome: sign_in.outcome.word(),
    }
}

/// What a line is found by.
fn words(line: &Line) -> String {
    format!("{} {} {}", line.name, line.display, line.scope)
}

/// What was just done, in words.
fn said(visit: &Visit) -> Option<Said> {
    let (vi, en) = match visit.said.as_str() {
        "suspended" => ("Đã tạm khóa tài khoản.", "The account is suspended."),
        "resumed" => ("Đã mở lại tài khoản.", "The account may sign in again."),
        "linked" => ("Đã nối tài khoản.", "The account is linked."),
        "unlinked" => ("Đã bỏ nối tài khoản.", "The account is linked to nobody."),
        "moved" => ("Đã lưu thay đổi.", "The change is saved."),
        _ => return None,
    };
    Some(Said::done(visit.language.pick(vi, en)))
}

fn last_administrator(language: Language) -> &'static str {
    language.pick(
        "Đây là người quản trị cuối cùng còn đăng nhập được, nên không khóa hoặc đổi vai trò được.",
        "This is the last administrator that may sign in, and stays one.",
    )
}

fn unknown(name: &str) -> ApiError {
    ApiError::NotFound(format!("there is no account {name}"))
}

/// What no form of these pages can lead to, or what failed.
fn failure(flaw: AccountError) -> ApiError {
    match flaw {
        AccountError::Store(flaw) => flaw.into(),
        AccountError::Unknown(name) => unknown(&name),
        other => ApiError::Malformed(other.to_string()),
    }
}
