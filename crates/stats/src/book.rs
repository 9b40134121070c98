//! All figures of a round, from a set of responses.

mod wire;

use std::sync::Arc;

use serde::{Deserialize, Serialize};
use sohoi_form::{Engine, Session};

use crate::figure::Figure;
use crate::indicator::{Dimension, Indicator, IndicatorProblem};
use crate::plan::Plan;

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
    /// Group → figure: every choice of the list in order (also where nothing falls into it), then
    /// values outside the list (by number, then by text), then, only if some response of the
    /// indicator's forms has no group, the group `""`. For a row key: every row in order.
    pub rows: Vec<(String, Figure)>,
}

/// Computes every indicator with every breakdown, from columns.
///
/// `engines` are the compiled forms. The order of `responses` changes nothing; responses of forms
/// that are not among `engines` count nowhere. An aggregate that meets a value of 10^18 or more has
/// no figure.
///
/// # Errors
///
/// Every flaw of the indicators and dimensions; a compiled round has none.
pub fn compute(
    indicators: &[Indicator],
    dimensions: &[Dimension],
    engines: &[Arc<Engine>],
    responses: &[Counted],
) -> Result<Book, Vec<IndicatorProblem>> {
    let plan = Plan::new(indicators, dimensions, engines)?;
    let ledger = plan.count(responses);
    let all = 0..indicators.len();
    Ok(Book {
        indicators: all.map(|place| ledger.table(place, &|_| true)).collect(),
    })
}
