//! The documents on this device: rounds, and every form version they bring.

use std::collections::BTreeMap;
use std::rc::Rc;
use std::sync::Arc;

use litemap::LiteMap;
use sohoi_form::Engine;
use sohoi_round::Round;

use crate::platform::digest::sha256_hex;

/// Documents by hash, parsed and compiled when they are wanted first.
#[derive(Default)]
pub(super) struct Library {
    documents: LiteMap<String, String>,
    rounds: BTreeMap<String, Option<Rc<Round>>>,
    engines: BTreeMap<String, Option<Arc<Engine>>>,
}

impl Library {
    pub(super) fn new(documents: LiteMap<String, String>) -> Self {
        Self {
            documents,
            ..Self::default()
        }
    }

    pub(super) fn has(&self, hash: &str) -> bool {
        self.documents.contains_key(hash)
    }

    pub(super) fn add(&mut self, hash: String, json: String) {
        self.rounds.remove(&hash);
        self.documents.insert(hash, json);
        // A version that was unknown may be in the new document.
        self.engines.retain(|_, engine| engine.is_some());
    }

    pub(super) fn round(&mut self, hash: &str) -> Option<Rc<Round>> {
        if let Some(round) = self.rounds.get(hash) {
            return round.clone();
        }
        let json = self.documents.get(hash)?;
        let round = serde_json::from_slice(json.as_bytes()).ok().map(Rc::new);
        self.rounds.insert(hash.to_owned(), round.clone());
        round
    }

    /// The compiled form of a version, from whichever document has it.
    pub(super) fn engine(&mut self, form_hash: &str) -> Option<Arc<Engine>> {
        if let Some(engine) = self.engines.get(form_hash) {
            return engine.clone();
        }
        let hashes: Vec<String> = self.documents.keys().cloned().collect();
        let rounds: Vec<_> = hashes.iter().filter_map(|hash| self.round(hash)).collect();
        let mut forms = rounds.iter().flat_map(|round| &round.forms);
        // A form version is named by the hash of its JSON.
        let form = forms
            .find(|form| serde_json::to_vec(form).is_ok_and(|json| sha256_hex(&json) == form_hash));
        let engine = form.and_then(|form| Engine::compile(form.clone()).ok());
        self.engines.insert(form_hash.to_owned(), engine.clone());
        engine
    }
}
