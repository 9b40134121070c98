//! How indicators are made up, as the sheets say it.

use sohoi_export::figures_xlsx;
use sohoi_form::Section;
use sohoi_stats::{Aggregate, Calculation};
use sohoi_text::Language;

use crate::reading::{Book, at};
use crate::small::{about, book, both, file, progress, question, round};

#[test]
fn names_of_questions_and_choices_become_words() {
    let mut round = round("Tỷ lệ");
    let mut area = question("area", "select_one", "Vùng nào");
    area.list = Some("area".to_owned());
    let mut table = question("by_year", "repeat", "Số liệu theo năm");
    table.questions = vec![question("members", "integer", "Số hội viên")];
    round.forms[0].sections = vec![Section {
        id: "s".to_owned(),
        title: both("Phần"),
        seed: Vec::new(),
        relevant: None,
        questions: vec![area, table],
    }];
    let condition = "${area} = 'hills' and ${area} != '' or ${other} >= 2";
    let indicator = &mut round.indicators[0];
    indicator.calc = Calculation::PctComplement;
    indicator.a.r#where = Some(condition.to_owned());
    let b = indicator.b.as_mut().expect("a second term");
    b.op = Aggregate::Sum;
    b.field = Some("${members}".to_owned());
    b.repeat = Some("by_year".to_owned());
    b.row_where = Some("${members} <= 9".to_owned());
    let (book, progress) = (book("hills", None), progress());
    let bytes = figures_xlsx(&file(&round, &book, &progress), &about(), Language::Vi);
    let mut workbook = Book::new(bytes.expect("a workbook"));
    let sheet = workbook.sheet("N Quy mô");
    assert_eq!(
        at(&sheet, 17, 0).to_string(),
        "N01 Tỷ lệ: 100 − 100 × a / b. a = số “Phiếu”, ở phiếu có “Vùng nào” [area] = “Đồi” và \
         “Vùng nào” [area] ≠ (bỏ trống) hoặc [other] ≥ 2; b = tổng của “Số hội viên” [members], \
         “Phiếu”, các dòng của bảng “Số liệu theo năm”, ở dòng có “Số hội viên” [members] ≤ 9. \
         Ghi chú: lượt."
    );
}
