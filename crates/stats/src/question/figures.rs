//! What many replies to a question say.

use crate::figure::Figure;

/// What the replies of a group say.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct QuestionFigures {
    /// How many the question does not apply to.
    pub not_asked: u32,
    /// How many are blank although it applies.
    pub blank: u32,
    /// How many answer.
    pub answered: u32,
    /// By choice, or by year where days are asked for: how many (`a`) of those that answer (`b`), and
    /// the share of them in percent with two decimals. Who chooses several counts with each.
    pub counts: Vec<(String, Figure)>,
    /// Of numbers, where there are any.
    pub spread: Option<Spread>,
}

/// How numbers are spread, as decimals with a point. Nothing where one of them is too large to be
/// exact.
///
/// Quartiles are those of R's `quantile(x, type = 7)` and of `QUARTILE.INC`: of *n* numbers in order,
/// counted from 0, the one at the place *h* = (*n* − 1) *k* / 4, between two places in proportion (definition 7 of
/// Hyndman and Fan, “Sample Quantiles in Statistical Packages”, The American Statistician 50, 1996). They
/// are computed as exact fractions and rounded last.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Spread {
    /// How many numbers.
    pub count: u32,
    /// Their sum, exact.
    pub sum: Option<String>,
    /// Their mean, with two decimals.
    pub mean: Option<String>,
    /// The least of them.
    pub least: Option<String>,
    /// The lower quartile, with two decimals at most.
    pub lower: Option<String>,
    /// The median.
    pub median: Option<String>,
    /// The upper quartile.
    pub upper: Option<String>,
    /// The greatest of them.
    pub most: Option<String>,
}

/// A question by none, one or two dimensions.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct QuestionTable {
    /// The groups across, in order.
    pub columns: Vec<String>,
    /// Over all groups down.
    pub whole: QuestionLine,
    /// The groups down, in order.
    pub rows: Vec<(String, QuestionLine)>,
}

/// A group down.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct QuestionLine {
    /// Over all groups across.
    pub total: QuestionFigures,
    /// By the groups across.
    pub cells: Vec<QuestionFigures>,
}
