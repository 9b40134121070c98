//! Groups that were planted among unrelated proposals are found again.
mod generator;
mod judge;

use sohoi_grouping::{Wording, group};

use generator::{HELD_OUT_DETAILS, Planted, TUNING_DETAILS};
use judge::Verdict;

const WORDING: &str = include_str!("wording.txt");

#[test]
fn tune() {
    let pairs = WORDING.lines().filter_map(|line| line.split_once(" = "));
    let wording = Wording::new(pairs);
    for (name, groups, singles, details) in [
        ("tuning", include_str!("tuning_groups.txt"), include_str!("tuning_singles.txt"), TUNING_DETAILS),
        ("held", include_str!("held_out_groups.txt"), include_str!("held_out_singles.txt"), HELD_OUT_DETAILS),
    ] {
        for seed in 0..5 {
            let planted = Planted::new(groups, singles, &details, seed);
            let all = group(&planted.quotations(), &wording);
            let verdict = Verdict::of(&planted, &all[0]);
            println!("{name} {seed} found {} false {} {:?}", verdict.found.len(), verdict.wrong.len(), verdict.lost);
        }
    }
}
