//! Figures as JSON for a page: see [`sohoi_json`].

use sohoi_json::{Flaws, Json, Read, Write, one_of, read_members, write_members, write_one_of};

use super::{Breakdown, IndicatorTable};
use crate::counted::{Population, Standing};
use crate::figure::{Figure, Quartiles};

const POPULATIONS: [(&str, Population); 2] = [
    ("provisional", Population::Provisional),
    ("approved", Population::Approved),
];

const STANDINGS: [(&str, Standing); 5] = [
    ("open", Standing::Open),
    ("submitted", Standing::Submitted),
    ("checked", Standing::Checked),
    ("approved", Standing::Approved),
    ("locked", Standing::Locked),
];

impl Read for Standing {
    fn read(json: Json, flaws: &mut Flaws) -> Self {
        one_of(&json, &STANDINGS, flaws)
    }
}

impl Write for Standing {
    fn write(&self, out: &mut String) {
        self.name().write(out);
    }
}

impl Read for Population {
    fn read(json: Json, flaws: &mut Flaws) -> Self {
        one_of(&json, &POPULATIONS, flaws)
    }
}

impl Write for Population {
    fn write(&self, out: &mut String) {
        write_one_of(self, &POPULATIONS, "", out);
    }
}

read_members! {
    IndicatorTable: code, total, breakdowns;
    Breakdown: dimension, rows;
    Figure: value, a, b, quartiles;
    Quartiles: lower, upper;
}

write_members! {
    IndicatorTable: code, total, breakdowns;
    Breakdown: dimension, rows;
    Figure: [value], [a], [b], [quartiles];
    Quartiles: lower, upper;
}

#[cfg(test)]
mod tests {
    use sohoi_json::{from_bytes, to_text};

    use super::*;

    #[test]
    fn reads_what_is_written() {
        let figure = |value: Option<&str>| Figure {
            value: value.map(str::to_owned),
            a: Some("1".to_owned()),
            b: None,
            quartiles: value.map(|value| Quartiles {
                lower: "1".to_owned(),
                upper: value.to_owned(),
            }),
        };
        let table = IndicatorTable {
            code: "N01".to_owned(),
            total: figure(Some("12.5")),
            breakdowns: vec![Breakdown {
                dimension: "shore".to_owned(),
                rows: vec![
                    ("hills".to_owned(), figure(None)),
                    (String::new(), figure(Some("7"))),
                ],
            }],
        };
        let text = to_text(&table);
        assert_eq!(
            from_bytes::<IndicatorTable>(text.as_bytes()).unwrap(),
            table
        );
        for (name, population) in POPULATIONS {
            assert_eq!(population.name(), name);
            let text = to_text(&population);
            assert_eq!(
                from_bytes::<Population>(text.as_bytes()).unwrap(),
                population
            );
        }
        for (name, standing) in STANDINGS {
            assert_eq!(standing.name(), name);
            let text = to_text(&standing);
            assert_eq!(from_bytes::<Standing>(text.as_bytes()).unwrap(), standing);
        }
    }
}
