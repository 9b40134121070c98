//! A province with two communes, their keys and their responses.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};
use sohoi_aggregate::{Aggregate, Frame, Identity, Part, Purpose, SigningKey, write};
use sohoi_form::{Answers, Engine, Session};
use sohoi_json::from_bytes;
use sohoi_round::{CompiledRound, PackageFiles, compile};
use sohoi_stats::{Counted, Plan, Population, register_progress};
use sohoi_storage::Snapshot;
use sohoi_sync::{Account, Role, Scope};
use sohoi_text::Language;
use sohoi_worker_office::{Failure, Merge, MergeFile, MergeRequest, MergeSaid, merge};

pub(crate) const PROVINCE: &str = "binh_thuan";
pub(crate) const ONE: &str = "xa_binh_minh";
pub(crate) const OTHER: &str = "xa_phuoc_loc";

/// Subject, commune, members by year, spending.
type Club = (&'static str, &'static str, [&'static str; 3], &'static str);

pub(crate) const CLUBS: [Club; 4] = [
    ("BTN-T-0001", ONE, ["20", "23", "31"], "1.5"),
    ("BTN-T-0002", ONE, ["7", "0", "7"], "0.333333333"),
    ("BTN-T-0003", OTHER, ["12", "12", "13"], "12.1"),
    ("BTN-T-0004", OTHER, ["5", "6", "5"], "0.000000001"),
];

/// A province with its keys and those of its communes.
pub(crate) struct Area {
    pub(crate) compiled: CompiledRound,
    pub(crate) identity: Identity,
}

pub(crate) fn key(unit: &str) -> SigningKey {
    let mut seed = [3; 32];
    for (own, letter) in seed.iter_mut().zip(unit.bytes()) {
        *own = letter;
    }
    SigningKey::from_seed(seed)
}

impl Area {
    pub(crate) fn new() -> Self {
        let package =
            Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/fixtures/rounds/clb-2022");
        let mut files = PackageFiles::new();
        for path in files_below(&package) {
            let inside = path.strip_prefix(&package).expect("inside the package");
            let name = inside.to_str().expect("a plain name").replace('\\', "/");
            files.insert(name, std::fs::read(&path).expect("a file of the package"));
        }
        let identity = Identity::generate();
        let round = files.get_mut("round.toml").expect("it is there");
        let seal = |unit: &str, recipient: Option<String>| {
            let recipient = recipient.map(|it| format!("recipient = \"{it}\"\n"));
            let recipient = recipient.unwrap_or_default();
            let signer = key(unit).signer();
            format!("\n[[seal]]\nunit = \"{unit}\"\n{recipient}signer = \"{signer}\"\n")
        };
        round.extend(seal(PROVINCE, Some(identity.recipient().to_string())).bytes());
        round.extend(seal(ONE, None).bytes());
        Self {
            compiled: compile(&files).expect("the round package is sound"),
            identity,
        }
    }

    pub(crate) fn counted(&self, subjects: &[&str]) -> Vec<Counted> {
        let engine = Engine::compile(self.compiled.round.forms[0].clone()).expect("a sound form");
        let clubs = CLUBS.iter().filter(|club| subjects.contains(&club.0));
        let counted = clubs.map(|club| {
            let mut given = Answers::new();
            for (path, value) in answers(club) {
                given.insert(path.parse().expect("a path"), value);
            }
            Counted {
                id: club.0.to_owned(),
                form: "clb".to_owned(),
                session: Session::new(engine.clone(), given),
            }
        });
        counted.collect()
    }

    /// The aggregate of a unit with these subjects.
    pub(crate) fn aggregate(&self, unit: &str, subjects: &[&str]) -> Aggregate {
        let round = &self.compiled.round;
        let hashes = self.compiled.parts.form_hashes();
        let forms = hashes.iter().map(|(id, hash)| (id.as_str(), hash.as_str()));
        let frame = Frame::new(round, forms, false).expect("sound keys");
        let engine = Engine::compile(round.forms[0].clone()).expect("a sound form");
        let engines = [engine];
        let plan = Plan::new(&round.indicators, &round.dimensions, &engines).expect("sound");
        let part = Part {
            tallies: plan.count(&self.counted(subjects)).tallies(),
            responses: subjects.len() as u64,
            subjects: subjects.iter().map(|it| (*it).to_owned()).collect(),
            progress: &register_progress(&[], &|_| true),
        };
        let purpose = Purpose {
            unit,
            population: Population::Approved,
            sealed_to: Some(PROVINCE),
            made_at: "2023-01-02T03:04:05Z",
        };
        frame.aggregate(part, &purpose)
    }

    /// Signed by its unit, sealed to the province.
    pub(crate) fn file(&self, unit: &str, subjects: &[&str]) -> Vec<u8> {
        let aggregate = self.aggregate(unit, subjects);
        write(
            &aggregate,
            Some(&key(unit)),
            Some(&self.identity.recipient()),
        )
    }

    /// What the browser of the province holds, with the responses of these subjects.
    fn snapshot(&self, own: &[&str]) -> Snapshot {
        let (round, parts) = (&self.compiled.round, &self.compiled.parts);
        let mut snapshot = Snapshot::default();
        let held = json!({
            "round": {"id": round.id, "hash": parts.round.hash}, "demonstration": false, "generation": 1,
        });
        snapshot
            .rounds
            .push(from_bytes(held.to_string().as_bytes()).expect("a round"));
        let forms = parts.forms.values();
        for document in forms.chain([&parts.round, &parts.figures]) {
            let (hash, json) = (document.hash.clone(), document.json.clone());
            snapshot.documents.insert(hash, json);
        }
        for line in &self.compiled.register {
            let held = json!({"generation": 1, "subject": {
                "id": line.id, "round": round.id, "name": line.name, "kind": line.kind, "unit": line.unit,
            }});
            snapshot
                .subjects
                .push(from_bytes(held.to_string().as_bytes()).expect("a line"));
        }
        for club in CLUBS.iter().filter(|club| own.contains(&club.0)) {
            let version = |value: &str| {
                json!({
                    "value": value, "revision": 1, "author": "a", "at": "",
                    "op": {"device": "d", "epoch": 1, "n": 1},
                })
            };
            let cells: BTreeMap<String, Value> = answers(club)
                .map(|(path, value)| (path, json!({"counted": version(&value)})))
                .collect();
            let held = json!({"generation": 1, "response": {
                "id": club.0, "slot": {"round": round.id, "form": "clb", "subject": club.0},
                "form_hash": parts.forms["clb"].hash, "author": "a", "state": "approved",
                "state_revision": 1, "revision": 1, "cells": cells,
            }});
            snapshot
                .responses
                .push(from_bytes(held.to_string().as_bytes()).expect("a response"));
        }
        snapshot
    }

    /// What the page is told about files by their names.
    pub(crate) fn merged(&self, files: &[(&str, Vec<u8>)], own: Option<&[&str]>) -> Merge {
        let request = MergeRequest {
            counts_own: own.is_some(),
            ..self.request(files)
        };
        self.told(&request, files, own.unwrap_or_default())
    }

    pub(crate) fn told(
        &self,
        request: &MergeRequest,
        files: &[(&str, Vec<u8>)],
        own: &[&str],
    ) -> Merge {
        match self.said(request, files, own).expect("it is understood") {
            MergeSaid::Figures(merge) => *merge,
            MergeSaid::File(_) => panic!("no file was asked for"),
        }
    }

    pub(crate) fn said(
        &self,
        request: &MergeRequest,
        files: &[(&str, Vec<u8>)],
        own: &[&str],
    ) -> Result<MergeSaid, Failure> {
        let bytes: Vec<u8> = files.iter().flat_map(|(_, bytes)| bytes.clone()).collect();
        merge(request, &bytes, self.snapshot(own), &|_, _| {})
    }

    pub(crate) fn request(&self, files: &[(&str, Vec<u8>)]) -> MergeRequest {
        let files = files.iter().map(|(name, bytes)| MergeFile {
            name: (*name).to_owned(),
            length: u32::try_from(bytes.len()).expect("it is short"),
        });
        MergeRequest {
            account: account(Scope::Unit(PROVINCE.to_owned())),
            round: self.compiled.round.id.clone(),
            key: format!("# khóa\n{}\n", self.identity.secret()),
            files: files.collect(),
            counts_own: false,
            takes_unsigned: false,
            what: None,
            layout: String::new(),
            language: Language::Vi,
            today: "2023-02-01".to_owned(),
        }
    }
}

pub(crate) fn account(scope: Scope) -> Account {
    Account {
        name: "tinh".to_owned(),
        display: "Tỉnh".to_owned(),
        role: Role::Coordinator,
        scope,
    }
}

/// The answers of a club, by path text.
fn answers((subject, commune, members, spent): &Club) -> impl Iterator<Item = (String, String)> {
    let village = if *commune == ONE { "thon_1" } else { "thon_3" };
    let number = &subject[subject.len() - 2..];
    let plain = [
        ("club_code", format!("CLB-{number}")),
        ("club_name", "Câu lạc bộ".to_owned()),
        ("xa", (*commune).to_owned()),
        ("thon", village.to_owned()),
        ("has_hall", "khong".to_owned()),
        ("loai_hinh", "ca_nhac".to_owned()),
    ];
    let mut all: Vec<(String, String)> = plain.map(|(path, value)| (path.to_owned(), value)).into();
    for (row, members) in (1..).zip(members) {
        all.push((format!("theo_nam/{row}/thanh_vien"), (*members).to_owned()));
        all.push((format!("theo_nam/{row}/da_chi"), (*spent).to_owned()));
    }
    all.into_iter()
}

fn files_below(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            found.extend(files_below(&path));
        } else {
            found.push(path);
        }
    }
    found
}
