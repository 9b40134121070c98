//! Aggregates between servers, by the real program: two communes send, the province adds up.

mod offices;
mod refusals;

use std::fs;
use std::io::Read as _;

use serde_json::Value;

use offices::{BINH_MINH, Office, Offices, PHUOC_LOC, PROVINCE};

/// What figures say, without where they come from.
fn figures(json: &Value) -> [&Value; 4] {
    ["indicators", "progress", "responses", "population"].map(|member| &json[member])
}

#[test]
fn two_communes_and_the_province_make_the_figures_of_all_responses() {
    let offices = Offices::new();
    for (population, responses) in [("provisional", 5), ("approved", 4)] {
        let files =
            [&offices.binh_minh, &offices.phuoc_loc].map(|office| office.export(population));
        let stats = ["stats", "--population", population];
        let whole = offices.whole();
        let expected = whole.json(&[&stats[..], &["--json"]].concat());
        let out = offices.province.path("merged.json");
        let [first, second] = &files;
        let merge = ["aggregate", "merge", first, second, "--own", "--out", &out];
        let said = offices.province.does(&merge);
        let merged: Value = serde_json::from_str(&fs::read_to_string(&out).expect("it is written"))
            .expect("it is JSON");
        assert_eq!(figures(&merged), figures(&expected), "{population}");
        assert_eq!(merged["responses"], responses);
        assert!(said.contains("cộng từ 2 tệp số liệu tổng hợp\n"), "{said}");
        assert!(!said.contains("chưa ký"), "{said}");
        assert!(
            said.contains("Tỉnh Bình Thuận: phiếu của chính đơn vị, 1 phiếu\n"),
            "{said}"
        );
        let all = format!("Tổng cộng: {responses} phiếu, tiến độ {responses}/5\n");
        assert!(said.ends_with(&all), "{said}");
        assert_eq!(merged["made_of"][0]["unit"], BINH_MINH);
        assert_eq!(merged["made_of"][2]["file"], Value::Null);

        // The same by the other files, to the last digit.
        let csv = whole.does(&[&stats[..], &["--csv"]].concat());
        let out = offices.province.path("merged.csv");
        offices
            .province
            .does(&["aggregate", "merge", second, first, "--own", "--out", &out]);
        let merged = fs::read_to_string(&out).expect("it is written");
        let of_one = "dữ liệu minh họa";
        let of_files = format!("{of_one}; cộng từ 2 tệp số liệu tổng hợp");
        assert_eq!(merged.replace(&of_files, of_one), csv);
        assert_ne!(merged, csv);
    }
}

#[test]
fn a_workbook_is_made_and_a_report_only_where_the_round_has_one() {
    let offices = Offices::new();
    let file = offices.binh_minh.export("approved");
    let out = offices.province.path("merged.xlsx");
    offices
        .province
        .does(&["aggregate", "merge", &file, "--out", &out]);
    assert!(fs::read(&out).expect("it is written").starts_with(b"PK"));
    let out = offices.province.path("merged.docx");
    let complaint = offices
        .province
        .refuses(&["aggregate", "merge", &file, "--out", &out]);
    assert!(complaint.contains("the round has no report"), "{complaint}");
}

#[test]
fn what_was_added_up_travels_on() {
    let offices = Offices::new();
    let [first, second] = [&offices.binh_minh, &offices.phuoc_loc].map(|it| it.export("approved"));
    // Here the commune adds up for itself; the province reads it as any other file.
    let onward = offices.binh_minh.path("onward.sohoi");
    let merge = [
        "aggregate",
        "merge",
        "--own",
        "--population",
        "approved",
        "--unit",
        BINH_MINH,
    ];
    offices
        .binh_minh
        .does(&[&merge[..], &["--onward", &onward]].concat());
    let by = |files: [&str; 2]| {
        let out = offices.province.path("merged.json");
        offices
            .province
            .does(&["aggregate", "merge", files[0], files[1], "--out", &out]);
        let text = fs::read_to_string(&out).expect("it is written");
        serde_json::from_str::<Value>(&text).expect("it is JSON")
    };
    assert_eq!(
        figures(&by([&onward, &second])),
        figures(&by([&first, &second]))
    );
}

