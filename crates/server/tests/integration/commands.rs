//! The command line, by the real program.

mod export;
mod purge;
mod register;

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use serde_json::Value;
use tempfile::TempDir;

/// The delivered round package.
fn package() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../rounds/ct17-2017")
}

/// A folder for a server's data.
pub(crate) struct Data(pub(crate) TempDir);

impl Data {
    pub(crate) fn new() -> Self {
        Self(tempfile::tempdir().expect("there is a folder for temporary files"))
    }

    pub(crate) fn run(&self, words: &[&str], input: &str) -> Output {
        let mut program = Command::new(env!("CARGO_BIN_EXE_sohoi-server"))
            .arg("--data")
            .arg(self.0.path().join("data"))
            .args(words)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program starts");
        let mut stdin = program.stdin.take().expect("it is piped");
        // A program that refused already reads no more.
        let _ = stdin.write_all(input.as_bytes());
        drop(stdin);
        program.wait_with_output().expect("the program ends")
    }

    #[track_caller]
    pub(crate) fn does(&self, words: &[&str]) -> String {
        let output = self.run(words, "a good password\n");
        let complaint = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{words:?}: {complaint}");
        String::from_utf8(output.stdout).expect("it is text")
    }

    #[track_caller]
    pub(crate) fn refuses(&self, words: &[&str]) -> String {
        let output = self.run(words, "a good password\n");
        assert!(!output.status.success(), "{words:?} should fail");
        String::from_utf8(output.stderr).expect("it is text")
    }

    pub(crate) fn json(&self, words: &[&str]) -> Value {
        serde_json::from_str(&self.does(words)).expect("it is JSON")
    }

    pub(crate) fn load_round(&self) {
        let package = package();
        let package = package.to_str().expect("it is text");
        self.does(&["round", "load", package, "--demonstration"]);
    }

    /// Writes lines of demonstration data.
    pub(crate) fn lines(&self, lines: &[String]) -> String {
        let file = self.0.path().join("lines.ndjson");
        fs::write(&file, lines.join("\n")).expect("it is written");
        file.to_str().expect("it is text").to_owned()
    }
}

/// A line of demonstration data about an authority, whose form is short.
fn authority(id: &str, subject: &str, state: &str, author: &str) -> String {
    serde_json::json!({
        "id": id, "subject": subject, "form": "hqc_b", "state": state, "author": author,
        "answers": {},
    })
    .to_string()
}

#[test]
fn a_broken_package_is_refused_with_every_place_and_loads_nothing() {
    let data = Data::new();
    let broken = data.0.path().join("package");
    copy(&package(), &broken);
    let units = broken.join("units.csv");
    let mut text = fs::read_to_string(&units).expect("it is there");
    text.push_str("binh_thuan,x,x,nowhere,\n");
    fs::write(&units, text).expect("it is written");
    fs::remove_file(broken.join("indicators.csv")).expect("it was there");
    let complaint = data.refuses(&["round", "load", broken.to_str().expect("text")]);
    assert!(complaint.contains("units.csv, row "), "{complaint}");
    assert!(complaint.contains("indicators.csv"), "{complaint}");
    assert!(
        complaint.contains("problems; nothing was loaded"),
        "{complaint}"
    );
    assert_eq!(data.does(&["round", "list"]), "");
    let missing = data.refuses(&["round", "load", "/nowhere/at/all"]);
    assert!(missing.contains("/nowhere/at/all"), "{missing}");
}

pub(crate) fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("it is made");
    for entry in fs::read_dir(from).expect("it is read") {
        let entry = entry.expect("it is read").path();
        let target = to.join(entry.file_name().expect("it has a name"));
        if entry.is_dir() {
            copy(&entry, &target);
        } else {
            fs::copy(&entry, &target).expect("it is copied");
        }
    }
}

#[test]
fn loading_the_same_round_again_changes_nothing() {
    let data = Data::new();
    data.load_round();
    let package = package();
    let package = package.to_str().expect("it is text");
    let again = data.does(&["round", "load", package, "--demonstration"]);
    assert!(
        again.contains("of which 0 new and 0 changed; 0 gone"),
        "{again}"
    );
    assert!(again.contains("(as before)"), "{again}");
    assert_eq!(data.does(&["round", "list"]).lines().count(), 1);
}

