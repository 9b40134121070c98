//! A figure: one or two aggregates made into one printed number.

use serde::{Deserialize, Serialize};

use crate::decimal::Amount;
use crate::fraction::Fraction;
use crate::indicator::{Calculation, Indicator};
use crate::tally::Tally;

/// A figure and what it is made of, as exact decimals with a point (`-` never occurs here).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Figure {
    /// Rounded half away from zero to the indicator's digits, e.g. `61.8`; absent where the
    /// denominator is 0 or nothing has a value: pages print `-`.
    pub value: Option<String>,
    /// The first aggregate, exact (a mean or median to the indicator's digits).
    pub a: Option<String>,
    /// The second aggregate, exact; absent where the indicator has none.
    pub b: Option<String>,
    /// Beside a median that is there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quartiles: Option<Quartiles>,
}

/// The quartiles of the values whose median a figure is: those at the places (*n* - 1) / 4 and
/// 3 (*n* - 1) / 4, between two values in proportion (R's type 7), to the indicator's digits.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Quartiles {
    /// A quarter of the values are not above it.
    pub lower: String,
    /// A quarter of the values are not below it.
    pub upper: String,
}

impl Figure {
    /// The figure of `indicator` from its aggregates.
    pub(crate) fn new(indicator: &Indicator, a: &Tally, b: Option<&Tally>) -> Self {
        Self {
            value: value(indicator, a.finish(), b.and_then(Tally::finish)),
            a: a.print(indicator.digits),
            b: b.and_then(|b| b.print(indicator.digits)),
            quartiles: quartiles(indicator, a),
        }
    }
}

fn quartiles(indicator: &Indicator, a: &Tally) -> Option<Quartiles> {
    if !indicator.is_median() {
        return None;
    }
    let rounded = |quarters| a.quarter(quarters)?.rounded(indicator.digits);
    Some(Quartiles {
        lower: rounded(1)?,
        upper: rounded(3)?,
    })
}

/// The rules of the indicator catalogue: `a`, `100a/b`, `100 - 100a/b`, `scale a/b`,
/// `100(a/b - 1)`, `100((a/b)^(1/years) - 1)`.
fn value(indicator: &Indicator, a: Option<Fraction>, b: Option<Fraction>) -> Option<String> {
    let a = a?;
    if indicator.calc == Calculation::Value {
        return a.rounded(indicator.digits);
    }
    let hundred = Fraction::from(100);
    let ratio = a.divided_by(b?)?;
    let figure = match indicator.calc {
        Calculation::Value => a,
        Calculation::Pct => ratio.times(hundred)?,
        Calculation::PctComplement => hundred.minus(ratio.times(hundred)?)?,
        Calculation::Ratio => {
            ratio.times(Fraction::from(u64::from(indicator.scale.unwrap_or(1))))?
        }
        Calculation::GrowthPct => ratio.times(hundred)?.minus(hundred)?,
        Calculation::CagrPct => mean_annual_growth(ratio, indicator.years?)?,
    };
    figure.rounded(indicator.digits)
}

/// `100(ratio^(1/years) - 1)`: the one figure that is no fraction. `libm` gives the same digits
/// on every platform; the result enters rounding as its shortest decimal.
fn mean_annual_growth(ratio: Fraction, years: f64) -> Option<Fraction> {
    let growth = 100.0 * (libm::pow(ratio.to_f64(), 1.0 / years) - 1.0);
    match Amount::from_number(growth) {
        Amount::Exact(decimal) => Some(Fraction::from(decimal)),
        Amount::Blank | Amount::TooLarge => None,
    }
}
