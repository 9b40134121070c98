//! Deleting the responses of a round, by the real program.

use std::fs;

use super::{Data, authority, copy, package};

const ROUND: &str = "ct17-2017";

/// Every file of the database, as bytes.
fn bytes(data: &Data) -> Vec<u8> {
    let folder = data.0.path().join("data");
    let files = ["sohoi.sqlite", "sohoi.sqlite-wal"];
    let read = files
        .iter()
        .filter_map(|name| fs::read(folder.join(name)).ok());
    read.flatten().collect()
}

fn holds(data: &Data, text: &str) -> bool {
    let bytes = bytes(data);
    bytes
        .windows(text.len())
        .any(|window| window == text.as_bytes())
}

/// A round with two responses whose ids can be looked for.
fn filled() -> (Data, [String; 2]) {
    let data = Data::new();
    data.load_round();
    let ids = ["planted-response-1", "planted-response-2"].map(str::to_owned);
    let lines = [("DV-0001", &ids[0]), ("DV-0002", &ids[1])];
    let lines = lines.map(|(subject, id)| authority(id, subject, "draft", "tinh"));
    let file = data.lines(&lines);
    data.does(&["demo", "load", "--file", &file]);
    (data, ids)
}

#[test]
fn a_purge_keeps_figures_and_leaves_no_trace_in_the_files() {
    let (data, ids) = filled();
    let before = data.does(&["stats", "--population", "approved", "--csv"]);
    assert!(before.lines().count() > 10);
    assert!(ids.iter().all(|id| holds(&data, id)));
    let keep = data.0.path().join("kept");
    let keep = keep.to_str().expect("it is text");
    let words = ["purge", ROUND, "--keep", keep];

    let complaint = data.refuses(&words);
    assert!(complaint.contains("--yes"), "{complaint}");
    assert!(!fs::exists(keep).expect("it can be asked"));
    let told = String::from_utf8(data.run(&words, "").stdout).expect("it is text");
    assert!(
        told.starts_with("of round ct17-2017: 2 responses "),
        "{told}"
    );

    let told = data.does(&[&words[..], &["--yes"]].concat());
    assert!(
        told.contains("backups that were made before still hold"),
        "{told}"
    );
    assert!(told.contains("the space was given back"), "{told}");
    assert!(!ids.iter().any(|id| holds(&data, id)), "a trace is left");
    assert!(data.does(&["responses"]).starts_with("0 responses"));
    for words in [
        &["stats", "--population", "approved", "--csv"][..],
        &["export", "figures-csv", "--population", "approved"],
    ] {
        let complaint = data.refuses(words);
        assert!(complaint.contains("were deleted on"), "{complaint}");
        assert!(complaint.contains("ct17-2017-approved.json"), "{complaint}");
    }
    let mut files: Vec<String> = fs::read_dir(keep)
        .expect("the folder is there")
        .map(|entry| entry.expect("it is read").file_name())
        .map(|name| name.into_string().expect("it is text"))
        .collect();
    files.sort();
    let expected = [
        "approved.json",
        "approved.sohoi",
        "provisional.json",
        "provisional.sohoi",
    ];
    assert_eq!(files, expected.map(|end| format!("{ROUND}-{end}")));
    let figures = fs::read(format!("{keep}/{ROUND}-approved.json")).expect("it is there");
    let figures: serde_json::Value = serde_json::from_slice(&figures).expect("it is JSON");
    assert_eq!(figures["published"], true, "small counts are hidden");
    let audit = data.does(&["audit", "list", "--action", "purge round"]);
    assert!(audit.contains("ct17-2017: 2 responses"), "{audit}");
    assert!(
        data.does(&["audit", "verify"])
            .contains("as they were written")
    );
    // Once more there is nothing, and the files that were kept stay named.
    let told = data.does(&[&words[..], &["--yes"]].concat());
    assert!(
        told.starts_with("of round ct17-2017: 0 responses "),
        "{told}"
    );
}

#[test]
fn an_open_round_is_not_deleted_by_accident() {
    let data = Data::new();
    let open = data.0.path().join("package");
    copy(&package(), &open);
    let file = open.join("round.toml");
    let text = fs::read_to_string(&file).expect("it is there");
    let due = text.lines().find(|line| line.starts_with("due = "));
    let text = text.replace(due.expect("it has a day"), "due = \"2999-12-31\"");
    fs::write(&file, text).expect("it is written");
    data.does(&["round", "load", open.to_str().expect("it is text")]);
    let keep = data.0.path().join("kept");
    let words = [
        "purge",
        ROUND,
        "--yes",
        "--keep",
        keep.to_str().expect("text"),
    ];
    let complaint = data.refuses(&words);
    assert!(
        complaint.contains("responses are due on 2999-12-31"),
        "{complaint}"
    );
    assert!(
        data.does(&["audit", "list", "--action", "purge round"])
            .is_empty()
    );
    data.does(&[&words[..], &["--while-open"]].concat());
    let complaint = data.refuses(&["purge", "nowhere", "--keep", "x"]);
    assert!(
        complaint.contains("there is no round nowhere"),
        "{complaint}"
    );
}

#[test]
fn what_gives_data_out_stands_in_the_audit() {
    let (data, _) = filled();
    let file = data.0.path().join("a.sohoi");
    let file = file.to_str().expect("it is text");
    for (words, action) in [
        (&["responses", "--json"][..], "list responses"),
        (&["quarantine"], "list quarantine"),
        (
            &["stats", "--population", "approved", "--json"],
            "compute figures",
        ),
        (
            &["export", "answers-csv", "--population", "approved"],
            "export",
        ),
        (
            &["export", "report-docx", "--population", "approved"],
            "export",
        ),
        (&["register", "export"], "export register"),
        (
            &[
                "aggregate",
                "export",
                "--unit",
                "la_gi",
                "--population",
                "approved",
                "--out",
                file,
                "--unsealed",
            ],
            "export aggregate",
        ),
    ] {
        let count = |rows: &str| rows.lines().count();
        let before = count(&data.does(&["audit", "list", "--action", action]));
        data.run(words, "");
        let after = data.does(&["audit", "list", "--action", action]);
        assert_eq!(count(&after), before + 1, "{words:?}: {after}");
    }
}
