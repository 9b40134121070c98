//! Requests that are dropped at any point leave nothing behind on a pooled connection.

use std::future::poll_fn;
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::task::Poll;

use sohoi_server::scope::Reach;
use sohoi_server::store::Store;
use sqlx::PgConnection;

use super::fixtures::{device, last_n, put_device};
use crate::harness::{fill, postgres};
use crate::round::ROUND;

/// More than there are pooled connections, several times over.
const DROPPED: usize = 200;

pub(super) async fn what_is_dropped_half_way_spoils_nothing_for_others(store: Arc<dyn Store>) {
    fill(&*store).await;
    for number in 0..DROPPED {
        let reading = pin!(async {
            let mut view = store.read().await.expect("it reads");
            view.subjects(&Reach::Everything, ROUND)
                .await
                .expect("it reads");
            view.feed(&Reach::Everything, 0, 24)
                .await
                .expect("it reads");
        });
        drop_after(number % 30, reading).await;
        let writing = pin!(store.write(Box::new(|transaction| {
            Box::pin(async move {
                let _ = transaction.put_device(&device(1), 0).await;
                sohoi_server::store::Verdict::Rollback
            })
        })));
        drop_after(number % 4, writing).await;
    }
    // Every connection shows what was written last, and none is stuck in a transaction of the past.
    for n in 2..12 {
        put_device(&*store, n).await;
        let mut views = Vec::new();
        for _ in 0..8 {
            views.push(store.read().await.expect("there is a connection"));
        }
        for view in &mut views {
            let device = view.device("tablet", 1).await.expect("it reads");
            assert_eq!(device.map(|device| device.last_n), Some(n));
        }
    }
    assert_eq!(last_n(&*store).await, Some(11));
}

/// A transaction that was begun for somebody who was gone would stay open on its connection.
#[tokio::test]
#[ignore = "needs PostgreSQL: see harness/postgres.rs"]
async fn no_connection_stays_in_a_transaction_that_nobody_asked_for() {
    let database = postgres::Database::new().await;
    let store = database.store().await;
    let mut connection = database.connection().await;
    for number in 0..DROPPED {
        drop_after(number % 8, pin!(store.read())).await;
        // Whoever comes next would end it without knowing: so it is looked for each time.
        assert!(
            nobody_is_in_a_transaction(&mut connection).await,
            "{number}"
        );
    }
    store.close().await;
}

/// Whether that comes about: what is being rolled back just now is gone at a later look.
async fn nobody_is_in_a_transaction(connection: &mut PgConnection) -> bool {
    for _ in 0..300 {
        let open: i64 = sqlx::query_scalar(
            "select count(*) from pg_stat_activity \
             where datname = current_database() and state like 'idle in transaction%'",
        )
        .fetch_one(&mut *connection)
        .await
        .expect("it reads");
        if open == 0 {
            return true;
        }
        tokio::task::yield_now().await;
    }
    false
}

/// Polls a future so many times, each after it asked for it, and drops it wherever it is by then.
async fn drop_after<F: Future>(times: usize, mut future: Pin<&mut F>) {
    let mut left = times;
    poll_fn(|context| {
        if left == 0 {
            return Poll::Ready(());
        }
        left -= 1;
        let polled = future.as_mut().poll(context).map(drop);
        if left == 0 { Poll::Ready(()) } else { polled }
    })
    .await;
}
