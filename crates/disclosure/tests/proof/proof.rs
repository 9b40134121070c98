//! On generated tables no small count can be told from what is shown, and without complementary
//! suppression many can.

use sohoi_disclosure::{Rule, Status, suppress};

use crate::attacker::{is_protected, range, small};
use crate::sample::MAKERS;

/// Tables of each kind.
const TABLES: u64 = 200;

#[test]
fn no_small_count_can_be_told_from_what_is_shown() {
    let (mut tables, mut cells, mut hidden) = (0, 0, 0);
    for (name, make) in MAKERS {
        let (mut own, mut others) = (0, 0);
        for seed in 0..TABLES {
            let sample = make(seed);
            for smallest in [5, 3] {
                let suppression = suppress(&sample.table, Rule { smallest });
                let is_hidden = |cell| suppression.status(cell).is_hidden();
                for cell in small(&sample, smallest.into()) {
                    let is_printed = sample.table.kind(cell).is_printed();
                    assert_eq!(is_hidden(cell), is_printed, "{}", sample.name);
                    let range = range(&sample, &is_hidden, cell);
                    assert!(
                        is_protected(range, smallest.into()),
                        "{}, smallest {smallest}: {cell:?} of {} is within {range:?}",
                        sample.name,
                        sample.table.value(cell)
                    );
                    cells += 1;
                }
                let (primary, complementary) = suppression.counts();
                (own, others) = (own + primary, others + complementary);
            }
            tables += 1;
        }
        println!("{name}: {own} small cells hidden, {others} others");
        hidden += own;
    }
    assert!(tables >= 1_000 && cells >= hidden && hidden > 5_000);
}

#[test]
fn zeros_and_wide_cells_are_not_small() {
    for (_, make) in MAKERS {
        for seed in 0..TABLES {
            let sample = make(seed);
            let suppression = suppress(&sample.table, Rule { smallest: 5 });
            for cell in sample.table.cells() {
                let status = suppression.status(cell);
                if sample.table.value(cell) == 0 {
                    assert_eq!(status, Status::Shown, "{}", sample.name);
                }
                if !sample.table.kind(cell).is_narrow() {
                    assert_ne!(status, Status::Primary, "{}", sample.name);
                }
            }
        }
    }
}

#[test]
fn the_same_table_hides_the_same_cells() {
    for (_, make) in MAKERS {
        let of = |seed| suppress(&make(seed).table, Rule { smallest: 5 });
        assert!((0..20).all(|seed| of(seed) == of(seed)));
    }
}

/// The proof can fail: with primary suppression alone the solver finds what is hidden.
#[test]
fn without_complementary_suppression_counts_are_told() {
    for (name, make) in MAKERS {
        let (mut told, mut weak, mut all) = (0, 0, 0);
        for seed in 0..60 {
            let sample = make(seed);
            let small = small(&sample, 5);
            for cell in &small {
                let range = range(&sample, &|own| small.contains(&own), *cell);
                all += 1;
                told += usize::from(range.0 == range.1);
                weak += usize::from(!is_protected(range, 5));
            }
        }
        println!("{name}: of {all} small counts {told} are told, {weak} too closely");
        assert!(told > 0 && weak >= told, "{name}");
    }
}
