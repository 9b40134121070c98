//! Routes below one root, and what holds for all of them.

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::{OriginalUri, Request};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, Uri, header};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};
use axum::routing::any;
use sohoi_sync::SyncError;
use tower_http::CompressionLevel;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::compression::predicate::{
    DefaultPredicate, NotForContentType, Predicate as _, SizeAbove,
};

use super::table::{Entry, Shape, shape};
use crate::app::App;
use crate::error::{ApiError, ApiResult};

/// What fits into one packet beside the headers, in bytes.
const ONE_PACKET: u64 = 860;

/// How something was asked.
pub struct Asked {
    /// The address.
    pub uri: Uri,
    /// The headers.
    pub headers: HeaderMap,
}

/// What is done last to every answer of some routes, with the error that it tells, if it does:
/// this comes in the API's JSON, and may be told in other words, its status and headers as they are.
pub type Finish = fn(&Asked, Option<&ApiError>, Response) -> Response;

/// How errors look among some routes.
#[derive(Clone, Copy)]
pub enum Errors {
    /// JSON of a shape.
    Json(Shape),
    /// Pages; strangers are led to where they sign in.
    Pages,
}

/// Routes below one root that tell their errors alike.
pub struct Family {
    root: &'static str,
    entries: Vec<Entry>,
    errors: Errors,
    finish: Finish,
}

impl Family {
    /// Routes below `root`, without a slash at its end, that tell errors in the API's JSON.
    pub(super) fn new(root: &'static str, entries: impl IntoIterator<Item = Vec<Entry>>) -> Self {
        Self {
            root,
            entries: entries.into_iter().flatten().collect(),
            errors: Errors::Json(shape::<SyncError>),
            finish: |_, _, response| response,
        }
    }

    /// The same, with something done to every answer, by which errors look like this.
    pub(super) fn finished(mut self, errors: Errors, finish: Finish) -> Self {
        self.errors = errors;
        self.finish = finish;
        self
    }

    /// The path that all its routes begin with.
    pub fn root(&self) -> &'static str {
        self.root
    }

    /// Its part of the table.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// How its errors look.
    pub(super) fn errors(&self) -> Errors {
        self.errors
    }

    pub(super) fn router(&self) -> Router<App> {
        let mut router = Router::new();
        for entry in &self.entries {
            let deadline = entry.pace().deadline();
            let in_time = move |request, next| within(deadline, request, next);
            let route = entry.route().route_layer(middleware::from_fn(in_time));
            router = router.route(entry.path(), route);
        }
        for end in ["", "/", "/{*rest}"] {
            let path = format!("{}{end}", self.root);
            if !self.entries.iter().any(|entry| entry.path() == path) {
                router = router.route(&path, any(unknown_route));
            }
        }
        let finish = self.finish;
        // Packed harder, answers are a fifth smaller and take several times as long.
        let packing = CompressionLayer::new().quality(CompressionLevel::Fastest);
        // A photo is as small as it gets, and what fits into one packet is as fast as it gets.
        let worth_packing = DefaultPredicate::new()
            .and(SizeAbove::new(ONE_PACKET))
            .and(NotForContentType::new("application/octet-stream"));
        router
            .method_not_allowed_fallback(unknown_method)
            .layer(middleware::from_fn(own_pages_only))
            .layer(CatchPanicLayer::custom(panicked))
            .layer(middleware::from_fn(move |request, next| {
                finished(finish, request, next)
            }))
            .layer(middleware::from_fn(not_stored))
            .layer(packing.compress_when(worth_packing))
    }
}

async fn unknown_route(OriginalUri(uri): OriginalUri) -> ApiError {
    ApiError::NotFound(format!("there is no {}", uri.path()))
}

async fn unknown_method(method: Method) -> ApiError {
    ApiError::MethodNotAllowed(method.to_string())
}

/// Answers before whoever asks gives up.
async fn within(time: Duration, request: Request, next: Next) -> ApiResult<Response> {
    tokio::time::timeout(time, next.run(request))
        .await
        .map_err(|_| ApiError::Late)
}

/// Tells errors as this family does, wherever in it they come from.
async fn finished(finish: Finish, request: Request, next: Next) -> Response {
    let asked = Asked {
        uri: request.uri().clone(),
        headers: request.headers().clone(),
    };
    let mut response = next.run(request).await;
    let error = response.extensions_mut().remove::<Arc<ApiError>>();
    finish(&asked, error.as_deref(), response)
}

/// Refuses changes that a foreign page asks for in somebody's name. Browsers say where a request
/// comes from; what says nothing is not a browser and carries no one's cookie by accident.
async fn own_pages_only(request: Request, next: Next) -> ApiResult<Response> {
    let changes_something = !matches!(*request.method(), Method::GET | Method::HEAD);
    if changes_something && !is_own_page(request.headers()) {
        return Err(ApiError::ForeignPage);
    }
    Ok(next.run(request).await)
}

fn is_own_page(headers: &HeaderMap) -> bool {
    let text = |name: &HeaderName| headers.get(name).map(|value| value.to_str().unwrap_or(""));
    if let Some(site) = text(&HeaderName::from_static("sec-fetch-site")) {
        return matches!(site, "same-origin" | "none");
    }
    match text(&header::ORIGIN) {
        None => true,
        Some(origin) => {
            let host = origin.split_once("://").map(|(_, host)| host);
            host.is_some() && host == text(&header::HOST)
        }
    }
}

/// Answers are for one person at one time, unless they say otherwise.
async fn not_stored(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    response
        .headers_mut()
        .entry(header::CACHE_CONTROL)
        .or_insert(HeaderValue::from_static("no-store"));
    response
}

fn panicked(panic: Box<dyn std::any::Any + Send>) -> Response {
    let message = panic
        .downcast_ref::<String>()
        .map(String::as_str)
        .or_else(|| panic.downcast_ref::<&str>().copied())
        .unwrap_or("no message");
    ApiError::Internal(format!("panic: {message}")).into_response()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_change_is_taken_only_from_own_pages() {
        let cases: &[(&[(&str, &str)], bool)] = &[
            (&[], true),
            (&[("sec-fetch-site", "same-origin")], true),
            (&[("sec-fetch-site", "none")], true),
            (&[("sec-fetch-site", "same-site")], false),
            (&[("sec-fetch-site", "cross-site")], false),
            (&[("origin", "http://here:1"), ("host", "here:1")], true),
            (&[("origin", "http://there"), ("host", "here:1")], false),
            (&[("origin", "null"), ("host", "here:1")], false),
            (&[("origin", "http://here:1")], false),
        ];
        for (pairs, expected) in cases {
            let mut headers = HeaderMap::new();
            for (name, value) in *pairs {
                headers.insert(HeaderName::try_from(*name).unwrap(), value.parse().unwrap());
            }
            assert_eq!(is_own_page(&headers), *expected, "{pairs:?}");
        }
    }
}
