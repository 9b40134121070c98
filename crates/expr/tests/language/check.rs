//! What the checker says to the author of a form, and where it points.

use sohoi_expr::Place;

use crate::sheet::Sheet;

/// One fault: the text, its offset, what the message contains.
fn one(sheet: &Sheet, place: Place, cases: &[(&str, usize, &str)]) {
    for (text, offset, message) in cases {
        let faults = sheet.faults(text, place);
        assert_eq!(faults.len(), 1, "{text}: {faults:?}");
        assert_eq!(faults[0].offset, *offset, "{text}: {}", faults[0]);
        let said = faults[0].to_string();
        assert!(said.contains(message), "{text}: {said}");
    }
}

#[test]
fn knows_names_and_suggests_near_ones() {
    one(
        &Sheet::new(),
        Place::Calculation,
        &[
            (
                "${lvel} = 1",
                0,
                "no question `lvel`: did you mean ${level}?",
            ),
            ("1 + ${entirely_else}", 4, "no question `entirely_else`"),
            ("roun(1.5)", 0, "no function `roun`: did you mean round()?"),
            (
                "today()",
                0,
                "no function `today`: keep the day in a question",
            ),
            ("substring('a', 1)", 0, "use substr("),
            ("level = 'x'", 0, "`level` stands alone: write ${level}"),
            ("position(..)", 0, "none outside a repeat"),
            (". > 0", 0, "only a constraint has one"),
            ("..", 0, "only be used as position(..)"),
            ("concat(..)", 7, "only be used as position(..)"),
        ],
    );
    one(
        &Sheet::new(),
        Place::ChoiceFilter,
        &[(
            "distrit = ${level}",
            0,
            "no choice of the list has a column `distrit`",
        )],
    );
    let filter = Sheet::new().faults("district = ${level}", Place::ChoiceFilter);
    assert_eq!(filter, []);
}

#[test]
fn counts_arguments() {
    one(
        &Sheet::new(),
        Place::Calculation,
        &[
            ("if(1, 2)", 0, "`if` takes 3 arguments, 2 given"),
            ("not()", 0, "`not` takes 1 argument, 0 given"),
            ("true(1)", 0, "`true` takes no arguments, 1 given"),
            (
                "round(1, 2, 3)",
                0,
                "`round` takes 1 to 2 arguments, 3 given",
            ),
            ("1 + coalesce(1)", 4, "`coalesce` takes 2 arguments"),
            ("concat()", 0, "at least 1 argument"),
        ],
    );
}

#[test]
fn keeps_rows_and_single_values_apart() {
    one(
        &Sheet::new(),
        Place::Calculation,
        &[
            (
                "${members} + 1",
                0,
                "`members` is asked once a row: use sum()",
            ),
            ("${rows} = 3", 0, "`rows` is a repeat and has no value"),
            (
                "sum(1)",
                4,
                "`sum` takes a ${question} that is asked once a row",
            ),
            ("count('a')", 6, "`count` takes a ${question}"),
            (
                "indexed-repeat(${n}, ${rows}, 1)",
                15,
                "`n` is not inside the repeat `rows`",
            ),
            (
                "indexed-repeat(${members}, ${n}, 1)",
                15,
                "`members` is not inside the repeat `n`",
            ),
            ("indexed-repeat(3, ${rows}, 1)", 15, "write indexed-repeat("),
            (
                "indexed-repeat(${members}, ${row}, 1)",
                27,
                "no question `row`",
            ),
        ],
    );
    one(
        &Sheet::in_row(1),
        Place::Calculation,
        &[("position(${n})", 9, "write position(..)")],
    );
}

#[test]
fn reads_literals_before_anybody_waits_for_them() {
    one(
        &Sheet::new(),
        Place::Calculation,
        &[
            ("date('2017-02-29')", 5, "'2017-02-29' is no day"),
            ("date('30/6/2017')", 5, "write it like '2017-06-30'"),
            ("regex(${level}, 'ab[c-')", 19, "cannot be read at `[c-`"),
            ("regex(${level}, 'a)|(b')", 18, "cannot be read at `)|(b`"),
            (
                "regex(${level}, '(?!a)quite long')",
                17,
                "at `(?!a)quite l`: looking ahead or back",
            ),
            (
                "format-date(${day}, '%Y-%Q')",
                20,
                "`%Q` is no part of a date format",
            ),
            ("1 + 'two'", 4, "'two' is no number"),
            ("-'two'", 1, "'two' is no number"),
            ("${day} * 2", 0, "a day cannot be multiplied"),
            ("${n} > 'many'", 7, "nothing is more or less than it"),
            ("${n} = 'many'", 7, "'many' can never be equal to a number"),
            (
                "${day} = 'someday'",
                9,
                "'someday' can never be equal to a day",
            ),
            (
                "${level} = 'distric'",
                11,
                "`level` can never be 'distric': did you mean 'district'?",
            ),
            ("'town' = ${level}", 0, "`level` can never be 'town'"),
            ("selected(${fields}, 'helth')", 20, "did you mean 'health'?"),
        ],
    );
}

#[test]
fn conditions_are_conditions() {
    let cases = [
        ("'yes'", 0, "a text is no condition"),
        ("${day}", 0, "a day is no condition"),
        ("${n} > 1 and 'x'", 13, "a text is no condition"),
        ("not('x')", 4, "a text is no condition"),
        ("if('x', 1, 0) = 1", 3, "a text is no condition"),
    ];
    one(&Sheet::new(), Place::Condition, &cases);
    for text in ["${n}", "${level}", "1", "${n} > 1", "''", "not(${no_text})"] {
        assert_eq!(Sheet::new().faults(text, Place::Condition), [], "{text}");
    }
}

#[test]
fn lets_pass_what_may_well_be_meant() {
    for text in [
        "${n} = '7'",
        "${n} = ''",
        "${day} = ''",
        "${day} != '2017-06-30'",
        "${level} = ''",
        "${fields} = 'economy health'",
        "${day} + 30",
        "'2' < '10'",
        "number(${level})",
        "(${n} = 1) + (${n} = 2)",
        "selected(${level}, '')",
        "if(${n} > 1, 'yes', '') = 'yes'",
    ] {
        assert_eq!(Sheet::new().faults(text, Place::Calculation), [], "{text}");
    }
}

#[test]
fn shows_all_faults_at_once_in_the_order_of_the_text() {
    let text = "${a1} + roun(${b1}) + if(1) + 'x'";
    let offsets: Vec<_> = Sheet::new()
        .faults(text, Place::Calculation)
        .iter()
        .map(|fault| fault.offset)
        .collect();
    assert_eq!(offsets, [0, 8, 13, 22, 30]);
}
