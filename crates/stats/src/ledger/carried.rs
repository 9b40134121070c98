//! A ledger gives its tallies away, and begins with those of others.

use litemap::LiteMap;

use super::{Ledger, Sums};
use crate::book::Book;
use crate::indicator::{Dimension, DimensionSource};
use crate::plan::{Plan, TermPlan};
use crate::tallies::{Misfit, OfForm, OfIndicator, OfTerm, Tallies};
use crate::tally::{Kept, Tally};

impl<'a> Ledger<'a> {
    /// Begins with these tallies: what stands here is what their responses make.
    ///
    /// # Errors
    ///
    /// The first thing that no responses to the forms of the plan can have: an indicator, dimension
    /// or repeat that is not in the plan, a tally of impossible values, groups that do not make the
    /// whole.
    pub fn with(plan: &'a Plan<'a>, tallies: &Tallies) -> Result<Self, Misfit> {
        let mut ledger = Self::new(plan);
        for (code, own) in &tallies.indicators {
            let mut indicators = plan.indicators.iter();
            let place = indicators.position(|planned| planned.indicator.code == *code);
            let place = place.ok_or_else(|| misfit(code, "is no indicator here"))?;
            let (planned, column) = (&plan.indicators[place], &mut ledger.columns[place]);
            let breakdowns = &planned.breakdowns;
            take_in(&mut column.a, &planned.a, breakdowns, &own.a)
                .map_err(|(place, flaw)| misfit(&format!("{code} a{place}"), flaw))?;
            match (&mut column.b, &planned.b) {
                (Some(sums), Some(term)) => take_in(sums, term, breakdowns, &own.b)
                    .map_err(|(place, flaw)| misfit(&format!("{code} b{place}"), flaw))?,
                _ if own.b.is_blank() => {}
                _ => return Err(misfit(&format!("{code} b"), "is no term here")),
            }
        }
        for (id, own) in &tallies.forms {
            let place = plan.place_of(id);
            let place = place.ok_or_else(|| misfit(id, "is no form of indicators here"))?;
            let (planned, seen) = (&plan.forms[place], &mut ledger.seen[place]);
            let groups = planned.groups.iter().map(|(dimension, _)| *dimension);
            note_all(id, groups, &own.groups, &mut seen.groups)?;
            let repeats = planned.repeats.iter().map(|repeat| repeat.name);
            note_all(id, repeats, &own.rows, &mut seen.rows)?;
        }
        Ok(ledger)
    }

    /// What stands here now, to be added to others.
    pub fn tallies(&self) -> Tallies {
        let mut tallies = Tallies::default();
        for (planned, column) in self.plan.indicators.iter().zip(&self.columns) {
            let own = OfIndicator {
                a: of_term(&column.a, &planned.breakdowns),
                b: column
                    .b
                    .as_ref()
                    .map(|sums| of_term(sums, &planned.breakdowns))
                    .unwrap_or_default(),
            };
            if own != OfIndicator::default() {
                tallies
                    .indicators
                    .insert(planned.indicator.code.clone(), own);
            }
        }
        for (planned, seen) in self.plan.forms.iter().zip(&self.seen) {
            let groups = planned.groups.iter().map(|(dimension, _)| *dimension);
            let repeats = planned.repeats.iter().map(|repeat| repeat.name);
            let own = OfForm {
                groups: counts(groups, &seen.groups),
                rows: counts(repeats, &seen.rows),
            };
            if own != OfForm::default() {
                tallies.forms.insert(planned.id().to_owned(), own);
            }
        }
        tallies
    }

    /// Every indicator with every breakdown.
    pub fn book(&self) -> Book {
        let all = 0..self.plan.indicators.len();
        Book {
            indicators: all.map(|place| self.table(place, &|_| true)).collect(),
        }
    }
}

/// Where in a term something does not fit, and what.
type TermMisfit = (String, &'static str);

fn take_in(
    sums: &mut Sums,
    term: &TermPlan,
    breakdowns: &[&Dimension],
    own: &OfTerm,
) -> Result<(), TermMisfit> {
    let tally = |kept: &Kept, place: &dyn Fn() -> String| {
        Tally::of_kept(term.op, kept).map_err(|flaw| (place(), flaw))
    };
    if let Some(whole) = &own.whole {
        sums.whole = tally(whole, &String::new)?;
    }
    for (dimension, groups) in &own.by {
        let place = breakdowns.iter().position(|known| known.id == *dimension);
        let Some(place) = place else {
            return Err((format!(" by {dimension}"), "is no breakdown here"));
        };
        for (group, kept) in groups {
            let tally = tally(kept, &|| format!(" by {dimension}, group {group:?}"))?;
            sums.groups[place].insert(group.clone(), tally);
        }
    }
    // Each response has one group. A row counts by its own key, whatever the total asks of it.
    for dimension in breakdowns {
        if let DimensionSource::Question { .. } = dimension.source
            && added_up(own.by.get(&dimension.id)) != own.whole
        {
            let place = format!(" by {}", dimension.id);
            return Err((place, "has groups that do not add up to the total"));
        }
    }
    Ok(())
}

fn added_up(groups: Option<&LiteMap<String, Kept>>) -> Option<Kept> {
    let mut groups = groups?.iter().map(|(_, kept)| kept);
    let first = groups.next()?.clone();
    Some(groups.fold(first, |mut sum, kept| {
        sum.merge(kept);
        sum
    }))
}

fn of_term(sums: &Sums, breakdowns: &[&Dimension]) -> OfTerm {
    let mut own = OfTerm {
        whole: sums.whole.kept(),
        by: LiteMap::new(),
    };
    for (dimension, groups) in breakdowns.iter().zip(&sums.groups) {
        let mut kept = LiteMap::new();
        for (group, tally) in groups {
            if let Some(tally) = tally.kept() {
                kept.insert(group.clone(), tally);
            }
        }
        if !kept.is_empty() {
            own.by.insert(dimension.id.clone(), kept);
        }
    }
    own
}

fn counts<'n>(
    names: impl Iterator<Item = &'n str>,
    seen: &[LiteMap<String, usize>],
) -> LiteMap<String, LiteMap<String, u64>> {
    let mut all = LiteMap::new();
    for (name, seen) in names.zip(seen) {
        if !seen.is_empty() {
            let counts = seen
                .iter()
                .map(|(group, count)| (group.clone(), *count as u64));
            all.insert(name.to_owned(), counts.collect());
        }
    }
    all
}

fn note_all<'n>(
    form: &str,
    names: impl Iterator<Item = &'n str>,
    own: &LiteMap<String, LiteMap<String, u64>>,
    seen: &mut [LiteMap<String, usize>],
) -> Result<(), Misfit> {
    let names: Vec<&str> = names.collect();
    for (name, counts) in own {
        let place = names.iter().position(|known| known == name);
        let place =
            place.ok_or_else(|| misfit(&format!("{form} by {name}"), "is no breakdown here"))?;
        for (group, count) in counts {
            let count = usize::try_from(*count).ok().filter(|count| *count > 0);
            let count = count.ok_or_else(|| {
                let place = format!("{form} by {name}, group {group:?}");
                misfit(&place, "is of a number of responses that cannot be")
            })?;
            seen[place].insert(group.clone(), count);
        }
    }
    Ok(())
}

fn misfit(place: &str, flaw: &'static str) -> Misfit {
    Misfit {
        place: place.to_owned(),
        flaw,
    }
}
