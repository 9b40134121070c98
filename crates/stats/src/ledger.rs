//! The figures of one population while responses come, go and change.

mod carried;
mod merge;

use litemap::LiteMap;

use crate::book::{Breakdown, IndicatorTable};
use crate::decimal::{Amount, Decimal};
use crate::facts::{Facts, row_keys};
use crate::figure::Figure;
use crate::indicator::Dimension;
use crate::plan::{IndicatorPlan, Plan, TermPlan};
use crate::share::{Split, shares};
use crate::tally::Tally;

/// Changes the tally of a group.
type OnTally<'t> = dyn FnMut(&str, &mut dyn FnMut(&mut Tally)) + 't;

/// Running aggregates of every indicator.
///
/// Two ledgers of one plan are equal where every aggregate is, whatever way they came to it.
///
/// A response that comes, goes or changes costs what it adds to figures, whatever the number of the
/// others; what stands here afterwards is what the responses that count now make from scratch.
pub struct Ledger<'a> {
    plan: &'a Plan<'a>,
    /// By indicator.
    pub(crate) columns: Vec<Column>,
    /// By form.
    pub(crate) seen: Vec<Seen>,
    /// By indicator: whether a figure of it may be different since somebody asked.
    is_changed: Vec<bool>,
}

/// The running aggregates of one indicator.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Column {
    pub(crate) a: Sums,
    pub(crate) b: Option<Sums>,
}

/// The running aggregates of one term.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Sums {
    pub(crate) whole: Tally,
    /// By breakdown: group → aggregate. A group into which nothing falls has none.
    pub(crate) groups: Vec<LiteMap<String, Tally>>,
}

/// How many responses or rows of one form have which group, whether a term counts them or not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Seen {
    /// By group question of the form.
    pub(crate) groups: Vec<LiteMap<String, usize>>,
    /// By repeat.
    pub(crate) rows: Vec<LiteMap<String, usize>>,
}

impl<'a> Ledger<'a> {
    /// Nothing counted yet.
    pub fn new(plan: &'a Plan<'a>) -> Self {
        let columns = plan.indicators.iter().map(|planned| {
            let sums = |term: &TermPlan| Sums {
                whole: Tally::new(term.op),
                groups: planned.breakdowns.iter().map(|_| LiteMap::new()).collect(),
            };
            Column {
                a: sums(&planned.a),
                b: planned.b.as_ref().map(sums),
            }
        });
        let seen = plan.forms.iter().map(|form| Seen {
            groups: form.groups.iter().map(|_| LiteMap::new()).collect(),
            rows: form.repeats.iter().map(|_| LiteMap::new()).collect(),
        });
        Self {
            plan,
            columns: columns.collect(),
            seen: seen.collect(),
            is_changed: vec![true; plan.indicators.len()],
        }
    }

    /// Counts a response.
    pub fn add(&mut self, facts: &Facts<'_>) {
        self.replace(None, Some(facts));
    }

    /// Counts a response that was counted no more.
    pub fn remove(&mut self, facts: &Facts<'_>) {
        self.replace(Some(facts), None);
    }

    /// Counts what a response says now instead of what it said. Figures in which it says the same
    /// are left alone.
    pub fn replace(&mut self, before: Option<&Facts<'_>>, now: Option<&Facts<'_>>) {
        if before == now {
            return;
        }
        self.see(before, now);
        let indicators = self.plan.indicators.iter();
        for (place, (planned, column)) in indicators.zip(&mut self.columns).enumerate() {
            let mut is_changed = column.a.replace(planned, &planned.a, before, now);
            if let (Some(term), Some(sums)) = (&planned.b, &mut column.b) {
                is_changed |= sums.replace(planned, term, before, now);
            }
            self.is_changed[place] |= is_changed;
        }
    }

