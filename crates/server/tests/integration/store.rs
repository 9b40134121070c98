//! What every store promises. The claims are written against the trait, and each database is held
//! to all of them.

mod differences;
mod dropped;
mod fixtures;
mod invitations;
mod people;
mod purge;
mod register;
mod schema;
mod shared;

use std::sync::Arc;

use sohoi_server::scope::Reach;
use sohoi_server::store::sqlite::SqliteStore;
use sohoi_server::store::{Store, StoreError, StoredOp, Verdict, transact};
use sohoi_sync::{Op, OpKey, OpOutcome, OpResult, Reason, Why};
use tokio::sync::oneshot;

use self::differences::{
    any_text_is_kept_and_found_as_it_is, names_are_in_the_order_of_their_bytes,
    nothing_is_reported_as_written_that_is_not,
};
use self::dropped::what_is_dropped_half_way_spoils_nothing_for_others;
use self::fixtures::{device, last_n, put_device, put_response, response, walk};
use self::invitations::{
    invitations_come_back_whole_and_within_reach, using_and_revoking_an_invitation_is_noted,
    wrong_secrets_are_counted_and_lock_once,
};
use self::people::{
    a_branch_is_seen_by_its_own_accounts_only, a_device_is_known_by_the_last_it_said,
    a_suspended_account_has_no_session, sign_ins_are_kept_for_their_time, the_audit_is_one_chain,
};
use self::purge::{
    a_device_is_told_and_keeps_its_work, a_purge_leaves_nothing_of_a_round_but_that_it_was,
    a_purge_of_other_responses_than_were_seen_does_nothing,
};
use self::register::{
    a_file_of_the_round_leaves_what_people_noted,
    an_import_is_undone_as_long_as_nothing_was_built_on_it,
    lines_are_what_the_events_say_of_the_day, lines_of_before_events_become_events,
};
use self::shared::{
    a_job_undoes_only_itself, many_at_once_are_each_done_once,
    what_was_undone_is_not_read_by_the_next,
};
use crate::harness::{fill, load, start};
use crate::round::{self, ROUND, club};

/// Runs each claim on a new store of each kind.
macro_rules! claims {
    ($($claim:ident),* $(,)?) => {
        mod sqlite {
            use super::*;
            $(
                #[tokio::test]
                async fn $claim() {
                    let folder = tempfile::tempdir().expect("there is a folder");
                    let store = SqliteStore::open(&folder.path().join("test.sqlite")).await;
                    let store: Arc<dyn Store> = Arc::new(store.expect("a new database opens"));
                    super::$claim(Arc::clone(&store)).await;
                    store.close().await;
                }
            )*
        }

        mod postgres {
            use super::*;
            $(
                #[tokio::test]
                #[ignore = "needs PostgreSQL: see harness/postgres.rs"]
                async fn $claim() {
                    let database = crate::harness::postgres::Database::new().await;
                    let store = database.store().await;
                    super::$claim(Arc::clone(&store)).await;
                    store.close().await;
                }
            )*
        }
    };
}

claims![
    numbers_only_grow,
    a_failed_transaction_leaves_nothing,
    a_panic_inside_a_transaction_rolls_it_back_and_stops_nobody_else,
    a_write_whose_caller_is_gone_is_carried_out,
    a_snapshot_stays_as_it_was,
    what_was_handed_in_before_closing_is_written,
    sessions_end_at_their_time,
    a_name_belongs_to_one_account,
    ops_come_back_whole_and_in_order,
    responses_come_back_whole,
    documents_and_forms_never_change,
    a_blob_knows_the_responses_that_name_it,
    rows_are_read_only_within_reach,
    the_feed_is_in_order_and_within_reach,
    nothing_is_reported_as_written_that_is_not,
    any_text_is_kept_and_found_as_it_is,
    names_are_in_the_order_of_their_bytes,
    what_is_dropped_half_way_spoils_nothing_for_others,
    invitations_come_back_whole_and_within_reach,
    wrong_secrets_are_counted_and_lock_once,
    using_and_revoking_an_invitation_is_noted,
    a_branch_is_seen_by_its_own_accounts_only,
    a_suspended_account_has_no_session,
    a_device_is_known_by_the_last_it_said,
    sign_ins_are_kept_for_their_time,
    the_audit_is_one_chain,
    a_purge_leaves_nothing_of_a_round_but_that_it_was,
    a_device_is_told_and_keeps_its_work,
    a_purge_of_other_responses_than_were_seen_does_nothing,
    lines_are_what_the_events_say_of_the_day,
    a_file_of_the_round_leaves_what_people_noted,
    an_import_is_undone_as_long_as_nothing_was_built_on_it,
    lines_of_before_events_become_events,
    a_job_undoes_only_itself,
    what_was_undone_is_not_read_by_the_next,
    many_at_once_are_each_done_once,
];

