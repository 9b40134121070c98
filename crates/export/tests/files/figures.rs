//! The file of figures, as a spreadsheet would read it.

use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use sohoi_export::figures_csv;
use sohoi_stats::{Population, RegisterProgress};
use sohoi_text::Language;

use crate::reading::read_csv as read;
use crate::small::{added_up, book, file, progress, round};

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
         Quy mô,N01,\"Hội viên, tổng số\",%,Vùng,Không thuộc nhóm nào,,-,0,-,\
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

#[test]
fn figures_of_files_say_so_in_every_row() {
    let (round, book) = (round("Members"), book("hills", None));
    let progress = progress();
    let made_of = added_up();
    let mut file = file(&round, &book, &progress);
    file.made_of = Some(&made_of);
    for (is_demonstration, expected) in [
        (false, "cộng từ 2 tệp số liệu tổng hợp, 1 tệp chưa ký"),
        (
            true,
            "dữ liệu minh họa; cộng từ 2 tệp số liệu tổng hợp, 1 tệp chưa ký",
        ),
    ] {
        file.is_demonstration = is_demonstration;
        let rows = read(&figures_csv(&file, Language::Vi));
        assert!(rows[1..].iter().all(|row| row[13] == expected), "{rows:?}");
    }
}
