//! Questions that are asked once a row, from outside and from inside.

use sohoi_expr::{Use, Value};

use crate::sheet::{Sheet, all, same};

#[test]
fn gathers_rows_and_skips_blank_ones() {
    all(&[
        ("sum(${members})", 42.0),
        ("count(${members})", 2.0),
        ("count-non-empty(${members})", 2.0),
        ("min(${members})", 10.0),
        ("max(${members})", 32.0),
        ("max(${members}, 50)", 50.0),
        ("min(${growth})", -2.5),
        ("sum(${growth})", 2.0),
        ("sum(${empty})", 0.0),
        ("count(${empty})", 0.0),
        ("max(${empty})", f64::NAN),
        ("count(${rows})", 3.0),
        ("sum(${remark})", f64::NAN),
        ("sum(${members}) div count(${members})", 21.0),
    ]);
    all(&[("join(', ', ${remark})", "a, c")]);
}

#[test]
fn takes_one_row_by_its_number() {
    all(&[
        (
            "indexed-repeat(${members}, ${rows}, 1)",
            Value::Number(10.0),
        ),
        ("indexed-repeat(${members}, ${rows}, 2)", Value::Blank),
        (
            "indexed-repeat(${members}, ${rows}, 2017 - 2014)",
            Value::Number(32.0),
        ),
        ("indexed-repeat(${members}, ${rows}, 0)", Value::Blank),
        ("indexed-repeat(${members}, ${rows}, -1)", Value::Blank),
        ("indexed-repeat(${members}, ${rows}, 4)", Value::Blank),
        (
            "indexed-repeat(${members}, ${rows}, ${no_number})",
            Value::Blank,
        ),
        (
            "indexed-repeat(${members}, ${rows}, '3')",
            Value::Number(32.0),
        ),
    ]);
}

#[test]
fn sees_its_own_row_from_inside() {
    for (row, text, expected) in [
        (1, "position(..)", Value::Number(1.0)),
        (3, "2011 + position(..)", Value::Number(2014.0)),
        (1, "${members}", Value::Number(10.0)),
        (2, "${members}", Value::Blank),
        (3, "${members} + ${n}", Value::Number(39.0)),
        (3, "sum(${members})", Value::Number(32.0)),
        (2, "count(${members})", Value::Number(0.0)),
        (
            2,
            "indexed-repeat(${members}, ${rows}, position(..) - 1)",
            Value::Number(10.0),
        ),
        (
            1,
            "indexed-repeat(${members}, ${rows}, position(..) - 1)",
            Value::Blank,
        ),
    ] {
        same(&Sheet::in_row(row).value(text), &expected, text);
    }
}

#[test]
fn tells_what_it_looks_at() {
    let sheet = Sheet::in_row(1);
    let text = "if(${n} > position(..), indexed-repeat(${members}, ${rows}, ${n}), ${members})";
    assert_eq!(
        sheet.expression(text).uses(),
        [
            Use::Value(0),
            Use::Value(200),
            Use::Nodes(200),
            Use::Position
        ]
    );
    let sheet = Sheet::new();
    let uses = sheet.expression("sum(${members}) + count(${rows})").uses();
    assert_eq!(uses, [Use::Nodes(200), Use::Rows(100)]);
}
