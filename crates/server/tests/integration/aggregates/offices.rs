//! The servers of a province and its two communes, each with its own responses.

use std::fs;
use std::ops::Deref;
use std::path::Path;

use serde_json::json;

use crate::commands::{Data, copy};

pub(super) const PROVINCE: &str = "binh_thuan";
pub(super) const BINH_MINH: &str = "xa_binh_minh";
pub(super) const PHUOC_LOC: &str = "xa_phuoc_loc";

/// A response: its subject, the answer about the commune, members by year, spending, state.
type Filled = (
    &'static str,
    &'static str,
    [&'static str; 3],
    &'static str,
    &'static str,
);

const OF_BINH_MINH: [Filled; 2] = [
    (
        "BTN-T-0001",
        BINH_MINH,
        ["20", "23", "31"],
        "1.5",
        "approved",
    ),
    (
        "BTN-T-0002",
        BINH_MINH,
        ["7", "0", "7"],
        "0.333333333",
        "approved",
    ),
];
const OF_PHUOC_LOC: [Filled; 2] = [
    (
        "BTN-T-0003",
        PHUOC_LOC,
        ["12", "12", "13"],
        "12.1",
        "approved",
    ),
    (
        "BTN-T-0004",
        PHUOC_LOC,
        ["5", "6", "5"],
        "0.000000001",
        "submitted",
    ),
];
const OF_PROVINCE: [Filled; 1] = [(
    "BTN-T-0005",
    BINH_MINH,
    ["100", "90", "81"],
    "7",
    "approved",
)];

/// A server of a unit.
pub(super) struct Office {
    data: Data,
    pub(super) unit: &'static str,
}

impl Deref for Office {
    type Target = Data;

    fn deref(&self) -> &Data {
        &self.data
    }
}

/// The three of them, with each other's keys in their round.
pub(super) struct Offices {
    pub(super) province: Office,
    pub(super) binh_minh: Office,
    pub(super) phuoc_loc: Office,
    /// The `[[seal]]` tables of the round.
    pub(super) seals: String,
}

impl Office {
    /// One without a round.
    pub(super) fn new() -> Self {
        Self {
            data: Data::new(),
            unit: "",
        }
    }

    /// The path of a file in its folder.
    pub(super) fn path(&self, name: &str) -> String {
        let path = self.data.0.path().join(name);
        path.to_str().expect("it is text").to_owned()
    }

    /// Its public keys: who signs, whom one seals to.
    pub(super) fn keys(&self) -> [String; 2] {
        let said = self.does(&["key"]);
        ["signer", "recipient"].map(|name| {
            let mut lines = said.lines();
            let line = lines.find_map(|line| line.strip_prefix(name));
            line.expect("it is said").trim().to_owned()
        })
    }

    /// The table of its keys for a unit.
    pub(super) fn seal(&self, unit: &str) -> String {
        let [signer, recipient] = self.keys();
        format!(
            "[[seal]]\nunit = \"{unit}\"\nrecipient = \"{recipient}\"\nsigner = \"{signer}\"\n\n"
        )
    }

    /// Loads the round of clubs with these keys, and with changes of its files.
    pub(super) fn load(&self, seals: &str, changes: &[(&str, &str, &str)]) {
        let package = self.data.0.path().join("package");
        let small =
            Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/fixtures/rounds/clb-2022");
        copy(&small, &package);
        let change = |file: &str, edit: &dyn Fn(String) -> String| {
            let path = package.join(file);
            let text = fs::read_to_string(&path).expect("it is there");
            fs::write(&path, edit(text)).expect("it is written");
        };
        change("round.toml", &|text| text + "\n" + seals);
        // A club of the province itself.
        change("register.csv", &|text| {
            text + "BTN-T-0005,CLB Tỉnh,club,binh_thuan,CLB-05,CLB Tỉnh,xa_binh_minh\n"
        });
        for (file, from, to) in changes {
            change(file, &|text| {
                assert!(text.contains(from), "{file} has no {from}");
                text.replacen(from, to, 1)
            });
        }
        self.load_again(&["--demonstration"]);
    }

    /// Loads the same package once more.
    pub(super) fn load_again(&self, words: &[&str]) {
        let package = self.path("package");
        self.does(&[&["round", "load", &package][..], words].concat());
    }

    /// Takes responses in.
    pub(super) fn fill(&self, responses: &[Filled]) {
        let lines: Vec<String> = responses.iter().map(line).collect();
        let file = self.lines(&lines);
        self.does(&["demo", "load", "--file", &file]);
    }

    /// Writes the aggregate of its unit. The name of the file tells unit and population.
    pub(super) fn export(&self, population: &str) -> String {
        self.export_as(self.unit, population)
    }

    /// The same as if it were of another unit.
    pub(super) fn export_as(&self, unit: &str, population: &str) -> String {
        let out = self.path(&format!("{unit}-{population}.sohoi"));
        let export = [
            "aggregate",
            "export",
            "--unit",
            unit,
            "--population",
            population,
        ];
        self.does(&[&export[..], &["--out", &out]].concat());
        out
    }
}

impl Offices {
    pub(super) fn new() -> Self {
        let office = |unit| Office {
            data: Data::new(),
            unit,
        };
        let (province, binh_minh, phuoc_loc) =
            (office(PROVINCE), office(BINH_MINH), office(PHUOC_LOC));
        let all = [&province, &binh_minh, &phuoc_loc];
        let seals: String = all.map(|office| office.seal(office.unit)).concat();
        for (office, responses) in [
            (&province, &OF_PROVINCE[..]),
            (&binh_minh, &OF_BINH_MINH),
            (&phuoc_loc, &OF_PHUOC_LOC),
        ] {
            office.load(&seals, &[]);
            office.fill(responses);
        }
        Self {
            province,
            binh_minh,
            phuoc_loc,
            seals,
        }
    }

    /// A server that has all responses.
    pub(super) fn whole(&self) -> Office {
        let whole = Office::new();
        whole.load(&self.seals, &[]);
        whole.fill(&[&OF_BINH_MINH[..], &OF_PHUOC_LOC, &OF_PROVINCE].concat());
        whole
    }
}

fn line((subject, commune, members, spent, state): &Filled) -> String {
    let village = match *commune {
        BINH_MINH => "thon_1",
        _ => "thon_3",
    };
    let number = &subject[subject.len() - 2..];
    let mut answers = json!({
        "club_code": format!("CLB-{number}"), "club_name": "Câu lạc bộ", "xa": commune,
        "thon": village, "opened_on": "2019-05-01", "has_hall": "khong",
        "loai_hinh": "ca_nhac", "dung": "OK", "ghi_chu": "lời riêng của câu lạc bộ",
    });
    for (row, members) in (1..).zip(members) {
        answers[format!("theo_nam/{row}/thanh_vien")] = (*members).into();
        answers[format!("theo_nam/{row}/da_chi")] = (*spent).into();
    }
    json!({
        "id": format!("r-{subject}"), "subject": subject, "form": "clb", "state": state,
        "author": "tinh", "answers": answers,
    })
    .to_string()
}
