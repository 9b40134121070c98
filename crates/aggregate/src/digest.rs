//! What an indicator computes, as a short text to compare.

use litemap::LiteMap;
use sha2::{Digest as _, Sha256};
use sohoi_stats::{Aggregate, Calculation, Dimension, DimensionSource, Indicator, Term};

/// How each indicator is computed: code → the first 8 bytes of a SHA-256, in hexadecimal digits.
///
/// Of terms, calculation, digits and breakdowns, and of no words: an indicator that is called otherwise
/// computes the same. Forms are compared by themselves.
pub fn indicator_digests(
    indicators: &[Indicator],
    dimensions: &[Dimension],
) -> LiteMap<String, String> {
    let digest = |indicator: &Indicator| hex::encode(&hashed(indicator, dimensions)[..8]);
    let pairs = indicators.iter().map(|own| (own.code.clone(), digest(own)));
    pairs.collect()
}

fn hashed(indicator: &Indicator, dimensions: &[Dimension]) -> [u8; 32] {
    let mut text = Told::default();
    text.put(name(&Calculation::NAMES, &indicator.calc));
    text.term(Some(&indicator.a));
    text.term(indicator.b.as_ref());
    text.some(indicator.years.map(|years| years.to_string()).as_deref());
    text.some(indicator.scale.map(|scale| scale.to_string()).as_deref());
    text.put(&indicator.digits.to_string());
    for id in &indicator.breakdowns {
        text.put(id);
        let dimension = dimensions.iter().find(|own| own.id == *id);
        match dimension.map(|own| &own.source) {
            None => {}
            Some(DimensionSource::RowKey) => text.some(None),
            Some(DimensionSource::Question { names, form, list }) => {
                text.put(form);
                text.put(list);
                for (form, question) in names {
                    text.put(form);
                    text.put(question);
                }
            }
        }
    }
    Sha256::digest(text.0.as_bytes()).into()
}

fn name<T: PartialEq>(names: &[(&'static str, T)], value: &T) -> &'static str {
    let named = names.iter().find(|(_, known)| known == value);
    named.map_or("", |(name, _)| name)
}

/// Texts one after another, each with its length, so that no two lists read alike.
#[derive(Default)]
struct Told(String);

impl Told {
    fn put(&mut self, text: &str) {
        self.0 += &format!("{}:{text}", text.len());
    }

    fn some(&mut self, text: Option<&str>) {
        match text {
            Some(text) => self.put(text),
            None => self.0.push('-'),
        }
    }

    fn term(&mut self, term: Option<&Term>) {
        let Some(term) = term else {
            return self.some(None);
        };
        self.put(name(&Aggregate::NAMES, &term.op));
        self.put(&term.form);
        for text in [&term.repeat, &term.field, &term.row_where, &term.r#where] {
            self.some(text.as_deref());
        }
    }
}
