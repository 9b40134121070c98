//! What the register refuses, and what it says.

use sohoi_register::{Change, Event, Excluded, History, NotNoted, Refusal};

use crate::yard::{day, event, subject, units};

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
