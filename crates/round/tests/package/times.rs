//! Units that are not there on all days.

use sohoi_round::{CompiledRound, PackageFiles, compile};

use crate::second;

/// The package with days behind its units, and with more rows.
fn with_times(days: &[(&str, &str)], more: &[&str]) -> PackageFiles {
    let mut package = second::package();
    let units = String::from_utf8(package["units.csv"].clone()).expect("it is text");
    let mut rows: Vec<String> = Vec::new();
    for (place, row) in units.lines().enumerate() {
        let id = row.split(',').next().unwrap_or_default();
        let own = days.iter().find(|(own, _)| *own == id);
        let days = match place {
            0 => ",from,until",
            _ => own.map_or(",,", |(_, days)| days),
        };
        rows.push(format!("{row}{days}"));
    }
    rows.extend(more.iter().map(|row| (*row).to_owned()));
    package.insert("units.csv".into(), rows.join("\n").into_bytes());
    package
}

fn problems(days: &[(&str, &str)], more: &[&str]) -> Vec<String> {
    let found = compile(&with_times(days, more)).err().unwrap_or_default();
    found.iter().map(ToString::to_string).collect()
}

/// Bình Minh gets another name in 2024.
const RENAMED: (&str, &str) = ("xa_binh_minh", ",,2024-12-01");
const RENAMED_LATER: &str =
    "xa_binh_minh,Phường Bình Minh,Bình Minh Ward,commune,binh_thuan,2024-12-01,";

#[test]
fn a_unit_has_a_row_for_each_time_and_the_round_has_it_as_on_its_day() {
    let gone = "xa_cu,Xã Cũ,Cũ Commune,commune,binh_thuan,,2015-01-01";
    let package = with_times(&[RENAMED], &[RENAMED_LATER, gone]);
    let CompiledRound { round, units, .. } = compile(&package).expect("it is whole");
    let of = |id: &str| {
        let times = units.iter().filter(|time| time.unit.id == id);
        times
            .map(|time| {
                let day = |day: Option<chrono::NaiveDate>| day.map(|day| day.to_string());
                (time.unit.name.vi.as_str(), day(time.from), day(time.until))
            })
            .collect::<Vec<_>>()
    };
    let change = Some("2024-12-01".to_owned());
    assert_eq!(
        of("xa_binh_minh"),
        [
            ("Xã Bình Minh", None, change.clone()),
            ("Phường Bình Minh", change, None)
        ]
    );
    // The figures are of 2022: each unit once, as it was then; one that was gone, as it was last.
    let names: Vec<&str> = round.units.iter().map(|unit| &*unit.name.vi).collect();
    assert_eq!(
        names,
        ["Tỉnh Bình Thuận", "Xã Bình Minh", "Xã Phước Lộc", "Xã Cũ"]
    );
}

#[test]
fn days_that_cannot_be_are_named() {
    for (days, more, expected) in [
        (vec![], vec![], vec![]),
        (
            vec![("xa_binh_minh", ",1/7/2025,")],
            vec![],
            vec!["units.csv, row 3, column from: `1/7/2025` is not a day: write it as 2025-07-01"],
        ),
        (
            vec![("xa_binh_minh", ",2020-01-01,2020-01-01")],
            vec![],
            vec![
                "units.csv, row 3, column until: the unit ends on 2020-01-01, before it begins on \
                 2020-01-01",
            ],
        ),
        (
            vec![("xa_binh_minh", ",,2024-12-02")],
            vec![RENAMED_LATER],
            vec![
                "units.csv, row 5, column id: `xa_binh_minh` already stands in row 3, on the same days",
            ],
        ),
        (
            vec![
                ("binh_thuan", ",,2025-07-01"),
                ("xa_binh_minh", ",,2025-07-01"),
            ],
            vec![],
            vec![
                "units.csv, row 4, column parent: the unit above, `binh_thuan`, is not there on \
                 2025-07-01",
            ],
        ),
        (
            vec![
                ("binh_thuan", ",2012-01-01,"),
                ("xa_binh_minh", ",2012-01-01,"),
            ],
            vec![],
            vec![
                "units.csv, row 4, column parent: the unit above, `binh_thuan`, is not there at first",
            ],
        ),
    ] {
        let found = problems(&days, &more);
        let found: Vec<&String> = found
            .iter()
            .filter(|problem| problem.starts_with("units"))
            .collect();
        assert_eq!(found, expected, "{days:?}");
    }
}

#[test]
fn a_line_in_a_unit_that_is_not_there_on_the_day_of_the_round_is_a_problem() {
    let found = problems(&[("xa_binh_minh", ",,2020-01-01")], &[]);
    assert_eq!(
        found.first().map(String::as_str),
        Some(
            "register.csv, row 2, column unit: the unit `xa_binh_minh` is not there on 2022-12-31"
        )
    );
}
