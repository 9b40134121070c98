//! Comparisons and conditions.

use crate::sheet::all;

#[test]
fn compares_numbers_texts_and_truth() {
    all(&[
        ("1 = 1.0", true),
        ("1 = '1'", true),
        ("'1' = '1.0'", false),
        ("'01' = 1", true),
        ("1 != 2", true),
        ("'a' = 'a'", true),
        ("'a' != 'b'", true),
        ("'a' = 'A'", false),
        ("1 = true()", true),
        ("'x' = true()", true),
        ("'' = false()", true),
        ("2 < 10", true),
        ("'2' < '10'", true),
        ("2 >= 2", true),
        ("2 > 2", false),
        ("3 <= 2", false),
        ("1 < 2 = true()", true),
        ("${level} = 'district'", true),
        ("${level} != 'district'", false),
    ]);
}

#[test]
fn numbers_equal_within_what_decimals_lose() {
    all(&[
        ("0.1 + 0.2 = 0.3", true),
        ("0.1 + 0.2 != 0.3", false),
        ("0.1 + 0.2 > 0.3", false),
        ("0.1 + 0.2 <= 0.3", true),
        ("0.8 <= 0.1 + 0.7", true),
        ("0.8 > 0.1 + 0.7", false),
        ("1 = 1.000000001", false),
        ("1 < 1.000000001", true),
        ("9007199254740991 = 9007199254740990", false),
        ("1 div 0 = 1 div 0", true),
        ("1 div 0 > 5", true),
        ("-1 div 0 < 5", true),
        ("0 div 0 = 0 div 0", false),
        ("0 div 0 != 0 div 0", true),
        ("0 div 0 <= 0 div 0", false),
    ]);
}

#[test]
fn joins_conditions() {
    all(&[
        ("true() and true()", true),
        ("true() and false()", false),
        ("true() or false()", true),
        ("false() or false()", false),
        ("1 and 2 and 0", false),
        ("0 or 0 or ${n}", true),
        ("not(1 = 1)", false),
        ("not('')", true),
        ("not(${no_number})", true),
        ("boolean('false')", true),
        ("boolean(0)", false),
        ("boolean(0 div 0)", false),
        ("boolean(${day})", true),
        ("boolean-from-string('true')", true),
        ("boolean-from-string('1')", true),
        ("boolean-from-string('false')", false),
        ("true() or false() and false()", true),
    ]);
}
