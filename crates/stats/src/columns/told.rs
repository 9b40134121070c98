//! What responses and rows are told apart by: groups of dimensions, classes of rows.

use std::collections::BTreeMap;

use super::bound::{Answers, Bound, Domain};
use super::given::Given;
use super::program::Program;
use crate::facts::{group, holds};

/// The groups of one dimension.
pub(crate) struct Groups {
    pub(crate) names: Vec<String>,
    /// By response: the place of its group among the names.
    pub(crate) codes: Vec<u32>,
}

/// What the rows of one repeat are called, and which row tests they pass.
pub(crate) struct Classes {
    /// By class: the key of its rows, and the row tests.
    pub(crate) all: Vec<(String, Vec<bool>)>,
    /// By row: its class.
    pub(crate) codes: Vec<u32>,
}

fn count(codes: &[u32], size: usize) -> Vec<usize> {
    let mut counts = vec![0; size];
    for code in codes {
        counts[*code as usize] += 1;
    }
    counts
}

/// Different things, numbered in the order in which they come.
struct Numbered<T> {
    known: BTreeMap<T, u32>,
    all: Vec<T>,
}

impl<T: Ord + Clone> Numbered<T> {
    fn new() -> Self {
        Self {
            known: BTreeMap::new(),
            all: Vec::new(),
        }
    }

    fn number(&mut self, one: T) -> u32 {
        if let Some(number) = self.known.get(&one) {
            return *number;
        }
        let number = u32::try_from(self.all.len()).expect("fewer than four thousand million");
        self.all.push(one.clone());
        self.known.insert(one, number);
        number
    }
}

impl Groups {
    /// The groups that a program gives.
    pub(crate) fn new(bound: &Bound<'_, '_>, program: &Program) -> Self {
        let mut numbered = Numbered::new();
        let codes = match bound.answers(program, bound.responses(), group) {
            Answers::Each(names) => names
                .into_iter()
                .map(|name| numbered.number(name))
                .collect(),
            Answers::Table(codes, names) => {
                let numbers = names.into_iter().map(|name| numbered.number(name));
                let numbers = numbers.collect::<Vec<_>>();
                codes
                    .iter()
                    .map(|code| numbers[usize::from(*code)])
                    .collect()
            }
        };
        Self {
            names: numbered.all,
            codes,
        }
    }

    /// How many responses are in each group.
    pub(crate) fn counts(&self) -> Vec<usize> {
        count(&self.codes, self.names.len())
    }
}

impl Classes {
    /// What the rows of a domain are by their key and their tests.
    pub(crate) fn new(
        bound: &Bound<'_, '_>,
        domain: Domain,
        key: Option<&Program>,
        tests: &[Program],
    ) -> Self {
        let mut inputs = Vec::new();
        for program in key.into_iter().chain(tests) {
            for input in &program.inputs {
                if !inputs.contains(input) {
                    inputs.push(*input);
                }
            }
        }
        let class = |given: &Given| {
            let key = key.map(|key| group(&given.evaluate(&key.expression)));
            let tests = tests
                .iter()
                .map(|test| holds(&given.evaluate(&test.expression)));
            (key.unwrap_or_default(), tests.collect::<Vec<_>>())
        };
        let mut numbered = Numbered::new();
        let codes = match bound.joint(&inputs, domain) {
            Some(joint) => {
                // Only combinations that there are become classes.
                let mut numbers = vec![None; joint.given.len()];
                let number = |code: &u16| {
                    let code = usize::from(*code);
                    *numbers[code].get_or_insert_with(|| numbered.number(class(&joint.given[code])))
                };
                joint.codes.iter().map(number).collect()
            }
            None => (0..domain.length)
                .map(|place| numbered.number(class(&bound.given(&inputs, domain, place))))
                .collect(),
        };
        Self {
            all: numbered.all,
            codes,
        }
    }

    /// How many rows are of each class.
    pub(crate) fn counts(&self) -> Vec<usize> {
        count(&self.codes, self.all.len())
    }
}
