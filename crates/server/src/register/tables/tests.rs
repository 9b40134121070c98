use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook};
use sohoi_register::Legacy;

use super::*;

const ATTRIBUTES: [(&str, &str); 1] = [("founded", "Ngày thành lập")];

fn rows(file: &ReadFile) -> Vec<Vec<&str>> {
    let rows = file.table.rows.iter();
    rows.map(|row| row.iter().map(String::as_str).collect())
        .collect()
}

fn book(write: impl FnOnce(&mut rust_xlsxwriter::Worksheet)) -> Vec<u8> {
    let mut book = Workbook::new();
    write(book.add_worksheet());
    book.save_to_buffer().expect("it is written")
}

#[test]
fn texts_of_every_separator_and_encoding_are_read() {
    let text = "Mã hội;Tên hội;Xã\r\nA1;\"Hội; \"\"Đông y\"\"\";X\r\n\r\nA2;Hội Luật gia;Y\r\n";
    let expected = [
        vec!["Mã hội", "Tên hội", "Xã"],
        vec!["A1", "Hội; \"Đông y\"", "X"],
        vec![],
        vec!["A2", "Hội Luật gia", "Y"],
    ];
    let wide: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    for (bytes, charset) in [
        (text.as_bytes().to_vec(), Charset::Utf8),
        ([b"\xef\xbb\xbf", text.as_bytes()].concat(), Charset::Utf8),
        ([b"\xff\xfe".to_vec(), wide].concat(), Charset::Utf16Le),
    ] {
        let file = read(&bytes, &ATTRIBUTES).expect("it is a table");
        assert_eq!(file.charset, Some(charset));
        assert_eq!(rows(&file), expected);
    }
    for (separator, sent) in [(',', "a,b\n1,2"), ('\t', "a\tb\n1\t2"), (';', "a;b\n1;2")] {
        let file = read(sent.as_bytes(), &ATTRIBUTES).expect("it is a table");
        assert_eq!(rows(&file), [["a", "b"], ["1", "2"]], "{separator:?}");
    }
    let old = "Mã,Tên hội\nA1,Héi Ch÷ thËp ®á\nA2,Héi KhuyÕn häc";
    let bytes: Vec<u8> = old
        .chars()
        .map(|c| u8::try_from(u32::from(c)).unwrap_or(b'?'))
        .collect();
    let file = read(&bytes, &ATTRIBUTES).expect("it is a table");
    assert_eq!(file.table.legacy, [(1, Legacy::Tcvn3)]);
    assert_eq!(file.table.rows[1][1], "Hội Chữ thập đỏ");
}

#[test]
fn rows_keep_the_numbers_of_the_spreadsheet() {
    for text in [
        "id,name\n\n\nA,x\n\nB,y\n",
        "id,name\r\n\r\n\r\nA,x\r\n\r\nB,y\r\n",
        "id,name\n,\n,\nA,x\n,\nB,y",
    ] {
        let file = read(text.as_bytes(), &ATTRIBUTES).expect("it is a table");
        let at = |id: &str| {
            let mut rows = file.table.rows.iter();
            rows.position(|row| row.first().is_some_and(|own| own == id))
        };
        assert_eq!((at("A"), at("B")), (Some(3), Some(5)), "{text:?}");
    }
    let titled = "DANH SÁCH HỘI,,\nnăm 2017,,\n,,\nSTT,Mã hội,Tên hội\n1,A1,Hội Đông y\n";
    let file = read(titled.as_bytes(), &ATTRIBUTES).expect("it is a table");
    assert_eq!(file.header, 4);
    assert_eq!(file.table.rows[0], ["STT", "Mã hội", "Tên hội"]);
    assert_eq!(file.table.rows[4], ["1", "A1", "Hội Đông y"]);
    assert!(file.table.rows[1..4].iter().all(Vec::is_empty));
}

#[test]
fn what_an_export_guarded_is_read_as_it_was() {
    let rows = vec![
        vec!["id".to_owned(), "name".to_owned()],
        vec!["A".to_owned(), "=1+1".to_owned()],
        vec!["B".to_owned(), "'tis".to_owned()],
        vec!["C".to_owned(), "-".to_owned()],
    ];
    let bytes = super::super::export::csv(&rows);
    let file = read(&bytes, &ATTRIBUTES).expect("it is a table");
    assert_eq!(file.table.rows, rows);
    let day = "2025-07-01".parse().expect("a day");
    let bytes = super::super::export::xlsx(&rows, "Danh sách", day).expect("it is written");
    let file = read(&bytes, &ATTRIBUTES).expect("it is a table");
    assert_eq!(file.table.rows, rows);
    assert_eq!(file.sheet.as_deref(), Some("Danh sách"));
}

