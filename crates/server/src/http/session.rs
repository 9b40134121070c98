//! `/api/session`: signing in, asking who is signed in, signing out.

use axum::Json;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::IntoResponse;
use serde::Deserialize;
use sohoi_sync::Account;

use super::body;
use super::peer::Peer;
use super::signed_in::SignedIn;
use crate::app::App;
use crate::auth::{SESSION_DAYS, Token};
use crate::error::{ApiError, ApiResult};
use crate::store::transact;

/// A name and a password.
#[derive(Deserialize)]
struct Credentials {
    name: String,
    password: String,
}

/// Who is signed in.
pub(super) async fn read(SignedIn(account): SignedIn) -> Json<Account> {
    Json(account)
}

/// Signs in: the account, and a cookie for the requests to come.
pub(super) async fn create(
    State(app): State<App>,
    Peer(address): Peer,
    request: Request,
) -> ApiResult<impl IntoResponse> {
    let credentials: Credentials = body::json(request, &body::SMALL).await?;
    let name = credentials.name;
    app.throttle
        .attempt(&name, address, app.now())
        .map_err(|seconds| ApiError::RateLimited { seconds })?;
    let stored = app.store.read().await?.account(&name).await?;
    let hash = stored.as_ref().map(|stored| stored.password.clone());
    let is_right = app.passwords.matches(credentials.password, hash).await;
    let Some(stored) = stored.filter(|_| is_right) else {
        return Err(ApiError::Unauthenticated("name or password is wrong"));
    };
    app.throttle.succeeded(&name, address);

    let token = Token::random();
    let hash = token.hash();
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
    let cookie = [(header::SET_COOKIE, token.cookie(app.transport.is_secure()))];
    Ok((cookie, Json(stored.account)))
}

/// Signs out. Also where nobody was signed in: the wish is fulfilled.
pub(super) async fn remove(
    State(app): State<App>,
    headers: HeaderMap,
) -> ApiResult<impl IntoResponse> {
    if let Some(token) = Token::from_headers(&headers) {
        let hash = token.hash();
        transact(&*app.store, move |transaction| {
            Box::pin(async move {
                transaction.end_session(&hash).await?;
                Ok::<_, ApiError>(())
            })
        })
        .await?;
    }
    let cookie = [(
        header::SET_COOKIE,
        Token::expired_cookie(app.transport.is_secure()),
    )];
    Ok((StatusCode::NO_CONTENT, cookie))
}
