//! Whether a value may stand at a path of a form: known place, right type.
//!
//! What depends on other answers (constraints, choice filters, required answers) is judged on the
//! whole form at submit, and so is the length of a text: a draft keeps one that is too long, with
//! what else came in its edit.

use chrono::NaiveDate;
use sohoi_form::{Form, Path, Question, QuestionType};
use sohoi_sync::Why;

use crate::store::is_blob_hash;

/// The longest text answer, in characters.
const LONGEST_TEXT: usize = 4_000;

/// The longest key of a repeat's row.
const LONGEST_KEY: usize = 64;

/// What is wrong with `value` at `path`, if anything. Clearing is right at every known path.
pub(super) fn check(form: &Form, path: &str, value: Option<&str>) -> Option<Why> {
    let Ok(path) = path.parse::<Path>() else {
        return Some(Why::UnknownPath);
    };
    let Some(question) = question(form, &path) else {
        return Some(Why::UnknownPath);
    };
    let value = value?;
    if value.is_empty() {
        return Some(Why::WrongType);
    }
    let is_right = match question.kind {
        QuestionType::Text => true,
        QuestionType::Integer => is_integer(value),
        QuestionType::Decimal => is_decimal(value),
        QuestionType::Date => is_date(value),
        QuestionType::Acknowledge => value == "OK",
        QuestionType::Image => is_blob_hash(value),
        QuestionType::SelectOne => return check_choices(form, question, [value]),
        QuestionType::SelectMultiple => {
            return check_choices(form, question, value.split(' '));
        }
        QuestionType::Calculate | QuestionType::Repeat => return Some(Why::UnknownPath),
    };
    (!is_right).then_some(Why::WrongType)
}

/// Whether an answer is longer than a form that is handed in may hold.
pub(super) fn is_too_long(value: &str) -> bool {
    value.chars().count() > LONGEST_TEXT
}

/// The question at a path; calculations and repeats are none, they hold no answer.
pub(super) fn question<'f>(form: &'f Form, path: &Path) -> Option<&'f Question> {
    let found = match &path.row {
        None => form.question(&path.question),
        Some((_, key)) if key.len() > LONGEST_KEY => None,
        Some((repeat, _)) => form
            .questions()
            .find(|question| question.kind == QuestionType::Repeat && question.name == *repeat)?
            .questions
            .iter()
            .find(|question| question.name == path.question),
    };
    found.filter(|question| {
        !matches!(
            question.kind,
            QuestionType::Calculate | QuestionType::Repeat
        )
    })
}

fn check_choices<'v>(
    form: &Form,
    question: &Question,
    chosen: impl IntoIterator<Item = &'v str>,
) -> Option<Why> {
    let list = question
        .list
        .as_ref()
        .and_then(|list| form.choice_lists.get(list))?;
    let is_listed = |name| list.iter().any(|choice| choice.name == name);
    let mut chosen = chosen.into_iter();
    (!chosen.all(is_listed)).then_some(Why::NotOffered)
}

fn is_integer(value: &str) -> bool {
    let digits = value.strip_prefix('-').unwrap_or(value);
    (1..=18).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit())
}

fn is_decimal(value: &str) -> bool {
    let unsigned = value.strip_prefix('-').unwrap_or(value);
    let (whole, fraction) = unsigned.split_once('.').unwrap_or((unsigned, "0"));
    let are_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    (1..=18).contains(&whole.len())
        && (1..=18).contains(&fraction.len())
        && are_digits(whole)
        && are_digits(fraction)
}

fn is_date(value: &str) -> bool {
    value.len() == 10 && NaiveDate::parse_from_str(value, "%Y-%m-%d").is_ok()
}

#[cfg(test)]
mod tests {
    use sohoi_form::{Choice, Section, Text};

    use super::*;

    fn question(name: &str, kind: QuestionType) -> Question {
        let mut question: Question = serde_json::from_value(serde_json::json!({
            "name": name, "type": "text", "label": {"vi": "", "en": ""},
        }))
        .unwrap();
        question.kind = kind;
        question.list = Some("colours".into());
        question
    }

