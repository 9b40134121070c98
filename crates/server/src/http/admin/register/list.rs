//! The list, one line of it, and the list as a file.

use axum::extract::State;
use axum::http::{Method, StatusCode, Uri};
use axum::response::Response;
use sohoi_admin::Place;
use sohoi_admin::register::{self as pages, Filter, Happened, LinePage, ListPage, Row, words};
use sohoi_register::{Line, Standing};
use sohoi_text::{Language, Query, fold};

use super::{Desk, day_of, download, frame, no_day};
use crate::app::App;
use crate::error::{ApiError, ApiResult};
use crate::http::admin::guard::Coordinator;
use crate::http::admin::language::parameter;
use crate::http::admin::shown;
use crate::http::table::{Content, Entry, entry};
use crate::register::export;
use crate::register::import::Meanings;

/// How many lines a page has.
const A_PAGE: usize = 50;

const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

pub(super) fn entries() -> Vec<Entry> {
    let none = "there is no such round or line";
    let page = Content::Of("text/html");
    let entries = [
        entry(Method::GET, "/admin/register", list)
            .about("The register of a day, what is looked for in it, by pages")
            .gives_page("the list"),
        entry(Method::GET, "/admin/register/line", line)
            .about("One line of the register with its history")
            .gives_page("the line"),
        entry(Method::GET, "/admin/register/export.csv", csv)
            .about("The register of a day as CSV, in the shape that an import takes")
            .gives_file("the file", "text/csv"),
        entry(Method::GET, "/admin/register/export.xlsx", xlsx)
            .about("The register of a day as a workbook, in the shape that an import takes")
            .gives_file("the file", XLSX),
    ];
    entries
        .map(|entry| entry.answers(StatusCode::NOT_FOUND, none, page))
        .to_vec()
}

async fn list(visitor: Coordinator, State(app): State<App>, uri: Uri) -> ApiResult<Response> {
    let visit = &visitor.visit;
    let language = visit.language;
    let mut view = app.store.read().await?;
    let named = parameter(&uri, "round");
    let desk = Desk::open(&mut *view, &app, &visitor.account, &named, language).await?;
    let day = day_of(&uri, "as_of");
    let as_of = day.unwrap_or_default().unwrap_or(desk.keeper.today());
    let state = parameter(&uri, "state");
    let state = pages::State::ALL
        .into_iter()
        .find(|own| own.word() == state)
        .unwrap_or_default();
    let filter = Filter {
        typed: parameter(&uri, "q"),
        unit: parameter(&uri, "unit"),
        kind: parameter(&uri, "kind"),
        state,
        as_of: parameter(&uri, "as_of"),
    };
    let register = desk.keeper.history().as_of(as_of);
    let units = desk.keeper.history().units();
    let query = Query::new(&filter.typed);
    let is_found = |line: &&Line| {
        let subject = &line.subject;
        let is_state = match filter.state {
            pages::State::Listed => line.standing == Standing::Listed,
            pages::State::Waiting => line.standing == Standing::Provisional,
            pages::State::Ended => line.standing.ended().is_some(),
            pages::State::All => true,
        };
        is_state
            && desk.reaches(&subject.unit)
            && (filter.kind.is_empty() || filter.kind == subject.kind)
            && (filter.unit.is_empty()
                || filter.unit == subject.unit
                || units
                    .upwards(&subject.unit, as_of)
                    .iter()
                    .any(|above| above.id == filter.unit))
            && query.matches(&fold(&format!("{} {}", subject.id, subject.name)))
    };
    let found: Vec<&Line> = register.all().filter(is_found).collect();
    let last = found.len().div_ceil(A_PAGE).max(1);
    let at = parameter(&uri, "page").parse().unwrap_or(1).clamp(1, last);
    let rows = found.iter().skip((at - 1) * A_PAGE).take(A_PAGE);
    let page = ListPage {
        round: desk.round.id.clone(),
        rounds: desk.rounds.clone(),
        filter,
        units: desk.units(language),
        kinds: desk.kinds(language),
        rows: rows
            .map(|line| Row {
                id: line.subject.id.clone(),
                name: line.subject.name.clone(),
                unit: desk.unit_path(&line.subject.unit, language),
                standing: standing(&line.standing, language),
            })
            .collect(),
        found: by_kind(&found, desk.kinds(language)),
        page: (at, last),
        waiting: desk.waiting(&desk.keeper.register()).len(),
        day_problem: day.err().map(|()| no_day(language)),
    };
    let title = Place::Register.name(language);
    Ok(shown(pages::list(&frame(visit, title), &page)))
}

/// How many lines there are of each kind that has some, by its name.
fn by_kind(lines: &[&Line], kinds: Vec<(String, String)>) -> Vec<(String, usize)> {
    let counted = kinds.into_iter().map(|(kind, name)| {
        let own = lines.iter().filter(|line| line.subject.kind == kind);
        (name, own.count())
    });
    counted.filter(|(_, count)| *count > 0).collect()
}

