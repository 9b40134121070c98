//! What is said of questions, against plain counting in the stored answers.

use std::collections::BTreeMap;

use sohoi_stats::{Plan, Population, QuestionLine, Standing};
use sohoi_sync::State;
use sohoi_worker_stats::{Filled, Question, Replies, Review, Show, Source, What};

use super::{BY, Random, STATES, read, show, standing};

const FORM: &str = "hqc_a";
/// One choice, several choices, a number: each asked of everybody. A number of each year.
const ONE: &str = "org_form";
const SEVERAL: &str = "internal_rules";
const NUMBER: &str = "fee_collection_rate";
const YEARLY: (&str, &str) = ("membership_year", "members_total");

fn ask(name: &str, rows: Option<&str>, columns: Option<&str>) -> Show {
    Show {
        what: What::Question {
            form: FORM.to_owned(),
            name: name.to_owned(),
            rows: rows.map(str::to_owned),
            columns: columns.map(str::to_owned),
        },
        ..show(Population::Provisional)
    }
}

fn told(review: &mut Review<'_>, show: &Show) -> Question {
    review.question(show).expect("it is asked for")
}

fn listed(
    review: &mut Review<'_>,
    name: &str,
    which: &str,
    within: Option<(&str, &str)>,
) -> Replies {
    let show = Show {
        what: What::Replies {
            form: FORM.to_owned(),
            name: name.to_owned(),
            which: which.to_owned(),
            within: within.map(|(by, group)| (by.to_owned(), group.to_owned())),
            from: 0,
            most: 10_000,
        },
        ..show(Population::Provisional)
    };
    review.replies(&show).expect("it is asked for")
}

/// Each response to the form under a line of its own.
fn filled(source: &Source, pool: &[Filled]) -> Vec<Filled> {
    let own = pool.iter().filter(|own| own.form == FORM);
    let own = own.zip(&source.register).enumerate();
    own.map(|(place, (filled, line))| Filled {
        id: format!("r{place}"),
        subject: line.id.clone(),
        state: STATES[1 + place % 4],
        ..filled.clone()
    })
    .collect()
}

fn counts(line: &QuestionLine) -> BTreeMap<&str, u32> {
    let counts = line.total.counts.iter();
    counts
        .map(|(name, figure)| {
            let count = figure.a.as_deref().expect("a count");
            (name.as_str(), count.parse().expect("a whole number"))
        })
        .filter(|(_, count)| *count > 0)
        .collect()
}

/// How many choose what, counted in the stored answers.
fn chosen<'f>(filled: impl Iterator<Item = &'f Filled>, name: &str) -> BTreeMap<&'f str, u32> {
    let mut counts = BTreeMap::new();
    for own in filled {
        let stored = own.answers.get(name).map_or("", String::as_str);
        for choice in stored.split(' ').filter(|own| !own.is_empty()) {
            *counts.entry(choice).or_default() += 1;
        }
    }
    counts
}

fn of_group<'f>(all: &'f [Filled], group: &str) -> impl Iterator<Item = &'f Filled> {
    all.iter()
        .filter(move |own| own.answers.get(BY).map_or("", String::as_str) == group)
}

/// Whether a year is asked for, by the rule of the form: what is stored besides is left from before
/// something else was answered.
fn is_asked(filled: &Filled, year: &str) -> bool {
    let answer = |name: &str| filled.answers.get(name).map_or("", String::as_str);
    let founded = answer("founded_date").split('-').next().unwrap_or_default();
    let is_short = answer("level") == "commune";
    let is_end = year == "2017" || year == founded.max("2012");
    !founded.is_empty() && year >= founded && (!is_short || is_end)
}