    fn form() -> Form {
        let choice = |name: &str| Choice {
            name: name.into(),
            label: Text::default(),
            attributes: Default::default(),
        };
        let mut years = question("years", QuestionType::Repeat);
        years.questions = vec![
            question("members", QuestionType::Integer),
            question("year", QuestionType::Calculate),
        ];
        Form {
            id: "f".into(),
            version: "1".into(),
            title: Text::default(),
            description: Text::default(),
            respondent: Text::default(),
            sections: vec![Section {
                id: "s".into(),
                title: Text::default(),
                seed: Vec::new(),
                relevant: None,
                questions: vec![
                    question("note", QuestionType::Text),
                    question("count", QuestionType::Integer),
                    question("amount", QuestionType::Decimal),
                    question("day", QuestionType::Date),
                    question("one", QuestionType::SelectOne),
                    question("many", QuestionType::SelectMultiple),
                    question("agreed", QuestionType::Acknowledge),
                    question("photo", QuestionType::Image),
                    question("total", QuestionType::Calculate),
                    years,
                ],
            }],
            choice_lists: [("colours".into(), vec![choice("red"), choice("blue")])]
                .into_iter()
                .collect(),
        }
    }

    #[test]
    fn each_type_takes_its_values_and_no_others() {
        let hash = "0123456789abcdef".repeat(4);
        let long = "ở".repeat(LONGEST_TEXT);
        let longer = "ở".repeat(LONGEST_TEXT + 1);
        let cases = [
            ("note", Some("'; drop table ops; -- <script>"), None),
            ("note", Some(long.as_str()), None),
            ("note", Some(longer.as_str()), None),
            ("note", Some(""), Some(Why::WrongType)),
            ("note", None, None),
            ("count", Some("12"), None),
            ("count", Some("-3"), None),
            ("count", Some("12.5"), Some(Why::WrongType)),
            ("count", Some("1e9"), Some(Why::WrongType)),
            ("count", Some("-"), Some(Why::WrongType)),
            ("count", Some("9999999999999999999"), Some(Why::WrongType)),
            ("amount", Some("12"), None),
            ("amount", Some("-0.25"), None),
            ("amount", Some("12."), Some(Why::WrongType)),
            ("amount", Some("12,5"), Some(Why::WrongType)),
            ("amount", Some("NaN"), Some(Why::WrongType)),
            ("day", Some("2016-02-29"), None),
            ("day", Some("2017-02-29"), Some(Why::WrongType)),
            ("day", Some("2017-2-9"), Some(Why::WrongType)),
            ("one", Some("red"), None),
            ("one", Some("green"), Some(Why::NotOffered)),
            ("one", Some("red blue"), Some(Why::NotOffered)),
            ("many", Some("red blue"), None),
            ("many", Some("red  blue"), Some(Why::NotOffered)),
            ("agreed", Some("OK"), None),
            ("agreed", Some("yes"), Some(Why::WrongType)),
            ("photo", Some(hash.as_str()), None),
            ("photo", Some("cat.jpg"), Some(Why::WrongType)),
            ("years/1/members", Some("5"), None),
            ("years/1/members", None, None),
            ("total", Some("5"), Some(Why::UnknownPath)),
            ("years/1/year", Some("2017"), Some(Why::UnknownPath)),
            ("years", Some("x"), Some(Why::UnknownPath)),
            ("nothing", Some("x"), Some(Why::UnknownPath)),
            ("nothing", None, Some(Why::UnknownPath)),
            ("note/1/members", Some("5"), Some(Why::UnknownPath)),
            ("../../etc/passwd", Some("x"), Some(Why::UnknownPath)),
            ("", Some("x"), Some(Why::UnknownPath)),
        ];
        for (path, value, expected) in cases {
            assert_eq!(check(&form(), path, value), expected, "{path} {value:?}");
        }
        assert!(!is_too_long(&long));
        assert!(is_too_long(&longer));
    }
}
