//! The expression language of forms and indicators: a subset of ODK XPath.
//!
//! An expression is read in two steps. [`parse`] turns a text into [`Syntax`]; [`Syntax::check`]
//! resolves its names against a form ([`Names`]) and gives an [`Expression`], or every
//! [`Fault`] it finds, each with its byte offset and what to do about it.
//! [`Expression::evaluate`] asks a [`Context`] for the answers.
//!
//! Blank follows ODK: comparing with a blank number is false, `${x} != ''` asks for a value;
//! `sum`, `min`, `max`, `count` skip blank nodes.
//!
//! ```
//! use sohoi_expr::{NoAnswers, NoNames, Place, Value, parse};
//!
//! let expression = parse("round(100 * 2 div 3, 1)").unwrap();
//! let expression = expression.check(&NoNames, Place::Calculation).unwrap();
//! assert_eq!(expression.evaluate(&NoAnswers), Value::Number(66.7));
//! ```
//!
//! **Architecture Invariant:** no serde, no clock, no randomness, no I/O; every transcendental
//! function comes from `libm`, so that native code and wasm agree to the last digit. Functions
//! that are not pure (`today`, `now`, `once`, `random`, `uuid`) are absent on purpose.
#![deny(missing_docs)]

mod check;
mod day;
mod evaluate;
mod expression;
mod fault;
mod function;
mod lexer;
mod nearest;
mod number;
mod parser;
mod syntax;
mod value;

pub use check::{Names, NoNames, Place, Shape, Target, Type};
pub use day::{day_number, parse_day};
pub use evaluate::{Context, NoAnswers};
pub use expression::{Expression, Use};
pub use fault::{Fault, FaultKind};
pub use nearest::nearest;
pub use number::{format_number, parse_number, round_half_away};
pub use parser::parse;
pub use syntax::Syntax;
pub use value::Value;
