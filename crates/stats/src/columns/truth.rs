//! Runs programs over columns: truths and numbers.

use sohoi_expr::{Operator, Use, Value};

use super::bits::Bits;
use super::bound::{Answers, Bound, Domain};
use super::column::Data;
use super::given::Given;
use super::program::{Program, Step};
use crate::facts::holds;

/// Numbers at every place of a domain; NaN where there is none.
pub(crate) struct Numbers {
    all: All,
    /// Whether NaN stands for blank, which equals blank, and not for a number that is none.
    is_nan_blank: bool,
}

enum All {
    Same(f64),
    Each(Vec<f64>),
}

impl Numbers {
    /// The number at a place.
    pub(crate) fn at(&self, place: usize) -> f64 {
        match &self.all {
            All::Same(number) => *number,
            All::Each(all) => all[place],
        }
    }
}

impl Bound<'_, '_> {
    /// Where a condition holds.
    pub(crate) fn truth(&self, program: &Program, domain: Domain) -> Bits {
        let length = domain.length;
        if let Some(bits) = self.logic(program, domain) {
            return bits;
        }
        if let Some(bits) = self.of_bytes(program, domain) {
            return bits;
        }
        match self.answers(program, domain, holds) {
            Answers::Table(codes, truths) => {
                let truths = truths.into_iter().map(u64::from).collect::<Vec<_>>();
                Bits::from_words(length, |places| {
                    let codes = codes[places].iter().enumerate();
                    codes.fold(0, |word, (at, code)| {
                        word | truths[usize::from(*code)] << at
                    })
                })
            }
            Answers::Each(truths) => Bits::of(length, |place| truths[place]),
        }
    }

    /// A condition on one column whose values are bytes: asked once for every byte that there is.
    fn of_bytes(&self, program: &Program, domain: Domain) -> Option<Bits> {
        let [Use::Value(handle)] = program.inputs[..] else {
            return None;
        };
        let column = self.column(handle, domain)?;
        let (Data::Whole8(all) | Data::Codes8(all, _)) = column.data else {
            return None;
        };
        let holds = |value: Value| {
            let mut given = Given::default();
            given.values.push((handle, value));
            u64::from(holds(&given.evaluate(&program.expression)))
        };
        let mut is_there = [false; 256];
        all.iter()
            .for_each(|byte| is_there[usize::from(byte[0])] = true);
        let mut truths = [0; 256];
        for (byte, truth) in (0_u8..=255).zip(&mut truths) {
            if is_there[usize::from(byte)] {
                *truth = holds(column.data.meaning(i8::from_le_bytes([byte]).into()));
            }
        }
        let mut bits = Bits::from_words(domain.length, |places| {
            let bytes = all[places].iter().enumerate();
            bytes.fold(0, |word, (at, byte)| {
                word | truths[usize::from(byte[0])] << at
            })
        });
        if let Some(valid) = &column.valid {
            bits.and(valid);
            if holds(Value::Blank) == 1 {
                let mut blank = valid.clone();
                blank.not();
                bits.or(&blank);
            }
        }
        Some(bits)
    }

    /// A condition made of conditions, or a comparison of numbers that are many.
    fn logic(&self, program: &Program, domain: Domain) -> Option<Bits> {
        let length = domain.length;
        match &program.step {
            Step::All(parts) => {
                let mut bits = Bits::all(length, true);
                parts
                    .iter()
                    .for_each(|part| bits.and(&self.truth(part, domain)));
                Some(bits)
            }
            Step::Any(parts) => {
                let mut bits = Bits::all(length, false);
                parts
                    .iter()
                    .for_each(|part| bits.or(&self.truth(part, domain)));
                Some(bits)
            }
            Step::Not(part) => {
                let mut bits = self.truth(part, domain);
                bits.not();
                Some(bits)
            }
            Step::Compare(operator, parts) if self.joint(&program.inputs, domain).is_none() => {
                self.comparison(*operator, parts, domain)
            }
            _ => None,
        }
    }

