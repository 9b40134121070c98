//! Everything that is not added up, each with its reason, and nothing is written.

use std::fs;
use std::path::Path;

use super::offices::{BINH_MINH, Office, Offices, PHUOC_LOC};

/// What stands in the file of figures before, and afterwards.
const BEFORE: &[u8] = b"figures of before";

/// Adds up at an office, which is to refuse it; what is written stays as it was.
#[track_caller]
fn refused(office: &Office, words: &[&str], expected: &str) {
    let out = office.path("merged.csv");
    fs::write(&out, BEFORE).expect("it is written");
    let merge = ["aggregate", "merge", "--out", &out];
    let complaint = office.refuses(&[&merge[..], words].concat());
    assert!(complaint.contains(expected), "{expected}: {complaint}");
    assert!(complaint.starts_with("error: "), "{complaint}");
    assert_eq!(fs::read(&out).expect("it is there"), BEFORE);
    let folder = fs::read_dir(Path::new(&out).parent().expect("it is in one")).expect("it is read");
    for entry in folder {
        let name = entry.expect("it is read").file_name();
        assert!(
            !name.to_string_lossy().ends_with(".part"),
            "{name:?} is left behind"
        );
    }
}

/// A file with other bytes under another name.
fn changed(office: &Office, file: &str, change: impl FnOnce(&mut Vec<u8>)) -> String {
    let mut bytes = fs::read(file).expect("it is there");
    change(&mut bytes);
    let path = office.path("changed.sohoi");
    fs::write(&path, bytes).expect("it is written");
    path
}

#[test]
fn damage_and_what_is_no_aggregate() {
    let offices = Offices::new();
    let province = &offices.province;
    let file = offices.binh_minh.export("approved");
    let size = fs::read(&file).expect("it is there").len();
    for at in (0..size).step_by(size / 12) {
        let other = changed(province, &file, |bytes| bytes[at] ^= 1);
        refused(province, &[&other], "changed.sohoi: is ");
    }
    for length in [0, 100, size / 2, size - 1] {
        let other = changed(province, &file, |bytes| bytes.truncate(length));
        refused(province, &[&other], "changed.sohoi: is ");
    }
    let longer = changed(province, &file, |bytes| bytes.push(0));
    refused(
        province,
        &[&longer],
        "changed.sohoi: is damaged (what is sealed)",
    );
    // What is published for everybody.
    let table = province.path("public.csv");
    let csv = province.does(&["stats", "--population", "approved", "--csv"]);
    fs::write(&table, csv).expect("it is written");
    refused(province, &[&table], "public.csv: is no aggregate");
    refused(
        province,
        &["/nowhere/at/all"],
        "cannot read /nowhere/at/all",
    );
    let out = province.path("merged.pdf");
    let complaint = province.refuses(&["aggregate", "merge", &file, "--out", &out]);
    assert!(complaint.contains("does not end in .xlsx"), "{complaint}");
}

#[test]
fn nothing_is_counted_twice() {
    let offices = Offices::new();
    let province = &offices.province;
    let file = offices.binh_minh.export("approved");
    refused(
        province,
        &[&file, &file],
        "is of unit xa_binh_minh, as xa_binh_minh-approved.sohoi is",
    );
    // The province has got a response of the commune by another way.
    let whole = offices.whole();
    let again = whole.export_as(BINH_MINH, "approved");
    let mine = offices.binh_minh.export("approved");
    refused(&whole, &[&mine, "--own"], "is sealed to somebody else");
    refused(
        province,
        &[&again],
        "with a key that the round does not have",
    );
    province.fill(&[("BTN-T-0002", BINH_MINH, ["7", "0", "7"], "1", "approved")]);
    refused(
        province,
        &[&file, "--own"],
        "xa_binh_minh-approved.sohoi: counts a subject which this server counts, too: BTN-T-0002",
    );
    let unit = ["--unit", PHUOC_LOC];
    refused(
        province,
        &[&[&file[..]], &unit[..]].concat(),
        "which is not in xa_phuoc_loc",
    );
}

#[test]
fn keys_of_others() {
    let offices = Offices::new();
    let file = offices.binh_minh.export("approved");
    refused(&offices.phuoc_loc, &[&file], "is sealed to somebody else");
    let stranger = Office::new();
    stranger.load(&offices.seals, &[]);
    let fingerprint = stranger.does(&["key"]);
    let fingerprint = fingerprint.lines().nth(1).expect("it is said");
    let fingerprint = fingerprint.trim_start_matches("fingerprint").trim();
    let forged = stranger.export_as(PHUOC_LOC, "approved");
    refused(&offices.province, &[&forged], fingerprint);
    let foreign = offices.binh_minh.export_as(PHUOC_LOC, "approved");
    refused(
        &offices.province,
        &[&foreign],
        "is not that of xa_phuoc_loc or of a unit above it",
    );
}

