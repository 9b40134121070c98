//! Indicators compiled against the forms: every distinct expression parsed once, every flaw found.

mod interned;
pub(crate) mod lookup;
mod term;

use std::sync::Arc;

use litemap::LiteMap;
use sohoi_expr::{HAS_REASONS, reason};
use sohoi_form::{Answers, DefinitionProblem, Engine, Form, QuestionType, Session};

use self::lookup::find;
use self::term::Flaws;
pub(crate) use self::term::{FormPlan, RepeatPlan, TermPlan};
use crate::facts::Facts;
use crate::indicator::{
    Calculation, Dimension, DimensionSource, Indicator, IndicatorProblem, Term,
};

/// The most decimals a figure is printed with.
const MOST_DIGITS: u8 = 6;

/// Reports every flaw of the indicators and dimensions of a round: unknown forms, repeats, names,
/// choice lists and dimensions; expressions that do not parse; row conditions that look at
/// anything but the row key (a breakdown by row replaces them); breakdowns that a term's form has
/// no question for; figures without a denominator.
///
/// `engines` are the compiled forms.
pub fn check(
    indicators: &[Indicator],
    dimensions: &[Dimension],
    engines: &[Arc<Engine>],
) -> Vec<IndicatorProblem> {
    Plan::new(indicators, dimensions, engines)
        .err()
        .unwrap_or_default()
}

/// Indicators compiled against the forms: what is evaluated once per response, and how figures are
/// made of it.
pub struct Plan<'a> {
    /// The forms that the indicators look at.
    pub(crate) forms: Vec<FormPlan<'a>>,
    /// Every dimension of the round.
    pub(crate) dimensions: &'a [Dimension],
    /// By dimension id: the names of the groups in order; empty for row keys.
    pub(crate) groups: LiteMap<&'a str, Vec<String>>,
    /// In the order of the round.
    pub(crate) indicators: Vec<IndicatorPlan<'a>>,
}

/// An indicator with its compiled terms.
pub(crate) struct IndicatorPlan<'a> {
    pub(crate) indicator: &'a Indicator,
    pub(crate) a: TermPlan,
    pub(crate) b: Option<TermPlan>,
    /// In the order of [`Indicator::breakdowns`].
    pub(crate) breakdowns: Vec<&'a Dimension>,
}

impl IndicatorPlan<'_> {
    /// Its terms: one or two.
    pub(crate) fn terms(&self) -> impl Iterator<Item = &TermPlan> {
        [&self.a].into_iter().chain(&self.b)
    }
}

impl<'a> Plan<'a> {
    /// Compiles the indicators. `engines` are the compiled forms.
    ///
    /// # Errors
    ///
    /// Every flaw of the indicators and dimensions; a compiled round has none.
    pub fn new(
        indicators: &'a [Indicator],
        dimensions: &'a [Dimension],
        engines: &'a [Arc<Engine>],
    ) -> Result<Self, Vec<IndicatorProblem>> {
        let mut planner = Planner {
            engines,
            forms: Vec::new(),
            problems: Vec::new(),
        };
        let groups = planner.dimensions(dimensions);
        let mut planned = Vec::new();
        for (place, indicator) in indicators.iter().enumerate() {
            let mut earlier = indicators[..place].iter();
            if earlier.any(|earlier| earlier.code == indicator.code) {
                planner.report(
                    &indicator.code,
                    "code",
                    "the code is taken by an earlier indicator",
                );
            }
            planned.extend(planner.indicator(indicator, dimensions));
        }
        if planner.problems.is_empty() {
            Ok(Self {
                forms: planner.forms,
                dimensions,
                groups,
                indicators: planned,
            })
        } else {
            Err(planner.problems)
        }
    }

    /// What a response to the form `form` says, its answers read under the form of the plan;
    /// nothing where no indicator looks at that form.
    pub fn facts(&self, form: &str, answers: Answers) -> Option<Facts<'a>> {
        let place = self.place_of(form)?;
        let plan = &self.forms[place];
        let session = Session::new(Arc::clone(plan.engine), answers);
        Some(Facts::of(place, plan, &session))
    }

    /// The same of a response that is open already.
    pub fn facts_of(&self, session: &Session) -> Option<Facts<'a>> {
        let place = self.place_of(&session.engine().form().id)?;
        Some(Facts::new(place, &self.forms[place], session))
    }

    /// The place of a form among those that the indicators look at.
    pub(crate) fn place_of(&self, form: &str) -> Option<usize> {
        self.forms.iter().position(|own| own.id() == form)
    }
}