async fn seq(store: &dyn Store) -> u64 {
    let mut view = store.read().await.expect("it reads");
    view.server().await.expect("it reads").seq
}

async fn numbers_only_grow(store: Arc<dyn Store>) {
    let before = seq(&*store).await;
    let take = |verdict: Result<(), StoreError>| {
        let store = Arc::clone(&store);
        async move {
            let (told, number) = oneshot::channel();
            let _ = transact::<(), StoreError, _>(&*store, move |transaction| {
                Box::pin(async move {
                    let first = transaction.next_seq().await?;
                    let second = transaction.next_seq().await?;
                    let _ = told.send((first, second));
                    verdict
                })
            })
            .await;
            number.await.expect("it was told")
        }
    };
    assert_eq!(take(Ok(())).await, (before + 1, before + 2));
    assert_eq!(take(Ok(())).await, (before + 3, before + 4));
    // What was rolled back was never seen by anybody.
    assert_eq!(
        take(Err(StoreError::Closed)).await,
        (before + 5, before + 6)
    );
    assert_eq!(take(Ok(())).await, (before + 5, before + 6));
    assert_eq!(seq(&*store).await, before + 6);
}

async fn a_failed_transaction_leaves_nothing(store: Arc<dyn Store>) {
    fill(&*store).await;
    let before = seq(&*store).await;
    let result = transact::<(), StoreError, _>(&*store, |transaction| {
        Box::pin(async move {
            transaction.next_seq().await?;
            transaction.put_device(&device(1), 0).await?;
            transaction.add_blob("00", b"x", "an", 0).await?;
            Err(StoreError::Closed)
        })
    })
    .await;
    assert!(matches!(result, Err(StoreError::Closed)));
    let mut view = store.read().await.expect("it reads");
    assert_eq!(view.device("tablet", 1).await.expect("it reads"), None);
    assert!(!view.has_blob("00").await.expect("it reads"));
    assert_eq!(seq(&*store).await, before);
}

async fn a_panic_inside_a_transaction_rolls_it_back_and_stops_nobody_else(store: Arc<dyn Store>) {
    fill(&*store).await;
    let result = transact::<(), StoreError, _>(&*store, |transaction| {
        Box::pin(async move {
            transaction.put_device(&device(1), 0).await?;
            panic!("a flaw");
        })
    })
    .await;
    assert!(matches!(result, Err(StoreError::Panicked)), "{result:?}");
    assert_eq!(last_n(&*store).await, None);
    put_device(&*store, 2).await;
    assert_eq!(last_n(&*store).await, Some(2));
}

async fn a_write_whose_caller_is_gone_is_carried_out(store: Arc<dyn Store>) {
    fill(&*store).await;
    let (began, has_begun) = oneshot::channel();
    let (go_on, may_go_on) = oneshot::channel::<()>();
    let handed_in = {
        let store = Arc::clone(&store);
        tokio::spawn(async move {
            store
                .write(Box::new(move |transaction| {
                    Box::pin(async move {
                        let first = transaction.put_device(&device(1), 0).await;
                        let _ = began.send(());
                        let _ = may_go_on.await;
                        let second = transaction.put_device(&device(7), 0).await;
                        match (first, second) {
                            (Ok(()), Ok(())) => Verdict::Commit,
                            _ => Verdict::Rollback,
                        }
                    })
                }))
                .await
        })
    };
    has_begun.await.expect("it began");
    handed_in.abort();
    assert!(handed_in.await.expect_err("it was dropped").is_cancelled());
    go_on.send(()).expect("the write still waits");
    // The next write comes after it.
    let found = transact::<_, StoreError, _>(&*store, |transaction| {
        Box::pin(async move { transaction.device("tablet", 1).await })
    })
    .await;
    assert_eq!(found.expect("it reads"), Some(device(7)));
}

