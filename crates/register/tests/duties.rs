//! Duties by the rules of the delivered round, and the calendar file.

use std::collections::BTreeMap;
use std::path::Path;

use chrono::{Days, NaiveDate};
use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use sohoi_form::Text;
use sohoi_register::duties::{Agenda, Duty, Within, calendar, duties, unknown};
use sohoi_round::{Due, DutyRule, Span, Subject, Unit};

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a day")
}

fn rules() -> Vec<DutyRule> {
    let rule = |id: &str, due, remind: &[Span], then| DutyRule {
        id: id.to_owned(),
        name: Text::default(),
        kind: "association".to_owned(),
        due,
        remind: remind.to_vec(),
        then,
    };
    let term = Due::Term {
        since: "held".into(),
        years_in: "term".into(),
        years: 5,
    };
    let months = [12, 6, 3].map(Span::Months);
    vec![
        rule("congress", term, &months, Some(Span::Months(1))),
        rule(
            "dossier",
            Due::Before {
                duty: "congress".into(),
                by: Span::Days(60),
            },
            &[],
            None,
        ),
        rule(
            "report",
            Due::Yearly { month: 12, day: 1 },
            &[Span::Months(1)],
            None,
        ),
    ]
}

fn line(held: &str, term: &str) -> Subject {
    let attributes = [("held", held), ("term", term)];
    Subject {
        id: "A1".into(),
        name: "Hội Đông y".into(),
        kind: "association".into(),
        unit: "u".into(),
        attributes: attributes
            .into_iter()
            .filter(|(_, value)| !value.is_empty())
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .collect::<BTreeMap<_, _>>(),
    }
}

fn of<'d>(found: &'d [Duty], rule: &str) -> &'d Duty {
    found
        .iter()
        .find(|duty| duty.rule == rule)
        .expect("it is owed")
}

#[test]
fn days_follow_from_the_rules() {
    // Last congress, term, today; due, reminded, next.
    let cases = [
        (
            "2012-06-10",
            "5",
            "2016-06-09",
            "2017-06-10",
            None,
            Some("2016-06-10"),
        ),
        (
            "2012-06-10",
            "5",
            "2016-06-10",
            "2017-06-10",
            Some("2016-06-10"),
            Some("2016-12-10"),
        ),
        (
            "2012-06-10",
            "",
            "2017-03-09",
            "2017-06-10",
            Some("2016-12-10"),
            Some("2017-03-10"),
        ),
        (
            "2012-06-10",
            "3",
            "2015-06-10",
            "2015-06-10",
            Some("2015-06-10"),
            Some("2015-07-10"),
        ),
        (
            "2012-06-10",
            "9",
            "2017-06-09",
            "2017-06-10",
            Some("2017-03-10"),
            Some("2017-06-10"),
        ),
        (
            "2012-02-29",
            "5",
            "2017-03-01",
            "2017-02-28",
            Some("2017-02-28"),
            Some("2017-03-28"),
        ),
        (
            "2012-02-29",
            "4",
            "2016-02-29",
            "2016-02-29",
            Some("2016-02-29"),
            Some("2016-03-29"),
        ),
        (
            "2012-08-31",
            "5",
            "2018-02-28",
            "2017-08-31",
            Some("2018-02-28"),
            Some("2018-03-31"),
        ),
    ];
    for (held, term, today, due, reminded, next) in cases {
        let found = duties(&line(held, term), &rules(), day(today));
        let congress = of(&found, "congress");
        assert_eq!(congress.due, day(due), "{held} {term}");
        assert_eq!(
            congress.reminded,
            reminded.map(day),
            "{held} {term} {today}"
        );
        assert_eq!(congress.next, next.map(day), "{held} {term} {today}");
    }
}

#[test]
fn the_dossier_is_before_the_congress_and_the_report_every_year() {
    let found = duties(&line("2012-06-10", "5"), &rules(), day("2017-01-01"));
    let days: Vec<_> = found
        .iter()
        .map(|duty| (duty.rule.as_str(), duty.due))
        .collect();
    assert_eq!(
        days,
        [
            ("dossier", day("2017-04-11")),
            ("congress", day("2017-06-10")),
            ("report", day("2017-12-01")),
        ]
    );
    let report = |today| of(&duties(&line("", ""), &rules(), day(today)), "report").clone();
    assert_eq!(report("2017-12-01").due, day("2017-12-01"));
    assert_eq!(report("2017-12-02").due, day("2018-12-01"));
    assert_eq!(report("2017-10-31").next, Some(day("2017-11-01")));
}

