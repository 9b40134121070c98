//! Laws of the register, on random histories.

use std::collections::BTreeMap;

use chrono::{Days, NaiveDate, NaiveDateTime};
use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use sohoi_register::{
    Change, DatedUnit, Event, Excluded, History, NotNoted, Refusal, Register, Standing, Units,
};
use sohoi_round::Subject;

fn day(number: u64) -> NaiveDate {
    let first: NaiveDate = "2017-01-01".parse().expect("a day");
    first + Days::new(number)
}

fn moment(number: usize) -> NaiveDateTime {
    day(1000 + number as u64)
        .and_hms_opt(8, 0, 0)
        .expect("a moment")
}

fn units() -> Units {
    let unit = |id: &str, until: Option<NaiveDate>| DatedUnit {
        id: id.to_owned(),
        name: format!("Xã {id}"),
        level: "commune".to_owned(),
        parent: None,
        code: None,
        from: None,
        until,
    };
    Units::new([
        unit("u0", None),
        unit("u1", None),
        unit("u2", Some(day(20))),
    ])
}

fn subject(id: &str, name: &str, unit: &str) -> Subject {
    Subject {
        id: id.to_owned(),
        name: name.to_owned(),
        kind: "association".to_owned(),
        unit: unit.to_owned(),
        attributes: BTreeMap::new(),
    }
}

fn event(number: usize, effective: u64, batch: Option<&str>, change: Change) -> Event {
    Event {
        id: format!("e{number}"),
        effective: day(effective),
        noted: moment(number),
        by: "an".to_owned(),
        batch: batch.map(str::to_owned),
        change,
    }
}

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

fn refusal(history: &mut History, number: usize, on: u64, change: Change) -> Option<Refusal> {
    match history.note([event(number, on, None, change)]) {
        Ok(()) => None,
        Err(NotNoted::Itself { refusal, .. }) => Some(refusal),
        Err(other) => panic!("{other}"),
    }
}

#[test]
fn refusals_say_why() {
    let mut history = History::new(units());
    let add = |id: &str, name: &str, unit: &str| Change::Add {
        line: subject(id, name, unit),
    };
    let to = |line: &str| line.to_owned();
    let merge = |lines: &[&str], into: &str| Change::Merge {
        lines: lines.iter().map(|line| to(line)).collect(),
        into: to(into),
    };
    let provisional = Change::AddProvisional {
        line: subject("p", "Hội Làm vườn", "u0"),
    };
    let steps = [
        (add("a", "Hội Đông y", "u0"), None),
        (
            add("a", "Hội Luật gia", "u0"),
            Some(Refusal::CodeTaken { code: to("a") }),
        ),
        (add(" ", "Hội Luật gia", "u0"), Some(Refusal::NoCode)),
        (add("b", " – ", "u0"), Some(Refusal::NoName)),
        (
            add("b", "HOI DONG Y", "u0"),
            Some(Refusal::NameTaken { line: to("a") }),
        ),
        (add("b", "Hội Đông y", "u1"), None),
        (
            add("c", "Hội Đông y", "u9"),
            Some(Refusal::NoSuchUnit {
                unit: to("u9"),
                day: day(30),
            }),
        ),
        (
            add("c", "Hội Đông y", "u2"),
            Some(Refusal::NoSuchUnit {
                unit: to("u2"),
                day: day(30),
            }),
        ),
        (
            add("c", "Hội Nông dân xã", "u0"),
            Some(Refusal::Excluded {
                organisation: Excluded::Farmers,
            }),
        ),
        (
            Change::Rename {
                line: to("a"),
                name: to("Hội CCB"),
            },
            Some(Refusal::Excluded {
                organisation: Excluded::Veterans,
            }),
        ),
        (
            Change::Move {
                line: to("b"),
                unit: to("u0"),
            },
            Some(Refusal::NameTaken { line: to("a") }),
        ),
        (provisional, None),
        (
            Change::Refuse {
                line: to("a"),
                reason: to("x"),
            },
            Some(Refusal::NotProvisional { line: to("a") }),
        ),
        (
            Change::Refuse {
                line: to("p"),
                reason: to(" "),
            },
            Some(Refusal::NoReason),
        ),
        (
            merge(&["a"], "p"),
            Some(Refusal::StillProvisional { line: to("p") }),
        ),
        (merge(&["a"], "a"), Some(Refusal::NotOthers)),
        (merge(&[], "a"), Some(Refusal::NotOthers)),
        (merge(&["b", "b"], "a"), Some(Refusal::NotOthers)),
        (
            Change::Confirm {
                line: to("p"),
                code: to("a"),
            },
            Some(Refusal::CodeTaken { code: to("a") }),
        ),
        (
            Change::Confirm {
                line: to("p"),
                code: to("c"),
            },
            None,
        ),
        (merge(&["b"], "a"), None),
        (
            Change::Dissolve { line: to("b") },
            Some(Refusal::Ended {
                line: to("b"),
                ended: day(30),
            }),
        ),
        (
            Change::Dissolve { line: to("z") },
            Some(Refusal::NoSuchLine { line: to("z") }),
        ),
        (
            Change::Undo { batch: to("z") },
            Some(Refusal::NoSuchBatch { batch: to("z") }),
        ),
    ];
    for (number, (change, expected)) in steps.into_iter().enumerate() {
        assert_eq!(
            refusal(&mut history, number, 30, change.clone()),
            expected,
            "{change:?}"
        );
    }
    let register = history.as_of(day(30));
    let ids: Vec<_> = register
        .listed()
        .map(|line| line.subject.id.as_str())
        .collect();
    assert_eq!(ids, ["a", "c"]);
    assert_eq!(
        register.line("a").expect("it stands").came_from,
        [(to("b"), day(30))]
    );
    assert_eq!(register.search("lam vuon")[0].subject.id, "c");
    assert_eq!(
        register
            .goes_on_as("p")
            .expect("it was confirmed")
            .subject
            .id,
        "c"
    );
}

