//! Expressions compiled for columns.

use sohoi_expr::{Expression, Operator, Split, Type, Use, Value};

/// An expression with what it becomes when many answers are looked at together.
///
/// What it gives is what [`Expression::evaluate`] gives in each response or row: wherever a step
/// cannot promise that of the columns at hand, the expression itself is evaluated.
#[derive(Clone, Debug)]
pub(crate) struct Program {
    pub(crate) expression: Expression,
    /// What it asks for.
    pub(crate) inputs: Vec<Use>,
    pub(crate) step: Step,
}

/// The outermost level of a program.
#[derive(Clone, Debug)]
pub(crate) enum Step {
    /// Where all hold.
    All(Vec<Program>),
    /// Where any holds.
    Any(Vec<Program>),
    Not(Box<Program>),
    Compare(Operator, Box<[Program; 2]>),
    Calculate(Operator, Box<[Program; 2]>),
    Negate(Box<Program>),
    Column(u32),
    Constant(Value),
    /// The expression as it is: once for every different value where it asks for few, else in every
    /// response or row.
    Whole,
}

/// Why an expression may have to be evaluated in every response or row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RowByRow {
    /// It gathers the rows of a repeat.
    Gathers,
    /// A function looks at several questions at once, or at a question with very many values.
    ManyValues,
}

impl Program {
    /// Compiles an expression.
    pub(crate) fn new(expression: Expression) -> Self {
        let inputs = expression.uses();
        let step = step(&expression);
        Self {
            expression,
            inputs,
            step,
        }
    }

    /// Why a part of the program may have to be evaluated in every response or row; nothing where
    /// columns are enough. `kind` tells the type of a question by its handle.
    pub(crate) fn row_by_row(&self, kind: &dyn Fn(u32) -> Type) -> Option<RowByRow> {
        let of_parts = |parts: &[Self]| parts.iter().find_map(|part| part.row_by_row(kind));
        match &self.step {
            Step::All(parts) | Step::Any(parts) => of_parts(parts),
            Step::Not(part) | Step::Negate(part) => part.row_by_row(kind),
            Step::Compare(_, parts) | Step::Calculate(_, parts) => of_parts(&parts[..]),
            Step::Column(_) | Step::Constant(_) => None,
            Step::Whole => match &self.inputs[..] {
                [] | [Use::Position] => None,
                // As many texts or days as there are, each is looked at once.
                [Use::Value(handle)] if kind(*handle) != Type::Number => None,
                inputs => Some(match inputs.iter().all(is_single) {
                    true => RowByRow::ManyValues,
                    false => RowByRow::Gathers,
                }),
            },
        }
    }
}

/// Whether an input is one value in each response or row.
pub(crate) fn is_single(input: &Use) -> bool {
    matches!(input, Use::Value(_) | Use::Position)
}

fn step(expression: &Expression) -> Step {
    let pair = |parts: Vec<Expression>| {
        let parts = parts.into_iter().map(Program::new).collect::<Vec<_>>();
        <[Program; 2]>::try_from(parts).ok().map(Box::new)
    };
    let all = |parts: Vec<Expression>| parts.into_iter().map(Program::new).collect();
    match expression.split() {
        Split::Constant(value) => Step::Constant(value),
        Split::Reference(handle) => Step::Column(handle),
        Split::Negate(inner) => Step::Negate(Box::new(Program::new(inner))),
        Split::Operation(Operator::And, parts) => Step::All(all(parts)),
        Split::Operation(Operator::Or, parts) => Step::Any(all(parts)),
        Split::Operation(operator, parts) => match (pair(parts), operator.is_arithmetic()) {
            (Some(pair), true) => Step::Calculate(operator, pair),
            (Some(pair), false) => Step::Compare(operator, pair),
            (None, _) => Step::Whole,
        },
        Split::Call("not", mut parts) if parts.len() == 1 => {
            Step::Not(Box::new(Program::new(parts.remove(0))))
        }
        Split::Call(..) | Split::Whole => Step::Whole,
    }
}
