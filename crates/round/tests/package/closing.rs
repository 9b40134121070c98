//! What is said of whole forms: names are checked by place, points make the score, days are right.

use sohoi_expr::Value;
use sohoi_form::{Answers, Engine, Path, Question, QuestionType, Session};
use sohoi_round::{Portrait, Round, compile};

use crate::small_package;

/// The delivered round with one text of its manifest replaced; the row of the text with it.
fn edited(from: &str, to: &str) -> (u64, Vec<String>) {
    let mut files = small_package();
    let text = String::from_utf8(files["round.toml"].clone()).expect("text");
    let start = text.find(from).unwrap_or_else(|| panic!("no {from:?}"));
    let row = text[..start].matches('\n').count() as u64 + 1;
    let changed = text.replacen(from, to, 1).into_bytes();
    files.insert("round.toml".to_owned(), changed);
    let problems = compile(&files).err().unwrap_or_default();
    (row, problems.iter().map(ToString::to_string).collect())
}

#[test]
fn names_that_the_form_does_not_know_are_reported_at_their_place() {
    let cases = [
        (
            "value = \"${score_tu_quan}\"",
            "value = \"${score_tu_quen}\"",
            "portrait.score.value: ",
        ),
        (
            "points = \"0.25 * ${active_member_rate}\"",
            "points = \"0.25 * * 3\"",
            "portrait.score.part.points: ",
        ),
        (
            "question = \"decision_autonomy\"",
            "question = \"inc_own\"",
            "portrait.score.part.question: the form `hqc_a` has no question `inc_own` outside repeats",
        ),
        (
            "question = \"members_total\"",
            "question = \"m_last\"",
            "portrait.trend.question: the form `hqc_a` has no `m_last` in a repeat with a row key",
        ),
        (
            "value = \"${congress_plan_date}\"",
            "value = \"date(\"",
            "portrait.fact.value: ",
        ),
        (
            "when = \"true()\"",
            "when = \"today() > 3\"",
            "portrait.advice.when: ",
        ),
        (
            "max = \"20\"",
            "max = \"twenty\"",
            "portrait.score.part.max: `twenty` is not a number above 0",
        ),
        (
            "by = \"assoc_type\"",
            "by = \"unit_kind\"",
            "comparison.by: no [[dimension]] `unit_kind` goes by a question of `hqc_a`",
        ),
        (
            "value = \"${m_last}\"",
            "value = \"${m_lost}\"",
            "comparison.figure.value: ",
        ),
        (
            "unit = \"nguoi\"",
            "unit = \"head\"",
            "comparison.figure.unit: `head` is not the code of a [[measure]]",
        ),
        (
            "least = 5",
            "least = 1",
            "comparison.least: must be a whole number from 2 on",
        ),
        (
            "title = { vi = \"TM. BAN CHẤP HÀNH\"",
            "titel = { vi = \"TM. BAN CHẤP HÀNH\"",
            "paper.signature.title: this key is missing",
        ),
    ];
    for (from, to, expected) in cases {
        let (row, problems) = edited(from, to);
        let found = problems.iter().any(|problem| {
            // A key that is missing is missed where its table begins.
            let rows = if expected.ends_with("missing") {
                row - 1..=row
            } else {
                row..=row
            };
            rows.into_iter().any(|row| {
                problem.starts_with(&format!("round.toml, row {row}, column {expected}"))
            })
        });
        assert!(found, "{to}: {problems:#?}");
    }
    let (row, problems) = edited(
        "[[portrait]]\nform = \"hqc_a\"",
        "[[portrait]]\nform = \"hqc_x\"",
    );
    let expected = format!(
        "round.toml, row {}, column portrait.form: there is no form `hqc_x`",
        row + 1
    );
    assert_eq!(
        problems,
        [expected],
        "and nothing that only follows from it"
    );
}

#[test]
fn a_package_needs_neither_paper_nor_portrait_nor_report() {
    let mut files = small_package();
    files.remove("report.csv");
    let text = String::from_utf8(files["round.toml"].clone()).expect("text");
    let start = text.find("[[paper]]").expect("a paper");
    files.insert("round.toml".to_owned(), text.as_bytes()[..start].to_vec());
    let compiled = compile(&files).expect("a whole package");
    assert!(compiled.round.papers.is_empty() && compiled.round.portraits.is_empty());
    assert!(!compiled.parts.figures.json.contains("portraits"));
    assert_eq!(compiled.round.report, None);
    assert!(!compiled.parts.figures.json.contains("layouts"));
    assert!(!compiled.parts.round.json.contains("has_portrait"));
}

fn portrait() -> (Round, Portrait) {
    let round = compile(&small_package()).expect("a whole package").round;
    let portrait = round.portraits[0].clone();
    (round, portrait)
}

/// Numbers that look like chance, the same in every run.
struct Chance(u64);

