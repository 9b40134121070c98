//! Reads `[[paper]]`, `[[portrait]]` and `[[comparison]]` of `round.toml` and checks the names in them.

use sohoi_xlsform::CellProblem;

use super::claims::{Reading, What};
use super::entry::Entry;
use crate::closing::{Advice, Fact, Paper, Portrait, Score, ScorePart, Signature, Trend};
use crate::comparison::{ComparedFigure, Comparison};

/// What was read.
#[derive(Default)]
pub(super) struct Closing {
    pub(super) papers: Vec<Paper>,
    pub(super) portraits: Vec<Portrait>,
    pub(super) comparisons: Vec<Comparison>,
}

/// Reads all of them from the root of the manifest.
pub(super) fn read(root: &mut Entry<'_>, reading: &mut Reading<'_>) -> Closing {
    Closing {
        papers: reading.each(root, "paper", Reading::paper),
        portraits: reading.each(root, "portrait", Reading::portrait),
        comparisons: reading.each(root, "comparison", Reading::comparison),
    }
}

impl Reading<'_> {
    fn paper(&mut self, entry: &mut Entry<'_>) -> Paper {
        Paper {
            form: self.form(entry),
            heading: entry.some_bilingual("heading", self.problems),
            motto: entry.some_bilingual("motto", self.problems),
            signatures: self.each(entry, "signature", |reading, entry| Signature {
                title: entry.bilingual("title", reading.problems),
                office: entry.some_bilingual("office", reading.problems),
                note: entry.bilingual("note", reading.problems),
            }),
        }
    }

    fn portrait(&mut self, entry: &mut Entry<'_>) -> Portrait {
        Portrait {
            form: self.form(entry),
            title: entry.bilingual("title", self.problems),
            scores: self.each(entry, "score", Self::score),
            trends: self.each(entry, "trend", |reading, entry| Trend {
                label: entry.bilingual("label", reading.problems),
                question: reading.claim(entry, "question", What::OfRepeat),
                note: entry.some_bilingual("note", reading.problems),
                partial: entry.some_bilingual("partial", reading.problems),
            }),
            facts: self.each(entry, "fact", |reading, entry| Fact {
                label: entry.bilingual("label", reading.problems),
                value: reading.claim(entry, "value", What::Expression),
            }),
            advice: self.each(entry, "advice", Self::advice),
        }
    }

    fn score(&mut self, entry: &mut Entry<'_>) -> Score {
        Score {
            label: entry.bilingual("label", self.problems),
            value: self.claim(entry, "value", What::Expression),
            max: self.most(entry),
            note: entry.some_bilingual("note", self.problems),
            parts: self.each(entry, "part", |reading, entry| ScorePart {
                label: entry.bilingual("label", reading.problems),
                points: reading.claim(entry, "points", What::Expression),
                max: reading.most(entry),
                question: entry
                    .has("question")
                    .then(|| reading.claim(entry, "question", What::Question)),
            }),
            verdicts: self.each(entry, "verdict", Self::advice),
        }
    }

    fn advice(&mut self, entry: &mut Entry<'_>) -> Advice {
        Advice {
            when: self.claim(entry, "when", What::Expression),
            text: entry.bilingual("text", self.problems),
        }
    }

    fn comparison(&mut self, entry: &mut Entry<'_>) -> Comparison {
        Comparison {
            form: self.form(entry),
            by: self.claim(entry, "by", What::Dimension),
            least: entry.factor("least", self.problems),
            figures: self.each_of_some(entry, "figure", |reading, entry| ComparedFigure {
                label: entry.bilingual("label", reading.problems),
                value: reading.claim(entry, "value", What::Expression),
                unit: reading.some_claim(entry, "unit", What::Measure),
            }),
        }
    }

    /// A number of points above zero, as a text.
    fn most(&mut self, entry: &mut Entry<'_>) -> String {
        let most = entry.located_text("max", self.problems);
        let is_number = most.value.parse().is_ok_and(|most: f64| most > 0.0);
        if !most.value.is_empty() && !is_number {
            let message = format!(
                "`{}` is not a number above 0: write it as \"20\"",
                most.value
            );
            let column = entry.column("max");
            self.problems
                .push(CellProblem::of_cell(most.row, column, message));
        }
        most.value
    }
}
