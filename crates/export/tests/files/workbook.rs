//! The workbook of figures, read back.

use calamine::Data;
use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use sohoi_export::figures_xlsx;
use sohoi_stats::Population;
use sohoi_text::Language;

use crate::reading::{Book, at};
use crate::small::{about, added_up, book, file, progress, round};

fn written(name: &str, group: &str, value: Option<&str>) -> Book {
    let (round, book) = (round(name), book(group, value));
    let progress = progress();
    let file = file(&round, &book, &progress);
    Book::new(figures_xlsx(&file, &about(), Language::Vi).expect("a workbook"))
}

#[test]
fn a_theme_has_groups_down_and_indicators_across() {
    let mut workbook = written("Hội viên, tổng số", "hills", Some("61.8"));
    assert_eq!(
        workbook.names(),
        ["Tổng quan", "N Quy mô", "Tất cả số liệu"]
    );
    let sheet = workbook.sheet("N Quy mô");
    let text = |row, column| at(&sheet, row, column).to_string();
    assert_eq!(text(0, 0), "N · Quy mô");
    assert_eq!(text(1, 0), "Nhỏ · Tỉnh & huyện");
    assert_eq!(text(2, 0), "Số tạm tính, gồm phiếu chưa duyệt");
    let lines: Vec<[String; 3]> = (4..12)
        .map(|row| [text(row, 0), text(row, 1), text(row, 2)])
        .collect();
    assert_eq!(
        lines,
        [
            ["Chia theo", "Nhóm", "Hội viên, tổng số"],
            ["", "Mã", "N01"],
            ["", "Đơn vị tính", "%"],
            // Percentages are numbers in percentage format.
            ["Chung", "Chung", "0.618"],
            ["Chung", "Tử số (a)", "-0.5"],
            ["Chung", "Mẫu số (b)", "3"],
            ["Vùng", "Đồi", "-"],
            ["Vùng", "Không thuộc nhóm nào", "-"],
        ]
    );
    assert_eq!(at(&sheet, 7, 2), Data::Float(0.618));
    assert_eq!(text(13, 0), "Nguồn: 1.104 phiếu, tính đến ngày 30/6/2021.");
    assert_eq!(text(14, 0), "Tiến độ so với sổ: Phiếu: 5/12.");
    assert!(text(17, 0).starts_with("N01 Hội viên, tổng số: 100 × a / b."));
}

#[test]
fn the_overview_names_the_files_that_figures_were_added_up_from() {
    let (round, book) = (round("Hội viên"), book("hills", None));
    let progress = progress();
    let made_of = added_up();
    let mut file = file(&round, &book, &progress);
    file.made_of = Some(&made_of);
    let mut workbook = Book::new(figures_xlsx(&file, &about(), Language::Vi).expect("a workbook"));
    let sheet = workbook.sheet("Tổng quan");
    let rows: Vec<[String; 2]> = (8..11)
        .map(|row| [0, 1].map(|column| at(&sheet, row, column).to_string()))
        .collect();
    assert_eq!(
        rows,
        [
            ["Cộng từ", &made_of.short],
            ["", &made_of.parts[0]],
            ["", &made_of.parts[1]],
        ]
    );
}

#[test]
fn the_list_has_every_figure_with_its_parts_as_numbers() {
    let mut workbook = written("Hội viên", "hills", Some("61.8"));
    let sheet = workbook.sheet("Tất cả số liệu");
    let line = |row| -> Vec<Data> { (4..10).map(|column| at(&sheet, row, column)).collect() };
    let text = |text: &str| Data::String(text.to_owned());
    assert_eq!(
        line(5),
        [
            text("Chung"),
            Data::Empty,
            Data::Empty,
            Data::Float(0.618),
            Data::Float(-0.5),
            Data::Float(3.0),
        ]
    );
    assert_eq!(
        line(6),
        [
            text("Vùng"),
            text("Đồi"),
            text("hills"),
            text("-"),
            Data::Float(0.0),
            text("-"),
        ]
    );
}

#[test]
fn the_overview_says_what_the_file_is() {
    let (round, book) = (round("Hội viên"), book("hills", Some("61.8")));
    let progress = progress();
    let mut file = file(&round, &book, &progress);
    file.population = Population::Approved;
    file.is_demonstration = true;
    let mut about = about();
    about.left_out = 2;
    let bytes = figures_xlsx(&file, &about, Language::Vi).expect("a workbook");
    let mut workbook = Book::new(bytes);
    let sheet = workbook.sheet("Tổng quan");
    let all: Vec<String> = sheet
        .used_cells()
        .map(|(_, _, cell)| cell.to_string())
        .collect();
    for expected in [
        "Số đã duyệt · dữ liệu minh họa",
        "Tỉnh & huyện",
        "01/01/2019 – 30/6/2021",
        "Nguồn: 1.104 phiếu, tính đến ngày 30/6/2021. Chưa tính 2 phiếu theo mẫu mà máy này chưa có.",
        "ngày 09/7/2021",
        "Dữ liệu minh họa: các phiếu do máy tạo ra, không phải số liệu thật.",
        "0.417",
        "Quy mô",
    ] {
        assert!(
            all.iter().any(|cell| cell == expected),
            "{expected}: {all:?}"
        );
    }
    for name in ["N Quy mô", "Tất cả số liệu"] {
        let heading = at(&workbook.sheet(name), 2, 0).to_string();
        assert_eq!(heading, "Số đã duyệt · dữ liệu minh họa", "{name}");
    }
}

#[test]
fn the_same_figures_make_the_same_bytes() {
    let (round, book) = (round("Hội viên"), book("hills", Some("61.8")));
    let progress = progress();
    let file = file(&round, &book, &progress);
    let write = || figures_xlsx(&file, &about(), Language::En).expect("a workbook");
    assert_eq!(write(), write());
}

proptest! {
    #![proptest_config(ProptestConfig { rng_seed: RngSeed::Fixed(17), cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn hostile_texts_stay_texts_and_no_cell_is_a_formula(
        name in "[-=+@\t\n\",';&<>{}a1ộ\u{0}\u{b}]{1,9}",
        group in "[-=+@\t\",';&<a]{1,5}",
    ) {
        let mut workbook = written(&name, &group, Some("-3.5"));
        prop_assert_eq!(workbook.formulas(), 0);
        let sheet = workbook.sheet("N Quy mô");
        prop_assert_eq!(at(&sheet, 7, 2), Data::Float(-0.035));
        let own = workbook.sheet("Tất cả số liệu");
        prop_assert_eq!(at(&own, 6, 6), Data::String(group));
        prop_assert_eq!(at(&own, 5, 2), Data::String(name));
    }
}
