//! What can be wrong with an expression, in words for its author.

use std::fmt;

/// Whether somebody is there to read why a definition is refused: the feature `reasons`.
pub const HAS_REASONS: bool = cfg!(feature = "reasons");

/// `format!` for why a definition is refused; blank where [nobody reads it](HAS_REASONS).
#[macro_export]
macro_rules! reason {
    ($($words:tt)*) => {
        if $crate::HAS_REASONS {
            ::std::format!($($words)*)
        } else {
            ::std::string::String::new()
        }
    };
}

/// The same of words that are there already.
pub(crate) const fn or_blank(words: &'static str) -> &'static str {
    if HAS_REASONS { words } else { "" }
}

/// A flaw of an expression and where it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The byte offset in the text of the expression.
    pub offset: usize,
    /// What is wrong.
    pub kind: FaultKind,
}

impl Fault {
    pub(crate) fn new(offset: usize, kind: FaultKind) -> Self {
        Self { offset, kind }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.kind.fmt(f)
    }
}

impl std::error::Error for Fault {}

/// What is wrong with an expression; its `Display` says what to do.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum FaultKind {
    /// There is nothing to evaluate.
    Empty,
    /// A character that begins no token, with the hint that belongs to it.
    UnexpectedCharacter(char, &'static str),
    /// A text without its closing quote.
    OpenText,
    /// `${` without a name and `}` after it.
    BadReference,
    /// A token where a value should begin.
    ExpectedValue(String),
    /// A token where an operator or the end should be.
    ExpectedOperator(String),
    /// A parenthesis that nothing closes.
    OpenParenthesis,
    /// Nesting deeper than anybody writes by hand.
    TooDeep,
    /// A function that does not exist here.
    UnknownFunction {
        /// As written.
        name: String,
        /// What to write instead.
        hint: Option<String>,
    },
    /// The wrong number of arguments.
    Arity {
        /// The function.
        name: &'static str,
        /// How many it takes, in words.
        takes: String,
        /// How many were given.
        given: usize,
    },
    /// A `${name}` that the form does not have.
    UnknownReference {
        /// As written.
        name: String,
        /// The name probably meant.
        nearest: Option<String>,
    },
    /// A bare name where there are no attributes of choices, or not this one.
    UnknownAttribute {
        /// As written.
        name: String,
        /// Whether this place knows attributes at all.
        in_choice_filter: bool,
    },
    /// A question that is asked once a row, used as if it were one value.
    ManyValues(String),
    /// A repeat used as if it were a value.
    RepeatAsValue(String),
    /// An argument that must be a question asked once a row, or a repeat.
    NotManyValues(&'static str),
    /// The first two arguments of `indexed-repeat` do not belong together.
    NotInRepeat {
        /// The question.
        question: String,
        /// The repeat.
        repeat: String,
    },
    /// An argument of `indexed-repeat` that is no `${name}`.
    NotAReference,
    /// `.` where no answer is at hand.
    NoCurrentValue,
    /// `position(..)` outside a repeat.
    NoRow,
    /// `..` anywhere but in `position(..)`.
    ParentAlone,
    /// An argument of `position` that is not `..`.
    PositionArgument,
    /// A literal that names no day.
    NotADay(String),
    /// A pattern of `regex` that is broken or asks for what is not supported.
    BadPattern {
        /// The pattern from the place on, its beginning.
        rest: String,
        /// What is wrong there and what to do.
        reason: &'static str,
    },
    /// A date format with an unknown directive.
    BadDateFormat(String),
    /// Arithmetic with a text that is no number.
    TextInArithmetic(String),
    /// Multiplying or dividing days.
    DayInArithmetic,
    /// An order between things that have none.
    TextInOrder(String),
    /// A comparison that can never hold.
    NeverEqual {
        /// The literal.
        literal: String,
        /// What the other side is.
        other: &'static str,
    },
    /// A text that a question or calculation never has.
    UnknownText {
        /// The question or calculation.
        question: String,
        /// The literal.
        text: String,
        /// The text probably meant.
        nearest: Option<String>,
    },
    /// A condition that is no condition.
    NotACondition(&'static str),
}

/// Forms are checked before devices get them, so that nobody reads the words there.
#[cfg(target_arch = "wasm32")]
impl fmt::Display for FaultKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the expression cannot be evaluated")
    }
}

