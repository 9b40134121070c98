//! What blank is to every operator: the rules people rely on without knowing them.

use sohoi_expr::Value;

use crate::sheet::all;

#[test]
fn no_comparison_with_a_blank_number_holds() {
    all(&[
        ("${no_number} = 0", false),
        ("${no_number} < 5", false),
        ("${no_number} <= 5", false),
        ("${no_number} > 5", false),
        ("${no_number} >= 0", false),
        ("5 > ${no_number}", false),
        ("${no_number} <= ${no_number}", false),
        ("${no_day} <= ${day}", false),
        ("${day} >= ${no_day}", false),
        ("${no_day} = ${day}", false),
        ("${no_text} = 'district'", false),
    ]);
}

#[test]
fn blank_differs_from_everything_but_blank() {
    all(&[
        ("${no_number} != 5", true),
        ("${no_text} != 'district'", true),
        ("${no_day} != ${day}", true),
        ("${no_number} = ${no_text}", true),
        ("${no_number} != ${no_text}", false),
    ]);
}

#[test]
fn comparing_with_the_empty_text_asks_for_a_value() {
    all(&[
        ("${no_number} = ''", true),
        ("${no_text} = ''", true),
        ("${no_day} = ''", true),
        ("${n} = ''", false),
        ("${zero} = ''", false),
        ("${day} = ''", false),
        ("${level} = ''", false),
        ("${no_number} != ''", false),
        ("${no_text} != ''", false),
        ("${no_day} != ''", false),
        ("${n} != ''", true),
        ("${zero} != ''", true),
        ("${day} != ''", true),
        ("${level} != ''", true),
    ]);
}

#[test]
fn arithmetic_with_blank_is_no_number() {
    all(&[
        ("${no_number} + 1", f64::NAN),
        ("1 - ${no_number}", f64::NAN),
        ("${no_number} * 0", f64::NAN),
        ("1 div ${no_text}", f64::NAN),
        ("-${no_number}", f64::NAN),
        ("round(${no_number}, 1)", f64::NAN),
        ("int(${no_number})", f64::NAN),
        ("number('')", f64::NAN),
        ("decimal-date-time(${no_day})", f64::NAN),
    ]);
}

#[test]
fn blank_is_the_empty_text() {
    all(&[
        ("string(${no_number})", Value::Blank),
        ("concat(${no_text}, '')", Value::Blank),
        ("format-date(${no_day}, '%Y')", Value::Blank),
        ("date(${no_day})", Value::Blank),
        ("string-length(${no_text})", 0.0.into()),
        ("count-selected(${no_text})", 0.0.into()),
        ("selected(${no_text}, 'a')", false.into()),
        ("concat('a', ${no_text}, 'b')", "ab".into()),
        ("''", Value::Blank),
        ("boolean(${no_text})", false.into()),
    ]);
}