#[test]
fn cells_of_workbooks_are_what_people_see() {
    let bytes = book(|sheet| {
        let days = Format::new().set_num_format("dd/mm/yyyy");
        for (heading, column) in ["id", "name", "founded", "unit"].into_iter().zip(0..) {
            sheet.write(0, column, heading).expect("it is written");
        }
        sheet.write(1, 0, 7).expect("it is written");
        let formula = Formula::new("=\"Hội \"&\"A\"").set_result("Hội A");
        sheet.write(1, 1, formula).expect("it is written");
        let day = ExcelDateTime::from_ymd(2013, 2, 28).expect("a day");
        sheet
            .write_with_format(1, 2, &day, &days)
            .expect("it is written");
        let failed = Formula::new("=VLOOKUP(1,A1:B2,2)").set_result("#N/A");
        sheet.write(1, 3, failed).expect("it is written");
        sheet
            .merge_range(2, 0, 2, 1, "gộp", &Format::new())
            .expect("it is written");
        sheet.write(3, 0, 0.5).expect("it is written");
        sheet.write(3, 1, true).expect("it is written");
    });
    let file = read(&bytes, &ATTRIBUTES).expect("it is a table");
    assert_eq!(file.table.rows[1][..3], ["7", "Hội A", "2013-02-28"]);
    assert_eq!(file.table.rows[2][0], "gộp");
    assert_eq!(file.table.rows[3], ["0.5", "true"]);
    assert_eq!(file.failed, [(2, 3, "#N/A".to_owned())]);
}

#[test]
fn what_is_no_table_says_why() {
    let wide = vec!["x"; MOST_COLUMNS + 1].join(",");
    let long = "a,b\n".repeat(MOST_ROWS + 2);
    let far = book(|sheet| {
        sheet.write(0, 0, "id").expect("it is written");
        sheet.write(0, 16_383, "x").expect("it is written");
    });
    let deep = book(|sheet| {
        sheet.write(0, 0, "id").expect("it is written");
        sheet.write(1_048_575, 0, "x").expect("it is written");
    });
    let none = book(|_| {});
    let cut = &book(|sheet| {
        sheet.write(0, 0, "id").expect("it is written");
    })[..300];
    for (name, bytes, expected) in [
        ("nothing", &b""[..], FileFlaw::Empty),
        ("blank", b"\n\n,,\n", FileFlaw::Empty),
        ("mark only", b"\xef\xbb\xbf", FileFlaw::Empty),
        ("empty book", &none, FileFlaw::Empty),
        (
            "old workbook",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
            FileFlaw::OldWorkbook,
        ),
        (
            "picture",
            b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
            FileFlaw::NoTable,
        ),
        ("half a workbook", cut, FileFlaw::Damaged),
        ("wide", wide.as_bytes(), FileFlaw::TooManyColumns),
        ("long", long.as_bytes(), FileFlaw::TooManyRows),
        ("far", &far, FileFlaw::TooManyColumns),
        ("deep", &deep, FileFlaw::TooManyRows),
        ("heavy", &vec![b'a'; LARGEST + 1], FileFlaw::TooLarge),
    ] {
        assert_eq!(read(bytes, &ATTRIBUTES).err(), Some(expected), "{name}");
    }
}

#[test]
fn a_workbook_that_unpacks_without_end_is_left_packed() {
    use std::io::Write as _;
    let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default();
    let nothing = vec![0; 1024 * 1024];
    for part in ["[Content_Types].xml", "xl/workbook.xml"] {
        archive.start_file(part, options).expect("it is begun");
        for _ in 0..220 {
            archive.write_all(&nothing).expect("it is written");
        }
    }
    let bytes = archive.finish().expect("it is finished").into_inner();
    assert!(bytes.len() < LARGEST);
    assert_eq!(read(&bytes, &ATTRIBUTES).err(), Some(FileFlaw::TooLarge));
}

#[test]
fn a_list_of_strings_that_announces_too_many_is_not_believed() {
    use std::io::{Read as _, Write as _};
    let whole = book(|sheet| {
        sheet.write(0, 0, "id").expect("it is written");
    });
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(whole)).expect("it is whole");
    let mut changed = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for place in 0..archive.len() {
        let mut part = archive.by_index(place).expect("it is there");
        let mut text = String::new();
        part.read_to_string(&mut text).expect("it is text");
        let text = text.replace("uniqueCount=\"1\"", "uniqueCount=\"99999999999\"");
        let options = zip::write::SimpleFileOptions::default();
        changed
            .start_file(part.name(), options)
            .expect("it is begun");
        changed.write_all(text.as_bytes()).expect("it is written");
    }
    let bytes = changed.finish().expect("it is finished").into_inner();
    assert_eq!(read(&bytes, &ATTRIBUTES).err(), Some(FileFlaw::Damaged));
}

#[test]
fn columns_have_letters() {
    for (column, letters) in [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA")] {
        assert_eq!(column_letters(column), letters);
    }
}
