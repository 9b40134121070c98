//! Questions asked once a row.

use crate::scenario::{Scenario, places};

const YEARS: &str = "
    integer start
    repeat years | repeat_count: 3 | row_key: year
      calculate year | calculation: ${start} - 1 + position(..)
      integer x
      calculate part | calculation: round(100 * ${x} div ${total}, 1)
    end
    calculate total | calculation: sum(${x})
    calculate last | calculation: indexed-repeat(${x}, ${years}, 3)
    calculate chosen | calculation: indexed-repeat(${x}, ${years}, ${start} - 2010)";

#[test]
fn has_its_rows_from_the_start() {
    let form = Scenario::new(YEARS);
    assert_eq!(form.session.rows("years"), ["1", "2", "3"]);
    assert_eq!(form.session.rows("nothing"), Vec::<String>::new());
    assert_eq!(form.session.rows("start"), Vec::<String>::new());
}

#[test]
fn looks_from_rows_outside_and_from_outside_into_rows() {
    let mut form = Scenario::new(YEARS);
    form.answer("start", "2012");
    let years: Vec<_> = (1..=3)
        .map(|row| form.value(&format!("years/{row}/year")))
        .collect();
    assert_eq!(years, ["2012", "2013", "2014"]);
    form.answer("years/1/x", "1");
    form.answer("years/3/x", "2");
    assert_eq!(form.value("total"), "3");
    assert_eq!(form.value("last"), "2");
    assert_eq!(form.value("chosen"), "");
    form.answer("start", "2013");
    assert_eq!(form.value("chosen"), "2");
    let parts: Vec<_> = (1..=3)
        .map(|row| form.value(&format!("years/{row}/part")))
        .collect();
    assert_eq!(parts, ["33.3", "", "66.7"]);
}

#[test]
fn an_edit_in_one_row_leaves_the_others_alone() {
    let mut form = Scenario::new(
        "repeat rows | repeat_count: 3
           integer x
           calculate y | calculation: ${x} + 1
         end",
    );
    let changed = form.answer("rows/2/x", "5");
    assert_eq!(places(&changed), ["rows/2/x", "rows/2/y"]);
}

#[test]
fn a_row_can_look_at_the_row_before() {
    let mut form = Scenario::new(
        "repeat rows | repeat_count: 3
           integer x
           calculate grown | calculation: ${x} - indexed-repeat(${x}, ${rows}, position(..) - 1)
         end",
    );
    for (row, x) in [("1", "10"), ("2", "15"), ("3", "12")] {
        form.answer(&format!("rows/{row}/x"), x);
    }
    let grown: Vec<_> = (1..=3)
        .map(|row| form.value(&format!("rows/{row}/grown")))
        .collect();
    assert_eq!(grown, ["", "5", "-3"]);
    form.answer("rows/1/x", "1");
    assert_eq!(form.value("rows/2/grown"), "14");
}

#[test]
fn one_repeat_gathers_another() {
    let mut form = Scenario::new(
        "repeat first | repeat_count: 2
           integer x
         end
         repeat second | repeat_count: 2
           calculate share | calculation: position(..) * sum(${x})
         end",
    );
    form.answer("first/1/x", "3");
    form.answer("first/2/x", "4");
    assert_eq!(form.value("second/1/share"), "7");
    assert_eq!(form.value("second/2/share"), "14");
}
