//! A province of 200 communes with 50 associations each, a form of 40 questions, and an answer to each
//! of them by every association: the same ones every time.

use serde_json::{Value, json};
use sohoi_form::Form;
use sohoi_round::{CompiledRound, FiguresPart, RoundPart, Subject, UnitTime};
use sohoi_sync::{CellEdit, Change, Slot};

/// The id of the round.
pub(crate) const ROUND: &str = "bench";
const FORM: &str = "association";
/// The unit of everything.
pub(crate) const PROVINCE: &str = "whole";
/// How many communes there are.
pub(crate) const COMMUNES: usize = 200;
const OF_A_COMMUNE: usize = 50;
const QUESTIONS: usize = 40;

/// Words that answers in words are made of.
const WORDS: [&str; 12] = [
    "hội",
    "viên",
    "xã",
    "kinh phí",
    "hoạt động",
    "văn nghệ",
    "từ thiện",
    "khuyến học",
    "người cao tuổi",
    "chưa có trụ sở",
    "đề nghị hỗ trợ",
    "cần tập huấn",
];

/// The round, and the answers of every response.
pub(crate) struct Data {
    pub(crate) round: CompiledRound,
    form_hash: String,
}

impl Data {
    pub(crate) fn new() -> Self {
        let round = round();
        let form_hash = round.parts.forms[FORM].hash.clone();
        Self { round, form_hash }
    }

    /// How many responses there are: one about each line of the register.
    pub(crate) fn responses(&self) -> usize {
        self.round.register.len()
    }

    /// The id of a response.
    pub(crate) fn response(number: usize) -> String {
        format!("015c1c5e-0000-7000-8000-{number:012x}")
    }

    /// Starts a response about a line.
    pub(crate) fn start(&self, line: usize) -> Change {
        Change::Start {
            slot: Slot {
                round: ROUND.into(),
                form: FORM.into(),
                subject: self.round.register[line].id.clone(),
            },
            form_hash: self.form_hash.clone(),
        }
    }

    /// Gives answers.
    pub(crate) fn answer(&self, answers: Vec<(String, String)>, base: u64) -> Change {
        let cells = answers.into_iter().map(|(path, value)| CellEdit {
            path,
            value: Some(value),
            base,
        });
        Change::Answer {
            form_hash: self.form_hash.clone(),
            seen: base,
            cells: cells.collect(),
        }
    }

    /// Hands a response in.
    pub(crate) fn submit(&self) -> Change {
        Change::Move {
            to: sohoi_sync::State::Submitted,
            base: u64::MAX >> 12,
            form_hash: self.form_hash.clone(),
            engine: sohoi_form::ENGINE_VERSION.into(),
            note: None,
        }
    }

    /// All 40 answers of a response.
    pub(crate) fn answers(number: usize) -> Vec<(String, String)> {
        let mut state = number as u64;
        let mut below = |end: usize| {
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            usize::try_from(state >> 33).map_or(0, |mixed| mixed % end)
        };
        let mut value = |question: usize| match question % 4 {
            0 => {
                let words: Vec<&str> = (0..3 + below(6))
                    .map(|_| WORDS[below(WORDS.len())])
                    .collect();
                words.join(" ")
            }
            1 => ["yes", "no"][below(2)].to_owned(),
            _ => below(5_000).to_string(),
        };
        (0..QUESTIONS)
            .map(|question| (name(question), value(question)))
            .collect()
    }

    /// The same responses as PouchDB keeps them, one document each.
    pub(crate) fn documents(&self) -> Value {
        let document = |number: usize| {
            let answers = Self::answers(number).into_iter();
            let answers: serde_json::Map<_, _> =
                answers.map(|(path, value)| (path, value.into())).collect();
            json!({
                "_id": Self::response(number), "round": ROUND, "form": FORM, "form_hash": self.form_hash,
                "subject": self.round.register[number].id, "state": "draft", "author": "whole",
                "at": AT, "answers": answers,
            })
        };
        (0..self.responses()).map(document).collect()
    }
}

/// When everything was typed.
pub(crate) const AT: &str = "2017-06-19T14:36:40+07:00";

/// The unit of a commune.
pub(crate) fn commune(number: usize) -> String {
    format!("place_{number}")
}

fn name(question: usize) -> String {
    format!("question_{question}")
}

fn text(words: &str) -> Value {
    json!({"vi": words, "en": words})
}

fn round() -> CompiledRound {
    let questions = (0..QUESTIONS).map(|question| {
        let (name, label) = (name(question), text("Câu hỏi"));
        match question % 4 {
            0 => json!({"name": name, "type": "text", "label": label}),
            1 => json!({"name": name, "type": "select_one", "list": "either", "label": label}),
            _ => json!({"name": name, "type": "integer", "label": label}),
        }
    });
    let form: Form = serde_json::from_value(json!({
        "id": FORM, "version": "1", "title": text("Phiếu hội"),
        "sections": [{"id": "all", "title": text("Chung"), "questions": questions.collect::<Vec<_>>()}],
        "choice_lists": {"either": [
            {"name": "yes", "label": text("có")}, {"name": "no", "label": text("không")},
        ]},
    }))
    .expect("it is a form");
    let mut units = vec![json!({"id": PROVINCE, "name": text("Tỉnh"), "level": "whole"})];
    units.extend((0..COMMUNES).map(|number| {
        json!({"id": commune(number), "name": text("Xã"), "level": "place", "parent": PROVINCE})
    }));
    let round: RoundPart = serde_json::from_value(json!({
        "id": ROUND, "title": text("Đo"), "short_title": text("Đo"), "owner": text("Tỉnh"),
        "area": text("Tỉnh"),
        "dates": {"period_start": "2012-01-01", "cutoff": "2017-12-31", "due": "2018-01-31"},
        "subject_kinds": [{"id": "association", "name": text("hội"), "form": FORM}],
        "unit_levels": [{"id": "whole", "name": text("tỉnh")}, {"id": "place", "name": text("xã")}],
        "units": units, "forms": [], "figures": "",
    }))
    .expect("it is a round");
    let figures: FiguresPart = serde_json::from_value(json!({
        "themes": [], "dimensions": [], "indicators": [], "coverage_indicator": "",
    }))
    .expect("they are figures");
    let round = round.into_whole(vec![form], figures);
    let register = (0..COMMUNES * OF_A_COMMUNE).map(|number| Subject {
        id: format!("H-{number:05}"),
        name: format!("Hội số {number}"),
        kind: "association".into(),
        unit: commune(number / OF_A_COMMUNE),
        attributes: Default::default(),
    });
    CompiledRound {
        units: round.units.iter().cloned().map(UnitTime::always).collect(),
        branches: Vec::new(),
        parts: round.parts(),
        register: register.collect(),
        round,
    }
}
