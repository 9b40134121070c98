//! How long it takes: `cargo run --release -p sohoi-disclosure --example speed`.
#![expect(clippy::print_stdout, reason = "it prints what it measures")]

use std::time::{Duration, Instant};

use sohoi_disclosure::{CellId, Kind, Rule, Table, suppress};

/// A two-way table with its margins; one cell in `every` is small.
fn grid(rows: usize, columns: usize, every: u64) -> Table {
    let mut table = Table::default();
    let mut state = 17u64;
    let mut count = || {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        let dice = state >> 33;
        match dice % every {
            0 => 1 + dice / every % 4,
            1 => 0,
            _ => 5 + dice / every % 200,
        }
    };
    let inner: Vec<Vec<CellId>> = (0..rows)
        .map(|_| {
            (0..columns)
                .map(|_| table.cell(count(), Kind::Narrow))
                .collect()
        })
        .collect();
    let mut sum = |parts: &[CellId]| {
        let sum = parts.iter().map(|part| table.value(*part)).sum();
        let total = table.cell(sum, Kind::Narrow);
        table.total(total, parts).expect("they add up");
        total
    };
    let margin: Vec<CellId> = inner.iter().map(|row| sum(row)).collect();
    sum(&margin);
    for column in 0..columns {
        let parts: Vec<CellId> = inner.iter().map(|row| row[column]).collect();
        sum(&parts);
    }
    table
}

fn main() {
    for (rows, columns) in [(30, 1), (200, 1), (30, 6), (200, 12)] {
        for every in [3, 10, 50] {
            let table = grid(rows, columns, every);
            let mut best = Duration::MAX;
            let mut counts = (0, 0);
            for _ in 0..5 {
                let start = Instant::now();
                counts = suppress(&table, Rule { smallest: 5 }).counts();
                best = best.min(start.elapsed());
            }
            println!("{rows} x {columns}, one in {every} small: {best:?}, {counts:?} hidden");
        }
    }
}
