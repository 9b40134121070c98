//! A small area: a town with two wards, clubs that say how many boats they have and what they pay.

use std::sync::Arc;

use proptest::prelude::ProptestConfig;
use proptest::test_runner::RngSeed;
use serde_json::json;
use sohoi_aggregate::{
    Aggregate, Head, Here, Identity, Merged, Opened, Placed, Refusal, Ring, SigningKey, Units,
    check, indicator_digests, merge, open, write,
};
use sohoi_form::{Engine, Form, Path, Session};
use sohoi_stats::{Book, Counted, Dimension, DimensionSource, Indicator, Ledger, Plan, Population};

/// The same cases every time.
pub(crate) fn seeded() -> ProptestConfig {
    ProptestConfig {
        rng_seed: RngSeed::Fixed(17),
        cases: 48,
        ..ProptestConfig::default()
    }
}

/// A response: its subject, and what it says.
#[derive(Clone, Debug)]
pub(crate) struct Club {
    pub(crate) id: String,
    pub(crate) shore: Option<&'static str>,
    pub(crate) boats: Option<u32>,
    pub(crate) fee: Option<i32>,
}

/// A club of a ward: the first letter of its id is the ward's.
pub(crate) fn club(id: &str, boats: u32) -> Club {
    Club {
        id: id.to_owned(),
        shore: Some("hills"),
        boats: Some(boats),
        fee: Some(250),
    }
}

/// The round, and who has which key.
pub(crate) struct Town {
    pub(crate) engines: Vec<Arc<Engine>>,
    pub(crate) indicators: Vec<Indicator>,
    pub(crate) dimensions: Vec<Dimension>,
    pub(crate) units: Units,
    pub(crate) ring: Ring,
    /// The town's.
    pub(crate) identity: Identity,
}

/// The key of a unit.
pub(crate) fn key(unit: &str) -> SigningKey {
    let mut seed = [1; 32];
    for (own, letter) in seed.iter_mut().zip(unit.bytes()) {
        *own = letter;
    }
    SigningKey::from_seed(seed)
}

fn text(text: &str) -> serde_json::Value {
    json!({"vi": text, "en": text})
}

fn form() -> Form {
    serde_json::from_value(json!({
        "id": "club", "version": "1", "title": text("club"),
        "sections": [{"id": "all", "title": text("all"), "questions": [
            {"name": "shore", "type": "select_one", "list": "shore", "label": text("shore")},
            {"name": "boats", "type": "integer", "label": text("boats")},
            {"name": "fee", "type": "decimal", "label": text("fee")},
        ]}],
        "choice_lists": {"shore": [
            {"name": "hills", "label": text("hills")}, {"name": "coast", "label": text("coast")},
        ]},
    }))
    .expect("a form")
}

fn indicators() -> Vec<Indicator> {
    let term = |op: &str, field: &str| json!({"op": op, "form": "club", "field": field});
    let count = json!({"op": "count", "form": "club"});
    [
        json!({"code": "N1", "calc": "value", "a": count, "digits": 0}),
        json!({"code": "N2", "calc": "value", "a": term("sum", "${fee}"), "digits": 2}),
        json!({"code": "N3", "calc": "value", "a": term("median", "${fee}"), "digits": 3}),
        json!({"code": "N4", "calc": "ratio", "a": term("sum", "${fee}"), "b": count, "digits": 6}),
        json!({"code": "N5", "calc": "value", "a": term("mean", "${boats}"), "digits": 3}),
    ]
    .map(|mut essentials| {
        let more = json!({
            "theme": "N", "name": text(""), "unit": text(""), "breakdowns": ["shore"],
            "direction": "up",
        });
        let own = essentials.as_object_mut().expect("an object");
        own.extend(more.as_object().expect("an object").clone());
        serde_json::from_value(essentials).expect("an indicator")
    })
    .into()
}

impl Town {
    pub(crate) fn new() -> Self {
        let shore = Dimension {
            id: "shore".to_owned(),
            name: sohoi_form::Text::default(),
            note: None,
            source: DimensionSource::Question {
                names: [("club".to_owned(), "shore".to_owned())]
                    .into_iter()
                    .collect(),
                form: "club".to_owned(),
                list: "shore".to_owned(),
            },
        };
        let signers = ["town", "a", "b"].map(|unit| (unit.to_owned(), key(unit).signer()));
        let pairs = [
            ("town", None),
            ("a", Some("town")),
            ("b", Some("town")),
            ("c", Some("town")),
            ("a1", Some("a")),
        ];
        Self {
            engines: vec![Engine::compile(form()).expect("a sound form")],
            indicators: indicators(),
            dimensions: vec![shore],
            units: Units::new(pairs),
            ring: Ring::new(signers.into()),
            identity: Identity::generate(),
        }
    }

