//! Signing in by an OpenID provider: there, and back.
//!
//! The cookie that binds a sign-in to its browser is `SameSite=Lax`, since the provider's page leads back
//! with it. That of the session is `Strict`: the page that sets it goes on by itself (`Refresh`), so that
//! the next request comes from a page of this server and carries it.

use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, Uri, header};
use axum::response::{AppendHeaders, Html, IntoResponse, Redirect, Response};
use sohoi_admin::{Said, openid as pages};

use super::SIGN_IN;
use super::guard::{Anybody, Visit};
use super::language::parameter;
use super::sign_in::inside;
use crate::app::App;
use crate::auth::{Carried, Token};
use crate::error::{ApiError, ApiResult};
use crate::http::peer::Peer;
use crate::http::session::{Caller, enter_as};
use crate::http::table::{Content, Entry, entry};
use crate::openid::{OpenId, OpenIdError, RETURN};
use crate::store::link::Entering;
use crate::store::transact;

/// How long somebody may be at the provider.
const MINUTES: i64 = 10;
const START: &str = "/admin/sign-in/openid";

pub(super) fn entries() -> Vec<Entry> {
    let none = "the server knows no provider";
    let page = Content::Of("text/html");
    vec![
        entry(Method::GET, START, begin)
            .about("Leads to the OpenID provider, and from there back to the page in `?back=`")
            .leads_on("somebody signs in there")
            .answers(
                StatusCode::BAD_GATEWAY,
                "the provider does not answer",
                page,
            )
            .answers(
                StatusCode::TOO_MANY_REQUESTS,
                "too many sign-ins were begun",
                page,
            )
            .refuses(StatusCode::NOT_FOUND, none),
        entry(Method::GET, RETURN, come_back)
            .about("Where the OpenID provider sends people back to, with a code")
            .gives_page("the cookie is set, and the page goes on")
            .answers(
                StatusCode::BAD_REQUEST,
                "this browser began no such sign-in",
                page,
            )
            .answers(
                StatusCode::FORBIDDEN,
                "no account is linked, or it is suspended",
                page,
            )
            .answers(
                StatusCode::BAD_GATEWAY,
                "the provider refused, or is not to be trusted",
                page,
            )
            .refuses(StatusCode::NOT_FOUND, none),
    ]
}

/// Off to the provider.
async fn begin(
    visitor: Anybody,
    State(app): State<App>,
    Peer(address): Peer,
    uri: Uri,
) -> ApiResult<Response> {
    let openid = provider(&app)?;
    let visit = &visitor.visit;
    let back = inside(&parameter(&uri, "back")).to_owned();
    let now = app.now();
    if app.entering.attempt(address, now).is_err() {
        return Ok(refused(visit, openid, pages::Refused::TooMany));
    }
    let beginning = match openid.begin().await {
        Ok(beginning) => beginning,
        Err(failure) => {
            tracing::error!(%failure, "nobody can sign in by OpenID now");
            return Ok(refused(visit, openid, pages::Refused::Away));
        }
    };
    let browser = Carried::random();
    let entering = Entering {
        state: Carried::of(&beginning.state).hash(),
        browser: browser.hash(),
        nonce: beginning.nonce,
        verifier: beginning.verifier,
        back,
        expires_at: now + MINUTES * 60 * 1000,
    };
    transact(&*app.store, move |transaction| {
        Box::pin(async move {
            transaction.add_entering(&entering, now).await?;
            Ok::<_, ApiError>(())
        })
    })
    .await?;
    let cookie = browser.cookie(MINUTES * 60, app.transport.is_secure());
    let on = Redirect::to(&beginning.address);
    Ok(([(header::SET_COOKIE, cookie)], on).into_response())
}

