//! Writes that wait share a transaction, and are as good as alone in it.

use std::future::poll_fn;
use std::pin::Pin;
use std::sync::Arc;
use std::task::Poll;

use sohoi_server::audit::Check;
use sohoi_server::scope::Reach;
use sohoi_server::store::sqlite::SqliteStore;
use sohoi_server::store::{Result, Store, StoreError, Verdict, Work, Write, transact};
use sqlx::{Connection as _, Executor as _, SqliteConnection};
use tokio::sync::oneshot;

use crate::harness::{fill, postgres};
use crate::round::ROUND;

type Waiting<'s> = Pin<Box<dyn Future<Output = Result<()>> + Send + 's>>;

/// Hands in jobs while the writer is held up, in this order, and answers what became of each.
async fn hand_in(store: &dyn Store, jobs: Vec<Work>) -> Vec<Result<()>> {
    let (began, has_begun) = oneshot::channel();
    let (go_on, may_go_on) = oneshot::channel::<()>();
    let gate: Work = Box::new(move |_| {
        Box::pin(async move {
            let _ = began.send(());
            let _ = may_go_on.await;
            Verdict::Rollback
        })
    });
    let mut waiting: Vec<Waiting<'_>> = vec![store.write(gate)];
    step(&mut waiting[0]).await;
    has_begun.await.expect("it began");
    for job in jobs {
        let mut handed_in: Waiting<'_> = store.write(job);
        step(&mut handed_in).await;
        waiting.push(handed_in);
    }
    go_on.send(()).expect("the writer waits");
    let mut outcomes = Vec::new();
    for job in waiting {
        outcomes.push(job.await);
    }
    outcomes.drain(..1);
    outcomes
}

/// Lets a write get as far as the queue.
async fn step(write: &mut Waiting<'_>) {
    poll_fn(|context| {
        assert!(write.as_mut().poll(context).is_pending());
        Poll::Ready(())
    })
    .await;
}

/// A job that notes its name in the audit and as a form, and takes a number.
fn job(name: &'static str, end: fn(&str) -> Verdict) -> Work {
    Box::new(move |transaction| {
        Box::pin(async move {
            match note(transaction, name).await {
                Ok(()) => end(name),
                Err(_) => Verdict::Rollback,
            }
        })
    })
}

async fn note(transaction: &mut dyn Write, name: &str) -> Result<()> {
    transaction.next_seq().await?;
    transaction.audit(0, "an", name, "").await?;
    transaction.add_form("shared", name, "{}").await
}

fn keep(_: &str) -> Verdict {
    Verdict::Commit
}

/// The names that were noted, the clock, and whether the audit is whole.
async fn noted(store: &dyn Store) -> (Vec<String>, u64) {
    let mut view = store.read().await.expect("it reads");
    let versions = view.form_versions().await.expect("it reads");
    let names = versions.into_iter().filter(|(round, _)| round == "shared");
    let rows = view.audit_after(i64::MIN, 10_000).await.expect("it reads");
    let mut check = Check::default();
    for row in &rows {
        check.follow(row).expect("the chain holds");
    }
    let seq = view.server().await.expect("it reads").seq;
    (names.map(|(_, name)| name).collect(), seq)
}

pub(super) async fn a_job_undoes_only_itself(store: Arc<dyn Store>) {
    fill(&*store).await;
    let (_, before) = noted(&*store).await;
    // A statement that failed may spoil its own job (PostgreSQL) or only itself (SQLite), and no other.
    let swallows: Work = Box::new(|transaction| {
        Box::pin(async move {
            transaction.next_seq().await.expect("it counts");
            let added = transaction.add_form("shared", "swallows", "{}").await;
            added.expect("it writes");
            transaction.add_session(b"x", "nobody", 0, 1).await.ok();
            Verdict::Commit
        })
    });
    let outcomes = hand_in(
        &*store,
        vec![
            job("first", keep),
            job("regrets", |_| Verdict::Rollback),
            job("second", keep),
            job("panics", |name| panic!("{name}")),
            swallows,
            job("third", keep),
        ],
    )
    .await;
    let (names, seq) = noted(&*store).await;
    let told: Vec<&str> = outcomes
        .iter()
        .map(|outcome| match outcome {
            Ok(()) => "ok",
            Err(StoreError::Panicked) => "panicked",
            Err(_) => "failed",
        })
        .collect();
    let is_kept = names.iter().any(|name| name == "swallows");
    let swallowed = if is_kept { "ok" } else { "failed" };
    assert_eq!(told, ["ok", "ok", "ok", "panicked", swallowed, "ok"]);
    let mut expected = vec!["first", "second", "third"];
    if is_kept {
        expected.insert(2, "swallows");
    }
    assert_eq!(names, expected, "by their bytes");
    // Numbers of what was undone are given out again.
    assert_eq!(seq, before + expected.len() as u64);
}

