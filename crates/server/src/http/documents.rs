//! `GET /api/documents/{hash}`: the parts of rounds, and every form version there ever was.

use axum::extract::State;
use axum::http::{Method, StatusCode, header};
use axum::response::IntoResponse;

use super::policy::SignedIn;
use super::table::{Entry, InPath, entry};
use crate::app::App;
use crate::error::{ApiError, ApiResult};

pub(super) fn entries() -> Vec<Entry> {
    vec![
        entry(Method::GET, "/api/documents/{hash}", read)
            .about("A part of a round, by the SHA-256 of its bytes")
            .gives_file("the document; may be kept for ever", "application/json")
            .refuses(StatusCode::NOT_FOUND, "there is no such document"),
    ]
}

/// The JSON, byte for byte what its name is the hash of; so it can be kept for ever.
async fn read(
    _: SignedIn,
    State(app): State<App>,
    InPath(hash): InPath<String>,
) -> ApiResult<impl IntoResponse> {
    let json = app.store.read().await?.document(&hash).await?;
    let json = json.ok_or_else(|| ApiError::NotFound(format!("there is no document {hash}")))?;
    let headers = [
        (header::CONTENT_TYPE, "application/json"),
        (
            header::CACHE_CONTROL,
            "private, max-age=31536000, immutable",
        ),
    ];
    Ok((headers, json))
}
