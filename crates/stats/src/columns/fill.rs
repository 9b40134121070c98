//! From columns to ledgers and facts.

use std::collections::BTreeMap;

use litemap::LiteMap;

use super::bound::Bound;
use super::facts;
use super::layout::FormLayout;
use super::measure::{Measure, Measured, Measures, Values, Wanted};
use super::space::Sum;
use super::{Columns, ColumnsProblem};
use crate::book::Counted;
use crate::facts::Facts;
use crate::indicator::Aggregate;
use crate::ledger::{Ledger, Sums};
use crate::plan::{IndicatorPlan, Plan, TermPlan};
use crate::share::Split;
use crate::tally::Tally;

/// Columns in which everything was found that a plan looks at.
pub struct Fitted<'p, 'c, 'b> {
    pub(super) plan: &'p Plan<'p>,
    /// By form; nothing where there are no responses to it.
    pub(super) forms: Vec<Option<Bound<'c, 'b>>>,
}

impl<'p, 'c, 'b> Fitted<'p, 'c, 'b> {
    /// The ledger of all responses: the one that their facts make one by one.
    pub fn ledger(&self) -> Ledger<'p> {
        let mut ledger = Ledger::new(self.plan);
        for (form, (plan, bound)) in self.plan.forms.iter().zip(&self.forms).enumerate() {
            if let Some(bound) = bound {
                fill(&mut ledger, self.plan, form, &Measures::new(plan, bound));
            }
        }
        ledger
    }

    /// What one response says, by its place among those of its form; nothing where there is none.
    pub fn facts(&self, form: &str, place: usize) -> Option<Facts<'p>> {
        let form = self.plan.place_of(form)?;
        let bound = self.forms[form].as_ref()?;
        (place < bound.responses().length)
            .then(|| facts::of(form, &self.plan.forms[form], bound, place))
    }
}

impl<'a> Plan<'a> {
    /// The ledger of these responses, by their columns: what [`Ledger::add`] makes of each of them, in a
    /// third of its time.
    ///
    /// Responses of forms that no indicator looks at count nowhere.
    pub fn count(&self, responses: &[Counted]) -> Ledger<'_> {
        let bytes = self.write_columns(responses);
        let columns = Columns::read(&bytes).expect("columns that were written here");
        let fitted = self.fit(&columns);
        let fitted = fitted.expect("columns of everything that this plan looks at");
        fitted.ledger()
    }

    /// Finds in the columns what figures are made of.
    ///
    /// # Errors
    ///
    /// What the columns lack; those that [`Plan::write_columns`] writes lack nothing.
    pub fn fit<'p, 'c, 'b>(
        &'p self,
        columns: &'c Columns<'b>,
    ) -> Result<Fitted<'p, 'c, 'b>, ColumnsProblem>
    where
        'p: 'c,
    {
        let forms = self.forms.iter().map(|plan| {
            let layout = FormLayout::of(plan);
            Bound::new(plan.engine, &layout, columns)
        });
        let forms = forms.collect::<Result<_, _>>()?;
        Ok(Fitted { plan: self, forms })
    }

    /// The place of a dimension among the groups of a form.
    pub(super) fn dimension(&self, form: usize, id: &str) -> Option<usize> {
        let mut groups = self.forms[form].groups.iter();
        groups.position(|(own, _)| *own == id)
    }

    fn wanted(&self, form: usize) -> BTreeMap<Measure, Wanted> {
        let mut wanted = BTreeMap::<Measure, Wanted>::new();
        for planned in &self.indicators {
            for term in planned.terms().filter(|term| term.form == form) {
                let here = wanted.entry(Measure::of(term)).or_default();
                here.has_median |= term.op == Aggregate::Median;
                for dimension in &planned.breakdowns {
                    let own = self.dimension(form, &dimension.id);
                    let is_new = own.filter(|own| !here.dimensions.contains(own));
                    here.dimensions.extend(is_new);
                }
            }
        }
        wanted
    }
}

fn fill(ledger: &mut Ledger<'_>, plan: &Plan<'_>, form: usize, measures: &Measures<'_, '_, '_>) {
    let seen = &mut ledger.seen[form];
    for (dimension, seen) in seen.groups.iter_mut().enumerate() {
        let groups = &measures.groups[dimension];
        note(seen, groups.names.iter().zip(groups.counts()));
    }
    for (repeat, seen) in seen.rows.iter_mut().enumerate() {
        let classes = &measures.classes[repeat];
        let keys = classes.all.iter().map(|(key, _)| key);
        note(seen, keys.zip(classes.counts()));
    }
    let wanted = plan.wanted(form);
    let measured = measures.add_up(&wanted);
    let measured = wanted.keys().zip(&measured).collect::<BTreeMap<_, _>>();
    for (planned, column) in plan.indicators.iter().zip(&mut ledger.columns) {
        let b = planned.b.as_ref().zip(column.b.as_mut());
        for (term, sums) in [Some((&planned.a, &mut column.a)), b].into_iter().flatten() {
            if term.form != form {
                continue;
            }
            let measure = Measure::of(term);
            let Some(own) = measured.get(&measure) else {
                continue;
            };
            let filling = Filling {
                plan,
                measures,
                term,
                measure,
                measured: own,
            };
            filling.fill(planned, sums);
        }
    }
}

