//! Tables that people bring: previews, problems by cell, undo, and the way back out.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use sohoi_register::import::{
    CellFlaw, Column, Field, Meaning, Outcome, Preview, Stamp, Table, preview, propose,
};
use sohoi_register::{Change, DatedUnit, Event, Excluded, History, Legacy, Refusal, Units, export};
use sohoi_round::Subject;

fn day() -> NaiveDate {
    "2017-06-30".parse().expect("a day")
}

fn units() -> Units {
    let unit = |id: &str, name: &str, parent: Option<&str>, code: Option<&str>| DatedUnit {
        id: id.to_owned(),
        name: name.to_owned(),
        level: String::new(),
        parent: parent.map(str::to_owned),
        code: code.map(str::to_owned),
        from: None,
        until: None,
    };
    Units::new([
        unit("duc_linh", "Huyện Đức Linh", None, Some("600")),
        unit("ham_tan", "Huyện Hàm Tân", None, Some("601")),
        unit("duc_linh__tan_ha", "Xã Tân Hà", Some("duc_linh"), None),
        unit("ham_tan__tan_ha", "Xã Tân Hà", Some("ham_tan"), None),
        unit("lien_huong", "Thị trấn Liên Hương", None, None),
    ])
}

fn stamp(batch: &str) -> Stamp {
    Stamp {
        batch: batch.to_owned(),
        effective: day(),
        noted: day().and_hms_opt(8, 0, 0).expect("a moment"),
        by: "an".to_owned(),
        decision: None,
    }
}

fn rows(text: &str) -> Vec<Vec<String>> {
    text.lines()
        .map(|line| line.split('|').map(str::to_owned).collect())
        .collect()
}

const ATTRIBUTES: [(&str, &str); 2] = [("assoc_type", "Loại hội"), ("term_years", "Nhiệm kỳ")];

fn read(text: &str, history: &History) -> (Table, Preview) {
    let table = Table::new(rows(text));
    let columns = propose(&table.rows[0], &ATTRIBUTES);
    let register = history.as_of(day());
    let preview = preview(
        &table,
        &columns,
        Meaning {
            kinds: &["association", "authority"],
            values: &|_, _, cell| Ok(cell.to_owned()),
        },
        &register,
        history.units(),
        day(),
    );
    (table, preview)
}

fn taken(text: &str) -> History {
    let mut history = History::new(units());
    let (_, preview) = read(text, &history);
    assert_eq!(preview.problems, []);
    history
        .note(preview.events(&stamp("first")))
        .expect("a preview without problems can be noted");
    history
}

const FIRST: &str = "Mã hội|Tên hội|Xã|Huyện|Loại hội\n\
    A1|Hội Đông y|Tân Hà|Đức Linh|traditional_medicine\n\
    A2|Hội Đông y|Xã Tân Hà|601|\n\
    |||\n\
    A3|Hội Luật gia|TT. Liên Hương||lawyers";

#[test]
fn units_are_known_by_id_code_name_and_the_unit_above() {
    let register = taken(FIRST).as_of(day());
    let lines: Vec<_> = register
        .listed()
        .map(|line| (line.subject.id.as_str(), line.subject.unit.as_str()))
        .collect();
    assert_eq!(
        lines,
        [
            ("A1", "duc_linh__tan_ha"),
            ("A2", "ham_tan__tan_ha"),
            ("A3", "lien_huong")
        ]
    );
}

