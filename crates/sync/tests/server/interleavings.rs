//! The versions of a cell do not depend on whose ops came first.

use std::collections::BTreeSet;

use proptest::prelude::*;

use crate::scenario::Scenario;

/// What each of three devices does to two cells, having seen nothing, the draft's first answers
/// or all of them: (cell, value, base).
type Script = Vec<(usize, Option<u8>, u64)>;

const PATHS: [&str; 2] = ["q1", "q2"];

fn scripts() -> impl Strategy<Value = Vec<Script>> {
    let edit = (0..2usize, proptest::option::of(0..3u8), 0..4u64);
    prop::collection::vec(prop::collection::vec(edit, 0..5), 3)
}

/// Orders in which the devices' ops may arrive: each device's own in order.
fn order(scripts: &[Script], seed: &[usize]) -> Vec<usize> {
    let mut left: Vec<usize> = scripts.iter().map(Vec::len).collect();
    let mut order = Vec::new();
    let mut choices = seed.iter().cycle();
    while left.iter().any(|count| *count > 0) {
        let waiting: Vec<usize> = (0..left.len()).filter(|device| left[*device] > 0).collect();
        let choice = choices.next().expect("the seed repeats");
        let device = waiting[choice % waiting.len()];
        left[device] -= 1;
        order.push(device);
    }
    order
}

/// Runs the scripts in an order; the versions of each cell by what they say and whose they are.
fn versions(scripts: &[Script], order: &[usize]) -> Vec<BTreeSet<(Option<String>, String, u64)>> {
    let mut scenario = Scenario::draft();
    // What was there before the devices went offline: revisions 2 and 3.
    scenario.answer("an@z", &[("q1", Some("0"), 0), ("q2", Some("1"), 0)]);
    scenario.answer("hoi@y", &[("q1", Some("2"), 0)]);
    let mut next = vec![0; scripts.len()];
    for device in order {
        let (cell, value, base) = scripts[*device][next[*device]];
        next[*device] += 1;
        let value = value.map(|value| value.to_string());
        let who = format!("an@{}", ["a", "b", "c"][*device]);
        scenario.answer(&who, &[(PATHS[cell], value.as_deref(), base)]);
    }
    let cells = PATHS
        .iter()
        .filter_map(|path| scenario.response().cells.get(*path));
    cells
        .map(|cell| {
            assert!(
                cell.aside
                    .iter()
                    .all(|other| other.value != cell.counted.value)
            );
            assert!(
                cell.agreed
                    .iter()
                    .all(|other| other.value == cell.counted.value)
            );
            let versions = cell.versions();
            versions
                .map(|it| (it.value.clone(), it.op.device.clone(), it.op.n))
                .collect()
        })
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig { rng_seed: prop::test_runner::RngSeed::Fixed(17), failure_persistence: None, ..ProptestConfig::with_cases(600) })]

    #[test]
    fn any_order_of_arrival_leaves_the_same_versions(
        scripts in scripts(),
        one in prop::collection::vec(0..6usize, 1..12),
        other in prop::collection::vec(0..6usize, 1..12),
    ) {
        let left = versions(&scripts, &order(&scripts, &one));
        let right = versions(&scripts, &order(&scripts, &other));
        prop_assert_eq!(left, right);
    }
}