#[test]
fn accounts_are_added_once_with_a_scope_that_fits_their_role() {
    let data = Data::new();
    let add = |words: &[&'static str]| [&["account", "add"], words].concat();
    data.does(&add(&[
        "lan",
        "--display",
        "Lan",
        "--role",
        "field",
        "--unit",
        "u",
    ]));
    data.does(&add(&[
        "hoi-1",
        "--display",
        "Hội",
        "--role",
        "association",
        "--subject",
        "S",
    ]));
    let cases = [
        (
            &["lan", "--display", "x", "--role", "field", "--unit", "u"][..],
            "there is an account lan",
        ),
        (
            &["Lan", "--display", "x", "--role", "field", "--unit", "u"],
            "cannot be the name",
        ),
        (
            &["x1", "--display", "x", "--role", "king", "--unit", "u"],
            "king",
        ),
        (&["x1", "--display", "x", "--role", "field"], "--unit"),
        (
            &[
                "x1",
                "--display",
                "x",
                "--role",
                "association",
                "--unit",
                "u",
            ],
            "--subject",
        ),
        (
            &["x1", "--display", "x", "--role", "field", "--subject", "S"],
            "--unit",
        ),
    ];
    for (words, expected) in cases {
        let complaint = data.refuses(&add(words));
        assert!(complaint.contains(expected), "{words:?}: {complaint}");
    }
    let short = data.run(
        &add(&["x1", "--display", "x", "--role", "admin", "--unit", "u"]),
        "short\n",
    );
    assert!(String::from_utf8_lossy(&short.stderr).contains("at least 8"));
    let listed = data.does(&["account", "list"]);
    assert_eq!(
        listed,
        "hoi-1\tAssociation\tsubject S\tHội\nlan\tField\tunit u\tLan\n"
    );
}

#[test]
fn demonstration_data_with_a_flaw_loads_nothing() {
    let data = Data::new();
    data.load_round();
    let good = authority("r-1", "DV-0001", "draft", "tinh");
    let cases = [
        (vec![good.clone(), "not json".into()], "line 2: "),
        (
            vec![good.clone(), good.clone()],
            "line 2: response r-1 again",
        ),
        (
            vec![good.clone(), authority("r-2", "DV-9999", "draft", "tinh")],
            "r-2: Quarantined",
        ),
        // Empty as it is, the engine does not let it pass.
        (
            vec![
                good.clone(),
                authority("r-3", "DV-0002", "submitted", "tinh"),
            ],
            "r-3: Held",
        ),
    ];
    for (lines, expected) in cases {
        let file = data.lines(&lines);
        let complaint = data.refuses(&["demo", "load", "--file", &file]);
        assert!(complaint.contains(expected), "{complaint}");
        assert!(complaint.contains("nothing was loaded"), "{complaint}");
        assert_eq!(data.json(&["responses", "--json"]), serde_json::json!([]));
        assert_eq!(data.does(&["account", "list"]), "");
    }
    let file = data.lines(&[good]);
    data.does(&["demo", "load", "--file", &file]);
    let again = data.does(&["demo", "load", "--file", &file]);
    assert_eq!(again, "0 responses loaded, 1 were here already\n");
    let listed = data.json(&["responses", "--json"]);
    assert_eq!(listed[0]["id"], "r-1");
    assert_eq!(listed[0]["state"], "draft");
}

#[test]
fn reviewing_names_what_it_cannot_find_or_do() {
    let data = Data::new();
    data.load_round();
    let file = data.lines(&[authority("r-1", "DV-0001", "draft", "tinh")]);
    data.does(&["demo", "load", "--file", &file]);
    let cases: [(&[&str], &str); 6] = [
        (
            &["approve", "r-1", "--by", "nobody"],
            "there is no account nobody",
        ),
        (
            &["approve", "r-9", "--by", "tinh"],
            "there is no response r-9",
        ),
        (
            &["approve", "r-1", "--by", "tinh"],
            "r-1: not approved: WrongState",
        ),
        (
            &["approve", "--subject", "DV-0001", "--by", "tinh"],
            "no submitted or checked",
        ),
        (
            &["return", "r-1", "--note", "x", "--by", "quantri"],
            "r-1: not returned: NoRight",
        ),
        (&["approve", "--by", "tinh"], "RESPONSE_ID"),
    ];
    for (words, expected) in cases {
        let complaint = data.refuses(words);
        assert!(complaint.contains(expected), "{words:?}: {complaint}");
    }
    assert_eq!(
        data.does(&["approve", "--all-submitted", "--by", "tinh"]),
        "0 approved\n"
    );
}

/// Loads the small round of the tests under an id of its own, with a submitted form of one club.
fn load_small_round(data: &Data, id: &str, response: &str) {
    let package = data.0.path().join(id);
    let small = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/fixtures/rounds/clb-2022");
    copy(&small, &package);
    let settings = package.join("round.toml");
    let text = fs::read_to_string(&settings).expect("it is there");
    let text = text.replace("id = \"clb-2022\"", &format!("id = \"{id}\""));
    fs::write(&settings, text).expect("it is written");
    let package = package.to_str().expect("it is text");
    data.does(&["round", "load", package, "--demonstration"]);
    let mut answers = serde_json::json!({
        "club_code": "CLB-01", "club_name": "Câu lạc bộ Đờn ca tài tử Bình Minh",
        "xa": "xa_binh_minh", "thon": "thon_1", "opened_on": "2019-05-01", "has_hall": "khong",
        "loai_hinh": "ca_nhac", "dung": "OK",
    });
    for row in 1..=3 {
        answers[format!("theo_nam/{row}/thanh_vien")] = "20".into();
        answers[format!("theo_nam/{row}/da_chi")] = "1.5".into();
    }
    let line = serde_json::json!({
        "id": response, "subject": "BTN-T-0001", "form": "clb", "state": "submitted",
        "author": "tinh", "answers": answers,
    });
    let file = data.lines(&[line.to_string()]);
    data.does(&["demo", "load", "--file", &file, "--round", id]);
}

#[test]
fn of_a_subject_in_two_rounds_only_the_form_of_the_chosen_one_is_approved() {
    let data = Data::new();
    load_small_round(&data, "clb-2022", "r-22");
    load_small_round(&data, "clb-2023", "r-23");
    let who = [
        "--display",
        "Sở",
        "--role",
        "coordinator",
        "--unit",
        "binh_thuan",
    ];
    data.does(&[&["account", "add", "so"][..], &who].concat());
    let states = || {
        let listed = data.json(&["responses", "--json"]);
        let mut states: Vec<String> = listed
            .as_array()
            .expect("it is a list")
            .iter()
            .map(|own| format!("{} {}", own["id"], own["state"]).replace('"', ""))
            .collect();
        states.sort_unstable();
        states
    };
    assert_eq!(states(), ["r-22 submitted", "r-23 submitted"]);
    let approve = ["approve", "--subject", "BTN-T-0001", "--by", "so"];
    let complaint = data.refuses(&approve);
    assert!(complaint.contains("choose one by --round"), "{complaint}");
    assert_eq!(states(), ["r-22 submitted", "r-23 submitted"]);
    let of_round = [&approve[..], &["--round", "clb-2023"]].concat();
    assert_eq!(data.does(&of_round), "1 approved\n");
    assert_eq!(states(), ["r-22 submitted", "r-23 approved"]);
    let all = |round| ["approve", "--all-submitted", "--by", "so", "--round", round];
    assert_eq!(data.does(&all("clb-2023")), "0 approved\n");
    assert_eq!(data.does(&all("clb-2022")), "1 approved\n");
    assert_eq!(states(), ["r-22 approved", "r-23 approved"]);
}

#[test]
fn figures_come_as_json_and_as_csv() {
    let data = Data::new();
    let complaint = data.refuses(&["stats", "--population", "approved", "--json"]);
    assert!(complaint.contains("no round is loaded"), "{complaint}");
    data.load_round();
    let book = data.json(&["stats", "--population", "approved", "--json"]);
    assert_eq!(book["responses"], 0);
    assert_eq!(book["population"], "approved");
    assert_eq!(book["demonstration"], true);
    assert_eq!(book["indicators"].as_array().map(Vec::len), Some(94));
    let csv = data.does(&["stats", "--population", "provisional", "--csv"]);
    assert!(csv.starts_with('\u{feff}'), "a byte order mark comes first");
    assert!(csv.lines().count() > 94);
}
