//! What every store promises about invitations.

use std::sync::Arc;

use sohoi_server::scope::Reach;
use sohoi_server::store::{Invitation, Store, StoreError, StoredInvitation, Used, transact};
use sohoi_sync::State;

use super::fixtures::{put_response, response};
use crate::harness::{fill, slot};
use crate::round::ROUND;

pub(super) fn stored(id: &str, subject: &str, made_at: i64) -> StoredInvitation {
    StoredInvitation {
        invitation: Invitation {
            id: id.into(),
            slot: slot(subject),
            made_by: "city".into(),
            made_at,
            ends_at: 1_000,
            used: None,
            revoked_at: None,
            failures: 0,
            locked_at: None,
        },
        secret: format!("hash of {id}"),
    }
}

pub(super) async fn add(store: &dyn Store, stored: StoredInvitation) -> bool {
    transact::<_, StoreError, _>(store, move |transaction| {
        Box::pin(async move { transaction.add_invitation(&stored).await })
    })
    .await
    .expect("it writes")
}

async fn read(store: &dyn Store, id: &str) -> Option<StoredInvitation> {
    let mut view = store.read().await.expect("it reads");
    view.invitation(id).await.expect("it reads")
}

pub(super) async fn invitations_come_back_whole_and_within_reach(store: Arc<dyn Store>) {
    fill(&*store).await;
    for (id, subject, made_at) in [
        ("AAAAA", "C-2", 1),
        ("BBBBB", "C-4", 2),
        ("CCCCC", "C-2", 3),
    ] {
        assert!(add(&*store, stored(id, subject, made_at)).await);
    }
    assert!(
        !add(&*store, stored("AAAAA", "C-1", 9)).await,
        "its id is taken"
    );
    assert_eq!(
        read(&*store, "AAAAA").await,
        Some(stored("AAAAA", "C-2", 1))
    );
    assert_eq!(read(&*store, "aaaaa").await, None);
    let mut view = store.read().await.expect("it reads");
    for (reach, expected) in [
        (Reach::Everything, &["CCCCC", "AAAAA", "BBBBB"][..]),
        (Reach::Unit("city".into()), &["CCCCC", "AAAAA", "BBBBB"]),
        (Reach::Unit("ward_1".into()), &["CCCCC", "AAAAA"]),
        (Reach::Subject("C-4".into()), &["BBBBB"]),
        (Reach::Unit("nowhere".into()), &[]),
    ] {
        let found = view.invitations(&reach, ROUND).await.expect("it reads");
        let ids: Vec<&str> = found.iter().map(|one| one.get().id.as_str()).collect();
        assert_eq!(ids, expected, "{reach:?}");
    }
    put_response(&*store, response("r", "C-2", 5)).await;
    let mut view = store.read().await.expect("it reads");
    for (reach, expected) in [
        (Reach::Unit("ward_1".into()), 1),
        (Reach::Unit("ward_2".into()), 0),
    ] {
        let states = view.slot_states(&reach, ROUND).await.expect("it reads");
        assert_eq!(states.len(), expected);
        assert!(states.iter().all(|one| one.get().state == State::Draft));
    }
}

pub(super) async fn wrong_secrets_are_counted_and_lock_once(store: Arc<dyn Store>) {
    fill(&*store).await;
    add(&*store, stored("AAAAA", "C-1", 1)).await;
    for (now, id) in [
        (10, "AAAAA"),
        (11, "ZZZZZ"),
        (12, "AAAAA"),
        (13, "AAAAA"),
        (14, "ZZZZZ"),
    ] {
        transact::<_, StoreError, _>(&*store, move |transaction| {
            Box::pin(async move { transaction.count_failure(id, 2, now).await })
        })
        .await
        .expect("it writes");
    }
    let found = read(&*store, "AAAAA")
        .await
        .expect("it is there")
        .invitation;
    assert_eq!((found.failures, found.locked_at), (3, Some(12)));
    assert_eq!(read(&*store, "ZZZZZ").await, None);
}

pub(super) async fn using_and_revoking_an_invitation_is_noted(store: Arc<dyn Store>) {
    fill(&*store).await;
    add(&*store, stored("AAAAA", "C-1", 1)).await;
    let used = Used {
        at: 20,
        account: "club".into(),
    };
    let noted = used.clone();
    transact::<_, StoreError, _>(&*store, move |transaction| {
        Box::pin(async move {
            transaction.add_session(b"own", "club", 20, 1_000).await?;
            transaction.add_session(b"other", "club", 20, 1_000).await?;
            transaction.use_invitation("AAAAA", &noted, b"own").await
        })
    })
    .await
    .expect("it writes");
    let mut view = store.read().await.expect("it reads");
    let account = view.invited_account(&slot("C-1")).await.expect("it reads");
    assert_eq!(account.as_deref(), Some("club"));
    assert_eq!(
        view.invited_account(&slot("C-2")).await.expect("it reads"),
        None
    );
    assert_eq!(
        view.invited_to("club").await.expect("it reads"),
        Some(slot("C-1"))
    );
    assert_eq!(view.invited_to("an").await.expect("it reads"), None);
    drop(view);
    for expected in [true, false] {
        let revoked = transact::<_, StoreError, _>(&*store, |transaction| {
            Box::pin(async move { transaction.revoke_invitation("AAAAA", 30).await })
        });
        assert_eq!(revoked.await.expect("it writes"), expected);
    }
    let found = read(&*store, "AAAAA")
        .await
        .expect("it is there")
        .invitation;
    assert_eq!((found.used, found.revoked_at), (Some(used), Some(30)));
    let mut view = store.read().await.expect("it reads");
    assert!(view.session(b"own", 31).await.expect("it reads").is_none());
    assert!(
        view.session(b"other", 31)
            .await
            .expect("it reads")
            .is_some()
    );
}
