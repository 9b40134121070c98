use proptest::prelude::*;
use proptest::test_runner::RngSeed;

use super::parse::{DEEPEST, LONGEST, MOST};
use super::*;
use crate::odata::Column;

fn table() -> Table {
    let column = |name: &str, kind| Column {
        name: name.into(),
        kind,
    };
    let row = |cells: [&str; 5]| {
        let own = cells
            .iter()
            .map(|it| (*it != "-").then(|| (*it).to_owned()));
        own.collect()
    };
    Table::new(
        "Things".into(),
        "Thing".into(),
        1,
        vec![
            column("code", Kind::Text),
            column("name", Kind::Text),
            column("value", Kind::Decimal),
            column("day", Kind::Date),
            column("is_open", Kind::Boolean),
        ],
        vec![
            row(["a", "Hội 'A'", "9.5", "2016-12-31", "true"]),
            row(["b", "hội b", "10", "2017-01-01", "false"]),
            row(["c", "-", "-", "-", "-"]),
        ],
    )
}

/// The codes of the rows that are meant.
fn meant(filter: &str) -> Result<String, Refused> {
    let table = table();
    let condition = parse(filter)?.bind(&table)?;
    let rows = table.rows.iter().filter(|row| condition.is_met(row));
    Ok(rows.filter_map(|row| row[0].clone()).collect())
}

#[test]
fn a_filter_means_what_the_standard_says() {
    for (filter, expected) in [
        ("code eq 'a'", "a"),
        ("'a' eq code", "a"),
        ("code ne 'a'", "bc"),
        ("name eq 'Hội ''A'''", "a"),
        ("value gt 9.50", "b"),
        ("9.50 lt value", "b"),
        ("value ge 9.5", "ab"),
        ("value lt 10.0", "a"),
        ("value le 10", "ab"),
        ("value gt -1", "ab"),
        ("day lt 2017-01-01", "a"),
        ("day ge 2017-01-01", "b"),
        ("is_open eq true", "a"),
        ("is_open ne true", "bc"),
        ("is_open", "a"),
        ("not is_open", "b"),
        ("value eq null", "c"),
        ("value ne null", "ab"),
        // Null is in no order, and is not equal to anything else.
        ("value gt null", ""),
        ("value ne 10", "ac"),
        ("not (value gt 9)", "c"),
        ("contains(name,'ội')", "ab"),
        ("contains( name , 'ội' )", "ab"),
        ("startswith(name,'Hội')", "a"),
        // Of null a function is null, and so is its not.
        ("not contains(name,'A')", "b"),
        ("contains(name,'A') or value eq null", "ac"),
        ("not (contains(name,'A') and value eq 1)", "abc"),
        ("code eq 'a' or code eq 'b' and value lt 5", "a"),
        ("(code eq 'a' or code eq 'b') and value lt 5", ""),
        ("not (code eq 'a') and not (code eq 'b')", "c"),
    ] {
        assert_eq!(meant(filter).as_deref(), Ok(expected), "{filter}");
    }
}

#[test]
fn what_is_not_supported_is_named_and_what_is_wrong_is_placed() {
    for (filter, is_unsupported, expected) in [
        ("tolower(name) eq 'a'", true, "tolower()"),
        ("endswith(name,'a')", true, "endswith()"),
        ("contains(tolower(name),'a')", true, "tolower()"),
        ("contains(name,code)", true, "anything but a text"),
        ("code in ('a','b')", true, "`in`"),
        ("value add 1 eq 2", true, "`add`"),
        ("code eq name", true, "a property and a literal"),
        ("not code eq 'a'", true, "`not` before a comparison"),
        ("1 eq 1", true, "a property and a literal"),
        ("true", true, "without a property"),
        ("value eq 1e3", true, "`1e3`"),
        (
            "day eq 2017-01-01T00:00:00Z",
            true,
            "`2017-01-01T00:00:00Z`",
        ),
        ("a/b eq 1", true, "`a/`"),
        ("duration'PT1H' eq 1", true, "`duration'`"),
        ("contains(name,'A') eq true", true, "`eq`"),
        ("", false, "too early"),
        ("code eq", false, "too early"),
        ("(code eq 'a'", false, "`)`"),
        ("code eq 'a')", false, "goes on"),
        ("code eq 'a", false, "quote"),
        ("code eq \"a\"", false, "`\"`"),
        ("code = 'a'", false, "`=`"),
        ("nothing eq 'a'", false, "no property nothing"),
        ("value eq 'a'", false, "Edm.Decimal"),
        ("code eq 1", false, "Edm.String"),
        ("code", false, "Edm.String"),
        ("contains(value,'1')", false, "Edm.Decimal"),
    ] {
        let refused = meant(filter).expect_err(filter);
        let is = matches!(refused, Refused::Unsupported(_));
        assert_eq!(is, is_unsupported, "{filter}: {refused}");
        assert!(
            refused.to_string().contains(expected),
            "{filter}: {refused}"
        );
    }
}

#[test]
fn filters_have_limits() {
    let nested = |depth: usize| format!("{}code eq 'a'{}", "(".repeat(depth), ")".repeat(depth));
    let many = |count: usize| vec!["code eq 'a'"; count].join(" or ");
    let long = |length: usize| format!("code eq '{}'", "x".repeat(length - 10));
    for (filter, is_taken) in [
        (nested(DEEPEST - 1), true),
        (nested(DEEPEST), false),
        (nested(LONGEST / 2 - 20), false),
        (format!("{}is_open", "not ".repeat(DEEPEST - 1)), true),
        (format!("{}is_open", "not ".repeat(DEEPEST)), false),
        (many(MOST), true),
        (many(MOST + 1), false),
        (long(LONGEST), true),
        (long(LONGEST + 1), false),
    ] {
        let found = meant(&filter);
        assert_eq!(found.is_ok(), is_taken, "{found:?}");
        assert_eq!(matches!(found, Err(Refused::TooLarge(_))), !is_taken);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { rng_seed: RngSeed::Fixed(22), cases: 2_000, ..ProptestConfig::default() })]

    #[test]
    fn no_text_ends_the_program(text in "\\PC{0,60}") {
        let _ = meant(&text);
    }

    #[test]
    fn no_row_of_words_ends_the_program(words in prop::collection::vec(prop::sample::select(vec![
        "code", "value", "day", "is_open", "eq", "ne", "lt", "and", "or", "not", "(", ")", ",",
        "'a'", "''", "'", "1", "-", "-1.5", "2017-01-01", "null", "true", "contains(", "startswith",
    ]), 0..20)) {
        let _ = meant(&words.join(" "));
    }

    /// A filter and its opposite never mean the same row, and together all whose parts are known.
    #[test]
    fn not_parts_the_rows(a in -2_i32..12, b in "[a-d]") {
        let filter = format!("value gt {a} and (code eq '{b}' or code lt '{b}')");
        let yes = meant(&filter).expect("a filter");
        let no = meant(&format!("not ({filter})")).expect("a filter");
        let mut all: Vec<char> = yes.chars().chain(no.chars()).collect();
        all.sort_unstable();
        prop_assert_eq!(all, ['a', 'b', 'c']);
    }
}
