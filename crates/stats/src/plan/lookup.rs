//! Finding questions in forms and names in expressions.

use sohoi_form::{Form, Question};

/// The question with this name and the name of the repeat it is inside, if any.
pub(crate) fn find<'f>(form: &'f Form, name: &str) -> Option<(&'f Question, Option<&'f str>)> {
    form.sections
        .iter()
        .flat_map(|section| &section.questions)
        .find_map(|question| {
            if question.name == name {
                return Some((question, None));
            }
            let column = question
                .questions
                .iter()
                .find(|column| column.name == name)?;
            Some((column, Some(question.name.as_str())))
        })
}

/// The names that an expression refers to as `${name}`, outside quoted texts.
pub(crate) fn names_in(text: &str) -> Vec<&str> {
    let mut names = Vec::new();
    let mut rest = text;
    while let Some(start) = rest.find(['\'', '"', '$']) {
        let (mark, after) = rest[start..].split_at(1);
        rest = after;
        if mark == "$" {
            if let Some((name, after)) = after
                .strip_prefix('{')
                .and_then(|name| name.split_once('}'))
            {
                names.push(name.trim());
                rest = after;
            }
        } else {
            // An open quote is the parser's to report.
            rest = after.split_once(mark).map_or("", |(_, after)| after);
        }
    }
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_found_outside_quotes_only() {
        for (text, expected) in [
            ("", &[][..]),
            ("${year} = 2017", &["year"]),
            ("${ year }<=${other}", &["year", "other"]),
            (
                "'${quoted}' = ${x} or \"it's ${quoted}\" = ${y}",
                &["x", "y"],
            ),
            ("'open ${x}", &[]),
            ("$ {x} ${open", &[]),
            ("selected(${a}, 'ủy ban') and ${b}", &["a", "b"]),
        ] {
            assert_eq!(names_in(text), expected, "{text}");
        }
    }
}
