//! Texts: measuring, matching, cutting.

use crate::sheet::{Sheet, all};

#[test]
fn measures_characters_not_bytes() {
    all(&[
        ("string-length('')", 0.0),
        ("string-length('Hội')", 3.0),
        ("string-length('đảng viên')", 9.0),
        ("string-length(12.50)", 4.0),
    ]);
}

#[test]
fn regex_matches_the_whole_value() {
    all(&[
        ("regex('BTN-X-0001', '^BTN-(T|H|X)-[0-9]{4}$')", true),
        ("regex('BTN-X-00012', '^BTN-(T|H|X)-[0-9]{4}$')", false),
        ("regex('123', '[0-9]{3}')", true),
        ("regex('12345', '[0-9]{3}')", false),
        ("regex('a123', '[0-9]+')", false),
        ("regex('b', 'a|b')", true),
        ("regex('ab', 'a|b')", false),
        ("regex('ab', 'a|ab')", true),
        ("regex('', '[0-9]*')", true),
        ("regex('đ', '.')", true),
        ("regex('a\nb', 'a.b')", false),
        ("regex('12', '\\d+')", true),
        ("regex(${n}, '[0-9]')", true),
        // The pattern is an answer: compiled on the way, and nothing where it cannot be read.
        ("regex('district', ${level})", true),
        ("regex('x', concat('(', ''))", false),
    ]);
}

#[test]
fn looks_inside() {
    all(&[
        ("contains('Bình Thuận', 'Thuận')", true),
        ("contains('abc', '')", true),
        ("contains('', 'a')", false),
        ("starts-with('BTN-T', 'BTN')", true),
        ("starts-with('abc', 'b')", false),
        ("ends-with('abc', 'bc')", true),
        ("ends-with('abc', 'b')", false),
    ]);
}

#[test]
fn cuts_and_joins() {
    all(&[
        ("concat('a', 1, true(), ${half})", "a1true0.5"),
        ("string(12.0)", "12"),
        ("string(0 - 0.5)", "-0.5"),
        ("substr('hello', 1)", "ello"),
        ("substr('hello', 1, 3)", "el"),
        ("substr('hello', -2)", "lo"),
        ("substr('hello', 0, -1)", "hell"),
        ("substr('hello', 3, 1)", ""),
        ("substr('hello', 9)", ""),
        ("substr('hội', 1, 2)", "ộ"),
        ("substring-before('a/b/c', '/')", "a"),
        ("substring-after('a/b/c', '/')", "b/c"),
        ("substring-after('abc', '/')", ""),
        ("translate('abc', 'ac', 'A')", "Ab"),
        ("normalize-space('  a   b ')", "a b"),
        ("join('-', 'a', 'b', 'c')", "a-b-c"),
    ]);
}

#[test]
fn the_answer_at_hand_is_a_point() {
    let sheet = Sheet::with_current("BTN-T-0001");
    assert!(sheet.expression("regex(., 'BTN-.*')").is_true(&sheet));
    assert!(sheet.expression("string-length(.) >= 5").is_true(&sheet));
    let sheet = Sheet::with_current(12.0);
    assert!(sheet.expression(". >= 0 and . <= 60").is_true(&sheet));
    assert!(!sheet.expression(". > 12").is_true(&sheet));
}
