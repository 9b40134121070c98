//! `/api/session`: signing in, asking who is signed in, signing out.

use std::net::IpAddr;

use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::response::IntoResponse;
use schemars::JsonSchema;
use serde::Deserialize;
use sohoi_sync::Account;

use super::body::{Limits, Message, Sent};
use super::peer::Peer;
use super::policy::{Open, SignedIn};
use super::table::{Entry, entry};
use crate::app::App;
use crate::auth::{SESSION_DAYS, Token, program};
use crate::error::{ApiError, ApiResult};
use crate::openid::Identity;
use crate::store::link::{Link, Whom};
use crate::store::people::{SignIn, SignInOutcome};
use crate::store::transact;

/// How long it is remembered who signed in: twelve months.
const SIGN_INS_KEPT_DAYS: i64 = 365;

pub(super) fn entries() -> Vec<Entry> {
    const PATH: &str = "/api/session";
    vec![
        entry(Method::GET, PATH, read)
            .about("Who is signed in")
            .gives::<Account>("the account"),
        entry(Method::POST, PATH, create)
            .about("Signs in: the account, and a cookie for the requests to come")
            .gives::<Account>("the account; the cookie is set")
            .refuses(StatusCode::UNAUTHORIZED, "name or password is wrong")
            .refuses(
                StatusCode::FORBIDDEN,
                "`suspended`: the account may not sign in",
            )
            .refuses(
                StatusCode::TOO_MANY_REQUESTS,
                "too many wrong passwords for this name from this address",
            ),
        entry(Method::DELETE, PATH, remove)
            .about("Signs out, also where nobody was signed in")
            .gives_nothing("nobody is signed in any more"),
    ]
}

/// A name and a password.
#[derive(Deserialize, JsonSchema)]
struct Credentials {
    name: String,
    password: String,
}

impl Message for Credentials {
    const LIMITS: Limits = Limits::SMALL;
}

/// Who is signed in.
async fn read(SignedIn(member): SignedIn) -> Json<Account> {
    Json(member.account)
}

/// Signs in: the account, and a cookie for the requests to come.
async fn create(
    _: Open,
    State(app): State<App>,
    Peer(address): Peer,
    headers: HeaderMap,
    Sent(given): Sent<Credentials>,
) -> ApiResult<impl IntoResponse> {
    let caller = Caller::of(address, &headers);
    let (account, token) = enter(&app, caller, &given.name, &given.password).await?;
    let cookie = [(header::SET_COOKIE, token.cookie(app.transport.is_secure()))];
    Ok((cookie, Json(account)))
}

/// From where somebody signs in.
pub(super) struct Caller {
    address: Option<IpAddr>,
    program: String,
}

impl Caller {
    pub(super) fn of(address: Option<IpAddr>, headers: &HeaderMap) -> Self {
        let told = headers.get(header::USER_AGENT);
        let told = told.and_then(|told| told.to_str().ok()).unwrap_or_default();
        Self {
            address,
            program: program(told),
        }
    }
}

/// Begins a session of who knows the password. A suspended account is told so only then: to
/// everybody else it is as if the password were wrong.
pub(super) async fn enter(
    app: &App,
    caller: Caller,
    name: &str,
    password: &str,
) -> ApiResult<(Account, Token)> {
    let now = app.now();
    app.throttle
        .attempt(name, caller.address, now)
        .map_err(|seconds| ApiError::RateLimited { seconds })?;
    let stored = app.store.read().await?.account(name).await?;
    let hash = stored.as_ref().map(|stored| stored.password.clone());
    let is_right = app.passwords.matches(password.to_owned(), hash).await;
    let suspended_at = stored.as_ref().and_then(|stored| stored.suspended_at);
    let outcome = match (is_right, suspended_at) {
        (false, _) => SignInOutcome::Wrong,
        (true, Some(_)) => SignInOutcome::Suspended,
        (true, None) => SignInOutcome::Ok,
    };
    // A name that nobody has is not kept, because people type passwords there; that somebody tried
    // is, so that the time an answer takes tells nothing about names.
    let known = stored.as_ref().map_or("", |_| name);
    if is_right {
        app.throttle.succeeded(name, caller.address);
    }
    let token = Token::random();
    let session = (outcome == SignInOutcome::Ok).then(|| token.hash());
    note(app, caller, known, outcome, session, ("", now)).await?;
    match (outcome, stored) {
        (SignInOutcome::Ok, Some(stored)) => Ok((stored.account, token)),
        (SignInOutcome::Suspended, _) => Err(ApiError::Suspended),
        _ => Err(ApiError::Unauthenticated("name or password is wrong")),
    }
}

