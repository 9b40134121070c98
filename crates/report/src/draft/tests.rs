//! What passages become.

use sohoi_stats::{Aggregate, Calculation, Direction, Term};

use super::*;

fn indicator(code: &str, unit: &str) -> Indicator {
    let text = |words: &str| Text {
        vi: words.to_owned(),
        en: words.to_owned(),
    };
    Indicator {
        code: code.to_owned(),
        theme: "T".to_owned(),
        name: text("Tên"),
        unit: text(unit),
        calc: Calculation::Value,
        a: Term {
            op: Aggregate::Count,
            form: "f".to_owned(),
            repeat: None,
            field: None,
            row_where: None,
            r#where: None,
        },
        b: None,
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

fn figure(value: &str, a: &str, b: &str) -> Figure {
    let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    Figure {
        value: some(value),
        a: some(a),
        b: some(b),
        quartiles: None,
    }
}

fn passage(kind: PassageKind, relevant: &str, vi: &str, en: &str) -> Passage {
    Passage {
        kind,
        relevant: (!relevant.is_empty()).then(|| relevant.to_owned()),
        text: Text {
            vi: vi.to_owned(),
            en: en.to_owned(),
        },
        ..Passage::default()
    }
}

fn filled(outline: Vec<Passage>, language: Language) -> Vec<Part> {
    edited(outline, &[], language)
}

fn edited(outline: Vec<Passage>, edits: &[Edit], language: Language) -> Vec<Part> {
    let report = Report {
        outline,
        ..Report::default()
    };
    let indicators = [
        indicator("SHARE", "%"),
        indicator("FEW", "hội"),
        indicator("MANY", "người"),
        indicator("NONE", "%"),
    ];
    let figures = [
        ("SHARE", figure("4.8", "136", "2860")),
        ("FEW", figure("5", "5", "")),
        ("MANY", figure("336779", "336779", "")),
        ("NONE", figure("", "0", "0")),
    ];
    let find = |code: &str| {
        let mut figures = figures.iter();
        figures.find(|(own, _)| *own == code).map(|(_, it)| it)
    };
    let facts = Facts {
        edits,
        area: "Tỉnh Bình Thuận",
        cutoff: "30/6/2017",
    };
    fill(&report, &indicators, find, &facts, language).parts
}

fn paragraph(sentences: Vec<Sentence>) -> Part {
    Part::Paragraph(super::Paragraph {
        name: String::new(),
        sentences,
        edit: None,
    })
}

use PassageKind::{Annex, Chapter, Paragraph, Section, Sentence as Next};

#[test]
fn figures_are_written_as_official_documents_write_them() {
    let cases = [
        (
            "có ${SHARE.a}/${SHARE.b} đảng viên, chiếm ${SHARE}",
            "có 136/2.860 đảng viên, chiếm 4,8\u{a0}%",
        ),
        (
            "${FEW} hội, trong đó ${FEW.a}/${FEW.a}",
            "05 hội, trong đó 5/5",
        ),
        ("${MANY} hội viên", "336.779 hội viên"),
        ("${area}, chốt ${cutoff}", "Tỉnh Bình Thuận, chốt 30/6/2017"),
        ("ở ${area}", "ở tỉnh Bình Thuận"),
        ("tỷ lệ ${NONE} (${NONE.a})", "tỷ lệ …… (0)"),
    ];
    for (text, expected) in cases {
        let parts = filled(vec![passage(Paragraph, "", text, text)], Language::Vi);
        let [Part::Paragraph(it)] = &parts[..] else {
            panic!("{parts:?}");
        };
        assert_eq!(it.text(), expected);
        assert_eq!(it.sentences[0].has_gaps, expected.contains(GAP), "{text}");
    }
    let english = filled(
        vec![passage(Paragraph, "", "", "${FEW} of ${SHARE.b}")],
        Language::En,
    );
    let expected = Sentence {
        text: "5 of 2.860".to_owned(),
        codes: vec!["FEW".to_owned(), "SHARE".to_owned()],
        has_gaps: false,
    };
    assert_eq!(english, [paragraph(vec![expected])]);
}

#[test]
fn what_does_not_hold_is_not_said_and_what_is_left_empty_goes() {
    let plain = |text: &str| Sentence::plain(text);
    let parts = filled(
        vec![
            passage(Chapter, "", "I", ""),
            passage(Section, "", "1", ""),
            passage(Paragraph, "${FEW} > 5", "nhiều", ""),
            passage(Section, "", "2", ""),
            passage(Paragraph, "${FEW} > 0", "có", ""),
            passage(Next, "${NONE} >= 0", "không nói", ""),
            passage(Next, "${SHARE} < 5 and ${SHARE.b} = 2860", "ít", ""),
            // The paragraph begins though its first sentence is not said.
            passage(Paragraph, "${FEW} = 0", "không", ""),
            passage(Next, "", "câu sau", ""),
            passage(Chapter, "", "II", ""),
            passage(Section, "", "1", ""),
            passage(Annex, "", "Phụ lục 1", ""),
        ],
        Language::Vi,
    );
    assert_eq!(
        parts,
        [
            Part::Chapter("I".to_owned()),
            Part::Section("2".to_owned()),
            paragraph(vec![plain("có"), plain("ít")]),
            paragraph(vec![plain("câu sau")]),
            Part::Chapter("II".to_owned()),
            Part::Annex {
                title: "Phụ lục 1".to_owned(),
                theme: String::new(),
                by: None,
            },
        ]
    );
}

#[test]
fn what_somebody_wrote_stays_and_is_marked_where_its_figures_moved() {
    let named = |name: &str, relevant: &str, vi: &str| Passage {
        name: Some(name.to_owned()),
        ..passage(Paragraph, relevant, vi, "")
    };
    let outline = || {
        vec![
            named("size", "", "Có ${FEW} hội."),
            named("gone", "${FEW} > 100", "Có rất nhiều hội."),
            named("left_out", "", "Có ${MANY} hội viên."),
            named("untouched", "", "Chốt ${cutoff}."),
        ]
    };
    let edit = |name: &str, text: &str, basis: &str| Edit {
        name: name.to_owned(),
        text: text.to_owned(),
        basis: basis.to_owned(),
    };
    let edits = [
        edit("left_out", " ", "Có 336.779 hội viên."),
        edit("gone", "Có nhiều hội.", "Có rất nhiều hội."),
        edit("size", "Đã có 05 hội.", "Có 05 hội."),
        edit("of_another_outline", "Câu cũ.", ""),
    ];
    let told: Vec<_> = edited(outline(), &edits, Language::Vi)
        .iter()
        .map(|part| match part {
            Part::Paragraph(it) => (it.name.clone(), it.text(), it.is_moved()),
            _ => panic!("{part:?}"),
        })
        .collect();
    let expected = [
        ("size", "Đã có 05 hội.", false),
        ("gone", "Có nhiều hội.", true),
        ("left_out", "", false),
        ("untouched", "Chốt 30/6/2017.", false),
    ];
    let expected = expected.map(|(name, text, moved)| (name.to_owned(), text.to_owned(), moved));
    assert_eq!(told, expected);
}
