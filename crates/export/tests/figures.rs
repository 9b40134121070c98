//! The file of figures, as a spreadsheet would read it.

use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use sohoi_export::{FiguresFile, figures_csv};
use sohoi_form::{Choice, Form, Text};
use sohoi_round::{Round, RoundDates, SubjectKind, Theme};
use sohoi_stats::{
    Aggregate, Book, Breakdown, Calculation, Dimension, DimensionSource, Direction, Figure,
    Indicator, IndicatorTable, KindProgress, Population, RegisterProgress, RegisterShare, Term,
};
use sohoi_text::Language;

#[test]
fn every_figure_is_a_row_with_its_words() {
    let (round, book) = (round("Hội viên, tổng số"), book("hills", Some("61.8")));
    let progress = progress();
    let file = file(&round, &book, &progress);
    let text = String::from_utf8(figures_csv(&file, Language::Vi)).expect("UTF-8");
    assert_eq!(
        text,
        "\u{feff}Nhóm chỉ tiêu,Mã,Chỉ tiêu,Đơn vị tính,Chia theo,Nhóm,Mã nhóm,Giá trị,Tử số (a),\
         Mẫu số (b),Số liệu gồm,Ngày chốt số liệu,Tiến độ so với sổ,Tính chất số liệu,Ghi chú\r\n\
         Quy mô,N01,\"Hội viên, tổng số\",%,Chung,,,61.8,-0.5,3,\
         \"Số tạm tính, gồm phiếu chưa duyệt\",2021-06-30,5/12 phiếu,,lượt\r\n\
         Quy mô,N01,\"Hội viên, tổng số\",%,Vùng,Đồi,hills,-,0,-,\
         \"Số tạm tính, gồm phiếu chưa duyệt\",2021-06-30,5/12 phiếu,,lượt\r\n\
         Quy mô,N01,\"Hội viên, tổng số\",%,Vùng,Không rõ,,-,0,-,\
         \"Số tạm tính, gồm phiếu chưa duyệt\",2021-06-30,5/12 phiếu,,lượt\r\n"
    );
}

#[test]
fn approved_figures_and_made_up_data_say_so_in_every_row() {
    let (round, book) = (round("Members"), book("hills", None));
    let progress = progress();
    let mut file = file(&round, &book, &progress);
    file.population = Population::Approved;
    file.is_demonstration = true;
    for (language, approved, made_up) in [
        (Language::Vi, "Số đã duyệt", "dữ liệu minh họa"),
        (Language::En, "Approved figures", "demonstration data"),
    ] {
        let rows = read(&figures_csv(&file, language));
        assert_eq!(rows.len(), 4);
        for row in &rows[1..] {
            assert_eq!((row[10].as_str(), row[13].as_str()), (approved, made_up));
        }
    }
}

#[test]
fn a_group_outside_the_list_keeps_its_code() {
    let (round, book) = (round("Members"), book("2017", None));
    let rows = read(&figures_csv(
        &file(&round, &book, &progress()),
        Language::En,
    ));
    assert_eq!(rows[2][5..7], ["2017", "2017"]);
}

#[test]
fn a_subject_without_register_lines_shows_none() {
    let (round, book) = (round("Members"), book("hills", None));
    let progress = RegisterProgress::default();
    let rows = read(&figures_csv(&file(&round, &book, &progress), Language::En));
    assert_eq!(rows[1][12], "0/0 forms");
}

proptest! {
    #![proptest_config(ProptestConfig { rng_seed: RngSeed::Fixed(17), ..ProptestConfig::default() })]

    #[test]
    fn hostile_texts_come_back_as_texts(name in "[-=+@\t\r\n\",';a1ộễ ]{0,9}", group in "[-=+@\t\r\n\",';a]{1,5}") {
        let (round, book) = (round(&name), book(&group, Some("-3.5")));
        let rows = read(&figures_csv(&file(&round, &book, &progress()), Language::Vi));
        prop_assert_eq!(rows.len(), 4);
        let guarded = |text: &str| {
            let guard = if text.starts_with(['=', '+', '-', '@', '\t', '\r']) { "'" } else { "" };
            format!("{guard}{text}")
        };
        for row in &rows[1..] {
            prop_assert_eq!(row.len(), 15);
            prop_assert_eq!(&row[2], &guarded(&name));
        }
        prop_assert_eq!(&rows[2][6], &guarded(&group));
        prop_assert_eq!(&rows[1][7], "-3.5");
    }
}

fn file<'a>(round: &'a Round, book: &'a Book, progress: &'a RegisterProgress) -> FiguresFile<'a> {
    FiguresFile {
        round,
        book,
        population: Population::Provisional,
        progress,
        is_demonstration: false,
    }
}

/// Five of twelve clubs and one of one office have answered.
fn progress() -> RegisterProgress {
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

fn both(text: &str) -> Text {
    Text {
        vi: text.to_owned(),
        en: text.to_owned(),
    }
}

/// One indicator called `name`, broken down by one dimension.
fn round(name: &str) -> Round {
    let term = Term {
        op: Aggregate::Count,
        form: "club_form".to_owned(),
        repeat: None,
        field: None,
        row_where: None,
        r#where: None,
    };
    Round {
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
            unit: "%".to_owned(),
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
    }
}

/// A total of `value`, a group without figure, and a blank group.
fn book(group: &str, value: Option<&str>) -> Book {
    let figure = |value: Option<&str>, a: &str, b: Option<&str>| Figure {
        value: value.map(str::to_owned),
        a: Some(a.to_owned()),
        b: b.map(str::to_owned),
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

fn read(bytes: &[u8]) -> Vec<Vec<String>> {
    csv::ReaderBuilder::new()
        .has_headers(false)
        .from_reader(bytes)
        .records()
        .map(|record| {
            record
                .expect("valid CSV")
                .iter()
                .map(str::to_owned)
                .collect()
        })
        .collect()
}
