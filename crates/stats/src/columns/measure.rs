//! What is added up of one form: each pair of condition and field once, however many indicators share
//! it.

use std::collections::BTreeMap;

use litemap::LiteMap;

use super::amounts::Amounts;
use super::bits::Bits;
use super::bound::{Bound, Domain};
use super::program::Program;
use super::space::{Axis, Space, Sum};
use super::told::{Classes, Groups};
use crate::decimal::Amount;
use crate::plan::{FormPlan, TermPlan};

/// A condition, a field and what they are gone through in, as indices into the [`FormPlan`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Measure {
    pub(super) repeat: Option<usize>,
    field: Option<usize>,
    condition: Option<usize>,
}

impl Measure {
    /// What a term adds up; its row test comes when it is rolled up.
    pub(crate) fn of(term: &TermPlan) -> Self {
        Self {
            repeat: term.rows.as_ref().map(|rows| rows.repeat),
            field: term.field,
            condition: term.condition,
        }
    }
}

/// A measure, added up.
pub(crate) struct Measured {
    /// By class of the rows.
    pub(crate) whole: Vec<Sum>,
    /// By dimension that is wanted: by group, then by class.
    pub(crate) groups: LiteMap<usize, Vec<Sum>>,
    /// Every value with its place, in order, where the median is wanted.
    values: Vec<(i128, u32)>,
}

/// What is wanted of a measure.
#[derive(Clone, Debug, Default)]
pub(crate) struct Wanted {
    /// The dimensions, by their place in the form.
    pub(crate) dimensions: Vec<usize>,
    pub(crate) has_median: bool,
}

/// The responses of one form, told apart in every way that is asked for.
pub(crate) struct Measures<'f, 'c, 'b> {
    pub(super) bound: &'f Bound<'c, 'b>,
    conditions: Vec<Program>,
    fields: Vec<Program>,
    /// By repeat: the fields of its rows.
    row_fields: Vec<Vec<Program>>,
    domains: Vec<Domain>,
    pub(crate) groups: Vec<Groups>,
    /// By repeat.
    pub(crate) classes: Vec<Classes>,
}

/// Cells beyond which one more axis costs more than it saves: as many as stay in a small cache.
const CELLS: usize = 1 << 12;
/// The same where rows have classes.
const ROW_CELLS: usize = 1 << 14;

impl<'f, 'c, 'b> Measures<'f, 'c, 'b> {
    pub(crate) fn new(plan: &FormPlan<'_>, bound: &'f Bound<'c, 'b>) -> Self {
        let compile =
            |reference: &sohoi_form::Reference| Program::new(reference.expression().clone());
        let all = |references: &[sohoi_form::Reference]| {
            references.iter().map(compile).collect::<Vec<_>>()
        };
        let groups = plan
            .groups
            .iter()
            .map(|(_, reference)| Groups::new(bound, &compile(reference)));
        let domains = plan.repeats.iter().map(|repeat| bound.rows(repeat.name));
        let domains = domains.collect::<Vec<_>>();
        let classes = plan.repeats.iter().zip(&domains).map(|(repeat, domain)| {
            let tests = all(repeat.tests.references());
            Classes::new(
                bound,
                *domain,
                repeat.key.as_ref().map(compile).as_ref(),
                &tests,
            )
        });
        let row_fields = plan
            .repeats
            .iter()
            .map(|repeat| all(repeat.fields.references()));
        Self {
            conditions: all(plan.conditions.references()),
            fields: all(plan.fields.references()),
            groups: groups.collect(),
            classes: classes.collect(),
            row_fields: row_fields.collect(),
            domains,
            bound,
        }
    }

    /// Adds up every measure that is wanted.
    pub(crate) fn add_up(&self, wanted: &BTreeMap<Measure, Wanted>) -> Vec<Measured> {
        let mut conditions = LiteMap::<(Option<usize>, Option<usize>), Bits>::new();
        let mut spaces = None;
        let mut last_field = None;
        let mut measured = Vec::new();
        // In the order of repeats and fields, so that what belongs to one of them is held alone.
        for (measure, wanted_here) in wanted {
            let domain = self.domain(measure.repeat);
            let key = (measure.repeat, measure.condition);
            if !conditions.contains_key(&key) {
                conditions.insert(key, self.mask(measure, domain));
            }
            let spaces = match &mut spaces {
                Some((repeat, spaces)) if *repeat == measure.repeat => spaces,
                _ => {
                    // What is no longer wanted goes before there is something new.
                    spaces = None;
                    last_field = None;
                    let new = self.spaces(measure.repeat, wanted);
                    &mut spaces.insert((measure.repeat, new)).1
                }
            };
            let field = (measure.repeat, measure.field);
            let amounts = match last_field.take() {
                Some((known, amounts)) if known == field => amounts,
                other => {
                    drop(other);
                    self.amounts(measure, domain)
                }
            };
            measured.push(self.measured(measure, wanted_here, &conditions[&key], &amounts, spaces));
            last_field = Some((field, amounts));
        }
        measured
    }

    pub(super) fn domain(&self, repeat: Option<usize>) -> Domain {
        repeat.map_or_else(|| self.bound.responses(), |repeat| self.domains[repeat])
    }

