//! A portrait of a small form.

use sohoi_form::{Answers, Engine, Form, Session, Text};
use sohoi_round::{Fact, ScorePart, Trend};

use super::*;

const FORM: &str = r#"{
  "id": "f", "version": "1", "title": {"vi": "Phiếu", "en": "Form"},
  "sections": [{"id": "a", "title": {"vi": "Một", "en": "One"}, "questions": [
    {"name": "board", "type": "select_one", "label": {"vi": "Ban", "en": "Board"}, "list": "yes_no"},
    {"name": "rate", "type": "decimal", "label": {"vi": "Tỷ lệ", "en": "Rate"}, "unit": "percent"},
    {"name": "score", "type": "calculate", "label": {"vi": "Điểm", "en": "Score"},
      "calculation": "if(${board} = 'yes', 50, 0) + 0.5 * ${rate}"},
    {"name": "held", "type": "date", "label": {"vi": "Ngày", "en": "Day"}},
    {"name": "years", "type": "repeat", "label": {"vi": "Năm", "en": "Years"}, "repeat_count": "3",
      "row_key": "year", "questions": [
      {"name": "year", "type": "calculate", "label": {"vi": "Năm", "en": "Year"},
        "calculation": "2014 + position(..)"},
      {"name": "fees", "type": "decimal", "label": {"vi": "Phí", "en": "Fees"}, "unit": "m",
        "relevant": "${year} != 2016"},
      {"name": "income", "type": "calculate", "label": {"vi": "Thu", "en": "Income"}, "unit": "m",
        "calculation": "coalesce(${fees}, 0)"}
    ]}
  ]}],
  "choice_lists": {"yes_no": [
    {"name": "yes", "label": {"vi": "Có", "en": "Yes"}}, {"name": "no", "label": {"vi": "Không", "en": "No"}}
  ]}
}"#;

fn text(words: &str) -> Text {
    Text {
        vi: words.to_owned(),
        en: words.to_owned(),
    }
}

fn advice(when: &str, said: &str) -> Advice {
    Advice {
        when: when.to_owned(),
        text: text(said),
    }
}

fn portrait() -> Portrait {
    let part = |label: &str, points: &str, question: &str| ScorePart {
        label: text(label),
        points: points.to_owned(),
        max: "50".to_owned(),
        question: Some(question.to_owned()),
    };
    Portrait {
        form: "f".to_owned(),
        title: text("title"),
        scores: vec![Score {
            label: text("score"),
            value: "${score}".to_owned(),
            max: "100".to_owned(),
            note: None,
            parts: vec![
                part("board", "if(${board} = 'yes', 50, 0)", "board"),
                part("rate", "0.5 * ${rate}", "rate"),
            ],
            verdicts: vec![
                advice("${score} >= 70", "good"),
                advice("${score} < 70", "poor"),
            ],
        }],
        trends: vec![Trend {
            label: text("income"),
            question: "income".to_owned(),
            note: None,
            partial: Some(text("six months")),
        }],
        facts: vec![
            Fact {
                label: text("held"),
                value: "${held}".to_owned(),
            },
            Fact {
                label: text("of another form"),
                value: "${nothing}".to_owned(),
            },
        ],
        advice: vec![
            advice("${held} = ''", "hold one"),
            advice("true()", "always"),
        ],
    }
}

fn look(answers: &[(&str, &str)]) -> Seen {
    look_at(FORM, answers)
}

fn look_at(form: &str, answers: &[(&str, &str)]) -> Seen {
    let form: Form = sohoi_json::from_bytes(form.as_bytes()).expect("a form");
    let mut session = Session::new(Engine::compile(form).expect("a whole form"), Answers::new());
    for (path, value) in answers {
        session.set(&path.parse().expect("a path"), Some(value));
    }
    seen(&portrait(), &session, Language::En, &|code| code.to_owned())
}

#[test]
fn a_score_comes_with_what_makes_it_up_and_the_answers_behind_it() {
    let seen = look(&[("board", "yes"), ("rate", "30.5"), ("held", "2016-02-29")]);
    let [score] = &seen.scores[..] else {
        panic!("one score")
    };
    assert_eq!((score.value, score.max), (Some(65.25), 100.0));
    assert_eq!(score.verdicts, ["poor"]);
    let parts: Vec<_> = score
        .parts
        .iter()
        .map(|part| (part.answer.as_deref(), part.points, part.max))
        .collect();
    assert_eq!(
        parts,
        [
            (Some("Yes"), Some(50.0), 50.0),
            (Some("30,5 percent"), Some(15.25), 50.0)
        ]
    );
    let place = score.parts[0].place.as_ref().expect("a question");
    assert_eq!(
        (place.0.as_str(), place.1.to_string().as_str()),
        ("a", "board")
    );
    assert_eq!(seen.facts, [("held".to_owned(), "29/02/2016".to_owned())]);
    assert_eq!(seen.advice, ["always"]);
}

#[test]
fn what_cannot_be_calculated_has_no_number() {
    let seen = look(&[("board", "yes")]);
    assert_eq!(seen.scores[0].value, None);
    assert!(seen.scores[0].verdicts.is_empty());
    assert_eq!(seen.scores[0].parts[1].points, None);
    assert_eq!(seen.advice, ["hold one", "always"]);
}

#[test]
fn years_in_which_nothing_is_asked_are_no_zero() {
    let seen = look(&[("years/1/fees", "10"), ("years/3/fees", "12.5")]);
    assert_eq!(seen.trends[0].label, "income (m)");
    assert_eq!(seen.trends[0].partial.as_deref(), Some("six months"));
    let expected = [
        ("2015".to_owned(), Some(10.0)),
        ("2017".to_owned(), Some(12.5)),
    ];
    assert_eq!(seen.trends[0].points, expected);
}

#[test]
fn a_last_row_that_is_not_asked_leaves_no_other_in_part() {
    let form = FORM.replace("${year} != 2016", "${year} != 2017");
    let seen = look_at(&form, &[("years/1/fees", "10"), ("years/2/fees", "12.5")]);
    let names: Vec<&str> = seen.trends[0]
        .points
        .iter()
        .map(|(name, _)| name.as_str())
        .collect();
    assert_eq!(names, ["2015", "2016"]);
    assert_eq!(seen.trends[0].partial, None);
}
