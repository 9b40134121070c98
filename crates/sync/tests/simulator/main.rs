//! A seeded simulator of devices, network and server around the sync cores.
//!
//! One thread, no clock: a seed decides everything. Each seed draws its own rates of faults,
//! runs a few hundred steps, then stops the faults and lets every device exchange three times.
//! After each step the invariants of `check` must hold, at the end those of `heal`. The shell
//! around the cores (stores, transactions, pages of the feed) has the durability of the real
//! one: a transaction happens whole or not at all, and nothing is answered before its commit.
//!
//! `SOHOI_SIM_SEEDS=a..b` chooses the seeds; a failure prints the line that replays it.
#![expect(clippy::print_stdout, reason = "shown with --nocapture")]

mod check;
mod device;
mod heal;
mod law;
mod network;
mod random;
mod reading;
mod reference;
mod register;
mod server;
mod store;
mod tally;
mod world;

use std::ops::Range;
use std::panic::{AssertUnwindSafe, catch_unwind};

use tally::Tally;
use world::World;

/// The seeds of an ordinary test run.
const SEEDS: Range<u64> = 0..300;

/// Seeds that found something once: 968, a tab that used a pruned number again.
const KEPT: [u64; 1] = [968];

#[test]
fn nothing_is_lost_doubled_or_stuck_whatever_fails() {
    let mut total = Tally::default();
    for seed in seeds() {
        let run = catch_unwind(AssertUnwindSafe(|| {
            let mut world = World::new(seed);
            world.run();
            heal::heal(&mut world);
            world.tally
        }));
        match run {
            Ok(tally) => total.add(&tally),
            Err(_) => panic!(
                "seed {seed} failed; replay it with\n\
                 SOHOI_SIM_SEEDS={seed}..{} cargo test -p sohoi-sync --test simulator -- --nocapture",
                seed + 1
            ),
        }
    }
    println!("{} seeds: {total:#?}", seeds().len());
    if seeds().len() >= SEEDS.count() {
        total.assert_everything_happened();
    }
}

fn seeds() -> Vec<u64> {
    let Ok(text) = std::env::var("SOHOI_SIM_SEEDS") else {
        return SEEDS.chain(KEPT).collect();
    };
    let parsed = text
        .split_once("..")
        .and_then(|(from, to)| Some(from.parse().ok()?..to.parse().ok()?));
    let seeds: Range<u64> =
        parsed.unwrap_or_else(|| panic!("SOHOI_SIM_SEEDS={text}: not of the form 17..18"));
    seeds.collect()
}
