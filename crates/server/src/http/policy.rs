//! Who may ask for something, as first arguments of handlers. The token of the feed has a file of
//! its own.

use std::marker::PhantomData;

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use sohoi_sync::Role;

use super::table::{Access, Policy};
use crate::app::App;
use crate::auth::Token;
use crate::error::{ApiError, ApiResult};
use crate::scope::Member;
use crate::store::StoreError;

/// Everybody.
pub struct Open;

impl FromRequestParts<App> for Open {
    type Rejection = ApiError;

    async fn from_request_parts(_: &mut Parts, _: &App) -> ApiResult<Self> {
        Ok(Self)
    }
}

impl Policy for Open {
    fn access() -> Access {
        Access::Open
    }
}

/// Somebody with a valid session.
pub struct SignedIn(pub Member);

impl FromRequestParts<App> for SignedIn {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> ApiResult<Self> {
        signed_in(parts, app).await.map(Self)
    }
}

impl Policy for SignedIn {
    fn access() -> Access {
        Access::SignedIn
    }
}

/// Something that only some roles may do.
pub trait Right: Send + 'static {
    /// Those roles.
    const ROLES: &'static [Role];
}

/// Keeping accounts: who they are, their devices, their sessions, what they did.
pub struct KeepsAccounts;

impl Right for KeepsAccounts {
    const ROLES: &'static [Role] = &[Role::Admin];
}

/// Keeping the register and inviting associations, within the account's reach.
pub struct KeepsRegister;

impl Right for KeepsRegister {
    const ROLES: &'static [Role] = &[Role::Coordinator, Role::Admin];
}

/// Somebody with a valid session whose role has a right.
pub struct Entitled<R> {
    /// Who it is.
    pub account: Member,
    right: PhantomData<R>,
}

impl<R: Right> FromRequestParts<App> for Entitled<R> {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> ApiResult<Self> {
        let account = signed_in(parts, app).await?;
        if !R::ROLES.contains(&account.role) {
            let message = "this is for other roles than that of this account";
            return Err(ApiError::Forbidden(message.into()));
        }
        Ok(Self {
            account,
            right: PhantomData,
        })
    }
}

impl<R: Right> Policy for Entitled<R> {
    fn access() -> Access {
        Access::Roles(R::ROLES)
    }
}

/// The account behind the session of a request.
async fn signed_in(parts: &Parts, app: &App) -> ApiResult<Member> {
    let token = Token::from_headers(&parts.headers, app.transport.is_secure())
        .ok_or(ApiError::Unauthenticated("sign in first"))?;
    let (hash, now) = (token.hash(), app.now());
    let looked = app.store.look().await?.session(&hash, now).await;
    let account = match looked {
        Err(StoreError::Database(_)) => app.store.read().await?.session(&hash, now).await?,
        account => account?,
    };
    account.ok_or(ApiError::Unauthenticated(
        "the session has ended, sign in again",
    ))
}
