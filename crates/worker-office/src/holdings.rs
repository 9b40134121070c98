//! What an account's database holds of one round.

use std::sync::Arc;

use litemap::LiteMap;
use sohoi_export::Quotation;
use sohoi_form::{Answers, Engine, Text};
use sohoi_json::{Read, from_bytes};
use sohoi_report::{Edit, Pick, Sheet};
use sohoi_round::{FiguresPart, FormVersion, Round, RoundPart, Unit};
use sohoi_storage::Snapshot;
use sohoi_sync::client::Client;
use sohoi_sync::{Account, Response, Scope, SubjectLine};
use sohoi_text::Language;

use crate::Failure;

/// What there is of the round.
pub(crate) struct Holdings {
    pub(crate) round: Round,
    /// The current version of each form, in the order of the round.
    pub(crate) versions: Vec<FormVersion>,
    pub(crate) is_demonstration: bool,
    /// The register in scope.
    pub(crate) subjects: Vec<SubjectLine>,
    /// Every response about it, with the changes of this device on top.
    pub(crate) responses: Vec<Response>,
    /// Compiled forms by hash; those that the responses name and the round does not are among
    /// them where they are here.
    engines: Vec<(String, Arc<Engine>)>,
    /// What people wrote beside responses, by key.
    notes: LiteMap<String, String>,
}

impl Holdings {
    /// Reads what a snapshot has of a round.
    pub(crate) fn new(account: &Account, round: &str, snapshot: Snapshot) -> Result<Self, Failure> {
        let documents = snapshot.documents.clone();
        let notes = snapshot.notes.clone();
        let document = |hash: &str| documents.get(hash);
        // Nothing is written: what the snapshot has to have repaired, the page repairs.
        let records = snapshot.into_read_only();
        let client = Client::new(&account.name, account.role, records);
        let held = client.rounds().find(|held| held.round.id == round);
        let held = held.ok_or(Failure::NotHere)?;
        let is_demonstration = held.demonstration;
        let part: RoundPart = parsed(document(&held.round.hash)).ok_or(Failure::NotHere)?;
        let figures: FiguresPart = parsed(document(&part.figures)).ok_or(Failure::NotHere)?;
        let subjects = client.subjects().map(|held| held.subject.clone());
        let subjects = subjects
            .filter(|subject| subject.round == part.id)
            .collect();
        let responses: Vec<Response> = client
            .views()
            .map(|view| view.response)
            .filter(|response| response.slot.round == part.id)
            .collect();
        let versions = part.forms.clone();
        let mut engines: Vec<(String, Arc<Engine>)> = Vec::new();
        let current = versions.iter().map(|version| &version.hash);
        for hash in current.chain(responses.iter().map(|it| &it.form_hash)) {
            if !engines.iter().any(|(known, _)| known == hash)
                && let Some(form) = parsed(document(hash))
                && let Ok(engine) = Engine::compile(form)
            {
                engines.push((hash.clone(), engine));
            }
        }
        let mut forms = Vec::with_capacity(versions.len());
        for version in &versions {
            let mut engines = engines.iter();
            let found = engines.find(|(hash, _)| *hash == version.hash);
            let (_, engine) = found.ok_or(Failure::NotHere)?;
            forms.push(engine.form().clone());
        }
        Ok(Self {
            round: part.into_whole(forms, figures),
            versions,
            is_demonstration,
            subjects,
            responses,
            engines,
            notes,
        })
    }

    /// The compiled form of a version, where it is here.
    pub(crate) fn engine(&self, hash: &str) -> Option<&Arc<Engine>> {
        let mut engines = self.engines.iter();
        engines.find(|(own, _)| own == hash).map(|(_, it)| it)
    }

    /// The compiled current version of each form.
    pub(crate) fn current_engines(&self) -> Vec<Arc<Engine>> {
        let versions = self.versions.iter();
        versions
            .filter_map(|version| self.engine(&version.hash).cloned())
            .collect()
    }

    /// What was written on this device in place of paragraphs of a unit's report.
    pub(crate) fn edits(&self, unit: &str, language: Language) -> Vec<Edit> {
        let sheet = Sheet {
            round: &self.round.id,
            unit,
            language,
        };
        let notes = self.notes.iter();
        sheet.edits(notes.map(|(key, text)| (key.as_str(), text.as_str())))
    }

    /// What was picked on this device to be quoted in a report: by addressee in the order of the round.
    pub(crate) fn quotations(&self, language: Language) -> Vec<Quotation> {
        let notes = self.notes.iter();
        let notes = notes.map(|(key, text)| (key.as_str(), text.as_str()));
        let picks = Pick::all(&self.round.id, notes);
        let words = |text: &Text| language.pick(&text.vi, &text.en).to_owned();
        let mut quotations = Vec::new();
        for own in &self.round.free_texts {
            let is_own = |pick: &&Pick| pick.form == own.form && pick.question == own.question;
            for pick in picks.iter().filter(is_own) {
                let line = self.subject(&pick.subject);
                let unit = line.and_then(|line| self.unit(&line.unit));
                let name = line.map_or(&pick.subject, |line| &line.name);
                let source = match unit {
                    Some(unit) => [name.as_str(), ", ", &words(&unit.name)].concat(),
                    None => name.clone(),
                };
                quotations.extend(pick.texts.iter().map(|text| Quotation {
                    addressee: words(&own.addressee),
                    text: text.clone(),
                    source: source.clone(),
                }));
            }
        }
        // Questions of one addressee may stand apart in the round.
        let place = |addressee: &str| {
            let mut texts = self.round.free_texts.iter();
            texts.position(|own| words(&own.addressee) == addressee)
        };
        quotations.sort_by_key(|own| place(&own.addressee));
        quotations
    }

    /// A line of the register.
    pub(crate) fn subject(&self, id: &str) -> Option<&SubjectLine> {
        self.subjects.iter().find(|subject| subject.id == id)
    }

    /// A unit of the round.
    pub(crate) fn unit(&self, id: &str) -> Option<&Unit> {
        self.round.units.iter().find(|unit| unit.id == id)
    }

    /// The unit that an account sees.
    pub(crate) fn unit_of(&self, account: &Account) -> Option<&Unit> {
        match &account.scope {
            Scope::Unit(unit) => self.unit(unit),
            Scope::Subject(_) => None,
        }
    }

    /// The place that an account sees, as people read it.
    pub(crate) fn place(&self, account: &Account, language: Language) -> String {
        let area = || language.pick(&self.round.area.vi, &self.round.area.en);
        match &account.scope {
            Scope::Unit(unit) => self
                .unit(unit)
                .map_or_else(area, |unit| language.pick(&unit.name.vi, &unit.name.en)),
            Scope::Subject(subject) => self.subject(subject).map_or_else(area, |it| &it.name),
        }
        .to_owned()
    }
}

/// The answers of a response as its form takes them.
pub(crate) fn answers(response: &Response) -> Answers {
    let mut answers = Answers::new();
    for (path, value) in response.answers() {
        if let Ok(path) = path.parse() {
            answers.insert(path, value.to_owned());
        }
    }
    answers
}

fn parsed<T: Read>(json: Option<&String>) -> Option<T> {
    from_bytes(json?.as_bytes()).ok()
}
