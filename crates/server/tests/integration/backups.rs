//! Backups: whole, verified, of either database and into either; and what devices are told.

mod filled;
pub(crate) mod refill;

use std::path::Path;
use std::sync::Arc;

use sohoi_server::backup::{self, BackupError};
use sohoi_server::store::{Store, StoreError, transact};
use sqlx::{Connection as _, Executor as _, SqliteConnection};

use self::filled::{Kind, New, contents, fill_all};
use crate::harness::{Server, move_to, start};

const NOW: i64 = 1_800_000_000_000;

async fn restored_is_what_was_backed_up(from: Kind, into: Kind) {
    let folder = tempfile::tempdir().expect("there is a folder");
    let file = folder.path().join("backup");
    let source = New::of(from).await;
    fill_all(&source.store).await;
    let before = contents(&*source.store).await;
    let made = backup::make(&*source.store, &file, NOW)
        .await
        .expect("it is made");
    assert_eq!(made.rows, before.rows() + 1, "and the row of the server");

    let target = New::of(into).await;
    backup::restore(&*target.store, &file, NOW)
        .await
        .expect("it is restored");
    let after = contents(&*target.store).await;
    assert_eq!(before, after);

    // It is another life of the same server.
    let server = |store: Arc<dyn Store>| async move {
        store
            .read()
            .await
            .expect("it reads")
            .server()
            .await
            .expect("it reads")
    };
    let (old, new) = (server(source.store).await, server(target.store).await);
    assert_eq!(new.epoch, old.epoch + 1);
    assert_ne!(new.cursor_key, old.cursor_key);
    assert!(
        new.seq > old.seq + (1 << 40),
        "{} after {}",
        new.seq,
        old.seq
    );
}

#[tokio::test]
async fn a_backup_of_sqlite_restores_into_sqlite() {
    restored_is_what_was_backed_up(Kind::Sqlite, Kind::Sqlite).await;
}

#[tokio::test]
#[ignore = "needs PostgreSQL: see harness/postgres.rs"]
async fn a_backup_of_sqlite_restores_into_postgres() {
    restored_is_what_was_backed_up(Kind::Sqlite, Kind::Postgres).await;
}

#[tokio::test]
#[ignore = "needs PostgreSQL: see harness/postgres.rs"]
async fn a_backup_of_postgres_restores_into_postgres() {
    restored_is_what_was_backed_up(Kind::Postgres, Kind::Postgres).await;
}

#[tokio::test]
#[ignore = "needs PostgreSQL: see harness/postgres.rs"]
async fn a_backup_of_postgres_restores_into_sqlite() {
    restored_is_what_was_backed_up(Kind::Postgres, Kind::Sqlite).await;
}

#[tokio::test]
async fn a_damaged_file_is_refused_and_nothing_is_restored() {
    let folder = tempfile::tempdir().expect("there is a folder");
    let file = folder.path().join("backup");
    let source = New::of(Kind::Sqlite).await;
    fill_all(&source.store).await;
    backup::make(&*source.store, &file, NOW)
        .await
        .expect("it is made");
    let whole = std::fs::read(&file).expect("it reads");
    let word = "Câu lạc bộ C-2".as_bytes();
    let place = whole.windows(word.len()).position(|window| window == word);
    let place = place.expect("it stands there") + word.len() - 1;
    let target = New::of(Kind::Sqlite).await;
    for (damage, is_damage) in [
        (flipped(&whole, place), true),
        (whole[..whole.len() / 2].to_vec(), false),
        (Vec::new(), false),
        (b"a letter".repeat(1000), false),
    ] {
        std::fs::write(&file, &damage).expect("it writes");
        let refused = backup::restore(&*target.store, &file, NOW).await;
        match refused.expect_err("it is refused") {
            BackupError::Damaged(_) => assert!(is_damage),
            BackupError::NoBackup { .. } => assert!(!is_damage),
            other => panic!("{other}"),
        }
        assert_eq!(
            std::fs::read(&file).expect("it reads"),
            damage,
            "the file stays"
        );
    }
    assert_eq!(contents(&*target.store).await.rows(), 0);
    std::fs::write(&file, &whole).expect("it writes");
    backup::restore(&*target.store, &file, NOW)
        .await
        .expect("the whole one does");
}

