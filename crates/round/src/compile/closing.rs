//! Reads `[[paper]]` and `[[portrait]]` of `round.toml` and checks the names in them.

use sohoi_xlsform::CellProblem;

use super::entry::{Entry, Located};
use super::findings::Findings;
use super::forms::{CheckedForm, Forms};
use super::manifest::{FILE, Manifest};
use crate::closing::{Advice, Fact, Paper, Portrait, Score, ScorePart, Signature, Trend};

/// What was read, and what is to be checked once the forms are known.
#[derive(Default)]
pub(super) struct Closing {
    pub(super) papers: Vec<Paper>,
    pub(super) portraits: Vec<Portrait>,
    claims: Vec<Claim>,
}

/// That a text means something in a form.
struct Claim {
    form: String,
    column: String,
    text: Located<String>,
    what: What,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum What {
    /// There is such a form.
    Form,
    /// It is an expression of the form.
    Expression,
    /// It is a question outside of repeats.
    Question,
    /// It is a question inside of a repeat whose rows have names.
    OfRepeat,
}

/// Reads both from the root of the manifest.
pub(super) fn read(root: &mut Entry<'_>, problems: &mut Vec<CellProblem>) -> Closing {
    let mut reading = Reading {
        problems,
        form: String::new(),
        claims: Vec::new(),
    };
    let papers = reading.each(root, "paper", Reading::paper);
    let portraits = reading.each(root, "portrait", Reading::portrait);
    let claims = reading.claims;
    Closing {
        papers,
        portraits,
        claims,
    }
}

struct Reading<'p> {
    problems: &'p mut Vec<CellProblem>,
    /// The form of the table being read.
    form: String,
    claims: Vec<Claim>,
}

impl Reading<'_> {
    /// Every table of one kind, in order; none is well too.
    fn each<T>(
        &mut self,
        of: &mut Entry<'_>,
        key: &'static str,
        read: impl Fn(&mut Self, &mut Entry<'_>) -> T,
    ) -> Vec<T> {
        let mut all = Vec::new();
        for mut entry in of.some_entries(key, self.problems) {
            all.push(read(self, &mut entry));
            entry.finish(self.problems);
        }
        all
    }

    fn claim(&mut self, entry: &mut Entry<'_>, key: &'static str, what: What) -> String {
        let text = entry.located_text(key, self.problems);
        let claimed = text.value.clone();
        self.claims.push(Claim {
            form: self.form.clone(),
            column: entry.column(key),
            text,
            what,
        });
        claimed
    }

    fn form(&mut self, entry: &mut Entry<'_>) -> String {
        self.form = self.claim(entry, "form", What::Form);
        self.form.clone()
    }

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

/// Reports every name and expression that the forms do not know.
pub(super) fn check(manifest: &Manifest, forms: &Forms, found: &mut Findings) {
    let is_form = |id: &str| manifest.forms.iter().any(|head| head.value.id == id);
    for claim in &manifest.closing.claims {
        let text = &claim.text.value;
        let flaw = match claim.what {
            _ if text.is_empty() => None,
            What::Form => (!is_form(text)).then(|| format!("there is no form `{text}`")),
            _ => forms.get(&claim.form).and_then(|form| flaw(claim, form)),
        };
        if let Some(message) = flaw {
            let problem = CellProblem::of_cell(claim.text.row, claim.column.clone(), message);
            found.add(FILE, problem);
        }
    }
}

fn flaw(claim: &Claim, form: &CheckedForm) -> Option<String> {
    let text = &claim.text.value;
    // What a form with problems means is not known yet.
    let engine = form.engine.as_ref()?;
    match claim.what {
        What::Form => None,
        What::Expression => {
            let problem = engine.reference(text, None).err()?;
            Some(match problem.offset {
                Some(offset) => format!("{} (at character {})", problem.message, offset + 1),
                None => problem.message,
            })
        }
        What::Question => form.question(text).is_none().then(|| {
            format!(
                "the form `{}` has no question `{text}` outside repeats",
                claim.form
            )
        }),
        What::OfRepeat => {
            let repeat = engine.repeat_of(text);
            let is_named = repeat
                .and_then(|repeat| form.question(repeat))
                .is_some_and(|repeat| repeat.row_key.is_some());
            (!is_named).then(|| {
                let form = &claim.form;
                format!("the form `{form}` has no `{text}` in a repeat with a row key")
            })
        }
    }
}
