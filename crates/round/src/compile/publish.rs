//! From a whole round to the documents that it is published as.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use serde::Serialize;
use sha2::{Digest, Sha256};

use crate::parts::{FiguresPart, FormVersion, RoundPart};
use crate::round::Round;

/// A document: JSON and the name it goes by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    /// SHA-256 of the JSON, lower-case hex.
    pub hash: String,
    /// The JSON, byte for byte what was hashed.
    pub json: String,
}

/// The documents of a round.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parts {
    /// A [`RoundPart`]. Its hash is the identity of the round.
    pub round: Document,
    /// The forms by form id. The hash of each is the identity of the form version.
    pub forms: BTreeMap<String, Document>,
    /// A [`FiguresPart`].
    pub figures: Document,
}

impl Parts {
    /// The hash of each form by form id.
    pub fn form_hashes(&self) -> BTreeMap<String, String> {
        let forms = self.forms.iter();
        forms
            .map(|(id, form)| (id.clone(), form.hash.clone()))
            .collect()
    }
}

impl Round {
    /// The documents that the round is published as. The same round gives the same bytes.
    pub fn parts(&self) -> Parts {
        let forms: BTreeMap<String, Document> = self
            .forms
            .iter()
            .map(|form| (form.id.clone(), Document::of(form)))
            .collect();
        let figures = Document::of(&FiguresPart {
            themes: self.themes.clone(),
            dimensions: self.dimensions.clone(),
            indicators: self.indicators.clone(),
            limitations: self.limitations.clone(),
            coverage_indicator: self.coverage_indicator.clone(),
            map: self.map.clone(),
            papers: self.papers.clone(),
            portraits: self.portraits.clone(),
            comparisons: self.comparisons.clone(),
            lists: self.lists.clone(),
            free_texts: self.free_texts.clone(),
            wordings: self.wordings.clone(),
            report: self.report.clone(),
            publication: self.publication.clone(),
            seals: self.seals.clone(),
            duties: self.duties.clone(),
            similar: self.similar.clone(),
        });
        let versions = self.forms.iter().map(|form| FormVersion {
            id: form.id.clone(),
            hash: forms[&form.id].hash.clone(),
            has_portrait: self.portraits.iter().any(|own| own.form == form.id),
        });
        let round = Document::of(&RoundPart {
            id: self.id.clone(),
            title: self.title.clone(),
            short_title: self.short_title.clone(),
            owner: self.owner.clone(),
            area: self.area.clone(),
            dates: self.dates.clone(),
            subject_kinds: self.subject_kinds.clone(),
            unit_levels: self.unit_levels.clone(),
            units: self.units.clone(),
            measures: self.measures.clone(),
            forms: versions.collect(),
            figures: figures.hash.clone(),
            has_duties: !self.duties.is_empty(),
        });
        Parts {
            round,
            forms,
            figures,
        }
    }
}

impl Document {
    fn of(value: &impl Serialize) -> Self {
        let json = serde_json::to_string(value)
            .expect("maps have text keys and no value refuses to serialise");
        let mut hash = String::new();
        for byte in Sha256::digest(json.as_bytes()) {
            let _ = write!(hash, "{byte:02x}");
        }
        Self { hash, json }
    }
}