fn flipped(bytes: &[u8], place: usize) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    bytes[place] ^= 1;
    bytes
}

/// A database that is served is no backup, though its tables are the same: it has no seal, or an
/// old one.
#[tokio::test]
async fn a_live_database_is_no_backup() {
    let source = Server::new().await;
    let file = source.folder().join("sohoi.sqlite");
    let target = New::of(Kind::Sqlite).await;
    let refused = backup::restore(&*target.store, &file, NOW).await;
    assert!(
        matches!(refused, Err(BackupError::NoBackup { .. })),
        "{refused:?}"
    );
    let made = backup::make(&*source.app.store, &target.folder.path().join("b"), NOW).await;
    made.expect("it is made");
    let refused = backup::restore(&*target.store, &file, NOW).await;
    assert!(
        matches!(refused, Err(BackupError::Damaged(_))),
        "{refused:?}"
    );
}

#[tokio::test]
async fn what_is_there_is_never_written_over() {
    let source = New::of(Kind::Sqlite).await;
    fill_all(&source.store).await;
    let before = contents(&*source.store).await;
    let file = source.folder.path().join("backup");
    backup::make(&*source.store, &file, NOW)
        .await
        .expect("it is made");
    let refused = backup::restore(&*source.store, &file, NOW).await;
    assert!(
        matches!(refused, Err(BackupError::NotEmpty(_))),
        "{refused:?}"
    );
    assert_eq!(before, contents(&*source.store).await);
}

#[tokio::test]
async fn a_backup_that_fails_leaves_the_one_before_and_no_parts() {
    let source = New::of(Kind::Sqlite).await;
    let folder = tempfile::tempdir().expect("there is a folder");
    let file = folder.path().join("backup");
    backup::make(&*source.store, &file, NOW)
        .await
        .expect("it is made");
    let before = std::fs::read(&file).expect("it reads");
    source.store.close().await;
    backup::make(&*source.store, &file, NOW + 1)
        .await
        .expect_err("the store is closed");
    assert_eq!(std::fs::read(&file).expect("it reads"), before);
    let names: Vec<_> = std::fs::read_dir(folder.path())
        .expect("it lists")
        .collect();
    assert_eq!(names.len(), 1, "{names:?}");
    let nowhere = Path::new("/nowhere/at/all");
    let refused = backup::make(&*source.store, nowhere, NOW).await;
    assert!(
        matches!(refused, Err(BackupError::Io { .. })),
        "{refused:?}"
    );
}

#[tokio::test]
async fn a_backup_by_a_newer_version_is_refused() {
    let source = New::of(Kind::Sqlite).await;
    let file = source.folder.path().join("backup");
    backup::make(&*source.store, &file, NOW)
        .await
        .expect("it is made");
    let url = format!("sqlite:{}", file.display());
    let mut connection = SqliteConnection::connect(&url).await.expect("it opens");
    let newer = connection.execute(
        "insert into _sqlx_migrations (version, description, success, checksum, execution_time) \
         values (9999, 'later', 1, x'00', 0)",
    );
    newer.await.expect("it writes");
    connection.close().await.expect("it closes");
    let target = New::of(Kind::Sqlite).await;
    let refused = backup::restore(&*target.store, &file, NOW).await;
    let refused = refused.expect_err("it is refused").to_string();
    assert!(refused.contains("9999"), "{refused}");
}

