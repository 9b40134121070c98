//! `/odata/v4/`: the feed for spreadsheets, read only, for holders of a token.
//!
//! **Architecture Invariant:** no cookie opens it, and nothing can be changed through it: so there is
//! nothing that a foreign page could do in somebody's name.

use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use schemars::JsonSchema;
use serde::Serialize;

use super::family::Asked;
use super::table::{Entry, entry};
use super::token_holder::TokenHolder;
use crate::app::App;
use crate::error::{ApiError, ApiResult};
use crate::odata::{
    Numbers, Options, PAGE, Query, Refused, Table, metadata_xml, page, page_json, service_json,
};
use crate::store::StoredToken;

/// Where the feed is.
const ROOT: &str = "/odata/v4/";

/// What is asked for.
enum Resource<'p> {
    Service,
    Metadata,
    Set(&'p str),
    Count(&'p str),
}

/// What is refused or failed, as OData tells it.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "ODataError")]
pub(super) struct Refusal {
    error: Why,
}

/// What stood in the way.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "ODataErrorWhy")]
struct Why {
    /// As of the API's errors.
    code: String,
    /// What is wrong and where, in English.
    message: String,
}

pub(super) fn entries() -> Vec<Entry> {
    let below_root = |path| {
        entry(Method::GET, path, read)
            .gives_file("rows, or which tables there are", "application/json")
            .gives_file("the metadata", "application/xml")
            .gives_file("a count", "text/plain")
            .refuses(StatusCode::BAD_REQUEST, "an option cannot be understood")
            .refuses(StatusCode::FORBIDDEN, "the token does not read this")
            .refuses(StatusCode::NOT_FOUND, "the path names nothing")
            .refuses(
                StatusCode::NOT_IMPLEMENTED,
                "something of OData that this feed does not do",
            )
    };
    vec![
        below_root("/odata/v4").about("Which tables the feed for spreadsheets has"),
        below_root("/odata/v4/").about("Which tables the feed for spreadsheets has"),
        below_root("/odata/v4/{*path}").about("A table of the feed, its count, or the metadata"),
    ]
}

/// Answers everything below the root.
async fn read(
    TokenHolder(token): TokenHolder,
    State(app): State<App>,
    uri: Uri,
    headers: HeaderMap,
) -> ApiResult<Response> {
    let path = uri.path();
    let resource = resource(path)?;
    let options = Options::parse(uri.query().unwrap_or_default())?;
    if matches!(resource, Resource::Service | Resource::Metadata) {
        options.only_format()?;
    }
    if let Resource::Set(name) | Resource::Count(name) = resource {
        may_read(&token, name)?;
    }
    let tables = app.tables.of(&*app.store, &app.forms, &token).await?;
    let root = root(&app, &headers);
    let find = |name: &str| -> ApiResult<&Table> {
        let found = tables.iter().find(|table| table.name == name);
        let found = found.map(|table| &**table);
        found.ok_or_else(|| ApiError::NotFound(format!("there is no entity set {name}")))
    };
    match resource {
        Resource::Service => {
            let sets: Vec<String> = tables.iter().map(|table| table.name.clone()).collect();
            Ok(json_answer(service_json(&root, &sets), Numbers::Plain))
        }
        Resource::Metadata => {
            let kind = [(header::CONTENT_TYPE, "application/xml")];
            Ok((kind, metadata_xml(&tables)).into_response())
        }
        Resource::Set(name) => {
            let table = find(name)?;
            let query = Query::of(&options, table)?;
            let wish = page_wish(&headers);
            let page = page(table, &query, &options, wish.unwrap_or(PAGE));
            let numbers = numbers(&options, &headers);
            let json = page_json(&root, table, &query, &page, numbers);
            let action = match name {
                name if name.starts_with("Responses_") => Some("read responses"),
                "Figures" => Some("read figures"),
                _ => None,
            };
            if let Some(action) = action {
                let actor = format!("token {}", token.name);
                let detail = format!("{name}: {}", page.rows.len());
                app.note(&actor, action, detail).await?;
            }
            let mut response = json_answer(json, numbers);
            if let Some(wish) = wish {
                let applied = HeaderValue::try_from(format!("odata.maxpagesize={wish}"));
                let applied = applied.expect("a number is valid in a header");
                response.headers_mut().insert("preference-applied", applied);
            }
            Ok(response)
        }
        Resource::Count(name) => {
            let table = find(name)?;
            let query = Query::of(&options, table)?;
            let page = page(table, &query.counting(), &options, 0);
            let count = page.count.unwrap_or_default().to_string();
            let kind = [(header::CONTENT_TYPE, "text/plain; charset=utf-8")];
            Ok((kind, count).into_response())
        }
    }
}

/// What a path names.
fn resource(path: &str) -> ApiResult<Resource<'_>> {
    let unknown = || ApiError::NotFound(format!("there is no {path}"));
    if path == ROOT.trim_end_matches('/') {
        return Ok(Resource::Service);
    }
    let rest = path.strip_prefix(ROOT).ok_or_else(unknown)?;
    // Names of sets may have letters that travel as percent signs and digits, but none of ours do:
    // what has one is unknown.
    match rest.split_once('/') {
        None if rest.is_empty() => Ok(Resource::Service),
        None if rest == "$metadata" => Ok(Resource::Metadata),
        Some((name, "$count")) if !name.starts_with('$') => Ok(Resource::Count(name)),
        _ if rest.contains('(') || rest.contains("%28") => {
            let what = "a single row by its key";
            Err(Refused::Unsupported(what.to_owned()).into())
        }
        _ if rest.starts_with('$') || rest.contains("/$") => {
            Err(Refused::Unsupported(rest.to_owned()).into())
        }
        None => Ok(Resource::Set(rest)),
        Some(_) => Err(unknown()),
    }
}

