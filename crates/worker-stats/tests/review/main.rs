//! What the worker says while responses come, go and change is what is computed from scratch of
//! those that count.

mod lists;
mod moment;
mod peers;
mod question;
mod retyped;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use sohoi_form::{Answers, Engine, Session};
use sohoi_round::{PackageFiles, compile};
use sohoi_stats::{
    Candidate, Counted, IndicatorTable, Plan, Population, Standing, choose_counted, compute,
};
use sohoi_sync::{State, SubjectLine};
use sohoi_worker_stats::{Filled, Review, Show, Source, What};

use lists::lists_agree;
use moment::moment_agrees;
use peers::peers_agree;

const POPULATIONS: [Population; 2] = [Population::Provisional, Population::Approved];
const STATES: [State; 5] = [
    State::Draft,
    State::Submitted,
    State::Checked,
    State::Approved,
    State::Locked,
];
const BY: &str = "district";
/// A sum over the rows of one year.
const MEMBERS: &str = "QM08";
/// A line that is not in the register itself.
const PROVISIONAL: &str = "new-1";

#[test]
fn what_is_said_is_what_is_computed_from_scratch() {
    let (source, pool) = read();
    let plan = Plan::new(&source.indicators, &source.dimensions, &source.engines).expect("sound");
    let mut review = Review::new(&source, &plan);
    let mut held = BTreeMap::<String, Filled>::new();
    let mut random = Random(17);
    let mut shown: Vec<Vec<IndicatorTable>> = POPULATIONS
        .iter()
        .map(|population| asked(&mut review, *population))
        .collect();
    for step in 0..120 {
        // Few ids and subjects, so that responses of one slot stand against each other.
        let mut filled = pool[random.below(pool.len())].clone();
        filled.id = format!("r{}", random.below(40));
        filled.subject = source.register[random.below(20)].id.clone();
        filled.state = STATES[random.below(STATES.len())];
        filled.state_revision = random.below(9) as u64;
        if step % 7 == 0 {
            filled = Filled::gone(&filled.id);
            held.remove(&filled.id);
        } else {
            held.insert(filled.id.clone(), filled.clone());
        }
        review.take(filled);
        if step % 20 != 19 {
            continue;
        }
        for (population, shown) in POPULATIONS.into_iter().zip(&mut shown) {
            let (counted, wanted) = from_scratch(&source, &held, population);
            let figures = review
                .changes(&show(population))
                .expect("something changed");
            assert_eq!(figures.population, population);
            assert_eq!(figures.counted, counted);
            for table in figures.tables {
                let own = shown.iter_mut().find(|own| own.code == table.code);
                *own.expect("an indicator of the round") = table;
            }
            assert_eq!(*shown, wanted, "what was said so far, at step {step}");
            assert_eq!(
                asked(&mut review, population),
                wanted,
                "asked anew, at step {step}"
            );
            assert!(
                review.changes(&show(population)).is_none(),
                "nothing is owed"
            );
            let sum: f64 = given(&review, population).iter().sum();
            let members = wanted
                .iter()
                .find(|own| own.code == MEMBERS)
                .expect("it is there");
            assert_eq!(members.total.a.as_deref(), Some(sum.to_string().as_str()));
            lists_agree(&review, &source, &held, &wanted, population);
            peers_agree(&review, &source, &held, population);
            moment_agrees(&review, &held, &wanted, counted, population);
        }
    }
}

