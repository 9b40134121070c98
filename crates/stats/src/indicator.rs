//! What an indicator is: typed terms whose conditions are ODK XPath.

mod computation;
mod reading;

use litemap::LiteMap;
use serde::Serialize;
use sohoi_form::Text;

pub use computation::Told;

/// An indicator: one or two aggregates and how they make a figure.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Indicator {
    /// The stable code, e.g. `QM08`.
    pub code: String,
    /// The theme whose table it stands in.
    pub theme: String,
    /// What people read.
    pub name: Text,
    /// The unit as printed.
    pub unit: Text,
    /// How the figure is made of the aggregates.
    pub calc: Calculation,
    /// The first aggregate: the value, or what is divided.
    pub a: Term,
    /// The second aggregate: what is divided by.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub b: Option<Term>,
    /// The number of years between the two aggregates of a mean annual growth.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub years: Option<f64>,
    /// The factor of a ratio; 1 where absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scale: Option<u32>,
    /// The decimals printed.
    pub digits: u8,
    /// The ids of the dimensions it is broken down by.
    pub breakdowns: Vec<String>,
    /// Which way is better.
    pub direction: Direction,
    /// Whether the reviewed document names it as a weak point.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub weak_point: bool,
    /// Whether it stands on the overview.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub headline: bool,
    /// The section of the report it serves.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub report_section: String,
    /// The points of the reviewed document it answers.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub seed: Vec<String>,
    /// A remark printed under the table.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

impl Indicator {
    /// Whether its figures are hundredths, printed with the sign.
    pub fn is_percentage(&self) -> bool {
        self.unit.vi == "%"
    }

    /// Whether its figures are medians, which have quartiles beside them.
    pub fn is_median(&self) -> bool {
        self.calc == Calculation::Value && self.a.op == Aggregate::Median
    }
}

/// How a figure is made of its aggregates.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Calculation {
    /// `a`
    Value,
    /// `100 a / b`
    Pct,
    /// `100 - 100 a / b`
    PctComplement,
    /// `scale a / b`
    Ratio,
    /// `100 (a / b - 1)`
    GrowthPct,
    /// `100 ((a / b)^(1 / years) - 1)`
    CagrPct,
}

/// Which way is better.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Direction {
    /// Higher is better.
    Up,
    /// Lower is better.
    Down,
    /// No direction.
    Neutral,
}

/// An aggregate over the responses of one form, or over the rows of one repeat of it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Term {
    /// What is done with the field.
    pub op: Aggregate,
    /// The id of the form.
    pub form: String,
    /// The repeat whose rows are aggregated; the response itself where absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub repeat: Option<String>,
    /// The expression aggregated; absent for a count.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub field: Option<String>,
    /// Which rows count; a breakdown by year replaces it by `${row key} = year`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub row_where: Option<String>,
    /// Which responses count.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub r#where: Option<String>,
}

/// What is done with the values of a term. Blank values are skipped.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Aggregate {
    /// How many responses.
    Count,
    /// Their sum; 0 where there is none.
    Sum,
    /// Their mean; no figure where there is none.
    Mean,
    /// Their median, the mean of the middle two where their number is even.
    Median,
}

/// Something that figures are broken down by.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Dimension {
    /// The stable id, as named in [`Indicator::breakdowns`].
    pub id: String,
    /// What people read.
    pub name: Text,
    /// Where the group of a response comes from.
    pub source: DimensionSource,
    /// What to know before groups are compared.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<Text>,
}

/// Where the group of a response comes from.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum DimensionSource {
    /// The row key of the term's repeat, e.g. a year.
    RowKey,
    /// A question or calculation of each form (form id → name), whose values are the names of a
    /// choice list.
    Question {
        /// Form id → question name. A form without an entry has no such dimension.
        names: LiteMap<String, String>,
        /// The form that holds the list.
        form: String,
        /// The choice list that gives order and words to the groups.
        list: String,
    },
}

/// A flaw of an indicator.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IndicatorProblem {
    /// The code of the indicator or the id of the dimension.
    pub code: String,
    /// The property, e.g. `a.where`.
    pub property: String,
    /// What is wrong, in English, for the author of the round.
    pub message: String,
}
