//! A congress is overdue from the first day after its term ends.

use sohoi_expr::Value;
use sohoi_form::{Answers, Engine, Path, Session};
use sohoi_round::compile;

use crate::small_package;

/// Status and months of a congress that closed on `last`, for a term of `term` years, on the day
/// `cutoff`.
fn congress(last: &str, term: u32, cutoff: &str) -> (String, Option<i64>) {
    let mut files = small_package();
    let survey = String::from_utf8(files["forms/hqc_a/survey.csv"].clone()).expect("text");
    let moved = survey.replace("date('2017-06-30')", &format!("date('{cutoff}')"));
    files.insert("forms/hqc_a/survey.csv".to_owned(), moved.into_bytes());
    let round = compile(&files).expect("a whole package").round;
    let engine = Engine::compile(round.forms[0].clone()).expect("a whole form");
    let answers: Answers = [
        ("ever_congress", "yes".to_owned()),
        ("founded_date", "2000-01-01".to_owned()),
        ("term_years", term.to_string()),
        ("last_congress_date", last.to_owned()),
    ]
    .into_iter()
    .map(|(name, value)| (Path::top(name), value))
    .collect();
    let session = Session::new(engine, answers);
    let status = match session.value(&Path::top("congress_status")) {
        Value::Text(status) => status,
        other => panic!("{other:?}"),
    };
    let months = match session.value(&Path::top("congress_overdue_months")) {
        Value::Number(months) => Some(months as i64),
        _ => None,
    };
    (status, months)
}

#[test]
fn overdue_from_the_first_day_after_the_term() {
    let cases = [
        // Around the anniversary.
        ("2012-07-01", 5, "2017-06-30", "on_time", -1),
        ("2012-06-30", 5, "2017-06-30", "on_time", 0),
        ("2012-06-29", 5, "2017-06-30", "overdue", 0),
        ("2012-06-01", 5, "2017-06-30", "overdue", 0),
        ("2012-05-30", 5, "2017-06-30", "overdue", 1),
        // The last day of a month completes the month.
        ("2012-05-31", 5, "2017-06-30", "overdue", 1),
        ("2011-06-10", 5, "2017-06-30", "overdue", 12),
        ("2014-06-29", 3, "2017-06-30", "overdue", 0),
        ("2014-06-30", 3, "2017-06-30", "on_time", 0),
        // A term that began on 29 February ends on 28 February of a common year …
        ("2012-02-29", 5, "2017-02-27", "on_time", -1),
        ("2012-02-29", 5, "2017-02-28", "on_time", 0),
        ("2012-02-29", 5, "2017-03-01", "overdue", 0),
        ("2012-02-29", 5, "2017-03-28", "overdue", 1),
        // … and on 29 February of a leap year.
        ("2012-02-29", 4, "2016-02-28", "on_time", -1),
        ("2012-02-29", 4, "2016-02-29", "on_time", 0),
        ("2012-02-29", 4, "2016-03-01", "overdue", 0),
        ("2011-02-28", 5, "2016-02-28", "on_time", 0),
        ("2011-02-28", 5, "2016-02-29", "overdue", 0),
    ];
    for (last, term, cutoff, status, months) in cases {
        assert_eq!(
            congress(last, term, cutoff),
            (status.to_owned(), Some(months)),
            "{last} + {term} years on {cutoff}"
        );
    }
}
