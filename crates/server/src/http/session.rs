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
use crate::auth::{SESSION_DAYS, Token};
use crate::error::{ApiError, ApiResult};
use crate::store::transact;

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
async fn read(SignedIn(account): SignedIn) -> Json<Account> {
    Json(account)
}

/// Signs in: the account, and a cookie for the requests to come.
async fn create(
    _: Open,
    State(app): State<App>,
    Peer(address): Peer,
    Sent(given): Sent<Credentials>,
) -> ApiResult<impl IntoResponse> {
    let (account, token) = enter(&app, address, &given.name, &given.password).await?;
    let cookie = [(header::SET_COOKIE, token.cookie(app.transport.is_secure()))];
    Ok((cookie, Json(account)))
}

/// Begins a session of who knows the password.
pub(super) async fn enter(
    app: &App,
    address: Option<IpAddr>,
    name: &str,
    password: &str,
) -> ApiResult<(Account, Token)> {
    app.throttle
        .attempt(name, address, app.now())
        .map_err(|seconds| ApiError::RateLimited { seconds })?;
    let stored = app.store.read().await?.account(name).await?;
    let hash = stored.as_ref().map(|stored| stored.password.clone());
    let is_right = app.passwords.matches(password.to_owned(), hash).await;
    let Some(stored) = stored.filter(|_| is_right) else {
        return Err(ApiError::Unauthenticated("name or password is wrong"));
    };
    app.throttle.succeeded(name, address);

    let token = Token::random();
    let (hash, name) = (token.hash(), name.to_owned());
    let now = app.now();
    let expires = now + SESSION_DAYS * 24 * 60 * 60 * 1000;
    transact(&*app.store, move |transaction| {
        Box::pin(async move {
            transaction.add_session(&hash, &name, now, expires).await?;
            transaction.audit(now, &name, "sign in", "").await?;
            Ok::<_, ApiError>(())
        })
    })
    .await?;
    Ok((stored.account, token))
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
