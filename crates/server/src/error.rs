//! Every error answer, mapped to HTTP in one place.

use std::sync::Arc;

use axum::Json;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use sohoi_sync::SyncError;

use crate::invitations::NotOpen;
use crate::store::StoreError;

/// Why a request was not carried out. Nothing was changed, unless a variant says so.
#[derive(Debug, thiserror::Error)]
pub enum ApiError {
    /// No valid session came with the request, or name and password do not belong together.
    #[error("{0}")]
    Unauthenticated(&'static str),
    /// The account may not do this.
    #[error("{0}")]
    Forbidden(String),
    /// The change is asked for by a page that is not the server's own.
    #[error("a page of another origin may not change anything here")]
    ForeignPage,
    /// There is no such thing, or not for this account.
    #[error("{0}")]
    NotFound(String),
    /// The route exists, the method does not.
    #[error("this address does not know the method {0}")]
    MethodNotAllowed(String),
    /// The account may not sign in; only told to who knows its password.
    #[error("the account is suspended")]
    Suspended,
    /// The request cannot be understood; the text names the place.
    #[error("{0}")]
    Malformed(String),
    /// The request is larger than the limit that the text names.
    #[error("{0}")]
    TooLarge(String),
    /// The exchange cannot be carried out as asked: `unsupported_protocol`, `gap`, `forked`,
    /// `refetch`, or a shape that the protocol does not allow.
    #[error("{}", .0.message)]
    Protocol(SyncError),
    /// The request asks for something of a standard that this server does not do; the text names it.
    #[error("{0}")]
    Unsupported(String),
    /// The right code of an invitation that is good no more.
    #[error("{}", .0.in_words())]
    Invitation(NotOpen),
    /// Too many attempts.
    #[error("too many attempts, try again in {seconds} s")]
    RateLimited {
        /// When to try again.
        seconds: u64,
    },
    /// The store failed; trying again later may work.
    #[error("the server cannot do this now")]
    Store(#[from] StoreError),
    /// The request took too long.
    #[error("the request took too long")]
    Late,
    /// A flaw of the server.
    #[error("the server failed")]
    Internal(String),
}

/// The result of a handler.
pub type ApiResult<T> = Result<T, ApiError>;

impl ApiError {
    /// Status and stable code.
    pub(crate) fn parts(&self) -> (StatusCode, &str) {
        match self {
            Self::Unauthenticated(_) => (StatusCode::UNAUTHORIZED, "unauthenticated"),
            Self::Suspended => (StatusCode::FORBIDDEN, "suspended"),
            Self::Forbidden(_) | Self::ForeignPage => (StatusCode::FORBIDDEN, "forbidden"),
            Self::NotFound(_) => (StatusCode::NOT_FOUND, "not_found"),
            Self::MethodNotAllowed(_) => (StatusCode::METHOD_NOT_ALLOWED, "malformed"),
            Self::Malformed(_) => (StatusCode::BAD_REQUEST, "malformed"),
            Self::TooLarge(_) => (StatusCode::PAYLOAD_TOO_LARGE, "too_large"),
            Self::Protocol(refusal) => {
                let status = match refusal.code.as_str() {
                    "revoked" | "wipe" => StatusCode::FORBIDDEN,
                    "gap" | "forked" | "refetch" => StatusCode::CONFLICT,
                    "unsupported_protocol" => StatusCode::UPGRADE_REQUIRED,
                    "too_large" => StatusCode::PAYLOAD_TOO_LARGE,
                    _ => StatusCode::BAD_REQUEST,
                };
                (status, &refusal.code)
            }
            Self::Unsupported(_) => (StatusCode::NOT_IMPLEMENTED, "not_implemented"),
            Self::Invitation(why) => (StatusCode::GONE, why.code()),
            Self::RateLimited { .. } => (StatusCode::TOO_MANY_REQUESTS, "rate_limited"),
            Self::Store(_) | Self::Late => (StatusCode::SERVICE_UNAVAILABLE, "unavailable"),
            Self::Internal(_) => (StatusCode::INTERNAL_SERVER_ERROR, "unavailable"),
        }
    }
}

impl From<SyncError> for ApiError {
    fn from(refusal: SyncError) -> Self {
        Self::Protocol(refusal)
    }
}

impl IntoResponse for ApiError {
    fn into_response(self) -> Response {
        let (status, code) = self.parts();
        // What failed inside is for the log; the answer says only that it did.
        match &self {
            Self::Store(failure) => tracing::error!(%failure, "the store failed"),
            Self::Late => tracing::error!("a request took too long"),
            Self::Internal(failure) => tracing::error!(%failure, "a request failed"),
            _ => {}
        }
        let expected = match &self {
            Self::Protocol(refusal) => refusal.expected,
            _ => None,
        };
        let body = SyncError {
            code: code.to_owned(),
            message: self.to_string(),
            expected,
        };
        let mut response = (status, Json(body)).into_response();
        let wait = match self {
            Self::RateLimited { seconds } => Some(seconds),
            Self::Store(_) | Self::Late => Some(5),
            _ => None,
        };
        if let Some(seconds) = wait {
            response
                .headers_mut()
                .insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        // Where errors are told in another way than in JSON, they are worded from this.
        response.extensions_mut().insert(Arc::new(self));
        response
    }
}
