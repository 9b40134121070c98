//! What the page says, there and back.

use sohoi_json::{from_bytes, to_text};

use super::*;

#[test]
fn reads_what_is_written() {
    let mut filled = Filled::gone("r1");
    filled
        .answers
        .insert("q/1/x".to_owned(), "\"7\"".to_owned());
    filled.state = State::Approved;
    let show = |what| {
        Asked::Show(Show {
            number: 7,
            population: Population::Approved,
            only: vec![("shore".to_owned(), "west".to_owned())],
            standing: matches!(what, What::Lists { .. }).then_some(Standing::Checked),
            what,
        })
    };
    for asked in [
        Asked::Open {
            account: "tinh".to_owned(),
            role: Role::Coordinator,
            round: "round".to_owned(),
        },
        Asked::Changed(vec![filled, Filled::gone("r2")]),
        show(What::All {
            by: None,
            also: vec!["shore".to_owned(), "year".to_owned()],
        }),
        show(What::All {
            by: Some("shore".to_owned()),
            also: Vec::new(),
        }),
        show(What::Cross {
            code: "N01".to_owned(),
            rows: "year".to_owned(),
            columns: "shore".to_owned(),
        }),
        show(What::One {
            code: "N01".to_owned(),
            within: Some(("shore".to_owned(), String::new())),
            from: 50,
            most: 25,
        }),
        show(What::Peers),
        show(What::Lists { list: None }),
        show(What::Lists {
            list: Some("late".to_owned()),
        }),
        show(What::Question {
            form: "club".to_owned(),
            name: "boats".to_owned(),
            rows: Some("year".to_owned()),
            columns: None,
        }),
        show(What::Replies {
            form: "club".to_owned(),
            name: "boats".to_owned(),
            which: "-blank".to_owned(),
            within: Some(("shore".to_owned(), String::new())),
            from: 50,
            most: 25,
        }),
    ] {
        let text = to_text(&asked);
        assert_eq!(
            from_bytes::<Asked>(text.as_bytes()).unwrap(),
            asked,
            "{text}"
        );
    }
}
