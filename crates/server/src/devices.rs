//! What devices say of themselves, whether they may go on, and what the audit keeps of what they
//! pulled.

use axum::http::HeaderMap;
use sohoi_sync::SyncError;

use crate::app::App;
use crate::error::{ApiError, ApiResult};
use crate::scope::Member;
use crate::store::people::{DeviceReport, KnownDevice, Standing};
use crate::store::{StoreError, transact};

/// The header in which a device says how it is and for whom it speaks: `program=0.1.0; device=ID; account=an; unsent=3;
/// persisted=1; free=1200000000`, each part if it likes.
pub const HEADER: &str = "sohoi-device";

/// How long what is known of a device that brings nothing new may be out of date, in milliseconds:
/// most exchanges need not write for it.
const STALE: i64 = 10 * 60 * 1000;

/// The most characters of a program's name.
const PROGRAM: usize = 60;

/// What a device says in the headers of its exchange. What cannot be read is left out: it stands in
/// no exchange's way.
pub fn report(headers: &HeaderMap) -> DeviceReport {
    let mut report = DeviceReport::default();
    for (name, value) in parts(headers) {
        match name {
            "program" => report.program = value.chars().take(PROGRAM).collect(),
            "unsent" => report.unsent = value.parse().ok(),
            "persisted" => report.is_persisted = Some(value == "1"),
            "free" => report.free_bytes = value.parse().ok(),
            _ => {}
        }
    }
    report
}

/// Refuses what a device says for one account where the session is another's: on a shared device somebody
/// else may have signed in since it looked. What an account did is never sent under another name.
///
/// # Errors
///
/// As where nobody is signed in: the password of its account is wanted.
pub fn speaks_for(headers: &HeaderMap, account: &str) -> ApiResult<()> {
    let mut parts = parts(headers);
    match parts.find(|(name, _)| *name == "account") {
        Some((_, own)) if own != account => Err(ApiError::Unauthenticated(
            "the session is that of another account",
        )),
        _ => Ok(()),
    }
}

/// The device that speaks, whichever device numbered the ops that it brings: a work file carries those of a
/// device that may be stopped, or was told to forget its data.
pub fn speaker<'h>(headers: &'h HeaderMap, request: &'h str) -> &'h str {
    let mut parts = parts(headers);
    let told = parts.find(|(name, id)| *name == "device" && !id.is_empty());
    told.map_or(request, |(_, id)| id)
}

fn parts(headers: &HeaderMap) -> impl Iterator<Item = (&str, &str)> {
    let told = headers.get(HEADER).and_then(|told| told.to_str().ok());
    let parts = told.unwrap_or_default().split(';');
    parts.filter_map(|part| part.trim().split_once('='))
}

/// Lets a device exchange, and remembers that it was here.
///
/// # Errors
///
/// `revoked` or `wipe` where an administrator said so.
pub(crate) async fn admit(
    app: &App,
    account: &Member,
    device: &str,
    report: DeviceReport,
) -> ApiResult<()> {
    let now = app.now();
    let looked = app.store.look().await?.known_device(device).await;
    let known = match looked {
        Err(StoreError::Database(_)) => app.store.read().await?.known_device(device).await?,
        known => known?,
    };
    let standing = known.as_ref().map_or(Standing::Good, |it| it.standing);
    if standing != Standing::Good {
        tell(app, known, now).await?;
        return Err(refusal(standing).into());
    }
    let is_known = known.is_some_and(|known| {
        let is_same = known.account == account.name && known.report == report;
        is_same && now - known.last_seen < STALE
    });
    if is_known {
        return Ok(());
    }
    let (name, device) = (account.name.clone(), device.to_owned());
    transact(&*app.store, move |transaction| {
        Box::pin(async move {
            transaction
                .note_device(&device, &name, &report, now)
                .await?;
            Ok::<_, ApiError>(())
        })
    })
    .await
}

fn refusal(standing: Standing) -> SyncError {
    match standing {
        Standing::Wipe => SyncError::new("wipe", "forget the data of this account on this device"),
        _ => SyncError::new("revoked", "this device may not exchange any more"),
    }
}

/// Remembers, once, that a device was told to forget its data.
async fn tell(app: &App, known: Option<KnownDevice>, now: i64) -> ApiResult<()> {
    let untold = known.filter(|it| it.standing == Standing::Wipe && it.told_at.is_none());
    let Some(known) = untold else {
        return Ok(());
    };
    transact(&*app.store, move |transaction| {
        Box::pin(async move {
            let device = &known.device;
            transaction.device_was_told(device, now).await?;
            let action = "device told to wipe";
            transaction
                .audit(now, &known.account, action, device)
                .await?;
            Ok::<_, ApiError>(())
        })
    })
    .await
}

/// Keeps in the audit which responses of others a device was given: how many (`count`), and from where to
/// where in the server's order; single ones follow from the order.
pub(crate) async fn note_pull(
    app: &App,
    account: &Member,
    device: &str,
    count: usize,
    span: (u64, u64),
) -> ApiResult<()> {
    if count == 0 {
        return Ok(());
    }
    let detail = format!("{device}: {count}, seq {} to {}", span.0, span.1);
    app.note(&account.name, "pull responses", detail).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_device_speaks_for_nobody_else() {
        for (told, is_refused) in [
            ("", false),
            ("program=0.1.0; unsent=3", false),
            ("program=0.1.0; account=an; unsent=3", false),
            ("account=binh", true),
            ("program=0.1.0; account=; unsent=3", true),
        ] {
            let mut headers = HeaderMap::new();
            headers.insert(HEADER, told.parse().unwrap());
            assert_eq!(speaks_for(&headers, "an").is_err(), is_refused, "{told}");
        }
        assert!(speaks_for(&HeaderMap::new(), "an").is_ok());
    }

    #[test]
    fn a_device_that_brings_the_ops_of_another_speaks_for_itself() {
        for (told, speaker) in [
            ("", "of the ops"),
            ("device=", "of the ops"),
            ("program=0.1.0; device=own", "own"),
        ] {
            let mut headers = HeaderMap::new();
            headers.insert(HEADER, told.parse().unwrap());
            assert_eq!(super::speaker(&headers, "of the ops"), speaker, "{told}");
        }
    }

    #[test]
    fn a_device_says_what_it_likes() {
        let cases = [
            ("", DeviceReport::default()),
            ("nonsense; unsent=many; free", DeviceReport::default()),
            (
                "program=0.1.0; unsent=3; persisted=1; free=12",
                DeviceReport {
                    program: "0.1.0".into(),
                    unsent: Some(3),
                    is_persisted: Some(true),
                    free_bytes: Some(12),
                },
            ),
            (
                "persisted=0",
                DeviceReport {
                    is_persisted: Some(false),
                    ..DeviceReport::default()
                },
            ),
        ];
        for (told, expected) in cases {
            let mut headers = HeaderMap::new();
            headers.insert(HEADER, told.parse().unwrap());
            assert_eq!(report(&headers), expected, "{told}");
        }
    }
}
