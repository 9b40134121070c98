//! Fetching documents: the parts of rounds, and the form versions that responses name.

use sohoi_storage::StorageError;

use super::cycle::Ended;
use super::server::{self, Failure};
use crate::state::work::Work;

/// What one exchange fetches. A document that cannot be fetched holds nothing up: it is tried
/// again at the next exchange.
#[derive(Default)]
pub(super) struct Documents {
    tried: Vec<String>,
    failed: Option<Ended>,
}

impl Documents {
    /// Fetches what `missing` names, one after the other, each asked for once.
    pub(super) async fn fetch(
        &mut self,
        work: &Work,
        missing: &dyn Fn(&Work) -> Vec<String>,
    ) -> Result<(), StorageError> {
        while self.failed != Some(Ended::Offline)
            && let Some(hash) = missing(work)
                .into_iter()
                .find(|hash| !self.tried.contains(hash))
        {
            self.tried.push(hash.clone());
            match server::document(&hash).await {
                Ok(json) => work.take_document(hash, json).await?,
                // The server has lost it; its pages say so, and the rest is well.
                Err(Failure::Refused(404, _)) => {}
                Err(failure) => self.failed = Some(failure.into()),
            }
        }
        Ok(())
    }

    /// How fetching went.
    pub(super) fn ended(self) -> Result<(), Ended> {
        self.failed.map_or(Ok(()), Err)
    }
}
