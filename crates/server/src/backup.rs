//! Verified backups: the whole database as one file, whatever it is kept in.
//!
//! The file is an SQLite database with the same tables, written out of one snapshot while the
//! server runs, closed, opened again and compared. Then devices are told that they need not keep
//! what it covers. A restore puts such a file into an empty database of either kind, as another
//! life of the server: see `docs/protocol.md`, "When a store is set back".

mod digest;
mod files;

use std::path::{Path, PathBuf};

use sohoi_sync::server::restored_revision;

use self::digest::{Copied, Digest};
use self::files::Part;
use crate::random;
use crate::store::sqlite::{SqliteStore, tables};
use crate::store::table::Table;
use crate::store::{Backup, Device, Read, Server, Store, StoreError, Write, transact};

/// Tables that are not copied row by row: the server's identity, and the list of backups. In a file
/// the list has one row, which seals it.
const APART: [&str; 2] = ["server", "backups"];

/// Why there is no backup, or nothing was restored. The database is as it was.
#[derive(Debug, thiserror::Error)]
pub enum BackupError {
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A file failed; `doing` reads on from "cannot".
    #[error("cannot {doing}: {flaw}")]
    Io {
        /// What was being done.
        doing: String,
        /// What went wrong.
        flaw: std::io::Error,
    },
    /// The file is something else.
    #[error("{} is no backup: {reason}", file.display())]
    NoBackup {
        /// The file.
        file: PathBuf,
        /// What it lacks.
        reason: String,
    },
    /// What the file holds is not what was put in.
    #[error("{} is damaged: it does not hold what was put into it", .0.display())]
    Damaged(PathBuf),
    /// There is something to lose.
    #[error("the database is not empty (`{0}` has rows); restore into a new one")]
    NotEmpty(String),
}

/// Makes a verified backup at `file`, in the place of what is there, and tells devices.
///
/// `now` is in milliseconds UTC.
///
/// # Errors
///
/// Where the database or the file fails; what stood at `file` before is still there then.
pub async fn make(store: &dyn Store, file: &Path, now: i64) -> Result<Backup, BackupError> {
    let part = Part::beside(file)?;
    let made = fill(store, part.path(), now).await?;
    let (sealed, devices) = verify(part.path()).await?;
    if sealed != made {
        return Err(BackupError::Damaged(part.path().to_owned()));
    }
    part.become_whole(file)?;
    let backup = made.clone();
    transact::<_, BackupError, _>(store, move |transaction| {
        Box::pin(async move { note(transaction, &backup, &devices, now, "backup").await })
    })
    .await?;
    Ok(made)
}

/// Copies a snapshot into a new file and seals it.
async fn fill(store: &dyn Store, file: &Path, now: i64) -> Result<Backup, BackupError> {
    let mut view = store.read().await?;
    let copy = SqliteStore::open_alone(file).await?;
    let tables = tables(file).await?;
    let filled = transact::<_, BackupError, _>(&copy, move |transaction| {
        Box::pin(async move {
            let mut digest = copy_tables(&mut *view, transaction, &tables).await?;
            let server = tables.iter().find(|table| table.name() == "server");
            digest.read(&mut *view, server).await?;
            transaction.become_server(&view.server().await?).await?;
            let backup = Backup {
                made_at: now,
                rows: digest.rows(),
                digest: digest.sum().to_vec(),
            };
            transaction.add_backup(&backup).await?;
            Ok(backup)
        })
    })
    .await;
    copy.close().await;
    filled
}

