//! What handlers may ask for, and what each tells the table about its route.

use axum::extract::{FromRequestParts, Path, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode, Uri};
use schemars::JsonSchema;
use serde::de::DeserializeOwned;

use super::{Access, Entry, shape};
use crate::app::App;
use crate::error::{ApiError, ApiResult};

/// Who may ask for something. As the first argument of a handler it is decided before anything
/// else of the request is looked at.
pub trait Policy: FromRequestParts<App> {
    /// The same as a value, for the table.
    fn access() -> Access;
}

/// Something of the request that a handler may ask for.
#[diagnostic::on_unimplemented(
    message = "a handler of the table cannot ask for `{Self}`",
    note = "what brings a body needs a limit: take `Sent`, `SentForm` or `SentBytes`"
)]
pub trait Argument {
    /// Writes into the table what it reads and which errors come with it.
    fn describe(_entry: &mut Entry) {}
}

/// The arguments of a handler, of which the first is a [`Policy`].
#[diagnostic::on_unimplemented(
    message = "a route needs a policy",
    note = "the first argument of its handler says who may ask: `Open`, `SignedIn`, \
            `Entitled<…>`, `TokenHolder`; the others are `Argument`s"
)]
pub trait Guarded {
    /// Who may ask.
    fn access() -> Access;
    /// Writes into the table what the arguments read.
    fn describe(entry: &mut Entry);
}

macro_rules! guarded {
    ($($argument:ident),*) => {
        // The first of the tuple is how axum tells kinds of handlers apart.
        impl<M, P: Policy, $($argument: Argument),*> Guarded for (M, P, $($argument,)*) {
            fn access() -> Access {
                P::access()
            }

            fn describe(_entry: &mut Entry) {
                $($argument::describe(_entry);)*
            }
        }
    };
}

guarded!();
guarded!(A);
guarded!(A, B);
guarded!(A, B, C);
guarded!(A, B, C, D);
guarded!(A, B, C, D, E);
guarded!(A, B, C, D, E, F);

impl Argument for State<App> {}
impl Argument for HeaderMap {}
impl Argument for Uri {}

/// The places of the path: one value, or a tuple of them.
pub struct InPath<T>(pub T);

impl<T: DeserializeOwned + Send> FromRequestParts<App> for InPath<T> {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> ApiResult<Self> {
        let path = Path::<T>::from_request_parts(parts, app).await;
        path.map(|Path(value)| Self(value))
            .map_err(|flaw| ApiError::Malformed(format!("path: {}", flaw.body_text())))
    }
}

impl<T> Argument for InPath<T> {
    fn describe(entry: &mut Entry) {
        let when = "a part of the path is not what it should be";
        entry.add_refusal(StatusCode::BAD_REQUEST, when);
    }
}

/// What stands behind the question mark of the address.
pub struct InQuery<T>(pub T);

impl<T: DeserializeOwned> FromRequestParts<App> for InQuery<T> {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, _: &App) -> ApiResult<Self> {
        serde_urlencoded::from_str(parts.uri.query().unwrap_or_default())
            .map(Self)
            .map_err(|flaw| ApiError::Malformed(format!("query: {flaw}")))
    }
}

impl<T: JsonSchema> Argument for InQuery<T> {
    fn describe(entry: &mut Entry) {
        entry.query = Some(shape::<T>);
        let when = "the query is not what it should be";
        entry.add_refusal(StatusCode::BAD_REQUEST, when);
    }
}
