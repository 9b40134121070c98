//! Everything of an account at once, for whoever only reads.

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
    let tables = account_tables(Table::Briefs);
    let mut heals = 0;
    loop {
        let database = open(&account_database(account), ACCOUNT.version).await?;
        let found = read(&database, &tables, What::All).await;
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
