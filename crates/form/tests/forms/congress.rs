//! A congress is overdue from the first day after its term has ended.

use sohoi_form::{Engine, Form, Path};

use crate::instrument::{engine, form};
use crate::presets::{association, set, text};

/// The form with another cut-off, since the round has one only.
fn with_cutoff(day: &str) -> Form {
    let mut form = form("hqc_a");
    for question in form
        .sections
        .iter_mut()
        .flat_map(|section| &mut section.questions)
    {
        if question.name == "review_cutoff" {
            question.calculation = Some(format!("date('{day}')"));
        }
    }
    form
}

#[test]
fn is_overdue_from_the_first_day_and_counts_whole_months() {
    let cases = [
        // cut-off, last congress, term, months, status
        ("2017-06-30", "2011-06-10", "5", "12", "overdue"),
        ("2017-06-30", "2012-06-30", "5", "0", "on_time"),
        ("2017-06-30", "2012-07-01", "5", "-1", "on_time"),
        ("2017-06-30", "2012-06-29", "5", "0", "overdue"),
        ("2017-06-30", "2012-06-01", "5", "0", "overdue"),
        ("2017-06-30", "2012-05-31", "5", "1", "overdue"),
        ("2017-06-30", "2012-05-30", "5", "1", "overdue"),
        ("2017-06-30", "2011-05-31", "5", "13", "overdue"),
        ("2017-06-30", "2015-06-30", "2", "0", "on_time"),
        ("2017-06-30", "2015-06-29", "2", "0", "overdue"),
        ("2017-06-30", "2017-06-30", "1", "-12", "on_time"),
        // A term begun on 29 February ends on the 28th where there is no 29th …
        ("2017-02-28", "2012-02-29", "5", "0", "on_time"),
        ("2017-03-01", "2012-02-29", "5", "0", "overdue"),
        ("2017-03-27", "2012-02-29", "5", "0", "overdue"),
        ("2017-03-28", "2012-02-29", "5", "1", "overdue"),
        ("2017-06-30", "2012-02-29", "5", "4", "overdue"),
        // … and on the 29th where there is one.
        ("2016-02-28", "2012-02-29", "4", "-1", "on_time"),
        ("2016-02-29", "2012-02-29", "4", "0", "on_time"),
        ("2016-03-01", "2012-02-29", "4", "0", "overdue"),
        ("2016-03-28", "2012-02-29", "4", "0", "overdue"),
        ("2016-03-29", "2012-02-29", "4", "1", "overdue"),
        // The last day of a shorter month completes the month.
        ("2017-02-27", "2012-01-31", "5", "0", "overdue"),
        ("2017-02-28", "2012-01-31", "5", "1", "overdue"),
        ("2017-01-31", "2012-01-31", "5", "0", "on_time"),
        // Across the turn of the year.
        ("2017-01-15", "2011-12-16", "5", "0", "overdue"),
        ("2017-01-16", "2011-12-16", "5", "1", "overdue"),
    ];
    for (cutoff, last, term, months, status) in cases {
        let engine = Engine::compile(with_cutoff(cutoff)).unwrap();
        let mut session = association(&engine, "commune", "2005-01-01");
        set(&mut session, "ever_congress", "yes");
        set(&mut session, "term_years", term);
        set(&mut session, "last_congress_date", last);
        let case = format!("{last} + {term} at {cutoff}");
        assert_eq!(text(&session, "congress_overdue_months"), months, "{case}");
        assert_eq!(text(&session, "congress_status"), status, "{case}");
        let reasons = Path::top("congress_late_reasons");
        assert_eq!(session.is_relevant(&reasons), status != "on_time", "{case}");
    }
}

#[test]
fn without_a_congress_the_status_follows_the_founding() {
    let engine = engine("hqc_a");
    for (founded, status) in [
        ("2017-05-01", "on_time"),
        ("2017-04-01", "on_time"),
        ("2017-03-31", "never"),
        ("2010-01-01", "never"),
    ] {
        let mut session = association(&engine, "commune", founded);
        set(&mut session, "ever_congress", "no");
        assert_eq!(text(&session, "congress_overdue_months"), "", "{founded}");
        assert_eq!(text(&session, "congress_status"), status, "{founded}");
    }
}

#[test]
fn an_unknown_congress_date_is_not_overdue() {
    let engine = engine("hqc_a");
    let mut session = association(&engine, "commune", "2005-01-01");
    set(&mut session, "ever_congress", "yes");
    set(&mut session, "term_years", "5");
    assert_eq!(text(&session, "congress_overdue_months"), "");
    assert_eq!(text(&session, "congress_status"), "on_time");
}
