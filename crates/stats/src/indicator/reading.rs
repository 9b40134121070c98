//! Reads indicators and dimensions from JSON; serde writes them.

use sohoi_json::{Flaws, Json, Object, Read, deserialize_by_reading, one_of};

use super::{Aggregate, Calculation, Dimension, DimensionSource, Direction, Indicator, Term};

deserialize_by_reading!(Dimension, Indicator);

const CALCULATIONS: [(&str, Calculation); 6] = [
    ("value", Calculation::Value),
    ("pct", Calculation::Pct),
    ("pct_complement", Calculation::PctComplement),
    ("ratio", Calculation::Ratio),
    ("growth_pct", Calculation::GrowthPct),
    ("cagr_pct", Calculation::CagrPct),
];

const DIRECTIONS: [(&str, Direction); 3] = [
    ("up", Direction::Up),
    ("down", Direction::Down),
    ("neutral", Direction::Neutral),
];

const AGGREGATES: [(&str, Aggregate); 4] = [
    ("count", Aggregate::Count),
    ("sum", Aggregate::Sum),
    ("mean", Aggregate::Mean),
    ("median", Aggregate::Median),
];

const ROW_KEY: &str = "row_key";

impl Read for Indicator {
    fn read(json: Json, flaws: &mut Flaws) -> Self {
        let mut indicator = Object::new(json, flaws);
        Self {
            code: indicator.take("code"),
            theme: indicator.take("theme"),
            name: indicator.take("name"),
            unit: indicator.take("unit"),
            calc: indicator.take("calc"),
            a: indicator.take("a"),
            b: indicator.take("b"),
            years: indicator.take("years"),
            scale: indicator.take("scale"),
            digits: indicator.take("digits"),
            breakdowns: indicator.take("breakdowns"),
            direction: indicator.take("direction"),
            weak_point: indicator.take_or_default("weak_point"),
            headline: indicator.take_or_default("headline"),
            report_section: indicator.take_or_default("report_section"),
            seed: indicator.take_or_default("seed"),
            note: indicator.take("note"),
        }
    }
}

impl Read for Term {
    fn read(json: Json, flaws: &mut Flaws) -> Self {
        let mut term = Object::new(json, flaws);
        Self {
            op: term.take("op"),
            form: term.take("form"),
            repeat: term.take("repeat"),
            field: term.take("field"),
            row_where: term.take("row_where"),
            r#where: term.take("where"),
        }
    }
}

impl Read for Dimension {
    fn read(json: Json, flaws: &mut Flaws) -> Self {
        let mut dimension = Object::new(json, flaws);
        Self {
            id: dimension.take("id"),
            name: dimension.take("name"),
            source: dimension.take("source"),
        }
    }
}

impl Read for DimensionSource {
    fn read(json: Json, flaws: &mut Flaws) -> Self {
        if matches!(&json, Json::Text(name) if name == ROW_KEY) {
            return Self::RowKey;
        }
        let question = Object::new(json, flaws).take("question");
        let mut question = Object::new(question, flaws);
        Self::Question {
            names: question.take("names"),
            form: question.take("form"),
            list: question.take("list"),
        }
    }
}

impl Read for Calculation {
    fn read(json: Json, flaws: &mut Flaws) -> Self {
        one_of(&json, &CALCULATIONS, flaws)
    }
}

impl Read for Direction {
    fn read(json: Json, flaws: &mut Flaws) -> Self {
        one_of(&json, &DIRECTIONS, flaws)
    }
}

impl Read for Aggregate {
    fn read(json: Json, flaws: &mut Flaws) -> Self {
        one_of(&json, &AGGREGATES, flaws)
    }
}

#[cfg(test)]
mod tests {
    use serde::Serialize;
    use sohoi_form::Text;

    use super::*;

    fn text(text: &str) -> Text {
        Text {
            vi: format!("{text} vi"),
            en: format!("{text} en"),
        }
    }

    #[test]
    fn reads_every_name_that_is_written() {
        fn check<T: Serialize>(names: &[(&str, T)]) {
            for (name, value) in names {
                assert_eq!(serde_json::to_value(value).unwrap(), *name);
            }
        }
        check(&CALCULATIONS);
        check(&DIRECTIONS);
        check(&AGGREGATES);
        // Fails to compile when one is added that nobody reads.
        match (CALCULATIONS[0].1, DIRECTIONS[0].1, AGGREGATES[0].1) {
            (
                Calculation::Value
                | Calculation::Pct
                | Calculation::PctComplement
                | Calculation::Ratio
                | Calculation::GrowthPct
                | Calculation::CagrPct,
                Direction::Up | Direction::Down | Direction::Neutral,
                Aggregate::Count | Aggregate::Sum | Aggregate::Mean | Aggregate::Median,
            ) => {}
        }
    }

    #[test]
    fn reads_every_member_that_is_written() {
        let some = |text: &str| Some(text.to_owned());
        let term = Term {
            op: Aggregate::Median,
            form: "club".into(),
            repeat: some("rows"),
            field: some("field"),
            row_where: some("row_where"),
            r#where: some("where"),
        };
        let indicator = Indicator {
            code: "N01".into(),
            theme: "N".into(),
            name: text("name"),
            unit: "unit".into(),
            calc: Calculation::CagrPct,
            a: term.clone(),
            b: Some(term),
            years: Some(4.5),
            scale: Some(100_000),
            digits: 6,
            breakdowns: vec!["shore".into()],
            direction: Direction::Neutral,
            weak_point: true,
            headline: true,
            report_section: "I".into(),
            seed: vec!["L1".into()],
            note: some("note"),
        };
        let json = serde_json::to_string(&indicator).unwrap();
        assert_eq!(serde_json::from_str::<Indicator>(&json).unwrap(), indicator);
    }

    #[test]
    fn reads_where_groups_come_from() {
        let question = DimensionSource::Question {
            names: [("club".to_owned(), "shore".to_owned())]
                .into_iter()
                .collect(),
            form: "club".into(),
            list: "shore".into(),
        };
        for source in [DimensionSource::RowKey, question] {
            let dimension = Dimension {
                id: "shore".into(),
                name: text("shore"),
                source,
            };
            let json = serde_json::to_string(&dimension).unwrap();
            assert_eq!(serde_json::from_str::<Dimension>(&json).unwrap(), dimension);
        }
        let json = r#"{"id":"x","name":{"vi":"","en":""},"source":"column"}"#;
        let flaw = serde_json::from_str::<Dimension>(json).unwrap_err();
        assert_eq!(flaw.to_string(), "`source` is not an object");
    }
}
