//! The table that devices see is what the events say of today, whatever happens and whenever.

use std::sync::Arc;

use chrono::{Days, NaiveDate};
use sohoi_register::Change;
use sohoi_round::Subject;
use sohoi_server::register::change::{ChangeError, make};
use sohoi_server::register::import::{ImportError, Meanings, Wish, accept, look};
use sohoi_server::register::{InTheWay, Keeper, UndoError, catch_up, undo};
use sohoi_server::scope::Reach;
use sohoi_server::store::{Store, StoreError, transact};
use sohoi_sync::SubjectLine;

use super::fixtures::{put_response, response};
use super::invitations::{add, stored};
use crate::harness::{fill, load};
use crate::round::{ROUND, club, register};

const DAY: i64 = 24 * 60 * 60 * 1000;

async fn make_one(
    store: &dyn Store,
    now: i64,
    on: NaiveDate,
    change: Change,
) -> Result<(), ChangeError> {
    transact(store, move |transaction| {
        Box::pin(async move {
            let rounds = transaction.rounds().await?;
            let reach = Reach::Everything;
            let on = (Some(on), None);
            make(transaction, &rounds[0], &reach, "root", on, change, now)
                .await
                .map(|_| ())
        })
    })
    .await
}

async fn lines(store: &dyn Store) -> Vec<SubjectLine> {
    let mut view = store.read().await.expect("it reads");
    let lines = view.subjects(&Reach::Everything, ROUND).await;
    let lines = lines.expect("it reads").into_iter();
    lines.map(|line| line.into_inner()).collect()
}

async fn check(store: &dyn Store, now: i64) {
    let mut view = store.read().await.expect("it reads");
    let keeper = Keeper::open(&mut *view, ROUND, now)
        .await
        .expect("it opens");
    let register = keeper.history().as_of(keeper.today());
    let expected: Vec<SubjectLine> = register
        .all()
        .filter(|line| line.standing.ended().is_none())
        .map(|line| SubjectLine {
            id: line.subject.id.clone(),
            round: ROUND.into(),
            name: line.subject.name.clone(),
            kind: line.subject.kind.clone(),
            unit: line.subject.unit.clone(),
            attributes: line.subject.attributes.clone().into_iter().collect(),
        })
        .collect();
    drop(view);
    assert_eq!(lines(store).await, expected);
}

pub(super) async fn lines_are_what_the_events_say_of_the_day(store: Arc<dyn Store>) {
    fill(&*store).await;
    let mut state: u64 = 17;
    let mut any = |count: u64| {
        // Knuth's generator: every run is the same.
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % count
    };
    let mut now = 100 * DAY;
    let (mut taken, mut later) = (0, 0);
    for step in 0..120 {
        let id = |n: u64| format!("C-{n}");
        let unit = |n: u64| format!("ward_{}", n + 1);
        let change = match any(6) {
            0 | 1 => Change::Add {
                line: Subject {
                    name: format!("Hội {}", any(9)),
                    ..club(&id(any(12)), &unit(any(2)))
                },
            },
            2 => Change::Rename {
                line: id(any(12)),
                name: format!("Hội {}", any(9)),
            },
            3 => Change::Move {
                line: id(any(12)),
                unit: unit(any(2)),
            },
            4 => Change::Merge {
                lines: vec![id(any(12))],
                into: id(any(12)),
            },
            _ => Change::Dissolve { line: id(any(12)) },
        };
        let today = sohoi_server::register::day_of(now);
        let on = today + Days::new(any(6)) - Days::new(any(6));
        later += usize::from(on > today);
        match make_one(&*store, now, on, change).await {
            Ok(()) => taken += 1,
            Err(ChangeError::Refused(_)) => {}
            Err(failure) => panic!("{failure}"),
        }
        check(&*store, now).await;
        if step % 5 == 0 {
            now += DAY * i64::try_from(any(4)).expect("it is small");
            catch_up(&*store, now).await.expect("it writes");
            check(&*store, now).await;
        }
    }
    assert!(taken > 20 && later > 20, "{taken} {later}");
}

pub(super) async fn a_file_of_the_round_leaves_what_people_noted(store: Arc<dyn Store>) {
    fill(&*store).await;
    let now = 100 * DAY;
    let today = sohoi_server::register::day_of(now);
    let renamed = Change::Rename {
        line: "C-1".into(),
        name: "Câu lạc bộ Hoa".into(),
    };
    make_one(&*store, now, today, renamed)
        .await
        .expect("it is noted");
    let new = Change::Add {
        line: club("C-9", "ward_2"),
    };
    make_one(&*store, now, today, new)
        .await
        .expect("it is noted");
    let named = |lines: &[SubjectLine], id: &str| {
        let mut lines = lines.iter();
        lines
            .find(|line| line.id == id)
            .map(|line| line.name.clone())
    };
    // The same file again, and one that says something else of another line and lacks one.
    load(&*store, register()).await;
    let mut other = register();
    other[1].name = "Câu lạc bộ Cờ".into();
    other.remove(2);
    let loaded = load(&*store, other.clone()).await;
    assert_eq!((loaded.new, loaded.changed, loaded.gone), (0, 1, 1));
    let after = lines(&*store).await;
    assert_eq!(named(&after, "C-1").as_deref(), Some("Câu lạc bộ Hoa"));
    assert_eq!(named(&after, "C-2").as_deref(), Some("Câu lạc bộ Cờ"));
    assert_eq!(named(&after, "C-3"), None);
    assert!(named(&after, "C-9").is_some());
    let loaded = load(&*store, register()).await;
    assert_eq!((loaded.new, loaded.changed, loaded.gone), (1, 1, 0));
    assert!(named(&lines(&*store).await, "C-3").is_some());
}