/// Begins a session of the account that somebody is linked to; nothing where there is none. Who came by
/// an address is known by the subject from then on.
pub(super) async fn enter_as(
    app: &App,
    caller: Caller,
    who: &Identity,
) -> ApiResult<Option<(Account, Token)>> {
    let now = app.now();
    let found = who.clone();
    let stored = transact(&*app.store, move |transaction| {
        Box::pin(async move {
            let Some(name) = transaction.linked(&found).await? else {
                let who = format!("openid {}", found.subject);
                transaction
                    .audit(now, &who, "sign in refused", "no account is linked")
                    .await?;
                return Ok::<_, ApiError>(None);
            };
            let link = Link {
                issuer: found.issuer,
                whom: Whom::Subject(found.subject),
            };
            if transaction.link(&name).await?.as_ref() != Some(&link) {
                transaction.put_link(&name, &link).await?;
                transaction
                    .audit(now, &name, "bind link", link.whom.text())
                    .await?;
            }
            Ok(transaction.account(&name).await?)
        })
    })
    .await?;
    let Some(stored) = stored else {
        return Ok(None);
    };
    let outcome = match stored.suspended_at {
        Some(_) => SignInOutcome::Suspended,
        None => SignInOutcome::Ok,
    };
    let token = Token::random();
    let session = (outcome == SignInOutcome::Ok).then(|| token.hash());
    let name = &stored.account.name;
    note(app, caller, name, outcome, session, ("openid", now)).await?;
    match outcome {
        SignInOutcome::Ok => Ok(Some((stored.account, token))),
        _ => Err(ApiError::Suspended),
    }
}

/// Remembers that somebody tried, and their session where they got in.
async fn note(
    app: &App,
    caller: Caller,
    name: &str,
    outcome: SignInOutcome,
    session: Option<[u8; 32]>,
    (how, now): (&'static str, i64),
) -> ApiResult<()> {
    const DAY: i64 = 24 * 60 * 60 * 1000;
    let sign_in = SignIn {
        at: now,
        account: name.to_owned(),
        address: caller.address.map_or_else(String::new, |it| it.to_string()),
        program: caller.program,
        outcome,
    };
    transact(&*app.store, move |transaction| {
        Box::pin(async move {
            let name = &sign_in.account;
            if let Some(hash) = session {
                let expires = now + SESSION_DAYS * DAY;
                transaction.add_session(&hash, name, now, expires).await?;
                transaction.audit(now, name, "sign in", how).await?;
            }
            let since = now - SIGN_INS_KEPT_DAYS * DAY;
            transaction.add_sign_in(&sign_in, since).await?;
            Ok::<_, ApiError>(())
        })
    })
    .await
}

/// Signs out. Also where nobody was signed in: the wish is fulfilled.
async fn remove(
    _: Open,
    State(app): State<App>,
    headers: HeaderMap,
) -> ApiResult<impl IntoResponse> {
    let cookie = [(header::SET_COOKIE, leave(&app, &headers).await?)];
    Ok((StatusCode::NO_CONTENT, cookie))
}

/// Ends the session of a request, if it has one, and answers with the cookie that says so.
pub(super) async fn leave(app: &App, headers: &HeaderMap) -> ApiResult<HeaderValue> {
    if let Some(token) = Token::from_headers(headers, app.transport.is_secure()) {
        let hash = token.hash();
        transact(&*app.store, move |transaction| {
            Box::pin(async move {
                transaction.end_session(&hash).await?;
                Ok::<_, ApiError>(())
            })
        })
        .await?;
    }
    Ok(Token::expired_cookie(app.transport.is_secure()))
}
