//! `/api/blobs/{hash}`: photos and signed pages, named by the SHA-256 of their bytes.

use axum::extract::{FromRequestParts, State};
use axum::http::request::Parts;
use axum::http::{Method, StatusCode, header};
use axum::response::IntoResponse;
use sha2::{Digest, Sha256};
use sohoi_sync::BLOB_LIMIT;

use super::body::SentBytes;
use super::policy::SignedIn;
use super::table::{Argument, Entry, InPath, entry};
use crate::app::App;
use crate::error::{ApiError, ApiResult};
use crate::feed;
use crate::scope::Reach;
use crate::store::{is_blob_hash, transact};

pub(super) fn entries() -> Vec<Entry> {
    const PATH: &str = "/api/blobs/{hash}";
    vec![
        entry(Method::PUT, PATH, store)
            .about("Brings a photo or a signed page, under the SHA-256 of its bytes")
            .long()
            .gives_nothing("the bytes are here, now or already before"),
        entry(Method::GET, PATH, read)
            .about("A photo or a signed page")
            .long()
            .gives_file("the bytes", "application/octet-stream")
            .refuses(
                StatusCode::NOT_FOUND,
                "there is none of this name, or not for this account",
            ),
    ]
}

/// The name of a blob in the path, of the right shape.
struct BlobHash(String);

impl FromRequestParts<App> for BlobHash {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> ApiResult<Self> {
        let InPath(hash) = InPath::<String>::from_request_parts(parts, app).await?;
        if is_blob_hash(&hash) {
            Ok(Self(hash))
        } else {
            Err(ApiError::Malformed(format!(
                "{hash:?} is not a SHA-256 of 64 lower-case hex digits"
            )))
        }
    }
}

impl Argument for BlobHash {
    fn describe(entry: &mut Entry) {
        InPath::<String>::describe(entry);
    }
}

/// Takes the bytes in; sending them again changes nothing.
async fn store(
    SignedIn(account): SignedIn,
    State(app): State<App>,
    BlobHash(hash): BlobHash,
    SentBytes(bytes): SentBytes<BLOB_LIMIT>,
) -> ApiResult<StatusCode> {
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
async fn read(
    SignedIn(account): SignedIn,
    State(app): State<App>,
    InPath(hash): InPath<String>,
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
        // It may have named them only before somebody changed the answer.
        may_read = response.is_some_and(|response| {
            let stored = response.get();
            feed::sees_answers(&account, stored) && stored.blobs().any(|named| named == hash)
        });
    }
    if !may_read {
        return Err(unknown());
    }
    drop(view);
    if blob.account != account.name {
        app.note(&account.name, "read photo", hash).await?;
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
