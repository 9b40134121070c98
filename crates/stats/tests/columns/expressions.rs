//! Random expressions over the form, of which the checker takes most.

use proptest::prelude::*;
use sohoi_form::Engine;

use crate::yard::engines;

/// A condition of a response.
pub(crate) fn condition() -> impl Strategy<Value = String> {
    conditions(number(false), false)
        .prop_filter("the checker refuses it", |text| is_sound(text, None))
}

/// A number of a response.
pub(crate) fn field() -> impl Strategy<Value = String> {
    number(false).prop_filter("the checker refuses it", |text| is_sound(text, None))
}

/// A number of a row of `season` or `trips`, which the second says.
pub(crate) fn row_field() -> impl Strategy<Value = (String, &'static str)> {
    (number(true), prop::sample::select(vec!["season", "trips"]))
        .prop_filter("the checker refuses it", |(text, repeat)| {
            is_sound(text, Some(repeat))
        })
}

fn is_sound(text: &str, repeat: Option<&str>) -> bool {
    let engine: &Engine = &engines()[0];
    engine.reference(text, repeat).is_ok()
}

fn some(texts: &[&str]) -> BoxedStrategy<String> {
    let texts = texts
        .iter()
        .map(|text| (*text).to_owned())
        .collect::<Vec<_>>();
    prop::sample::select(texts).boxed()
}

fn text() -> BoxedStrategy<String> {
    some(&[
        "${kind}",
        "${motto}",
        "${size}",
        "${mixed}",
        "${echo}",
        "${built}",
        "${stars}",
        "${many}",
        "''",
        "'canoe'",
        "'5'",
        "'barge'",
        "concat(${kind}, ${stars})",
        "${seen}",
        "${crew}",
        "${each}",
    ])
}

fn number(is_in_row: bool) -> BoxedStrategy<String> {
    let leaf = prop_oneof![
        4 => some(&[
            "${boats}", "${crew}", "${fee}", "${each}", "${mixed}", "${many}", "0", "5", "0.5", "-3",
            "number(${stars})", "${numbered}", "string-length(${motto})", "${built}",
            "decimal-date-time(${launched})", "count-selected(${tags})", "100000", "'7'",
        ]),
        1 => match is_in_row {
            true => some(&["${catch}", "${price}", "${miles}", "position(..)", "${year}"]),
            false => some(&["count(${trips})", "sum(${miles})", "max(${catch})", "count(${price})", "count(${season})"]),
        },
    ];
    leaf.prop_recursive(3, 12, 3, move |inner| {
        let pair = (inner.clone(), inner.clone());
        prop_oneof![
            (pair.clone(), some(&["+", "-", "*", "div", "mod"]))
                .prop_map(|((left, right), operator)| format!("({left} {operator} {right})")),
            inner.clone().prop_map(|inner| format!("-({inner})")),
            inner.clone().prop_map(|inner| format!("round({inner}, 1)")),
            pair.prop_map(|(left, right)| format!("coalesce({left}, {right})")),
            (
                conditions(inner.clone().boxed(), is_in_row),
                inner.clone(),
                inner
            )
                .prop_map(|(condition, one, other)| format!("if({condition}, {one}, {other})")),
        ]
    })
    .boxed()
}

fn conditions(number: BoxedStrategy<String>, is_in_row: bool) -> BoxedStrategy<String> {
    let compared = some(&["=", "!=", "<", "<=", ">", ">="]);
    let equality = some(&["=", "!="]);
    let place = if is_in_row {
        "${boats} = position(..)"
    } else {
        "count(${miles}) >= 2"
    };
    let leaf = prop_oneof![
        4 => (number.clone(), compared.clone(), number.clone()).prop_map(|(l, o, r)| format!("{l} {o} {r}")),
        2 => (text(), equality, text()).prop_map(|(l, o, r)| format!("{l} {o} {r}")),
        1 => (text(), compared, number).prop_map(|(l, o, r)| format!("{l} {o} {r}")),
        2 => some(&[
            "selected(${tags}, 'red')", "not(selected(${tags}, 'none'))", "${many}", "${crew}", "${motto}",
            "${fee}", "starts-with(${motto}, 'c')", "regex(${motto}, '[0-9.]+')", "${built} > ${launched}",
            "true()", place,
        ]),
    ];
    leaf.prop_recursive(3, 12, 3, |inner| {
        prop_oneof![
            (inner.clone(), inner.clone())
                .prop_map(|(left, right)| format!("({left} and {right})")),
            (inner.clone(), inner.clone()).prop_map(|(left, right)| format!("({left} or {right})")),
            inner.prop_map(|inner| format!("not({inner})")),
        ]
    })
    .boxed()
}
