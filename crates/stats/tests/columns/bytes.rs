//! Whatever the bytes are, reading them ends with columns or with a word about what is wrong.

use proptest::prelude::*;
use serde_json::json;
use sohoi_expr::Value;
use sohoi_stats::{Columns, ColumnsProblem, Plan, TableWriter};

use crate::yard::{dimensions, engines, indicator, responses, seeded};

proptest! {
    #![proptest_config(seeded(300))]

    #[test]
    fn damaged_bytes_are_refused_or_read(
        responses in responses(5),
        damage in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..4),
        end in prop::option::weighted(0.2, any::<prop::sample::Index>()),
    ) {
        let (indicators, dimensions) = (vec![
            indicator(0, json!({"op": "median", "field": "${crew} + ${fee}", "where": "${kind} != ${motto}"})),
            indicator(1, json!({"op": "sum", "repeat": "trips", "field": "${miles}", "where": "count(${trips}) > 1"})),
        ], dimensions());
        let plan = Plan::new(&indicators, &dimensions, engines()).expect("sound indicators");
        let mut bytes = plan.write_columns(&responses);
        for (place, byte) in damage {
            let place = place.index(bytes.len());
            bytes[place] = byte;
        }
        if let Some(end) = end {
            bytes.truncate(end.index(bytes.len()));
        }
        if let Ok(columns) = Columns::read(&bytes) {
            // Flipped values are values: figures come out of them, or a column is missed.
            let _ = plan.fit(&columns).map(|fitted| fitted.ledger().table(0, &|_| true));
        }
    }
}

#[test]
fn what_is_wrong_with_bytes_is_said() {
    let mut table = TableWriter::of_form("yard", &["kind"]);
    table.add(0, [Value::text("canoe")]);
    let whole = table.finish();
    assert!(Columns::read(&whole).is_ok() && Columns::read(&[]).is_ok());
    let said = |bytes: &[u8]| Columns::read(bytes).expect_err("damaged").to_string();
    assert_eq!(
        said(b"PK\x03\x04 a workbook"),
        "no fact columns, at byte 0: no message starts here"
    );
    assert_eq!(
        said(&[whole.clone(), whole.clone()].concat()),
        format!(
            "no fact columns, at byte {}: a table of `yard` comes twice",
            whole.len()
        )
    );
    // As many rows as it likes, without a column to prove it.
    let mut empty = TableWriter::of_form("yard", &[]);
    empty.add(0, []);
    assert!(Columns::read(&empty.finish()).is_ok());
    for end in 1..whole.len() {
        assert!(Columns::read(&whole[..end]).is_err(), "cut off at {end}");
    }
}

#[test]
fn columns_that_figures_need_are_missed_by_name() {
    let indicators = [indicator(
        0,
        json!({"op": "sum", "repeat": "trips", "field": "${miles}"}),
    )];
    let dimensions = dimensions();
    let plan = Plan::new(&indicators, &dimensions, engines()).expect("a sound indicator");
    let names = ["kind", "size", "echo", "numbered", "mixed"];
    let form = |names: &[&str]| {
        let mut form = TableWriter::of_form("yard", names);
        form.add(0, []);
        form.finish()
    };
    let rows = |response: u32| {
        let mut rows = TableWriter::of_rows("yard", "trips", &["harbour", "miles"]);
        rows.add(response, [Value::text("x"), Value::Number(4.0)]);
        rows.finish()
    };
    let problem = |tables: &[Vec<u8>]| {
        let bytes = tables.concat();
        let columns = Columns::read(&bytes).expect("sound bytes");
        plan.fit(&columns).err()
    };
    let missing = |repeat: Option<&str>, question: &str| ColumnsProblem::Missing {
        form: "yard".into(),
        repeat: repeat.map(str::to_owned),
        question: question.into(),
    };
    assert_eq!(problem(&[form(&names), rows(0)]), None);
    assert_eq!(problem(&[]), None);
    assert_eq!(
        problem(&[form(&names[1..]), rows(0)]),
        Some(missing(None, "kind"))
    );
    assert_eq!(problem(&[form(&names)]), Some(missing(Some("trips"), "")));
    let stray = ColumnsProblem::Stray {
        form: "yard".into(),
        repeat: "trips".into(),
    };
    assert_eq!(problem(&[form(&names), rows(1)]), Some(stray));
}

#[test]
fn every_number_comes_back_as_itself() {
    let numbers = [
        0.0,
        -0.0,
        127.0,
        -128.0,
        128.0,
        32_767.0,
        -32_769.0,
        2_147_483_648.0,
        9_007_199_254_740_991.0,
        0.5,
        f64::INFINITY,
        f64::MIN_POSITIVE,
    ];
    // One column for each pair: the type follows from both.
    for (one, other) in numbers
        .iter()
        .flat_map(|one| numbers.iter().map(move |other| (one, other)))
    {
        let indicators = [indicator(
            0,
            json!({"op": "count", "where": "1 div ${boats} < 0 or ${boats} = 4"}),
        )];
        let dimensions = dimensions();
        let plan = Plan::new(&indicators, &dimensions, engines()).expect("a sound indicator");
        let mut table = TableWriter::of_form(
            "yard",
            &["boats", "kind", "size", "echo", "numbered", "mixed"],
        );
        for number in [one, other] {
            let blanks = std::iter::repeat_n(Value::Blank, 3);
            let values = [Value::Number(*number)].into_iter().chain(blanks);
            table.add(0, values.chain([Value::Number(*number), Value::Blank]));
        }
        let bytes = table.finish();
        let columns = Columns::read(&bytes).expect("columns as written");
        let fitted = plan.fit(&columns).expect("every column");
        let expected = [one, other]
            .iter()
            .filter(|number| 1.0 / ***number < 0.0)
            .count();
        let table = fitted.ledger().table(0, &|_| true);
        assert_eq!(
            table.total.value,
            Some(expected.to_string() + ".000"),
            "{one} and {other}"
        );
        let groups = table.breakdowns[3]
            .rows
            .iter()
            .map(|(group, _)| group.as_str());
        for number in [one, other] {
            let expected = if number.is_finite() {
                sohoi_expr::format_number(*number)
            } else {
                String::new()
            };
            let is_there = groups
                .clone()
                .any(|group| group == expected || *number == f64::MIN_POSITIVE && group == "0");
            assert!(is_there, "{number} of {one} and {other}");
        }
    }
}
