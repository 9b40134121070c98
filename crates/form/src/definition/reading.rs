//! Reads definitions from JSON; serde writes them.

use sohoi_json::{Flaws, Json, Object, Read, deserialize_by_reading, one_of, read_members};

use super::{Choice, Form, Question, QuestionType, Section, Text};

deserialize_by_reading!(Choice, Form, Question, QuestionType, Section, Text);

/// The types of questions by the names that they are written with.
const TYPES: [(&str, QuestionType); 10] = [
    ("text", QuestionType::Text),
    ("integer", QuestionType::Integer),
    ("decimal", QuestionType::Decimal),
    ("date", QuestionType::Date),
    ("select_one", QuestionType::SelectOne),
    ("select_multiple", QuestionType::SelectMultiple),
    ("acknowledge", QuestionType::Acknowledge),
    ("image", QuestionType::Image),
    ("calculate", QuestionType::Calculate),
    ("repeat", QuestionType::Repeat),
];

impl Read for QuestionType {
    fn read(json: Json, flaws: &mut Flaws) -> Self {
        one_of(&json, &TYPES, flaws)
    }
}

impl Read for Question {
    fn read(json: Json, flaws: &mut Flaws) -> Self {
        let mut question = Object::new(json, flaws);
        Self {
            name: question.take("name"),
            kind: question.take("type"),
            label: question.take("label"),
            hint: question.take("hint"),
            list: question.take("list"),
            choice_filter: question.take("choice_filter"),
            required: question.take_or_default("required"),
            relevant: question.take("relevant"),
            constraint: question.take("constraint"),
            constraint_message: question.take("constraint_message"),
            calculation: question.take("calculation"),
            appearance: question.take("appearance"),
            unit: question.take("unit"),
            prefill: question.take("prefill"),
            legal_basis: question.take("legal_basis"),
            tier: question.take("tier"),
            pii: question.take("pii"),
            seed: question.take_or_default("seed"),
            repeat_count: question.take("repeat_count"),
            row_key: question.take("row_key"),
            questions: question.take_or_default("questions"),
        }
    }
}

read_members! {
    Text: vi, en;
    Form: id, version, title, sections, choice_lists | description, respondent;
    Section: id, title, relevant, questions | seed;
    Choice: name, label | attributes;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_every_type_by_the_name_it_is_written_with() {
        for (name, kind) in TYPES {
            let written = serde_json::to_value(kind).unwrap();
            assert_eq!(written, name);
            // Fails to compile when a type is added that nobody reads.
            match kind {
                QuestionType::Text
                | QuestionType::Integer
                | QuestionType::Decimal
                | QuestionType::Date
                | QuestionType::SelectOne
                | QuestionType::SelectMultiple
                | QuestionType::Acknowledge
                | QuestionType::Image
                | QuestionType::Calculate
                | QuestionType::Repeat => {}
            }
        }
    }

    #[test]
    fn reads_every_member_that_is_written() {
        let text = |text: &str| Text {
            vi: format!("{text} vi"),
            en: format!("{text} en"),
        };
        let some = |text: &str| Some(text.to_owned());
        let inner = Question {
            name: "year".into(),
            kind: QuestionType::Calculate,
            label: text("year"),
            hint: Some(text("hint")),
            list: some("list"),
            choice_filter: some("choice_filter"),
            required: true,
            relevant: some("relevant"),
            constraint: some("constraint"),
            constraint_message: Some(text("constraint_message")),
            calculation: some("calculation"),
            appearance: some("appearance"),
            unit: some("unit"),
            prefill: some("prefill"),
            legal_basis: some("legal_basis"),
            tier: some("tier"),
            pii: some("pii"),
            seed: vec!["L1".into(), "L2".into()],
            repeat_count: some("repeat_count"),
            row_key: some("row_key"),
            questions: Vec::new(),
        };
        let repeat = Question {
            name: "years".into(),
            kind: QuestionType::Repeat,
            questions: vec![inner.clone()],
            ..inner
        };
        let choice = Choice {
            name: "red".into(),
            label: text("red"),
            attributes: [("warm".to_owned(), "yes".to_owned())]
                .into_iter()
                .collect(),
        };
        let form = Form {
            id: "f".into(),
            version: "1".into(),
            title: text("title"),
            description: text("description"),
            respondent: text("respondent"),
            sections: vec![Section {
                id: "s".into(),
                title: text("section"),
                seed: vec!["L3".into()],
                relevant: some("1 = 1"),
                questions: vec![repeat],
            }],
            choice_lists: [("colours".to_owned(), vec![choice])].into_iter().collect(),
        };
        let json = serde_json::to_string(&form).unwrap();
        assert_eq!(serde_json::from_str::<Form>(&json).unwrap(), form);
    }
}
