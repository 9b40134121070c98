//! Every flaw of indicators and dimensions is found, at its place.

use serde_json::{Value, json};
use sohoi_stats::{Dimension, DimensionSource, check};

use crate::forms::{dimensions, engines, indicator};

/// `property: message` of every problem.
fn problems(essentials: Value) -> Vec<String> {
    check(&[indicator(essentials)], &dimensions(), &engines())
        .into_iter()
        .map(|problem| format!("{}: {}", problem.property, problem.message))
        .collect()
}

fn season(row_where: &str) -> Value {
    json!({"op": "sum", "form": "club", "repeat": "season", "field": "${catch}", "row_where": row_where})
}

#[test]
fn sound_indicators_have_no_problems() {
    let count = json!({"op": "count", "form": "club"});
    for essentials in [
        json!({"a": count, "breakdowns": ["shore", "kind"]}),
        json!({"a": season("${s_year} = 2019"), "breakdowns": ["shore", "year"]}),
        json!({"calc": "cagr_pct", "years": 4.5, "a": count, "b": count}),
        json!({"calc": "ratio", "scale": 1000, "a": count, "b": count, "digits": 6}),
        json!({"a": {"op": "median", "form": "club", "field": "${boats}", "where": "${fee} != ''"}}),
    ] {
        assert_eq!(
            problems(essentials.clone()),
            Vec::<String>::new(),
            "{essentials}"
        );
    }
}

#[test]
fn each_flaw_is_named_with_its_place() {
    let count = json!({"op": "count", "form": "club"});
    let with = |changes: Value| {
        let mut term = json!({"op": "sum", "form": "club", "field": "${boats}"});
        let fields = term.as_object_mut().expect("an object");
        fields.extend(changes.as_object().expect("an object").clone());
        term
    };
    for (essentials, property, message) in [
        (
            json!({"a": with(json!({"form": "moon"}))}),
            "a.form",
            "no form `moon`",
        ),
        (
            json!({"a": with(json!({"repeat": "moons"}))}),
            "a.repeat",
            "no repeat `moons`",
        ),
        (
            json!({"a": with(json!({"repeat": "boats"}))}),
            "a.repeat",
            "no repeat `boats`",
        ),
        (
            json!({"a": with(json!({"field": "${moons}"}))}),
            "a.field",
            "moons",
        ),
        (
            json!({"a": with(json!({"field": null}))}),
            "a.field",
            "needs a field",
        ),
        (
            json!({"a": with(json!({"field": "${boats} +"}))}),
            "a.field",
            "",
        ),
        (
            json!({"a": with(json!({"where": "${moons} > 1"}))}),
            "a.where",
            "moons",
        ),
        (
            json!({"a": with(json!({"where": "boats >"}))}),
            "a.where",
            "",
        ),
        (
            json!({"a": with(json!({"op": "count"}))}),
            "a.field",
            "a count has no field",
        ),
        (
            json!({"a": with(json!({"row_where": "1 = 1"}))}),
            "a.row_where",
            "no repeat",
        ),
        (
            json!({"a": with(json!({"field": "${catch}"}))}),
            "a.field",
            "catch",
        ),
        (
            json!({"a": with(json!({"where": "${catch} > 3"}))}),
            "a.where",
            "catch",
        ),
        (
            json!({"a": with(json!({"repeat": "trips", "field": "${catch}"}))}),
            "a.field",
            "catch",
        ),
        (
            json!({"a": season("${catch} > 3")}),
            "a.row_where",
            "`catch` is not the row key",
        ),
        (
            json!({"a": season("${s_year} > ${boats}")}),
            "a.row_where",
            "`boats` is not the row key",
        ),
        (json!({"a": season("${s_year} > ")}), "a.row_where", ""),
        (json!({"a": count, "b": count}), "b", "no term b"),
        (
            json!({"calc": "pct", "a": count}),
            "b",
            "divides by a term b",
        ),
        (
            json!({"calc": "pct", "a": count, "b": {"op": "count", "form": "moon"}}),
            "b.form",
            "no form `moon`",
        ),
        (
            json!({"calc": "cagr_pct", "a": count, "b": count}),
            "years",
            "needs a number of years",
        ),
        (
            json!({"calc": "cagr_pct", "years": 0, "a": count, "b": count}),
            "years",
            "needs a number of years",
        ),
        (
            json!({"calc": "pct", "years": 4, "a": count, "b": count}),
            "years",
            "only calc `cagr_pct`",
        ),
        (
            json!({"calc": "pct", "scale": 10, "a": count, "b": count}),
            "scale",
            "only calc `ratio`",
        ),
        (
            json!({"calc": "ratio", "scale": 0, "a": count, "b": count}),
            "scale",
            "above 0",
        ),
        (json!({"a": count, "digits": 7}), "digits", "at most 6"),
        (
            json!({"a": count, "breakdowns": ["moon"]}),
            "breakdowns",
            "no dimension `moon`",
        ),
        (
            json!({"a": count, "breakdowns": ["kind", "kind"]}),
            "breakdowns",
            "`kind` is named twice",
        ),
        (
            json!({"a": count, "breakdowns": ["year"]}),
            "breakdowns",
            "`year`: term a: it goes through no repeat",
        ),
        (
            json!({"a": {"op": "count", "form": "office"}, "breakdowns": ["kind"]}),
            "breakdowns",
            "`kind`: term a: the dimension names no question of form `office`",
        ),
        (
            json!({"calc": "pct", "a": season("1 = 1"), "b": count, "breakdowns": ["year"]}),
            "breakdowns",
            "`year`: term b: it goes through no repeat",
        ),
        (
            json!({"a": {"op": "count", "form": "club", "repeat": "trips"}, "breakdowns": ["year"]}),
            "breakdowns",
            "the repeat `trips` has no row key",
        ),
    ] {
        let found = problems(essentials.clone());
        assert_eq!(found.len(), 1, "{essentials}: {found:?}");
        let place = format!("{property}: ");
        assert!(
            found[0].starts_with(&place) && found[0].contains(message),
            "{essentials}: {found:?}"
        );
    }
}