/// Reads a file whole and compares it with its seal. Answers the seal and how far devices were.
///
/// # Errors
///
/// Where it cannot be read, is no backup, or does not hold what was put in.
pub async fn verify(file: &Path) -> Result<(Backup, Vec<Device>), BackupError> {
    let no_backup = |reason: String| BackupError::NoBackup {
        file: file.to_owned(),
        reason,
    };
    let looked = async {
        let tables = tables(file).await?;
        let copy = SqliteStore::open_to_read(file).await?;
        Ok((tables, copy))
    };
    let (tables, copy) = looked
        .await
        .map_err(|flaw: StoreError| no_backup(flaw.to_string()))?;
    let mut view = copy.read().await?;
    let seals = tables.iter().find(|table| table.name() == "backups");
    let seals = seals.ok_or_else(|| no_backup("it has no seal".to_owned()))?;
    if view.count(seals).await? != 1 {
        return Err(no_backup("it has not one seal".to_owned()));
    }
    let mut digest = Digest::default();
    let sealed = |table: &&Table| table.name() != "backups";
    digest
        .read(&mut *view, tables.iter().filter(sealed))
        .await?;
    let seal = view.last_backup().await?;
    let seal = seal.ok_or_else(|| no_backup("it has no seal".to_owned()))?;
    let devices = view.devices().await?;
    drop(view);
    copy.close().await;
    if (seal.rows, seal.digest.as_slice()) != (digest.rows(), digest.sum().as_slice()) {
        return Err(BackupError::Damaged(file.to_owned()));
    }
    Ok((seal, devices))
}

/// Puts a backup into an empty database, in one transaction. The server takes a new epoch and
/// another key, so that every cursor ends and every device sends what it has kept.
///
/// `now` is in milliseconds UTC.
///
/// # Errors
///
/// Where the file is no whole backup, or the database has anything in it, or one of them fails.
pub async fn restore(store: &dyn Store, file: &Path, now: i64) -> Result<Backup, BackupError> {
    let (seal, _) = verify(file).await?;
    // An older version's file is brought up to date, in a copy: the backup itself stays as it is.
    let (_folder, copy) = files::temporary_copy(file)?;
    let source = SqliteStore::open_alone(&copy).await?;
    let tables = tables(&copy).await?;
    let mut view = source.read().await?;
    let (backup, named) = (seal.clone(), file.to_owned());
    let restored = transact::<_, BackupError, _>(store, move |transaction| {
        Box::pin(async move {
            for table in tables.iter().filter(|table| table.name() != "server") {
                if transaction.count(table).await? > 0 {
                    return Err(BackupError::NotEmpty(table.name().to_owned()));
                }
            }
            let put_in = copy_tables(&mut *view, transaction, &tables).await?;
            let mut found = Digest::default();
            found.read(&mut *transaction, copied(&tables)).await?;
            if found != put_in {
                return Err(BackupError::Damaged(named));
            }
            let devices = view.devices().await?;
            let server = next_life(view.server().await?, now);
            transaction.become_server(&server).await?;
            note(transaction, &backup, &devices, now, "restore").await
        })
    })
    .await;
    source.close().await;
    restored.map(|()| seal)
}

/// What a restored server is: no cursor of an earlier life is good for it, and its revisions lie
/// above all that were given out after the backup was made.
fn next_life(before: Server, now: i64) -> Server {
    /// 2020-01-01 in minutes since 1970.
    const YEAR_2020: i64 = 26_297_280;
    let minutes = u32::try_from(now / 60_000 - YEAR_2020).unwrap_or(0);
    Server {
        epoch: before.epoch + 1,
        seq: before.seq.max(restored_revision(minutes)),
        cursor_key: random::bytes::<32>().to_vec(),
    }
}

/// Notes a backup and what it covers.
async fn note(
    transaction: &mut dyn Write,
    backup: &Backup,
    devices: &[Device],
    now: i64,
    action: &str,
) -> Result<(), BackupError> {
    for device in devices {
        transaction.cover(device).await?;
    }
    transaction.add_backup(backup).await?;
    let digest = hex::encode(&backup.digest);
    transaction
        .audit(now, "command line", action, &digest)
        .await?;
    Ok(())
}

fn copied(tables: &[Table]) -> impl Iterator<Item = &Table> {
    tables.iter().filter(|table| !APART.contains(&table.name()))
}

async fn copy_tables(
    view: &mut dyn Read,
    into: &mut dyn Write,
    tables: &[Table],
) -> Result<Digest, BackupError> {
    let mut digest = Digest::default();
    for table in copied(tables) {
        let mut basin = Copied {
            table,
            into: &mut *into,
            digest: &mut digest,
        };
        view.pour(table, &mut basin).await?;
    }
    Ok(digest)
}