pub(super) async fn what_was_undone_is_not_read_by_the_next(store: Arc<dyn Store>) {
    fill(&*store).await;
    let before = store
        .read()
        .await
        .expect("it reads")
        .rounds()
        .await
        .expect("it reads");
    let mut other = before[0].clone();
    other.units_version = "another".into();
    let puts: Work = Box::new(move |transaction| {
        Box::pin(async move {
            transaction.put_round(&other).await.expect("it writes");
            let rounds = transaction.rounds().await.expect("it reads");
            assert_eq!(rounds, [other]);
            Verdict::Rollback
        })
    });
    let (told, read) = oneshot::channel();
    let reads: Work = Box::new(move |transaction| {
        Box::pin(async move {
            let _ = told.send(transaction.rounds().await);
            Verdict::Commit
        })
    });
    for outcome in hand_in(&*store, vec![puts, reads]).await {
        outcome.expect("it is carried out");
    }
    let read = read.await.expect("it was told").expect("it reads");
    assert_eq!(read, before);
}

pub(super) async fn many_at_once_are_each_done_once(store: Arc<dyn Store>) {
    fill(&*store).await;
    let (_, before) = noted(&*store).await;
    let writes: Vec<_> = (0..300_u64)
        .map(|number| {
            let store = Arc::clone(&store);
            tokio::spawn(async move {
                transact::<_, StoreError, _>(&*store, move |transaction| {
                    Box::pin(async move {
                        note(transaction, &format!("{number:03}")).await?;
                        match number % 3 {
                            0 => Err(StoreError::Closed),
                            _ => transaction.next_seq().await,
                        }
                    })
                })
                .await
            })
        })
        .collect();
    let mut numbers = Vec::new();
    let mut expected = Vec::new();
    for (number, write) in (0_u64..).zip(writes) {
        match write.await.expect("it ends") {
            Ok(seq) => {
                numbers.push(seq);
                expected.push(format!("{number:03}"));
            }
            Err(failure) => assert!(matches!(failure, StoreError::Closed), "{failure}"),
        }
    }
    assert_eq!(expected.len(), 200);
    let (names, seq) = noted(&*store).await;
    assert_eq!(names, expected);
    // Each took two numbers, and nobody else has them.
    numbers.sort_unstable();
    let taken: Vec<u64> = (1..=200).map(|place| before + 2 * place).collect();
    assert_eq!(numbers, taken);
    assert_eq!(seq, before + 400);
}

/// Until it was seen that several were told at once: how many share a transaction is not ours to say.
async fn a_commit_that_fails_is_told_to_all(store: &dyn Store) {
    fill(store).await;
    for _ in 0..50 {
        let jobs = vec![
            job("a", keep),
            job("regrets", |_| Verdict::Rollback),
            job("spoils", keep),
            job("z", keep),
        ];
        let outcomes = hand_in(store, jobs).await;
        let (names, _) = noted(store).await;
        for (name, outcome) in ["a", "regrets", "spoils", "z"].into_iter().zip(&outcomes) {
            let is_there = names.iter().any(|there| there == name);
            match name {
                "regrets" => assert!(!is_there),
                _ => assert_eq!(is_there, outcome.is_ok(), "{name}: {outcome:?}"),
            }
        }
        assert!(
            matches!(outcomes[2], Err(StoreError::Together(_))),
            "{outcomes:?}"
        );
        if outcomes.iter().all(Result::is_err) {
            return;
        }
    }
    panic!("no two jobs ever shared a transaction");
}

#[tokio::test]
async fn a_commit_that_fails_is_told_to_all_on_sqlite() {
    let folder = tempfile::tempdir().expect("there is a folder");
    let file = folder.path().join("test.sqlite");
    let store = SqliteStore::open(&file)
        .await
        .expect("a new database opens");
    let url = format!("sqlite://{}", file.display());
    let mut connection = SqliteConnection::connect(&url).await.expect("it is there");
    connection
        .execute(
            "create table spoilt (round text references rounds (id) deferrable initially deferred); \
             create trigger spoils after insert on forms when new.hash = 'spoils' \
             begin insert into spoilt values ('nothing'); end",
        )
        .await
        .expect("it is prepared");
    a_commit_that_fails_is_told_to_all(&store).await;
    let mut view = store.read().await.expect("it reads");
    assert!(
        !view
            .subjects(&Reach::Everything, ROUND)
            .await
            .expect("it reads")
            .is_empty()
    );
}

#[tokio::test]
#[ignore = "needs PostgreSQL: see harness/postgres.rs"]
async fn a_commit_that_fails_is_told_to_all_on_postgres() {
    let database = postgres::Database::new().await;
    let store = database.store().await;
    let mut connection = database.connection().await;
    for statement in [
        "create function spoil() returns trigger language plpgsql as \
         $$ begin raise exception 'spoilt'; end $$",
        "create constraint trigger spoils after insert on forms deferrable initially deferred \
         for each row when (new.hash = 'spoils') execute function spoil()",
    ] {
        connection.execute(statement).await.expect("it is prepared");
    }
    a_commit_that_fails_is_told_to_all(&*store).await;
    store.close().await;
}
