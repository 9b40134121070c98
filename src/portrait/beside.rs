//! The figures of a form beside the medians of its kind.

use std::sync::Arc;

use sohoi_form::{Engine, Path, Session};
use sohoi_round::{ComparedFigure, Comparing, FiguresPart};
use sohoi_text::Language;
use sohoi_worker_stats::{Median, PeerGroup};

use crate::paper::answer_words;

/// Figures beside medians.
#[derive(Clone, Debug, PartialEq)]
pub struct Beside {
    /// What the kinds are, e.g. types of associations.
    pub dimension: String,
    /// The kind; nothing where the form says none.
    pub group: Option<String>,
    /// How many responses of the kind count.
    pub counted: u32,
    /// Of how few values no median is told.
    pub least: u32,
    /// The figures, in the order of the round.
    pub figures: Vec<BesideFigure>,
}

/// A figure beside its median.
#[derive(Clone, Debug, PartialEq)]
pub struct BesideFigure {
    /// What people read, with the unit.
    pub label: String,
    /// Of this form; nothing where it is blank.
    pub own: Option<f64>,
    /// The median, a plain decimal; nothing where it is of too few values.
    pub median: Option<String>,
    /// Of how many values.
    pub values: u32,
}

impl Beside {
    /// Whether enough of the kind count for medians to be told.
    pub fn is_enough(&self) -> bool {
        self.group.is_some() && self.counted >= self.least
    }
}

/// Puts the figures of a form beside the medians of its kind; `None` where the round compares no such
/// forms. `groups` are those whose responses count, `engines` the forms of the round, and `measure`
/// gives the words for the code of a unit.
pub fn beside(
    figures: &FiguresPart,
    engines: &[Arc<Engine>],
    session: &Session,
    groups: &[PeerGroup],
    language: Language,
    measure: &dyn Fn(&str) -> String,
) -> Option<Beside> {
    let comparing = Comparing::new(&figures.comparisons, &figures.dimensions, engines);
    let compared = comparing.of(session)?;
    let comparison = figures.comparisons.get(compared.comparison)?;
    let words = |text: &sohoi_form::Text| language.pick(&text.vi, &text.en).to_owned();
    let mut dimensions = figures.dimensions.iter();
    let dimension = dimensions.find(|own| own.id == comparison.by)?;
    let mut groups = groups.iter();
    let group = groups.find(|own| {
        let is_same = own.comparison as usize == compared.comparison;
        is_same && own.group == compared.group
    });
    let none = Median {
        values: 0,
        median: None,
    };
    let figure = |(place, figure): (usize, &ComparedFigure)| {
        let median = group.and_then(|group| group.medians.get(place));
        let median = median.unwrap_or(&none);
        BesideFigure {
            label: match &figure.unit {
                Some(unit) => [&words(&figure.label), " (", &measure(unit), ")"].concat(),
                None => words(&figure.label),
            },
            own: compared.values[place],
            median: median.median.clone(),
            values: median.values,
        }
    };
    let question = comparison.question(&figures.dimensions)?;
    Some(Beside {
        dimension: words(&dimension.name),
        group: group_words(session, question, language),
        counted: group.map_or(0, |group| group.counted),
        least: comparison.least,
        figures: comparison.figures.iter().enumerate().map(figure).collect(),
    })
}

fn group_words(session: &Session, question: &str, language: Language) -> Option<String> {
    let known = session.engine().question(question)?;
    answer_words(session, known, &Path::top(question), language)
}

#[cfg(test)]
mod tests;