#[cfg(not(target_arch = "wasm32"))]
impl fmt::Display for FaultKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => {
                f.write_str("the expression is empty: write one, or leave the cell blank")
            }
            Self::UnexpectedCharacter(character, hint) => {
                write!(f, "unexpected character `{character}`")?;
                hinted(f, hint)
            }
            Self::OpenText => {
                f.write_str("the text is not closed: end it with the quote it began with")
            }
            Self::BadReference => f.write_str("a reference is written ${name}, without spaces"),
            Self::ExpectedValue(found) => {
                write!(
                    f,
                    "expected a value, found {found}: write a number, a 'text', ${{name}} or a function"
                )
            }
            Self::ExpectedOperator(found) => {
                write!(
                    f,
                    "expected an operator such as `and`, `=` or `+` before {found}"
                )
            }
            Self::OpenParenthesis => f.write_str("a parenthesis is not closed: add `)`"),
            Self::TooDeep => {
                f.write_str("the expression is nested too deeply: split it into calculations")
            }
            Self::UnknownFunction { name, hint } => {
                write!(f, "there is no function `{name}`")?;
                hinted(f, hint.as_deref().unwrap_or_default())
            }
            Self::Arity { name, takes, given } => {
                write!(f, "`{name}` takes {takes}, {given} given")
            }
            Self::UnknownReference { name, nearest } => {
                write!(f, "the form has no question `{name}`")?;
                meant(f, nearest.as_deref(), "${", "}")
            }
            Self::UnknownAttribute {
                name,
                in_choice_filter: true,
            } => {
                write!(
                    f,
                    "no choice of the list has a column `{name}`: write ${{{name}}} for an answer, '{name}' for a text"
                )
            }
            Self::UnknownAttribute {
                name,
                in_choice_filter: false,
            } => {
                write!(
                    f,
                    "`{name}` stands alone: write ${{{name}}} for an answer, '{name}' for a text"
                )
            }
            Self::ManyValues(name) => write!(
                f,
                "`{name}` is asked once a row: use sum(), min(), max(), count(), join() or indexed-repeat()"
            ),
            Self::RepeatAsValue(name) => write!(
                f,
                "`{name}` is a repeat and has no value: name a question inside it, or use count()"
            ),
            Self::NotManyValues(name) => {
                write!(f, "`{name}` takes a ${{question}} that is asked once a row")
            }
            Self::NotInRepeat { question, repeat } => {
                write!(f, "`{question}` is not inside the repeat `{repeat}`")
            }
            Self::NotAReference => {
                f.write_str("write indexed-repeat(${question}, ${repeat}, number of the row)")
            }
            Self::NoCurrentValue => f.write_str(
                "`.` is the answer of the question and only a constraint has one: write ${name}",
            ),
            Self::NoRow => f.write_str(
                "position(..) is the number of the row and there is none outside a repeat",
            ),
            Self::ParentAlone => f.write_str("`..` can only be used as position(..)"),
            Self::PositionArgument => f.write_str("write position(..)"),
            Self::NotADay(text) => write!(f, "'{text}' is no day: write it like '2017-06-30'"),
            Self::BadPattern { rest, reason } => {
                write!(f, "the pattern cannot be read at `{rest}`: {reason}")
            }
            Self::BadDateFormat(directive) => write!(
                f,
                "`{directive}` is no part of a date format: use %Y %y %m %n %b %d %e %a"
            ),
            Self::TextInArithmetic(text) => {
                write!(f, "'{text}' is no number and cannot be calculated with")
            }
            Self::DayInArithmetic => {
                f.write_str("a day cannot be multiplied or divided: use decimal-date-time()")
            }
            Self::TextInOrder(text) => write!(
                f,
                "'{text}' is no number and no day, so nothing is more or less than it: use = or !="
            ),
            Self::NeverEqual { literal, other } => {
                write!(f, "'{literal}' can never be equal to {other}")
            }
            Self::UnknownText {
                question,
                text,
                nearest,
            } => {
                write!(f, "`{question}` can never be '{text}'")?;
                meant(f, nearest.as_deref(), "'", "'")
            }
            Self::NotACondition(what) => {
                write!(f, "{what} is no condition: compare it with something")
            }
        }
    }
}

#[cfg(not(target_arch = "wasm32"))]
fn hinted(f: &mut fmt::Formatter<'_>, hint: &str) -> fmt::Result {
    if hint.is_empty() {
        Ok(())
    } else {
        write!(f, ": {hint}")
    }
}

#[cfg(not(target_arch = "wasm32"))]
fn meant(
    f: &mut fmt::Formatter<'_>,
    nearest: Option<&str>,
    open: &str,
    close: &str,
) -> fmt::Result {
    nearest.map_or(Ok(()), |name| {
        write!(f, ": did you mean {open}{name}{close}?")
    })
}
