//! Slightly wrong versions of indicators and dimensions.

use sohoi_expr::parse;
use sohoi_form::{Form, Question, QuestionType};
use sohoi_round::Round;
use sohoi_stats::{Aggregate, Calculation, Dimension, DimensionSource, Indicator, Term};

use crate::expressions::{Neighbours, changes, names};

/// What was changed, and the result.
pub(crate) type Mutant<T> = (String, T);

/// The condition by which sums leave out associations whose figures include lower levels.
const OWN_LEVEL: &str = "${figures_scope} != 'includes_lower'";

/// Every version of `indicator` with one piece changed.
pub(crate) fn indicator_mutants(indicator: &Indicator, round: &Round) -> Vec<Mutant<Indicator>> {
    let mut mutants = Vec::new();
    let mut mutate = |what: String, change: &dyn Fn(&mut Indicator)| {
        let mut mutant = indicator.clone();
        change(&mut mutant);
        mutants.push((what, mutant));
    };
    mutate("one digit more".to_owned(), &|it| it.digits += 1);
    if indicator.digits > 0 {
        mutate("one digit less".to_owned(), &|it| it.digits -= 1);
    }
    if let Some(b) = &indicator.b {
        mutate("a and b swapped".to_owned(), &|it| {
            it.b = Some(std::mem::replace(&mut it.a, b.clone()));
        });
        for (calc, years) in other_calculations(indicator.calc) {
            mutate(format!("calc becomes {calc:?}"), &|it| {
                (it.calc, it.years, it.scale) = (calc, years, None);
            });
        }
    }
    if let Some(years) = indicator.years {
        mutate("one year more".to_owned(), &|it| {
            it.years = Some(years + 1.0)
        });
    }
    if let Some(scale) = indicator.scale {
        mutate("ten times the scale".to_owned(), &|it| {
            it.scale = Some(10 * scale)
        });
    }
    for (what, term) in term_mutants(&indicator.a, round) {
        mutate(format!("a: {what}"), &|it| it.a = term.clone());
    }
    for (what, term) in indicator.b.iter().flat_map(|b| term_mutants(b, round)) {
        mutate(format!("b: {what}"), &|it| it.b = Some(term.clone()));
    }
    mutants
}

/// The dimensions with the question of one form replaced by another one, or with none.
pub(crate) fn dimension_mutants(dimension: &Dimension, round: &Round) -> Vec<Mutant<Dimension>> {
    let DimensionSource::Question { names, .. } = &dimension.source else {
        return Vec::new();
    };
    let mut mutants = Vec::new();
    for (form_id, name) in names {
        let form = form(round, form_id);
        let others = questions(form, None)
            .filter(|question| question.name != *name)
            .filter(|question| {
                is_one_of(
                    question,
                    &[QuestionType::SelectOne, QuestionType::Calculate],
                )
            });
        for other in others {
            let mut mutant = dimension.clone();
            if let DimensionSource::Question { names, .. } = &mut mutant.source {
                names.insert(form_id.clone(), other.name.clone());
            }
            mutants.push((format!("{form_id}: {name} becomes {}", other.name), mutant));
        }
    }
    mutants
}

fn term_mutants(term: &Term, round: &Round) -> Vec<Mutant<Term>> {
    let form = form(round, &term.form);
    let mut mutants = Vec::new();
    let mut mutate = |what: String, change: &dyn Fn(&mut Term)| {
        let mut mutant = term.clone();
        change(&mut mutant);
        mutants.push((what, mutant));
    };
    for op in [Aggregate::Sum, Aggregate::Mean, Aggregate::Median] {
        if term.field.is_some() && op != term.op {
            mutate(format!("op becomes {op:?}"), &|it| it.op = op);
        }
    }
    if let Some(field) = &term.field {
        let neighbours = Numbers {
            form,
            repeat: term.repeat.as_deref(),
        };
        for (what, changed) in changes(field, &neighbours) {
            mutate(format!("field: {what}"), &|it| {
                it.field = Some(changed.clone())
            });
        }
    }
    if let Some(condition) = &term.r#where {
        mutate("no where".to_owned(), &|it| it.r#where = None);
        for (what, changed) in changes(condition, &Questions { form }) {
            mutate(format!("where: {what}"), &|it| {
                it.r#where = Some(changed.clone())
            });
        }
    }
    if form_has(form, OWN_LEVEL)
        && term
            .r#where
            .as_ref()
            .is_none_or(|it| !it.contains(OWN_LEVEL))
    {
        mutate("with the own-level rule".to_owned(), &|it| {
            it.r#where = Some(match &term.r#where {
                Some(condition) => format!("({condition}) and {OWN_LEVEL}"),
                None => OWN_LEVEL.to_owned(),
            });
        });
    }
    if let Some(test) = &term.row_where {
        mutate("every row".to_owned(), &|it| it.row_where = None);
        for (what, changed) in changes(test, &RowKey) {
            mutate(format!("row_where: {what}"), &|it| {
                it.row_where = Some(changed.clone())
            });
        }
    } else if let Some(key) = term
        .repeat
        .as_ref()
        .and_then(|repeat| row_key(form, repeat))
    {
        for year in 2012..=2017 {
            mutate(format!("every year but {year}"), &|it| {
                it.row_where = Some(format!("${{{key}}} != {year}"));
            });
        }
    }
    mutants
}