/// What became of a line; nothing where it stands.
fn standing(standing: &Standing, language: Language) -> String {
    let on = standing.ended().map(words::day).unwrap_or_default();
    match (standing, language) {
        (Standing::Listed, _) => String::new(),
        (Standing::Provisional, _) => pages::State::Waiting.name(language).to_owned(),
        (Standing::Became { line, .. }, Language::Vi) => format!("Thành {line} từ {on}"),
        (Standing::Became { line, .. }, Language::En) => format!("Became {line} on {on}"),
        (Standing::Dissolved { .. }, Language::Vi) => format!("Giải thể từ {on}"),
        (Standing::Dissolved { .. }, Language::En) => format!("Dissolved on {on}"),
        (Standing::Refused { .. }, Language::Vi) => format!("Đã từ chối ngày {on}"),
        (Standing::Refused { .. }, Language::En) => format!("Refused on {on}"),
    }
}

async fn line(visitor: Coordinator, State(app): State<App>, uri: Uri) -> ApiResult<Response> {
    let visit = &visitor.visit;
    let language = visit.language;
    let mut view = app.store.read().await?;
    let named = parameter(&uri, "round");
    let desk = Desk::open(&mut *view, &app, &visitor.account, &named, language).await?;
    let register = desk.keeper.register();
    let id = parameter(&uri, "id");
    // A line that will come in on a later day is shown, too.
    let later = desk.keeper.history().as_of(chrono::NaiveDate::MAX);
    let line = register.line(&id).or_else(|| later.line(&id));
    let line = line
        .filter(|line| desk.reaches(&line.subject.unit))
        .ok_or_else(|| ApiError::NotFound("there is no such line".into()))?;
    let meanings = Meanings::of(&mut *view, &desk.round.document).await?;
    let subject = &line.subject;
    let label = |vi: &str, en: &str| language.pick(vi, en).to_owned();
    let mut facts = vec![
        (label("Mã", "Code"), subject.id.clone()),
        (
            label("Đơn vị", "Unit"),
            desk.unit_path(&subject.unit, language),
        ),
        (label("Có từ ngày", "Since"), words::day(line.since)),
    ];
    let state = standing(&line.standing, language);
    if !state.is_empty() {
        facts.push((label("Tình trạng", "State"), state));
    }
    // Forms repeat code and name; here they stand above.
    let repeats = |value: &str| value == subject.id || value == subject.name;
    let own = subject.attributes.iter();
    for (name, value) in own.filter(|(_, value)| !repeats(value)) {
        let label = meanings.labels(name);
        let label = label.map_or(name.as_str(), |[vi, en]| language.pick(vi, en));
        let value = meanings.shown(&subject.kind, name, value, language);
        facts.push((label.to_owned(), value));
    }
    let unit = |id: &str| desk.unit_name(id, language);
    let happened = desk.keeper.history().of_line(&id).into_iter();
    let happened = happened.map(|event| Happened {
        day: words::day(event.effective),
        what: words::event(event, language, &unit),
        decision: event.decision.clone().unwrap_or_default(),
        noted: format!("{}, {}", event.by, words::day(event.noted.date())),
    });
    let page = LinePage {
        round: desk.round.id.clone(),
        id: id.clone(),
        facts,
        happened: happened.collect(),
        stands: line.standing == Standing::Listed,
        is_waiting: line.standing == Standing::Provisional,
    };
    let frame = frame(visit, subject.name.clone());
    Ok(shown(pages::line(&frame, &page)))
}

async fn csv(visitor: Coordinator, State(app): State<App>, uri: Uri) -> ApiResult<Response> {
    let (rows, day, _) = rows(&visitor, &app, &uri).await?;
    let name = format!("register-{day}.csv");
    Ok(download(
        &name,
        "text/csv; charset=utf-8",
        export::csv(&rows),
    ))
}

async fn xlsx(visitor: Coordinator, State(app): State<App>, uri: Uri) -> ApiResult<Response> {
    let (rows, day, today) = rows(&visitor, &app, &uri).await?;
    let title = Place::Register.name(visitor.visit.language);
    let bytes = export::xlsx(&rows, title, today);
    let bytes = bytes.map_err(|flaw| ApiError::TooLarge(flaw.to_string()))?;
    Ok(download(&format!("register-{day}.xlsx"), XLSX, bytes))
}

type Rows = (Vec<Vec<String>>, chrono::NaiveDate, chrono::NaiveDate);

async fn rows(visitor: &Coordinator, app: &App, uri: &Uri) -> ApiResult<Rows> {
    let language = visitor.visit.language;
    let mut view = app.store.read().await?;
    let named = parameter(uri, "round");
    let desk = Desk::open(&mut *view, app, &visitor.account, &named, language).await?;
    let today = desk.keeper.today();
    let day = day_of(uri, "as_of").unwrap_or_default().unwrap_or(today);
    let register = desk.keeper.history().as_of(day);
    let rows = export::rows(&register, desk.within.as_ref());
    let detail = format!("{} {day}: {} rows", desk.round.id, rows.len());
    drop((desk, view));
    app.note(&visitor.account.name, "export register", detail)
        .await?;
    Ok((rows, day, today))
}
