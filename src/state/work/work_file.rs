//! The work of this device as one file, to be carried to another one or into safety.

use sohoi_storage::Store;
use sohoi_sync::client::{CarriedWork, PhotoRef, WorkFile, WorkFileContent};

use super::Work;
use super::photos::values;
use crate::platform::clock;
use crate::platform::digest::sha256_hex;

impl Work {
    /// A work file of everything unsent, or of all there is on this device with `everything`, with
    /// the photos. The work is taken from memory, so it comes when the disk does not let anything
    /// be written any more; a photo that cannot be read is left out.
    pub async fn work_file(&self, everything: bool) -> Vec<u8> {
        // What another tab has written belongs to it. Where the disk fails, memory is the best.
        let _ = self.catch_up().await;
        if everything {
            let _ = self.read_all().await;
        }
        let mut file = {
            let memory = self.0.memory.borrow();
            let rounds = memory.client.rounds();
            WorkFile {
                content: WorkFileContent {
                    made_at: clock::now(),
                    device: memory.client.device().device.clone(),
                    account: memory.account.clone(),
                    everything,
                    rounds: rounds.map(|held| held.round.clone()).collect(),
                    work: memory.client.carry_out(everything),
                    photos: Vec::new(),
                },
                photos: Vec::new(),
            }
        };
        for (hash, bytes) in self.photos_for(&file.content.work, everything).await {
            let length = bytes.len() as u64;
            file.content.photos.push(PhotoRef {
                hash,
                bytes: length,
            });
            file.photos.push(bytes);
        }
        file.to_bytes(sha256_hex)
    }

    async fn photos_for(&self, work: &CarriedWork, everything: bool) -> Vec<(String, Vec<u8>)> {
        let named: Vec<&str> = work.ops().flat_map(|logged| values(&logged.op)).collect();
        let mut photos = Vec::new();
        for hash in self.0.store.blob_hashes().await.unwrap_or_default() {
            if (everything || named.contains(&hash.as_str()))
                && let Ok(Some(bytes)) = self.0.store.blob(&hash).await
            {
                photos.push((hash, bytes));
            }
        }
        let memory = self.0.memory.borrow();
        for photo in memory.queue.blobs() {
            if !photos.iter().any(|(hash, _)| *hash == photo.0) {
                photos.push(photo.clone());
            }
        }
        photos
    }
}