fn note<'n>(seen: &mut LiteMap<String, usize>, counts: impl Iterator<Item = (&'n String, usize)>) {
    for (name, count) in counts.filter(|(_, count)| *count > 0) {
        match seen.get_mut(name) {
            Some(known) => *known += count,
            None => {
                seen.insert(name.clone(), count);
            }
        }
    }
}

/// The tallies of one term in the making.
struct Filling<'f> {
    plan: &'f Plan<'f>,
    measures: &'f Measures<'f, 'f, 'f>,
    term: &'f TermPlan,
    measure: Measure,
    measured: &'f Measured,
}

impl Filling<'_> {
    fn fill(&self, planned: &IndicatorPlan<'_>, sums: &mut Sums) {
        let passed = self.passed(&self.measured.whole);
        let mut values = self.values(1, &|_, class| self.passes(class).then_some(0));
        sums.whole = self.tally(passed, values.pop());
        for (dimension, groups) in planned.breakdowns.iter().zip(&mut sums.groups) {
            match (Split::by(dimension), &self.term.rows) {
                (Split::RowKey, Some(rows)) => self.by_key(rows.repeat, groups),
                (Split::Question(id), _) => match self.plan.dimension(self.term.form, id) {
                    Some(dimension) => self.by_group(dimension, groups),
                    None => keep(groups, "", sums.whole.clone()),
                },
                (Split::RowKey, None) | (Split::Whole, _) => {
                    keep(groups, "", sums.whole.clone());
                }
            }
        }
    }

    /// A row key takes the place of the row test.
    fn by_key(&self, repeat: usize, groups: &mut LiteMap<String, Tally>) {
        let classes = &self.measures.classes[repeat].all;
        let mut keys = BTreeMap::<&str, usize>::new();
        let mut sums = Vec::<Sum>::new();
        let mut key_of = Vec::new();
        for ((key, _), sum) in classes.iter().zip(&self.measured.whole) {
            let key = *keys.entry(key).or_insert(sums.len());
            if key == sums.len() {
                sums.push(Sum::default());
            }
            sums[key].add(*sum);
            key_of.push(key);
        }
        let mut values = self.values(sums.len(), &|_, class| key_of.get(class).copied());
        for (key, place) in keys {
            let values = values.get_mut(place).map(std::mem::take);
            keep(groups, key, self.tally(sums[place], values));
        }
    }

    fn by_group(&self, dimension: usize, groups: &mut LiteMap<String, Tally>) {
        let Some(sums) = self.measured.groups.get(&dimension) else {
            return;
        };
        let classes = self.measured.whole.len().max(1);
        let own = &self.measures.groups[dimension];
        let part =
            |response: usize, class| self.passes(class).then(|| own.codes.at(response) as usize);
        let mut values = self.values(own.names.len(), &part).into_iter();
        for (name, sums) in own.names.iter().zip(sums.chunks(classes)) {
            keep(groups, name, self.tally(self.passed(sums), values.next()));
        }
    }

    /// Whether rows of a class pass the row test of the term.
    fn passes(&self, class: usize) -> bool {
        let Some(rows) = &self.term.rows else {
            return true;
        };
        let (_, tests) = &self.measures.classes[rows.repeat].all[class];
        rows.test.is_none_or(|test| tests[test])
    }

    /// The sum of the classes that pass the row test.
    fn passed(&self, sums: &[Sum]) -> Sum {
        let own = sums.iter().enumerate();
        let own = own.filter(|(class, _)| self.passes(*class));
        own.fold(Sum::default(), |mut sum, (_, own)| {
            sum.add(*own);
            sum
        })
    }

    fn values(&self, parts: usize, part: &dyn Fn(usize, usize) -> Option<usize>) -> Vec<Values> {
        match self.term.op {
            Aggregate::Median => (self.measures).values(self.measure, self.measured, parts, part),
            _ => Vec::new(),
        }
    }

    fn tally(&self, sum: Sum, values: Option<Values>) -> Tally {
        let values = values.unwrap_or_default();
        Tally::of(self.term.op, sum.count, sum.too_large, sum.units, values)
    }
}

/// A group that nothing has fallen into has no tally.
fn keep(groups: &mut LiteMap<String, Tally>, name: &str, tally: Tally) {
    if !tally.is_empty() {
        groups.insert(name.to_owned(), tally);
    }
}
