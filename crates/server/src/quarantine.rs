//! Trying again what could not be taken in when it arrived: its form version was not loaded yet,
//! its subject not in the register, its account not in charge.

use sohoi_sync::OpResult;

use crate::error::ApiResult;
use crate::exchange::{Pusher, apply_all};
use crate::forms::Forms;
use crate::store::{Store, Write, transact};

/// Tries every quarantined op again, in the order of arrival, by the rules and rights of today.
/// Says how many were taken in; the others stay as they are. Devices learn of it by the feed.
///
/// # Errors
///
/// Where the store fails.
pub async fn retry(store: &dyn Store, now: i64) -> ApiResult<usize> {
    transact(store, move |transaction| {
        Box::pin(async move {
            let taken = try_all(transaction, now).await?;
            transaction
                .audit(now, "command line", "retry quarantine", &taken.to_string())
                .await?;
            Ok(taken)
        })
    })
    .await
}

async fn try_all(transaction: &mut dyn Write, now: i64) -> ApiResult<usize> {
    let forms = Forms::default();
    let mut taken = 0;
    for stored in transaction.quarantine().await? {
        let Some(known) = transaction.account(&stored.account).await? else {
            continue;
        };
        let pusher = Pusher::of(&known.member(), &stored.key.device, stored.key.epoch);
        let ops = std::slice::from_ref(&stored.op);
        for outcome in apply_all(transaction, &forms, &pusher, ops, now).await? {
            if !matches!(outcome.result, OpResult::Quarantined { .. }) {
                let account = &stored.account;
                transaction
                    .set_outcome(&stored.key, account, &outcome)
                    .await?;
                taken += 1;
            }
        }
    }
    Ok(taken)
}
