//! Addresses, there and back.

use sohoi_stats::Standing;

use super::*;

fn approved(by: Option<&str>) -> Figures {
    Figures {
        population: Population::Approved,
        by: by.map(str::to_owned),
        ..Figures::default()
    }
}

fn only(groups: &[(&str, &str)]) -> Figures {
    let groups = groups.iter();
    Figures {
        only: groups
            .map(|(dimension, group)| ((*dimension).to_owned(), (*group).to_owned()))
            .collect(),
        ..approved(None)
    }
}

fn indicator(code: &str, figures: Figures, group: Option<&str>, first: u32) -> Route {
    Route::Indicator {
        code: code.to_owned(),
        figures,
        group: group.map(str::to_owned),
        first,
    }
}

fn lists(list: Option<&str>, population: Population) -> Route {
    Route::lists(list.map(str::to_owned), population)
}

fn boats() -> QuestionName {
    QuestionName {
        form: "club".to_owned(),
        name: "boats".to_owned(),
    }
}

fn replies(group: Option<&str>, which: Option<&str>, first: u32) -> Route {
    Route::Replies {
        asked: boats(),
        figures: Figures {
            by: group.map(|_| "shore".to_owned()),
            ..Figures::default()
        },
        group: group.map(str::to_owned),
        which: which.map(str::to_owned),
        first,
    }
}

fn portraits(unit: Option<&str>, population: Population) -> Route {
    Route::Portraits {
        unit: unit.map(str::to_owned),
        population,
    }
}

fn since(place: Option<&str>, is_all: bool) -> Route {
    Route::Since {
        id: "0199-a".to_owned(),
        place: place.map(str::to_owned),
        is_all,
    }
}

fn compared(left: Option<&str>) -> Compared {
    Compared {
        population: Population::Approved,
        sides: [
            Side {
                snapshot: None,
                place: left.map(str::to_owned),
            },
            Side {
                snapshot: Some("0199-a".to_owned()),
                place: None,
            },
        ],
        is_all: true,
    }
}

#[test]
fn reads_every_address_of_the_app() {
    let response = |section: Option<&str>, at: Option<&str>| Route::Response {
        id: "0199-a".to_owned(),
        section: section.map(str::to_owned),
        at: at.map(str::to_owned),
    };
    let paper = |is_empty| Route::Paper {
        id: "0199-a".to_owned(),
        is_empty,
    };
    let portrait = Route::Portrait {
        id: "0199-a".to_owned(),
    };
    let cases = [
        ("", Route::Home),
        ("#", Route::Home),
        ("#/", Route::Home),
        ("#/results", Route::Results(Figures::default())),
        (
            "#/results?by=shore&population=approved",
            Route::Results(approved(Some("shore"))),
        ),
        (
            "#/results?population=no_such&by=",
            Route::Results(Figures::default()),
        ),
        (
            "#/results/N01?population=approved",
            indicator("N01", approved(None), None, 0),
        ),
        (
            "#/results/N01?by=shore&group=h%E1%BB%93&first=2",
            indicator(
                "N01",
                Figures {
                    by: Some("shore".to_owned()),
                    ..Figures::default()
                },
                Some("hồ"),
                2,
            ),
        ),
        (
            "#/results/N01?group=",
            indicator("N01", Figures::default(), Some(""), 0),
        ),
        (
            "#/results?only=shore%3Awest&only=kind:&population=approved&only=lake",
            Route::Results(only(&[("shore", "west"), ("kind", "")])),
        ),
        (
            "#/cross/N01?by=year&across=shore",
            Route::Cross {
                code: "N01".to_owned(),
                figures: Figures {
                    by: Some("year".to_owned()),
                    ..Figures::default()
                },
                across: Some("shore".to_owned()),
            },
        ),
        ("#/cross", Route::Unknown),
        ("#/questions", Route::Questions(Figures::default())),
        (
            "#/questions?state=checked&only=shore:west&population=approved",
            Route::Questions(Figures {
                state: Some(Standing::Checked),
                ..only(&[("shore", "west")])
            }),
        ),
        // What is open counts nowhere.
        ("#/results?state=open", Route::Results(Figures::default())),
        (
            "#/question/club/boats?by=year&across=shore&measure=median",
            Route::Question {
                asked: boats(),
                figures: Figures {
                    by: Some("year".to_owned()),
                    ..Figures::default()
                },
                across: Some("shore".to_owned()),
                measure: Some("median".to_owned()),
            },
        ),
        (
            "#/replies/club/boats?by=shore&group=&which=-blank&first=1",
            replies(Some(""), Some("-blank"), 1),
        ),
        ("#/question/club", Route::Unknown),
        ("#/question/club/boats/more", Route::Unknown),
        ("#/report", Route::Report(Population::Provisional)),
        (
            "#/report?population=approved",
            Route::Report(Population::Approved),
        ),
        ("#/report/more", Route::Unknown),
        ("#/lists", lists(None, Population::Provisional)),
        (
            "#/lists/no-hall?population=approved",
            lists(Some("no-hall"), Population::Approved),
        ),
        ("#/lists/a/b", Route::Unknown),
        ("#/merge", Route::Merge(None)),
        ("#/merge?by=shore", Route::Merge(Some("shore".to_owned()))),
        ("#/merge/more", Route::Unknown),
        ("#/proposals", Route::Proposals(Population::Provisional)),
        (
            "#/proposals?population=approved",
            Route::Proposals(Population::Approved),
        ),
        ("#/proposals/0199-a", Route::Unknown),
        ("#/portraits", portraits(None, Population::Provisional)),
        (
            "#/portraits?population=approved&unit=h%E1%BB%93",
            portraits(Some("hồ"), Population::Approved),
        ),
        (
            "#/portraits?unit=",
            portraits(None, Population::Provisional),
        ),
        ("#/portraits/0199-a", Route::Unknown),
        (
            "#/snapshots?population=approved",
            Route::Snapshots(Population::Approved),
        ),
        ("#/snapshots", Route::Snapshots(Population::Provisional)),
        ("#/snapshots/0199-a", since(None, false)),
        (
            "#/snapshots/0199-a?place=h%E1%BB%93&all=1",
            since(Some("hồ"), true),
        ),
        ("#/snapshots/0199-a?place=&all=0", since(Some(""), false)),
        ("#/snapshots/a/b", Route::Unknown),
        ("#/compare", Route::Compare(Compared::default())),
        (
            "#/compare?left=west&right-of=0199-a&all=1&population=approved",
            Route::Compare(compared(Some("west"))),
        ),
        ("#/compare/more", Route::Unknown),
        ("#/register", Route::Register),
        ("#/invited", Route::Invited(None)),
        ("#/device", Route::Device),
        ("#/response/0199-a", response(None, None)),
        ("#/response/0199-a/s4", response(Some("s4"), None)),
        ("#/response/0199-a/-review", response(Some(REVIEW), None)),
        (
            "#/response/0199-a/s4?at=year/1/total",
            response(Some("s4"), Some("year/1/total")),
        ),
        ("#/paper/0199-a", paper(false)),
        ("#/paper/0199-a/empty", paper(true)),
        ("#/paper/0199-a/full", Route::Unknown),
        ("#/paper", Route::Unknown),
        ("#/portrait/0199-a", portrait.clone()),
        ("#/portrait/0199-a/more", Route::Unknown),
        ("#/response", Route::Unknown),
        ("#/response/a/b/c", Route::Unknown),
        ("#/results/more/still", Route::Unknown),
        ("#/elsewhere", Route::Unknown),
    ];
    for (hash, expected) in cases {
        assert_eq!(Route::parse(hash), expected, "{hash}");
    }
}

