//! `/admin`: pages of administration, written here as HTML by [`sohoi_admin`].
//!
//! A page that changes something is asked for by GET and sends its form to the same address by
//! POST, which answers with 303 to where one goes on, or with the page again where something is
//! to be mended. Who may is said by the first argument of a handler ([`guard`]).

use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Redirect, Response};

use super::table::Entry;

mod accounts;
mod audit;
mod devices;
mod fields;
mod guard;
mod invitations;
mod language;
mod openid;
mod overview;
mod register;
mod sign_in;
mod style;
mod times;
mod turned;

pub(super) use turned::finished;

/// Where strangers go.
const SIGN_IN: &str = "/admin/sign-in";

/// The pages, for the table of routes: each file says its own.
pub(super) fn entries() -> [Vec<Entry>; 10] {
    [
        overview::entries(),
        style::entries(),
        sign_in::entries(),
        openid::entries(),
        accounts::entries(),
        register::entries(),
        invitations::entries(),
        invitations::style_entries(),
        devices::entries(),
        audit::entries(),
    ]
}

/// A page as an answer.
fn shown(page: String) -> Response {
    Html(page).into_response()
}

/// A page with something to mend.
fn to_mend(page: String) -> Response {
    (StatusCode::UNPROCESSABLE_ENTITY, Html(page)).into_response()
}

/// On to another page, by GET; `said` is the code of what that page tells first.
fn on_to(address: &str, said: &str) -> Response {
    let mark = if address.contains('?') { '&' } else { '?' };
    Redirect::to(&format!("{address}{mark}said={said}")).into_response()
}