#[test]
fn a_preview_says_what_each_row_would_do() {
    let history = taken(FIRST);
    let (_, preview) = read(
        "Mã|Tên hội|Xã|Huyện|Loại hội|Nhiệm kỳ\n\
         A1|Hội Đông y|Tân Hà|Đức Linh||\n\
         A2|Hội Y học cổ truyền|Liên Hương|||5\n\
         A4|Hội Làm vườn|Liên Hương|||",
        &history,
    );
    assert_eq!(preview.problems, []);
    let text = str::to_owned;
    let outcomes: Vec<_> = preview
        .rows
        .iter()
        .map(|row| (row.row, row.outcome.clone()))
        .collect();
    let fields = vec![
        (Field::Unit, text("ham_tan__tan_ha"), text("lien_huong")),
        (Field::Name, text("Hội Đông y"), text("Hội Y học cổ truyền")),
        (Field::Attribute(text("term_years")), text(""), text("5")),
    ];
    assert_eq!(
        outcomes,
        [
            (2, Outcome::Same),
            (3, Outcome::Changed { fields }),
            (4, Outcome::Added)
        ]
    );
    let mut after = history.clone();
    let later = Stamp {
        batch: text("second"),
        ..stamp("second")
    };
    after.note(preview.events(&later)).expect("no problems");
    assert_eq!(
        after
            .as_of(day())
            .line("A2")
            .expect("it stands")
            .subject
            .name,
        "Hội Y học cổ truyền"
    );
    // Undone, the register is as before, and both stay to be read.
    let undo = Event {
        id: text("undo"),
        effective: day(),
        noted: later.noted,
        by: text("an"),
        batch: None,
        decision: None,
        change: Change::Undo {
            batch: text("second"),
        },
    };
    after.note([undo]).expect("nobody built on it");
    assert_eq!(after.as_of(day()), history.as_of(day()));
    assert!(after.events().len() > history.events().len());
}

#[test]
fn problems_name_row_and_column() {
    let history = taken(FIRST);
    let (_, preview) = read(
        "Mã|Tên hội|Xã|Huyện|kind\n\
         |Hội Làm vườn|Liên Hương||\n\
         B1||Liên Hương||\n\
         B2|Hội Nông dân xã|Liên Hương||\n\
         B3|Hội Làm vườn|Tân Hà||\n\
         B4|Hội Làm vườn|Phan Rí||\n\
         B5|Hội Làm vườn|||\n\
         B6|Hội luật gia|Liên Hương||\n\
         B7|Hội Làm vườn|Liên Hương||club\n\
         A1|Hội Đông y|Tân Hà|Đức Linh|authority\n\
         B8|Hội Làm vườn|Liên Hương||\n\
         B8|Hội Làm vườn|Liên Hương||\n\
         B9|HỘI LÀM VƯỜN|Liên Hương||",
        &history,
    );
    let found: Vec<_> = preview
        .problems
        .iter()
        .map(|own| (own.row, own.column, own.flaw.clone()))
        .collect();
    let refused = |refusal| CellFlaw::Refused { refusal };
    let taken = |line: &str| {
        refused(Refusal::NameTaken {
            line: line.to_owned(),
        })
    };
    let units = vec!["duc_linh__tan_ha".to_owned(), "ham_tan__tan_ha".to_owned()];
    assert_eq!(
        found,
        [
            (2, Some(0), CellFlaw::Blank),
            (3, Some(1), CellFlaw::Blank),
            (
                4,
                Some(1),
                refused(Refusal::Excluded {
                    organisation: Excluded::Farmers
                })
            ),
            (5, Some(2), CellFlaw::AmbiguousUnit { units }),
            (6, Some(2), CellFlaw::UnknownUnit),
            (7, Some(2), CellFlaw::Blank),
            (8, Some(1), taken("A3")),
            (9, Some(4), CellFlaw::UnknownKind),
            (
                10,
                Some(4),
                CellFlaw::OtherKind {
                    kind: "association".to_owned()
                }
            ),
            (12, Some(0), CellFlaw::Twice { row: 11 }),
            (13, Some(1), taken("B8")),
        ]
    );
    // The rows without problems can be noted all the same.
    let mut after = history;
    after
        .note(preview.events(&stamp("second")))
        .expect("what is left means something");
    assert_eq!(after.as_of(day()).listed().count(), 4);
}

