//! What an expression may name: the form's side of checking.

/// The kind of values that a name or a part of an expression has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Type {
    /// Not known before evaluation.
    Any,
    /// Text, choices included.
    Text,
    /// Numbers.
    Number,
    /// True or false.
    Boolean,
    /// Days.
    Date,
}

/// How many values a name has where the expression stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// One: a question outside every repeat, or in the same row.
    One,
    /// One a row: a question inside a repeat, seen from outside.
    Rows,
    /// None: the repeat itself.
    Repeat,
}

/// What a name stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Target {
    /// What the [`Context`](crate::Context) is asked with: a number of the form's choosing.
    pub handle: u32,
    /// How many values it has here.
    pub shape: Shape,
    /// Their kind.
    pub kind: Type,
    /// The handle of the repeat that the question is inside of; of the repeat itself where it
    /// is one.
    pub repeat: Option<u32>,
}

/// The names that an expression may use, as a form knows them.
pub trait Names {
    /// What `${name}` stands for.
    fn reference(&self, name: &str) -> Option<Target>;

    /// What `.` stands for, where there is an answer at hand.
    fn current(&self) -> Option<Target> {
        None
    }

    /// What a bare name stands for in a choice filter.
    fn attribute(&self, _name: &str) -> Option<u32> {
        None
    }

    /// Whether the expression is evaluated once a row, so that `position(..)` has a meaning.
    fn is_in_row(&self) -> bool {
        false
    }

    /// The only texts that a reference can have besides blank: the choices of a select, the
    /// outcomes of a calculation. `None` where it can have any.
    fn texts(&self, _handle: u32) -> Option<Vec<&str>> {
        None
    }

    /// All names, to suggest one where the author slipped.
    fn all(&self) -> Vec<&str> {
        Vec::new()
    }
}

/// No names at all: for expressions of literals.
#[derive(Clone, Copy, Debug, Default)]
pub struct NoNames;

impl Names for NoNames {
    fn reference(&self, _name: &str) -> Option<Target> {
        None
    }
}
