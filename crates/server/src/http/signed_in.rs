//! The account behind a request. As an extractor it runs before any body is read.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use sohoi_sync::Account;

use crate::app::App;
use crate::auth::Token;
use crate::error::ApiError;

/// Somebody with a valid session.
pub(super) struct SignedIn(pub(super) Account);

impl FromRequestParts<App> for SignedIn {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, ApiError> {
        let token = Token::from_headers(&parts.headers)
            .ok_or(ApiError::Unauthenticated("sign in first"))?;
        let account = app
            .store
            .read()
            .await?
            .session(&token.hash(), app.now())
            .await?;
        account.map(Self).ok_or(ApiError::Unauthenticated(
            "the session has ended, sign in again",
        ))
    }
}
