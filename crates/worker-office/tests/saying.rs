//! What page and worker say to each other, and what the worker cannot do.

use sohoi_json::{from_bytes, to_text};
use sohoi_stats::Population;
use sohoi_storage::Snapshot;
use sohoi_sync::{Account, Role, Scope};
use sohoi_text::Language;
use sohoi_worker_office::{
    Addressed, Asked, Failure, Group, Proposals, Quoted, Request, Said, What, make,
};

const WHATS: [What; 18] = [
    What::Proposals,
    What::FiguresWorkbook,
    What::PublishedWorkbook,
    What::ProposalsWorkbook,
    What::FiguresCsv,
    What::ResponsesWorkbook,
    What::ResponsesWide,
    What::ResponsesLong,
    What::Dictionary,
    What::ListsWorkbook,
    What::ListCsv,
    What::Report,
    What::FiguresJson,
    What::ResponsesJson,
    What::ResponsesSps,
    What::ResponsesR,
    What::AnswersJson,
    What::DictionaryJson,
];

fn request(what: What, today: &str) -> Request {
    Request {
        account: Account {
            name: "a".to_owned(),
            display: "A".to_owned(),
            role: Role::Coordinator,
            scope: Scope::Unit("u".to_owned()),
        },
        round: "r".to_owned(),
        what,
        form: "f".to_owned(),
        population: Population::Approved,
        language: Language::En,
        today: today.to_owned(),
    }
}

#[test]
fn what_is_said_is_what_is_heard() {
    for what in WHATS {
        let request = Asked::Make(request(what, "2021-07-09"));
        let text = to_text(&request);
        assert_eq!(from_bytes(text.as_bytes()), Ok(request), "{text}");
    }
    for said in [
        Said::Step(0, 0),
        Said::Step(3, 1190),
        Said::Made,
        Said::Failed(Failure::NotUnderstood),
        Said::Failed(Failure::Storage),
        Said::Failed(Failure::NotHere),
        Said::Failed(Failure::BrokenRound),
        Said::Failed(Failure::TooLarge),
    ] {
        let text = to_text(&said);
        assert_eq!(from_bytes(text.as_bytes()), Ok(said), "{text}");
    }
}

#[test]
fn without_a_round_or_a_day_there_is_no_file() {
    for what in WHATS {
        for (today, expected) in [
            ("2021-07-09", Failure::NotHere),
            ("today", Failure::NotUnderstood),
        ] {
            let made = make(&request(what, today), Snapshot::default(), &|_, _| {});
            assert_eq!(made, Err(expected), "{what:?}");
        }
    }
}

#[test]
fn only_files_of_figures_hold_no_single_response() {
    let figures = WHATS.iter().filter(|what| !what.has_responses());
    assert_eq!(
        figures.collect::<Vec<_>>(),
        [
            &What::FiguresWorkbook,
            &What::PublishedWorkbook,
            &What::FiguresCsv,
            &What::Report,
            &What::FiguresJson
        ]
    );
}

#[test]
fn proposals_are_read_as_they_are_written() {
    let quoted = Quoted {
        text: "Cấp \"kinh phí\"\nhằng năm".to_owned(),
        response: "r".to_owned(),
        form: "f".to_owned(),
        section: "a".to_owned(),
        question: "q".to_owned(),
        subject: "s".to_owned(),
    };
    let proposals = Proposals {
        responses: 3,
        left_out: 1,
        addressed: vec![Addressed {
            addressee: "Tỉnh".to_owned(),
            groups: vec![Group {
                representative: quoted.text.clone(),
                subjects: 2,
                quotations: vec![quoted.clone(), quoted.clone()],
            }],
            single: vec![quoted],
        }],
    };
    let text = to_text(&proposals);
    assert_eq!(from_bytes(text.as_bytes()), Ok(proposals), "{text}");
}
