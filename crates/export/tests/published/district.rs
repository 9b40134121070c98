//! No count under five of what is of less than a district is in the file or can be found out from it.

use std::collections::BTreeMap;

use sohoi_disclosure::hidden_figures;
use sohoi_export::{FiguresFile, figures_csv, published_csv};
use sohoi_stats::{Book, Counted, Population, RegisterProgress, Term, compute};
use sohoi_text::Language;

use crate::attacker::{Attacker, Line, Name};
use crate::dataset::Dataset;
use crate::reading::read_csv;

/// What stands where something is hidden.
const HIDDEN: &str = "…";
/// Questions of the round that ask for a number of people.
const PERSONS: [&str; 8] = [
    "members_total",
    "members_female",
    "members_party",
    "staff_allowance",
    "staff_payroll",
    "reg_payroll",
    "party_admitted_total",
    "party_sources_trained",
];

fn is_of_persons(term: &Term) -> bool {
    let field = term.field.as_deref().unwrap_or_default();
    PERSONS
        .iter()
        .any(|own| field.contains(&format!("${{{own}}}")))
}

/// Whether a line of a district's file is of less than the district.
fn is_narrow(line: &Line<'_>) -> bool {
    !["", "district", "year"].contains(&line.dimension.as_str())
}

/// The figures of a district, of every response or of one in `every`, from the `first` on.
pub(crate) fn book(district: &str, every: usize, first: usize) -> Book {
    let dataset = Dataset::shared();
    let is_own = |response: &&Counted| {
        let path = "district".parse().expect("a path");
        response
            .session
            .answers()
            .get(&path)
            .is_some_and(|own| own == district)
    };
    let own = dataset
        .responses
        .iter()
        .filter(is_own)
        .skip(first)
        .step_by(every);
    let own: Vec<Counted> = own.cloned().collect();
    let round = &dataset.round;
    compute(&round.indicators, &round.dimensions, &dataset.engines, &own).expect("a sound round")
}

pub(crate) fn file<'a>(book: &'a Book, progress: &'a RegisterProgress) -> FiguresFile<'a> {
    FiguresFile {
        made_of: None,
        round: &Dataset::shared().round,
        book,
        population: Population::Approved,
        progress,
        is_demonstration: false,
    }
}

