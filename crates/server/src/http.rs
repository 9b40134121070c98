//! The routes, and what holds for all of them.

use axum::Router;
use axum::extract::Request;
use axum::http::{HeaderName, HeaderValue, header};
use axum::middleware::{self, Next};
use axum::response::Response;
use tower_http::trace::TraceLayer;

use crate::app::App;
use crate::auth::Token;

mod admin;
mod assets;
mod blobs;
mod body;
mod documents;
mod family;
mod health;
mod invitations;
mod odata;
mod openapi;
mod parts;
mod peer;
mod policy;
mod session;
mod sync;
mod table;
mod token_holder;

pub use body::{Limits, Message, Sent, SentBytes, SentForm};
pub use family::{Asked, Errors, Family, Finish};
pub use openapi::openapi;
pub use parts::{Part, SentParts};
pub use policy::{Entitled, KeepsAccounts, KeepsRegister, Open, Right, SignedIn};
use table::shape;
pub use table::{
    Access, Answer, Argument, Content, Entry, Guarded, InPath, InQuery, Pace, Policy, Shape, Taken,
    entry,
};
pub use token_holder::TokenHolder;

/// What a page of the app may load and do: its own files, nothing inline, nothing foreign.
pub const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; \
    script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data: blob:; \
    connect-src 'self'; worker-src 'self'; manifest-src 'self'; base-uri 'none'; \
    form-action 'self'; frame-ancestors 'none'";

/// Every route that there is, but for the app's files.
pub fn table() -> Vec<Family> {
    vec![
        Family::new(
            "/api",
            [
                health::entries(),
                session::entries(),
                invitations::entries(),
                documents::entries(),
                sync::entries(),
                blobs::entries(),
            ],
        ),
        Family::new("/odata", [odata::entries()])
            .finished(Errors::Json(shape::<odata::Refusal>), odata::finished),
        Family::new("/admin", admin::entries()).finished(Errors::Pages, admin::finished),
    ]
}

/// The whole server as a service.
pub fn router(app: App) -> Router {
    let is_secure = app.transport.is_secure();
    let mut router = Router::new().fallback(assets::read);
    for family in table() {
        router = router.merge(family.router());
    }
    router
        .with_state(app)
        .layer(middleware::from_fn(move |request, next| {
            secured(is_secure, request, next)
        }))
        .layer(TraceLayer::new_for_http())
}

/// Headers that every answer carries.
async fn secured(is_secure: bool, request: Request, next: Next) -> Response {
    let outdated = Token::outdated_cookie(request.headers(), is_secure);
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
    if let Some(cookie) = outdated {
        headers.append(header::SET_COOKIE, cookie);
    }
    if is_secure {
        headers.insert(
            header::STRICT_TRANSPORT_SECURITY,
            HeaderValue::from_static("max-age=31536000"),
        );
    }
    response
}
