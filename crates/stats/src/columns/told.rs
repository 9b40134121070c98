//! What responses and rows are told apart by: groups of dimensions, classes of rows.

use std::collections::BTreeMap;
use std::rc::Rc;

use super::bound::{Answers, Bound, Domain};
use super::given::Given;
use super::program::Program;
use crate::facts::{group, holds};

/// The groups of one dimension.
pub(crate) struct Groups {
    pub(crate) names: Vec<String>,
    /// By response: the place of its group among the names.
    pub(crate) codes: Numbers,
}

/// What the rows of one repeat are called, and which row tests they pass.
pub(crate) struct Classes {
    /// By class: the key of its rows, and the row tests.
    pub(crate) all: Vec<(String, Vec<bool>)>,
    /// By row: its class.
    pub(crate) codes: Numbers,
}

/// One of several numbers for each place.
pub(crate) enum Numbers {
    /// By place.
    Each(Vec<u32>),
    /// By the code of a place: codes stand where they are already.
    Coded(Rc<Vec<u16>>, Vec<u32>),
}

impl Numbers {
    /// The number of a place.
    pub(crate) fn at(&self, place: usize) -> u32 {
        match self {
            Self::Each(numbers) => numbers[place],
            Self::Coded(codes, numbers) => numbers[usize::from(codes[place])],
        }
    }

    /// Adds to what stands at each place its number, so many `times`.
    pub(crate) fn add_to(&self, all: &mut [u32], times: u32) {
        match self {
            Self::Each(numbers) => {
                for (own, number) in all.iter_mut().zip(numbers) {
                    *own += times * number;
                }
            }
            Self::Coded(codes, numbers) => {
                let numbers: Vec<u32> = numbers.iter().map(|number| times * number).collect();
                for (own, code) in all.iter_mut().zip(codes.iter()) {
                    *own += numbers[usize::from(*code)];
                }
            }
        }
    }

    /// How often each number below `end` comes.
    fn counts(&self, end: usize) -> Vec<usize> {
        let length = match self {
            Self::Each(numbers) => numbers.len(),
            Self::Coded(codes, _) => codes.len(),
        };
        let mut counts = vec![0; end];
        (0..length).for_each(|place| counts[self.at(place) as usize] += 1);
        counts
    }
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
            Answers::Each(names) => {
                let numbers = names.into_iter().map(|name| numbered.number(name));
                Numbers::Each(numbers.collect())
            }
            Answers::Table(codes, names) => {
                let numbers = names.into_iter().map(|name| numbered.number(name));
                Numbers::Coded(codes, numbers.collect())
            }
        };
        Self {
            names: numbered.all,
            codes,
        }
    }

    /// How many responses are in each group.
    pub(crate) fn counts(&self) -> Vec<usize> {
        self.codes.counts(self.names.len())
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
                let mut is_there = vec![false; joint.given.len()];
                for code in joint.codes.iter() {
                    is_there[usize::from(*code)] = true;
                }
                let number = |(given, is_there)| match is_there {
                    true => numbered.number(class(given)),
                    false => 0,
                };
                let numbers = joint.given.iter().zip(is_there).map(number).collect();
                Numbers::Coded(joint.codes, numbers)
            }
            None => {
                let places = 0..domain.length;
                let numbers = places
                    .map(|place| numbered.number(class(&bound.given(&inputs, domain, place))));
                Numbers::Each(numbers.collect())
            }
        };
        Self {
            all: numbered.all,
            codes,
        }
    }

    /// How many rows are of each class.
    pub(crate) fn counts(&self) -> Vec<usize> {
        self.codes.counts(self.all.len())
    }
}