    /// The places of the indicators whose figures may be different since this was asked last; at
    /// first all of them.
    pub fn take_changed(&mut self) -> Vec<usize> {
        let all = 0..self.is_changed.len();
        all.filter(|place| std::mem::take(&mut self.is_changed[*place]))
            .collect()
    }

    /// The figures of an indicator, by its place in the plan; `wanted` says which breakdowns.
    pub fn table(&self, place: usize, wanted: &dyn Fn(&str) -> bool) -> IndicatorTable {
        let planned = &self.plan.indicators[place];
        let column = &self.columns[place];
        let b = column.b.as_ref().map(|b| &b.whole);
        let breakdowns = planned.breakdowns.iter().enumerate();
        IndicatorTable {
            code: planned.indicator.code.clone(),
            total: Figure::new(planned.indicator, &column.a.whole, b),
            breakdowns: breakdowns
                .filter(|(_, dimension)| wanted(&dimension.id))
                .map(|(position, dimension)| self.breakdown(place, position, dimension))
                .collect(),
        }
    }

    fn breakdown(&self, place: usize, position: usize, dimension: &Dimension) -> Breakdown {
        let planned = &self.plan.indicators[place];
        let column = &self.columns[place];
        let none = Tally::new(planned.a.op);
        let no_b = planned.b.as_ref().map(|term| Tally::new(term.op));
        let rows = self.groups(planned, dimension).into_iter().map(|group| {
            let a = column.a.groups[position].get(&group).unwrap_or(&none);
            let b = column.b.as_ref().zip(no_b.as_ref());
            let b = b.map(|(b, none)| b.groups[position].get(&group).unwrap_or(none));
            let figure = Figure::new(planned.indicator, a, b);
            (group, figure)
        });
        Breakdown {
            dimension: dimension.id.clone(),
            rows: rows.collect(),
        }
    }

    /// The groups of a breakdown in the order in which they are printed.
    pub(crate) fn groups(&self, planned: &IndicatorPlan<'_>, dimension: &Dimension) -> Vec<String> {
        let split = Split::by(dimension);
        let known = self.plan.groups.get(dimension.id.as_str());
        let mut groups = known.cloned().unwrap_or_default();
        if let Split::RowKey = split {
            for term in planned.terms() {
                if let Some(rows) = &term.rows {
                    let keys = row_keys(&self.plan.forms[term.form], rows.repeat);
                    keys.into_iter().for_each(|key| add_new(&mut groups, key));
                }
            }
        }
        let terms = planned.terms();
        let seen = terms.filter_map(|term| self.seen_in(term, split));
        in_order(groups, seen.flat_map(LiteMap::keys))
    }

    /// The groups that the responses or rows of a term have, with how many there are of each.
    fn seen_in(&self, term: &TermPlan, split: Split<'_>) -> Option<&LiteMap<String, usize>> {
        let seen = &self.seen[term.form];
        match (split, &term.rows) {
            (Split::Question(dimension), _) => {
                let mut groups = self.plan.forms[term.form].groups.iter();
                let position = groups.position(|(id, _)| *id == dimension)?;
                seen.groups.get(position)
            }
            (Split::RowKey, Some(rows)) => seen.rows.get(rows.repeat),
            (Split::RowKey, None) | (Split::Whole, _) => None,
        }
    }

    /// Notes which groups there are. Where one comes or goes, the breakdowns that show it change.
    fn see(&mut self, before: Option<&Facts<'_>>, now: Option<&Facts<'_>>) {
        // What comes first, so that a group that stays does not go in between.
        for (facts, is_there) in [(now, true), (before, false)] {
            let Some(facts) = facts else { continue };
            let seen = &mut self.seen[facts.form];
            let mut is_changed = false;
            for ((_, group), seen) in facts.groups.iter().zip(&mut seen.groups) {
                is_changed |= note(seen, group, is_there);
            }
            for (rows, seen) in facts.rows.iter().zip(&mut seen.rows) {
                for row in rows {
                    is_changed |= note(seen, &row.key, is_there);
                }
            }
            if is_changed {
                self.note_form(facts.form);
            }
        }
    }