    fn comparison(
        &self,
        operator: Operator,
        [left, right]: &[Program; 2],
        domain: Domain,
    ) -> Option<Bits> {
        let is_equality = matches!(operator, Operator::Equal | Operator::NotEqual);
        let (left, right) = match is_equality {
            true => (
                self.only_numbers(left, domain)?,
                self.only_numbers(right, domain)?,
            ),
            false => (self.numbers(left, domain)?, self.numbers(right, domain)?),
        };
        let are_blanks_equal = left.is_nan_blank && right.is_nan_blank;
        Some(Bits::of(domain.length, |place| {
            let (left, right) = (left.at(place), right.at(place));
            if is_equality && are_blanks_equal && left.is_nan() && right.is_nan() {
                return operator == Operator::Equal;
            }
            operator.compare(left, right)
        }))
    }

    /// The numbers of a program that gives numbers, days and blanks and nothing else: of other
    /// values, equality does not look at the number.
    fn only_numbers(&self, program: &Program, domain: Domain) -> Option<Numbers> {
        match &program.step {
            Step::Constant(Value::Number(_) | Value::Date(_) | Value::Blank) => {}
            Step::Calculate(..) | Step::Negate(_) => {}
            Step::Column(handle) => match self.column(*handle, domain)?.data {
                Data::Truth(_) | Data::Codes8(..) | Data::Codes16(..) | Data::Codes32(..) => {
                    return None;
                }
                _ => {}
            },
            _ => {
                let is_number = |value: &Value| {
                    let is_number = matches!(value, Value::Number(_) | Value::Date(_));
                    (is_number || value.is_blank(), value.to_number())
                };
                let Answers::Table(codes, table) = self.answers(program, domain, is_number) else {
                    return None;
                };
                let are_numbers = table.iter().all(|(is_number, _)| *is_number);
                return are_numbers.then(|| Numbers {
                    all: All::Each(
                        codes
                            .iter()
                            .map(|code| table[usize::from(*code)].1)
                            .collect(),
                    ),
                    is_nan_blank: true,
                });
            }
        }
        self.numbers(program, domain)
    }

    /// What a program gives, as numbers.
    pub(crate) fn numbers(&self, program: &Program, domain: Domain) -> Option<Numbers> {
        let places = 0..domain.length;
        Some(match &program.step {
            Step::Constant(value) => Numbers {
                all: All::Same(value.to_number()),
                is_nan_blank: value.is_blank(),
            },
            Step::Calculate(operator, parts) => {
                let left = self.numbers(&parts[0], domain)?;
                let right = self.numbers(&parts[1], domain)?;
                let number = |place| operator.calculate(left.at(place), right.at(place));
                Numbers {
                    all: All::Each(places.map(number).collect()),
                    is_nan_blank: false,
                }
            }
            Step::Negate(part) => {
                let inner = self.numbers(part, domain)?;
                Numbers {
                    all: All::Each(places.map(|place| -inner.at(place)).collect()),
                    is_nan_blank: false,
                }
            }
            Step::Column(handle) if self.column(*handle, domain).is_some_and(is_wide) => {
                let column = self.column(*handle, domain)?;
                let number = |place| match &column.data {
                    _ if !column.is_valid(place) => f64::NAN,
                    Data::Double(all) => f64::from_le_bytes(all[place]),
                    data => data.whole(place) as f64,
                };
                Numbers {
                    all: All::Each(places.map(number).collect()),
                    is_nan_blank: true,
                }
            }
            _ => {
                let Answers::Table(codes, table) = self.answers(program, domain, Value::to_number)
                else {
                    return None;
                };
                Numbers {
                    all: All::Each(codes.iter().map(|code| table[usize::from(*code)]).collect()),
                    is_nan_blank: false,
                }
            }
        })
    }
}

/// Whether a column holds its values as numbers or days.
fn is_wide(column: &super::column::Column<'_>) -> bool {
    !matches!(
        column.data,
        Data::Truth(_) | Data::Codes8(..) | Data::Codes16(..) | Data::Codes32(..)
    )
}
