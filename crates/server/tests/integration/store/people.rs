//! Accounts, branches, devices and the audit, on every database.

use std::sync::Arc;

use sohoi_round::{Branch, BranchRule};
use sohoi_server::audit::Check;
use sohoi_server::rounds;
use sohoi_server::scope::{Branches, Reach};
use sohoi_server::store::people::{AuditFilter, DeviceReport, SignIn, SignInOutcome, Standing};
use sohoi_server::store::{Store, StoreError, Write, transact};

use super::fixtures::{put_response, response};
use crate::harness::fill;
use crate::round::{ROUND, compiled, register};

/// Loads the round with club 1 of one branch and club 2 of the other.
async fn load_with_branches(store: &dyn Store, first: Branch, second: Branch) {
    let rule = |branch, club: &str| BranchRule {
        branch,
        attribute: "title".into(),
        values: vec![format!("Câu lạc bộ {club}")],
    };
    let mut round = compiled(register());
    round.branches = vec![rule(first, "C-1"), rule(second, "C-2")];
    rounds::load(store, round, true, 0).await.expect("it loads");
}

async fn seen(store: &dyn Store, reach: &Reach) -> (Vec<String>, Vec<String>) {
    let mut view = store.read().await.expect("it reads");
    let lines = view.subjects(reach, ROUND).await.expect("it reads");
    let lines = lines.iter().map(|line| line.get().id.clone()).collect();
    let responses = view.responses(reach).await.expect("it reads");
    let responses = responses
        .iter()
        .map(|response| response.get().response.slot.subject.clone())
        .collect();
    (lines, responses)
}

pub(super) async fn a_branch_is_seen_by_its_own_accounts_only(store: Arc<dyn Store>) {
    fill(&*store).await;
    for (id, club, seq) in [
        ("r-1", "C-1", 101),
        ("r-2", "C-2", 102),
        ("r-3", "C-3", 103),
    ] {
        put_response(&*store, response(id, club, seq)).await;
    }
    let party = Reach::Branch("city".into(), Branch::Party);
    let state = Reach::Branch("city".into(), Branch::State);
    let ids = |ids: &[&str]| ids.iter().map(|id| (*id).to_owned()).collect::<Vec<_>>();
    // Without rules everything is of both.
    let all = (
        ids(&["C-1", "C-2", "C-3", "C-4"]),
        ids(&["C-1", "C-2", "C-3"]),
    );
    assert_eq!(seen(&*store, &party).await, all);
    load_with_branches(&*store, Branch::Party, Branch::State).await;
    let first = (ids(&["C-1", "C-3", "C-4"]), ids(&["C-1", "C-3"]));
    let second = (ids(&["C-2", "C-3", "C-4"]), ids(&["C-2", "C-3"]));
    assert_eq!(seen(&*store, &party).await, first);
    assert_eq!(seen(&*store, &state).await, second);
    assert_eq!(seen(&*store, &Reach::Unit("city".into())).await, all);
    let ward = Reach::Branch("ward_2".into(), Branch::Party);
    assert_eq!(seen(&*store, &ward).await, (ids(&["C-4"]), ids(&[])));
    // The other way round, without another register.
    load_with_branches(&*store, Branch::State, Branch::Party).await;
    assert_eq!(seen(&*store, &party).await, second);
    assert_eq!(seen(&*store, &state).await, first);
    let mut view = store.read().await.expect("it reads");
    for reach in [&party, &state] {
        let reaches = view.reaches_unit(reach, ROUND, "ward_1").await;
        assert!(reaches.expect("it reads"), "{reach:?}");
        let feed = view.feed(reach, 0, 24).await.expect("it reads");
        assert_eq!(feed.changes.len(), 1 + 3 + 2, "{reach:?}: {feed:?}");
    }
}

/// Works in a transaction that is kept.
async fn write<F>(store: &dyn Store, work: F)
where
    F: for<'t> FnOnce(
            &'t mut dyn Write,
        ) -> std::pin::Pin<
            Box<dyn std::future::Future<Output = Result<(), StoreError>> + Send + 't>,
        > + Send
        + 'static,
{
    transact::<(), StoreError, _>(store, work)
        .await
        .expect("it writes");
}

