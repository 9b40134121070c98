//! What the app asks of an account's database.

use sohoi_sync::client::HeldResponse;

use crate::batch::Batch;
use crate::error::StorageError;
use crate::schema::{ACCOUNT, Table};
use crate::snapshot::{Damaged, Head, Snapshot};

/// An account's database.
///
/// Everything runs on one thread, so its futures need not be `Send`. Dropping a future of
/// [`commit`](Self::commit) does not take the batch back.
#[expect(
    async_fn_in_trait,
    reason = "used on the single thread of a page, never across threads"
)]
pub trait Store {
    /// Reads some stores, in one consistent view. [`Table::Responses`] and [`Table::Briefs`] fill
    /// the same list: one of them is enough.
    ///
    /// # Errors
    ///
    /// Any [`StorageError`]; a damaged record is data, see [`Snapshot::damaged`].
    async fn read(&self, tables: &[Table]) -> Result<Snapshot, StorageError>;

    /// Reads everything but the bytes of photos, in one consistent view.
    ///
    /// # Errors
    ///
    /// As [`read`](Self::read).
    async fn load(&self) -> Result<Snapshot, StorageError> {
        self.read(&account_tables(Table::Briefs)).await
    }

    /// The same with responses by their [briefs](HeldResponse::brief): what can be shown soon,
    /// however many there are.
    ///
    /// # Errors
    ///
    /// As [`read`](Self::read).
    async fn outline(&self) -> Result<Snapshot, StorageError> {
        let mut found = self.read(&account_tables(Table::Responses)).await?;
        let unreadable = found.take_damaged(Table::Briefs);
        let has_briefs = !(found.responses.is_empty() && unreadable.is_empty());
        if !unreadable.is_empty() {
            let (whole, damaged) = self.responses(&unreadable).await?;
            found.responses.extend(whole);
            found.damaged.extend(damaged);
        }
        if !has_briefs {
            let mut stored = self.read(&[Table::Responses]).await?;
            let mut batch = Batch::new();
            for held in &stored.responses {
                batch.add_brief(held);
            }
            // Stored before there were briefs. Where this fails, or another tab was faster, they
            // are made with the next opening, or are there.
            drop(self.commit(&batch).await);
            found.responses = stored.responses;
            found.damaged.append(&mut stored.damaged);
        }
        Ok(found)
    }

    /// Reads responses whole; ids that are not there are passed over.
    ///
    /// # Errors
    ///
    /// Any [`StorageError`]; a damaged record is data.
    async fn responses(
        &self,
        ids: &[String],
    ) -> Result<(Vec<HeldResponse>, Vec<Damaged>), StorageError>;

    /// Reads how far numbering and exchange are: cheap, to see whether another tab has written
    /// after the op with the store key `last_op`.
    ///
    /// # Errors
    ///
    /// Any [`StorageError`].
    async fn head(&self, last_op: u64) -> Result<Head, StorageError>;

    /// Writes a batch, all of it or nothing. `Ok` means that it is on disk.
    ///
    /// # Errors
    ///
    /// [`StorageError::Outdated`] where an op number is taken; else any other. In every case
    /// nothing of the batch was written.
    async fn commit(&self, batch: &Batch) -> Result<(), StorageError>;

    /// Reads a photo or page by its hash: this device's own, else a copy of the server's.
    ///
    /// # Errors
    ///
    /// Any [`StorageError`].
    async fn blob(&self, hash: &str) -> Result<Option<Vec<u8>>, StorageError>;

    /// Reads which photos and pages of this device there are.
    ///
    /// # Errors
    ///
    /// Any [`StorageError`].
    async fn blob_hashes(&self) -> Result<Vec<String>, StorageError>;

    /// Reads of which photos and pages there are copies of the server's.
    ///
    /// # Errors
    ///
    /// Any [`StorageError`].
    async fn copied_hashes(&self) -> Result<Vec<String>, StorageError>;
}

/// The stores of an account but for photos and another one.
pub(crate) fn account_tables(left_out: Table) -> Vec<Table> {
    let mut tables = ACCOUNT.stores.to_vec();
    tables.retain(|table| *table != Table::Blobs && *table != left_out);
    tables
}
