//! Answers in words that people understand, where something stands in the way.

use axum::http::{StatusCode, Uri, header};
use axum::response::{Html, IntoResponse, Redirect, Response};
use sohoi_admin::refusal::{Refusal, refused};
use sohoi_admin::{Frame, Viewer};

use super::{SIGN_IN, language};
use crate::error::ApiError;
use crate::http::family::Asked;

/// Makes a page of every error, leads strangers to where they sign in, and remembers the language
/// that was chosen.
pub(in crate::http) fn finished(
    asked: &Asked,
    error: Option<&ApiError>,
    response: Response,
) -> Response {
    let mut response = match error {
        None => response,
        Some(ApiError::Unauthenticated(_)) => {
            Redirect::to(&sign_in_address(&asked.uri)).into_response()
        }
        Some(error) => in_words(asked, error, response),
    };
    if let Some(cookie) = language::to_remember(&asked.uri) {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    response
}

/// The way to signing in, and back to where somebody wanted to go; a form that was sent has to be
/// filled in again.
fn sign_in_address(uri: &Uri) -> String {
    let back = uri.path_and_query().map_or("", |it| it.as_str());
    let mut query = form_urlencoded::Serializer::new(String::new());
    query.append_pair("back", back);
    format!("{SIGN_IN}?{}", query.finish())
}

fn in_words(asked: &Asked, error: &ApiError, response: Response) -> Response {
    let language = language::of(&asked.uri, &asked.headers);
    let refusal = refusal(error);
    let frame = Frame {
        language,
        title: refusal.title(language).to_owned(),
        place: None,
        viewer: response.extensions().get::<Viewer>().cloned(),
        other_language: language::other(&asked.uri, language),
        is_demonstration: false,
        said: None,
    };
    let mut page = Html(refused(&frame, refusal)).into_response();
    let kind = page.headers_mut().remove(header::CONTENT_TYPE);
    // The status and what the error says in its headers stay.
    let mut response = response;
    *response.body_mut() = page.into_body();
    response.headers_mut().remove(header::CONTENT_LENGTH);
    if let Some(kind) = kind {
        response.headers_mut().insert(header::CONTENT_TYPE, kind);
    }
    response
}

fn refusal(error: &ApiError) -> Refusal {
    match (error, error.parts().0) {
        (ApiError::ForeignPage, _) => Refusal::ForeignPage,
        (_, StatusCode::FORBIDDEN) => Refusal::NotForRole,
        (_, StatusCode::NOT_FOUND | StatusCode::METHOD_NOT_ALLOWED) => Refusal::Unknown,
        (_, status) if status.is_client_error() => Refusal::Unreadable,
        _ => Refusal::Trouble,
    }
}
