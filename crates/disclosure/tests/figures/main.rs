//! Which figures of a round are hidden.

mod small;

use sohoi_disclosure::{Hidden, hidden_figures};
use sohoi_stats::IndicatorTable;

use small::{breakdown, figure, round, table};

const SHOWN: Hidden = Hidden {
    value: false,
    a: false,
    b: false,
};
/// A figure that is one aggregate.
const COUNT: Hidden = Hidden {
    value: true,
    a: true,
    b: false,
};

/// The groups of a breakdown of which something is hidden; `total` for the total.
fn hidden(tables: &[IndicatorTable], code: &str, unit: Option<&str>) -> Vec<String> {
    let found = hidden_figures(&round(), tables, unit).expect("the round says what");
    let table = tables.iter().find(|own| own.code == code).expect("there");
    let mut hidden = Vec::new();
    if found.total(code).is_any() {
        hidden.push("total".to_owned());
    }
    for breakdown in &table.breakdowns {
        for (group, _) in &breakdown.rows {
            if found.group(code, &breakdown.dimension, group).is_any() {
                hidden.push(group.clone());
            }
        }
    }
    assert_eq!(found.count(code), hidden.len());
    hidden
}

#[test]
fn what_is_narrow_follows_from_the_unit_and_the_group() {
    let by_kind = || {
        table(
            "MEMBERS",
            "43",
            &[breakdown("kind", &[("art", "3"), ("sport", "40")])],
        )
    };
    let by_district = || {
        let rows = [("north", "3"), ("south", "40"), ("", "0")];
        table("MEMBERS", "43", &[breakdown("district", &rows)])
    };
    let by_commune = || {
        let rows = [("north_1", "3"), ("north_2", "40")];
        table("MEMBERS", "43", &[breakdown("commune", &rows)])
    };
    let by_year = || {
        table(
            "MEMBERS",
            "43",
            &[breakdown("year", &[("2016", "3"), ("2017", "43")])],
        )
    };
    type Case<'a> = (IndicatorTable, Option<&'a str>, &'a [&'a str]);
    let cases: [Case<'_>; 11] = [
        // The whole area: groups across it are wide, districts are whole, communes are not.
        (by_kind(), None, &[]),
        (by_kind(), Some("land"), &[]),
        (by_district(), None, &[]),
        (by_commune(), None, &["north_1", "north_2"]),
        (by_year(), None, &[]),
        // A district: its groups are narrow, its years are not.
        (by_kind(), Some("north"), &["art", "sport"]),
        (by_district(), Some("north"), &[]),
        (by_year(), Some("north"), &[]),
        // A commune: everything is.
        (by_kind(), Some("north_1"), &["art", "sport"]),
        (by_year(), Some("north_1"), &["2016"]),
        // A unit that nobody knows is no wider than a commune.
        (by_year(), Some("elsewhere"), &["2016"]),
    ];
    for (table, unit, expected) in cases {
        let found = hidden(std::slice::from_ref(&table), "MEMBERS", unit);
        assert_eq!(found, expected, "{unit:?} {:?}", table.breakdowns);
    }
}

#[test]
fn what_two_indicators_print_is_hidden_in_both() {
    let kinds = [("art", "3"), ("sport", "40"), ("song", "20")];
    let members = table("MEMBERS", "63", &[breakdown("kind", &kinds)]);
    let mut per_club = table("PER_CLUB", "7", &[breakdown("kind", &kinds)]);
    for (_, own) in &mut per_club.breakdowns[0].rows {
        own.b = Some("2".to_owned());
    }
    per_club.total = figure("63", Some("9"));
    let tables = [members, per_club];
    let found = hidden_figures(&round(), &tables, Some("north")).expect("the round says what");
    for (group, is_hidden) in [("art", true), ("song", true), ("sport", false)] {
        let expected = if is_hidden { COUNT } else { SHOWN };
        assert_eq!(found.group("MEMBERS", "kind", group), expected);
        assert_eq!(found.group("PER_CLUB", "kind", group), expected);
    }
    assert_eq!(found.total("PER_CLUB"), SHOWN);
    assert_eq!(found.total("NOBODY_KNOWS"), SHOWN);
}

#[test]
fn a_year_is_what_another_indicator_counts() {
    // The rows of 2017 are the total of MEMBERS; it is narrow in a commune.
    let members = table(
        "MEMBERS",
        "3",
        &[breakdown("year", &[("2016", "30"), ("2017", "3")])],
    );
    assert_eq!(
        hidden(&[members], "MEMBERS", Some("north_1")),
        ["total", "2017"]
    );
}

#[test]
fn years_add_up_to_what_the_indicator_counts() {
    let years = [("2015", "60"), ("2016", "3"), ("2017", "40")];
    let joined = table("JOINED", "43", &[breakdown("year", &years)]);
    let alone = [joined.clone()];
    assert_eq!(hidden(&alone, "JOINED", Some("north_1")), ["2016", "2017"]);
    // Where another indicator prints the 40 as its total, hiding the 43 is the smaller loss.
    let mut women = table("WOMEN", "40", &[]);
    women.total.b = Some("90".to_owned());
    let both = [joined, women];
    assert_eq!(hidden(&both, "JOINED", Some("north_1")), ["total", "2016"]);
}

#[test]
fn what_is_left_of_a_whole_is_protected() {
    let mut women = table(
        "WOMEN",
        "27",
        &[breakdown("kind", &[("art", "7"), ("sport", "20")])],
    );
    women.total = figure("27", Some("70"));
    for ((_, own), whole) in women.breakdowns[0].rows.iter_mut().zip(["10", "60"]) {
        own.b = Some(whole.to_owned());
    }
    assert_eq!(
        hidden(std::slice::from_ref(&women), "WOMEN", Some("north")),
        ["art", "sport"]
    );
    // More women than members: no part of a whole, so nothing is left of it.
    women.breakdowns[0].rows[1].1.b = Some("10".to_owned());
    women.total.b = Some("20".to_owned());
    assert!(hidden(&[women], "WOMEN", Some("north")).is_empty());
}

#[test]
fn what_does_not_add_up_is_hidden_whole_or_not_at_all() {
    let of = |code: &str, total: &str, rows: &[(&str, &str)]| {
        let table = table(code, total, &[breakdown("kind", rows)]);
        hidden(&[table], code, Some("north"))
    };
    let all = ["total", "art", "sport"];
    // A mean has no parts.
    assert_eq!(
        of("MEAN", "20.5", &[("art", "2.5"), ("sport", "38.5")]),
        all
    );
    // Nor has one that looks as if it had.
    assert_eq!(of("MEAN", "43", &[("art", "3"), ("sport", "40")]), all);
    assert!(of("MEAN", "20.5", &[("art", "12.5"), ("sport", "38.5")]).is_empty());
    // Half a person, fewer than none, parts that are too few.
    assert_eq!(
        of("MEMBERS", "40.5", &[("art", "0.5"), ("sport", "40")]),
        all
    );
    assert_eq!(of("MEMBERS", "30", &[("art", "-10"), ("sport", "40")]), all);
    assert_eq!(of("MEMBERS", "50", &[("art", "3"), ("sport", "40")]), all);
    // Nothing is hidden of what is no count of persons.
    assert!(of("CLUBS", "4", &[("art", "1"), ("sport", "3")]).is_empty());
}

#[test]
fn a_round_that_does_not_say_what_is_hidden_has_no_published_form() {
    let mut round = round();
    round.publication = None;
    assert_eq!(hidden_figures(&round, &[], None), None);
}
