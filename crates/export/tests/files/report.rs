//! The report, as Word reads it.

use docx_rs::{DocumentChild, ParagraphChild, RunChild, SectionChild, TableCellContent, read_docx};
use sohoi_export::{Quotation, ReportWish, report_docx};
use sohoi_report::{Edit, Issuer, Layout, Passage, PassageKind, Report};
use sohoi_round::{Round, Unit};
use sohoi_stats::Population;
use sohoi_text::Language;

use crate::small::{about, added_up, book, both, file, progress, round};

fn passage(kind: PassageKind, text: &str) -> Passage {
    Passage {
        kind,
        name: (kind == PassageKind::Paragraph).then(|| "size".to_owned()),
        text: both(text),
        theme: (kind == PassageKind::Annex).then(|| "N".to_owned()),
        by: (kind == PassageKind::Annex).then(|| "area".to_owned()),
        ..Passage::default()
    }
}

fn with_report() -> Round {
    let mut round = round("Số hội");
    round.units = vec![unit("top", None), unit("part", Some("top"))];
    round.report = Some(Report {
        title: both("BÁO CÁO"),
        subject: both("về các hội"),
        layouts: vec![Layout {
            id: "party".to_owned(),
            name: both("Đảng"),
            issuers: "party".to_owned(),
            heading: both("ĐẢNG"),
            motto: None,
            mark: Some("*".to_owned()),
            number: both("Số        -BC/${code}"),
            end: "./.".to_owned(),
            margins: [20, 20, 30, 15],
            size: 14,
            numbered: true,
        }],
        issuers: vec![Issuer {
            kind: "party".to_owned(),
            unit: "top".to_owned(),
            superior: Some(both("TỈNH ỦY")),
            name: both("BAN DÂN VẬN"),
            code: "BDV".to_owned(),
            seat: both("Phan Thiết"),
            signature: vec![both("TRƯỞNG BAN")],
            recipients: vec![both("- Lưu.")],
        }],
        outline: vec![
            passage(PassageKind::Chapter, "I. KẾT QUẢ"),
            passage(
                PassageKind::Paragraph,
                "Có ${N01.b} hội (${N01}) <&> \"lạ\".",
            ),
            passage(PassageKind::Sentence, "Hết."),
            passage(PassageKind::Annex, "Phụ lục 1"),
        ],
    });
    round
}

fn unit(id: &str, parent: Option<&str>) -> Unit {
    Unit {
        id: id.to_owned(),
        name: both(id),
        level: "level".to_owned(),
        parent: parent.map(str::to_owned),
        code: None,
    }
}

fn wish<'a>(round: &'a Round, unit: usize, edits: &'a [Edit]) -> ReportWish<'a> {
    ReportWish {
        layout: "party",
        unit: &round.units[unit],
        edits,
        quotations: &[],
    }
}

/// Every paragraph of the body, of its sections and of their tables, from above.
fn paragraphs(bytes: &[u8]) -> Vec<String> {
    let document = read_docx(bytes).expect("a document").document;
    let mut texts = Vec::new();
    for child in document.children {
        match child {
            DocumentChild::Paragraph(paragraph) => texts.push(text(&paragraph)),
            DocumentChild::Table(table) => of_table(&table, &mut texts),
            DocumentChild::Section(section) => {
                for child in section.children() {
                    match child {
                        SectionChild::Paragraph(paragraph) => texts.push(text(paragraph)),
                        SectionChild::Table(table) => of_table(table, &mut texts),
                        _ => {}
                    }
                }
            }
            _ => {}
        }
    }
    texts.retain(|text| !text.is_empty());
    texts
}

fn of_table(table: &docx_rs::Table, texts: &mut Vec<String>) {
    for docx_rs::TableChild::TableRow(row) in &table.rows {
        for docx_rs::TableRowChild::TableCell(cell) in &row.cells {
            for content in &cell.children {
                if let TableCellContent::Paragraph(paragraph) = content {
                    texts.push(text(paragraph));
                }
            }
        }
    }
}

fn text(paragraph: &docx_rs::Paragraph) -> String {
    let mut text = String::new();
    for child in paragraph.children() {
        let ParagraphChild::Run(run) = child else {
            continue;
        };
        for child in &run.children {
            if let RunChild::Text(own) = child {
                text.push_str(&own.text);
            }
        }
    }
    text
}

#[test]
fn a_report_has_its_head_its_text_a_place_to_sign_and_its_annexes() {
    let round = with_report();
    let (book, progress) = (book("hills", Some("5.5")), progress());
    let mut file = file(&round, &book, &progress);
    file.is_demonstration = true;
    let wish = wish(&round, 0, &[]);
    let made = report_docx(&file, &about(), &wish, Language::Vi).expect("packed");
    let texts = paragraphs(&made.expect("the round has a report"));
    let expected_head = [
        "TỈNH ỦY",
        "BAN DÂN VẬN",
        "*",
        "Số        -BC/BDV",
        "(DỰ THẢO)",
        "ĐẢNG",
        "_____",
        "Phan Thiết, ngày        tháng        năm 2021",
        "BÁO CÁO",
        "về các hội",
        "-----",
        "Dữ liệu minh họa: số liệu do máy tạo ra, không phải số liệu thật.",
        "Số tạm tính, gồm phiếu chưa duyệt: chưa dùng cho báo cáo chính thức.",
        "I. KẾT QUẢ",
        "Có 3 hội (5,5\u{a0}%) <&> \"lạ\". Hết./.",
        "Nơi nhận:",
        "- Lưu.",
        "TRƯỞNG BAN",
        "Phụ lục 1",
        "Tỉnh & huyện · Số tạm tính, gồm phiếu chưa duyệt",
        "TT",
        "Chỉ tiêu",
        "Đơn vị tính",
        "Chung",
        "Đồi",
        "Không thuộc nhóm nào",
        "1",
        "Số hội",
        "%",
        "5,5",
        "-",
        "-",
    ];
    assert_eq!(texts[..expected_head.len()], expected_head, "{texts:#?}");
    let foot = texts
        .iter()
        .filter(|text| text.starts_with("Lưu ý: mới thu được 41,6"));
    assert_eq!(foot.count(), 1, "{texts:#?}");
}

