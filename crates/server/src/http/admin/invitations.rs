//! `/admin/invitations`: inviting the associations of a unit, within the account's reach.

use std::sync::Arc;

use axum::extract::State;
use axum::http::{HeaderMap, Method, StatusCode, Uri, header};
use axum::response::{Html, IntoResponse, Response};
use chrono::{Days, NaiveDate};
use sohoi_admin::invitations::{self as pages, ADDRESS, REVOKE};
use sohoi_admin::{Place, Said};
use sohoi_invitation::{STYLE, Sheet, Style, sheet};
use sohoi_round::RoundPart;
use sohoi_text::parse_finished_date;

use self::listing::{listing, one, units};
use super::fields::Fields;
use super::guard::{Coordinator, Visit};
use super::language::parameter;
use super::{on_to, shown};
use crate::app::{App, Transport};
use crate::day;
use crate::error::{ApiError, ApiResult};
use crate::http::table::{Content, Entry, entry};
use crate::invitations::{self, MOST, MakeError, Order, RevokeError, Whom};
use crate::scope::Reach;
use crate::store::Read;

mod listing;

/// The style of the sheet.
const SHEET_STYLE: &str = "/admin/sheet.css";
/// How long new invitations are good where the round's own last day is over.
const USUAL_DAYS: u64 = 30;
/// What was done, in the address of the page that follows.
const NONE_NEEDED: &str = "none-needed";
const REVOKED: &str = "revoked";

pub(super) fn entries() -> Vec<Entry> {
    let mend = "the day is over, or there are too many: the page again";
    vec![
        entry(Method::GET, ADDRESS, list)
            .about("Who of the unit `?unit=` is invited, came in, handed in")
            .gives_page("the list")
            .refuses(StatusCode::NOT_FOUND, "no such unit within reach"),
        entry(Method::POST, ADDRESS, make)
            .about("Makes invitations for a unit or one association, and shows them once")
            .gives_page("the sheet to be printed")
            .leads_on("none is needed")
            .refuses(StatusCode::NOT_FOUND, "no such unit or line within reach")
            .answers(
                StatusCode::UNPROCESSABLE_ENTITY,
                mend,
                Content::Of("text/html"),
            ),
        entry(Method::GET, REVOKE, ask)
            .about("Asks before the invitation `?id=` is taken back")
            .gives_page("the question")
            .refuses(StatusCode::NOT_FOUND, "no such invitation within reach"),
        entry(Method::POST, REVOKE, revoke)
            .about("Takes an invitation back")
            .leads_on("it is taken back")
            .refuses(StatusCode::NOT_FOUND, "no such invitation within reach"),
    ]
}

/// The style of the sheet, which holds no secret.
pub(super) fn style_entries() -> Vec<Entry> {
    vec![
        entry(Method::GET, SHEET_STYLE, style)
            .about("The style of the sheet of invitations")
            .gives_file("the style", "text/css"),
    ]
}

async fn list(visitor: Coordinator, State(app): State<App>, uri: Uri) -> ApiResult<Response> {
    let Coordinator { account, visit } = visitor;
    let unit = parameter(&uri, "unit");
    let mut view = app.store.read().await?;
    let round = newest(&app, &mut *view).await?;
    let asked = Asked {
        unit: &unit,
        until: &proposed(&round, app.now()),
        problem: None,
    };
    let said = match visit.said.as_str() {
        NONE_NEEDED => Some(Said::done(pages::none_needed(visit.language))),
        REVOKED => Some(Said::done(pages::revoked(visit.language))),
        _ => None,
    };
    let reach = Reach::of(&account);
    page(&app, &mut *view, &visit, &round, &reach, asked, said)
        .await
        .map(shown)
}

/// What the page was asked for.
struct Asked<'a> {
    unit: &'a str,
    until: &'a str,
    problem: Option<&'static str>,
}

async fn page(
    app: &App,
    view: &mut dyn Read,
    visit: &Visit,
    round: &RoundPart,
    reach: &Reach,
    asked: Asked<'_>,
    said: Option<Said>,
) -> ApiResult<String> {
    let language = visit.language;
    let units = units(round, reach, language);
    let first = units.first().map(|(id, _)| id.as_str()).unwrap_or_default();
    let unit = if asked.unit.is_empty() {
        first
    } else {
        asked.unit
    };
    if !units.iter().any(|(id, _)| id == unit) {
        return Err(ApiError::NotFound(format!(
            "there is no unit {unit} within reach"
        )));
    }
    let (lines, all) = listing(view, round, unit, language, app.now()).await?;
    let shown = pages::Listing {
        unit: unit.to_owned(),
        units,
        lines,
        all,
        until: asked.until.to_owned(),
        problem: asked.problem,
    };
    let frame = visit.frame_of(Place::Invitations, said);
    Ok(pages::list(&frame, &shown))
}

