//! A small round with two indicators, and figures of them.

use sohoi_export::{About, FiguresFile, MadeOf};
use sohoi_form::{Choice, Form, Question, Text};
use sohoi_round::{Round, RoundDates, SubjectKind, Theme};
use sohoi_stats::{
    Aggregate, Book, Breakdown, Calculation, Dimension, DimensionSource, Direction, Figure,
    Indicator, IndicatorTable, KindProgress, Population, RegisterProgress, RegisterShare, Term,
};
use sohoi_text::Language;
use sohoi_text::messages::export as words;

pub(crate) fn file<'a>(
    round: &'a Round,
    book: &'a Book,
    progress: &'a RegisterProgress,
) -> FiguresFile<'a> {
    FiguresFile {
        round,
        book,
        population: Population::Provisional,
        progress,
        is_demonstration: false,
        made_of: None,
    }
}

/// Five of twelve clubs and one of one office have answered.
pub(crate) fn progress() -> RegisterProgress {
    let kind = |kind: &str, counted, lines| KindProgress {
        kind: kind.to_owned(),
        total: RegisterShare { counted, lines },
        levels: Vec::new(),
        units: Vec::new(),
    };
    RegisterProgress {
        kinds: vec![kind("club", 5, 12), kind("office", 1, 1)],
    }
}

pub(crate) fn both(text: &str) -> Text {
    Text {
        vi: text.to_owned(),
        en: text.to_owned(),
    }
}

/// One indicator called `name`, broken down by one dimension.
pub(crate) fn round(name: &str) -> Round {
    let term = Term {
        op: Aggregate::Count,
        form: "club_form".to_owned(),
        repeat: None,
        field: None,
        row_where: None,
        r#where: None,
    };
    Round {
        papers: Vec::new(),
        portraits: Vec::new(),
        comparisons: Vec::new(),
        lists: Vec::new(),
        free_texts: Vec::new(),
        wordings: Vec::new(),
        report: None,
        publication: None,
        seals: Vec::new(),
        duties: Vec::new(),
        similar: None,
        id: "small".to_owned(),
        title: both("Nhỏ"),
        short_title: both("Nhỏ"),
        owner: both("Ban"),
        area: both("Tỉnh"),
        dates: RoundDates {
            period_start: "2019-01-01".to_owned(),
            cutoff: "2021-06-30".to_owned(),
            due: "2021-08-01".to_owned(),
        },
        subject_kinds: [("club", "club_form"), ("office", "office_form")]
            .map(|(id, form)| SubjectKind {
                code_question: None,
                name_question: None,
                id: id.to_owned(),
                name: both(id),
                form: form.to_owned(),
            })
            .to_vec(),
        forms: vec![Form {
            id: "club_form".to_owned(),
            version: "1".to_owned(),
            title: both("Phiếu"),
            description: Text::default(),
            respondent: Text::default(),
            sections: Vec::new(),
            choice_lists: [(
                "area".to_owned(),
                vec![Choice {
                    name: "hills".to_owned(),
                    label: both("Đồi"),
                    attributes: Default::default(),
                }],
            )]
            .into_iter()
            .collect(),
        }],
        unit_levels: Vec::new(),
        units: Vec::new(),
        measures: Vec::new(),
        themes: vec![Theme {
            id: "N".to_owned(),
            name: both("Quy mô"),
        }],
        dimensions: vec![Dimension {
            id: "area".to_owned(),
            name: both("Vùng"),
            note: None,
            source: DimensionSource::Question {
                names: [("club_form".to_owned(), "area".to_owned())]
                    .into_iter()
                    .collect(),
                form: "club_form".to_owned(),
                list: "area".to_owned(),
            },
        }],
        indicators: vec![Indicator {
            code: "N01".to_owned(),
            theme: "N".to_owned(),
            name: both(name),
            unit: both("%"),
            calc: Calculation::Pct,
            a: term.clone(),
            b: Some(term),
            years: None,
            scale: None,
            digits: 1,
            breakdowns: vec!["area".to_owned()],
            direction: Direction::Up,
            weak_point: false,
            headline: false,
            report_section: String::new(),
            seed: Vec::new(),
            note: Some("lượt".to_owned()),
        }],
        limitations: Vec::new(),
        coverage_indicator: String::new(),
        map: None,
    }
}

/// A total of `value`, a group without figure, and a blank group.
pub(crate) fn book(group: &str, value: Option<&str>) -> Book {
    let figure = |value: Option<&str>, a: &str, b: Option<&str>| Figure {
        value: value.map(str::to_owned),
        a: Some(a.to_owned()),
        b: b.map(str::to_owned),
        quartiles: None,
    };
    let nothing = figure(None, "0", None);
    Book {
        indicators: vec![IndicatorTable {
            code: "N01".to_owned(),
            total: figure(value, "-0.5", Some("3")),
            breakdowns: vec![Breakdown {
                dimension: "area".to_owned(),
                rows: vec![
                    (group.to_owned(), nothing.clone()),
                    (String::new(), nothing),
                ],
            }],
        }],
    }
}

pub(crate) fn about() -> About<'static> {
    About {
        place: "Tỉnh & huyện",
        responses: 1104,
        left_out: 0,
        made_on: chrono::NaiveDate::from_ymd_opt(2021, 7, 9).expect("a day"),
    }
}

/// A question from its essentials; `kind` as forms are authored.
pub(crate) fn question(name: &str, kind: &str, label: &str) -> Question {
    serde_json::from_value(serde_json::json!({
        "name": name, "type": kind, "label": {"vi": label, "en": ""},
    }))
    .expect("a question")
}

/// Figures of two files, one of them not signed.
pub(crate) fn added_up() -> MadeOf {
    MadeOf {
        short: words::added_up(Language::Vi, 2, 1),
        parts: vec![
            "Huyện Bắc: bac.sohoi, 3 phiếu, tiến độ 3/4, chữ ký 0a1b".to_owned(),
            "Huyện Nam: nam.sohoi, 2 phiếu, tiến độ 2/8, chưa ký".to_owned(),
        ],
    }
}
