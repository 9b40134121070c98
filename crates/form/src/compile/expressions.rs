//! Parses and checks every expression of a form.

use sohoi_expr::{Expression, Fault, NoAnswers, Place, parse, reason};

use crate::definition::Form;
use crate::layout::{Item, Layout, MOST_ROWS, Rows};
use crate::names::FormNames;
use crate::problem::DefinitionProblem;

/// Checks all expressions and hangs them into the layout.
pub(super) fn check(form: &Form, layout: &mut Layout) -> Vec<DefinitionProblem> {
    let mut checker = Checker {
        layout,
        problems: Vec::new(),
    };
    for (index, section) in form.sections.iter().enumerate() {
        let relevant = section.relevant.as_deref();
        checker.layout.sections[index].relevant =
            checker.expression(&section.id, "relevant", relevant, Place::Condition, None);
        for member in checker.layout.sections[index].members.clone() {
            match member {
                Item::Field(field) => checker.field(form, field),
                Item::Repeat(repeat) => checker.repeat(form, repeat),
            }
        }
    }
    checker.problems
}

/// Parses and checks one expression.
///
/// # Errors
///
/// Every fault as a problem of `name` and `property`.
pub(crate) fn expression(
    text: &str,
    names: &FormNames<'_>,
    place: Place,
    name: &str,
    property: &'static str,
) -> Result<Expression, Vec<DefinitionProblem>> {
    let problem = |fault: Fault| DefinitionProblem {
        name: name.to_owned(),
        property,
        offset: Some(fault.offset),
        message: reason!("{fault}"),
    };
    match parse(text) {
        Ok(syntax) => syntax
            .check(names, place)
            .map_err(|faults| faults.into_iter().map(problem).collect()),
        Err(fault) => Err(vec![problem(fault)]),
    }
}

struct Checker<'a> {
    layout: &'a mut Layout,
    problems: Vec<DefinitionProblem>,
}

impl Checker<'_> {
    fn repeat(&mut self, form: &Form, index: usize) {
        let question = self.layout.repeats[index].question(form);
        let name = &question.name;
        let relevant = question.relevant.as_deref();
        self.layout.repeats[index].relevant =
            self.expression(name, "relevant", relevant, Place::Condition, None);
        let count = question.repeat_count.as_deref();
        if let Some(count) = self.expression(name, "repeat_count", count, Place::Calculation, None)
        {
            self.layout.repeats[index].rows = self.rows(name, count);
        }
        for field in self.layout.columns(index) {
            self.field(form, field);
        }
    }

    fn rows(&mut self, name: &str, count: Expression) -> Rows {
        if !count.uses().is_empty() {
            return Rows::Counted(count);
        }
        let constant = count.evaluate(&NoAnswers).to_number();
        let is_whole = constant.fract() == 0.0;
        if is_whole && (1.0..=MOST_ROWS as f64).contains(&constant) {
            return Rows::Constant(constant as usize);
        }
        self.problems.push(DefinitionProblem {
            name: name.to_owned(),
            property: "repeat_count",
            offset: Some(0),
            message: format!("the number of rows is a whole number from 1 to {MOST_ROWS}"),
        });
        Rows::Constant(0)
    }

    fn field(&mut self, form: &Form, index: usize) {
        let field = &self.layout.fields[index];
        let (repeat, list) = (field.repeat, field.list);
        let question = field.question(form);
        let name = &question.name;
        let seen_from = |current, list| Some((repeat, current, list));
        let relevant = self.expression(
            name,
            "relevant",
            question.relevant.as_deref(),
            Place::Condition,
            seen_from(None, None),
        );
        let calculation = self.expression(
            name,
            "calculation",
            question.calculation.as_deref(),
            Place::Calculation,
            seen_from(None, None),
        );
        let constraint = self.expression(
            name,
            "constraint",
            question.constraint.as_deref(),
            Place::Condition,
            seen_from(Some(index), None),
        );
        let choice_filter = self.expression(
            name,
            "choice_filter",
            question.choice_filter.as_deref(),
            Place::ChoiceFilter,
            seen_from(None, list),
        );
        let field = &mut self.layout.fields[index];
        field.relevant = relevant;
        field.calculation = calculation;
        field.constraint = constraint;
        field.choice_filter = choice_filter;
    }

    /// One expression, if there is one; `seen_from` is its repeat, its own answer and its list.
    fn expression(
        &mut self,
        name: &str,
        property: &'static str,
        text: Option<&str>,
        place: Place,
        seen_from: Option<(Option<usize>, Option<usize>, Option<usize>)>,
    ) -> Option<Expression> {
        let (repeat, current, list) = seen_from.unwrap_or_default();
        let names = FormNames {
            layout: self.layout,
            repeat,
            current,
            list,
        };
        match expression(text?, &names, place, name, property) {
            Ok(expression) => Some(expression),
            Err(problems) => {
                self.problems.extend(problems);
                None
            }
        }
    }
}
