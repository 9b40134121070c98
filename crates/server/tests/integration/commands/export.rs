//! Files that the command line writes.

use super::Data;

#[test]
fn exported_files_hold_what_the_statistics_say_and_name_what_is_missing() {
    let data = Data::new();
    data.load_round();
    let approved = ["--population", "approved"];
    let export = |words: &[&'static str]| [&["export"], words, &approved].concat();
    let figures = data.does(&export(&["figures-csv"]));
    assert_eq!(
        figures,
        data.does(&["stats", "--population", "approved", "--csv"])
    );
    let published = data.does(&export(&["figures-csv", "--published", "--unit", "la_gi"]));
    let heading = published.lines().next().unwrap_or_default();
    assert!(heading.ends_with(",Ghi chú,Công bố"), "{heading}");
    assert_eq!(published.lines().count(), figures.lines().count());
    assert_ne!(
        data.run(&export(&["figures-xlsx", "--published"]), "")
            .stdout,
        data.run(&export(&["figures-xlsx"]), "").stdout
    );
    for what in [
        "figures-xlsx",
        "responses-xlsx",
        "report-docx",
        "lists-xlsx",
        "lists",
        "proposals",
    ] {
        let output = data.run(&export(&[what]), "");
        assert!(output.stdout.starts_with(b"PK"), "{what} is no archive");
    }
    // Nobody has answered, and the columns are there.
    let wide = data.does(&export(&["responses-csv", "--form", "hqc_b"]));
    assert_eq!(wide.lines().count(), 1);
    assert!(wide.contains(",unit_kind,"), "{wide}");
    let sps = data.does(&export(&["responses-sps", "--form", "hqc_b"]));
    assert!(sps.contains("\n  /FILE='hqc_b.csv'\n"), "{sps}");
    let r = data.does(&export(&["responses-r", "--form", "hqc_b"]));
    assert!(r.contains("csv_file <- \"hqc_b.csv\"\n"), "{r}");
    for script in [sps, r] {
        let names = script.matches("unit_kind").count();
        assert!(names > 1, "{script}");
    }
    assert_eq!(data.does(&export(&["answers-csv"])).lines().count(), 1);
    for (words, expected) in [
        (&["figures-json"][..], "\"published\":false"),
        (&["figures-json", "--published"], "\"published\":true"),
        (&["responses-json", "--form", "hqc_b"], "\"responses\":[]"),
        (&["answers-json"], "\"answers\":[]"),
        (&["dictionary-json"], "\"column\":\"unit_kind\""),
    ] {
        let made = data.does(&export(words));
        assert!(made.contains(expected), "{words:?}: {made}");
    }
    // Every association of the register is on the list of those that have not submitted.
    let missing = data.does(&export(&["list-csv", "--list", "associations-missing"]));
    assert!(
        missing.lines().count() > 1_000,
        "{}",
        missing.lines().count()
    );
    let late = data.does(&export(&["list-csv", "--list", "congress"]));
    assert_eq!(late.lines().count(), 1);
    let proposals = data.does(&export(&["proposals-csv", "--unit", "bac_binh"]));
    assert_eq!(proposals.lines().count(), 1);
    let dictionary = data.does(&export(&["dictionary-csv"]));
    assert!(dictionary.contains("hqc_b,unit_kind,"), "{dictionary}");
    for (words, expected) in [
        (&["responses-csv"][..], "--form"),
        (&["responses-sps"], "--form"),
        (
            &["responses-r", "--form", "none"],
            "the round has no form none",
        ),
        (
            &["responses-csv", "--form", "none"],
            "the round has no form none",
        ),
        (&["list-csv"], "--list"),
        (
            &["list-csv", "--list", "none"],
            "the round has no list none; it has congress",
        ),
        (&["figures-csv", "--made-on", "yesterday"], "--made-on"),
        (
            &["report-docx", "--layout", "none"],
            "no layout none; it has party-2018",
        ),
        (&["report-docx", "--unit", "none"], "no unit none"),
        (
            &["report-docx", "--published"],
            "only figures have a published form",
        ),
        (
            &["figures-csv", "--published", "--unit", "none"],
            "no unit none",
        ),
    ] {
        let complaint = data.refuses(&export(words));
        assert!(complaint.contains(expected), "{words:?}: {complaint}");
    }
}