/// Back from the provider.
async fn come_back(
    visitor: Anybody,
    State(app): State<App>,
    Peer(address): Peer,
    headers: HeaderMap,
    uri: Uri,
) -> ApiResult<Response> {
    let openid = provider(&app)?;
    let visit = &visitor.visit;
    let is_secure = app.transport.is_secure();
    let over = Carried::expired_cookie(is_secure);
    let (entered, back) = match enter(&app, openid, address, &headers, &uri).await {
        Ok(found) => found,
        Err(Stopped::Told(why)) => {
            let page = refused(visit, openid, why);
            return Ok(([(header::SET_COOKIE, over)], page).into_response());
        }
        Err(Stopped::Failed(failure)) => return Err(failure),
    };
    let cookies = [entered.cookie(is_secure), over].map(|own| (header::SET_COOKIE, own));
    let on = HeaderValue::try_from(format!("0;url={back}"));
    let on = on.map_err(|_| ApiError::Internal("a way back that is none".into()))?;
    let frame = visit.frame(None, pages::entered_title(visit.language));
    let page = Html(pages::entered(&frame, &back));
    Ok((AppendHeaders(cookies), [(header::REFRESH, on)], page).into_response())
}

enum Stopped {
    Told(pages::Refused),
    Failed(ApiError),
}

impl<F: Into<ApiError>> From<F> for Stopped {
    fn from(failure: F) -> Self {
        match failure.into() {
            ApiError::Suspended => Self::Told(pages::Refused::Suspended),
            other => Self::Failed(other),
        }
    }
}

/// Begins the session of who came back, and says where to go on.
async fn enter(
    app: &App,
    openid: &OpenId,
    address: Option<std::net::IpAddr>,
    headers: &HeaderMap,
    uri: &Uri,
) -> Result<(Token, String), Stopped> {
    use pages::Refused;
    let state = Carried::of(&parameter(uri, "state")).hash();
    let carried = Carried::from_headers(headers, app.transport.is_secure());
    let browser = carried.ok_or(Stopped::Told(Refused::Unknown))?.hash();
    let taken = transact(&*app.store, move |transaction| {
        Box::pin(async move {
            let taken = transaction.take_entering(&state, &browser).await?;
            Ok::<_, ApiError>(taken)
        })
    });
    let now = app.now();
    let entering = taken.await?.filter(|own| own.expires_at > now);
    let entering = entering.ok_or(Stopped::Told(Refused::Unknown))?;
    // A code of another provider is not for this one (RFC 9207).
    let issuer = parameter(uri, "iss");
    let is_ours = issuer.is_empty() || issuer == openid.issuer();
    let code = parameter(uri, "code");
    if !is_ours || code.is_empty() || !parameter(uri, "error").is_empty() {
        return Err(Stopped::Told(Refused::Provider));
    }
    let who = openid
        .finish(&code, &entering.nonce, &entering.verifier)
        .await
        .map_err(|failure| {
            tracing::warn!(%failure, "a sign-in by OpenID was refused");
            Stopped::Told(match failure {
                OpenIdError::Unreachable(_) => Refused::Away,
                _ => Refused::Provider,
            })
        })?;
    let caller = Caller::of(address, headers);
    match enter_as(app, caller, &who).await? {
        Some((_, token)) => Ok((token, entering.back)),
        None => Err(Stopped::Told(Refused::NotLinked {
            subject: who.subject,
            email: who.email,
        })),
    }
}

fn provider(app: &App) -> ApiResult<&OpenId> {
    let none = || ApiError::NotFound("nobody signs in by OpenID here".into());
    app.openid.as_deref().ok_or_else(none)
}

/// Says why nobody got in, and offers the other ways.
fn refused(visit: &Visit, openid: &OpenId, why: pages::Refused) -> Response {
    let status = match &why {
        pages::Refused::Unknown => StatusCode::BAD_REQUEST,
        pages::Refused::TooMany => StatusCode::TOO_MANY_REQUESTS,
        pages::Refused::Away | pages::Refused::Provider => StatusCode::BAD_GATEWAY,
        pages::Refused::Suspended | pages::Refused::NotLinked { .. } => StatusCode::FORBIDDEN,
    };
    let language = visit.language;
    let mut frame = visit.frame(None, pages::refused_title(language));
    frame.said = Some(Said::problem(why.words(language)));
    let page = pages::refused(&frame, openid.name(), SIGN_IN, &why);
    (status, Html(page)).into_response()
}
