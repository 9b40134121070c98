//! Adding an account, and moving one.

use axum::extract::State;
use axum::http::{Method, StatusCode};
use axum::response::Response;
use sohoi_admin::accounts::{Draft, Found, address, new, to_move};
use sohoi_sync::{Role, Scope};
use sohoi_text::Language;

use super::{failure, last_administrator, page, unknown};
use crate::accounts::{self, AccountError, Place};
use crate::app::App;
use crate::error::ApiResult;
use crate::http::admin::fields::Fields;
use crate::http::admin::guard::{Administrator, Visit};
use crate::http::admin::{on_to, shown, to_mend};
use crate::http::table::{Content, Entry, InPath, entry};
use crate::places::Places;
use crate::scope::Branches;
use crate::store::StoredAccount;

/// How many units and associations are shown to choose from.
const FOUND: usize = 25;

pub(super) fn entries() -> Vec<Entry> {
    let again = "something is to be mended: the form again";
    let page = Content::Of("text/html");
    vec![
        entry(Method::GET, "/admin/accounts/new", begin)
            .about("The form for a new account")
            .gives_page("the form"),
        entry(Method::POST, "/admin/accounts/new", add)
            .about("Adds an account, or finds units and associations to choose from")
            .gives_page("the account with its password, shown once, or the form again")
            .answers(StatusCode::UNPROCESSABLE_ENTITY, again, page),
        entry(Method::GET, "/admin/accounts/{name}/move", begin_to_move)
            .about("The form for moving an account")
            .gives_page("the form")
            .refuses(StatusCode::NOT_FOUND, "there is no such account"),
        entry(Method::POST, "/admin/accounts/{name}/move", move_it)
            .about("Moves an account to another role, scope or branch")
            .leads_on("it is moved")
            .gives_page("what was found, in the form")
            .answers(StatusCode::UNPROCESSABLE_ENTITY, again, page)
            .refuses(StatusCode::NOT_FOUND, "there is no such account"),
    ]
}

async fn begin(visitor: Administrator) -> Response {
    let draft = Draft {
        branches: Branches::Both.word().to_owned(),
        ..Draft::default()
    };
    shown(new_page(&visitor.visit, &draft))
}

async fn add(
    visitor: Administrator,
    State(app): State<App>,
    fields: Fields,
) -> ApiResult<Response> {
    let visit = &visitor.visit;
    let language = visit.language;
    let mut draft = typed(&app, &fields, language).await?;
    if fields.text("do") == "find" {
        return Ok(shown(new_page(visit, &draft)));
    }
    let Some(place) = place(&mut draft, language) else {
        return Ok(to_mend(new_page(visit, &draft)));
    };
    let (by, now) = (&visitor.account.name, app.now());
    let added = accounts::add(
        &*app.store,
        &app.passwords,
        by,
        &draft.name,
        place,
        None,
        now,
    );
    match added.await {
        Ok(secret) => page(&app, visit, &draft.name, None, Some(secret)).await,
        Err(flaw) => {
            blame(&mut draft, flaw, language)?;
            Ok(to_mend(new_page(visit, &draft)))
        }
    }
}

async fn begin_to_move(
    visitor: Administrator,
    State(app): State<App>,
    InPath(name): InPath<String>,
) -> ApiResult<Response> {
    let visit = &visitor.visit;
    let mut view = app.store.read().await?;
    let stored = view.account(&name).await?.ok_or_else(|| unknown(&name))?;
    let places = Places::of(&mut *view, &app.forms).await?;
    let draft = today(&stored, &places, visit.language);
    Ok(shown(move_page(visit, &draft)))
}

async fn move_it(
    visitor: Administrator,
    State(app): State<App>,
    InPath(name): InPath<String>,
    fields: Fields,
) -> ApiResult<Response> {
    let visit = &visitor.visit;
    let language = visit.language;
    let mut draft = typed(&app, &fields, language).await?;
    draft.name.clone_from(&name);
    if app.store.read().await?.account(&name).await?.is_none() {
        return Err(unknown(&name));
    }
    if fields.text("do") == "find" {
        return Ok(shown(move_page(visit, &draft)));
    }
    let Some(place) = place(&mut draft, language) else {
        return Ok(to_mend(move_page(visit, &draft)));
    };
    let by = &visitor.account.name;
    match accounts::move_to(&*app.store, by, &name, place, app.now()).await {
        Ok(()) => Ok(on_to(&address(&name), "moved")),
        Err(flaw) => {
            blame(&mut draft, flaw, language)?;
            Ok(to_mend(move_page(visit, &draft)))
        }
    }
}

fn new_page(visit: &Visit, draft: &Draft) -> String {
    let title = visit.language.pick("Thêm tài khoản", "Add an account");
    new(
        &visit.frame(Some(sohoi_admin::Place::Accounts), title),
        draft,
    )
}

fn move_page(visit: &Visit, draft: &Draft) -> String {
    let title = match visit.language {
        Language::Vi => format!("Đổi vai trò, đơn vị: {}", draft.name),
        Language::En => format!("Change role or unit: {}", draft.name),
    };
    to_move(
        &visit.frame(Some(sohoi_admin::Place::Accounts), title),
        draft,
    )
}

/// How an account is today.
fn today(stored: &StoredAccount, places: &Places, language: Language) -> Draft {
    let account = &stored.account;
    let scope = value(&account.scope);
    let found = Found {
        value: scope.clone(),
        label: places.scope(&account.scope, language),
        hint: String::new(),
    };
    Draft {
        name: account.name.clone(),
        display: account.display.clone(),
        role: role_word(account.role),
        found: vec![found],
        scope,
        branches: stored.branches.word().to_owned(),
        ..Draft::default()
    }
}