    pub(crate) fn plan(&self) -> Plan<'_> {
        Plan::new(&self.indicators, &self.dimensions, &self.engines).expect("sound indicators")
    }

    pub(crate) fn counted(&self, clubs: &[Club]) -> Vec<Counted> {
        let counted = clubs.iter().map(|club| {
            let answers = [
                ("shore", club.shore.map(str::to_owned)),
                ("boats", club.boats.map(|it| it.to_string())),
                (
                    "fee",
                    club.fee.map(|it| format!("{}.{:02}", it / 100, it % 100)),
                ),
            ];
            let given = answers.into_iter();
            let given = given.filter_map(|(name, value)| Some((Path::top(name), value?)));
            Counted {
                id: club.id.clone(),
                form: "club".to_owned(),
                session: Session::new(Arc::clone(&self.engines[0]), given.collect()),
            }
        });
        counted.collect()
    }

    /// The figures of clubs, computed from their responses.
    pub(crate) fn book(&self, clubs: &[Club]) -> Book {
        let counted = self.counted(clubs);
        sohoi_stats::compute(&self.indicators, &self.dimensions, &self.engines, &counted)
            .expect("sound indicators")
    }

    pub(crate) fn aggregate(&self, unit: &str, clubs: &[Club]) -> Aggregate {
        let mut subjects: Vec<String> = clubs.iter().map(|club| club.id.clone()).collect();
        subjects.sort();
        subjects.dedup();
        let plan = self.plan();
        Aggregate {
            tallies: plan.count(&self.counted(clubs)).tallies(),
            head: Head {
                round: "clubs-2030".to_owned(),
                cutoff: "2030-12-31".to_owned(),
                demonstration: false,
                population: Population::Approved,
                unit: unit.to_owned(),
                made_at: "2031-01-02T03:04:05Z".to_owned(),
                sealed_to: Some("town".to_owned()),
                responses: clubs.len() as u64,
                subjects,
                progress: Vec::new(),
                forms: [("club".to_owned(), "f00d".to_owned())]
                    .into_iter()
                    .collect(),
                indicators: indicator_digests(&self.indicators, &self.dimensions),
                made_of: Vec::new(),
                unsigned: Vec::new(),
            },
        }
    }

    /// Signed by its unit and sealed to the town.
    pub(crate) fn file(&self, aggregate: &Aggregate) -> Vec<u8> {
        let key = key(&aggregate.head.unit);
        write(aggregate, Some(&key), Some(&self.identity.recipient()))
    }

    pub(crate) fn open(&self, name: &str, bytes: &[u8]) -> Result<Opened, Refusal> {
        open(
            name,
            bytes,
            Some(&self.identity),
            &self.ring,
            &self.units,
            false,
        )
    }

    /// Sends aggregates as files called by their units, and adds them up.
    pub(crate) fn merged(
        &self,
        aggregates: &[Aggregate],
        own: Option<&Aggregate>,
    ) -> Result<Merged, Refusal> {
        let mut opened = Vec::new();
        for aggregate in aggregates {
            opened.push(self.open(&aggregate.head.unit, &self.file(aggregate))?);
        }
        self.merge(None, &opened, own)
    }

    pub(crate) fn merge(
        &self,
        population: Option<Population>,
        files: &[Opened],
        own: Option<&Aggregate>,
    ) -> Result<Merged, Refusal> {
        self.here(population, |here| merge(here, files, own))
    }

    /// What stands against each file.
    pub(crate) fn check(
        &self,
        files: &[Opened],
        own: Option<&Aggregate>,
    ) -> Vec<Result<(), Refusal>> {
        self.here(None, |here| check(here, files, own))
    }

    fn here<T>(&self, population: Option<Population>, ask: impl FnOnce(&Here<'_>) -> T) -> T {
        let forms = [("club".to_owned(), "f00d".to_owned())]
            .into_iter()
            .collect();
        let indicators = indicator_digests(&self.indicators, &self.dimensions);
        let placed = |subject: &str| match subject.split_once('-') {
            Some(("new", _)) => Placed::Provisional,
            Some((unit, _)) => Placed::In(unit.to_owned()),
            None => Placed::Nowhere,
        };
        let plan = self.plan();
        let here = Here {
            round: "clubs-2030",
            cutoff: "2030-12-31",
            demonstration: false,
            population,
            area: "town",
            units: &self.units,
            forms: &forms,
            indicators: &indicators,
            plan: &plan,
            placed: &placed,
        };
        ask(&here)
    }

    /// The figures that tallies make.
    pub(crate) fn figures(&self, merged: &Merged) -> Book {
        let plan = self.plan();
        Ledger::with(&plan, &merged.tallies)
            .expect("they were tried")
            .book()
    }
}