async fn a_snapshot_stays_as_it_was(store: Arc<dyn Store>) {
    fill(&*store).await;
    let mut before = store.read().await.expect("it reads");
    assert_eq!(before.device("tablet", 1).await.expect("it reads"), None);
    put_device(&*store, 1).await;
    assert_eq!(before.device("tablet", 1).await.expect("it reads"), None);
    assert_eq!(last_n(&*store).await, Some(1));
}

async fn what_was_handed_in_before_closing_is_written(store: Arc<dyn Store>) {
    fill(&*store).await;
    let writes: Vec<_> = (1..=20)
        .map(|n| {
            let store = Arc::clone(&store);
            tokio::spawn(async move { put_device(&*store, n).await })
        })
        .collect();
    for write in writes {
        write.await.expect("it is written");
    }
    store.close().await;
    let late = transact::<(), StoreError, _>(&*store, |_| Box::pin(async { Ok(()) })).await;
    assert!(matches!(late, Err(StoreError::Closed)), "{late:?}");
}

async fn sessions_end_at_their_time(store: Arc<dyn Store>) {
    fill(&*store).await;
    transact::<_, StoreError, _>(&*store, |transaction| {
        Box::pin(async move {
            transaction.add_session(b"one", "an", 0, 100).await?;
            transaction.add_session(b"two", "ba", 0, 200).await?;
            transaction.end_session(b"nothing").await
        })
    })
    .await
    .expect("it writes");
    let mut view = store.read().await.expect("it reads");
    for (token, now, expected) in [
        (&b"one"[..], 99, Some("an")),
        (b"one", 100, None),
        (b"two", 100, Some("ba")),
        (b"", 0, None),
    ] {
        let account = view.session(token, now).await.expect("it reads");
        assert_eq!(
            account.map(|account| account.account.name).as_deref(),
            expected
        );
    }
}

async fn a_name_belongs_to_one_account(store: Arc<dyn Store>) {
    fill(&*store).await;
    let mut view = store.read().await.expect("it reads");
    let before = view
        .account("an")
        .await
        .expect("it reads")
        .expect("it is there");
    let mut other = before.clone();
    other.account.display = "Kẻ mạo danh".into();
    let is_new = transact::<_, StoreError, _>(&*store, move |transaction| {
        Box::pin(async move { transaction.add_account(&other, 1).await })
    })
    .await;
    assert!(!is_new.expect("it writes"));
    let mut view = store.read().await.expect("it reads");
    assert_eq!(view.account("an").await.expect("it reads"), Some(before));
    assert_eq!(view.account("AN").await.expect("it reads"), None);
    assert_eq!(view.accounts().await.expect("it reads").len(), 7);
}

async fn ops_come_back_whole_and_in_order(store: Arc<dyn Store>) {
    fill(&*store).await;
    let stored = |n: u64| StoredOp {
        key: OpKey {
            device: "tablet".into(),
            epoch: 1,
            n,
        },
        account: "an".into(),
        op: Op {
            n,
            at: "'; drop table ops; --".into(),
            response: "r-1".into(),
            change: start("C-1"),
            after: vec![],
        },
        outcome: OpOutcome {
            n,
            revision: n % 2 * 10,
            result: match n % 2 {
                0 => OpResult::Quarantined {
                    reasons: vec![Reason::at("đường dẫn", Why::UnknownPath)],
                },
                _ => OpResult::Applied,
            },
        },
        received_at: 5,
    };
    let ops: Vec<StoredOp> = (1..=4).map(stored).collect();
    let given = ops.clone();
    transact::<_, StoreError, _>(&*store, move |transaction| {
        Box::pin(async move {
            let given: Vec<StoredOp> = given.into_iter().rev().collect();
            transaction.add_ops(&given).await
        })
    })
    .await
    .expect("it writes");
    let mut view = store.read().await.expect("it reads");
    let between = view.ops("tablet", 1, 2, 3).await.expect("it reads");
    assert_eq!(between, ops[1..3]);
    assert!(
        view.ops("tablet", 2, 1, 9)
            .await
            .expect("it reads")
            .is_empty()
    );
    let kept = view.quarantine().await.expect("it reads");
    assert_eq!(kept, [ops[1].clone(), ops[3].clone()]);
    let first = ops[0].clone();
    let again = transact::<_, StoreError, _>(&*store, move |transaction| {
        Box::pin(async move { transaction.add_ops(&[first]).await })
    })
    .await;
    assert!(again.is_err(), "a number is used once");
}

