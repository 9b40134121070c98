//! With what a whole form is compared: others of its kind.

use std::sync::Arc;

use serde::Serialize;
use sohoi_expr::Value;
use sohoi_form::{Engine, Path, Reference, Session, Text};
use sohoi_stats::{Dimension, DimensionSource};

/// Which figures of a form stand beside the median of those that are of the same kind.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Comparison {
    /// The id of the form.
    pub form: String,
    /// The id of the dimension whose groups are the kinds: one that goes by a question of the form.
    pub by: String,
    /// Of how few values there is no median.
    pub least: u32,
    /// The figures, in order.
    pub figures: Vec<ComparedFigure>,
}

/// A figure that is compared.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct ComparedFigure {
    /// What people read.
    pub label: Text,
    /// The expression that gives it.
    pub value: String,
    /// The code of its unit of measure.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
}

/// What one response has to be compared.
#[derive(Clone, Debug, PartialEq)]
pub struct Compared {
    /// The place of its comparison in the round.
    pub comparison: usize,
    /// The group that it belongs to; blank where it says none.
    pub group: String,
    /// Its figures, in the order of the comparison; nothing where one is blank.
    pub values: Vec<Option<f64>>,
}

/// The comparisons of a round, compiled against its forms.
pub struct Comparing<'a> {
    compiled: Vec<Option<Compiled<'a>>>,
}

struct Compiled<'a> {
    engine: &'a Arc<Engine>,
    group: Path,
    values: Vec<Reference>,
}

impl<'a> Comparing<'a> {
    /// Compiles the comparisons. `engines` are the compiled forms.
    ///
    /// They were checked when the round was compiled; one that means nothing to the form that is here
    /// compares nothing.
    pub fn new(
        comparisons: &[Comparison],
        dimensions: &[Dimension],
        engines: &'a [Arc<Engine>],
    ) -> Self {
        let compile = |own: &Comparison| {
            let mut engines = engines.iter();
            let engine = engines.find(|engine| engine.form().id == own.form)?;
            let question = own.question(dimensions)?;
            let figures = own.figures.iter();
            let values = figures.map(|figure| engine.reference(&figure.value, None).ok());
            Some(Compiled {
                engine,
                group: Path::top(question),
                values: values.collect::<Option<_>>()?,
            })
        };
        Self {
            compiled: comparisons.iter().map(compile).collect(),
        }
    }

    /// What a response has to be compared; `None` where its form is not compared.
    ///
    /// Answers given under another version of the form are read under the form of the comparison.
    pub fn of(&self, session: &Session) -> Option<Compared> {
        let form = &session.engine().form().id;
        let is_own = |own: &Compiled<'_>| own.engine.form().id == *form;
        let mut found = self.compiled.iter().enumerate();
        let (comparison, own) = found
            .find_map(|(place, own)| Some((place, own.as_ref().filter(|own| is_own(own))?)))?;
        let current;
        let session = if Arc::ptr_eq(own.engine, session.engine()) {
            session
        } else {
            current = Session::new(Arc::clone(own.engine), session.answers().clone());
            &current
        };
        let number = |reference| match session.evaluate(reference, None) {
            Value::Number(number) if number.is_finite() => Some(number),
            _ => None,
        };
        Some(Compared {
            comparison,
            group: session.value(&own.group).to_text().into_owned(),
            values: own.values.iter().map(number).collect(),
        })
    }
}

impl Comparison {
    /// The question that says the group; `None` where the dimension goes by no question of the form.
    pub fn question<'d>(&self, dimensions: &'d [Dimension]) -> Option<&'d str> {
        let mut dimensions = dimensions.iter();
        let dimension = dimensions.find(|own| own.id == self.by)?;
        let DimensionSource::Question { names, .. } = &dimension.source else {
            return None;
        };
        names.get(&self.form).map(String::as_str)
    }
}