#[test]
fn a_part_of_the_responses_has_the_figures_of_its_group() {
    let (source, pool) = read();
    let plan = Plan::new(&source.indicators, &source.dimensions, &source.engines).expect("sound");
    let mut review = Review::new(&source, &plan);
    for (filled, line) in pool.iter().zip(&source.register) {
        review.take(Filled {
            subject: line.id.clone(),
            ..filled.clone()
        });
    }
    let population = Population::Provisional;
    let whole = asked(&mut review, population);
    let groups: Vec<String> = whole
        .iter()
        .flat_map(|table| table.breakdowns.iter().flat_map(|own| &own.rows))
        .map(|(group, _)| group.clone())
        .collect::<std::collections::BTreeSet<_>>()
        .into_iter()
        .collect();
    assert!(groups.len() > 5);
    let mut counted = 0;
    for group in &groups {
        let show = Show {
            only: vec![(BY.to_owned(), group.clone())],
            ..show(population)
        };
        let mut told = Vec::new();
        review.figures(&show, |figures| told.push(figures));
        let [figures] = &told[..] else {
            panic!("said at once");
        };
        assert!(figures.is_whole && figures.progress.is_empty());
        counted += figures.counted;
        for table in &whole {
            let Some(breakdown) = table.breakdowns.first() else {
                continue;
            };
            let mut rows = breakdown.rows.iter();
            let row = rows.find(|(own, _)| own == group).map(|(_, figure)| figure);
            let mut tables = figures.tables.iter();
            let own = tables.find(|own| own.code == table.code).expect("all");
            assert!(row.is_none_or(|row| *row == own.total), "{group}: {own:?}");
        }
    }
    assert_eq!(
        counted,
        count_of(&mut review, population),
        "each is in one group"
    );

    // Two dimensions at a time: a column is the part of its group, the rows are its breakdown.
    for (code, rows) in [(MEMBERS, "year"), ("QM01", "level"), ("DH01", "field_main")] {
        let cross = Show {
            what: What::Cross {
                code: code.to_owned(),
                rows: rows.to_owned(),
                columns: BY.to_owned(),
            },
            ..show(population)
        };
        let cross = review.cross(&cross).expect("it is asked for");
        let own = whole
            .iter()
            .find(|own| own.code == code)
            .expect("it is there");
        assert_eq!(cross.whole.total, own.total);
        let columns: Vec<_> = cross
            .columns
            .iter()
            .map(|(group, table)| (group.clone(), table.total.clone()))
            .collect();
        assert_eq!(columns, own.breakdowns[0].rows, "{code}");
        for (group, table) in &cross.columns {
            let [breakdown] = &table.breakdowns[..] else {
                panic!("{code} is broken down by {rows}");
            };
            assert_eq!(breakdown.dimension, rows);
            let part = Show {
                only: vec![(BY.to_owned(), group.clone())],
                what: What::All {
                    by: Some(rows.to_owned()),
                    also: Vec::new(),
                },
                ..show(population)
            };
            review.figures(&part, |figures| {
                let mut tables = figures.tables.into_iter();
                let own = tables.find(|own| own.code == code).expect("it is there");
                for (row, figure) in &own.breakdowns[0].rows {
                    let mut cells = breakdown.rows.iter();
                    let cell = cells.find(|(own, _)| own == row).expect("the same rows");
                    assert_eq!(cell.1, *figure, "{code} {group} {row}");
                }
            });
        }
    }
}

#[test]
fn forms_are_compared_with_those_of_their_kind() {
    let (source, pool) = read();
    let plan = Plan::new(&source.indicators, &source.dimensions, &source.engines).expect("sound");
    let mut review = Review::new(&source, &plan);
    let mut held = BTreeMap::new();
    // More subjects than the register of the other tests has, so that some kinds are many.
    for (place, filled) in pool.iter().enumerate() {
        let line = &source.register[place % source.register.len()];
        let filled = Filled {
            id: format!("r{place:03}"),
            subject: line.id.clone(),
            state: State::Submitted,
            ..filled.clone()
        };
        held.insert(filled.id.clone(), filled.clone());
        review.take(filled);
    }
    let [told, too_few] = peers_agree(&review, &source, &held, Population::Provisional);
    assert!(told > 0 && too_few > 0, "{told} {too_few}");
    assert_eq!(review.peers(&show(Population::Provisional)), None);
}

fn count_of(review: &mut Review<'_>, population: Population) -> u32 {
    let mut counted = 0;
    review.figures(&show(population), |figures| counted = figures.counted);
    counted
}

/// What the responses behind an indicator give.
fn given(review: &Review<'_>, population: Population) -> Vec<f64> {
    let show = Show {
        number: 1,
        population,
        only: Vec::new(),
        standing: None,
        what: What::One {
            code: MEMBERS.to_owned(),
            within: None,
            from: 0,
            most: 1_000,
        },
    };
    let rows = review.behind(&show).expect("it is there").rows;
    let values = rows
        .into_iter()
        .flat_map(|row| row.a.expect("it counts").values);
    values
        .map(|value| value.parse().expect("a number"))
        .collect()
}

fn show(population: Population) -> Show {
    Show {
        number: 1,
        population,
        only: Vec::new(),
        standing: None,
        what: What::All {
            by: Some(BY.to_owned()),
            also: Vec::new(),
        },
    }
}

