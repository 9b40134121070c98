//! `POST /api/sync`: one exchange with a device.

use axum::extract::State;
use axum::http::{HeaderMap, Method, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use sohoi_sync::{ExchangeRequest, ExchangeResponse};

use super::body::{JSON, Limits, Message, Sent};
use super::policy::SignedIn;
use super::table::{Entry, entry};
use crate::app::App;
use crate::error::{ApiError, ApiResult};
use crate::{devices, exchange};

impl Message for ExchangeRequest {
    const LIMITS: Limits = Limits::EXCHANGE;
}

pub(super) fn entries() -> Vec<Entry> {
    vec![
        entry(Method::POST, "/api/sync", exchange)
            .about("One exchange with a device: its ops in, changes out")
            .gives::<ExchangeResponse>("the ops are taken in, each with its outcome")
            .refuses(
                StatusCode::CONFLICT,
                "`gap`, `forked` or `refetch`: what the device sends does not follow what is here",
            )
            .refuses(
                StatusCode::FORBIDDEN,
                "`revoked` or `wipe`: an administrator stopped this device, or wants its data forgotten",
            )
            .refuses(
                StatusCode::UPGRADE_REQUIRED,
                "the device speaks another version of the protocol",
            )
            .refuses(
                StatusCode::TOO_MANY_REQUESTS,
                "the device exchanges without end",
            ),
    ]
}

/// Ops in, changes out. Who asks is known before the body is read.
async fn exchange(
    SignedIn(account): SignedIn,
    State(app): State<App>,
    headers: HeaderMap,
    Sent(request): Sent<ExchangeRequest>,
) -> ApiResult<Response> {
    devices::speaks_for(&headers, &account.name)?;
    let report = devices::report(&headers);
    let speaker = devices::speaker(&headers, &request.device).to_owned();
    let answer = exchange::exchange(&app, &account, request, &speaker, report).await?;
    let json = answer
        .to_json()
        .map_err(|flaw| ApiError::Internal(flaw.to_string()))?;
    Ok(([(header::CONTENT_TYPE, JSON)], json).into_response())
}
