//! Who asks for a page, and whether they may. As the first argument of a handler, one of these
//! runs before anything is read.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::response::{IntoResponse, Response};
use sohoi_admin::{Frame, Place, Said, Viewer};
use sohoi_text::Language;

use super::language;
use crate::app::App;
use crate::error::{ApiError, ApiResult};
use crate::http::policy::{KeepsAccounts, KeepsRegister, Right, SignedIn};
use crate::http::table::{Access, Policy};
use crate::scope::Member;

/// What a page is told by its request.
pub(in crate::http) struct Visit {
    /// The language of the page.
    pub(in crate::http) language: Language,
    /// The code of what was just done; see [`super::on_to`].
    pub(in crate::http) said: String,
    other_language: String,
    is_demonstration: bool,
    viewer: Option<Viewer>,
}

/// An administrator.
pub(in crate::http) struct Administrator {
    /// Who it is.
    pub(in crate::http) account: Member,
    /// What the request says.
    pub(in crate::http) visit: Visit,
}

/// A coordinator, who acts within the account's reach, or an administrator, who reaches everything.
pub(in crate::http) struct Coordinator {
    /// Who it is.
    #[allow(dead_code, reason = "the overview is the same for all of them")]
    pub(in crate::http) account: Member,
    /// What the request says.
    pub(in crate::http) visit: Visit,
}

/// Anybody; with the account where somebody is signed in.
pub(in crate::http) struct Anybody {
    /// Who it is.
    pub(in crate::http) account: Option<Member>,
    /// What the request says.
    pub(in crate::http) visit: Visit,
}

impl Visit {
    /// The surroundings of a page.
    pub(in crate::http) fn frame(&self, place: Option<Place>, title: impl Into<String>) -> Frame {
        Frame {
            language: self.language,
            title: title.into(),
            place,
            viewer: self.viewer.clone(),
            other_language: self.other_language.clone(),
            is_demonstration: self.is_demonstration,
            said: None,
        }
    }

    /// The surroundings of the page that the navigation leads to.
    pub(in crate::http) fn frame_of(&self, place: Place, said: Option<Said>) -> Frame {
        Frame {
            said,
            ..self.frame(Some(place), place.name(self.language))
        }
    }
}

/// Why somebody does not get a page.
pub(in crate::http) struct Turned {
    why: ApiError,
    /// Who it is, where somebody is signed in.
    viewer: Option<Viewer>,
}

impl From<ApiError> for Turned {
    fn from(why: ApiError) -> Self {
        Self { why, viewer: None }
    }
}

impl IntoResponse for Turned {
    fn into_response(self) -> Response {
        let mut response = self.why.into_response();
        if let Some(viewer) = self.viewer {
            response.extensions_mut().insert(viewer);
        }
        response
    }
}

impl FromRequestParts<App> for Anybody {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> ApiResult<Self> {
        let account = match SignedIn::from_request_parts(parts, app).await {
            Ok(SignedIn(account)) => Some(account),
            Err(ApiError::Unauthenticated(_)) => None,
            Err(failure) => return Err(failure),
        };
        let visit = visit(parts, app, account.as_ref()).await?;
        Ok(Self { account, visit })
    }
}

impl Policy for Anybody {
    fn access() -> Access {
        Access::Open
    }
}

impl FromRequestParts<App> for Administrator {
    type Rejection = Turned;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Turned> {
        let (account, visit) = entitled::<KeepsAccounts>(parts, app).await?;
        Ok(Self { account, visit })
    }
}

impl Policy for Administrator {
    fn access() -> Access {
        Access::Roles(KeepsAccounts::ROLES)
    }
}

impl FromRequestParts<App> for Coordinator {
    type Rejection = Turned;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Turned> {
        let (account, visit) = entitled::<KeepsRegister>(parts, app).await?;
        Ok(Self { account, visit })
    }
}

impl Policy for Coordinator {
    fn access() -> Access {
        Access::Roles(KeepsRegister::ROLES)
    }
}

async fn entitled<R: Right>(parts: &mut Parts, app: &App) -> Result<(Member, Visit), Turned> {
    let SignedIn(account) = SignedIn::from_request_parts(parts, app).await?;
    if !R::ROLES.contains(&account.role) {
        let message = "this is for other roles than that of this account";
        return Err(Turned {
            why: ApiError::Forbidden(message.into()),
            viewer: Some(viewer(&account)),
        });
    }
    let visit = visit(parts, app, Some(&account)).await?;
    Ok((account, visit))
}

async fn visit(parts: &Parts, app: &App, account: Option<&Member>) -> ApiResult<Visit> {
    let language = language::of(&parts.uri, &parts.headers);
    let rounds = app.store.read().await?.rounds().await?;
    Ok(Visit {
        language,
        said: language::parameter(&parts.uri, language::SAID),
        other_language: language::other(&parts.uri, language),
        is_demonstration: rounds.iter().any(|round| round.demonstration),
        viewer: account.map(viewer),
    })
}

fn viewer(account: &Member) -> Viewer {
    Viewer {
        display: account.display.clone(),
        role: account.role,
    }
}
