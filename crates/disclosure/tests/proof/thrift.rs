//! How many more cells are hidden than have to be, found by trying all ways.

use sohoi_disclosure::{CellId, Rule, Status, suppress};

use crate::attacker::{is_protected, range, small};
use crate::sample::{MAKERS, Sample};

/// As many cells as all ways can be tried with.
const MOST_CELLS: usize = 12;

/// The fewest cells that have to be hidden beside the small ones.
fn fewest(sample: &Sample, most: usize) -> usize {
    let table = &sample.table;
    let small = small(sample, 5);
    let is_candidate = |cell: &CellId| {
        table.kind(*cell).is_printed() && table.value(*cell) > 0 && !small.contains(cell)
    };
    let candidates: Vec<CellId> = table.cells().filter(is_candidate).collect();
    for count in 0..most {
        let ways = (0..1u32 << candidates.len()).filter(|way| way.count_ones() as usize == count);
        for way in ways {
            let hides = |cell: CellId| {
                let place = candidates.iter().position(|own| *own == cell);
                small.contains(&cell) || place.is_some_and(|place| way >> place & 1 == 1)
            };
            let holds = |cell: &CellId| is_protected(range(sample, &hides, *cell), 5);
            if small.iter().all(holds) {
                return count;
            }
        }
    }
    most
}

#[test]
fn hardly_more_is_hidden_than_has_to_be() {
    let (mut found, mut best, mut tables, mut worse) = (0, 0, 0, 0);
    for (name, make) in MAKERS {
        let (mut own, mut least, mut count) = (0, 0, 0);
        let samples = (1_000..).map(make);
        let fit = samples.filter(|sample| {
            let printed = sample.table.cells();
            let printed = printed.filter(|cell| sample.table.value(*cell) > 0).count();
            printed <= MOST_CELLS && !small(sample, 5).is_empty()
        });
        for sample in fit.take(12) {
            let suppression = suppress(&sample.table, Rule { smallest: 5 });
            let statuses = sample.table.cells().map(|cell| suppression.status(cell));
            let hidden = statuses.filter(|it| *it == Status::Complementary).count();
            let fewest = fewest(&sample, hidden);
            (own, least, count) = (own + hidden, least + fewest, count + 1);
            worse += usize::from(hidden > fewest);
        }
        println!("{name}: {own} cells where {least} would do, in {count} tables");
        (found, best, tables) = (found + own, best + least, tables + count);
    }
    println!("{found} cells where {best} would do; more than needed in {worse} of {tables} tables");
    assert!(
        found * 100 <= best * 104,
        "{found} cells where {best} would do"
    );
}
