//! `/api/invitations/redeem`: coming in by a code.

use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, Method, StatusCode, header};
use axum::response::{IntoResponse, Response};
use schemars::JsonSchema;
use serde::Deserialize;
use sohoi_invitation::Code;
use sohoi_sync::Account;

use super::body::{Limits, Message, Sent};
use super::peer::Peer;
use super::policy::Open;
use super::table::{Entry, entry};
use crate::app::App;
use crate::auth::Token;
use crate::error::{ApiError, ApiResult};
use crate::invitations::{Admitted, redeem};

/// Under which name wrong codes are counted for an address; no account is called so.
const GUESSING: &str = "an invitation";

pub(super) fn entries() -> Vec<Entry> {
    vec![
        entry(Method::POST, "/api/invitations/redeem", create)
            .about("Comes in by the code of an invitation")
            .gives::<Account>("the account; the cookie is set until the invitation ends")
            .refuses(StatusCode::UNAUTHORIZED, "no invitation has this code")
            .refuses(
                StatusCode::GONE,
                "the code is right, and used by another browser, ended, revoked or locked",
            )
            .refuses(
                StatusCode::TOO_MANY_REQUESTS,
                "too many wrong codes from this address, or too many tries of this code",
            ),
    ]
}

/// A code as people type it.
#[derive(Deserialize, JsonSchema)]
struct Shown {
    code: String,
}

impl Message for Shown {
    const LIMITS: Limits = Limits::SMALL;
}

/// Lets somebody in: the account, and a cookie until the last day of the invitation.
async fn create(
    _: Open,
    State(app): State<App>,
    Peer(address): Peer,
    headers: HeaderMap,
    Sent(shown): Sent<Shown>,
) -> ApiResult<Response> {
    // What is mistyped is told for free: the check character is no secret.
    let code = Code::read(&shown.code)
        .map_err(|_| ApiError::Unauthenticated("no invitation has this code"))?;
    app.throttle
        .attempt(GUESSING, address, app.now())
        .map_err(|seconds| ApiError::RateLimited { seconds })?;
    app.codes
        .attempt(code.id().to_owned(), app.now())
        .map_err(|seconds| ApiError::RateLimited { seconds })?;
    let token = Token::from_headers(&headers, app.transport.is_secure());
    match redeem(&app, &code, token.as_ref()).await? {
        Admitted::Now {
            account,
            token,
            ends_at,
        } => {
            app.throttle.succeeded(GUESSING, address);
            let seconds = (ends_at - app.now()) / 1000;
            let cookie = token.cookie_for(seconds, app.transport.is_secure());
            Ok(([(header::SET_COOKIE, cookie)], Json(account)).into_response())
        }
        Admitted::Already(account) => Ok(Json(account).into_response()),
    }
}
