//! Repeats whose number of rows follows from an answer.

use sohoi_form::ProblemKind::Missing;

use crate::scenario::{Scenario, places};

const BRANCHES: &str = "
    integer n
    repeat branches | repeat_count: ${n}
      integer members required
      calculate twice | calculation: ${members} * 2
    end
    calculate sum | calculation: sum(${members})
    calculate rows | calculation: count(${branches})";

#[test]
fn has_as_many_rows_as_the_answer_says() {
    let mut form = Scenario::new(BRANCHES);
    for (n, rows) in [("2", 2), ("0", 0), ("3", 3), ("-1", 0)] {
        form.answer("n", n);
        assert_eq!(form.session.rows("branches").len(), rows, "{n}");
        assert_eq!(form.problems().len(), rows, "{n}");
        assert_eq!(form.value("rows"), rows.to_string(), "{n}");
    }
    form.clear("n");
    assert_eq!(form.session.rows("branches").len(), 0);
    form.answer("n", "9007199254740991");
    assert_eq!(form.session.rows("branches").len(), 1000);
}

#[test]
fn keeps_the_answers_of_rows_that_went_away() {
    let mut form = Scenario::new(BRANCHES);
    form.answer("n", "2");
    form.answer("branches/1/members", "10");
    form.answer("branches/2/members", "20");
    assert_eq!(form.value("sum"), "30");
    let changed = form.answer("n", "1");
    assert_eq!(form.value("sum"), "10");
    assert_eq!(form.session.answers().len(), 3);
    assert_eq!(
        places(&changed),
        [
            "n",
            "branches",
            "sum",
            "rows",
            "branches/2/members",
            "branches/2/twice"
        ]
    );
    form.answer("n", "2");
    assert_eq!(form.value("sum"), "30");
    assert_eq!(form.value("branches/2/twice"), "40");
}

#[test]
fn opens_with_the_rows_that_the_answers_say() {
    let form = Scenario::with_answers(
        BRANCHES,
        &[
            ("n", "2"),
            ("branches/2/members", "5"),
            ("branches/3/members", "7"),
        ],
    );
    assert_eq!(form.value("sum"), "5");
    assert_eq!(
        form.problems(),
        [("branches/1/members".to_owned(), Missing)]
    );
    assert_eq!(form.value("branches/3/members"), "");
}

#[test]
fn an_answer_in_a_row_that_is_not_there_waits_for_it() {
    let mut form = Scenario::new(BRANCHES);
    assert_eq!(form.answer("branches/1/members", "4"), Default::default());
    form.answer("n", "1");
    assert_eq!(form.value("sum"), "4");
}
