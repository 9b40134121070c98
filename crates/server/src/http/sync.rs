//! `POST /api/sync`: one exchange with a device.

use axum::Json;
use axum::extract::{Request, State};
use sohoi_sync::{ExchangeRequest, ExchangeResponse};

use super::body;
use super::signed_in::SignedIn;
use crate::app::App;
use crate::error::ApiResult;
use crate::exchange;

/// Ops in, changes out. Who asks is known before the body is read.
pub(super) async fn exchange(
    State(app): State<App>,
    SignedIn(account): SignedIn,
    request: Request,
) -> ApiResult<Json<ExchangeResponse>> {
    let request: ExchangeRequest = body::json(request, &body::EXCHANGE).await?;
    exchange::exchange(&app, &account, request).await.map(Json)
}
