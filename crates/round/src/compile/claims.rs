//! What `round.toml` says of forms: read in one go, checked once the forms are known.

use std::sync::Arc;

use sohoi_expr::Value;
use sohoi_form::{Answers, Engine, QuestionType, Session};
use sohoi_stats::DimensionSource;
use sohoi_xlsform::CellProblem;

use super::entry::{Entry, Located};
use super::findings::Findings;
use super::forms::{CheckedForm, Forms};
use super::manifest::{FILE, Manifest};

/// That a text means something in a form.
pub(super) struct Claim {
    form: String,
    column: String,
    text: Located<String>,
    what: What,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum What {
    /// There is such a form.
    Form,
    /// There is such a kind of subjects.
    Kind,
    /// There is such a dimension, and it goes by a question of the form.
    Dimension,
    /// There is such a unit of measure.
    Measure,
    /// It is an expression of the form.
    Expression,
    /// It is an expression of the form that is true or false.
    Condition,
    /// It is a question outside of repeats.
    Question,
    /// It is a question outside of repeats whose answer is a text of one line.
    LineOfText,
    /// It is a question outside of repeats whose answer can be read in a table.
    Readable,
    /// It is a question inside of a repeat whose rows have names.
    OfRepeat,
}

/// Tables of the manifest that are about forms.
pub(super) struct Reading<'p> {
    pub(super) problems: &'p mut Vec<CellProblem>,
    /// The form of the table being read.
    form: String,
    claims: Vec<Claim>,
}

impl<'p> Reading<'p> {
    pub(super) fn new(problems: &'p mut Vec<CellProblem>) -> Self {
        Self {
            problems,
            form: String::new(),
            claims: Vec::new(),
        }
    }

    /// What is to be checked.
    pub(super) fn into_claims(self) -> Vec<Claim> {
        self.claims
    }

    /// Every table of one kind, in order; none is well too.
    pub(super) fn each<T>(
        &mut self,
        of: &mut Entry<'_>,
        key: &'static str,
        read: impl Fn(&mut Self, &mut Entry<'_>) -> T,
    ) -> Vec<T> {
        let entries = of.some_entries(key, self.problems);
        self.read_all(entries, read)
    }

    /// Every table of one kind, in order, of which there must be one at least.
    pub(super) fn each_of_some<T>(
        &mut self,
        of: &mut Entry<'_>,
        key: &'static str,
        read: impl Fn(&mut Self, &mut Entry<'_>) -> T,
    ) -> Vec<T> {
        let entries = of.entries(key, self.problems);
        self.read_all(entries, read)
    }

    fn read_all<T>(
        &mut self,
        entries: Vec<Entry<'_>>,
        read: impl Fn(&mut Self, &mut Entry<'_>) -> T,
    ) -> Vec<T> {
        let mut all = Vec::new();
        for mut entry in entries {
            all.push(read(self, &mut entry));
            entry.finish(self.problems);
        }
        all
    }

    pub(super) fn claim(&mut self, entry: &mut Entry<'_>, key: &'static str, what: What) -> String {
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

    /// The same for a key that may be absent.
    pub(super) fn some_claim(
        &mut self,
        entry: &mut Entry<'_>,
        key: &'static str,
        what: What,
    ) -> Option<String> {
        entry.has(key).then(|| self.claim(entry, key, what))
    }

    pub(super) fn form(&mut self, entry: &mut Entry<'_>) -> String {
        self.form = self.claim(entry, "form", What::Form);
        self.form.clone()
    }
}

/// Reports every name and expression that the forms do not know.
pub(super) fn check(manifest: &Manifest, forms: &Forms, found: &mut Findings) {
    let is_form = |id: &str| manifest.forms.iter().any(|head| head.value.id == id);
    let is_kind = |id: &str| {
        let mut kinds = manifest.subject_kinds.iter();
        kinds.any(|kind| kind.value.id == id)
    };
    for claim in &manifest.claims {
        let text = &claim.text.value;
        let flaw = match claim.what {
            _ if text.is_empty() => None,
            What::Form => (!is_form(text)).then(|| format!("there is no form `{text}`")),
            What::Kind => {
                (!is_kind(text)).then(|| format!("there is no kind of subjects `{text}`"))
            }
            What::Dimension => of_dimension(claim, manifest),
            What::Measure => {
                let is_measure = manifest.measures.iter().any(|own| own.code == *text);
                (!is_measure).then(|| format!("`{text}` is not the code of a [[measure]]"))
            }
            _ => forms.get(&claim.form).and_then(|form| flaw(claim, form)),
        };
        if let Some(message) = flaw {
            let problem = CellProblem::of_cell(claim.text.row, claim.column.clone(), message);
            found.add(FILE, problem);
        }
    }
}

fn of_dimension(claim: &Claim, manifest: &Manifest) -> Option<String> {
    let (text, form) = (&claim.text.value, &claim.form);
    let goes_by_form = |source: &DimensionSource| match source {
        DimensionSource::Question { names, .. } => names.contains_key(form),
        DimensionSource::RowKey => false,
    };
    let mut dimensions = manifest.dimensions.iter();
    let is_known = dimensions.any(|own| own.value.id == *text && goes_by_form(&own.value.source));
    (!is_known).then(|| format!("no [[dimension]] `{text}` goes by a question of `{form}`"))
}

fn flaw(claim: &Claim, form: &CheckedForm) -> Option<String> {
    let text = &claim.text.value;
    // What a form with problems means is not known yet.
    let engine = form.engine.as_ref()?;
    let question = || form.question(text).map(|question| question.kind);
    let lacks = |what: &str| {
        let form = &claim.form;
        format!("the form `{form}` has no question `{text}` {what}")
    };
    match claim.what {
        What::Form | What::Kind | What::Dimension | What::Measure => None,
        What::Expression => of_expression(engine, text),
        What::Condition => of_expression(engine, text).or_else(|| of_condition(engine, text)),
        What::Question => question().is_none().then(|| lacks("outside repeats")),
        What::Readable => {
            let is_readable = question()
                .is_some_and(|kind| !matches!(kind, QuestionType::Repeat | QuestionType::Image));
            (!is_readable).then(|| lacks("outside repeats whose answer can be read"))
        }
        What::LineOfText => {
            let is_text = question() == Some(QuestionType::Text);
            (!is_text).then(|| lacks("outside repeats that is answered by a text"))
        }
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

fn of_expression(engine: &Engine, text: &str) -> Option<String> {
    let problem = engine.reference(text, None).err()?;
    Some(match problem.offset {
        Some(offset) => format!("{} (at character {})", problem.message, offset + 1),
        None => problem.message,
    })
}

/// Comparisons and functions that answer yes or no do so over a blank form too; names, numbers and
/// texts do not.
fn of_condition(engine: &Arc<Engine>, text: &str) -> Option<String> {
    let reference = engine.reference(text, None).ok()?;
    let blank = Session::new(Arc::clone(engine), Answers::new());
    let is_condition = matches!(blank.evaluate(&reference, None), Value::Boolean(_));
    (!is_condition).then(|| {
        let as_in = "compare it with something, as in ${name} = 'yes'";
        format!("`{text}` is neither true nor false: {as_in}")
    })
}