#[test]
fn an_earlier_day_is_refused_where_it_breaks_a_later_one() {
    let mut history = History::new(units());
    let add = Change::Add {
        line: subject("a", "Hội Đông y", "u0"),
    };
    history.note([event(0, 1, None, add)]).expect("it is new");
    let rename = Change::Rename {
        line: "a".to_owned(),
        name: "Hội Y".to_owned(),
    };
    history
        .note([event(1, 10, None, rename)])
        .expect("it stands");
    let dissolve = Change::Dissolve {
        line: "a".to_owned(),
    };
    let refused = history.note([event(2, 5, None, dissolve)]);
    let refusal = Refusal::Ended {
        line: "a".to_owned(),
        ended: day(5),
    };
    assert_eq!(
        refused,
        Err(NotNoted::Breaks {
            event: "e1".to_owned(),
            refusal
        })
    );
    let name = |on| {
        history
            .as_of(day(on))
            .line("a")
            .map(|line| line.subject.name.clone())
    };
    assert_eq!(
        [name(0), name(1), name(10)],
        [
            None,
            Some("Hội Đông y".to_owned()),
            Some("Hội Y".to_owned())
        ]
    );
}

#[test]
fn an_import_that_others_built_on_is_not_undone() {
    let mut history = History::new(units());
    let add = Change::Add {
        line: subject("a", "Hội Đông y", "u0"),
    };
    history
        .note([event(0, 1, Some("import"), add)])
        .expect("it is new");
    history
        .note([event(
            1,
            10,
            None,
            Change::Dissolve {
                line: "a".to_owned(),
            },
        )])
        .expect("it stands");
    let refused = history.note([event(
        2,
        10,
        None,
        Change::Undo {
            batch: "import".to_owned(),
        },
    )]);
    let refusal = Refusal::NoSuchLine {
        line: "a".to_owned(),
    };
    assert_eq!(
        refused,
        Err(NotNoted::Breaks {
            event: "e1".to_owned(),
            refusal
        })
    );
}

#[test]
fn lines_of_a_unit_that_ended_are_named() {
    let mut history = History::new(units());
    let add = Change::Add {
        line: subject("a", "Hội Đông y", "u2"),
    };
    history
        .note([event(0, 1, None, add)])
        .expect("the unit exists");
    let register = history.as_of(day(40));
    let stranded = |on| register.stranded(history.units(), day(on)).count();
    assert_eq!([stranded(19), stranded(20)], [0, 1]);
}

#[test]
fn events_are_written_and_read_alike() {
    let merge = Change::Merge {
        lines: vec!["a".into(), "b".into()],
        into: "c".into(),
    };
    let event = event(1, 3, Some("i"), merge);
    let json = serde_json::to_string(&event).expect("an event is JSON");
    assert_eq!(
        serde_json::from_str::<Event>(&json).expect("it was written"),
        event
    );
    assert!(json.contains(r#""effective":"2017-01-04""#), "{json}");
}