#[test]
fn what_the_register_does_not_know_is_named() {
    for held in ["", "10/6/2012", "2012-02-30"] {
        let line = line(held, "5");
        let rules = rules();
        let names: Vec<_> = unknown(&line, &rules, day("2017-01-01"))
            .iter()
            .map(|rule| rule.id.as_str())
            .collect();
        assert_eq!(names, ["congress", "dossier"], "{held}");
    }
}

#[test]
fn the_delivered_round_has_rules() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../rounds/ct17-2017");
    let names = [
        "round.toml",
        "units.csv",
        "indicators.csv",
        "register.csv",
        "report.csv",
        "forms/hqc_a/survey.csv",
        "forms/hqc_a/choices.csv",
        "forms/hqc_b/survey.csv",
        "forms/hqc_b/choices.csv",
    ];
    let mut files: sohoi_round::PackageFiles = names
        .iter()
        .map(|name| {
            (
                (*name).to_owned(),
                std::fs::read(root.join(name)).expect("a file of the package"),
            )
        })
        .collect();
    let register = String::from_utf8(files["register.csv"].clone()).expect("text");
    let few: Vec<&str> = register.lines().take(5).collect();
    files.insert("register.csv".to_owned(), few.join("\n").into_bytes());
    let duties = sohoi_round::compile(&files)
        .expect("the package is whole")
        .round
        .duties;
    let read: Vec<_> = duties
        .iter()
        .map(|rule| {
            (
                rule.id.as_str(),
                &rule.due,
                rule.remind.as_slice(),
                rule.then,
            )
        })
        .collect();
    assert_eq!(read[0].2, [12, 6, 3].map(Span::Months));
    assert_eq!(read[0].3, Some(Span::Months(1)));
    assert_eq!(
        read[1].1,
        &Due::Before {
            duty: "congress".into(),
            by: Span::Days(60)
        }
    );
    assert_eq!(read[2].1, &Due::Yearly { month: 12, day: 1 });
    for (from, to, problem) in [
        (
            "kind = \"association\"\nterm",
            "kind = \"club\"\nterm",
            "`club` is not a [[subject_kind]]",
        ),
        (
            "yearly = \"12-01\"",
            "yearly = \"02-29\"",
            "`02-29` is not a day of every year",
        ),
        ("by = \"60 days\"", "by = \"60 d\"", "`60 d` is not a time"),
        (
            "duty = \"congress\"",
            "duty = \"congres\"",
            "there is no [[duty]] `congres` of this kind above",
        ),
        (
            "then = \"1 month\"",
            "then = \"0 months\"",
            "must be longer than nothing",
        ),
        (
            "yearly = \"12-01\"\n",
            "",
            "a duty has one of `term`, `before` and `yearly`",
        ),
    ] {
        let mut files = files.clone();
        let text = String::from_utf8(files["round.toml"].clone()).expect("text");
        assert!(text.contains(from), "{from}");
        files.insert(
            "round.toml".to_owned(),
            text.replacen(from, to, 1).into_bytes(),
        );
        let problems = sohoi_round::compile(&files).expect_err("it is broken");
        let is_named = |own: &sohoi_round::PackageProblem| {
            own.message.contains(problem) && own.file == "round.toml" && own.row.is_some()
        };
        assert!(problems.iter().any(is_named), "{problems:?}");
    }
}

/// The lines of a calendar file, unfolded as RFC 5545 says.
fn unfolded(file: &str) -> Vec<String> {
    assert!(file.ends_with("\r\n"));
    for line in file.split("\r\n") {
        assert!(line.len() <= 75, "{line}");
    }
    file.replace("\r\n ", "")
        .trim_end()
        .split("\r\n")
        .map(str::to_owned)
        .collect()
}

#[test]
fn the_calendar_file_is_as_the_rfc_wants_it() {
    let found = duties(&line("2012-06-10", "5"), &rules(), day("2017-01-01"));
    let words = |duty: &Duty| {
        (
            format!("{}: Hội Đông y; xã A, B", duty.rule),
            "một\nhai \\ ba".to_owned(),
        )
    };
    let file = calendar(&found, words, "so.example", day("2017-01-01"));
    let lines = unfolded(&file);
    assert_eq!(
        lines[..4],
        [
            "BEGIN:VCALENDAR",
            "VERSION:2.0",
            "PRODID:-//So Hoi//So Hoi//VI",
            "CALSCALE:GREGORIAN"
        ]
    );
    assert_eq!(
        lines[4..12],
        [
            "BEGIN:VEVENT",
            "UID:dossier-A1-2017@so.example",
            "DTSTAMP:20170101T000000Z",
            "DTSTART;VALUE=DATE:20170411",
            r"SUMMARY:dossier: Hội Đông y\; xã A\, B",
            r"DESCRIPTION:một\nhai \\ ba",
            "TRANSP:TRANSPARENT",
            "END:VEVENT",
        ]
    );
    assert_eq!(lines.last().map(String::as_str), Some("END:VCALENDAR"));
}

