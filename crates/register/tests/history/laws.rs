//! Laws of the register, on random histories.

use std::collections::BTreeMap;

use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use sohoi_register::{Change, History, Register, Standing};

use crate::yard::{day, event, moment, subject, units};

fn change() -> impl Strategy<Value = Change> {
    let id = || (0..6u8).prop_map(|n| format!("l{n}"));
    let unit = || (0..3u8).prop_map(|n| format!("u{n}"));
    let name = || {
        prop::sample::select(vec![
            "Hội Đông y",
            "Hội Luật gia",
            "Hội Làm vườn",
            "Hội Nông dân",
            "Hội Y",
        ])
    };
    let line =
        move || (id(), name(), unit()).prop_map(|(id, name, unit)| subject(&id, name, &unit));
    prop_oneof![
        4 => line().prop_map(|line| Change::Add { line }),
        2 => line().prop_map(|line| Change::AddProvisional { line }),
        1 => (id(), name()).prop_map(|(line, name)| Change::Rename { line, name: name.to_owned() }),
        1 => (id(), unit()).prop_map(|(line, unit)| Change::Move { line, unit }),
        1 => (id(), "[ab]?").prop_map(|(line, value)| Change::Amend { line, attributes: BTreeMap::from([("x".to_owned(), value)]) }),
        1 => (prop::collection::vec(id(), 1..3), id()).prop_map(|(lines, into)| Change::Merge { lines, into }),
        1 => id().prop_map(|line| Change::Dissolve { line }),
        1 => (id(), id()).prop_map(|(line, code)| Change::Confirm { line, code }),
        1 => (id(), "[a ]?").prop_map(|(line, reason)| Change::Refuse { line, reason }),
    ]
}

/// A history of what was taken of random changes, each tried alone.
fn history() -> impl Strategy<Value = History> {
    prop::collection::vec((change(), 0..40u64), 0..40).prop_map(|changes| {
        let mut history = History::new(units());
        for (number, (change, effective)) in changes.into_iter().enumerate() {
            let _ = history.note([event(number, effective, None, change)]);
        }
        history
    })
}

fn config() -> ProptestConfig {
    ProptestConfig {
        rng_seed: RngSeed::Fixed(17),
        failure_persistence: None,
        ..ProptestConfig::default()
    }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn the_register_of_a_day_is_its_events_replayed(history in history(), on in 0..45u64) {
        let mut events: Vec<_> = history.events().iter().filter(|event| event.effective <= day(on)).collect();
        events.sort_by_key(|event| event.effective);
        let mut replayed = Register::default();
        for event in events {
            prop_assert_eq!(replayed.apply(&event.change, event.effective, history.units()), Ok(()));
        }
        prop_assert_eq!(history.as_of(day(on)), replayed);
    }

    #[test]
    fn no_day_has_two_of_a_name_in_a_unit_or_one_that_the_law_excludes(history in history(), on in 0..45u64) {
        let register = history.as_of(day(on));
        let mut names = std::collections::BTreeSet::new();
        for line in register.listed() {
            prop_assert!(names.insert((&line.subject.unit, &line.subject.name)));
            prop_assert!(!line.subject.name.contains("Nông dân"));
        }
    }

    #[test]
    fn what_is_refused_leaves_the_history_as_it_was(history in history(), change in change(), on in 0..45u64) {
        let mut after = history.clone();
        if after.note([event(99, on, None, change)]).is_err() {
            prop_assert_eq!(after, history);
        } else {
            prop_assert_eq!(after.events().len(), history.events().len() + 1);
        }
    }

    #[test]
    fn what_is_noted_of_today_leaves_the_days_before_as_they_were(history in history(), change in change(), on in 1..45u64) {
        let mut after = history.clone();
        let _ = after.note([event(99, on, None, change)]);
        prop_assert_eq!(after.as_of(day(on - 1)), history.as_of(day(on - 1)));
    }

    #[test]
    fn an_undone_batch_leaves_the_register_of_every_day_as_before(
        history in history(),
        changes in prop::collection::vec((change(), 0..40u64), 1..6),
    ) {
        let mut after = history.clone();
        for (number, (change, effective)) in changes.into_iter().enumerate() {
            let _ = after.note([event(100 + number, effective, Some("import"), change)]);
        }
        let came = after.events().len() > history.events().len();
        let moment_before = moment(150);
        let known = after.as_of(day(50));
        let undo = after.note([event(200, 0, None, Change::Undo { batch: "import".to_owned() })]);
        prop_assert_eq!(undo.is_ok(), came, "{:?}", undo);
        for on in 0..45 {
            prop_assert_eq!(after.as_of(day(on)), history.as_of(day(on)));
        }
        // What was known before stays to be asked for.
        prop_assert_eq!(after.as_known(day(50), moment_before), known);
    }

    #[test]
    fn what_went_on_as_another_is_reached_from_there_and_back(history in history()) {
        let register = history.as_of(day(50));
        for line in register.all() {
            let id = &line.subject.id;
            let goal = register.goes_on_as(id).expect("it goes on as something");
            let goes_on = matches!(goal.standing, Standing::Became { .. });
            prop_assert!(!goes_on);
            if matches!(line.standing, Standing::Became { .. }) {
                let forebears = register.forebears(&goal.subject.id);
                prop_assert!(forebears.iter().any(|forebear| forebear.subject.id == *id));
                let goals = history.of_line(&goal.subject.id);
                prop_assert!(history.of_line(id).iter().all(|event| goals.contains(event)));
            }
        }
    }
}