    /// Where the condition of a measure holds: in all rows of the responses in which it does.
    pub(super) fn mask(&self, measure: &Measure, domain: Domain) -> Bits {
        let Some(condition) = measure.condition else {
            return Bits::all(domain.length, true);
        };
        let of_responses = self
            .bound
            .truth(&self.conditions[condition], self.bound.responses());
        if measure.repeat.is_none() {
            return of_responses;
        }
        let mut bits = Bits::all(domain.length, false);
        of_responses.each(|response| bits.set(self.bound.places(domain, response)));
        bits
    }

    pub(super) fn amounts(&self, measure: &Measure, domain: Domain) -> Amounts<'c, 'b> {
        let Some(field) = measure.field else {
            return Amounts::One;
        };
        let program = match measure.repeat {
            None => &self.fields[field],
            Some(repeat) => &self.row_fields[repeat][field],
        };
        self.bound.amounts(program, domain)
    }

    /// Cells for all dimensions that measures of a repeat, or of responses, are wanted by: those that
    /// are wanted most together, as long as the cells stay few.
    fn spaces(&self, repeat: Option<usize>, wanted: &BTreeMap<Measure, Wanted>) -> Vec<Space> {
        let mut uses = vec![0_usize; self.groups.len()];
        let own = wanted
            .iter()
            .filter(|(measure, _)| measure.repeat == repeat);
        for dimension in own.flat_map(|(_, wanted)| &wanted.dimensions) {
            uses[*dimension] += 1;
        }
        let mut order: Vec<usize> = (0..uses.len()).filter(|at| uses[*at] > 0).collect();
        order.sort_by_key(|dimension| std::cmp::Reverse(uses[*dimension]));
        let classes = repeat.map_or(1, |repeat| self.classes[repeat].all.len());
        let most = if repeat.is_some() { ROW_CELLS } else { CELLS };
        // More cells than places are gone through for nothing.
        let most = most.min(self.domain(repeat).length);
        let responses = self.bound.responses().length;
        let mut spaces = vec![Space::new(responses)];
        for dimension in order {
            let groups = &self.groups[dimension];
            let count = groups.names.len();
            let last = spaces.last().map_or(1, Space::size);
            if last > 1 && last * count * classes > most {
                spaces.push(Space::new(responses));
            }
            if let Some(space) = spaces.last_mut() {
                space.split(Axis::Groups(dimension), count, &groups.codes);
            }
        }
        if let Some(repeat) = repeat {
            for space in &mut spaces {
                self.tell_rows(space, repeat);
            }
        }
        spaces
    }

    /// Makes of cells of responses those of their rows, told apart by class, too.
    pub(super) fn tell_rows(&self, space: &mut Space, repeat: usize) {
        let domain = self.domain(Some(repeat));
        space.spread((0..domain.length).map(|place| self.bound.response(domain, place)));
        let classes = &self.classes[repeat];
        space.split(Axis::Class, classes.all.len(), &classes.codes);
    }

    fn measured(
        &self,
        measure: &Measure,
        wanted: &Wanted,
        mask: &Bits,
        amounts: &Amounts<'_, '_>,
        spaces: &[Space],
    ) -> Measured {
        let classes = measure
            .repeat
            .map_or(1, |repeat| self.classes[repeat].all.len());
        let mut measured = Measured {
            whole: Vec::new(),
            groups: LiteMap::new(),
            values: Vec::new(),
        };
        for (at, space) in spaces.iter().enumerate() {
            let own = wanted.dimensions.iter().copied();
            let own = own.filter(|dimension| space.has(Axis::Groups(*dimension)));
            let own = own.collect::<Vec<_>>();
            if own.is_empty() && at > 0 {
                continue;
            }
            let sums = space.pour(mask, amounts);
            if at == 0 {
                measured.whole = space.roll_up(&sums, None, classes);
            }
            for dimension in own {
                let rolled = space.roll_up(&sums, Some(Axis::Groups(dimension)), classes);
                measured.groups.insert(dimension, rolled);
            }
        }
        if wanted.has_median {
            measured.values = values(mask, amounts);
        }
        measured
    }

    /// The values of a measure in order, each with how many there are, in so many parts; `part` says of
    /// a response and the class of a row which one it is in.
    pub(crate) fn values(
        &self,
        measure: Measure,
        measured: &Measured,
        parts: usize,
        part: &dyn Fn(usize, usize) -> Option<usize>,
    ) -> Vec<Values> {
        let domain = self.domain(measure.repeat);
        let mut all = vec![Values::new(); parts];
        for (value, place) in &measured.values {
            let place = *place as usize;
            let class = measure
                .repeat
                .map_or(0, |repeat| self.classes[repeat].codes.at(place));
            let part = part(self.bound.response(domain, place), class as usize);
            let Some(values) = part.and_then(|part| all.get_mut(part)) else {
                continue;
            };
            match values.last_mut() {
                Some((last, count)) if last == value => *count += 1,
                _ => values.push((*value, 1)),
            }
        }
        all
    }
}

/// Values in order, each with how many there are of it.
pub(crate) type Values = Vec<(i128, u64)>;

/// Every value that counts, with its place, by size.
pub(super) fn values(mask: &Bits, amounts: &Amounts<'_, '_>) -> Vec<(i128, u32)> {
    let mut values = Vec::new();
    mask.each(|place| {
        if let Amount::Exact(decimal) = amounts.at(place) {
            let place = u32::try_from(place).expect("fewer than four thousand million rows");
            values.push((decimal.units(), place));
        }
    });
    values.sort_unstable();
    values
}
