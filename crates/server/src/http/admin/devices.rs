//! `/admin/devices`.

use axum::extract::State;
use axum::http::{Method, StatusCode};
use axum::response::Response;
use sohoi_admin::devices::{self as pages, Line, address};
use sohoi_admin::{Place, Said};

use super::guard::{Administrator, Visit};
use super::times::when;
use super::{on_to, shown};
use crate::app::App;
use crate::error::{ApiError, ApiResult};
use crate::http::table::{Entry, InPath, entry};
use crate::store::people::{KnownDevice, Standing};
use crate::store::transact;

pub(super) fn entries() -> Vec<Entry> {
    let list = entry(Method::GET, "/admin/devices", list)
        .about("The devices that exchange with this server")
        .gives_page("the list");
    let of_one = [
        entry(Method::GET, "/admin/devices/{device}", read)
            .about("One device")
            .gives_page("the device"),
        entry(Method::POST, "/admin/devices/{device}/revoke", revoke)
            .about("Refuses the exchanges of a device from now on")
            .leads_on("it is revoked"),
        entry(Method::POST, "/admin/devices/{device}/wipe", wipe)
            .about("Refuses the exchanges of a device and has it forget the data of its account")
            .leads_on("it is told so when it comes"),
        entry(Method::POST, "/admin/devices/{device}/allow", allow)
            .about("Lets a device exchange again")
            .leads_on("it may exchange"),
    ]
    .map(|entry| entry.refuses(StatusCode::NOT_FOUND, "there is no such device"));
    [vec![list], of_one.to_vec()].concat()
}

async fn list(visitor: Administrator, State(app): State<App>) -> ApiResult<Response> {
    let known = app.store.read().await?.known_devices(None).await?;
    let lines: Vec<Line> = known.iter().map(line).collect();
    let frame = visitor.visit.frame_of(Place::Devices, None);
    Ok(shown(pages::list(&frame, &lines)))
}

async fn read(
    visitor: Administrator,
    State(app): State<App>,
    InPath(device): InPath<String>,
) -> ApiResult<Response> {
    let visit = &visitor.visit;
    let (vi, en) = match visit.said.as_str() {
        "revoked" => ("Đã chặn máy này.", "The device is revoked."),
        "wiped" => (
            "Máy sẽ xóa dữ liệu của tài khoản này khi kết nối lần tới.",
            "The device deletes the data of this account when it connects next.",
        ),
        "allowed" => ("Máy được gửi, nhận lại.", "The device may exchange again."),
        _ => ("", ""),
    };
    let said = (!vi.is_empty()).then(|| Said::done(visit.language.pick(vi, en)));
    Ok(shown(page(&app, visit, &device, said).await?))
}

async fn revoke(
    visitor: Administrator,
    State(app): State<App>,
    InPath(device): InPath<String>,
) -> ApiResult<Response> {
    decide(&visitor, &app, device, Standing::Revoked).await
}

async fn wipe(
    visitor: Administrator,
    State(app): State<App>,
    InPath(device): InPath<String>,
) -> ApiResult<Response> {
    decide(&visitor, &app, device, Standing::Wipe).await
}

async fn allow(
    visitor: Administrator,
    State(app): State<App>,
    InPath(device): InPath<String>,
) -> ApiResult<Response> {
    decide(&visitor, &app, device, Standing::Good).await
}

async fn decide(
    visitor: &Administrator,
    app: &App,
    device: String,
    standing: Standing,
) -> ApiResult<Response> {
    let (action, said) = match standing {
        Standing::Good => ("allow device", "allowed"),
        Standing::Revoked => ("revoke device", "revoked"),
        Standing::Wipe => ("wipe device", "wiped"),
    };
    let (by, now) = (visitor.account.name.clone(), app.now());
    let place = address(&device);
    transact(&*app.store, move |transaction| {
        Box::pin(async move {
            let decided = transaction.decide_on_device(&device, standing, &by, now);
            if !decided.await? {
                return Err(unknown(&device));
            }
            transaction.audit(now, &by, action, &device).await?;
            Ok(())
        })
    })
    .await?;
    Ok(on_to(&place, said))
}

async fn page(app: &App, visit: &Visit, device: &str, said: Option<Said>) -> ApiResult<String> {
    let known = app.store.read().await?.known_device(device).await?;
    let known = known.ok_or_else(|| unknown(device))?;
    let title = visit.language.pick("Máy của", "Device of");
    let title = format!("{title} {}", known.account);
    let mut frame = visit.frame(Some(Place::Devices), title);
    frame.said = said;
    Ok(pages::one(&frame, &line(&known)))
}

/// A device as the pages show it.
pub(super) fn line(known: &KnownDevice) -> Line {
    let report = &known.report;
    Line {
        device: known.device.clone(),
        account: known.account.clone(),
        seen: (when(known.first_seen), when(known.last_seen)),
        program: report.program.clone(),
        unsent: report.unsent.map(|unsent| unsent.to_string()),
        is_persisted: report.is_persisted,
        free: report.free_bytes.map(room),
        standing: known.standing.word(),
        decided: known
            .decided
            .as_ref()
            .map(|(by, at)| (by.clone(), when(*at))),
        told: known.told_at.map(when),
    }
}

/// An amount of bytes: `640 MB`, `12,4 GB`.
fn room(bytes: u64) -> String {
    let megabytes = bytes / 1_000_000;
    if megabytes < 1_000 {
        return format!("{megabytes} MB");
    }
    let tenths = megabytes / 100;
    format!("{},{} GB", tenths / 10, tenths % 10)
}

fn unknown(device: &str) -> ApiError {
    ApiError::NotFound(format!("there is no device {device}"))
}