#[test]
fn what_was_picked_is_quoted_in_an_annex_of_its_own() {
    let round = with_report();
    let (book, progress) = (book("hills", Some("5.5")), progress());
    let file = file(&round, &book, &progress);
    let quotation = |addressee: &str, text: &str| Quotation {
        addressee: addressee.to_owned(),
        text: text.to_owned(),
        source: "Hội A, xã B".to_owned(),
    };
    let quotations = [
        quotation("Tỉnh", "Cấp <kinh phí> & \"trụ sở\""),
        quotation("Tỉnh", "Bớt báo cáo"),
        quotation("Xã", "=HYPERLINK(\"x\")"),
    ];
    let wish = ReportWish {
        quotations: &quotations,
        ..wish(&round, 0, &[])
    };
    let made = report_docx(&file, &about(), &wish, Language::Vi).expect("packed");
    let texts = paragraphs(&made.expect("the round has a report"));
    let start = texts
        .iter()
        .position(|text| text == "PHỤ LỤC: Ý KIẾN TRÍCH DẪN");
    let start = start.expect("the annex");
    assert_eq!(
        texts[start + 1..start + 7],
        [
            "Tỉnh & huyện · Số tạm tính, gồm phiếu chưa duyệt",
            "Tỉnh",
            "“Cấp <kinh phí> & \"trụ sở\"” (Hội A, xã B)",
            "“Bớt báo cáo” (Hội A, xã B)",
            "Xã",
            "“=HYPERLINK(\"x\")” (Hội A, xã B)",
        ]
    );
    assert!(texts[start + 7].starts_with("Nguồn: "), "{texts:#?}");
}

#[test]
fn a_unit_that_nobody_reports_for_and_no_responses_are_told() {
    let round = with_report();
    let progress = progress();
    let book = sohoi_stats::Book::default();
    let mut file = file(&round, &book, &progress);
    file.population = Population::Approved;
    let mut about = about();
    about.responses = 0;
    let wish = ReportWish {
        layout: "no such layout",
        ..wish(&round, 1, &[])
    };
    let made = report_docx(&file, &about, &wish, Language::Vi).expect("packed");
    let texts = paragraphs(&made.expect("the round has a report"));
    assert!(
        texts
            .iter()
            .any(|text| text.starts_with("Chưa có phiếu nào")),
        "{texts:#?}"
    );
    assert!(
        texts.iter().any(|text| text.starts_with("Có …… hội (……)")),
        "{texts:#?}"
    );
    assert!(
        !texts.iter().any(|text| text == "TRƯỞNG BAN"),
        "nobody signs"
    );
}

#[test]
fn a_round_without_a_report_makes_none() {
    let mut round = with_report();
    round.report = None;
    let (book, progress) = (book("hills", Some("5.5")), progress());
    let file = file(&round, &book, &progress);
    let wish = wish(&round, 0, &[]);
    let made = report_docx(&file, &about(), &wish, Language::Vi);
    assert_eq!(made, Ok(None));
}

#[test]
fn what_somebody_wrote_stands_in_the_place_of_the_sentences() {
    let round = with_report();
    let (book, progress) = (book("hills", Some("5.5")), progress());
    let file = file(&round, &book, &progress);
    let texts = |text: &str| {
        let edits = [Edit {
            name: "size".to_owned(),
            text: text.to_owned(),
            basis: String::new(),
        }];
        let wish = wish(&round, 0, &edits);
        let made = report_docx(&file, &about(), &wish, Language::Vi).expect("packed");
        paragraphs(&made.expect("the round has a report"))
    };
    let written = texts("Có <5> hội & \"chi hội\".\n\n=1+1\nĐã đối chiếu.");
    let at = written.iter().position(|text| text == "I. KẾT QUẢ");
    let at = at.expect("the chapter stays");
    let expected = ["Có <5> hội & \"chi hội\".", "=1+1", "Đã đối chiếu./."];
    assert_eq!(written[at + 1..at + 4], expected);

    let left_out = texts(" \n");
    assert_eq!(left_out.len(), written.len() - expected.len());
    assert!(left_out.contains(&"I. KẾT QUẢ".to_owned()));
}

#[test]
fn a_report_on_files_of_others_names_them_above_its_text() {
    let (round, book) = (with_report(), book("hills", None));
    let progress = progress();
    let made_of = added_up();
    let mut file = file(&round, &book, &progress);
    file.made_of = Some(&made_of);
    let wish = wish(&round, 0, &[]);
    let report = report_docx(&file, &about(), &wish, Language::Vi).expect("it is not large");
    let paragraphs = paragraphs(&report.expect("the round has a report"));
    let place = |text: &str| paragraphs.iter().position(|own| own == text);
    let chapter = place("I. KẾT QUẢ").expect("it begins");
    for part in &made_of.parts {
        assert!(
            place(part).is_some_and(|place| place < chapter),
            "{paragraphs:?}"
        );
    }
}