#[test]
fn a_question_is_counted_as_its_answers_are_stored() {
    let (source, pool) = read();
    let plan = Plan::new(&source.indicators, &source.dimensions, &source.engines).expect("sound");
    let mut review = Review::new(&source, &plan);
    let all = filled(&source, &pool);
    for own in &all {
        review.take(own.clone());
    }
    for name in [ONE, SEVERAL] {
        let question = told(&mut review, &ask(name, Some(BY), None));
        assert_eq!(question.counted as usize, all.len());
        let whole = &question.table.whole;
        assert_eq!(counts(whole), chosen(all.iter(), name), "{name}");
        let figures = &whole.total;
        let sum = figures.answered + figures.blank + figures.not_asked;
        assert_eq!(sum as usize, all.len());
        for (group, line) in &question.table.rows {
            assert_eq!(counts(line), chosen(of_group(&all, group), name), "{group}");
            for (choice, count) in counts(line) {
                let replies = listed(&mut review, name, choice, Some((BY, group)));
                assert_eq!(replies.all, count, "{group} {choice}");
                assert!(replies.rows.iter().all(|row| row.stored.contains(choice)));
            }
        }
    }
    let question = told(&mut review, &ask(NUMBER, None, None));
    let spread = question.table.whole.total.spread.expect("numbers");
    let stored = all.iter().filter_map(|own| own.answers.get(NUMBER));
    let numbers: Vec<f64> = stored.map(|own| own.parse().expect("a number")).collect();
    let sum: f64 = numbers.iter().sum();
    let said = |text: &Option<String>| -> f64 {
        let text = text.as_ref().expect("a number");
        text.parse().expect("a number")
    };
    assert_eq!(spread.count as usize, numbers.len());
    assert!((said(&spread.sum) - sum).abs() < 1e-6);
    assert!((said(&spread.mean) - sum / numbers.len() as f64).abs() <= 0.005);

    let question = told(&mut review, &ask(YEARLY.1, Some("year"), Some(BY)));
    for (place, (year, line)) in question.table.rows.iter().enumerate() {
        let path = format!("{}/{}/{}", YEARLY.0, place + 1, YEARLY.1);
        assert_eq!(*year, (2012 + place).to_string());
        let cells = line.cells.iter().zip(&question.table.columns);
        for (cell, group) in cells {
            let own = of_group(&all, group).filter(|own| is_asked(own, year));
            let stored = own.filter_map(|own| own.answers.get(&path));
            let sum: f64 = stored
                .map(|own| own.parse::<f64>().expect("a number"))
                .sum();
            let told = cell.spread.as_ref().map_or(0.0, |spread| said(&spread.sum));
            assert_eq!(told, sum, "{year} {group}");
        }
    }
}

#[test]
fn a_state_leaves_the_others_out_and_an_answer_that_changes_is_counted_anew() {
    let (source, pool) = read();
    let plan = Plan::new(&source.indicators, &source.dimensions, &source.engines).expect("sound");
    let mut review = Review::new(&source, &plan);
    let mut all = filled(&source, &pool);
    for own in &all {
        review.take(own.clone());
    }
    let mut random = Random(5);
    let choices: Vec<String> = chosen(all.iter(), ONE)
        .into_keys()
        .map(str::to_owned)
        .collect();
    for _ in 0..20 {
        let place = random.below(all.len());
        let other = choices[random.below(choices.len())].clone();
        all[place].answers.insert(ONE.to_owned(), other);
        all[place].state = STATES[random.below(STATES.len())];
        review.take(all[place].clone());
        for state in [None].into_iter().chain(Standing::COUNTED.map(Some)) {
            let show = Show {
                standing: state,
                ..ask(ONE, None, None)
            };
            let is_counted = |own: &&Filled| match state {
                None => own.state != State::Draft,
                Some(state) => standing(own.state) == state,
            };
            let wanted = chosen(all.iter().filter(is_counted), ONE);
            let question = told(&mut review, &show);
            assert_eq!(counts(&question.table.whole), wanted, "{state:?}");
        }
    }
    // Indicators leave the others out, too.
    let mut whole = 0;
    for state in Standing::COUNTED {
        let show = Show {
            standing: Some(state),
            ..show(Population::Provisional)
        };
        review.figures(&show, |figures| {
            assert_eq!(figures.progress, []);
            whole += figures.counted;
        });
    }
    let drafts = all.iter().filter(|own| own.state == State::Draft).count();
    assert_eq!(whole as usize, all.len() - drafts);
}

#[test]
fn what_a_form_does_not_ask_is_not_said() {
    let (source, pool) = read();
    let plan = Plan::new(&source.indicators, &source.dimensions, &source.engines).expect("sound");
    let mut review = Review::new(&source, &plan);
    for own in filled(&source, &pool) {
        review.take(own);
    }
    assert_eq!(review.question(&ask("no_such", None, None)), None);
    assert_eq!(review.question(&show(Population::Provisional)), None);
    // No response of this form has groups of that dimension: it divides nothing.
    let question = told(&mut review, &ask(ONE, Some("unit_kind"), None));
    let undivided = told(&mut review, &ask(ONE, None, None));
    assert_eq!(question.table, undivided.table);
    assert!(undivided.table.whole.total.answered > 0);
}