/// The plan in the making. Methods return nothing where they have reported a problem.
struct Planner<'a> {
    engines: &'a [Arc<Engine>],
    forms: Vec<FormPlan<'a>>,
    problems: Vec<IndicatorProblem>,
}

impl<'a> Planner<'a> {
    fn report(&mut self, code: &str, property: &str, message: impl Into<String>) {
        self.problems.push(IndicatorProblem {
            code: code.to_owned(),
            property: property.to_owned(),
            message: if HAS_REASONS {
                message.into()
            } else {
                String::new()
            },
        });
    }

    fn engine(&self, id: &str) -> Option<&'a Arc<Engine>> {
        self.engines.iter().find(|engine| engine.form().id == id)
    }

    /// The place of a form in the plan.
    fn form(&mut self, id: &str) -> Option<usize> {
        let known = self.forms.iter().position(|form| form.id() == id);
        known.or_else(|| {
            self.forms.push(FormPlan::new(self.engine(id)?));
            Some(self.forms.len() - 1)
        })
    }

    fn dimensions(&mut self, dimensions: &'a [Dimension]) -> LiteMap<&'a str, Vec<String>> {
        let mut groups = LiteMap::new();
        for dimension in dimensions {
            if groups
                .insert(dimension.id.as_str(), self.dimension(dimension))
                .is_some()
            {
                self.report(
                    &dimension.id,
                    "id",
                    "the id is taken by an earlier dimension",
                );
            }
        }
        groups
    }

    /// Returns the groups of the dimension in order.
    fn dimension(&mut self, dimension: &'a Dimension) -> Vec<String> {
        let DimensionSource::Question { names, form, list } = &dimension.source else {
            return Vec::new();
        };
        let code = &dimension.id;
        let Some(engine) = self.engine(form) else {
            self.report(code, "source.form", reason!("there is no form `{form}`"));
            return Vec::new();
        };
        let Some(groups) = choice_names(engine.form(), list) else {
            self.report(
                code,
                "source.list",
                reason!("form `{form}` has no choice list `{list}`"),
            );
            return Vec::new();
        };
        for (form, name) in names {
            if let Err(message) = self.group_question(dimension, form, name, &groups) {
                self.report(code, &format!("source.names.{form}"), message);
            }
        }
        groups
    }

    fn group_question(
        &mut self,
        dimension: &'a Dimension,
        form: &str,
        name: &str,
        groups: &[String],
    ) -> Result<(), String> {
        let place = self
            .form(form)
            .ok_or_else(|| reason!("there is no form `{form}`"))?;
        let plan = &mut self.forms[place];
        let (question, repeat) = find(plan.engine.form(), name)
            .ok_or_else(|| reason!("form `{form}` has no question `{name}`"))?;
        if let Some(repeat) = repeat {
            return Err(reason!(
                "`{name}` is inside the repeat `{repeat}`; a response has one group"
            ));
        }
        if !matches!(
            question.kind,
            QuestionType::SelectOne | QuestionType::Calculate
        ) {
            return Err(reason!(
                "`{name}` is neither a select_one nor a calculation"
            ));
        }
        let offered = question
            .list
            .as_ref()
            .and_then(|list| choice_names(plan.engine.form(), list));
        if let Some(stray) = offered
            .iter()
            .flatten()
            .find(|choice| !groups.contains(choice))
        {
            return Err(reason!(
                "`{name}` offers `{stray}`, which is not in the dimension's list"
            ));
        }
        let reference = plan.engine.reference(&format!("${{{name}}}"), None);
        let reference = reference.map_err(|problem| describe(&problem))?;
        plan.groups.push((&dimension.id, reference));
        Ok(())
    }

    fn indicator(
        &mut self,
        indicator: &'a Indicator,
        dimensions: &'a [Dimension],
    ) -> Option<IndicatorPlan<'a>> {
        self.shape(indicator);
        let mut terms = vec![("a", &indicator.a)];
        terms.extend(indicator.b.as_ref().map(|b| ("b", b)));
        let mut breakdowns = Vec::new();
        for (place, id) in indicator.breakdowns.iter().enumerate() {
            if indicator.breakdowns[..place].contains(id) {
                self.report(
                    &indicator.code,
                    "breakdowns",
                    reason!("`{id}` is named twice"),
                );
            }
            let Some(dimension) = dimensions.iter().find(|dimension| dimension.id == *id) else {
                self.report(
                    &indicator.code,
                    "breakdowns",
                    reason!("there is no dimension `{id}`"),
                );
                continue;
            };
            for (side, term) in &terms {
                if let Err(message) = self.mapping(dimension, term) {
                    let message = reason!("`{id}`: term {side}: {message}");
                    self.report(&indicator.code, "breakdowns", message);
                }
            }
            breakdowns.push(dimension);
        }
        let mut planned = terms
            .into_iter()
            .map(|(side, term)| self.term(&indicator.code, side, term))
            .collect::<Vec<_>>()
            .into_iter();
        let a = planned.next().flatten()?;
        let b = planned.next();
        Some(IndicatorPlan {
            indicator,
            a,
            b: match b {
                Some(b) => Some(b?),
                None => None,
            },
            breakdowns,
        })
    }

    /// Checks that the indicator has what its calculation needs, and nothing that it ignores.
    fn shape(&mut self, indicator: &Indicator) {
        let code = &indicator.code;
        let calc = indicator.calc;
        match (calc, &indicator.b) {
            (Calculation::Value, Some(_)) => self.report(code, "b", "calc `value` has no term b"),
            (Calculation::Value, None) | (_, Some(_)) => {}
            (_, None) => self.report(code, "b", "this calc divides by a term b"),
        }
        match (calc, indicator.years) {
            (Calculation::CagrPct, Some(years)) if years.is_finite() && years > 0.0 => {}
            (Calculation::CagrPct, _) => {
                self.report(
                    code,
                    "years",
                    "calc `cagr_pct` needs a number of years above 0",
                );
            }
            (_, Some(_)) => self.report(code, "years", "only calc `cagr_pct` has years"),
            (_, None) => {}
        }
        match (calc, indicator.scale) {
            (Calculation::Ratio, Some(0)) => self.report(code, "scale", "the scale is above 0"),
            (Calculation::Ratio, _) | (_, None) => {}
            (_, Some(_)) => self.report(code, "scale", "only calc `ratio` has a scale"),
        }
        if indicator.digits > MOST_DIGITS {
            self.report(
                code,
                "digits",
                reason!("at most {MOST_DIGITS} digits are printed"),
            );
        }
    }

    /// Whether `term` can be broken down by `dimension`.
    fn mapping(&self, dimension: &Dimension, term: &Term) -> Result<(), String> {
        match &dimension.source {
            DimensionSource::Question { names, .. } if !names.contains_key(&term.form) => Err(
                reason!("the dimension names no question of form `{}`", term.form),
            ),
            DimensionSource::Question { .. } => Ok(()),
            DimensionSource::RowKey => {
                let repeat = term
                    .repeat
                    .as_ref()
                    .ok_or("it goes through no repeat, so has no row key")?;
                let key = self.engine(&term.form).and_then(|engine| {
                    find(engine.form(), repeat).map(|(question, _)| question.row_key.is_some())
                });
                // A missing form or repeat is reported where the term is compiled.
                if key == Some(false) {
                    Err(reason!("the repeat `{repeat}` has no row key"))
                } else {
                    Ok(())
                }
            }
        }
    }

    fn term(&mut self, code: &str, side: &str, term: &'a Term) -> Option<TermPlan> {
        let mut flaws = Flaws::new();
        let planned = match self.form(&term.form) {
            Some(form) => self.forms[form].term(form, term, &mut flaws),
            None => {
                flaws.push(("form", reason!("there is no form `{}`", term.form)));
                None
            }
        };
        for (property, message) in flaws {
            self.report(code, &format!("{side}.{property}"), message);
        }
        planned
    }
}

fn choice_names(form: &Form, list: &str) -> Option<Vec<String>> {
    let mut names = Vec::<String>::new();
    for choice in form.choice_lists.get(list)? {
        if !names.contains(&choice.name) {
            names.push(choice.name.clone());
        }
    }
    Some(names)
}

fn describe(problem: &DefinitionProblem) -> String {
    match problem.offset {
        Some(offset) => reason!("{} (at byte {offset})", problem.message),
        None => problem.message.clone(),
    }
}
