//! What is said, there and back.

use sohoi_json::{from_bytes, to_text};

use super::*;

#[test]
fn reads_what_is_written() {
    let share = Share {
        values: vec!["1".to_owned(), "2.5".to_owned()],
        section: Some("s1".to_owned()),
        at: None,
    };
    for said in [
        Said::NotUnderstood,
        Said::Reading(Reading { done: 3, all: 9 }),
        Said::Nothing(Nothing::Broken),
        Said::Figures(Figures {
            number: 2,
            population: Population::Approved,
            counted: 7,
            progress: vec![("club".to_owned(), (7, 9))],
            retyped: vec![(("club".to_owned(), "boats".to_owned()), 3)],
            tables: Vec::new(),
            is_whole: true,
        }),
        Said::Behind(Behind {
            number: 3,
            population: Population::Provisional,
            all: 1,
            from: 50,
            rows: vec![Row {
                response: "r".to_owned(),
                subject: "s".to_owned(),
                a: Some(share),
                b: None,
            }],
        }),
        Said::Peers(Peers {
            number: 5,
            population: Population::Approved,
            counted: 6,
            groups: vec![PeerGroup {
                comparison: 0,
                group: String::new(),
                counted: 6,
                medians: vec![
                    Median {
                        values: 6,
                        median: Some("2.5".to_owned()),
                    },
                    Median {
                        values: 4,
                        median: None,
                    },
                ],
            }],
            responses: vec!["r".to_owned()],
        }),
        Said::Moment(Now {
            number: 5,
            moment: Moment {
                population: Population::Approved,
                by: None,
                figures: Vec::new(),
                responses: Vec::new(),
            },
        }),
        Said::Lists(Lists {
            number: 4,
            population: Population::Approved,
            counted: 9,
            counts: vec![2, 0],
            rows: vec![
                ListRow {
                    subject: "s".to_owned(),
                    response: Some("r".to_owned()),
                    cells: vec![String::new(), "2017-06-30".to_owned()],
                    phone: "0252 3 822 000".to_owned(),
                    steps: vec![0, 3],
                },
                ListRow {
                    subject: "t".to_owned(),
                    response: None,
                    cells: Vec::new(),
                    phone: String::new(),
                    steps: Vec::new(),
                },
            ],
        }),
        Said::Question(Question {
            number: 5,
            population: Population::Approved,
            counted: 9,
            table: QuestionTable {
                columns: vec!["west".to_owned()],
                ..QuestionTable::default()
            },
        }),
        Said::Replies(Replies {
            number: 6,
            population: Population::Provisional,
            all: 1,
            from: 0,
            rows: vec![ReplyRow {
                response: "r".to_owned(),
                subject: "s".to_owned(),
                section: "all".to_owned(),
                at: "season/2/catch".to_owned(),
                key: "2020".to_owned(),
                stored: "7".to_owned(),
            }],
        }),
    ] {
        let text = to_text(&said);
        assert_eq!(from_bytes::<Said>(text.as_bytes()).unwrap(), said, "{text}");
    }
}