    /// Notes that the indicators of a form may show other groups.
    fn note_form(&mut self, form: usize) {
        for (planned, is_changed) in self.plan.indicators.iter().zip(&mut self.is_changed) {
            *is_changed |= planned.terms().any(|term| term.form == form);
        }
    }
}

impl Sums {
    /// Whether any aggregate is different now.
    fn replace(
        &mut self,
        planned: &IndicatorPlan<'_>,
        term: &TermPlan,
        before: Option<&Facts<'_>>,
        now: Option<&Facts<'_>>,
    ) -> bool {
        let of_form = |facts: &&Facts<'_>| facts.form == term.form;
        let (before, now) = (before.filter(of_form), now.filter(of_form));
        if before.is_none() && now.is_none() {
            return false;
        }
        let mut is_changed = false;
        let mut each = |split, tally: &mut OnTally<'_>| {
            let gone = before.map_or_else(Vec::new, |facts| shares(term, facts, split));
            let come = now.map_or_else(Vec::new, |facts| shares(term, facts, split));
            if gone == come {
                return;
            }
            is_changed = true;
            for share in gone {
                tally(share.group, &mut |tally| tally.remove(share.gift));
            }
            for share in come {
                tally(share.group, &mut |tally| tally.add(share.gift));
            }
        };
        each(Split::Whole, &mut |_, change| change(&mut self.whole));
        for (dimension, groups) in planned.breakdowns.iter().zip(&mut self.groups) {
            each(Split::by(dimension), &mut |group, change| {
                let known = groups.get_mut(group);
                let is_known = known.is_some();
                let mut new = Tally::new(term.op);
                let tally = known.unwrap_or(&mut new);
                change(tally);
                match (is_known, tally.is_empty()) {
                    (true, true) => {
                        groups.remove(group);
                    }
                    (false, false) => {
                        groups.insert(group.to_owned(), new);
                    }
                    _ => {}
                }
            });
        }
        is_changed
    }
}

/// Groups as they are printed: those that are known in their order, then the others that are seen, by
/// number and by text, then, where it is seen, the group `""`.
pub(crate) fn in_order<'s>(
    mut groups: Vec<String>,
    seen: impl Iterator<Item = &'s String>,
) -> Vec<String> {
    groups.retain(|group| !group.is_empty());
    let mut others = LiteMap::<_, ()>::new();
    let mut has_blank = false;
    for group in seen {
        has_blank |= group.is_empty();
        if !groups.contains(group) {
            others.insert(place_outside(group), ());
        }
    }
    for (_, _, group) in others.keys() {
        if !group.is_empty() {
            add_new(&mut groups, (*group).to_owned());
        }
    }
    groups.extend(has_blank.then(String::new));
    groups
}

/// Notes that there is one more of a group, or one less; tells whether it is the first or was the
/// last.
fn note(seen: &mut LiteMap<String, usize>, group: &str, is_there: bool) -> bool {
    if !is_there {
        let Some(count) = seen.get_mut(group) else {
            return false;
        };
        *count -= 1;
        let is_last = *count == 0;
        if is_last {
            seen.remove(group);
        }
        return is_last;
    }
    if let Some(count) = seen.get_mut(group) {
        *count += 1;
        return false;
    }
    seen.insert(group.to_owned(), 1);
    true
}

fn add_new(groups: &mut Vec<String>, group: String) {
    if !groups.contains(&group) {
        groups.push(group);
    }
}

/// Where a value outside the list stands: numbers first and by size, then by text.
fn place_outside(group: &str) -> (bool, Decimal, &str) {
    match Amount::from_text(group) {
        Amount::Exact(number) => (false, number, group),
        Amount::Blank | Amount::TooLarge => (true, Decimal::default(), group),
    }
}