impl Chance {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % limit
    }

    /// An answer to a question, of its type.
    fn answer(&mut self, session: &Session, path: &Path, question: &Question) -> Option<String> {
        let choices: Vec<String> = session
            .options(path)
            .iter()
            .map(|choice| choice.name.clone())
            .collect();
        match question.kind {
            QuestionType::Integer => Some(self.below(101).to_string()),
            QuestionType::Decimal => Some(format!("{}.{}", self.below(100), self.below(10))),
            QuestionType::Date => Some(format!(
                "{}-{:02}-{:02}",
                2000 + self.below(17),
                1 + self.below(12),
                1 + self.below(28)
            )),
            QuestionType::SelectOne if !choices.is_empty() => {
                let chosen = self.below(choices.len() as u64) as usize;
                Some(choices[chosen].clone())
            }
            QuestionType::SelectMultiple => {
                let chosen = choices.into_iter().filter(|name| name != "none");
                let chosen: Vec<String> = chosen.filter(|_| self.below(3) > 0).collect();
                Some(chosen)
                    .filter(|all| !all.is_empty())
                    .map(|all| all.join(" "))
            }
            _ => None,
        }
    }

    /// A form filled in from front to back.
    fn filling(&mut self, engine: &std::sync::Arc<Engine>) -> Session {
        let mut session = Session::new(engine.clone(), Answers::new());
        for section in &engine.form().sections {
            for question in &section.questions {
                let mut places = vec![(Path::top(question.name.clone()), question)];
                for row in session.rows(&question.name) {
                    places.extend(question.questions.iter().map(|inner| {
                        let name = inner.name.clone();
                        (
                            Path::in_row(question.name.clone(), row.clone(), name),
                            inner,
                        )
                    }));
                }
                for (path, question) in places {
                    let answer = self.answer(&session, &path, question);
                    session.set(&path, answer.as_deref());
                }
            }
        }
        session
    }
}

#[test]
fn the_points_of_the_parts_are_the_score() {
    let (round, portrait) = portrait();
    let form = round.forms.iter().find(|form| form.id == portrait.form);
    let engine = Engine::compile(form.expect("its form").clone()).expect("a whole form");
    let number = |session: &Session, text: &str| {
        let reference = engine.reference(text, None).expect("an expression");
        match session.evaluate(&reference, None) {
            Value::Number(number) => Some(number),
            _ => None,
        }
    };
    let mut chance = Chance(20_170_630);
    let mut compared = vec![0; portrait.scores.len()];
    for _ in 0..300 {
        let session = chance.filling(&engine);
        for (place, score) in portrait.scores.iter().enumerate() {
            let Some(value) = number(&session, &score.value) else {
                continue;
            };
            let most: f64 = score.max.parse().expect("a number");
            assert!(value <= most, "{}: {value}", score.label.en);
            if score.parts.is_empty() {
                continue;
            }
            let points: Vec<f64> = score
                .parts
                .iter()
                .filter_map(|part| {
                    let points = number(&session, &part.points)?;
                    let most: f64 = part.max.parse().expect("a number");
                    assert!(points <= most, "{}: {points}", part.label.en);
                    Some(points)
                })
                .collect();
            let sum: f64 = points.iter().sum();
            // Scores are rounded to one decimal.
            assert!(
                (sum - value).abs() < 0.05 + 1e-9,
                "{}: {points:?} are not {value}",
                score.label.en
            );
            compared[place] += 1;
        }
    }
    for (score, compared) in portrait.scores.iter().zip(compared) {
        let is_plain = score.parts.is_empty();
        assert!(is_plain || compared > 50, "{}: {compared}", score.label.en);
    }
}

#[test]
fn the_next_congress_is_due_when_the_form_counts_it_overdue_from_the_next_day_on() {
    let (round, portrait) = portrait();
    let engine = Engine::compile(round.forms[0].clone()).expect("a whole form");
    let due = portrait
        .facts
        .iter()
        .find(|fact| fact.label.en == "Next congress due")
        .expect("the day");
    let reference = engine.reference(&due.value, None).expect("an expression");
    let cases = [
        ("yes", "2014-06-29", "5", "2019-06-29", "on_time"),
        ("yes", "2012-06-30", "5", "2017-06-30", "on_time"),
        ("yes", "2012-06-29", "5", "2017-06-29", "overdue"),
        ("yes", "2012-02-29", "5", "2017-02-28", "overdue"),
        ("yes", "2012-02-29", "4", "2016-02-29", "overdue"),
        ("yes", "2016-12-31", "1", "2017-12-31", "on_time"),
        // Never held: within 90 days of the founding decision.
        ("no", "", "5", "2015-04-01", "never"),
    ];
    for (held, last, term, expected, status) in cases {
        let mut session = Session::new(engine.clone(), Answers::new());
        for (name, value) in [
            ("ever_congress", held),
            ("founded_date", "2015-01-01"),
            ("term_years", term),
            ("last_congress_date", last),
        ] {
            session.set(&Path::top(name), Some(value));
        }
        if held == "yes" {
            session.set(&Path::top("founded_date"), Some("2000-01-01"));
        }
        let day = match session.evaluate(&reference, None) {
            Value::Date(day) => day.to_string(),
            other => panic!("{other:?}"),
        };
        assert_eq!(day, expected, "{last} + {term}");
        let found = session.value(&Path::top("congress_status"));
        assert_eq!(found, Value::Text(status.to_owned()), "{last} + {term}");
        let said: Vec<&str> = portrait
            .advice
            .iter()
            .filter(|advice| {
                let when = engine.reference(&advice.when, None).expect("an expression");
                session.holds(&when, None)
            })
            .map(|advice| advice.when.as_str())
            .collect();
        assert_eq!(
            said,
            [
                format!("${{congress_status}} = '{status}'"),
                "true()".to_owned()
            ]
        );
    }
}
