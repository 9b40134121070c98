//! The routes, and what holds for all of them.

use std::time::Duration;

use axum::Router;
use axum::extract::{OriginalUri, Request};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, header};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};
use axum::routing::{any, get, post};
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::trace::TraceLayer;

use crate::app::App;
use crate::error::{ApiError, ApiResult};

mod assets;
mod blobs;
mod body;
mod documents;
mod health;
mod odata;
mod peer;
mod session;
mod signed_in;
mod sync;
mod token_holder;

/// How long a request may take before it is answered with 503. What it handed to the store is
/// carried out all the same.
const DEADLINE: Duration = Duration::from_secs(60);

/// The same for a photo, which a slow line carries for many minutes.
const LONG_DEADLINE: Duration = Duration::from_secs(30 * 60);

/// What a page of the app may load and do: its own files, nothing inline, nothing foreign.
pub const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; \
    script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data: blob:; \
    connect-src 'self'; worker-src 'self'; manifest-src 'self'; base-uri 'none'; \
    form-action 'self'; frame-ancestors 'none'";

/// The whole server as a service.
pub fn router(app: App) -> Router {
    let is_secure = app.transport.is_secure();
    let api = Router::new()
        .route("/health", get(health::read))
        .route(
            "/session",
            get(session::read)
                .post(session::create)
                .delete(session::remove),
        )
        .route("/documents/{hash}", get(documents::read))
        .route("/sync", post(sync::exchange))
        .layer(CompressionLayer::new())
        .layer(middleware::from_fn(in_time))
        .route(
            "/blobs/{hash}",
            get(blobs::read)
                .put(blobs::store)
                .layer(middleware::from_fn(in_long_time)),
        )
        .fallback(unknown_route)
        .method_not_allowed_fallback(unknown_method)
        .layer(middleware::from_fn(own_pages_only))
        .layer(middleware::from_fn(not_stored))
        .layer(CatchPanicLayer::custom(panicked));
    let feed = Router::new()
        .route("/odata", any(odata::read))
        .route("/odata/", any(odata::read))
        .route("/odata/{*path}", any(odata::read))
        .layer(CompressionLayer::new())
        .layer(middleware::from_fn(in_time))
        .layer(CatchPanicLayer::custom(panicked));
    Router::new()
        .nest("/api", api)
        .route("/api/", any(unknown_route))
        .merge(feed)
        .fallback(assets::read)
        .with_state(app)
        .layer(middleware::from_fn(move |request, next| {
            secured(is_secure, request, next)
        }))
        .layer(TraceLayer::new_for_http())
}

async fn unknown_route(OriginalUri(uri): OriginalUri) -> ApiError {
    ApiError::NotFound(format!("there is no {}", uri.path()))
}

async fn unknown_method(method: Method) -> ApiError {
    ApiError::MethodNotAllowed(method.to_string())
}

/// Answers before whoever asks gives up.
async fn in_time(request: Request, next: Next) -> ApiResult<Response> {
    within(DEADLINE, request, next).await
}

/// The same for photos.
async fn in_long_time(request: Request, next: Next) -> ApiResult<Response> {
    within(LONG_DEADLINE, request, next).await
}

async fn within(time: Duration, request: Request, next: Next) -> ApiResult<Response> {
    tokio::time::timeout(time, next.run(request))
        .await
        .map_err(|_| ApiError::Late)
}

/// Refuses changes that a foreign page asks for in somebody's name. Browsers say where a request
/// comes from; what says nothing is not a browser and carries no one's cookie by accident.
async fn own_pages_only(request: Request, next: Next) -> ApiResult<Response> {
    let changes_something = !matches!(*request.method(), Method::GET | Method::HEAD);
    if changes_something && !is_own_page(request.headers()) {
        return Err(ApiError::Forbidden(
            "a page of another origin may not change anything here".into(),
        ));
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

/// Answers of the API are for one person at one time, unless they say otherwise.
async fn not_stored(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    response
        .headers_mut()
        .entry(header::CACHE_CONTROL)
        .or_insert(HeaderValue::from_static("no-store"));
    response
}

/// Headers that every answer carries.
async fn secured(is_secure: bool, request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    let fixed = [
        ("content-security-policy", CONTENT_SECURITY_POLICY),
        ("x-content-type-options", "nosniff"),
        ("referrer-policy", "no-referrer"),
        ("cross-origin-opener-policy", "same-origin"),
        ("cross-origin-resource-policy", "same-origin"),
        (
            "permissions-policy",
            "camera=(self), geolocation=(), microphone=()",
        ),
    ];
    for (name, value) in fixed {
        headers.insert(
            HeaderName::from_static(name),
            HeaderValue::from_static(value),
        );
    }
    if is_secure {
        headers.insert(
            header::STRICT_TRANSPORT_SECURITY,
            HeaderValue::from_static("max-age=31536000"),
        );
    }
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