#[test]
fn all_flaws_are_found_at_once() {
    let found = problems(json!({
        "calc": "pct", "digits": 9, "breakdowns": ["moon"],
        "a": {"op": "count", "form": "club", "where": "${moons} = 1", "repeat": "nothing"},
    }));
    let places = ["b", "digits", "breakdowns", "a.where", "a.repeat"];
    let found = found
        .iter()
        .map(|problem| problem.split(':').next().unwrap_or_default());
    assert_eq!(found.collect::<Vec<_>>(), places);
}

#[test]
fn a_code_is_taken_once() {
    let twice = [(); 2].map(|()| indicator(json!({"a": {"op": "count", "form": "club"}})));
    let found = check(&twice, &dimensions(), &engines());
    assert_eq!(found.len(), 1);
    assert_eq!(
        (found[0].code.as_str(), found[0].property.as_str()),
        ("N01", "code")
    );
}

#[test]
fn dimensions_are_checked_too() {
    let with = |club: &str, form: &str, list: &str| Dimension {
        id: "d".to_owned(),
        name: sohoi_form::Text::default(),
        note: None,
        source: DimensionSource::Question {
            names: [("club".to_owned(), club.to_owned())].into_iter().collect(),
            form: form.to_owned(),
            list: list.to_owned(),
        },
    };
    for (dimension, property, message) in [
        (
            with("shore", "moon", "shore"),
            "source.form",
            "no form `moon`",
        ),
        (
            with("shore", "club", "moons"),
            "source.list",
            "no choice list `moons`",
        ),
        (
            with("moon", "club", "shore"),
            "source.names.club",
            "no question `moon`",
        ),
        (
            with("catch", "club", "shore"),
            "source.names.club",
            "inside the repeat `season`",
        ),
        (
            with("boats", "club", "shore"),
            "source.names.club",
            "neither a select_one nor a calculation",
        ),
        (
            with("elsewhere", "club", "shore"),
            "source.names.club",
            "offers `moon`",
        ),
    ] {
        let found = check(&[], &[dimension], &engines());
        assert_eq!(found.len(), 1, "{message}: {found:?}");
        assert_eq!(found[0].property, property);
        assert!(found[0].message.contains(message), "{found:?}");
    }
    let mut strange = with("shore", "club", "shore");
    if let DimensionSource::Question { names, .. } = &mut strange.source {
        names.insert("moon".to_owned(), "shore".to_owned());
    }
    assert_eq!(
        check(&[], &[strange], &engines())[0].property,
        "source.names.moon"
    );
    let twice = [
        with("grade", "club", "shore"),
        with("shore", "club", "shore"),
    ];
    assert_eq!(check(&[], &twice, &engines())[0].property, "id");
}
