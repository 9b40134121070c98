//! The bytes of photos: this device's own, and copies of those that the server hands out.

use sohoi_storage::{Batch, StorageError, Store};
use sohoi_sync::{Change, Op};

use super::Work;
use super::whole::AT_ONCE;
use crate::state::alone::is_alone;

impl Work {
    /// The bytes of a photo by its hash, from this device, else from the server where it can be
    /// reached; then a copy stays here.
    ///
    /// # Errors
    ///
    /// Any [`StorageError`] in reading.
    pub async fn blob(&self, hash: &str) -> Result<Option<Vec<u8>>, StorageError> {
        if let Some(bytes) = self.0.store.blob(hash).await? {
            return Ok(Some(bytes));
        }
        if is_alone(&self.account()) {
            return Ok(None);
        }
        let Ok(bytes) = crate::sync::server::blob(hash).await else {
            return Ok(None);
        };
        let mut batch = Batch::new();
        batch.put_copy(hash, bytes.clone());
        // Without room for a copy it is fetched again the next time.
        let _ = self.0.store.commit(&batch).await;
        Ok(Some(bytes))
    }

    /// The photos on this device that ops name.
    ///
    /// # Errors
    ///
    /// Any [`StorageError`].
    pub(crate) async fn photos_of(&self, ops: &[Op]) -> Result<Vec<String>, StorageError> {
        let named: Vec<&str> = ops.iter().flat_map(values).collect();
        if named.is_empty() {
            return Ok(Vec::new());
        }
        let stored = self.0.store.blob_hashes().await?;
        let mut photos = stored;
        photos.retain(|hash| named.contains(&hash.as_str()));
        Ok(photos)
    }

    /// Drops, with what is written next, the copies of the photos that these responses named until
    /// now: who may not see a response keeps nothing of it. This device's own photos stay. Only
    /// with `writing` held, before the responses are written.
    ///
    /// # Errors
    ///
    /// Any [`StorageError`].
    pub(super) async fn drop_copies_of(&self, withdrawn: &[String]) -> Result<(), StorageError> {
        let copies = self.0.store.copied_hashes().await?;
        if copies.is_empty() {
            return Ok(());
        }
        for ids in withdrawn.chunks(AT_ONCE) {
            let (found, _) = self.0.store.responses(ids).await?;
            let mut memory = self.0.memory.borrow_mut();
            for held in &found {
                for (_, value) in held.response.answers() {
                    if copies.iter().any(|hash| hash == value) {
                        memory.owed.remove_copy(value);
                    }
                }
            }
        }
        Ok(())
    }
}

/// What an op answers, whatever the question.
pub(super) fn values(op: &Op) -> impl Iterator<Item = &str> {
    let cells = match &op.change {
        Change::Answer { cells, .. } => cells.as_slice(),
        _ => &[],
    };
    cells.iter().filter_map(|cell| cell.value.as_deref())
}
