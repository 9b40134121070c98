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

    /// The texts that the expression can give, where it can give nothing but these and blank.
    ///
    /// ```
    /// use sohoi_expr::parse;
    /// let status = parse("if(${days} > 0, 'late', if(${days} = 0, 'timely', ''))").unwrap();
    /// assert_eq!(status.outcomes(), Some(vec!["late", "timely"]));
    /// assert_eq!(parse("if(${days} > 0, 'late', ${x})").unwrap().outcomes(), None);
    /// ```
    pub fn outcomes(&self) -> Option<Vec<&str>> {
        let mut texts = Vec::new();
        let is_all = collect_outcomes(&self.root, &mut texts);
        (is_all && !texts.is_empty()).then_some(texts)
    }
}

/// Collects the texts that a part can give; false where it can give anything else.
fn collect_outcomes<'a>(part: &'a Part, texts: &mut Vec<&'a str>) -> bool {
    match &part.kind {
        PartKind::Text(text) => {
            if !text.is_empty() && !texts.contains(&&**text) {
                texts.push(text);
            }
            true
        }
        PartKind::Call(name, arguments) => match (name.as_str(), &arguments[..]) {
            ("if", [_, one, other]) | ("coalesce", [one, other]) => {
                collect_outcomes(one, texts) && collect_outcomes(other, texts)
            }
            _ => false,
        },
        _ => false,
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
pub enum Operator {
    /// `or`
    Or,
    /// `and`
    And,
    /// `=`
    Equal,
    /// `!=`
    NotEqual,
    /// `<`
    Less,
    /// `<=`
    AtMost,
    /// `>`
    More,
    /// `>=`
    AtLeast,
    /// `+`
    Add,
    /// `-`
    Subtract,
    /// `*`
    Multiply,
    /// `div`
    Divide,
    /// `mod`
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
