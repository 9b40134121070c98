//! The token behind a request to the feed. As an extractor it runs before anything is read.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;

use super::peer::Peer;
use super::table::{Access, Policy};
use crate::app::App;
use crate::auth::AccessToken;
use crate::error::ApiError;
use crate::store::{StoredToken, TokenStanding};

/// By which name the throttle knows everybody who shows a wrong token: no account has it, and the
/// user name beside a token is whatever somebody typed.
const GUESSING: &str = "token:";

/// Somebody with a valid token.
pub struct TokenHolder(pub StoredToken);

impl FromRequestParts<App> for TokenHolder {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, ApiError> {
        if !parts
            .headers
            .contains_key(axum::http::header::AUTHORIZATION)
        {
            // Clients ask without a password first, to learn which kind is wanted: no guess.
            return Err(ApiError::Unauthenticated(
                "a token is needed, as the password of Basic or as Bearer",
            ));
        }
        let token = match AccessToken::from_headers(&parts.headers) {
            Some(token) => app.store.read().await?.token(&token.hash()).await?,
            None => None,
        };
        let now = app.now();
        let refused = match token.map(|token| (token.standing(now), token)) {
            // Not throttled: clients ask for several tables at once, and among people behind one
            // address the wrong token of one must not lock out the others. Nobody guesses 256 bits.
            Some((TokenStanding::Valid, token)) => return Ok(Self(token)),
            Some((TokenStanding::Expired, _)) => "the token has expired",
            Some((TokenStanding::Revoked, _)) => "the token has been revoked",
            None => "the token is wrong",
        };
        let Peer(address) = Peer::from_request_parts(parts, app)
            .await
            .unwrap_or(Peer(None));
        app.throttle
            .attempt(GUESSING, address, now)
            .map_err(|seconds| ApiError::RateLimited { seconds })?;
        Err(ApiError::Unauthenticated(refused))
    }
}

impl Policy for TokenHolder {
    fn access() -> Access {
        Access::Token
    }
}
