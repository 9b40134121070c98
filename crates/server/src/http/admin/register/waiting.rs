//! Associations that were added in the field.

use axum::extract::State;
use axum::http::{Method, StatusCode, Uri};
use axum::response::Response;
use sohoi_admin::register::{self as pages, Same, Waiting, words};
use sohoi_register::{Refusal, excluded};

use super::change::alike;
use super::{Desk, frame};
use crate::app::App;
use crate::error::ApiResult;
use crate::http::admin::guard::Coordinator;
use crate::http::admin::language::parameter;
use crate::http::admin::shown;
use crate::http::table::{Content, Entry, entry};

pub(super) fn entries() -> Vec<Entry> {
    let page = Content::Of("text/html");
    vec![
        entry(Method::GET, "/admin/register/waiting", read)
            .about("Associations that were added in the field and wait to be settled")
            .gives_page("the list")
            .answers(StatusCode::NOT_FOUND, "there is no such round", page),
    ]
}

async fn read(visitor: Coordinator, State(app): State<App>, uri: Uri) -> ApiResult<Response> {
    let visit = &visitor.visit;
    let language = visit.language;
    let mut view = app.store.read().await?;
    let named = parameter(&uri, "round");
    let desk = Desk::open(&mut *view, &app, &visitor.account, &named, language).await?;
    let register = desk.keeper.register();
    let units = desk.keeper.history().units();
    let mut lines = Vec::new();
    for id in desk.waiting(&register) {
        let Some(line) = register.line(&id) else {
            continue;
        };
        let responses = view.responses_about(&desk.round.id, &id).await?.len();
        let events = desk.keeper.history().of_line(&id);
        let by = events.first().map_or("", |event| event.by.as_str());
        let organisation = excluded(&line.subject.name, units);
        let same = alike(&desk, line).into_iter();
        lines.push(Waiting {
            name: line.subject.name.clone(),
            unit: desk.unit_path(&line.subject.unit, language),
            added: format!("{by}, {}", words::day(line.since)),
            responses,
            excluded: organisation
                .map(|organisation| words::refusal(&Refusal::Excluded { organisation }, language)),
            same: same.map(|(code, name)| Same { code, name }).collect(),
            id,
        });
    }
    let title = language.pick("Hội cơ sở bổ sung, chờ xác nhận", "Added in the field");
    let page = pages::waiting(&frame(visit, title), &desk.round.id, &lines);
    Ok(shown(page))
}
