//! Flaws of `[[seal]]`: the keys of servers in `round.toml`.

use sohoi_round::{FiguresPart, compile};

use super::{ROUND, check};
use crate::small_package;

/// Keys as a server prints them.
const RECIPIENT: &str = "age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p";
const SIGNER: &str = "sohoi16adfsqvzky9t042tlmfujeq88g8wzuhnm2nzxfd0qgdx3ac82ydqnvp6g7";
/// Where tables can be added.
const PLACE: &str = "# The levels of units.csv, from the top.\n";

/// The edit that adds a table.
fn table(lines: &str) -> String {
    format!("[[seal]]\n{lines}\n{PLACE}")
}

#[test]
fn keys_are_read_and_published_with_the_figures() {
    let mut files = small_package();
    let text = String::from_utf8(files[ROUND].clone()).expect("text");
    let lines =
        format!("unit = \"bac_binh\"\nrecipient = \"{RECIPIENT}\"\nsigner = \"{SIGNER}\"\n");
    let text = text.replacen(PLACE, &table(&lines), 1);
    files.insert(ROUND.to_owned(), text.into_bytes());
    let with = compile(&files).expect("a whole package");
    let seal = &with.round.seals[0];
    assert_eq!(seal.unit, "bac_binh");
    assert_eq!(seal.recipient.as_deref(), Some(RECIPIENT));
    assert_eq!(seal.signer.as_deref(), Some(SIGNER));
    let figures: FiguresPart = serde_json::from_str(&with.parts.figures.json).expect("figures");
    assert_eq!(figures.seals, with.round.seals);
    // What a device fetches first, and the forms, are as without keys.
    let without = compile(&small_package()).expect("a whole package");
    assert!(!without.parts.figures.json.contains("seals"));
    assert_eq!(with.parts.forms, without.parts.forms);
    assert_eq!(with.parts.round.json.len(), without.parts.round.json.len());
}

#[test]
fn flaws_of_keys() {
    let table = |lines: &str| table(lines);
    let row = |plus: u64| {
        let text = String::from_utf8(small_package()[ROUND].clone()).expect("text");
        let before = text.find(PLACE).expect("the place");
        text[..before].matches('\n').count() as u64 + 1 + plus
    };
    let typed = RECIPIENT.replace("ql3", "ql4");
    for (what, lines, plus, column) in [
        (
            "unit unknown",
            format!("unit = \"lagi\"\nrecipient = \"{RECIPIENT}\"\n"),
            0,
            "unit",
        ),
        (
            "unit missing",
            format!("recipient = \"{RECIPIENT}\"\n"),
            0,
            "unit",
        ),
        ("no key", "unit = \"la_gi\"\n".to_owned(), 0, "recipient"),
        (
            "typing error",
            format!("unit = \"la_gi\"\nrecipient = \"{typed}\"\n"),
            2,
            "recipient",
        ),
        (
            "other kind",
            format!("unit = \"la_gi\"\n\nsigner = \"{RECIPIENT}\"\n"),
            3,
            "signer",
        ),
        (
            "no text",
            "unit = \"la_gi\"\nsigner = 7\n".to_owned(),
            2,
            "signer",
        ),
        (
            "unknown name",
            format!("unit = \"la_gi\"\nkey = \"\"\nsigner = \"{SIGNER}\"\n"),
            2,
            "key",
        ),
        (
            "unit twice",
            format!(
                "unit = \"la_gi\"\nsigner = \"{SIGNER}\"\n\n[[seal]]\nunit = \"la_gi\"\nsigner = \"{SIGNER}\"\n"
            ),
            4,
            "unit",
        ),
    ] {
        let place = format!("round.toml, row {}, column seal.{column}", row(plus));
        check(&[(what, &[(ROUND, PLACE, &table(&lines))], &[&place])]);
    }
}
