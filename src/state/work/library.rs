//! The documents on this device: rounds, form versions, and what figures are made by.

use std::rc::Rc;
use std::sync::Arc;

use litemap::LiteMap;
use sohoi_form::Engine;
use sohoi_json::{Read, from_bytes};
use sohoi_round::{FiguresPart, RoundPart};

/// Documents by hash, parsed and compiled when they are wanted first.
#[derive(Default)]
pub(super) struct Library {
    documents: LiteMap<String, String>,
    rounds: Opened<Rc<RoundPart>>,
    figures: Opened<Rc<FiguresPart>>,
    engines: Opened<Arc<Engine>>,
}

/// What documents were read as; `None` where one is something else. There are a few of them.
type Opened<T> = Vec<(String, Option<T>)>;

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
        self.documents.insert(hash, json);
    }

    /// A round itself.
    pub(super) fn round(&mut self, hash: &str) -> Option<Rc<RoundPart>> {
        opened(&mut self.rounds, &self.documents, hash, |json| {
            parsed(json).map(Rc::new)
        })
    }

    /// What the figures of a round are made by.
    pub(super) fn figures(&mut self, hash: &str) -> Option<Rc<FiguresPart>> {
        opened(&mut self.figures, &self.documents, hash, |json| {
            parsed(json).map(Rc::new)
        })
    }

    /// The compiled form of a version.
    pub(super) fn engine(&mut self, form_hash: &str) -> Option<Arc<Engine>> {
        opened(&mut self.engines, &self.documents, form_hash, |json| {
            Engine::compile(parsed(json)?).ok()
        })
    }
}

fn parsed<T: Read>(json: &str) -> Option<T> {
    from_bytes(json.as_bytes()).ok()
}

/// What a document was read as, or is read as now. One that is not here yet may come.
fn opened<T: Clone>(
    known: &mut Opened<T>,
    documents: &LiteMap<String, String>,
    hash: &str,
    open: impl FnOnce(&str) -> Option<T>,
) -> Option<T> {
    if let Some((_, found)) = known.iter().find(|(own, _)| own == hash) {
        return found.clone();
    }
    let found = open(documents.get(hash)?);
    known.push((hash.to_owned(), found.clone()));
    found
}
