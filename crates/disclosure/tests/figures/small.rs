//! A small round: a land of two districts, clubs with members.

use sohoi_form::{Choice, Form, Question, QuestionType, Section, Text};
use sohoi_round::{Measure, Publication, Round, RoundDates, Unit, UnitLevel};
use sohoi_stats::{
    Aggregate, Breakdown, Calculation, Dimension, DimensionSource, Direction, Figure, Indicator,
    IndicatorTable, Term,
};

fn text(text: &str) -> Text {
    Text {
        vi: text.to_owned(),
        en: text.to_owned(),
    }
}

/// A figure of one or two aggregates.
pub(crate) fn figure(a: &str, b: Option<&str>) -> Figure {
    Figure {
        value: Some(a.to_owned()),
        a: Some(a.to_owned()),
        b: b.map(str::to_owned),
        quartiles: None,
    }
}

pub(crate) fn breakdown(dimension: &str, rows: &[(&str, &str)]) -> Breakdown {
    let row = |(group, a): &(&str, &str)| ((*group).to_owned(), figure(a, None));
    Breakdown {
        dimension: dimension.to_owned(),
        rows: rows.iter().map(row).collect(),
    }
}

pub(crate) fn table(code: &str, total: &str, breakdowns: &[Breakdown]) -> IndicatorTable {
    IndicatorTable {
        code: code.to_owned(),
        total: figure(total, None),
        breakdowns: breakdowns.to_vec(),
    }
}

fn term(op: Aggregate, field: Option<&str>) -> Term {
    Term {
        op,
        form: "club".to_owned(),
        repeat: field.map(|_| "years".to_owned()),
        field: field.map(|field| format!("${{{field}}}")),
        row_where: field.map(|_| "${year} = 2017".to_owned()),
        r#where: None,
    }
}

fn indicator(code: &str, unit: &str, calc: Calculation, a: Term, b: Option<Term>) -> Indicator {
    Indicator {
        code: code.to_owned(),
        theme: "N".to_owned(),
        name: text(code),
        unit: text(unit),
        calc,
        a,
        b,
        years: None,
        scale: None,
        digits: 1,
        breakdowns: Vec::new(),
        direction: Direction::Neutral,
        weak_point: false,
        headline: false,
        report_section: String::new(),
        seed: Vec::new(),
        note: None,
    }
}

fn question(name: &str, unit: Option<&str>) -> Question {
    let json =
        serde_json::json!({ "name": name, "type": "integer", "label": {"vi": "", "en": ""} });
    let mut question: Question = serde_json::from_value(json).expect("a question");
    question.kind = QuestionType::Integer;
    question.unit = unit.map(str::to_owned);
    question
}

fn form() -> Form {
    let mut years = question("years", None);
    years.questions = vec![
        question("members", Some("people")),
        question("women", Some("people")),
    ];
    let list = |names: &[&str]| {
        let choice = |name: &&str| Choice {
            name: (*name).to_owned(),
            label: text(name),
            attributes: Default::default(),
        };
        names.iter().map(choice).collect::<Vec<_>>()
    };
    let lists = [
        ("kind", list(&["art", "sport", "song"])),
        ("district", list(&["north", "south"])),
        ("commune", list(&["north_1", "north_2"])),
    ];
    Form {
        id: "club".to_owned(),
        version: "1".to_owned(),
        title: text("Club"),
        description: Text::default(),
        respondent: Text::default(),
        sections: vec![Section {
            id: "all".to_owned(),
            title: text("All"),
            seed: Vec::new(),
            relevant: None,
            questions: vec![years],
        }],
        choice_lists: lists
            .map(|(name, list)| (name.to_owned(), list))
            .into_iter()
            .collect(),
    }
}

fn dimension(id: &str) -> Dimension {
    let source = match id {
        "year" => DimensionSource::RowKey,
        _ => DimensionSource::Question {
            names: [("club".to_owned(), id.to_owned())].into_iter().collect(),
            form: "club".to_owned(),
            list: id.to_owned(),
        },
    };
    Dimension {
        id: id.to_owned(),
        name: text(id),
        source,
        note: None,
    }
}

/// Members in 2017, the women among them, members a club and on average, women since 2016, and clubs.
pub(crate) fn round() -> Round {
    use Calculation::{Pct, Ratio, Value};
    let members = || term(Aggregate::Sum, Some("members"));
    let women = term(Aggregate::Sum, Some("women"));
    let clubs = || term(Aggregate::Count, None);
    let joined = Term {
        row_where: Some("${year} >= 2016".to_owned()),
        ..women.clone()
    };
    let mean = term(Aggregate::Mean, Some("members"));
    let unit = |id: &str, level: &str, parent: Option<&str>| Unit {
        id: id.to_owned(),
        name: text(id),
        level: level.to_owned(),
        parent: parent.map(str::to_owned),
        code: None,
    };
    Round {
        free_texts: Vec::new(),
        wordings: Vec::new(),
        comparisons: Vec::new(),
        lists: Vec::new(),
        map: None,
        seals: Vec::new(),
        duties: Vec::new(),
        similar: None,
        id: "small".to_owned(),
        title: text("Small"),
        short_title: text("Small"),
        owner: text("Owner"),
        area: text("Land"),
        dates: RoundDates {
            period_start: "2012-01-01".to_owned(),
            cutoff: "2017-06-30".to_owned(),
            due: "2017-07-10".to_owned(),
        },
        subject_kinds: Vec::new(),
        forms: vec![form()],
        unit_levels: ["province", "district", "commune"]
            .map(|id| UnitLevel {
                id: id.to_owned(),
                name: text(id),
            })
            .to_vec(),
        units: vec![
            unit("land", "province", None),
            unit("north", "district", Some("land")),
            unit("south", "district", Some("land")),
            unit("north_1", "commune", Some("north")),
            unit("north_2", "commune", Some("north")),
        ],
        measures: vec![Measure {
            code: "people".to_owned(),
            name: text("people"),
            larger: None,
        }],
        themes: Vec::new(),
        dimensions: ["kind", "district", "commune", "year"]
            .map(dimension)
            .to_vec(),
        indicators: vec![
            indicator("MEMBERS", "people", Value, members(), None),
            indicator("WOMEN", "%", Pct, women, Some(members())),
            indicator("PER_CLUB", "people a club", Ratio, members(), Some(clubs())),
            indicator("MEAN", "people", Value, mean, None),
            indicator("JOINED", "people", Value, joined, None),
            indicator("CLUBS", "clubs", Value, clubs(), None),
        ],
        limitations: Vec::new(),
        coverage_indicator: String::new(),
        papers: Vec::new(),
        portraits: Vec::new(),
        report: None,
        publication: Some(Publication {
            smallest: 5,
            level: "district".to_owned(),
            persons: vec!["people".to_owned()],
        }),
    }
}