/// Whether a token may read a set, as far as its name tells: said before anything is computed, and
/// alike for forms that exist and others.
fn may_read(token: &StoredToken, name: &str) -> ApiResult<()> {
    if name.starts_with("Responses_") && !token.reads_responses {
        return Err(ApiError::Forbidden(
            "this token reads figures, not single responses".into(),
        ));
    }
    Ok(())
}

/// The address of the feed as the client wrote it: links in answers have to lead back here.
fn root(app: &App, headers: &HeaderMap) -> String {
    let host = headers.get(header::HOST).and_then(|it| it.to_str().ok());
    let scheme = if app.transport.is_secure() {
        "https"
    } else {
        "http"
    };
    match host {
        Some(host) => format!("{scheme}://{host}{ROOT}"),
        None => ROOT.to_owned(),
    }
}

/// How many rows of a page the client wants at most, if it wants fewer than there may be.
fn page_wish(headers: &HeaderMap) -> Option<usize> {
    let preferences = headers.get_all("prefer").iter();
    let mut preferences = preferences
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split([',', ';']));
    let wish = preferences.find_map(|one| {
        let (name, value) = one.split_once('=')?;
        let name = name.trim();
        let is_it = ["odata.maxpagesize", "maxpagesize"]
            .iter()
            .any(|own| name.eq_ignore_ascii_case(own));
        is_it.then(|| value.trim().trim_matches('"').parse::<usize>().ok())?
    });
    wish.filter(|wish| (1..PAGE).contains(wish))
}

fn numbers(options: &Options, headers: &HeaderMap) -> Numbers {
    let accepted = headers.get_all(header::ACCEPT).iter();
    let mut accepted = accepted.filter_map(|value| value.to_str().ok());
    let is_wished = accepted.any(|value| {
        let value = value.to_ascii_lowercase();
        value.contains("ieee754compatible=true")
    });
    if options.is_ieee754() || is_wished {
        Numbers::Text
    } else {
        Numbers::Plain
    }
}

fn json_answer(json: String, numbers: Numbers) -> Response {
    let kind = match numbers {
        Numbers::Plain => "application/json;odata.metadata=minimal;charset=utf-8",
        Numbers::Text => {
            "application/json;odata.metadata=minimal;IEEE754Compatible=true;charset=utf-8"
        }
    };
    ([(header::CONTENT_TYPE, kind)], json).into_response()
}

/// Says which OData this is; what is refused or failed is told as OData wants it.
pub(super) fn finished(_: &Asked, failure: Option<&ApiError>, mut response: Response) -> Response {
    let headers = response.headers_mut();
    headers.insert("odata-version", HeaderValue::from_static("4.0"));
    let Some(failure) = failure else {
        return response;
    };
    if matches!(failure, ApiError::Unauthenticated(_)) {
        for scheme in [
            "Basic realm=\"sohoi\", charset=\"UTF-8\"",
            "Bearer realm=\"sohoi\"",
        ] {
            headers.append(header::WWW_AUTHENTICATE, HeaderValue::from_static(scheme));
        }
    }
    let (_, code) = failure.parts();
    let refusal = Refusal {
        error: Why {
            code: code.to_owned(),
            message: failure.to_string(),
        },
    };
    *response.body_mut() = Body::from(serde_json::to_vec(&refusal).expect("it is made of texts"));
    response
}
