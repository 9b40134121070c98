//! What people write beside responses: it stays on this device.

use litemap::LiteMap;
use sohoi_storage::{Batch, StorageError, Store, Table};

use super::Work;

impl Work {
    /// Reads all notes, by key.
    ///
    /// # Errors
    ///
    /// Any [`StorageError`].
    pub async fn notes(&self) -> Result<LiteMap<String, String>, StorageError> {
        Ok(self.0.store.read(&[Table::Meta]).await?.notes)
    }

    /// Writes notes, and takes those away that have no text; all of them or none. `Ok` means that it
    /// is on disk.
    ///
    /// # Errors
    ///
    /// Any [`StorageError`].
    pub async fn keep_notes(&self, notes: &[(String, Option<String>)]) -> Result<(), StorageError> {
        let mut batch = Batch::new();
        for (key, text) in notes {
            match text {
                Some(text) => batch.put_note(key, text),
                None => batch.remove_note(key),
            }
        }
        self.0.store.commit(&batch).await
    }
}
