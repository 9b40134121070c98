//! How long 5,000 proposals take: `cargo run --release -p sohoi-grouping --example many`.

use std::io::Write as _;
use std::time::Instant;

use sohoi_grouping::{Quotation, Wording, group};

/// Demands, and what is put behind them in turns.
const DEMANDS: &str = include_str!("../tests/planted/first_groups.txt");
const OTHERS: &str = include_str!("../tests/planted/first_singles.txt");

fn main() -> std::io::Result<()> {
    let lines: Vec<&str> = DEMANDS
        .lines()
        .chain(OTHERS.lines())
        .filter(|line| !line.starts_with('='))
        .collect();
    let texts: Vec<String> = (0..5000)
        .map(|number| {
            let (one, other) = (lines[number % lines.len()], lines[number * 7 % lines.len()]);
            let words = other.split(' ').take(number / lines.len());
            format!("{one}, {}", words.collect::<Vec<_>>().join(" "))
        })
        .collect();
    let names: Vec<String> = (0..texts.len()).map(|number| number.to_string()).collect();
    let quotations: Vec<Quotation<'_>> = texts
        .iter()
        .zip(&names)
        .map(|(text, name)| Quotation {
            id: name,
            subject: name,
            addressee: "",
            text,
        })
        .collect();
    let begun = Instant::now();
    let all = group(&quotations, &Wording::default());
    let (groups, single) = (all[0].groups.len(), all[0].single.len());
    let proposals = single
        + all[0]
            .groups
            .iter()
            .map(|group| group.proposals.len())
            .sum::<usize>();
    writeln!(
        std::io::stdout(),
        "{proposals} proposals, {groups} groups, {single} single: {:?}",
        begun.elapsed()
    )
}
