//! `GET /api/documents/{hash}`: the parts of rounds, and every form version there ever was.

use axum::extract::{Path, State};
use axum::http::header;
use axum::response::IntoResponse;

use super::signed_in::SignedIn;
use crate::app::App;
use crate::error::{ApiError, ApiResult};

/// The JSON, byte for byte what its name is the hash of; so it can be kept for ever.
pub(super) async fn read(
    State(app): State<App>,
    SignedIn(_): SignedIn,
    Path(hash): Path<String>,
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