fn other_calculations(calc: Calculation) -> Vec<(Calculation, Option<f64>)> {
    [
        (Calculation::Pct, None),
        (Calculation::PctComplement, None),
        (Calculation::Ratio, None),
        (Calculation::GrowthPct, None),
        (Calculation::CagrPct, Some(4.5)),
    ]
    .into_iter()
    .filter(|(other, _)| *other != calc)
    .collect()
}

fn form<'r>(round: &'r Round, id: &str) -> &'r Form {
    round
        .forms
        .iter()
        .find(|form| form.id == id)
        .expect("a form of the round")
}

/// The questions outside repeats, or the columns of one repeat.
fn questions<'f>(form: &'f Form, repeat: Option<&str>) -> impl Iterator<Item = &'f Question> {
    let top = form.sections.iter().flat_map(|section| &section.questions);
    let questions = match repeat {
        None => top.collect::<Vec<_>>(),
        Some(repeat) => top
            .filter(|question| question.name == repeat)
            .flat_map(|question| &question.questions)
            .collect(),
    };
    questions.into_iter()
}

fn is_one_of(question: &Question, kinds: &[QuestionType]) -> bool {
    kinds.contains(&question.kind)
}

fn form_has(form: &Form, condition: &str) -> bool {
    names(condition)
        .iter()
        .all(|name| questions(form, None).any(|question| question.name == *name))
}

fn row_key<'f>(form: &'f Form, repeat: &str) -> Option<&'f str> {
    questions(form, None)
        .find(|question| question.name == repeat)?
        .row_key
        .as_deref()
}

/// Numbers beside numbers of the same place.
struct Numbers<'f> {
    form: &'f Form,
    repeat: Option<&'f str>,
}

impl Neighbours for Numbers<'_> {
    fn name(&self, name: &str) -> Option<String> {
        let kinds = [QuestionType::Integer, QuestionType::Decimal];
        next(questions(self.form, self.repeat), name, |other| {
            kinds.contains(&other.kind)
        })
    }

    fn text(&self, _: &str, _: &str) -> Option<String> {
        None
    }
}

/// Questions outside repeats beside questions of the same type and list, and the choices of these.
struct Questions<'f> {
    form: &'f Form,
}

impl Neighbours for Questions<'_> {
    fn name(&self, name: &str) -> Option<String> {
        let this = questions(self.form, None).find(|question| question.name == name)?;
        let all = questions(self.form, None);
        next(all, name, |other| {
            other.kind == this.kind && other.list == this.list
        })
    }

    /// The next choice of the list, or the next text that the calculation gives.
    fn text(&self, name: &str, text: &str) -> Option<String> {
        if text.is_empty() {
            return None;
        }
        let this = questions(self.form, None).find(|question| question.name == name)?;
        let Some(list) = &this.list else {
            let calculation = parse(this.calculation.as_ref()?).ok()?;
            let outcomes = calculation.outcomes()?;
            let place = outcomes.iter().position(|outcome| *outcome == text)?;
            return Some(outcomes[(place + 1) % outcomes.len()].to_owned());
        };
        let choices = &self.form.choice_lists[list];
        let place = choices.iter().position(|choice| choice.name == text)?;
        Some(choices[(place + 1) % choices.len()].name.clone())
    }
}

/// A row key has no neighbours.
struct RowKey;

impl Neighbours for RowKey {
    fn name(&self, _: &str) -> Option<String> {
        None
    }

    fn text(&self, _: &str, _: &str) -> Option<String> {
        None
    }
}

/// The first question after `name`, going round, that fits.
fn next<'f>(
    questions: impl Iterator<Item = &'f Question>,
    name: &str,
    fits: impl Fn(&Question) -> bool,
) -> Option<String> {
    let all = questions.collect::<Vec<_>>();
    let place = all.iter().position(|question| question.name == name)?;
    let (before, from) = all.split_at(place);
    from[1..]
        .iter()
        .chain(before)
        .find(|other| fits(other))
        .map(|it| it.name.clone())
}