#[test]
fn an_unsigned_and_an_open_file_are_made_on_purpose_only_and_shown() {
    let offices = Offices::new();
    let out = offices.binh_minh.path("open.sohoi");
    let export = [
        "aggregate",
        "export",
        "--unit",
        BINH_MINH,
        "--population",
        "approved",
    ];
    let export = [&export[..], &["--out", &out, "--unsealed", "--unsigned"]].concat();
    let said = offices.binh_minh.does(&export);
    assert!(
        said.contains("not signed, open to whoever gets it"),
        "{said}"
    );
    let bytes = fs::read(&out).expect("it is written");
    assert!(bytes.starts_with(b"sohoi-aggregate 1\nunsigned\n"));

    let merged = offices.province.path("merged.csv");
    let merge = ["aggregate", "merge", &out, "--out", &merged];
    let complaint = offices.province.refuses(&merge);
    assert!(
        complaint.contains("open.sohoi: is not signed"),
        "{complaint}"
    );
    let said = offices
        .province
        .does(&[&merge[..], &["--accept-unsigned"]].concat());
    assert!(
        said.starts_with("cộng từ 1 tệp số liệu tổng hợp, 1 tệp chưa ký\n"),
        "{said}"
    );
    assert!(
        said.contains("Xã Bình Minh: open.sohoi, 2 phiếu, tiến độ 2/2, chưa ký, không niêm phong"),
        "{said}"
    );
    let csv = fs::read_to_string(&merged).expect("it is written");
    assert!(
        csv.contains("dữ liệu minh họa; cộng từ 1 tệp số liệu tổng hợp, 1 tệp chưa ký"),
        "{csv}"
    );
}

#[test]
fn no_free_text_and_no_name_is_in_a_file() {
    let offices = Offices::new();
    let out = offices.binh_minh.path("open.sohoi");
    let export = [
        "aggregate",
        "export",
        "--unit",
        BINH_MINH,
        "--population",
        "approved",
    ];
    offices
        .binh_minh
        .does(&[&export[..], &["--out", &out, "--unsealed"]].concat());
    let bytes = fs::read(&out).expect("it is written");
    let packed = bytes
        .splitn(3, |byte| *byte == b'\n')
        .nth(2)
        .expect("two lines come first");
    let mut text = String::new();
    flate2::read::GzDecoder::new(packed)
        .read_to_string(&mut text)
        .expect("it is packed text");
    assert!(
        text.contains("BTN-T-0001") && text.contains("\"VH2\""),
        "{text}"
    );
    for private in ["lời riêng", "Câu lạc bộ", "CLB-01", "tinh\"", "r-BTN"] {
        assert!(!text.contains(private), "{private}: {text}");
    }
}

#[test]
fn keys_are_shown_without_their_secrets() {
    let office = Office::new();
    let first = office.does(&["key"]);
    assert_eq!(first, office.does(&["key"]), "they stay");
    assert!(
        first.contains("sohoi1") && first.contains("age1"),
        "{first}"
    );
    for name in ["signing.key", "identity.key"] {
        let path = office.path("data").clone() + "/keys/" + name;
        let secret = fs::read_to_string(path).expect("it is there");
        assert!(secret.trim().len() > 50 && !first.contains(secret.trim()));
    }
    let complaint = office.refuses(&["key", "--unit", PROVINCE]);
    assert!(complaint.contains("no round is loaded"), "{complaint}");
    let offices = Offices::new();
    let lines = offices.province.does(&["key", "--unit", PROVINCE]);
    assert!(
        lines.contains("\n[[seal]]\nunit = \"binh_thuan\"\nrecipient = \"age1"),
        "{lines}"
    );
    let complaint = offices.province.refuses(&["key", "--unit", "moon"]);
    assert!(
        complaint.contains("the round has no unit moon"),
        "{complaint}"
    );
    assert_eq!(PHUOC_LOC, offices.phuoc_loc.unit);

    // Only who asks for it gets the secret half, and in a file.
    let file = office.path("khoa.txt");
    let said = office.does(&["key", "--identity", &file]);
    let secret = fs::read_to_string(office.path("data") + "/keys/identity.key");
    let secret = secret.expect("it is there");
    let written = fs::read_to_string(&file).expect("it is written");
    assert!(written.starts_with("# ") && written.ends_with(&secret));
    assert!(said.contains("#/merge") && !said.contains(secret.trim()));
    let complaint = office.refuses(&["key", "--identity", &file]);
    assert!(complaint.contains("cannot write"), "{complaint}");
}
