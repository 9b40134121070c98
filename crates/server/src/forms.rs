//! Compiled form versions and rounds, kept by content hash: what has a hash never changes.

use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock};

use sohoi_form::{Engine, Form};
use sohoi_round::Round;

use crate::store::{Read, Result, StoreError};

/// A cache in front of the store. Clones share it.
#[derive(Clone, Debug, Default)]
pub struct Forms {
    engines: Shared<(String, String), Engine>,
    rounds: Shared<String, Round>,
}

type Shared<K, V> = Arc<RwLock<HashMap<K, Arc<V>>>>;

impl Forms {
    /// The engine of a form version of a round; `None` where the version is unknown.
    ///
    /// # Errors
    ///
    /// Where the store fails, or holds a form that does not compile.
    pub async fn engine(
        &self,
        store: &mut dyn Read,
        round: &str,
        hash: &str,
    ) -> Result<Option<Arc<Engine>>> {
        let key = (round.to_owned(), hash.to_owned());
        let known = read(&self.engines).get(&key).cloned();
        if known.is_some() {
            return Ok(known);
        }
        let Some(json) = store.form(round, hash).await? else {
            return Ok(None);
        };
        let form: Form = serde_json::from_str(&json).map_err(|flaw| corrupt("form", hash, flaw))?;
        let engine = Engine::compile(form)
            .map_err(|flaws| corrupt("form", hash, format!("{} problems", flaws.len())))?;
        write(&self.engines).insert(key, Arc::clone(&engine));
        Ok(Some(engine))
    }

    /// The round in a document; `None` where the document is unknown.
    ///
    /// # Errors
    ///
    /// Where the store fails, or holds a document that is not a round.
    pub async fn round(&self, store: &mut dyn Read, hash: &str) -> Result<Option<Arc<Round>>> {
        let known = read(&self.rounds).get(hash).cloned();
        if known.is_some() {
            return Ok(known);
        }
        let Some(json) = store.document(hash).await? else {
            return Ok(None);
        };
        let round: Round =
            serde_json::from_str(&json).map_err(|flaw| corrupt("document", hash, flaw))?;
        let round = Arc::new(round);
        write(&self.rounds).insert(hash.to_owned(), Arc::clone(&round));
        Ok(Some(round))
    }
}

fn read<T>(lock: &RwLock<T>) -> std::sync::RwLockReadGuard<'_, T> {
    lock.read().unwrap_or_else(PoisonError::into_inner)
}

fn write<T>(lock: &RwLock<T>) -> std::sync::RwLockWriteGuard<'_, T> {
    lock.write().unwrap_or_else(PoisonError::into_inner)
}

fn corrupt(kind: &str, hash: &str, reason: impl ToString) -> StoreError {
    StoreError::Corrupt {
        what: format!("{kind} {hash}"),
        reason: reason.to_string(),
    }
}
