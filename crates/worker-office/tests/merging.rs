//! Files of two communes, added up in the browser of their province.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};
use sohoi_aggregate::{Aggregate, Frame, Identity, Part, Purpose, SigningKey, write};
use sohoi_form::{Answers, Engine, Session};
use sohoi_json::{from_bytes, to_text};
use sohoi_round::{CompiledRound, PackageFiles, compile};
use sohoi_stats::{Counted, Ledger, Plan, Population, compute, register_progress};
use sohoi_storage::Snapshot;
use sohoi_sync::{Account, Role, Scope};
use sohoi_text::Language;
use sohoi_worker_office::{
    Asked, Failure, Merge, MergeFile, MergeRequest, MergeSaid, Said, What, merge,
};

const PROVINCE: &str = "binh_thuan";
const ONE: &str = "xa_binh_minh";
const OTHER: &str = "xa_phuoc_loc";

/// Subject, commune, members by year, spending. The last one is the province's own.
const CLUBS: [(&str, &str, [&str; 3], &str); 4] = [
    ("BTN-T-0001", ONE, ["20", "23", "31"], "1.5"),
    ("BTN-T-0002", ONE, ["7", "0", "7"], "0.333333333"),
    ("BTN-T-0003", OTHER, ["12", "12", "13"], "12.1"),
    ("BTN-T-0004", OTHER, ["5", "6", "5"], "0.000000001"),
];

/// A province with its keys and those of its communes.
struct Area {
    compiled: CompiledRound,
    identity: Identity,
}

fn key(unit: &str) -> SigningKey {
    let mut seed = [3; 32];
    for (own, letter) in seed.iter_mut().zip(unit.bytes()) {
        *own = letter;
    }
    SigningKey::from_seed(seed)
}