#[test]
fn old_encodings_are_named_by_column_and_read() {
    let (table, preview) = read(
        "M· héi|Tªn héi|X·\n\
         A1|Héi §«ng y|Liªn H\u{ad}¬ng\n\
         A2|Héi LuËt gia|Liªn H\u{ad}¬ng",
        &History::new(units()),
    );
    assert_eq!(table.legacy, [(1, Legacy::Tcvn3), (2, Legacy::Tcvn3)]);
    assert_eq!(table.rows[0], ["Mã hội", "Tên hội", "Xã"]);
    assert_eq!(preview.problems, []);
    let (table, preview) = read(
        "Maõ hoäi|Teân hoäi|Xaõ\nA1|Hoäi Ñoâng y|Lieân Höông",
        &History::new(units()),
    );
    assert_eq!(table.legacy, [(1, Legacy::Vni), (2, Legacy::Vni)]);
    assert_eq!(preview.rows[0].outcome, Outcome::Added);
}

#[test]
fn a_list_in_unicode_is_left_alone() {
    let register = include_str!("../../../rounds/ct17-2017/register.csv");
    let rows: Vec<Vec<String>> = register
        .lines()
        .map(|line| line.split(',').map(|cell| cell.trim().to_owned()).collect())
        .collect();
    let table = Table::new(rows.clone());
    assert_eq!((table.legacy.len(), table.rows == rows), (0, true));
    // Nor is any part of it taken for something else, be it as short as one name.
    for row in &rows {
        assert_eq!(Table::new(vec![vec![], row.clone()]).rows[1], *row);
    }
}

fn subject() -> impl Strategy<Value = Subject> {
    let unit = prop::sample::select(vec!["duc_linh__tan_ha", "ham_tan__tan_ha", "lien_huong"]);
    let name = prop::sample::select(vec![
        "Hội Đông y",
        "Hội, \"Luật\" gia",
        "=Hội Làm vườn",
        "Hội Người mù",
    ]);
    let attributes = prop::collection::btree_map("[a-d]", "[a-zếộ0-9]{1,4}", 0..3);
    (0..9u8, name, unit, attributes).prop_map(|(id, name, unit, attributes)| Subject {
        id: format!("A{id}"),
        name: name.to_owned(),
        kind: "association".to_owned(),
        unit: unit.to_owned(),
        attributes,
    })
}

proptest! {
    #![proptest_config(ProptestConfig { rng_seed: RngSeed::Fixed(17), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_exported_comes_in_as_it_was(subjects in prop::collection::vec(subject(), 0..9)) {
        let mut history = History::new(units());
        for (number, line) in subjects.into_iter().enumerate() {
            let event = Event { id: number.to_string(), effective: day(), noted: stamp("").noted, by: String::new(), batch: None, decision: None, change: Change::Add { line } };
            let _ = history.note([event]);
        }
        let register = history.as_of(day());
        let exported = export::table(&register);
        let names: Vec<String> = exported[0][4..].to_vec();
        let attributes: Vec<(&str, &str)> = names.iter().map(|name| (name.as_str(), "")).collect();
        let table = Table::new(exported.clone());
        prop_assert_eq!(&table.rows, &exported);
        let columns = propose(&table.rows[0], &attributes);
        prop_assert!(!columns.contains(&Column::Ignored));
        let meaning = Meaning {
            kinds: &["association"],
            values: &|_, _, cell| Ok(cell.to_owned()),
        };
        // Into an empty register: the same register. Into itself: nothing changes.
        let mut empty = History::new(units());
        let found = preview(&table, &columns, meaning, &empty.as_of(day()), history.units(), day());
        prop_assert_eq!(&found.problems, &Vec::new());
        empty.note(found.events(&stamp("all"))).expect("no problems");
        prop_assert_eq!(&empty.as_of(day()), &register);
        let again = preview(&table, &columns, meaning, &register, history.units(), day());
        prop_assert!(again.rows.iter().all(|row| row.outcome == Outcome::Same));
        prop_assert!(again.events(&stamp("again")).is_empty());
    }
}

#[test]
fn no_kind_is_asked_of_a_table_without_its_column() {
    let subject = taken(FIRST)
        .as_of(day())
        .line("A1")
        .expect("it stands")
        .subject
        .clone();
    assert_eq!(subject.kind, "association");
    assert_eq!(
        subject.attributes,
        BTreeMap::from([("assoc_type".to_owned(), "traditional_medicine".to_owned())])
    );
}