async fn import(store: &dyn Store, now: i64, text: &str) -> Result<String, ImportError> {
    let bytes = text.as_bytes().to_vec();
    transact(store, move |transaction| {
        Box::pin(async move {
            let rounds = transaction.rounds().await?;
            let mut keeper = Keeper::open(transaction, ROUND, now).await?;
            let meanings = Meanings::of(transaction, &rounds[0].document).await?;
            let wish = Wish {
                columns: None,
                day: keeper.today(),
                units: None,
            };
            let looked = look(&bytes, &keeper, &meanings, wish)?;
            let brought = ("a.csv", "city", None);
            let batch = accept(transaction, &mut keeper, &looked, ROUND, brought, now).await?;
            Ok(batch.id)
        })
    })
    .await
}

async fn take_back(store: &dyn Store, now: i64, batch: &str) -> Result<(), UndoError> {
    let batch = batch.to_owned();
    transact(store, move |transaction| {
        Box::pin(async move { undo(transaction, ROUND, &batch, "city", now).await })
    })
    .await
}

pub(super) async fn an_import_is_undone_as_long_as_nothing_was_built_on_it(store: Arc<dyn Store>) {
    fill(&*store).await;
    let now = 100 * DAY;
    let before = lines(&*store).await;
    let text = "id,name,unit\nC-1,Câu lạc bộ Hoa,ward_1\nI-1,Câu lạc bộ Cờ,ward_2\n\
                I-2,Hội Nông dân,ward_2\nI-3,,ward_2\n";
    let batch = import(&*store, now, text).await.expect("it is taken in");
    let during = lines(&*store).await;
    assert_eq!(during.len(), before.len() + 1);
    // A change that needs it.
    let today = sohoi_server::register::day_of(now);
    let built = Change::Rename {
        line: "I-1".into(),
        name: "Câu lạc bộ Cờ tướng".into(),
    };
    make_one(&*store, now, today, built)
        .await
        .expect("it is noted");
    let flaw = take_back(&*store, now, &batch)
        .await
        .expect_err("it is in the way");
    assert!(
        matches!(flaw, UndoError::InTheWay(InTheWay::Event { .. })),
        "{flaw:?}"
    );
    check(&*store, now).await;
    // A response about a line that it brought.
    let batch = import(&*store, now, "id,name,unit\nI-7,Câu lạc bộ Thơ,ward_1\n").await;
    let batch = batch.expect("it is taken in");
    let seq = {
        let mut view = store.read().await.expect("it reads");
        view.server().await.expect("it reads").seq
    };
    put_response(&*store, response("r", "I-7", seq + 1)).await;
    let flaw = take_back(&*store, now, &batch)
        .await
        .expect_err("it is in the way");
    let UndoError::InTheWay(InTheWay::Responses(lines_of)) = flaw else {
        panic!("{flaw:?}");
    };
    assert_eq!(lines_of, ["I-7"]);
    // An invitation to a line that it brought, until it is taken back.
    let batch = import(&*store, now, "id,name,unit\nI-9,Câu lạc bộ Đàn,ward_1\n").await;
    let batch = batch.expect("it is taken in");
    assert!(add(&*store, stored("NNNNN", "I-9", now)).await);
    let flaw = take_back(&*store, now, &batch)
        .await
        .expect_err("it is in the way");
    let UndoError::InTheWay(InTheWay::Invitations(lines_of)) = flaw else {
        panic!("{flaw:?}");
    };
    assert_eq!(lines_of, ["I-9"]);
    transact::<_, StoreError, _>(&*store, move |transaction| {
        Box::pin(async move { transaction.revoke_invitation("NNNNN", now).await })
    })
    .await
    .expect("it is taken back");
    take_back(&*store, now, &batch).await.expect("it is undone");
    // Nothing was built on this one.
    let before = lines(&*store).await;
    let batch = import(&*store, now, "id,name,unit\nI-8,Câu lạc bộ Vẽ,ward_1\n").await;
    let batch = batch.expect("it is taken in");
    assert_eq!(lines(&*store).await.len(), before.len() + 1);
    take_back(&*store, now, &batch).await.expect("it is undone");
    assert_eq!(lines(&*store).await, before);
    let flaw = take_back(&*store, now, &batch)
        .await
        .expect_err("it is undone already");
    assert!(matches!(flaw, UndoError::Unknown(_)));
    check(&*store, now).await;
}

pub(super) async fn lines_of_before_events_become_events(store: Arc<dyn Store>) {
    fill(&*store).await;
    let line = SubjectLine {
        id: "new-1".into(),
        round: ROUND.into(),
        name: "Hội Nông dân".into(),
        kind: "club".into(),
        unit: "ward_1".into(),
        attributes: [].into_iter().collect(),
    };
    let seen = lines(&*store).await;
    // A second round of which only lines are there, as a database of before has it.
    let old = "old-round";
    transact::<_, StoreError, _>(&*store, move |transaction| {
        Box::pin(async move {
            for own in seen.into_iter().chain([line]) {
                let seq = transaction.next_seq().await?;
                let own = SubjectLine {
                    round: old.into(),
                    ..own
                };
                transaction.add_subjects(&[(own, seq)]).await?;
            }
            let units = transaction.register_units(ROUND).await?;
            transaction.put_register_units(old, &units).await
        })
    })
    .await
    .expect("it writes");
    let mut view = store.read().await.expect("it reads");
    let keeper = Keeper::open(&mut *view, old, DAY).await.expect("it opens");
    let register = keeper.register();
    assert_eq!(register.listed().count(), register_count());
    assert_eq!(register.provisional().count(), 1);
}

fn register_count() -> usize {
    register().len()
}