async fn responses_come_back_whole(store: Arc<dyn Store>) {
    fill(&*store).await;
    let response = response("r-1", "C-1", 10);
    put_response(&*store, response.clone()).await;
    let mut view = store.read().await.expect("it reads");
    let found = view
        .response(&Reach::Everything, "r-1")
        .await
        .expect("it reads");
    assert_eq!(found.expect("it is there").into_inner(), response);
    assert!(view.response_exists("r-1").await.expect("it reads"));
    assert!(!view.response_exists("r-2").await.expect("it reads"));
    let about = view.responses_about(ROUND, "C-1").await.expect("it reads");
    assert_eq!(about, [response]);
}

async fn documents_and_forms_never_change(store: Arc<dyn Store>) {
    for json in ["first", "second"] {
        transact::<_, StoreError, _>(&*store, move |transaction| {
            Box::pin(async move {
                transaction.add_document("d", "r", json, 0).await?;
                transaction.add_form("r", "f", json).await
            })
        })
        .await
        .expect("it writes");
    }
    let mut view = store.read().await.expect("it reads");
    let document = view.document("d").await.expect("it reads");
    assert_eq!(document.as_deref(), Some("first"));
    let form = view.form("r", "f").await.expect("it reads");
    assert_eq!(form.as_deref(), Some("first"));
    assert_eq!(view.form("another", "f").await.expect("it reads"), None);
    // A form version is a document, too, whatever its round.
    let document = view.document("f").await.expect("it reads");
    assert_eq!(document.as_deref(), Some("first"));
    let versions = view.form_versions().await.expect("it reads");
    assert_eq!(versions, [("r".to_owned(), "f".to_owned())]);
}

async fn a_blob_knows_the_responses_that_name_it(store: Arc<dyn Store>) {
    fill(&*store).await;
    let hash = "ab".repeat(32);
    let mut naming = response("r-1", "C-1", 10);
    if let Some(cell) = naming.response.cells.get_mut("title") {
        cell.counted.value = Some(hash.clone());
    }
    put_response(&*store, naming).await;
    put_response(&*store, response("r-2", "C-1", 11)).await;
    let name = hash.clone();
    transact::<_, StoreError, _>(&*store, move |transaction| {
        Box::pin(async move {
            transaction.add_blob(&name, b"\0bytes", "an", 0).await?;
            transaction.add_blob(&name, b"others", "ba", 0).await
        })
    })
    .await
    .expect("it writes");
    let mut view = store.read().await.expect("it reads");
    let blob = view
        .blob(&hash)
        .await
        .expect("it reads")
        .expect("it is there");
    assert_eq!(blob.bytes, b"\0bytes");
    assert_eq!(
        (blob.account.as_str(), blob.responses),
        ("an", vec!["r-1".into()])
    );
}

fn reaches() -> [(Reach, &'static [&'static str]); 6] {
    let unit = |unit: &str| Reach::Unit(unit.into());
    [
        (Reach::Everything, &["C-1", "C-2", "C-3", "C-4"]),
        (unit("city"), &["C-1", "C-2", "C-3", "C-4"]),
        (unit("ward_1"), &["C-1", "C-2", "C-3"]),
        (unit("ward_2"), &["C-4"]),
        (unit("' or 1=1 --"), &[]),
        (Reach::Subject("C-4".into()), &["C-4"]),
    ]
}

