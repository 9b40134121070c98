//! Which day it is, and what its coming changes.

use chrono::{DateTime, NaiveDate, TimeDelta};

use super::Keeper;
use crate::store::{Result, Store, StoreError, transact};

/// The day in Viet Nam, which has one time and no summer time (UTC+7), at a moment in milliseconds UTC.
pub fn day_of(now: i64) -> NaiveDate {
    let there = DateTime::from_timestamp_millis(now).unwrap_or_default() + TimeDelta::hours(7);
    there.date_naive()
}

/// Brings the registers of all rounds in step with the day: what was noted for a later day takes effect.
/// Answers how many of them changed.
///
/// # Errors
///
/// Where the store fails.
pub async fn catch_up(store: &dyn Store, now: i64) -> Result<usize> {
    let mut behind = Vec::new();
    let mut view = store.read().await?;
    let today = day_of(now);
    for round in view.rounds().await? {
        let is_behind = match view.register_day(&round.id).await? {
            Some(day) => {
                day < today && view.register_changes_between(&round.id, day, today).await?
            }
            None => false,
        };
        if is_behind {
            behind.push(round.id);
        }
    }
    drop(view);
    let count = behind.len();
    for round in behind {
        transact::<_, StoreError, _>(store, move |transaction| {
            Box::pin(async move {
                let keeper = Keeper::open(transaction, &round, now).await?;
                keeper.project(transaction).await.map(|_| ())
            })
        })
        .await?;
    }
    Ok(count)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_begins_when_it_does_in_viet_nam() {
        for (utc, expected) in [
            ("2025-06-30T16:59:59.999Z", "2025-06-30"),
            ("2025-06-30T17:00:00Z", "2025-07-01"),
            ("1970-01-01T00:00:00Z", "1970-01-01"),
        ] {
            let moment: DateTime<chrono::Utc> = utc.parse().expect("a moment");
            assert_eq!(day_of(moment.timestamp_millis()).to_string(), expected);
        }
    }
}