pub(super) async fn a_suspended_account_has_no_session(store: Arc<dyn Store>) {
    fill(&*store).await;
    write(&*store, |transaction| {
        Box::pin(async move { transaction.add_session(b"s", "an", 0, 100).await })
    })
    .await;
    let mut view = store.read().await.expect("it reads");
    let mut stored = view
        .account("an")
        .await
        .expect("it reads")
        .expect("is there");
    assert!(view.session(b"s", 1).await.expect("it reads").is_some());
    drop(view);
    stored.suspended_at = Some(7);
    stored.branches = Branches::Only(Branch::State);
    let given = stored.clone();
    write(&*store, move |transaction| {
        Box::pin(async move {
            assert!(transaction.change_account(&given).await?);
            let mut nobody = given;
            nobody.account.name = "nobody".into();
            assert!(!transaction.change_account(&nobody).await?);
            Ok(())
        })
    })
    .await;
    let mut view = store.read().await.expect("it reads");
    assert_eq!(view.account("an").await.expect("it reads"), Some(stored));
    assert_eq!(view.session(b"s", 1).await.expect("it reads"), None);
}

pub(super) async fn a_device_is_known_by_the_last_it_said(store: Arc<dyn Store>) {
    let report = |unsent| DeviceReport {
        program: "0.1.0".into(),
        unsent: Some(unsent),
        is_persisted: Some(true),
        free_bytes: Some(u64::MAX),
    };
    write(&*store, move |transaction| {
        Box::pin(async move {
            transaction.note_device("d-1", "an", &report(3), 10).await?;
            transaction
                .note_device("d-2", "ba", &DeviceReport::default(), 11)
                .await?;
            let decided = transaction.decide_on_device("d-1", Standing::Wipe, "root", 12);
            assert!(decided.await?);
            let decided = transaction.decide_on_device("d-9", Standing::Wipe, "root", 12);
            assert!(!decided.await?);
            transaction.device_was_told("d-1", 13).await?;
            transaction.device_was_told("d-1", 14).await?;
            transaction.note_device("d-1", "an", &report(0), 15).await
        })
    })
    .await;
    let mut view = store.read().await.expect("it reads");
    let all = view.known_devices(None).await.expect("it reads");
    let ids: Vec<&str> = all.iter().map(|known| known.device.as_str()).collect();
    assert_eq!(ids, ["d-1", "d-2"]);
    let first = &all[0];
    assert_eq!((first.first_seen, first.last_seen), (10, 15));
    assert_eq!(first.report.unsent, Some(0));
    assert_eq!(first.standing, Standing::Wipe);
    assert_eq!(first.decided, Some(("root".into(), 12)));
    assert_eq!(first.told_at, Some(13));
    assert_eq!(all[1].report, DeviceReport::default());
    assert_eq!(
        view.known_devices(Some("ba")).await.expect("it reads"),
        all[1..]
    );
}

pub(super) async fn sign_ins_are_kept_for_their_time(store: Arc<dyn Store>) {
    let sign_in = |at, outcome| SignIn {
        at,
        account: "an".into(),
        address: "203.0.113.7".into(),
        program: "Firefox 128, Linux".into(),
        outcome,
    };
    let all = [
        sign_in(10, SignInOutcome::Wrong),
        sign_in(20, SignInOutcome::Suspended),
        sign_in(30, SignInOutcome::Ok),
    ];
    let given = all.clone();
    write(&*store, move |transaction| {
        Box::pin(async move {
            for (one, since) in given.iter().zip([0, 5, 15]) {
                transaction.add_sign_in(one, since).await?;
            }
            Ok(())
        })
    })
    .await;
    let mut view = store.read().await.expect("it reads");
    let found = view.sign_ins("an", 9).await.expect("it reads");
    assert_eq!(found, [all[2].clone(), all[1].clone()]);
    assert_eq!(view.sign_ins("an", 1).await.expect("it reads"), found[..1]);
}

pub(super) async fn the_audit_is_one_chain(store: Arc<dyn Store>) {
    for (at, actor, detail) in [(10, "an", "một"), (20, "ba", ""), (30, "an", "\u{0}ba")] {
        write(&*store, move |transaction| {
            Box::pin(async move { transaction.audit(at, actor, "sign in", detail).await })
        })
        .await;
    }
    let mut view = store.read().await.expect("it reads");
    let rows = view.audit_after(0, 99).await.expect("it reads");
    assert_eq!(rows.len(), 3);
    let mut check = Check::default();
    for row in &rows {
        assert_eq!(check.follow(row), Ok(()));
    }
    let page = |actor: &str, since, before| AuditFilter {
        actor: actor.into(),
        since,
        before,
        ..AuditFilter::default()
    };
    for (filter, expected) in [
        (page("", None, None), vec![3, 2, 1]),
        (page("an", None, None), vec![3, 1]),
        (page("an", Some(11), None), vec![3]),
        (page("", None, Some(3)), vec![2, 1]),
    ] {
        let found = view.audit_page(&filter, 99).await.expect("it reads");
        let found: Vec<i64> = found.iter().map(|row| row.id).collect();
        assert_eq!(found, expected, "{filter:?}");
    }
    assert_eq!(view.audit_actions().await.expect("it reads"), ["sign in"]);
}
