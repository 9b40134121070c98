//! A ledger that responses come to, leave and change in says what those that are there say from
//! scratch.

use proptest::prelude::*;
use sohoi_stats::{Book, Counted, Facts, Ledger, Plan, compute};

use crate::forms::{dimensions, engines};
use crate::properties::{indicators, responses, seeded};

/// What happens to one of the places in a ledger: it holds a response or none.
type Step = (usize, Option<usize>);

fn from_scratch(responses: &[Counted]) -> Book {
    compute(&indicators(), &dimensions(), &engines(), responses).expect("sound indicators")
}

fn book(ledger: &Ledger<'_>) -> Book {
    let all = 0..indicators().len();
    Book {
        indicators: all.map(|place| ledger.table(place, &|_| true)).collect(),
    }
}

proptest! {
    #![proptest_config(seeded())]

    #[test]
    fn a_ledger_says_what_is_said_from_scratch(
        responses in responses(),
        steps in prop::collection::vec((0usize..4, prop::option::of(0usize..12)), 1..12),
    ) {
        let (indicators, dimensions, engines) = (indicators(), dimensions(), engines());
        let plan = Plan::new(&indicators, &dimensions, &engines).expect("sound indicators");
        let mut ledger = Ledger::new(&plan);
        let mut held: [Option<Counted>; 4] = Default::default();
        let mut kept: [Option<Facts<'_>>; 4] = Default::default();
        let mut shown = book(&ledger);
        ledger.take_changed();
        let steps: Vec<Step> = steps;
        for (place, wanted) in steps {
            let now = wanted.and_then(|wanted| responses.get(wanted)).cloned();
            let facts = now.as_ref().and_then(|response| {
                plan.facts(&response.form, response.session.answers().clone())
            });
            ledger.replace(kept[place].as_ref(), facts.as_ref());
            kept[place] = facts;
            held[place] = now;
            let there: Vec<Counted> = held.iter().flatten().cloned().collect();
            let whole = from_scratch(&there);
            prop_assert_eq!(&book(&ledger), &whole);
            // What the ledger does not name as changed is as it was shown before.
            for place in ledger.take_changed() {
                shown.indicators[place] = whole.indicators[place].clone();
            }
            prop_assert_eq!(&shown, &whole);
        }
    }
}

#[test]
fn only_figures_that_a_change_is_about_are_named() {
    use crate::forms::{indicator, response};
    use serde_json::json;

    let indicators = [
        indicator(
            json!({"code": "N1", "a": {"op": "sum", "form": "club", "field": "${fee}"},
            "breakdowns": ["shore"]}),
        ),
        indicator(
            json!({"code": "N2", "a": {"op": "sum", "form": "club", "field": "${boats}"},
            "breakdowns": ["shore"]}),
        ),
        indicator(json!({"code": "N3", "a": {"op": "count", "form": "office"}})),
    ];
    let (dimensions, engines) = (dimensions(), engines());
    let plan = Plan::new(&indicators, &dimensions, &engines).expect("sound indicators");
    let facts = |answers: &[(&str, &str)]| {
        let answers = response("club", answers).session.into_answers();
        plan.facts("club", answers)
            .expect("a form of the indicators")
    };
    let mut ledger = Ledger::new(&plan);
    assert_eq!(ledger.take_changed(), [0, 1, 2], "nothing was shown yet");
    let first = facts(&[("shore", "hills"), ("fee", "2"), ("boats", "3")]);
    ledger.add(&first);
    assert_eq!(ledger.take_changed(), [0, 1]);
    let dearer = facts(&[("shore", "hills"), ("fee", "5"), ("boats", "3")]);
    ledger.replace(Some(&first), Some(&dearer));
    assert_eq!(ledger.take_changed(), [0]);
    ledger.replace(Some(&dearer), Some(&dearer));
    assert!(ledger.take_changed().is_empty());
    let moved = facts(&[("shore", "coast"), ("fee", "5"), ("boats", "3")]);
    ledger.replace(Some(&dearer), Some(&moved));
    assert_eq!(ledger.take_changed(), [0, 1]);
    ledger.remove(&moved);
    assert_eq!(ledger.take_changed(), [0, 1]);
}
