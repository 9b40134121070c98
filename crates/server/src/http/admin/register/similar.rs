//! Associations that resemble each other.

use axum::extract::State;
use axum::http::{Method, StatusCode, Uri};
use axum::response::Response;
use sohoi_admin::register::{self as pages, Alike, Member, SimilarPage};
use sohoi_register::similar::{Evidence, Group, Judged};
use sohoi_text::Language;

use super::{Desk, frame};
use crate::app::App;
use crate::error::{ApiError, ApiResult};
use crate::http::admin::fields::Fields;
use crate::http::admin::guard::Coordinator;
use crate::http::admin::language::parameter;
use crate::http::admin::{on_to, shown};
use crate::http::table::{Content, Entry, entry};
use crate::register::similar::{Found, groups};
use crate::store::{StoreError, transact};

/// How many groups a page shows.
const MOST: usize = 50;

pub(super) fn entries() -> Vec<Entry> {
    let page = Content::Of("text/html");
    let none = "there is no such round or group";
    let entries = [
        entry(Method::GET, "/admin/register/similar", read)
            .about("Associations of one unit that resemble each other, with what shows it")
            .gives_page("the groups"),
        entry(Method::POST, "/admin/register/similar", judge)
            .about("Keeps what somebody says of a group")
            .leads_on("it is kept"),
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
    let found = groups(&mut *view, &desk.round, &desk.reach, app.now()).await?;
    let own = found
        .groups
        .iter()
        .filter(|group| desk.reaches(&group.unit));
    let own: Vec<&Group> = own.collect();
    let is_open = |group: &&&Group| found.judged(group).is_none();
    let shows_all = parameter(&uri, "all") == "yes";
    let open = own.iter().filter(is_open).count();
    let shown_groups = own.iter().filter(|group| shows_all || is_open(group));
    let page = SimilarPage {
        round: desk.round.id.clone(),
        groups: shown_groups
            .take(MOST)
            .map(|group| alike(&desk, &found, group, language))
            .collect(),
        open,
        shows_all,
    };
    let title = language.pick("Hội tương đồng", "Similar associations");
    Ok(shown(pages::similar(&frame(visit, title), &page)))
}

async fn judge(
    visitor: Coordinator,
    State(app): State<App>,
    fields: Fields,
) -> ApiResult<Response> {
    let language = visitor.visit.language;
    let mut view = app.store.read().await?;
    let named = fields.text("round");
    let desk = Desk::open(&mut *view, &app, &visitor.account, named, language).await?;
    let lines: Vec<String> = fields.all("line").into_iter().map(str::to_owned).collect();
    let register = desk.keeper.register();
    let is_group = lines.len() > 1
        && lines.iter().all(|line| {
            let known = register.line(line);
            known.is_some_and(|known| desk.reaches(&known.subject.unit))
        });
    if !is_group {
        return Err(ApiError::NotFound("there is no such group".into()));
    }
    drop(view);
    let judged = Judged {
        lines,
        is_accepted: fields.text("judged") == "accept",
        note: fields.text("note").to_owned(),
        day: desk.keeper.today(),
    };
    let (round, by, now) = (
        desk.round.id.clone(),
        visitor.account.name.clone(),
        app.now(),
    );
    transact::<_, StoreError, _>(&*app.store, move |transaction| {
        Box::pin(async move {
            transaction
                .put_register_judged(&round, &judged, &by)
                .await?;
            let detail = judged.lines.join(" + ");
            transaction
                .audit(now, &by, "judge similar associations", &detail)
                .await
        })
    })
    .await?;
    let mut query = form_urlencoded::Serializer::new(String::new());
    query.append_pair("round", &desk.round.id);
    let address = format!("/admin/register/similar?{}", query.finish());
    Ok(on_to(&address, "noted"))
}

fn alike(desk: &Desk, found: &Found, group: &Group, language: Language) -> Alike {
    let judged = found.judged(group);
    let name = |line: &str| {
        let line = found.register.line(line);
        line.map(|line| line.subject.name.clone())
            .unwrap_or_default()
    };
    let members = group.lines.iter().zip(&group.merging);
    Alike {
        unit: desk.unit_path(&group.unit, language),
        members: members
            .map(|(line, merging)| Member {
                id: line.clone(),
                name: name(line),
                facts: found.facts(line, language),
                merging: found.view_on_merging(merging, language),
            })
            .collect(),
        evidence: group
            .evidence
            .iter()
            .map(|one| in_words(found, one, &name, language))
            .collect(),
        said: judged.map(|judged| {
            let what = match judged.is_accepted {
                true => language.pick("Đã đưa vào phương án", "Taken into the plan"),
                false => language.pick("Đã xem: không tương đồng", "Judged: not alike"),
            };
            format!("{what} ({})", pages::words::day(judged.day))
        }),
        note: judged.map(|judged| judged.note.clone()).unwrap_or_default(),
    }
}

fn in_words(
    found: &Found,
    evidence: &Evidence,
    name: &dyn Fn(&str) -> String,
    language: Language,
) -> String {
    let mut said: Vec<String> = Vec::new();
    let mut say = |is_so: bool, vi: &str, en: &str| {
        if is_so {
            said.push(language.pick(vi, en).to_owned());
        }
    };
    say(evidence.same_kind, "cùng loại hội", "the same type");
    say(evidence.related_kinds, "loại hội gần nhau", "related types");
    say(
        evidence.same_field,
        "cùng lĩnh vực chính",
        "the same main field",
    );
    if !evidence.activities.is_empty() {
        let shared = found.shared_activities(evidence, language);
        said.push(match language {
            Language::Vi => format!("cùng hoạt động: {shared}"),
            Language::En => format!("both active in: {shared}"),
        });
    }
    if !evidence.words.is_empty() {
        let words = found.shared_words(evidence);
        said.push(match language {
            Language::Vi => format!("tên cùng có: {words}"),
            Language::En => format!("both names have: {words}"),
        });
    }
    let [one, other] = &evidence.lines;
    format!("{} – {}: {}", name(one), name(other), said.join("; "))
}