proptest! {
    #![proptest_config(ProptestConfig { rng_seed: RngSeed::Fixed(17), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn reminding_goes_on_and_never_backwards(held in 0..4000u64, term in 1..6u32, today in 0..8000u64) {
        let first = day("2008-01-31");
        let (held, today) = (first + Days::new(held), first + Days::new(today));
        let line = line(&held.to_string(), &term.to_string());
        let found = duties(&line, &rules(), today);
        let congress = of(&found, "congress");
        prop_assert!(congress.reminded.is_none_or(|own| own <= today));
        // There is always a next one, and it is the one that reminds when its day has come.
        let next = congress.next.expect("monthly after the day");
        prop_assert!(next > today);
        let then = duties(&line, &rules(), next);
        prop_assert_eq!(of(&then, "congress").reminded, Some(next));
        prop_assert_eq!(of(&then, "congress").due, congress.due);
        // The calendar's own law: a term later it is the same day of the month, or the month's last.
        use chrono::Datelike;
        prop_assert_eq!(congress.due.month(), held.month());
        prop_assert!(congress.due.day() == held.day() || (congress.due + Days::new(1)).day() == 1);
        if today > congress.due {
            prop_assert!((next - today).num_days() <= 31);
        }
    }

    #[test]
    fn no_text_breaks_a_calendar_file(text in "\\PC{0,90}[\n\r;,\\\\ế]{0,9}\\PC{0,90}") {
        let found = duties(&line("2012-06-10", "5"), &rules(), day("2017-01-01"));
        let file = calendar(&found[..1], |_| (text.clone(), text.clone()), "so.example", day("2017-01-01"));
        prop_assert_eq!(unfolded(&file).len(), 13);
    }
}

fn unit(id: &str, parent: Option<&str>) -> Unit {
    Unit {
        id: id.to_owned(),
        name: Text::default(),
        level: String::new(),
        parent: parent.map(str::to_owned),
        code: None,
    }
}

#[test]
fn an_agenda_is_by_unit_and_by_day_and_tells_what_is_not_known() {
    let units = [unit("p", None), unit("u", Some("p")), unit("v", Some("p"))];
    let of = |id: &str, name: &str, unit: &str, held: &str| Subject {
        id: id.into(),
        name: name.into(),
        unit: unit.into(),
        ..line(held, "")
    };
    let lines = [
        of("1", "Luật gia", "v", "2012-07-30"),
        of("2", "Đông y", "u", "2012-06-29"),
        of("3", "Bơi", "u", "2012-06-29"),
        of("4", "Chèo", "u", ""),
    ];
    let today = day("2017-06-30");
    let agenda = Agenda::of(&lines, &rules(), (&units, None), today);
    let told = |within| {
        let groups = agenda.within(within).map(|(unit, owed)| {
            let own = owed.iter().map(|own| {
                format!(
                    "{} {} {}",
                    lines[own.line].id,
                    rules()[own.rule].id,
                    own.due
                )
            });
            (unit.unit.as_str(), own.collect::<Vec<_>>())
        });
        groups.collect::<Vec<_>>()
    };
    // Names by the alphabet where days are the same: B, Đ. The dossier of 1 was due on 31 May.
    let late = vec![
        "3 dossier 2017-04-30".to_owned(),
        "2 dossier 2017-04-30".to_owned(),
        "3 congress 2017-06-29".to_owned(),
        "2 congress 2017-06-29".to_owned(),
    ];
    let dossier = "1 dossier 2017-05-31".to_owned();
    assert_eq!(
        told(Within::Overdue),
        [("u", late.clone()), ("v", vec![dossier.clone()])]
    );
    let congress = "1 congress 2017-07-30".to_owned();
    assert_eq!(
        told(Within::Quarter),
        [("u", late), ("v", vec![dossier, congress])]
    );
    assert_eq!(told(Within::Unknown), []);
    let counts = Within::ALL.map(|within| agenda.count(within));
    assert_eq!(counts, [5, 6, 10, 1]);
    let unknown = &agenda.units()[0].unknown;
    assert_eq!((unknown[0].line, &unknown[0].rules), (3, &vec![0, 1]));
}
