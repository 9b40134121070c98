//! The expression language of forms and indicators: a subset of ODK XPath.
//!
//! Parse, check, evaluate. Blank follows ODK: comparing with a blank number is false,
//! `x != ''` asks for a value; `sum`, `min`, `max`, `count` skip blank nodes.
//!
//! **Architecture Invariant:** no serde, no clock, no randomness, no I/O; every transcendental
//! function comes from `libm`, so that native code and wasm agree to the last digit.
#![deny(missing_docs)]

/// A value as XPath knows it; dates are a type of their own.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// No answer, or a node that does not apply.
    Blank,
    /// A text.
    Text(String),
    /// A number; never NaN as an answer, but NaN as a result where XPath says so.
    Number(f64),
    /// True or false.
    Boolean(bool),
    /// A day.
    Date(chrono::NaiveDate),
}

/// A parsed expression.
#[derive(Clone, Debug)]
pub struct Expression;
