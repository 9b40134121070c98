//! Answers that were given under an earlier version of a form.

use litemap::LiteMap;

use super::Kept;
use super::question::Packed;
use crate::asked::Filled;
use crate::source::Source;

/// The answers of a response that say something under the form of now, and the questions of the others:
/// those are of another type by now.
pub(super) fn read<'a>(filled: &Filled, source: &'a Source) -> (Packed, Vec<&'a str>) {
    let names = source.retyped.get(&filled.form_hash).map(Vec::as_slice);
    let mut retyped = Vec::new();
    let known = filled.answers.iter().filter(|(path, _)| {
        let question = path.rsplit('/').next();
        let mut names = names.unwrap_or_default().iter();
        let name = names.find(|name| Some(name.as_str()) == question);
        retyped.extend(name.map(String::as_str));
        name.is_none()
    });
    (Packed::new(known), retyped)
}

/// By form and question: how many answers of these responses are left out.
pub(super) fn retyped<'r, 'a: 'r>(
    responses: impl Iterator<Item = &'r Kept<'a>>,
) -> Vec<((String, String), u32)> {
    let mut counts = LiteMap::<(&str, &str), u32>::new();
    for kept in responses {
        for question in &kept.retyped {
            let question = (kept.form.as_str(), *question);
            let count = counts.get(&question).copied().unwrap_or(0);
            counts.insert(question, count + 1);
        }
    }
    let counts = counts.into_iter();
    counts
        .map(|((form, question), count)| ((form.to_owned(), question.to_owned()), count))
        .collect()
}