async fn a_backup_made_while_devices_push_is_of_one_moment(kind: Kind) {
    let place = New::of(kind).await;
    crate::harness::fill(&*place.store).await;
    let server = Server::on(Arc::clone(&place.store));
    let mut pushers = Vec::new();
    for number in 0..3 {
        let mut device = server.device("an", &format!("pusher-{number}")).await;
        pushers.push(tokio::spawn(async move {
            let id = device.device.clone();
            device.send(&id, start("C-1")).await;
            for _ in 0..40 {
                let change = crate::harness::answer(&[("members", "7")]);
                device.send(&id, change).await;
            }
        }));
    }
    for number in 0..4 {
        let file = place.folder.path().join(format!("backup-{number}"));
        backup::make(&*place.store, &file, NOW + number)
            .await
            .expect("it is made");
        let target = New::of(Kind::Sqlite).await;
        backup::restore(&*target.store, &file, NOW)
            .await
            .expect("it is restored");
        let mut view = target.store.read().await.expect("it reads");
        for device in view.devices().await.expect("it reads") {
            let name = &device.device;
            let log = view.ops(name, 1, 1, 1000).await.expect("it reads");
            assert_eq!(log.len() as u64, device.last_n, "{name}");
            assert!(
                view.response_exists(name).await.expect("it reads"),
                "{name}"
            );
        }
    }
    for pusher in pushers {
        pusher.await.expect("nobody was kept from pushing");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn sqlite_is_backed_up_while_devices_push() {
    a_backup_made_while_devices_push_is_of_one_moment(Kind::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs PostgreSQL: see harness/postgres.rs"]
async fn postgres_is_backed_up_while_devices_push() {
    a_backup_made_while_devices_push_is_of_one_moment(Kind::Postgres).await;
}

#[tokio::test]
async fn devices_are_told_what_a_verified_backup_covers() {
    let server = Server::new().await;
    let file = server.folder().join("backup");
    let mut one = server.device("an", "one").await;
    one.send("r-1", start("C-1")).await;
    assert_eq!(one.exchange(&[]).await.safe, 0, "no backup yet");
    backup::make(&*server.app.store, &file, NOW)
        .await
        .expect("it is made");
    assert_eq!(one.exchange(&[]).await.safe, 1);
    one.send("r-1", move_to(sohoi_sync::State::Submitted, 0))
        .await;
    assert_eq!(one.exchange(&[]).await.safe, 1, "not yet");
    let mut other = server.device("an", "other").await;
    other.send("r-2", start("C-2")).await;
    assert_eq!(other.exchange(&[]).await.safe, 0, "of another device");
    backup::make(&*server.app.store, &file, NOW + 1)
        .await
        .expect("it is made");
    assert_eq!(one.exchange(&[]).await.safe, 2);
    assert_eq!(other.exchange(&[]).await.safe, 1);
    // An older backup that is noted late takes nothing back.
    transact::<_, StoreError, _>(&*server.app.store, |transaction| {
        Box::pin(async move {
            let mut device = transaction.device("one", 1).await?.expect("it is known");
            device.last_n = 1;
            transaction.cover(&device).await
        })
    })
    .await
    .expect("it writes");
    assert_eq!(one.exchange(&[]).await.safe, 2);
}

#[test]
fn the_command_line_backs_up_and_restores() {
    let data = crate::commands::Data::new();
    let file = data.0.path().join("backup");
    let file = file.to_str().expect("it is text");
    data.does(&[
        "account",
        "add",
        "an",
        "--display",
        "An",
        "--role",
        "admin",
        "--unit",
        "x",
    ]);
    let told = data.does(&["backup", file]);
    assert!(told.contains("read again and whole"), "{told}");
    assert!(data.refuses(&["restore", file]).contains("not empty"));
    let other = crate::commands::Data::new();
    assert!(other.does(&["restore", file]).contains("restored"));
    assert!(other.does(&["account", "list"]).contains("an"));
    // The same by name of the database.
    let elsewhere = data.0.path().join("elsewhere/sohoi.sqlite");
    let elsewhere = elsewhere.to_str().expect("it is text");
    data.does(&["restore", file, "--database", elsewhere]);
    assert!(
        data.does(&["account", "list", "--database", elsewhere])
            .contains("an")
    );
}