#[test]
fn write_then_read_is_the_identity() {
    let response = Route::Response {
        id: "r".to_owned(),
        section: Some("s".to_owned()),
        at: Some("rows/2/q".to_owned()),
    };
    for route in [
        Route::Home,
        Route::Results(Figures::default()),
        Route::Results(approved(Some("shore"))),
        Route::Merge(None),
        Route::Merge(Some("a&b".to_owned())),
        indicator("N01", approved(Some("a&b")), Some("50 % = ½"), 3),
        indicator("N01", approved(Some("shore")), Some(""), 0),
        indicator("N01", Figures::default(), None, 0),
        Route::Report(Population::Approved),
        Route::Proposals(Population::Approved),
        Route::Results(only(&[("shore", "hồ:a&b"), ("kind", "")])),
        indicator("N01", only(&[("shore", "west")]), Some("x"), 2),
        Route::Cross {
            code: "N01".to_owned(),
            figures: only(&[("shore", "west")]),
            across: Some("kind".to_owned()),
        },
        Route::Questions(only(&[("shore", "west")])),
        Route::Results(Figures {
            state: Some(Standing::Locked),
            ..approved(Some("shore"))
        }),
        Route::Question {
            asked: QuestionName {
                form: "a/b".to_owned(),
                name: "½".to_owned(),
            },
            figures: approved(Some("year")),
            across: None,
            measure: Some("a&b".to_owned()),
        },
        replies(Some("hồ"), Some("x=y"), 2),
        replies(None, None, 0),
        portraits(None, Population::Approved),
        portraits(Some("a&b ½"), Population::Provisional),
        lists(None, Population::Approved),
        lists(Some("a/b ½"), Population::Provisional),
        Route::Lists {
            list: Some("no-hall".to_owned()),
            population: Population::Approved,
            first: 70,
        },
        since(None, true),
        since(Some("a&b = ½"), false),
        Route::Snapshots(Population::Approved),
        Route::Compare(Compared::default()),
        Route::Compare(compared(Some(""))),
        Route::Device,
        Route::section("r", "s"),
        Route::Paper {
            id: "r".to_owned(),
            is_empty: true,
        },
        Route::Portrait { id: "r".to_owned() },
        response,
    ] {
        assert_eq!(Route::parse(&route.href()), route);
    }
}

#[test]
fn the_code_of_an_invitation_is_read_and_never_written() {
    let code = "ABCDE-FGHJK-MNPQR-STVW";
    let route = Route::parse(&["#/invited/", code].concat());
    assert_eq!(route, Route::Invited(Some(code.to_owned())));
    assert_eq!(route.href(), "#/invited");
}
