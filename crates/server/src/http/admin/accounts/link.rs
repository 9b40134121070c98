//! `/admin/accounts/{name}/link` and `/unlink`: who signs in as an account by an OpenID provider.

use axum::extract::State;
use axum::http::{Method, StatusCode};
use axum::response::Response;
use sohoi_admin::Said;
use sohoi_admin::accounts::{Link, address};
use sohoi_text::Language;

use super::{failure, page};
use crate::accounts::{self, AccountError};
use crate::app::App;
use crate::error::{ApiError, ApiResult};
use crate::http::admin::fields::Fields;
use crate::http::admin::guard::Administrator;
use crate::http::admin::on_to;
use crate::http::table::{Entry, InPath, entry};
use crate::openid::OpenId;
use crate::store::Read;

pub(super) fn entries() -> Vec<Entry> {
    let unknown = "there is no such account, or the server knows no provider";
    vec![
        entry(Method::POST, "/admin/accounts/{name}/link", link)
            .about("Lets somebody sign in as an account by the OpenID provider")
            .leads_on("they may")
            .gives_page("what was typed is wrong, or another account has it: the account again")
            .refuses(StatusCode::NOT_FOUND, unknown),
        entry(Method::POST, "/admin/accounts/{name}/unlink", unlink)
            .about(
                "Lets nobody sign in as an account by the OpenID provider, and ends its sessions",
            )
            .leads_on("nobody may")
            .refuses(StatusCode::NOT_FOUND, unknown),
    ]
}

async fn link(
    visitor: Administrator,
    State(app): State<App>,
    InPath(name): InPath<String>,
    fields: Fields,
) -> ApiResult<Response> {
    let openid = provider(&app)?;
    let by = &visitor.account.name;
    let whom = fields.text("whom");
    let linked = accounts::link(&*app.store, by, &name, openid.issuer(), whom, app.now()).await;
    let language = visitor.visit.language;
    let sentence = match linked {
        Ok(()) => return Ok(on_to(&address(&name), "linked")),
        Err(AccountError::Linked(_)) => taken(language),
        Err(AccountError::Whom) => wrong(language),
        Err(flaw) => return Err(failure(flaw)),
    };
    let said = Some(Said::problem(sentence));
    page(&app, &visitor.visit, &name, said, None).await
}

async fn unlink(
    visitor: Administrator,
    State(app): State<App>,
    InPath(name): InPath<String>,
) -> ApiResult<Response> {
    provider(&app)?;
    let by = &visitor.account.name;
    let unlinked = accounts::unlink(&*app.store, by, &name, app.now()).await;
    unlinked.map_err(failure)?;
    Ok(on_to(&address(&name), "unlinked"))
}

/// What the page of an account shows of it.
pub(super) async fn shown(view: &mut dyn Read, app: &App, name: &str) -> ApiResult<Option<Link>> {
    let Some(openid) = &app.openid else {
        return Ok(None);
    };
    let link = view.link(name).await?;
    // One to another provider, from before, lets nobody in.
    let link = link.filter(|link| link.issuer == openid.issuer());
    Ok(Some(Link {
        provider: openid.name().to_owned(),
        whom: link.map(|link| link.whom.text().to_owned()),
    }))
}

fn provider(app: &App) -> ApiResult<&OpenId> {
    let none = || ApiError::NotFound("nobody signs in by OpenID here".into());
    app.openid.as_deref().ok_or_else(none)
}

fn taken(language: Language) -> &'static str {
    language.pick(
        "Một tài khoản khác đã nối với người này.",
        "Another account is linked to this person.",
    )
}

fn wrong(language: Language) -> &'static str {
    language.pick(
        "Xin nhập thư điện tử hoặc mã người dùng.",
        "Please type an e-mail address or a code.",
    )
}
