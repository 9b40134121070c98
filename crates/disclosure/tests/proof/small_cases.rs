//! Tables that a person can reckon through.

use sohoi_disclosure::{CellId, Kind, NotTheSum, Rule, Status, Table, suppress};

const RULE: Rule = Rule { smallest: 5 };

/// What happens to the parts of a one-way table, and to its total at the end.
fn one_way(total: Kind, counts: &[u64]) -> String {
    let mut table = Table::default();
    let parts: Vec<CellId> = counts
        .iter()
        .map(|count| table.cell(*count, Kind::Narrow))
        .collect();
    let total = table.cell(counts.iter().sum(), total);
    table.total(total, &parts).expect("they add up");
    letters(&table)
}

/// `.` shown, `p` primary, `c` complementary.
fn letters(table: &Table) -> String {
    let suppression = suppress(table, RULE);
    let letter = |cell| match suppression.status(cell) {
        Status::Shown => '.',
        Status::Primary => 'p',
        Status::Complementary => 'c',
    };
    table.cells().map(letter).collect()
}

#[test]
fn one_way_tables() {
    for (counts, expected) in [
        // Nothing is small.
        (&[10, 20, 0][..], "...."),
        // The smallest that is large enough goes with it: 3 + 10 leaves 1 to 12.
        (&[3, 40, 10], "p.c."),
        // 4 + 1 leaves 1 to 4, and nothing that is not small.
        (&[4, 1, 30, 9], "pp.c."),
        // 4 + 2 leaves 1 to 5.
        (&[4, 2, 30], "pp.."),
        // 1 + 5 leaves 1 to 5, as many as asked for.
        (&[1, 5, 30], "pc.."),
        // Nothing beside it but zeros: the total would tell it.
        (&[3, 0, 0], "p..c"),
    ] {
        assert_eq!(one_way(Kind::Wide, counts), expected, "{counts:?}");
    }
    // The total of something narrow is small itself; all three can be anything then.
    assert_eq!(one_way(Kind::Narrow, &[1, 2, 0]), "pp.p");
}

#[test]
fn a_rectangle_protects_in_a_two_way_table() {
    let mut table = Table::default();
    let counts = [[3, 30, 31], [32, 33, 9], [34, 8, 35]];
    let cells = counts.map(|row| row.map(|count| table.cell(count, Kind::Narrow)));
    let mut sum = |parts: &[CellId]| {
        let sum = parts.iter().map(|part| table.value(*part)).sum();
        let total = table.cell(sum, Kind::Wide);
        table.total(total, parts).expect("they add up");
        total
    };
    let margin = cells.map(|row| sum(&row));
    sum(&margin);
    for column in 0..3 {
        sum(&cells.map(|row| row[column]));
    }
    // One in its row, one in its column, and one where these meet: 31, 32 and 9 are the smallest three.
    assert_eq!(letters(&table), "p.cc.c..........");
}

#[test]
fn what_is_left_of_a_whole_is_protected_as_well() {
    let mut table = Table::default();
    // 7 of 10 are women: three are not.
    let women = [7, 20].map(|count| table.cell(count, Kind::Narrow));
    let others = [3, 40].map(|count| table.cell(count, Kind::Implied));
    let all = [10, 60].map(|count| table.cell(count, Kind::Narrow));
    for group in 0..2 {
        let parts = [women[group], others[group]];
        table.total(all[group], &parts).expect("they add up");
    }
    let total = table.cell(27, Kind::Wide);
    table.total(total, &women).expect("they add up");
    let total = table.cell(70, Kind::Wide);
    table.total(total, &all).expect("they add up");
    assert_eq!(letters(&table), "cc......");
}

#[test]
fn where_no_way_is_found_everything_related_is_hidden() {
    // The search gives up before it has balanced twenty breakdowns, and all of them tell the count.
    let mut table = Table::default();
    let total = table.cell(3, Kind::Narrow);
    for _ in 0..20 {
        let parts = [3, 0].map(|count| table.cell(count, Kind::Wide));
        table.total(total, &parts).expect("they add up");
    }
    assert_eq!(letters(&table), format!("p{}", "c.".repeat(20)));
}

#[test]
fn that_a_count_may_be_large_is_not_enough() {
    // With one of its parts hidden the 4 can be a 5, and nothing else: no part is below 1, and no more
    // than the whole is left for it. So the whole is hidden too.
    let mut table = Table::default();
    let parts = [1; 4].map(|count| table.cell(count, Kind::Wide));
    let count = table.cell(4, Kind::Narrow);
    let rest = table.cell(1, Kind::ImpliedWide);
    let whole = table.cell(5, Kind::Wide);
    table.total(count, &parts).expect("they add up");
    table.total(whole, &[count, rest]).expect("they add up");
    assert_eq!(letters(&table), "c...p.c");
}

#[test]
fn a_total_that_is_not_the_sum_is_told() {
    let mut table = Table::default();
    let parts = [1, 2].map(|count| table.cell(count, Kind::Narrow));
    let total = table.cell(4, Kind::Wide);
    let flaw = table.total(total, &parts);
    assert_eq!(flaw, Err(NotTheSum { parts: 3, total: 4 }));
}
