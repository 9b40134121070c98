//! Single changes.

use std::collections::BTreeMap;

use axum::extract::State;
use axum::http::{Method, StatusCode, Uri};
use axum::response::Response;
use sohoi_admin::register::{self as pages, Asked, ChangePage, Doing, words};
use sohoi_register::{Change, Line, NotNoted, Refusal};
use sohoi_round::Subject;
use sohoi_text::{Language, fold};

use super::{Desk, a_day, frame, no_day};
use crate::app::App;
use crate::error::{ApiError, ApiResult};
use crate::http::admin::fields::Fields;
use crate::http::admin::guard::{Coordinator, Visit};
use crate::http::admin::language::parameter;
use crate::http::admin::{on_to, shown, to_mend};
use crate::http::table::{Content, Entry, entry};
use crate::register::change::{ChangeError, make};
use crate::store::transact;

pub(super) fn entries() -> Vec<Entry> {
    let page = Content::Of("text/html");
    let mend = "something is to be mended: the form again";
    vec![
        entry(Method::GET, "/admin/register/change", read)
            .about("The form for a change of the register")
            .gives_page("the form")
            .answers(
                StatusCode::NOT_FOUND,
                "there is no such line or change",
                page,
            ),
        entry(Method::POST, "/admin/register/change", write)
            .about("Notes a change of the register")
            .leads_on("it is noted")
            .answers(StatusCode::UNPROCESSABLE_ENTITY, mend, page)
            .answers(
                StatusCode::NOT_FOUND,
                "there is no such line or change",
                page,
            ),
    ]
}

async fn read(visitor: Coordinator, State(app): State<App>, uri: Uri) -> ApiResult<Response> {
    let visit = &visitor.visit;
    let doing = doing(&parameter(&uri, "do"))?;
    let mut view = app.store.read().await?;
    let named = parameter(&uri, "round");
    let desk = Desk::open(&mut *view, &app, &visitor.account, &named, visit.language).await?;
    let mut asked = Asked {
        id: parameter(&uri, "id"),
        into: parameter(&uri, "into"),
        on: desk.keeper.today().to_string(),
        ..Asked::default()
    };
    if doing != Doing::Add {
        let line = of(&desk, &asked.id)?;
        asked.name = line.subject.name;
        asked.unit = line.subject.unit;
    }
    Ok(shown(form(visit, &desk, doing, asked, Vec::new())?))
}

async fn write(
    visitor: Coordinator,
    State(app): State<App>,
    fields: Fields,
) -> ApiResult<Response> {
    let visit = &visitor.visit;
    let language = visit.language;
    let doing = doing(fields.text("do"))?;
    let text = |name: &str| fields.text(name).to_owned();
    let asked = Asked {
        id: text("id"),
        name: text("name"),
        unit: text("unit"),
        kind: text("kind"),
        into: text("into"),
        code: text("code"),
        reason: text("reason"),
        on: text("on"),
        decision: text("decision"),
    };
    let mut view = app.store.read().await?;
    let desk = Desk::open(
        &mut *view,
        &app,
        &visitor.account,
        fields.text("round"),
        language,
    )
    .await?;
    drop(view);
    if doing != Doing::Add {
        of(&desk, &asked.id)?;
    }
    let Ok(on) = a_day(&asked.on) else {
        let problems = vec![("on", no_day(language))];
        return Ok(to_mend(form(visit, &desk, doing, asked, problems)?));
    };
    let change = change(doing, &asked);
    let decision = Some(asked.decision.clone()).filter(|decision| !decision.is_empty());
    let (round, reach) = (desk.round.clone(), desk.reach.clone());
    let (by, now) = (visitor.account.name.clone(), app.now());
    let made = transact(&*app.store, move |transaction| {
        Box::pin(async move {
            make(
                transaction,
                &round,
                &reach,
                &by,
                (on, decision),
                change,
                now,
            )
            .await
        })
    })
    .await;
    let problem = match made {
        Ok(_) => {
            let id = match doing {
                Doing::Confirm => &asked.code,
                Doing::Join => &asked.into,
                _ => &asked.id,
            };
            let mut query = form_urlencoded::Serializer::new(String::new());
            query.append_pair("round", &desk.round.id);
            query.append_pair("id", id);
            return Ok(on_to(
                &format!("/admin/register/line?{}", query.finish()),
                "noted",
            ));
        }
        Err(ChangeError::Store(failure)) => return Err(failure.into()),
        Err(flaw) => problem(doing, &flaw, language),
    };
    Ok(to_mend(form(visit, &desk, doing, asked, vec![problem])?))
}

fn doing(word: &str) -> ApiResult<Doing> {
    let found = Doing::ALL.into_iter().find(|doing| doing.word() == word);
    found.ok_or_else(|| ApiError::NotFound("there is no such change".into()))
}

/// A line within reach.
fn of(desk: &Desk, id: &str) -> ApiResult<Line> {
    let register = desk.keeper.history().as_of(chrono::NaiveDate::MAX);
    let line = register.line(id).cloned();
    line.filter(|line| desk.reaches(&line.subject.unit))
        .ok_or_else(|| ApiError::NotFound("there is no such line".into()))
}