impl Area {
    fn new() -> Self {
        let package = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("../../tests/fixtures/rounds/clb-2022");
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

    fn counted(&self, subjects: &[&str]) -> Vec<Counted> {
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
    fn aggregate(&self, unit: &str, subjects: &[&str]) -> Aggregate {
        let round = &self.compiled.round;
        let hashes = self.compiled.parts.form_hashes();
        let forms = hashes.iter().map(|(id, hash)| (id.as_str(), hash.as_str()));
        let frame = Frame::new(round, forms, false).expect("sound keys");
        let engine = Engine::compile(round.forms[0].clone()).expect("a sound form");
        let engines = [engine];
        let plan = Plan::new(&round.indicators, &round.dimensions, &engines).expect("sound");
        let part = Part {
            tallies: Ledger::of(&plan, &self.counted(subjects)).tallies(),
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
    fn file(&self, unit: &str, subjects: &[&str]) -> Vec<u8> {
        let aggregate = self.aggregate(unit, subjects);
        write(&aggregate, Some(&key(unit)), Some(&self.identity.recipient()))
    }

    /// What the browser of the province holds, with the responses of these subjects.
    fn snapshot(&self, own: &[&str]) -> Snapshot {
        let (round, parts) = (&self.compiled.round, &self.compiled.parts);
        let mut snapshot = Snapshot::default();
        let held = json!({
            "round": {"id": round.id, "hash": parts.round.hash}, "demonstration": false, "generation": 1,
        });
        snapshot.rounds.push(serde_json::from_value(held).expect("a round"));
        let forms = parts.forms.values();
        for document in forms.chain([&parts.round, &parts.figures]) {
            let (hash, json) = (document.hash.clone(), document.json.clone());
            snapshot.documents.insert(hash, json);
        }
        for line in &self.compiled.register {
            let held = json!({"generation": 1, "subject": {
                "id": line.id, "round": round.id, "name": line.name, "kind": line.kind, "unit": line.unit,
            }});
            snapshot.subjects.push(serde_json::from_value(held).expect("a line"));
        }
        for club in CLUBS.iter().filter(|club| own.contains(&club.0)) {
            let version = |value: &str| json!({
                "value": value, "revision": 1, "author": "a", "at": "",
                "op": {"device": "d", "epoch": 1, "n": 1},
            });
            let cells: BTreeMap<String, Value> = answers(club)
                .map(|(path, value)| (path, json!({"counted": version(&value)})))
                .collect();
            let held = json!({"generation": 1, "response": {
                "id": club.0, "slot": {"round": round.id, "form": "clb", "subject": club.0},
                "form_hash": parts.forms["clb"].hash, "author": "a", "state": "approved",
                "state_revision": 1, "revision": 1, "cells": cells,
            }});
            snapshot.responses.push(serde_json::from_value(held).expect("a response"));
        }
        snapshot
    }

    /// What the page is told about files by their names.
    fn merged(&self, files: &[(&str, Vec<u8>)], own: Option<&[&str]>) -> Merge {
        let request = MergeRequest {
            counts_own: own.is_some(),
            ..self.request(files)
        };
        self.told(&request, files, own.unwrap_or_default())
    }

    fn told(&self, request: &MergeRequest, files: &[(&str, Vec<u8>)], own: &[&str]) -> Merge {
        match self.said(request, files, own).expect("it is understood") {
            MergeSaid::Figures(merge) => *merge,
            MergeSaid::File(_) => panic!("no file was asked for"),
        }
    }

    fn said(
        &self,
        request: &MergeRequest,
        files: &[(&str, Vec<u8>)],
        own: &[&str],
    ) -> Result<MergeSaid, Failure> {
        let bytes: Vec<u8> = files.iter().flat_map(|(_, bytes)| bytes.clone()).collect();
        merge(request, &bytes, self.snapshot(own), &|_, _| {})
    }

    fn request(&self, files: &[(&str, Vec<u8>)]) -> MergeRequest {
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

fn account(scope: Scope) -> Account {
    Account {
        name: "tinh".to_owned(),
        display: "Tỉnh".to_owned(),
        role: Role::Coordinator,
        scope,
    }
}

/// The answers of a club, by path text.
fn answers(
    (subject, commune, members, spent): &(&str, &str, [&str; 3], &str),
) -> impl Iterator<Item = (String, String)> {
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

/// Why each file is refused; blank where it is not.
fn reasons(merge: &Merge) -> Vec<&str> {
    let files = merge.files.iter();
    let reason = |file| -> &str {
        let file: &sohoi_worker_office::FileTold = file;
        file.refused.as_ref().map_or("", |own| &own.sentence)
    };
    files.map(reason).collect()
}

#[test]
fn files_and_own_responses_make_the_figures_of_all() {
    let area = Area::new();
    let round = &area.compiled.round;
    let engines = [Engine::compile(round.forms[0].clone()).expect("a sound form")];
    let figures = |subjects: &[&str]| {
        let counted = area.counted(subjects);
        compute(&round.indicators, &round.dimensions, &engines, &counted)
            .expect("sound indicators")
            .indicators
    };
    let files = [
        ("mot", area.file(ONE, &["BTN-T-0001", "BTN-T-0002"])),
        ("hai", area.file(OTHER, &["BTN-T-0003"])),
    ];
    // The other commune has no key in the round, and that above may not sign for another one.
    let merge = area.merged(&files, None);
    assert_eq!(reasons(&merge)[0], "");
    assert!(reasons(&merge)[1].starts_with("Tệp ký bằng khóa không có trong đợt sơ kết"));
    let aggregate = area.aggregate(OTHER, &["BTN-T-0003"]);
    let unsigned = write(&aggregate, None, Some(&area.identity.recipient()));
    let files = [files[0].clone(), ("hai", unsigned)];

    let merge = area.merged(&files, None);
    assert_eq!(reasons(&merge), ["", ""]);
    let merged = merge.merged.expect("all are good");
    assert_eq!(merged.tables, figures(&["BTN-T-0001", "BTN-T-0002", "BTN-T-0003"]));
    assert_eq!((merged.responses, merged.own, merged.is_unsigned), (3, None, true));
    assert_eq!(merged.progress, [("club".to_owned(), (2, 3)), ("house".to_owned(), (1, 1))]);
    assert_eq!(merged.made_of, "cộng từ 2 tệp số liệu tổng hợp, 1 tệp chưa ký");
    let told: Vec<_> = merge.files.iter().map(|file| file.told.as_ref().expect("read")).collect();
    assert_eq!((told[0].unit.as_str(), told[1].unit.as_str()), (ONE, OTHER));
    assert_eq!(told[0].fingerprint, Some(key(ONE).signer().fingerprint()));
    assert_eq!((told[1].fingerprint.as_ref(), told[1].is_sealed), (None, true));
    let key_told = merge.key.expect("it was given");
    assert_eq!(key_told.units, [PROVINCE]);

    let merge = area.merged(&files, Some(&["BTN-T-0004"]));
    let merged = merge.merged.expect("all are good");
    let all: Vec<&str> = CLUBS.iter().map(|club| club.0).collect();
    assert_eq!(merged.tables, figures(&all));
    assert_eq!((merged.responses, merged.own), (4, Some(1)));
}

#[test]
fn one_refused_file_is_enough_and_each_has_its_reason() {
    let area = Area::new();
    let good = area.file(ONE, &["BTN-T-0001"]);
    let mut damaged = good.clone();
    let last = damaged.len() - 1;
    damaged[last] ^= 1;
    let unsigned = write(
        &area.aggregate(ONE, &["BTN-T-0002"]),
        None,
        Some(&area.identity.recipient()),
    );
    let files = [
        ("tốt", good.clone()),
        ("hỏng", damaged),
        ("lần hai", good.clone()),
        ("chưa ký", unsigned),
        ("bảng", "Mã,Chỉ tiêu".into()),
    ];
    let merge = area.merged(&files, None);
    assert_eq!(merge.merged, None);
    let found = reasons(&merge);
    for (reason, expected) in found.iter().zip([
        "",
        "Tệp bị hỏng",
        "Tệp tốt cũng là của Xã Bình Minh",
        "Tệp chưa ký, trong khi đợt sơ kết có khóa của Xã Bình Minh",
        "Đây không phải tệp số liệu tổng hợp",
    ]) {
        assert!(reason.starts_with(expected), "{reason}");
        assert_eq!(reason.is_empty(), expected.is_empty(), "{reason}");
    }
    assert!(merge.files[3].refused.as_ref().expect("refused").lacks_signature);
    // No file is made of such files.
    let request = MergeRequest {
        what: Some(What::FiguresCsv),
        ..area.request(&files)
    };
    assert_eq!(area.said(&request, &files, &[]), Err(Failure::NotHere));

    // What is counted here is not counted again.
    let files = [("tốt", good)];
    let merge = area.merged(&files, Some(&["BTN-T-0001"]));
    let reason = "1 hội, cơ quan trong tệp cũng có phiếu trên máy này: Câu lạc bộ Đờn ca tài tử Bình Minh \
                  (BTN-T-0001).";
    assert!(reasons(&merge)[0].starts_with(reason), "{:?}", reasons(&merge));
    assert_eq!(merge.merged, None);
}

#[test]
fn a_key_is_told_by_its_unit_and_nothing_is_opened_without_one() {
    let area = Area::new();
    let files = [("một", area.file(ONE, &["BTN-T-0001"]))];
    let stranger = Identity::generate();
    for (key, recipient, units, reason) in [
        (String::new(), None, None, "Tệp được niêm phong. Xin chọn tệp khóa"),
        ("không".to_owned(), Some(None), Some(0), "Tệp được niêm phong. Xin chọn tệp khóa"),
        (
            stranger.secret(),
            Some(Some(stranger.recipient().to_string())),
            Some(0),
            "Khóa này không mở được tệp",
        ),
    ] {
        let request = MergeRequest {
            key,
            ..area.request(&files)
        };
        let merge = area.told(&request, &files, &[]);
        assert!(reasons(&merge)[0].starts_with(reason), "{:?}", reasons(&merge));
        assert_eq!(merge.key.as_ref().map(|key| key.recipient.clone()), recipient);
        assert_eq!(merge.key.as_ref().map(|key| key.units.len()), units);
    }
    // An open file needs none.
    let open = write(&area.aggregate(ONE, &["BTN-T-0001"]), Some(&key(ONE)), None);
    let files = [("một", open)];
    let request = MergeRequest {
        key: String::new(),
        ..area.request(&files)
    };
    let merge = area.told(&request, &files, &[]);
    assert_eq!(merge.merged.map(|it| it.responses), Some(1));
    assert!(!format!("{request:?}").contains("key"));
    assert!(!format!("{:?}", area.request(&files)).contains(&area.identity.secret()));
}

#[test]
fn what_makes_no_sense_is_not_understood() {
    let area = Area::new();
    let files = [("một", area.file(ONE, &["BTN-T-0001"]))];
    let good = area.request(&files);
    let mut short = good.clone();
    short.files[0].length -= 1;
    let mut long = good.clone();
    long.files[0].length += 1;
    let of_one = MergeRequest {
        account: account(Scope::Subject("BTN-T-0001".to_owned())),
        ..good.clone()
    };
    let day = MergeRequest {
        today: "today".to_owned(),
        ..good.clone()
    };
    let elsewhere = MergeRequest {
        round: "elsewhere".to_owned(),
        ..good
    };
    for (request, expected) in [
        (short, Failure::NotUnderstood),
        (long, Failure::NotUnderstood),
        (day, Failure::NotUnderstood),
        (of_one, Failure::NotHere),
        (elsewhere, Failure::NotHere),
    ] {
        assert_eq!(area.said(&request, &files, &[]), Err(expected));
    }
}

#[test]
fn what_is_said_about_files_is_what_is_heard() {
    let area = Area::new();
    let files = [("một", area.file(ONE, &["BTN-T-0001"])), ("bảng", "Mã".into())];
    let request = MergeRequest {
        what: Some(What::Report),
        layout: "state".to_owned(),
        counts_own: true,
        ..area.request(&files)
    };
    let asked = Asked::Merge(request);
    let text = to_text(&asked);
    assert_eq!(from_bytes(text.as_bytes()), Ok(asked), "{text}");
    for merge in [area.merged(&files, None), area.merged(&files[..1], Some(&[]))] {
        let said = Said::Merge(Box::new(merge));
        let text = to_text(&said);
        assert_eq!(from_bytes(text.as_bytes()), Ok(said), "{text}");
    }
}

#[test]
fn files_of_merged_figures_say_what_they_are_made_of() {
    let area = Area::new();
    let files = [("một.sohoi", area.file(ONE, &["BTN-T-0001"]))];
    let made = |what| {
        let request = MergeRequest {
            what: Some(what),
            ..area.request(&files)
        };
        match area.said(&request, &files, &[]) {
            Ok(MergeSaid::File(bytes)) => Ok(bytes),
            Ok(MergeSaid::Figures(_)) => panic!("a file was asked for"),
            Err(failure) => Err(failure),
        }
    };
    let csv = String::from_utf8(made(What::FiguresCsv).expect("made")).expect("text");
    assert!(csv.contains("cộng từ 1 tệp số liệu tổng hợp"), "{csv}");
    assert!(made(What::FiguresWorkbook).expect("made").starts_with(b"PK"));
    // The round has none.
    assert_eq!(made(What::Report), Err(Failure::NotHere));
    assert_eq!(made(What::ResponsesLong), Err(Failure::NotUnderstood));
}
