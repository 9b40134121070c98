//! All figures of a round, from a set of responses.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use sohoi_form::{Engine, Session};

use crate::indicator::{Dimension, Indicator, IndicatorProblem};

/// A response that counts: already chosen for the wanted population, one per slot.
#[derive(Clone, Debug)]
pub struct Counted {
    /// The id of the response.
    pub id: String,
    /// The id of its form.
    pub form: String,
    /// Its answers under its form.
    pub session: Session,
}

/// Every indicator with its breakdowns.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Book {
    /// In the order of the round.
    pub indicators: Vec<IndicatorTable>,
}

/// One indicator: the total and its breakdowns.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct IndicatorTable {
    /// The code of the indicator.
    pub code: String,
    /// Over all responses.
    pub total: Figure,
    /// In the order of [`Indicator::breakdowns`].
    pub breakdowns: Vec<Breakdown>,
}

/// One indicator by one dimension.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Breakdown {
    /// The id of the dimension.
    pub dimension: String,
    /// Group → figure: every choice of the list in order (also where nothing falls into it), then,
    /// only if some response has no group, the group `""`. For a row key: every row in order.
    pub rows: Vec<(String, Figure)>,
}

/// A figure and what it is made of, as exact decimals with a point (`-` never occurs here).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Figure {
    /// Rounded half away from zero to the indicator's digits, e.g. `61.8`; absent where the
    /// denominator is 0 or nothing has a value: pages print `-`.
    pub value: Option<String>,
    /// The first aggregate, exact (a mean or median to the indicator's digits).
    pub a: Option<String>,
    /// The second aggregate, exact; absent where the indicator has none.
    pub b: Option<String>,
}

/// Computes every indicator with every breakdown.
///
/// # Errors
///
/// Every flaw of the indicators and dimensions; a compiled round has none.
pub fn compute(
    indicators: &[Indicator],
    dimensions: &[Dimension],
    engines: &BTreeMap<String, Arc<Engine>>,
    responses: &[Counted],
) -> Result<Book, Vec<IndicatorProblem>> {
    let _ = (indicators, dimensions, engines, responses);
    unimplemented!()
}