fn change(doing: Doing, asked: &Asked) -> Change {
    let line = asked.id.clone();
    match doing {
        Doing::Add => Change::Add {
            line: Subject {
                id: line,
                name: asked.name.clone(),
                kind: asked.kind.clone(),
                unit: asked.unit.clone(),
                attributes: BTreeMap::new(),
            },
        },
        Doing::Rename => Change::Rename {
            line,
            name: asked.name.clone(),
        },
        Doing::Move => Change::Move {
            line,
            unit: asked.unit.clone(),
        },
        Doing::Merge | Doing::Join => Change::Merge {
            lines: vec![line],
            into: asked.into.clone(),
        },
        Doing::Dissolve => Change::Dissolve { line },
        Doing::Confirm => Change::Confirm {
            line,
            code: asked.code.clone(),
        },
        Doing::Refuse => Change::Refuse {
            line,
            reason: asked.reason.clone(),
        },
    }
}

/// The field that a refusal is about, and the refusal in words.
fn problem(doing: Doing, flaw: &ChangeError, language: Language) -> (&'static str, String) {
    let main = match doing {
        Doing::Add => "id",
        Doing::Rename => "name",
        Doing::Move => "unit",
        Doing::Merge | Doing::Join => "into",
        Doing::Dissolve => "on",
        Doing::Confirm => "code",
        Doing::Refuse => "reason",
    };
    match flaw {
        ChangeError::Refused(flaw) => {
            let refusal = match flaw {
                NotNoted::Itself { refusal, .. } => Some(refusal),
                _ => None,
            };
            let has_name = matches!(doing, Doing::Add | Doing::Rename);
            let has_unit = matches!(doing, Doing::Add | Doing::Move);
            let field =
                match refusal {
                    Some(
                        Refusal::NoName | Refusal::NameTaken { .. } | Refusal::Excluded { .. },
                    ) if has_name => "name",
                    Some(Refusal::NoSuchUnit { .. }) if has_unit => "unit",
                    Some(Refusal::Ended { line: _, .. }) if doing == Doing::Rename => "on",
                    _ => main,
                };
            (field, words::not_noted(flaw, language))
        }
        ChangeError::OutOfReach(_) => {
            let field = if doing == Doing::Add { "unit" } else { main };
            let why = language.pick(
                "Ngoài phạm vi tài khoản của bạn.",
                "It is outside of what your account keeps.",
            );
            (field, why.to_owned())
        }
        ChangeError::Value { flaw, .. } => (main, words::cell_flaw(flaw, language)),
        ChangeError::UnknownKind(_) => (
            "kind",
            language
                .pick("Xin chọn loại.", "Please choose a kind.")
                .to_owned(),
        ),
        ChangeError::Later | ChangeError::Store(_) => (
            main,
            language
                .pick(
                    "Hội bổ sung được xử lý ngay trong ngày.",
                    "What the field added is settled today.",
                )
                .to_owned(),
        ),
    }
}

fn form(
    visit: &Visit,
    desk: &Desk,
    doing: Doing,
    asked: Asked,
    problems: Vec<(&'static str, String)>,
) -> ApiResult<String> {
    let language = visit.language;
    let line = match doing {
        Doing::Add => None,
        _ => Some(of(desk, &asked.id)?),
    };
    let others = line
        .as_ref()
        .map_or_else(Vec::new, |line| alike(desk, line));
    let page = ChangePage {
        round: desk.round.id.clone(),
        doing,
        asked,
        line: line.map(|line| line.subject.name).unwrap_or_default(),
        units: desk.units(language),
        kinds: desk.kinds(language),
        others,
        problems,
    };
    let frame = frame(visit, doing.title(language));
    Ok(pages::change(&frame, &page))
}

/// Lines of the same unit and kind whose names share a word that says something, those of the same name
/// first; codes and names.
pub(super) fn alike(desk: &Desk, line: &Line) -> Vec<(String, String)> {
    let register = desk.keeper.register();
    // What every name in the unit may have says nothing.
    let place = fold(&desk.unit_name(&line.subject.unit, Language::Vi));
    let place: Vec<&str> = place.split(' ').collect();
    let telling = |name: &str| -> Vec<String> {
        let folded = fold(name);
        let common = "hoi cau lac bo xa phuong huyen tinh thi tran thanh pho va";
        let words = folded.split(' ');
        let words = words
            .filter(|word| !common.split(' ').any(|own| own == *word) && !place.contains(word));
        words.map(str::to_owned).collect()
    };
    let own = telling(&line.subject.name);
    let mut found: Vec<(usize, String, String)> = register
        .listed()
        .filter(|other| {
            other.subject.unit == line.subject.unit
                && other.subject.kind == line.subject.kind
                && other.subject.id != line.subject.id
        })
        .filter_map(|other| {
            let words = telling(&other.subject.name);
            let shared = words.iter().filter(|word| own.contains(word)).count();
            let apart = own.len().max(words.len()) - shared.min(own.len());
            let subject = &other.subject;
            (shared > 0).then(|| (apart, subject.id.clone(), subject.name.clone()))
        })
        .collect();
    found.sort();
    found.truncate(5);
    found.into_iter().map(|(_, id, name)| (id, name)).collect()
}
