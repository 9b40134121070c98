//! Days: reading, writing, comparing, counting.

use sohoi_expr::{Value, parse_day};

use crate::sheet::all;

fn day(text: &str) -> Value {
    Value::Date(parse_day(text).unwrap())
}

#[test]
fn reads_days() {
    all(&[
        ("date('2017-06-30')", day("2017-06-30")),
        ("date('2017-6-3')", day("2017-06-03")),
        ("date(concat('2017', '-06-30'))", day("2017-06-30")),
        ("date(concat('2017', '-02-30'))", Value::Blank),
        ("date(0)", day("1970-01-01")),
        ("date(17347)", day("2017-06-30")),
        ("date(17347.9)", day("2017-06-30")),
        ("date(0 div 0)", Value::Blank),
        ("date(true())", Value::Blank),
        ("date(${day})", day("2017-06-30")),
        ("string(${day})", "2017-06-30".into()),
        ("concat('đến ', ${day})", "đến 2017-06-30".into()),
    ]);
}

#[test]
fn counts_days() {
    all(&[
        ("decimal-date-time('1970-01-01')", 0.0),
        ("decimal-date-time(${day})", 17_347.0),
        (
            "decimal-date-time(${day}) - decimal-date-time(date('2012-08-28'))",
            1767.0,
        ),
        (
            "decimal-date-time('2016-03-01') - decimal-date-time('2016-02-28')",
            2.0,
        ),
        (
            "decimal-date-time('2017-03-01') - decimal-date-time('2017-02-28')",
            1.0,
        ),
        ("decimal-date-time('someday')", f64::NAN),
        ("${day} - date('2017-06-01')", 29.0),
        ("number(date('1970-01-11'))", 10.0),
    ]);
    all(&[
        ("date(decimal-date-time(${day}) + 1)", day("2017-07-01")),
        ("date(${day} - 30)", day("2017-05-31")),
    ]);
}

#[test]
fn compares_days() {
    all(&[
        ("${day} = '2017-06-30'", true),
        ("${day} = date('2017-06-30')", true),
        ("${day} != '2017-07-01'", true),
        ("${day} < '2017-07-01'", true),
        ("${day} >= date('2017-06-30')", true),
        ("${day} > date('2017-06-30')", false),
        ("'2016-12-31' < ${day}", true),
        ("date('1969-12-31') < date('1970-01-01')", true),
    ]);
}

#[test]
fn writes_days() {
    all(&[
        ("format-date(${day}, '%Y')", "2017"),
        ("format-date(${day}, '%Y%m%d')", "20170630"),
        ("format-date(${day}, '%e/%n/%Y')", "30/6/2017"),
        ("format-date('2017-03-05', '%d.%m.%y')", "05.03.17"),
        (
            "format-date('2017-03-05', 'ngày %e tháng %n')",
            "ngày 5 tháng 3",
        ),
        (
            "format-date('2017-03-05', '%a %b %H:%M:%S')",
            "Sun Mar 00:00:00",
        ),
        ("format-date('no day', '%Y')", ""),
    ]);
    all(&[("int(format-date(${day}, '%m'))", 6.0)]);
}
