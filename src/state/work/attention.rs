//! What the server did with edits that a person has to know about.

use sohoi_storage::StorageError;
use sohoi_sync::client::LoggedOp;

use super::{Event, Work};

impl Work {
    /// The edits of a response that the server keeps apart, holds or found in conflict, and that
    /// nobody has dismissed.
    pub fn attention(&self, response: &str) -> Vec<LoggedOp> {
        let memory = self.0.memory.borrow();
        let all = memory.client.attention();
        all.filter(|logged| logged.op.response == response)
            .cloned()
            .collect()
    }

    /// Notes in one transaction that a person has seen what became of these edits of a response.
    ///
    /// # Errors
    ///
    /// Any [`StorageError`]; then it is tried again by itself.
    pub async fn dismiss(&self, response: &str, seen: &[LoggedOp]) -> Result<(), StorageError> {
        self.catch_up().await?;
        let saved = {
            let _writing = self.0.writing.lock().await;
            {
                let mut memory = self.0.memory.borrow_mut();
                let memory = &mut *memory;
                for (epoch, n) in seen.iter().map(LoggedOp::key) {
                    for effect in memory.client.dismiss(epoch, n) {
                        memory.owed.effect(&effect);
                    }
                }
            }
            self.save_all().await
        };
        self.tell(&Event::Responses(vec![response.to_owned()]));
        if saved.is_err() {
            self.save_now();
        }
        saved
    }
}
