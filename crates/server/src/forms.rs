//! Compiled form versions and rounds, kept by content hash: what has a hash never changes.

use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock};

use serde::de::DeserializeOwned;
use sohoi_form::{Engine, Form};
use sohoi_round::{FiguresPart, Round, RoundPart};

use crate::store::{Read, Result, StoreError};

/// A cache in front of the store. Clones share it.
#[derive(Clone, Debug, Default)]
pub struct Forms {
    /// `None` where a stored form does not compile.
    engines: Shared<(String, String), Option<Arc<Engine>>>,
    rounds: Shared<String, Arc<RoundPart>>,
}

type Shared<K, V> = Arc<RwLock<HashMap<K, V>>>;

impl Forms {
    /// The engine of a form version of a round; `None` where the version is unknown, or stored
    /// but of no use to this program: [`broken`](Self::broken) tells which those are. Work under
    /// such a version waits apart, and everything else goes on.
    ///
    /// # Errors
    ///
    /// Where the store fails.
    pub async fn engine(
        &self,
        store: &mut dyn Read,
        round: &str,
        hash: &str,
    ) -> Result<Option<Arc<Engine>>> {
        let key = (round.to_owned(), hash.to_owned());
        if let Some(known) = read(&self.engines).get(&key) {
            return Ok(known.clone());
        }
        let Some(json) = store.form(round, hash).await? else {
            return Ok(None);
        };
        let engine = match compiled(&json) {
            Ok(engine) => Some(engine),
            Err(flaw) => {
                tracing::error!("form version {hash} of round {round} cannot be used: {flaw}");
                None
            }
        };
        write(&self.engines).insert(key, engine.clone());
        Ok(engine)
    }

    /// The round itself in a document; `None` where the document is unknown.
    ///
    /// # Errors
    ///
    /// Where the store fails, or holds a document that is not a round.
    pub async fn round(&self, store: &mut dyn Read, hash: &str) -> Result<Option<Arc<RoundPart>>> {
        let known = read(&self.rounds).get(hash).cloned();
        if known.is_some() {
            return Ok(known);
        }
        let Some(round) = document::<RoundPart>(store, hash).await? else {
            return Ok(None);
        };
        let round = Arc::new(round);
        write(&self.rounds).insert(hash.to_owned(), Arc::clone(&round));
        Ok(Some(round))
    }

    /// The round in a document with all its parts; `None` where one of them is unknown.
    ///
    /// # Errors
    ///
    /// Where the store fails, or holds a part that is not what its place says.
    pub async fn whole_round(&self, store: &mut dyn Read, hash: &str) -> Result<Option<Round>> {
        let Some(round) = self.round(store, hash).await? else {
            return Ok(None);
        };
        let mut forms = Vec::with_capacity(round.forms.len());
        for version in &round.forms {
            match document::<Form>(store, &version.hash).await? {
                Some(form) => forms.push(form),
                None => return Ok(None),
            }
        }
        let figures = document::<FiguresPart>(store, &round.figures).await?;
        Ok(figures.map(|figures| RoundPart::clone(&round).into_whole(forms, figures)))
    }

    /// Everything stored that this program cannot use, each with what to do about it.
    ///
    /// # Errors
    ///
    /// Where the store fails.
    pub async fn broken(store: &mut dyn Read) -> Result<Vec<String>> {
        let mut broken = Vec::new();
        for round in store.rounds().await? {
            match document::<RoundPart>(store, &round.document).await {
                Ok(Some(_)) => {}
                Ok(None) => broken.push(unusable_round(&round.id, "its document is missing")),
                Err(StoreError::Corrupt { reason, .. }) => {
                    broken.push(unusable_round(&round.id, &reason));
                }
                Err(failure) => return Err(failure),
            }
        }
        for (round, hash) in store.form_versions().await? {
            let json = store.form(&round, &hash).await?;
            if let Some(Err(flaw)) = json.as_deref().map(compiled) {
                broken.push(format!(
                    "form version {hash} of round {round} cannot be used by this program: {flaw}. \
                     What arrives under it is kept apart; everything else goes on. Start a \
                     program that can use it, then run `sohoi-server quarantine --retry`"
                ));
            }
        }
        Ok(broken)
    }
}

fn unusable_round(id: &str, reason: &str) -> String {
    format!(
        "round {id} cannot be used by this program: {reason}. What arrives for it is kept apart; \
         load its package again with `sohoi-server round load`, then run `sohoi-server quarantine \
         --retry`"
    )
}

fn compiled(json: &str) -> Result<Arc<Engine>, String> {
    let form: Form = serde_json::from_str(json).map_err(|flaw| flaw.to_string())?;
    Engine::compile(form).map_err(|flaws| {
        let flaws: Vec<String> = flaws
            .iter()
            .map(|flaw| format!("{}, {}: {}", flaw.name, flaw.property, flaw.message))
            .collect();
        flaws.join("; ")
    })
}

/// A document as what it should be.
async fn document<T: DeserializeOwned>(store: &mut dyn Read, hash: &str) -> Result<Option<T>> {
    let Some(json) = store.document(hash).await? else {
        return Ok(None);
    };
    serde_json::from_str(&json)
        .map(Some)
        .map_err(|flaw| StoreError::Corrupt {
            what: format!("document {hash}"),
            reason: flaw.to_string(),
        })
}

fn read<T>(lock: &RwLock<T>) -> std::sync::RwLockReadGuard<'_, T> {
    lock.read().unwrap_or_else(PoisonError::into_inner)
}

fn write<T>(lock: &RwLock<T>) -> std::sync::RwLockWriteGuard<'_, T> {
    lock.write().unwrap_or_else(PoisonError::into_inner)
}