/// How many counts are hidden, and how many of these because they are small.
fn check(unit: &str, book: &Book, is_narrow: &dyn Fn(&Line<'_>) -> bool) -> (usize, usize) {
    let round = &Dataset::shared().round;
    let progress = RegisterProgress::default();
    let file = file(book, &progress);
    let hidden = hidden_figures(round, &book.indicators, Some(unit)).expect("the round says what");
    let true_rows = read_csv(&figures_csv(&file, Language::Vi));
    let rows = read_csv(&published_csv(&file, &hidden, Language::Vi));
    let truth: BTreeMap<Name, String> = Line::read(round, &true_rows)
        .iter()
        .flat_map(|line| {
            let parts = line.parts(round).into_iter();
            parts
                .map(|(name, _, digits)| (name, digits.to_owned()))
                .collect::<Vec<_>>()
        })
        .collect();
    let lines = Line::read(round, &rows);
    let attacker = Attacker::new(round, &lines);
    let (mut all, mut small) = (0, 0);
    let mut asked = BTreeMap::new();
    for (line, row) in lines.iter().zip(&rows[1..]) {
        let is_hidden = [&line.value, &line.a, &line.b].map(|digits| *digits == HIDDEN);
        // A figure shows what it is made of, and the other way round.
        assert_eq!(is_hidden[0], is_hidden[1] || is_hidden[2], "{row:?}");
        assert_eq!(row.len(), 16);
        assert_eq!(row[15].starts_with("Dấu"), is_hidden[0], "{row:?}");
        for (name, term, digits) in line.parts(round) {
            let count: f64 = truth[&name].parse().unwrap_or(0.0);
            let is_small = is_of_persons(term) && is_narrow(line) && 0.0 < count && count < 5.0;
            if digits != HIDDEN {
                assert!(!is_small, "{unit}: {row:?}");
                assert_eq!(digits, truth[&name], "{row:?}");
                continue;
            }
            assert!(is_of_persons(term), "{row:?}");
            assert!(attacker.is_hidden(&name));
            if !asked.contains_key(&name) {
                all += 1;
                if is_small {
                    small += 1;
                    let (low, high) = attacker.range(&name);
                    asked.insert(name.clone(), (low, high));
                    assert!(
                        high >= 5 && high - low >= 4,
                        "{unit}: {count} is within {low} to {high}: {row:?}"
                    );
                }
            }
        }
        // What is left of a whole is no small count either, as far as anybody can tell.
        if let [(_, part, a), (_, whole, b)] = &line.parts(round)[..]
            && line.indicator.calc == sohoi_stats::Calculation::Pct
            && is_of_persons(part)
            && is_of_persons(whole)
            && is_narrow(line)
            && let (Ok(a), Ok(b)) = (a.parse::<f64>(), b.parse::<f64>())
        {
            assert!(!(1.0..5.0).contains(&(b - a)), "{unit}: {row:?}");
        }
    }
    (all, small)
}

#[test]
fn no_small_count_of_a_district_is_told() {
    let dataset = Dataset::shared();
    let districts = dataset
        .round
        .units
        .iter()
        .filter(|it| it.level == "district");
    let (mut all, mut small, mut files) = (0, 0, 0);
    for district in districts {
        for (every, first) in [(1, 0), (4, 1)] {
            let found = check(&district.id, &book(&district.id, every, first), &is_narrow);
            (all, small, files) = (all + found.0, small + found.1, files + 1);
        }
    }
    println!(
        "{files} files: {small} small counts hidden, {} others",
        all - small
    );
    assert!(
        files == 20 && small > 50 && all > small,
        "{files} {small} {all}"
    );
}

#[test]
fn below_a_district_totals_are_narrow_too() {
    let dataset = Dataset::shared();
    let communes = dataset
        .round
        .units
        .iter()
        .filter(|it| it.level == "commune");
    let mut small = 0;
    for (place, commune) in communes.enumerate().take(10) {
        let district = commune.parent.as_deref().expect("a district");
        let book = book(district, 9, place % 9);
        small += check(&commune.id, &book, &|_| true).1;
    }
    assert!(small > 10, "{small}");
}

#[test]
fn nothing_of_a_province_is_hidden() {
    let dataset = Dataset::shared();
    let round = &dataset.round;
    let book = compute(
        &round.indicators,
        &round.dimensions,
        &dataset.engines,
        &dataset.responses[..80],
    );
    let book = book.expect("a sound round");
    let hidden = hidden_figures(round, &book.indicators, None).expect("the round says what");
    assert!(
        book.indicators
            .iter()
            .all(|table| hidden.count(&table.code) == 0)
    );
}

/// The proof can fail: with the small counts alone hidden, what they are is found out.
#[test]
fn without_complementary_suppression_counts_are_told() {
    let round = &Dataset::shared().round;
    let progress = RegisterProgress::default();
    let book = book("la_gi", 3, 0);
    let rows = read_csv(&figures_csv(&file(&book, &progress), Language::Vi));
    let mut lines = Line::read(round, &rows);
    let is_small = |digits: &str| {
        digits
            .parse()
            .is_ok_and(|count: u64| (1..5).contains(&count))
    };
    let mut names = Vec::new();
    for line in &mut lines {
        let is_own = is_narrow(line);
        let parts = line.parts(round).into_iter();
        let small: Vec<bool> = parts
            .map(|(name, term, digits)| {
                let is_hidden = is_own && is_of_persons(term) && is_small(digits);
                if is_hidden {
                    names.push(name);
                }
                is_hidden
            })
            .collect();
        for (digits, is_hidden) in [&mut line.a, &mut line.b].into_iter().zip(small) {
            if is_hidden {
                *digits = HIDDEN.to_owned();
            }
        }
    }
    let attacker = Attacker::new(round, &lines);
    let told = names.iter().filter(|name| {
        let (low, high) = attacker.range(name);
        low == high
    });
    assert!(told.count() > 0, "{names:?}");
}
