//! Reading responses whole of which only the brief is in memory.

use sohoi_storage::{BrowserStore, StorageError, Store};
use sohoi_sync::client::Client;

use super::{ResponseView, Work};

/// How many responses are read in one transaction.
const AT_ONCE: usize = 100;

impl Work {
    /// Notes that a page shows the answers of a response: once read, they stay in memory.
    pub fn keep_whole(&self, id: &str) {
        let opened = &mut self.0.memory.borrow_mut().opened;
        if !opened.iter().any(|own| own == id) {
            opened.push(id.to_owned());
        }
    }

    /// One response with its answers, from memory or from the disk. `None` where it is not on this
    /// device.
    ///
    /// # Errors
    ///
    /// Any [`StorageError`].
    pub async fn whole(&self, id: &str) -> Result<Option<ResponseView>, StorageError> {
        let _writing = self.0.writing.lock().await;
        self.read_whole(&[id.to_owned()]).await?;
        Ok(self.response(id))
    }

    /// Brings the answers of all responses into memory.
    ///
    /// # Errors
    ///
    /// Any [`StorageError`].
    pub async fn read_all(&self) -> Result<(), StorageError> {
        let _writing = self.0.writing.lock().await;
        let ids = self.0.memory.borrow().client.response_ids();
        self.read_whole(&ids).await
    }

    /// Brings the answers of these responses into memory. Only with `writing` held: nothing else
    /// is written meanwhile, so that what is read belongs to what is in memory.
    pub(super) async fn read_whole(&self, ids: &[String]) -> Result<(), StorageError> {
        let mut ids = ids.to_vec();
        ids.retain(|id| self.0.memory.borrow().client.is_brief(id));
        for ids in ids.chunks(AT_ONCE) {
            let (found, damaged) = self.0.store.responses(ids).await?;
            let mut memory = self.0.memory.borrow_mut();
            for held in found {
                memory.forget_view(&held.response.id);
                memory.client.hold(held);
            }
            for damaged in damaged {
                memory.damaged.push(damaged.to_string());
            }
        }
        Ok(())
    }
}

/// Brings what cannot wait into a core that starts from briefs: what is being filled in, and what
/// pages have open.
pub(super) async fn read(
    store: &BrowserStore,
    client: &mut Client,
    opened: &[String],
    damaged: &mut Vec<String>,
) -> Result<(), StorageError> {
    let mut wanted = client.wanted_whole();
    for id in opened {
        if client.is_brief(id) && !wanted.contains(id) {
            wanted.push(id.clone());
        }
    }
    if wanted.is_empty() {
        return Ok(());
    }
    let (found, unreadable) = store.responses(&wanted).await?;
    for held in found {
        client.hold(held);
    }
    damaged.extend(unreadable.iter().map(ToString::to_string));
    Ok(())
}