async fn rows_are_read_only_within_reach(store: Arc<dyn Store>) {
    fill(&*store).await;
    for (seq, subject) in (100..).zip(["C-1", "C-2", "C-3", "C-4"]) {
        put_response(&*store, response(&format!("r-{subject}"), subject, seq)).await;
    }
    let mut view = store.read().await.expect("it reads");
    for (reach, expected) in reaches() {
        let lines = view.subjects(&reach, ROUND).await.expect("it reads");
        let lines: Vec<&str> = lines.iter().map(|line| line.get().id.as_str()).collect();
        assert_eq!(lines, expected, "{reach:?}");
        let rows = view.responses(&reach).await.expect("it reads");
        let rows = rows
            .iter()
            .map(|row| row.get().response.slot.subject.as_str());
        assert_eq!(rows.collect::<Vec<_>>(), expected, "{reach:?}");
        for subject in ["C-1", "C-2", "C-3", "C-4"] {
            let is_within = expected.contains(&subject);
            let line = view
                .subject(&reach, ROUND, subject)
                .await
                .expect("it reads");
            assert_eq!(line.is_some(), is_within, "{reach:?} {subject}");
            let id = format!("r-{subject}");
            let row = view.response(&reach, &id).await.expect("it reads");
            assert_eq!(row.is_some(), is_within, "{reach:?} {subject}");
        }
        assert!(
            view.subjects(&reach, "another")
                .await
                .expect("it reads")
                .is_empty()
        );
    }
}

async fn the_feed_is_in_order_and_within_reach(store: Arc<dyn Store>) {
    use sohoi_server::store::Changed;
    fill(&*store).await;
    let newest = seq(&*store).await;
    for (number, subject) in (1..).zip(["C-1", "C-2", "C-3", "C-4"].repeat(20)) {
        put_response(
            &*store,
            response(&format!("r-{number}"), subject, newest + number),
        )
        .await;
    }
    transact::<_, StoreError, _>(&*store, |transaction| {
        Box::pin(async move {
            for _ in 0..80 {
                transaction.next_seq().await?;
            }
            Ok(())
        })
    })
    .await
    .expect("it writes");
    let mut moved = round::register();
    moved[3] = club("C-4", "ward_1");
    load(&*store, moved).await;
    for (reach, lines, gone, rows) in [
        (Reach::Everything, 4, 0, 80),
        (Reach::Unit("ward_1".into()), 4, 0, 80),
        (Reach::Unit("ward_2".into()), 0, 0, 0),
    ] {
        let found = walk(&*store, &reach, 0).await;
        let count = |is: fn(&Changed) -> bool| found.iter().filter(|(_, what)| is(what)).count();
        assert!(
            found.windows(2).all(|pair| pair[0].0 < pair[1].0),
            "in order"
        );
        assert_eq!(count(|what| matches!(what, Changed::Round(_))), 1);
        assert_eq!(count(|what| matches!(what, Changed::Subject(_))), lines);
        assert_eq!(
            count(|what| matches!(what, Changed::SubjectGone { .. })),
            gone
        );
        assert_eq!(count(|what| matches!(what, Changed::Response(_))), rows);
    }
    let found = walk(&*store, &Reach::Unit("ward_2".into()), newest).await;
    let [(_, Changed::SubjectGone { id, responses, .. })] = &found[..] else {
        panic!("{found:?}");
    };
    assert_eq!((id.as_str(), responses.len()), ("C-4", 20));
}

#[tokio::test]
async fn a_database_opened_again_is_the_same_server() {
    let folder = tempfile::tempdir().expect("there is a folder");
    let file = folder.path().join("test.sqlite");
    let mut servers = Vec::new();
    for _ in 0..2 {
        let store = SqliteStore::open(&file).await.expect("it opens");
        if servers.is_empty() {
            fill(&store).await;
        }
        let mut view = store.read().await.expect("it reads");
        servers.push(view.server().await.expect("it reads"));
        drop(view);
        store.close().await;
    }
    assert_eq!(servers[0], servers[1]);
    assert!(servers[0].seq > 4);
    assert_eq!(servers[0].cursor_key.len(), 32);
}

#[tokio::test]
async fn a_file_that_is_no_database_is_refused_and_left_alone() {
    let folder = tempfile::tempdir().expect("there is a folder");
    let file = folder.path().join("test.sqlite");
    let text = "this is a letter and no database, ".repeat(100);
    std::fs::write(&file, &text).expect("it is written");
    assert!(SqliteStore::open(&file).await.is_err());
    assert_eq!(std::fs::read_to_string(&file).expect("it is there"), text);
}
