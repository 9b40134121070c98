//! `GET /api/health`: whether the server can serve.

use axum::Json;
use axum::extract::State;
use serde::Serialize;

use crate::app::App;
use crate::error::ApiResult;

/// The answer.
#[derive(Serialize)]
pub(super) struct Health {
    status: &'static str,
    version: &'static str,
}

/// Ok once the database answers.
pub(super) async fn read(State(app): State<App>) -> ApiResult<Json<Health>> {
    app.store.read().await?.server().await?;
    Ok(Json(Health {
        status: "ok",
        version: env!("CARGO_PKG_VERSION"),
    }))
}