async fn make(
    visitor: Coordinator,
    State(app): State<App>,
    headers: HeaderMap,
    fields: Fields,
) -> ApiResult<Response> {
    let Coordinator { account, visit } = visitor;
    let language = visit.language;
    let reach = Reach::of(&account);
    let now = app.now();
    let mut view = app.store.read().await?;
    let round = newest(&app, &mut *view).await?;
    let (unit, subject, until) = (
        fields.text("unit"),
        fields.text("subject"),
        fields.text("until"),
    );
    let last_day = day_of(until);
    let made = match last_day.and_then(day::end_of) {
        None => Err(MakeError::Over),
        Some(ends_at) => {
            let order = Order {
                by: account.name.clone(),
                reach: reach.clone(),
                whom: match subject {
                    "" => Whom::Unit(unit.to_owned()),
                    subject => Whom::Subject(subject.to_owned()),
                },
                ends_at,
            };
            invitations::make(&*app.store, &app.passwords, &round, order, now).await
        }
    };
    let back = format!("{ADDRESS}?unit={unit}");
    let (problem, said) = match made {
        Ok(made) if made.invited.is_empty() => return Ok(on_to(&back, NONE_NEEDED)),
        Ok(made) => {
            let printed = Sheet {
                title: language.pick(&round.short_title.vi, &round.short_title.en),
                address: &address(&app, &headers),
                last_day: last_day.unwrap_or_default(),
                places: &invitations::places(&round, &made.invited, language),
            };
            let style = Style::At {
                style: SHEET_STYLE,
                back: &back,
            };
            return Ok(shown(sheet(&printed, style, language)));
        }
        Err(MakeError::Over) => (Some(pages::wrong_day(language)), None),
        Err(MakeError::TooMany(_)) => {
            let sentence = pages::too_many(language, MOST);
            (None, Some(Said::problem(sentence)))
        }
        Err(flaw @ (MakeError::Unknown(_) | MakeError::NoForm(_))) => {
            return Err(ApiError::NotFound(flaw.to_string()));
        }
        Err(MakeError::Hashing(flaw)) => return Err(ApiError::Internal(flaw.to_string())),
        Err(MakeError::Store(failure)) => return Err(failure.into()),
    };
    let asked = Asked {
        unit,
        until,
        problem,
    };
    let again = page(&app, &mut *view, &visit, &round, &reach, asked, said).await?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, Html(again)).into_response())
}

async fn ask(visitor: Coordinator, State(app): State<App>, uri: Uri) -> ApiResult<Response> {
    let Coordinator { account, visit } = visitor;
    let (id, unit) = (parameter(&uri, "id"), parameter(&uri, "unit"));
    let mut view = app.store.read().await?;
    let found = one(&mut *view, &Reach::of(&account), &id, app.now()).await?;
    let unknown = || ApiError::NotFound(format!("there is no invitation {id} within reach"));
    let (name, invitation) = found.ok_or_else(unknown)?;
    let title = visit
        .language
        .pick("Thu hồi mã mời", "Take an invitation back");
    let frame = visit.frame(Some(Place::Invitations), title);
    Ok(shown(pages::revoke(&frame, &name, &invitation, &unit)))
}

async fn revoke(
    visitor: Coordinator,
    State(app): State<App>,
    fields: Fields,
) -> ApiResult<Response> {
    let account = visitor.account;
    let reach = Reach::of(&account);
    let id = fields.text("id").to_owned();
    let revoked =
        invitations::revoke(&*app.store, account.name.clone(), reach, id, app.now()).await;
    match revoked {
        Ok(_) => {
            let back = format!("{ADDRESS}?unit={}", fields.text("unit"));
            Ok(on_to(&back, REVOKED))
        }
        Err(flaw @ RevokeError::Unknown(_)) => Err(ApiError::NotFound(flaw.to_string())),
        Err(RevokeError::Store(failure)) => Err(failure.into()),
    }
}

async fn style(_: crate::http::Open) -> Response {
    let headers = [
        (header::CONTENT_TYPE, "text/css; charset=utf-8"),
        (header::CACHE_CONTROL, "no-cache"),
    ];
    (headers, STYLE).into_response()
}

/// The round that people work on: the one that changed last.
async fn newest(app: &App, view: &mut dyn Read) -> ApiResult<Arc<RoundPart>> {
    let mut offered = view.rounds().await?;
    offered.sort_by_key(|round| std::cmp::Reverse(round.seq));
    let none = || ApiError::NotFound("there is no round yet".into());
    let stored = offered.first().ok_or_else(none)?;
    app.forms
        .round(view, &stored.document)
        .await?
        .ok_or_else(none)
}

/// Until when invitations are good where nobody says it: the day on which the round is due.
fn proposed(round: &RoundPart, now: i64) -> String {
    let today = day::day_of(now).unwrap_or_default();
    let due: Option<NaiveDate> = round.dates.due.parse().ok();
    let due = due.filter(|due| *due >= today);
    let day = due.or_else(|| today.checked_add_days(Days::new(USUAL_DAYS)));
    day.unwrap_or(today).to_string()
}

/// A day as browsers send it, or as people type it where the browser has no field for days.
fn day_of(typed: &str) -> Option<NaiveDate> {
    typed
        .parse()
        .ok()
        .or_else(|| parse_finished_date(typed).ok())
}

/// Where the app is, as this request reached it. The form came from this very address, which
/// was looked at before.
fn address(app: &App, headers: &HeaderMap) -> String {
    let host = headers
        .get(header::HOST)
        .and_then(|host| host.to_str().ok());
    let scheme = match app.transport {
        Transport::Plain => "http",
        Transport::Tls | Transport::BehindTls => "https",
    };
    format!("{scheme}://{}", host.unwrap_or_default())
}
