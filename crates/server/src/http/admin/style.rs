//! `/admin/style.css`: what the pages look like, out of the program itself.

use std::sync::LazyLock;

use axum::http::{HeaderMap, Method, StatusCode, header};
use axum::response::{IntoResponse, Response};
use sha2::{Digest, Sha256};

use crate::http::policy::Open;
use crate::http::table::{Content, Entry, entry};

pub(super) fn entries() -> Vec<Entry> {
    let known = "the browser has it";
    vec![
        entry(Method::GET, "/admin/style.css", read)
            .about("What the pages of administration look like")
            .gives_file("the file", "text/css")
            .answers(StatusCode::NOT_MODIFIED, known, Content::Nothing),
    ]
}

static TAG: LazyLock<String> =
    LazyLock::new(|| format!("\"{}\"", hex::encode(Sha256::digest(sohoi_admin::STYLE))));

/// The file, or `304` where the browser has it.
async fn read(_: Open, headers: HeaderMap) -> Response {
    let validators = [
        (header::ETAG, TAG.as_str()),
        (header::CACHE_CONTROL, "no-cache"),
    ];
    let known = headers.get(header::IF_NONE_MATCH);
    if known.is_some_and(|known| known.as_bytes() == TAG.as_bytes()) {
        return (StatusCode::NOT_MODIFIED, validators).into_response();
    }
    let kind = [(header::CONTENT_TYPE, "text/css; charset=utf-8")];
    (validators, kind, sohoi_admin::STYLE).into_response()
}
