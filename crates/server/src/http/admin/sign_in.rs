//! `/admin/sign-in` and `/admin/sign-out`. The session is the app's: who is signed in there is so
//! here.

use axum::extract::State;
use axum::http::{HeaderMap, Method, StatusCode, Uri, header};
use axum::response::{Html, IntoResponse, Redirect, Response};
use sohoi_admin::{Place, Said, sign_in};
use sohoi_text::Language;
use sohoi_text::messages::sign_in as words;

use super::fields::Fields;
use super::guard::{Anybody, Visit};
use super::language::parameter;
use super::{SIGN_IN, shown};
use crate::app::App;
use crate::error::{ApiError, ApiResult};
use crate::http::peer::Peer;
use crate::http::session::{self, Caller};
use crate::http::table::{Content, Entry, entry};
use crate::openid::OpenId;

pub(super) fn entries() -> Vec<Entry> {
    let again = "name or password is wrong: the form again";
    let later = "too many wrong passwords: the form again";
    vec![
        entry(Method::GET, SIGN_IN, read)
            .about("The form to sign in with")
            .gives_page("the form")
            .leads_on("somebody is signed in"),
        entry(Method::POST, SIGN_IN, enter)
            .about("Signs in by the form")
            .leads_on("the cookie is set")
            .answers(StatusCode::UNAUTHORIZED, again, Content::Of("text/html"))
            .answers(
                StatusCode::TOO_MANY_REQUESTS,
                later,
                Content::Of("text/html"),
            ),
        entry(Method::POST, "/admin/sign-out", leave)
            .about("Signs out")
            .leads_on("nobody is signed in any more"),
    ]
}

/// The form; who is signed in goes on at once.
async fn read(visitor: Anybody, State(app): State<App>, uri: Uri) -> Response {
    let back = parameter(&uri, "back");
    if visitor.account.is_some() {
        return Redirect::to(inside(&back)).into_response();
    }
    shown(form(&app, &visitor.visit, "", &back, None))
}

/// Signs in.
async fn enter(
    visitor: Anybody,
    State(app): State<App>,
    Peer(address): Peer,
    headers: HeaderMap,
    fields: Fields,
) -> ApiResult<Response> {
    let (name, back) = (fields.text("name"), fields.text("back"));
    let language = visitor.visit.language;
    let entered = session::enter(
        &app,
        Caller::of(address, &headers),
        name,
        fields.raw("password"),
    )
    .await;
    let (status, sentence) = match entered {
        Ok((_, token)) => {
            let cookie = token.cookie(app.transport.is_secure());
            let on = Redirect::to(inside(back));
            return Ok(([(header::SET_COOKIE, cookie)], on).into_response());
        }
        Err(refused) => (refused.parts().0, sentence(language, refused)?),
    };
    let page = form(
        &app,
        &visitor.visit,
        name,
        back,
        Some(Said::problem(sentence)),
    );
    Ok((status, Html(page)).into_response())
}

/// Signs out.
async fn leave(_: Anybody, State(app): State<App>, headers: HeaderMap) -> ApiResult<Response> {
    let cookie = session::leave(&app, &headers).await?;
    Ok(([(header::SET_COOKIE, cookie)], Redirect::to(SIGN_IN)).into_response())
}

fn form(app: &App, visit: &Visit, name: &str, back: &str, said: Option<Said>) -> String {
    let mut frame = visit.frame(None, words::title(visit.language));
    frame.said = said;
    let openid = app.openid.as_deref().map(OpenId::name);
    sign_in::sign_in(&frame, name, inside(back), openid)
}

/// What a refusal is in words, unless it is a failure.
fn sentence(language: Language, refused: ApiError) -> ApiResult<&'static str> {
    match refused.parts().0 {
        StatusCode::UNAUTHORIZED => Ok(words::wrong(language)),
        StatusCode::FORBIDDEN => Ok(sign_in::suspended(language)),
        StatusCode::TOO_MANY_REQUESTS => Ok(words::too_many(language)),
        _ => Err(refused),
    }
}

/// An address of these pages, or the app: whatever an address bar said, one stays here.
pub(super) fn inside(back: &str) -> &str {
    let is_inside = back == Place::Overview.address()
        || back == "/"
        || back.starts_with("/admin/")
            && back != SIGN_IN
            && back.bytes().all(|b| b.is_ascii_graphic());
    if is_inside {
        back
    } else {
        Place::Overview.address()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signing_in_leads_nowhere_else() {
        let cases = [
            ("/admin/accounts?q=a", true),
            ("/admin", true),
            ("", false),
            ("/", true),
            ("/api/session", false),
            ("//evil.example/admin/", false),
            ("https://evil.example/admin/", false),
            ("/admin.evil", false),
            ("/admin/\r\nset-cookie: a=b", false),
            ("/admin/sign-in", false),
        ];
        for (back, expected) in cases {
            assert_eq!(inside(back) == back, expected, "{back}");
        }
    }
}
