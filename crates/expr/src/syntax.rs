//! An expression as written: names are not resolved yet, every part knows its place.

/// A parsed expression whose names nobody has looked up yet.
#[derive(Clone, Debug, PartialEq)]
pub struct Syntax {
    pub(crate) root: Part,
}

impl Syntax {
    /// The names of all `${references}` with their byte offsets, in the order of the text.
    pub fn references(&self) -> Vec<(&str, usize)> {
        fn collect<'a>(part: &'a Part, found: &mut Vec<(&'a str, usize)>) {
            match &part.kind {
                PartKind::Reference(name) => found.push((name, part.offset)),
                PartKind::Negate(inner) => collect(inner, found),
                PartKind::Operation(_, parts) | PartKind::Call(_, parts) => {
                    parts.iter().for_each(|part| collect(part, found));
                }
                PartKind::Number(_)
                | PartKind::Text(_)
                | PartKind::Name(_)
                | PartKind::Current
                | PartKind::Parent => {}
            }
        }
        let mut found = Vec::new();
        collect(&self.root, &mut found);
        found
    }
}

/// A part of an expression.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Part {
    /// The byte offset of its first token; of the operator where it has one.
    pub(crate) offset: usize,
    pub(crate) kind: PartKind,
}

/// What a part is.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum PartKind {
    Number(f64),
    Text(String),
    /// `${name}`
    Reference(String),
    /// A name without decoration: an attribute of a choice.
    Name(String),
    /// `.`
    Current,
    /// `..`
    Parent,
    Negate(Box<Part>),
    /// Two operands; `and` and `or` any number, so that a long chain stays flat.
    Operation(Operator, Vec<Part>),
    Call(String, Vec<Part>),
}

/// An operator between two operands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Operator {
    Or,
    And,
    Equal,
    NotEqual,
    Less,
    AtMost,
    More,
    AtLeast,
    Add,
    Subtract,
    Multiply,
    Divide,
    Modulo,
}

impl Operator {
    /// How strongly it binds; all operators are left-associative (XPath 1.0, section 3.5).
    pub(crate) fn strength(self) -> u8 {
        match self {
            Self::Or => 1,
            Self::And => 2,
            Self::Equal | Self::NotEqual => 3,
            Self::Less | Self::AtMost | Self::More | Self::AtLeast => 4,
            Self::Add | Self::Subtract => 5,
            Self::Multiply | Self::Divide | Self::Modulo => 6,
        }
    }
}
