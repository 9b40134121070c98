//! Right codes that are good no more.

use sohoi_server::scope::Reach;

use super::{DAY, code_for, let_in, revoke, show};
use crate::harness::{Server, load};
use crate::round::register;

#[tokio::test]
async fn a_used_code_opens_nothing_for_another_browser_and_is_harmless_for_its_own() {
    let server = Server::new().await;
    let code = code_for(&server, "C-1").await;
    let (own, account) = let_in(&server, &code).await;
    let answer = show(&server.stranger(), &code.grouped()).await;
    assert_eq!(answer.error(), (410, "invitation_used".into()));
    let other = server.sign_in("an").await;
    let answer = show(&other, &code.grouped()).await;
    assert_eq!(answer.error(), (410, "invitation_used".into()));

    let answer = show(&own, &code.grouped()).await;
    assert_eq!(answer.status, 200);
    assert_eq!(answer.cookie(), None, "it keeps the one that it has");
    assert_eq!(answer.json::<sohoi_sync::Account>(), account);
    assert_eq!(own.get("/api/session").await.status, 200);
}

#[tokio::test]
async fn a_code_is_refused_from_the_end_of_its_last_day_on() {
    let server = Server::new().await;
    let (late, in_time) = (
        code_for(&server, "C-1").await,
        code_for(&server, "C-2").await,
    );
    server.wait(10 * DAY - 1);
    assert_eq!(
        show(&server.stranger(), &in_time.grouped()).await.status,
        200
    );
    server.wait(1);
    let answer = show(&server.stranger(), &late.grouped()).await;
    assert_eq!(answer.error(), (410, "invitation_ended".into()));
}

#[tokio::test]
async fn a_revoked_code_opens_nothing_and_its_session_ends() {
    let server = Server::new().await;
    let (unused, used) = (
        code_for(&server, "C-1").await,
        code_for(&server, "C-2").await,
    );
    let (client, _) = let_in(&server, &used).await;
    for code in [&unused, &used] {
        revoke(&server, code, Reach::Everything)
            .await
            .expect("it is there");
        let answer = show(&server.stranger(), &code.grouped()).await;
        assert_eq!(answer.error(), (410, "invitation_revoked".into()));
        let again = revoke(&server, code, Reach::Everything).await;
        assert!(again.is_err());
    }
    assert_eq!(client.get("/api/session").await.status, 401);
}

#[tokio::test]
async fn a_new_invitation_takes_back_one_that_nobody_used() {
    let server = Server::new().await;
    let first = code_for(&server, "C-1").await;
    let second = code_for(&server, "C-1").await;
    let answer = show(&server.stranger(), &first.grouped()).await;
    assert_eq!(answer.error(), (410, "invitation_revoked".into()));
    let_in(&server, &second).await;
}

#[tokio::test]
async fn one_for_a_line_that_left_the_register_opens_nothing() {
    let server = Server::new().await;
    let code = code_for(&server, "C-4").await;
    let mut others = register();
    others.retain(|subject| subject.id != "C-4");
    load(&*server.app.store, others).await;
    let answer = show(&server.stranger(), &code.grouped()).await;
    assert_eq!(answer.error(), (410, "invitation_revoked".into()));
}
