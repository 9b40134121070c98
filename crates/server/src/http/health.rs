//! `GET /api/health`: whether the server can serve.

use axum::Json;
use axum::extract::State;
use axum::http::Method;
use schemars::JsonSchema;
use serde::Serialize;

use super::policy::Open;
use super::table::{Entry, entry};
use crate::app::App;
use crate::error::ApiResult;

/// The answer.
#[derive(Serialize, JsonSchema)]
struct Health {
    status: &'static str,
    version: &'static str,
}

pub(super) fn entries() -> Vec<Entry> {
    vec![
        entry(Method::GET, "/api/health", read)
            .about("Whether the server can serve")
            .gives::<Health>("the database answers"),
    ]
}

/// Ok once the database answers.
async fn read(_: Open, State(app): State<App>) -> ApiResult<Json<Health>> {
    app.store.read().await?.server().await?;
    Ok(Json(Health {
        status: "ok",
        version: env!("CARGO_PKG_VERSION"),
    }))
}
