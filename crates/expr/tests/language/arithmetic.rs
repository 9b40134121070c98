//! Numbers: operators, rounding, and the functions over them.

use sohoi_expr::Value;

use crate::sheet::all;

#[test]
fn calculates_as_xpath_does() {
    all(&[
        ("1 + 2 * 3", 7.0),
        ("(1 + 2) * 3", 9.0),
        ("7 - 2 - 1", 4.0),
        ("-2 - -3", 1.0),
        ("8 div 4 div 2", 1.0),
        ("1 div 4", 0.25),
        ("5 mod 2", 1.0),
        ("-5 mod 2", -1.0),
        ("5 mod -2", 1.0),
        ("1.5 mod 0.5", 0.0),
        ("'3' + '4'", 7.0),
        ("${n} * ${half}", 3.5),
        ("2011 + ${n}", 2018.0),
        ("true() + true()", 2.0),
        ("(${n} = 7) + 1", 2.0),
        ("1 div 0", f64::INFINITY),
        ("-1 div 0", f64::NEG_INFINITY),
        ("0 div 0", f64::NAN),
        ("5 mod 0", f64::NAN),
        ("abs(-3.5)", 3.5),
        ("pow(2, 10)", 1024.0),
        ("pow(16, 0.25)", 2.0),
        ("number('12.50')", 12.5),
        ("number('twelve')", f64::NAN),
        ("number('12,5')", f64::NAN),
        ("number(true())", 1.0),
    ]);
}

#[test]
fn int_drops_the_decimals_towards_zero() {
    all(&[
        ("int(2.9)", 2.0),
        ("int(-2.9)", -2.0),
        ("int('2017')", 2017.0),
        ("int('08')", 8.0),
        ("int('a')", f64::NAN),
        ("int('')", f64::NAN),
    ]);
}

#[test]
fn round_takes_a_half_away_from_zero() {
    all(&[
        ("round(1.4)", 1.0),
        ("round(1.5)", 2.0),
        ("round(2.5)", 3.0),
        ("round(-1.5)", -2.0),
        ("round(2.15, 1)", 2.2),
        ("round(1.005, 2)", 1.01),
        ("round(-1.475, 2)", -1.48),
        ("round(626.3, -3)", 1000.0),
        ("round(100 * 2 div 3, 1)", 66.7),
        ("round(15 * 3 div 6, 1)", 7.5),
        ("round('a', 1)", f64::NAN),
        ("round(1.25, '')", f64::NAN),
        ("round(1 div 0, 1)", f64::INFINITY),
        // The binary number behind 0.5 * 0.3 is a little below 0.15, the decimal one is not.
        ("round(0.5 * 0.3, 1)", 0.2),
    ]);
}

#[test]
fn min_and_max_skip_blank_and_tell_of_what_is_no_number() {
    all(&[
        ("min(3, 1, 2)", 1.0),
        ("max(3, 1, 2)", 3.0),
        ("max(-3, -1)", -1.0),
        ("min(5, ${no_number})", 5.0),
        ("max('', 2, '')", 2.0),
        ("min('')", f64::NAN),
        ("max(1, 'a')", f64::NAN),
        ("max('a', 1)", f64::NAN),
    ]);
}

#[test]
fn chooses_lazily() {
    all(&[
        ("if(1 > 0, 1, 2)", Value::Number(1.0)),
        ("if(1 < 0, 1, 2)", Value::Number(2.0)),
        ("if(${n} = 7, 'yes', 'no')", "yes".into()),
        ("if('', 1, '')", Value::Blank),
        (
            "if(0, 1, ${day})",
            Value::Date(sohoi_expr::parse_day("2017-06-30").unwrap()),
        ),
        ("if(true(), if(false(), 1, 2), 3)", Value::Number(2.0)),
        ("coalesce(${n}, 0)", Value::Number(7.0)),
        ("coalesce(${no_number}, 0)", Value::Number(0.0)),
        ("coalesce('', ${no_text})", Value::Blank),
        ("coalesce(0 div 0, 3)", Value::Number(3.0)),
        ("coalesce(${no_number} + 1, 3)", Value::Number(3.0)),
        ("coalesce(0, 3)", Value::Number(0.0)),
        ("coalesce(false(), 3)", Value::Boolean(false)),
    ]);
}
