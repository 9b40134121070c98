//! Reads `[similar]` of `round.toml`, and holds it against the form of its kind.

use sohoi_form::QuestionType;
use sohoi_xlsform::CellProblem;

use super::entry::{Entry, Located};
use super::findings::Findings;
use super::forms::{CheckedForm, Forms};
use super::manifest::{FILE, Manifest};
use crate::similar::Similar;

/// The table as it was read, with the row of every text.
pub(super) struct Read {
    kind: Located<String>,
    questions: Vec<(&'static str, Located<String>, QuestionType)>,
    apart: Vec<Located<String>>,
    related: Vec<Located<String>>,
}

/// Reads the table; none is well too.
pub(super) fn read(root: &mut Entry<'_>, problems: &mut Vec<CellProblem>) -> Option<Read> {
    let mut entry = root.some_entry("similar", problems)?;
    let kind = entry.located_text("kind", problems);
    let mut questions = vec![(
        "type",
        entry.located_text("type", problems),
        QuestionType::SelectOne,
    )];
    for (key, wanted) in [
        ("field", QuestionType::SelectOne),
        ("activities", QuestionType::SelectMultiple),
        ("merging", QuestionType::SelectOne),
    ] {
        if entry.has(key) {
            questions.push((key, entry.located_text(key, problems), wanted));
        }
    }
    let mut list = |key| match entry.has(key) {
        true => entry.texts(key, problems),
        false => Vec::new(),
    };
    let (apart, related) = (list("apart"), list("related"));
    for own in related.iter().filter(|own| pair(&own.value).is_none()) {
        let message = format!("`{}` is not two types with a space between them", own.value);
        problems.push(CellProblem::of_cell(own.row, "similar.related", message));
    }
    entry.finish(problems);
    Some(Read {
        kind,
        questions,
        apart,
        related,
    })
}

/// Reports every name that the form does not know.
pub(super) fn check(manifest: &Manifest, forms: &Forms, found: &mut Findings) {
    let Some(read) = &manifest.similar else {
        return;
    };
    let mut add = |own: &Located<String>, key: &str, message: String| {
        if !own.value.is_empty() {
            let column = format!("similar.{key}");
            found.add(FILE, CellProblem::of_cell(own.row, column, message));
        }
    };
    let mut kinds = manifest.subject_kinds.iter().map(|kind| &kind.value);
    let Some(kind) = kinds.find(|kind| kind.id == read.kind.value) else {
        let message = format!("`{}` is not a [[subject_kind]]", read.kind.value);
        return add(&read.kind, "kind", message);
    };
    // A form with problems of its own is not there.
    let Some(form) = forms.get(&kind.form) else {
        return;
    };
    for (key, own, wanted) in &read.questions {
        let is_there = form
            .question(&own.value)
            .is_some_and(|own| own.kind == *wanted);
        if !is_there {
            let what = match wanted {
                QuestionType::SelectMultiple => "several choices",
                _ => "one choice",
            };
            let message = format!(
                "the form `{}` has no question `{}` outside repeats that is answered by {what}",
                kind.form, own.value
            );
            add(own, key, message);
        }
    }
    let Some(types) = types(form, &read.questions[0].1.value) else {
        return;
    };
    let lacks = |name: &str| {
        (!types.contains(&name))
            .then(|| format!("`{name}` is no type: the question offers no such choice"))
    };
    for own in &read.apart {
        if let Some(message) = lacks(&own.value) {
            add(own, "apart", message);
        }
    }
    for own in &read.related {
        let Some((one, other)) = pair(&own.value) else {
            continue;
        };
        for message in [lacks(one), lacks(other)].into_iter().flatten() {
            add(own, "related", message);
        }
    }
}

impl Read {
    /// The table, of names without problems.
    pub(super) fn into_similar(self) -> Similar {
        let question = |wanted: &str| {
            let mut questions = self.questions.iter();
            let own = questions.find(|(key, ..)| *key == wanted);
            own.map(|(_, own, _)| own.value.clone())
        };
        let related = self.related.iter().filter_map(|own| pair(&own.value));
        Similar {
            type_question: question("type").unwrap_or_default(),
            field: question("field"),
            activities: question("activities"),
            merging: question("merging"),
            related: related
                .map(|(one, other)| (one.to_owned(), other.to_owned()))
                .collect(),
            apart: self.apart.into_iter().map(|own| own.value).collect(),
            kind: self.kind.value,
        }
    }
}

/// The choices of a question.
fn types<'f>(form: &'f CheckedForm, question: &str) -> Option<Vec<&'f str>> {
    let list = form.question(question)?.list.as_ref()?;
    let choices = form.definition.choice_lists.get(list)?;
    Some(choices.iter().map(|choice| choice.name.as_str()).collect())
}

fn pair(text: &str) -> Option<(&str, &str)> {
    let mut words = text.split_whitespace();
    let pair = (words.next()?, words.next()?);
    words.next().is_none().then_some(pair)
}
