//! `/api/blobs/{hash}`: photos and signed pages, named by the SHA-256 of their bytes.

use axum::extract::{Path, Request, State};
use axum::http::{StatusCode, header};
use axum::response::IntoResponse;
use sha2::{Digest, Sha256};
use sohoi_sync::BLOB_LIMIT;

use super::body;
use super::signed_in::SignedIn;
use crate::app::App;
use crate::error::{ApiError, ApiResult};
use crate::feed;
use crate::scope::Reach;
use crate::store::{is_blob_hash, transact};

/// Takes the bytes in; sending them again changes nothing.
pub(super) async fn store(
    State(app): State<App>,
    SignedIn(account): SignedIn,
    Path(hash): Path<String>,
    request: Request,
) -> ApiResult<StatusCode> {
    if !is_blob_hash(&hash) {
        return Err(ApiError::Malformed(format!(
            "{hash:?} is not a SHA-256 of 64 lower-case hex digits"
        )));
    }
    let bytes = body::bytes(request, BLOB_LIMIT).await?;
    let found = hex::encode(Sha256::digest(&bytes));
    if found != hash {
        return Err(ApiError::Malformed(format!(
            "the bytes of blob {hash} have the hash {found}"
        )));
    }
    let now = app.now();
    transact(&*app.store, move |transaction| {
        Box::pin(async move {
            transaction
                .add_blob(&hash, &bytes, &account.name, now)
                .await?;
            Ok::<_, ApiError>(())
        })
    })
    .await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Hands the bytes to who brought them, and to who sees the answers of a response that names them.
pub(super) async fn read(
    State(app): State<App>,
    SignedIn(account): SignedIn,
    Path(hash): Path<String>,
) -> ApiResult<impl IntoResponse> {
    let unknown = || ApiError::NotFound(format!("there is no blob {hash}"));
    let mut view = app.store.read().await?;
    let blob = view.blob(&hash).await?.ok_or_else(unknown)?;
    let mut may_read = blob.account == account.name;
    let reach = Reach::of(&account);
    for id in &blob.responses {
        if may_read {
            break;
        }
        let response = view.response(&reach, id).await?;
        may_read = response.is_some_and(|response| feed::sees_answers(&account, response.get()));
    }
    if !may_read {
        return Err(unknown());
    }
    let headers = [
        (header::CONTENT_TYPE, "application/octet-stream"),
        (header::CONTENT_DISPOSITION, "attachment"),
        // A device keeps its copy where it goes when the response goes out of sight; the browser's
        // own cache would keep it on.
        (header::CACHE_CONTROL, "no-store"),
    ];
    Ok((headers, blob.bytes))
}