/// Everything that is said to a question, by code.
fn asked(review: &mut Review<'_>, population: Population) -> Vec<IndicatorTable> {
    let mut tables = Vec::new();
    let mut parts = 0;
    review.figures(&show(population), |figures| {
        assert_eq!(figures.population, population);
        tables.extend(figures.tables);
        parts += 1;
        assert_eq!(figures.is_whole, parts == 2);
    });
    tables.sort_by(|a, b| a.code.cmp(&b.code));
    tables
}

fn from_scratch(
    source: &Source,
    held: &BTreeMap<String, Filled>,
    population: Population,
) -> (u32, Vec<IndicatorTable>) {
    let slots: Vec<String> = held
        .values()
        .map(|own| format!("{} {}", own.form, own.subject))
        .collect();
    let candidates: Vec<Candidate<'_>> = held
        .values()
        .zip(&slots)
        .map(|(own, slot)| Candidate {
            slot,
            standing: standing(own.state),
            sequence: own.state_revision,
            id: &own.id,
        })
        .collect();
    let chosen = choose_counted(population, &candidates);
    let all: Vec<&Filled> = held.values().collect();
    let counted: Vec<Counted> = chosen
        .iter()
        .map(|place| {
            let own = all[*place];
            let mut engines = source.engines.iter();
            let engine = engines.find(|engine| engine.form().id == own.form);
            let answers = own
                .answers
                .iter()
                .map(|(path, value)| (path.parse().expect("a path"), value.clone()))
                .collect::<Answers>();
            Counted {
                id: own.id.clone(),
                form: own.form.clone(),
                session: Session::new(Arc::clone(engine.expect("a form")), answers),
            }
        })
        .collect();
    let book = compute(
        &source.indicators,
        &source.dimensions,
        &source.engines,
        &counted,
    );
    let mut tables = book.expect("sound").indicators;
    for table in &mut tables {
        table.breakdowns.retain(|own| own.dimension == BY);
    }
    tables.sort_by(|a, b| a.code.cmp(&b.code));
    (counted.len() as u32, tables)
}

fn standing(state: State) -> Standing {
    match state {
        State::Draft | State::Returned => Standing::Open,
        State::Submitted => Standing::Submitted,
        State::Checked => Standing::Checked,
        State::Approved => Standing::Approved,
        State::Locked => Standing::Locked,
    }
}

/// The round of the repository with responses to it.
fn read() -> (Source, Vec<Filled>) {
    let repository = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let package = repository.join("rounds/ct17-2017");
    let mut files = PackageFiles::new();
    for path in files_below(&package) {
        let inside = path.strip_prefix(&package).expect("inside the package");
        let name = inside.to_str().expect("a plain name").replace('\\', "/");
        files.insert(name, std::fs::read(&path).expect("a file of the package"));
    }
    let round = compile(&files).expect("the round package is sound").round;
    let forms = round.forms.iter();
    let engines = forms.map(|form| Engine::compile(form.clone()).expect("a sound form"));
    let engines: Vec<_> = engines.collect();
    let lines = std::fs::read_to_string(repository.join("tests/oracle/dataset.ndjson"));
    let pool = lines.expect("the responses of the oracle");
    let pool = pool.lines().map(|line| {
        let line: serde_json::Value = serde_json::from_str(line).expect("a response");
        let mut filled = Filled::gone("");
        filled.round = round.id.clone();
        filled.form = line["form"].as_str().expect("a form").to_owned();
        for (path, value) in line["answers"].as_object().expect("answers") {
            let value = value.as_str().expect("a text").to_owned();
            filled.answers.insert(path.clone(), value);
        }
        filled
    });
    let pool = pool.collect();
    let ids = (0..30).map(|number| format!("S{number:02}"));
    let register = ids.chain([PROVISIONAL.to_owned()]).map(|id| SubjectLine {
        id,
        round: round.id.clone(),
        name: String::new(),
        kind: round.subject_kinds[0].id.clone(),
        unit: round.units[0].id.clone(),
        attributes: litemap::LiteMap::new(),
    });
    let source = Source {
        register: register.collect(),
        engines,
        round: round.id,
        indicators: round.indicators,
        dimensions: round.dimensions,
        coverage_indicator: round.coverage_indicator,
        comparisons: round.comparisons,
        lists: round.lists,
        retyped: litemap::LiteMap::new(),
    };
    (source, pool)
}

fn files_below(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            found.extend(files_below(&path));
        } else {
            found.push(path);
        }
    }
    found
}

/// Numbers that look like chance and are the same each time.
struct Random(u64);

impl Random {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        ((self.0 >> 33) % end as u64) as usize
    }
}
