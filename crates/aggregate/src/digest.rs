//! What an indicator computes, as a short text to compare.

use litemap::LiteMap;
use sha2::{Digest as _, Sha256};
use sohoi_stats::{Dimension, DimensionSource, Indicator, Told};

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
    let mut told = Told::of(indicator);
    for id in &indicator.breakdowns {
        told.put(id);
        let dimension = dimensions.iter().find(|own| own.id == *id);
        match dimension.map(|own| &own.source) {
            None => {}
            Some(DimensionSource::RowKey) => told.some(None),
            Some(DimensionSource::Question { names, form, list }) => {
                told.put(form);
                told.put(list);
                for (form, question) in names {
                    told.put(form);
                    told.put(question);
                }
            }
        }
    }
    Sha256::digest(told.text().as_bytes()).into()
}