/// A server whose key stands for Bình Minh in the round of the province, which it loads.
fn newcomer(offices: &Offices, changes: &[(&str, &str, &str)]) -> Office {
    let commune = Office::new();
    let [signer, _] = offices.binh_minh.keys();
    let rest = offices.seals.split("[[seal]]");
    let rest = rest.filter(|it| !it.trim().is_empty() && !it.contains(&signer));
    let seals = rest.fold(commune.seal(BINH_MINH), |all, it| all + "[[seal]]" + it);
    commune.load(&seals, changes);
    offices.province.load(&seals, &[]);
    commune
}

#[test]
fn other_rounds_forms_indicators_and_registers() {
    let offices = Offices::new();
    for (changes, expected) in [
        (
            ("round.toml", "id = \"clb-2022\"", "id = \"clb-2023\""),
            "is of round clb-2023, not of clb-2022",
        ),
        (
            (
                "round.toml",
                "cutoff = \"2022-12-31\"",
                "cutoff = \"2022-12-30\"",
            ),
            "its figures are of 2022-12-30, not of 2022-12-31",
        ),
        (
            ("forms/clb/survey.csv", "Mã câu lạc bộ", "Mã của câu lạc bộ"),
            "is counted under another version of form clb",
        ),
        (
            (
                "indicators.csv",
                "${nam} = 2022,,,,,,,,,0,xa nam",
                "${nam} = 2021,,,,,,,,,0,xa nam",
            ),
            "computes VH2 in another way",
        ),
    ] {
        let commune = newcomer(&offices, &[changes]);
        let file = commune.export_as(BINH_MINH, "approved");
        refused(&offices.province, &[&file], expected);
    }
    let line = "BTN-T-0006,CLB Mới,club,xa_binh_minh,CLB-06,CLB Mới,xa_binh_minh\nBTN-T-0003,";
    let commune = newcomer(&offices, &[("register.csv", "BTN-T-0003,", line)]);
    commune.fill(&[("BTN-T-0006", BINH_MINH, ["1", "1", "1"], "1", "approved")]);
    let file = commune.export_as(BINH_MINH, "approved");
    let expected = "subjects that the register here does not have in xa_binh_minh: BTN-T-0006";
    refused(&offices.province, &[&file], expected);
    // A correction of words and a new key change nothing of how figures are computed.
    let commune = newcomer(
        &offices,
        &[("indicators.csv", "Số câu lạc bộ", "Số các câu lạc bộ")],
    );
    let file = commune.export_as(BINH_MINH, "approved");
    let out = offices.province.path("merged.csv");
    offices
        .province
        .does(&["aggregate", "merge", &file, "--out", &out]);
}

#[test]
fn provisional_with_approved_and_made_up_with_real() {
    let offices = Offices::new();
    let province = &offices.province;
    let approved = offices.binh_minh.export("approved");
    let provisional = offices.phuoc_loc.export("provisional");
    refused(
        province,
        &[&approved, &provisional],
        "counts provisional responses, and xa_binh_minh-approved.sohoi counts approved ones",
    );
    refused(
        province,
        &[&approved, "--population", "provisional"],
        "counts approved responses, and provisional ones are asked for",
    );
    offices.binh_minh.load_again(&[]);
    let real = offices.binh_minh.export("approved");
    refused(
        province,
        &[&real],
        "made-up figures and real ones cannot be added up",
    );
    let later = province.path("later.sohoi");
    fs::write(&later, "sohoi-aggregate 2\n").expect("it is written");
    refused(
        province,
        &[&later],
        "later.sohoi: is of a format that this program does not know",
    );
}

#[test]
fn an_export_that_cannot_be_sealed_or_is_of_nothing() {
    let office = Office::new();
    let out = office.path("out.sohoi");
    let export = |unit| {
        [
            "aggregate",
            "export",
            "--unit",
            unit,
            "--population",
            "approved",
            "--out",
            &out[..],
        ]
    };
    let complaint = office.refuses(&export(BINH_MINH));
    assert!(complaint.contains("no round is loaded"), "{complaint}");
    office.load("", &[]);
    let complaint = office.refuses(&export(BINH_MINH));
    assert!(
        complaint.contains("no unit above xa_binh_minh has a recipient"),
        "{complaint}"
    );
    let complaint = office.refuses(&export("moon"));
    assert!(
        complaint.contains("the round has no unit moon"),
        "{complaint}"
    );
    assert!(!Path::new(&out).exists());
}
