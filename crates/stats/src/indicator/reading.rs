//! Reads indicators and dimensions from JSON; serde writes them.

use sohoi_json::{Flaws, Json, Object, Read, deserialize_by_reading, one_of, read_members};

use super::{Aggregate, Calculation, Dimension, DimensionSource, Direction, Indicator, Term};

deserialize_by_reading!(Dimension, Indicator);

impl Calculation {
    /// Each by the name that it is written with.
    pub const NAMES: [(&'static str, Self); 6] = [
        ("value", Self::Value),
        ("pct", Self::Pct),
        ("pct_complement", Self::PctComplement),
        ("ratio", Self::Ratio),
        ("growth_pct", Self::GrowthPct),
        ("cagr_pct", Self::CagrPct),
    ];
}

impl Direction {
    /// Each by the name that it is written with.
    pub const NAMES: [(&'static str, Self); 3] = [
        ("up", Self::Up),
        ("down", Self::Down),
        ("neutral", Self::Neutral),
    ];
}

impl Aggregate {
    /// Each by the name that it is written with.
    pub const NAMES: [(&'static str, Self); 4] = [
        ("count", Self::Count),
        ("sum", Self::Sum),
        ("mean", Self::Mean),
        ("median", Self::Median),
    ];
}

const ROW_KEY: &str = "row_key";

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
        one_of(&json, &Self::NAMES, flaws)
    }
}

impl Read for Direction {
    fn read(json: Json, flaws: &mut Flaws) -> Self {
        one_of(&json, &Self::NAMES, flaws)
    }
}

impl Read for Aggregate {
    fn read(json: Json, flaws: &mut Flaws) -> Self {
        one_of(&json, &Self::NAMES, flaws)
    }
}

read_members! {
    Indicator: code, theme, name, unit, calc, a, b, years, scale, digits, breakdowns, direction,
        note | weak_point, headline, report_section, seed;
    Dimension: id, name, source, note;
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
        check(&Calculation::NAMES);
        check(&Direction::NAMES);
        check(&Aggregate::NAMES);
        // Fails to compile when one is added that nobody reads.
        match (
            Calculation::NAMES[0].1,
            Direction::NAMES[0].1,
            Aggregate::NAMES[0].1,
        ) {
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
            unit: text("unit"),
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
                note: Some(text("note")),
            };
            let json = serde_json::to_string(&dimension).unwrap();
            assert_eq!(serde_json::from_str::<Dimension>(&json).unwrap(), dimension);
        }
        let json = r#"{"id":"x","name":{"vi":"","en":""},"source":"column"}"#;
        let flaw = serde_json::from_str::<Dimension>(json).unwrap_err();
        assert_eq!(flaw.to_string(), "`source` is not an object");
    }
}
