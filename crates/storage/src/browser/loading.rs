//! What an account's database holds, for whoever only reads.

use super::failure::Failure;
use super::handle::HEALS;
use super::opening::open;
use super::reading::{What, read};
use crate::error::StorageError;
use crate::schema::{ACCOUNT, Table, account_database};
use crate::snapshot::Snapshot;
use crate::store::account_tables;

/// Reads the database of an account that this version of the app has made, but for the bytes of
/// photos: what a program beside the page needs, without the code that makes databases. Whoever
/// wants to change the database is not held up afterwards.
///
/// # Errors
///
/// [`StorageError::NewerSchema`] where a newer app was here first, [`StorageError::Closed`] where
/// there is no such database; else any other.
pub async fn load_account(account: &str) -> Result<Snapshot, StorageError> {
    load(account, &account_tables(Table::Briefs)).await
}

/// How many changes of an account the server has not acknowledged, as far as this device can read them.
///
/// # Errors
///
/// As [`load_account`].
pub async fn unsent_of(account: &str) -> Result<usize, StorageError> {
    let found = load(account, &[Table::Ops]).await?;
    let pending = found.ops.iter().filter(|logged| logged.outcome.is_none());
    Ok(pending.count())
}

async fn load(account: &str, tables: &[Table]) -> Result<Snapshot, StorageError> {
    let mut heals = 0;
    loop {
        let database = open(&account_database(account), ACCOUNT.version).await?;
        let found = read(&database, tables, What::All).await;
        database.close();
        match found {
            Ok(stores) => return Ok(Snapshot::of(stores)),
            Err(Failure::Final(error)) => return Err(error),
            Err(Failure::Connection(words)) if heals == HEALS => {
                return Err(StorageError::Closed(words));
            }
            Err(Failure::Connection(_)) => heals += 1,
        }
    }
}
