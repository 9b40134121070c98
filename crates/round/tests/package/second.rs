//! A second round with other years, other subjects and no district level: nothing of the delivered
//! one is built in. `tests/e2e/second-round.test.mjs` takes it the whole way.

use std::fs;

use sohoi_form::{Answers, Engine, Path, Session};
use sohoi_round::{CompiledRound, PackageFiles, compile};
use sohoi_stats::{Book, Counted, compute};

use crate::repository;

pub(crate) fn package() -> PackageFiles {
    let root = repository().join("tests/fixtures/rounds/clb-2022");
    let names = [
        "round.toml",
        "units.csv",
        "indicators.csv",
        "register.csv",
        "forms/clb/survey.csv",
        "forms/clb/choices.csv",
    ];
    let read = |name: &str| fs::read(root.join(name)).expect("the package is in the repository");
    names
        .map(|name| (name.to_owned(), read(name)))
        .into_iter()
        .collect()
}

/// Commune, hall, area, members and spending of 2020, 2021 and 2022, kinds of activity.
type Filled = (
    &'static str,
    &'static str,
    &'static str,
    [(&'static str, &'static str); 3],
    &'static str,
);

const FILLED: [Filled; 3] = [
    (
        "xa_binh_minh",
        "co",
        "120.5",
        [("20", "10.5"), ("24", "12"), ("30", "15")],
        "ca_nhac mua",
    ),
    (
        "xa_binh_minh",
        "khong",
        "",
        [("10", "4"), ("10", "4"), ("14", "6.25")],
        "tho",
    ),
    (
        "xa_phuoc_loc",
        "co",
        "80",
        [("40", "20"), ("50", "25"), ("66", "33")],
        "ca_nhac",
    ),
];

fn answers((commune, hall, area, years, kinds): &Filled) -> Answers {
    let village = match *commune {
        "xa_binh_minh" => "thon_2",
        _ => "thon_3",
    };
    let single = [
        ("club_code", "CLB-01"),
        ("club_name", "Câu lạc bộ"),
        ("xa", commune),
        ("thon", village),
        ("opened_on", "2015-03-12"),
        ("has_hall", hall),
        ("hall_area", area),
        ("loai_hinh", kinds),
        ("dung", "OK"),
    ];
    let single = single.map(|(name, value)| (Path::top(name), value.to_owned()));
    let yearly = years
        .iter()
        .enumerate()
        .flat_map(|(place, (people, spent))| {
            [("thanh_vien", people), ("da_chi", spent)].map(|(name, value)| {
                let row = (place + 1).to_string();
                (Path::in_row("theo_nam", row, name), (*value).to_owned())
            })
        });
    let all = single.into_iter().chain(yearly);
    all.filter(|(_, value)| !value.is_empty()).collect()
}

fn book(compiled: &CompiledRound) -> Book {
    let engine = Engine::compile(compiled.round.forms[0].clone()).expect("a whole form");
    let counted: Vec<Counted> = FILLED
        .iter()
        .enumerate()
        .map(|(number, filled)| {
            let session = Session::new(engine.clone(), answers(filled));
            assert_eq!(session.problems(), [], "{filled:?}");
            Counted {
                id: number.to_string(),
                form: "clb".to_owned(),
                session,
            }
        })
        .collect();
    let round = &compiled.round;
    compute(&round.indicators, &round.dimensions, &[engine], &counted).expect("whole indicators")
}

#[test]
fn compiles_with_two_levels_of_units_and_fifteen_questions() {
    let compiled = compile(&package()).expect("a whole package");
    let round = &compiled.round;
    assert_eq!(round.id, "clb-2022");
    assert_eq!(round.unit_levels.len(), 2);
    assert_eq!(round.units[1].parent.as_deref(), Some("binh_thuan"));
    assert_eq!(compiled.register[2].kind, "house");
    assert_eq!(compiled.register[0].attributes["club_code"], "CLB-01");
    let sections = round.forms[0].sections.iter();
    let questions: usize = sections
        .flat_map(|section| &section.questions)
        .map(|question| question.questions.len().max(1))
        .sum();
    assert_eq!((questions, round.indicators.len()), (15, 6));
}

/// The code of an indicator, its value, and the values of its groups.
type Expected = (
    &'static str,
    &'static str,
    &'static [(&'static str, &'static str)],
);

#[test]
fn its_six_figures_are_what_one_computes_by_hand() {
    let book = book(&compile(&package()).expect("a whole package"));
    let figure = |code: &str| {
        let mut tables = book.indicators.iter();
        let table = tables
            .find(|table| table.code == code)
            .expect("it is there");
        let rows = table.breakdowns.iter().flat_map(|by| &by.rows);
        let rows = rows.map(|(group, figure)| (group.clone(), figure.value.clone()));
        (table.total.value.clone(), rows.collect::<Vec<_>>())
    };
    // 30 + 14 + 66 members in 2022, 20 + 10 + 40 in 2020; 15 + 6,25 + 33 spent in 2022.
    let expected: [Expected; 6] = [
        (
            "VH1",
            "3",
            &[
                ("xa_binh_minh", "2"),
                ("xa_phuoc_loc", "1"),
                ("co", "2"),
                ("khong", "1"),
            ],
        ),
        (
            "VH2",
            "110",
            &[
                ("xa_binh_minh", "44"),
                ("xa_phuoc_loc", "66"),
                ("2020", "70"),
                ("2021", "84"),
                ("2022", "110"),
            ],
        ),
        (
            "VH3",
            "57.1",
            &[("xa_binh_minh", "46.7"), ("xa_phuoc_loc", "65.0")],
        ),
        (
            "VH4",
            "66.7",
            &[("xa_binh_minh", "50.0"), ("xa_phuoc_loc", "100.0")],
        ),
        (
            "VH5",
            "0.49",
            &[("xa_binh_minh", "0.48"), ("xa_phuoc_loc", "0.50")],
        ),
        ("VH6", "66.7", &[("co", "100.0"), ("khong", "0.0")]),
    ];
    for (code, total, groups) in expected {
        let (found, rows) = figure(code);
        assert_eq!(found.as_deref(), Some(total), "{code}");
        let rows: Vec<(&str, Option<&str>)> = rows
            .iter()
            .map(|(group, value)| (group.as_str(), value.as_deref()))
            .collect();
        let groups: Vec<(&str, Option<&str>)> = groups
            .iter()
            .map(|(group, value)| (*group, Some(*value)))
            .collect();
        assert_eq!(rows, groups, "{code}");
    }
}

#[test]
fn problems_use_the_words_of_its_own_tables() {
    let mut files = package();
    let units = String::from_utf8(files["units.csv"].clone()).expect("text");
    files.insert(
        "units.csv".to_owned(),
        units
            .replace("commune,binh_thuan", "commune,hoa_xuan")
            .into_bytes(),
    );
    let problems = compile(&files).expect_err("a unit above that is not there");
    let lines: Vec<String> = problems.iter().map(ToString::to_string).collect();
    assert_eq!(
        lines,
        [
            "units.csv, row 3, column parent: there is no unit `hoa_xuan`",
            "units.csv, row 4, column parent: there is no unit `hoa_xuan`"
        ]
    );
}