/// What was typed, with what is found by it. What was chosen before stays there to be chosen.
async fn typed(app: &App, fields: &Fields, language: Language) -> ApiResult<Draft> {
    let mut view = app.store.read().await?;
    let places = Places::of(&mut *view, &app.forms).await?;
    let (looked_for, scope) = (fields.text("where"), fields.text("scope"));
    let mut all: Vec<Scope> = scope_of(scope).into_iter().collect();
    if !looked_for.is_empty() {
        let found = places.find(looked_for, FOUND, language);
        all.extend(found.into_iter().filter(|one| value(one) != scope));
    }
    let found: Vec<Found> = all
        .iter()
        .map(|one| Found {
            value: value(one),
            label: places.scope(one, language),
            hint: places.hint(one, language),
        })
        .collect();
    // What is the only one needs no choosing.
    let only = match &found[..] {
        [only] => only.value.clone(),
        _ => scope.to_owned(),
    };
    let mut draft = Draft {
        name: fields.text("name").to_owned(),
        display: fields.text("display").to_owned(),
        role: fields.text("role").to_owned(),
        looked_for: looked_for.to_owned(),
        scope: only,
        branches: fields.text("branches").to_owned(),
        problems: Vec::new(),
        found,
    };
    if draft.found.is_empty() && !looked_for.is_empty() {
        let nothing = "Không tìm thấy đơn vị hoặc hội nào như vậy.";
        let nothing = language.pick(nothing, "There is no such unit or association.");
        draft.problems.push(("scope", nothing.to_owned()));
    }
    Ok(draft)
}

/// The place that a draft asks for, or nothing, with what is wrong noted beside its fields.
fn place(draft: &mut Draft, language: Language) -> Option<Place> {
    let role = role_of(&draft.role);
    let scope = scope_of(&draft.scope);
    let mut wrong = |field, vi: &'static str, en: &'static str| {
        draft
            .problems
            .push((field, language.pick(vi, en).to_owned()));
    };
    if draft.display.is_empty() {
        let en = "Please enter the name that people see.";
        wrong("display", "Xin nhập tên hiển thị.", en);
    }
    if role.is_none() {
        wrong("role", "Xin chọn vai trò.", "Please choose a role.");
    }
    match (role, &scope) {
        (_, None) => wrong(
            "scope",
            "Xin tìm và chọn một đơn vị hoặc một hội.",
            "Please find and choose a unit or an association.",
        ),
        (Some(Role::Association), Some(Scope::Unit(_))) => wrong(
            "scope",
            "Vai trò Hội cần chọn một hội, không phải đơn vị.",
            "The role Association takes an association, not a unit.",
        ),
        (Some(role), Some(Scope::Subject(_))) if role != Role::Association => wrong(
            "scope",
            "Vai trò này cần chọn một đơn vị, không phải hội.",
            "This role takes a unit, not an association.",
        ),
        _ => {}
    }
    let branches = Branches::of(&draft.branches);
    if branches.is_none() {
        wrong("branches", "Xin chọn khối.", "Please choose a branch.");
    }
    if !draft.problems.is_empty() {
        return None;
    }
    Some(Place {
        display: draft.display.clone(),
        role: role?,
        scope: scope?,
        branches: branches?,
    })
}

/// Notes beside its field what the rules of accounts refuse.
fn blame(draft: &mut Draft, flaw: AccountError, language: Language) -> ApiResult<()> {
    let (field, sentence) = match flaw {
        AccountError::Name(_) => (
            "name",
            language.pick(
                "Tên này không dùng được: cần 2 đến 40 chữ thường không dấu, chữ số, dấu chấm, gạch nối hoặc gạch dưới, bắt đầu bằng chữ hoặc số.",
                "This cannot be a name: it takes 2 to 40 lower-case letters, digits, dots, hyphens or underscores, beginning with a letter or digit.",
            ),
        ),
        AccountError::Taken(_) => (
            "name",
            language.pick(
                "Đã có tài khoản tên này. Xin chọn tên khác.",
                "There is an account with this name. Please choose another one.",
            ),
        ),
        AccountError::Display => (
            "display",
            language.pick(
                "Tên hiển thị có 1 đến 200 chữ trên một dòng.",
                "The name that people see has 1 to 200 characters in one line.",
            ),
        ),
        AccountError::LastAdministrator(_) => ("role", last_administrator(language)),
        other => return Err(failure(other)),
    };
    draft.problems.push((field, sentence.to_owned()));
    Ok(())
}

fn value(scope: &Scope) -> String {
    match scope {
        Scope::Unit(id) => format!("unit:{id}"),
        Scope::Subject(id) => format!("subject:{id}"),
    }
}

fn scope_of(value: &str) -> Option<Scope> {
    match value.split_once(':')? {
        ("unit", id) => Some(Scope::Unit(id.to_owned())),
        ("subject", id) => Some(Scope::Subject(id.to_owned())),
        _ => None,
    }
}

fn role_word(role: Role) -> String {
    let word = serde_json::to_value(role).ok();
    let word = word.and_then(|word| word.as_str().map(str::to_owned));
    word.unwrap_or_default()
}

fn role_of(word: &str) -> Option<Role> {
    serde_json::from_value(serde_json::Value::String(word.to_owned())).ok()
}
