//! What the app asks of an account's database.

use crate::batch::Batch;
use crate::error::StorageError;
use crate::snapshot::{Head, Snapshot};

/// An account's database.
///
/// Everything runs on one thread, so its futures need not be `Send`. Dropping a future of
/// [`commit`](Self::commit) does not take the batch back.
#[expect(
    async_fn_in_trait,
    reason = "used on the single thread of a page, never across threads"
)]
pub trait Store {
    /// Reads everything but the bytes of photos, in one consistent view.
    ///
    /// # Errors
    ///
    /// Any [`StorageError`]; a damaged record is data, see [`Snapshot::damaged`].
    async fn load(&self) -> Result<Snapshot, StorageError>;

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

    /// Reads a photo or page by its hash.
    ///
    /// # Errors
    ///
    /// Any [`StorageError`].
    async fn blob(&self, hash: &str) -> Result<Option<Vec<u8>>, StorageError>;

    /// Reads which photos and pages there are.
    ///
    /// # Errors
    ///
    /// Any [`StorageError`].
    async fn blob_hashes(&self) -> Result<Vec<String>, StorageError>;
}
