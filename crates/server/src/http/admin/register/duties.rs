//! What associations owe by a day: by unit, and as a calendar file.

use axum::extract::State;
use axum::http::{Method, StatusCode, Uri};
use axum::response::Response;
use sohoi_admin::register::{self as pages, DutiesPage, Owes};
use sohoi_register::duties::{Agenda, Within};
use sohoi_text::messages::duties as words;
use sohoi_text::{Language, short_date};

use super::{Desk, download, frame};
use crate::app::App;
use crate::error::ApiResult;
use crate::http::admin::guard::Coordinator;
use crate::http::admin::language::parameter;
use crate::http::admin::shown;
use crate::http::table::{Content, Entry, entry};
use crate::register::duties::Duties;
use crate::scope::Reach;
use crate::store::Read;

/// How many duties a page has.
const A_PAGE: usize = 50;

pub(super) fn entries() -> Vec<Entry> {
    let page = Content::Of("text/html");
    let none = "there is no such round";
    let entries = [
        entry(Method::GET, "/admin/register/duties", read)
            .about("What associations owe by a day, by unit")
            .gives_page("the duties"),
        entry(Method::GET, "/admin/register/duties.ics", ics)
            .about("The same as a calendar file (RFC 5545)")
            .gives_file("the file", "text/calendar"),
    ];
    entries
        .map(|entry| entry.answers(StatusCode::NOT_FOUND, none, page))
        .to_vec()
}

async fn read(visitor: Coordinator, State(app): State<App>, uri: Uri) -> ApiResult<Response> {
    let visit = &visitor.visit;
    let language = visit.language;
    let mut view = app.store.read().await?;
    let named = parameter(&uri, "round");
    let desk = Desk::open(&mut *view, &app, &visitor.account, &named, language).await?;
    let (unit, within) = asked(&uri);
    let duties = of(&mut *view, &desk, &unit).await?;
    let found = duties.agenda.count(within);
    let last = found.div_ceil(A_PAGE).max(1);
    let at = parameter(&uri, "page").parse().unwrap_or(1).clamp(1, last);
    let all = rows(&desk, &duties, within, language);
    let mut owed: Vec<(String, Vec<Owes>)> = Vec::new();
    for (unit, row) in all.into_iter().skip((at - 1) * A_PAGE).take(A_PAGE) {
        match owed.last_mut() {
            Some((last, rows)) if *last == unit => rows.push(row),
            _ => owed.push((unit, vec![row])),
        }
    }
    let page = DutiesPage {
        round: desk.round.id.clone(),
        unit,
        units: desk.units(language),
        within: choices(&duties.agenda, language),
        chosen: within.word(),
        owed,
        found,
        page: (at, last),
        has_days: within != Within::Unknown,
        has_rules: !duties.rules.is_empty(),
    };
    let title = words::title(language);
    Ok(shown(pages::duties(&frame(visit, title), &page)))
}

async fn ics(visitor: Coordinator, State(app): State<App>, uri: Uri) -> ApiResult<Response> {
    let language = visitor.visit.language;
    let mut view = app.store.read().await?;
    let named = parameter(&uri, "round");
    let desk = Desk::open(&mut *view, &app, &visitor.account, &named, language).await?;
    let (unit, within) = asked(&uri);
    let duties = of(&mut *view, &desk, &unit).await?;
    let name = format!("duties-{}.ics", duties.day);
    let file = duties.calendar(within, language);
    Ok(download(
        &name,
        "text/calendar; charset=utf-8",
        file.into_bytes(),
    ))
}

/// The unit and what is looked at.
fn asked(uri: &Uri) -> (String, Within) {
    let within = Within::of(&parameter(uri, "within")).unwrap_or_default();
    (parameter(uri, "unit"), within)
}

async fn of<'d>(view: &mut dyn Read, desk: &'d Desk, unit: &str) -> ApiResult<Duties<'d>> {
    let rules = view.register_duties(&desk.round.id).await?;
    let day = desk.keeper.today();
    let units = desk.keeper.history().units();
    let is_below = |own: &str| {
        let above = units.upwards(own, day);
        unit.is_empty() || own == unit || above.iter().any(|above| above.id == unit)
    };
    let own_root = match &desk.reach {
        Reach::Unit(top) => Some(top.as_str()),
        _ => None,
    };
    let root = Some(unit).filter(|unit| !unit.is_empty()).or(own_root);
    let round = (&*desk.part, root);
    Ok(Duties::of(
        &desk.keeper.register(),
        rules,
        round,
        day,
        |line| desk.reaches(&line.subject.unit) && is_below(&line.subject.unit),
    ))
}

/// Every row of what is looked at, with the unit that it stands under.
fn rows(
    desk: &Desk,
    duties: &Duties<'_>,
    within: Within,
    language: Language,
) -> Vec<(String, Owes)> {
    let row = |line: usize, duty: String, due: String, left: String, is_overdue: bool| {
        let line = &duties.lines[line];
        Owes {
            id: line.id.clone(),
            name: line.name.clone(),
            unit: desk.unit_path(&line.unit, language),
            duty,
            due,
            left,
            is_overdue,
        }
    };
    let mut rows = Vec::new();
    for (unit, owed) in duties.agenda.within(within) {
        let title = desk.unit_name(&unit.unit, language);
        rows.extend(owed.iter().map(|own| {
            let duty = duties.rule(own.rule, language).to_owned();
            let left = words::time_left(language, own.due, duties.day);
            let is_overdue = own.due < duties.day;
            (
                title.clone(),
                row(own.line, duty, short_date(own.due), left, is_overdue),
            )
        }));
    }
    if within == Within::Unknown {
        for unit in duties.agenda.units() {
            let title = desk.unit_name(&unit.unit, language);
            rows.extend(unit.unknown.iter().map(|own| {
                let named = own.rules.iter().map(|rule| duties.rule(*rule, language));
                let duty = named.collect::<Vec<_>>().join(", ");
                let left = words::not_in_register(language).to_owned();
                (
                    title.clone(),
                    row(own.line, duty, String::new(), left, false),
                )
            }));
        }
    }
    rows
}

fn choices(agenda: &Agenda, language: Language) -> Vec<(&'static str, &'static str, usize)> {
    let choice = |within: Within| {
        let name = words::within(language, within.word());
        (within.word(), name, agenda.count(within))
    };
    Within::ALL.map(choice).to_vec()
}
