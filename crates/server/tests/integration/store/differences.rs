//! Where databases differ by nature, and the store does not.

use std::sync::Arc;

use sohoi_server::scope::Reach;
use sohoi_server::store::{Store, StoreError, transact};

use super::fixtures::{device, last_n, put_device};
use crate::harness::fill;
use crate::round::ROUND;

/// A statement that failed may spoil the whole transaction (PostgreSQL) or only itself (SQLite).
/// Either is fine, as long as the caller is not told otherwise.
pub(super) async fn nothing_is_reported_as_written_that_is_not(store: Arc<dyn Store>) {
    fill(&*store).await;
    let outcome = transact::<_, StoreError, _>(&*store, |transaction| {
        Box::pin(async move {
            transaction.put_device(&device(3), 0).await?;
            transaction.add_session(b"x", "nobody", 0, 1).await.ok();
            Ok(())
        })
    })
    .await;
    let is_there = last_n(&*store).await.is_some();
    assert_eq!(outcome.is_ok(), is_there, "{outcome:?}");
    put_device(&*store, 4).await;
    assert_eq!(last_n(&*store).await, Some(4), "the next write works");
}

/// Texts come from anybody: what a database refuses to hold would stop a whole exchange.
pub(super) async fn any_text_is_kept_and_found_as_it_is(store: Arc<dyn Store>) {
    fill(&*store).await;
    let texts = [
        "\0",
        "",
        "a\0b",
        "\u{FFFF}",
        "\u{FFFF}0",
        "'; --",
        "Hội\u{1F600}\u{301}",
    ];
    for (number, text) in (0..).zip(texts) {
        transact::<_, StoreError, _>(&*store, move |transaction| {
            Box::pin(async move {
                transaction.audit(number, text, text, text).await?;
                transaction.add_form(text, text, text).await
            })
        })
        .await
        .unwrap_or_else(|failure| panic!("{text:?}: {failure}"));
    }
    let mut view = store.read().await.expect("it reads");
    for text in texts {
        let form = view.form(text, text).await.expect("it reads");
        assert_eq!(form.as_deref(), Some(text));
        assert!(view.account(text).await.expect("it reads").is_none());
        let line = view.subject(&Reach::Everything, ROUND, text).await;
        assert!(line.expect("it reads").is_none());
    }
    assert_eq!(
        view.form_versions().await.expect("it reads").len(),
        texts.len() + 1
    );
}

pub(super) async fn names_are_in_the_order_of_their_bytes(store: Arc<dyn Store>) {
    fill(&*store).await;
    let mut names = ["b", "B", "á", "a b", "ab", "Z", "đ", "_"];
    for name in names {
        transact::<_, StoreError, _>(&*store, move |transaction| {
            Box::pin(async move { transaction.add_form("order", name, "{}").await })
        })
        .await
        .expect("it writes");
    }
    names.sort_unstable();
    let mut view = store.read().await.expect("it reads");
    let versions = view.form_versions().await.expect("it reads");
    let found = versions.iter().filter(|(round, _)| round == "order");
    assert_eq!(
        found.map(|(_, name)| name.as_str()).collect::<Vec<_>>(),
        names
    );
}
