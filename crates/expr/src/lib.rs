//! The expression language of forms and indicators: a subset of ODK XPath.
//!
//! An expression is read in two steps. [`parse`] turns a text into [`Syntax`]; [`Syntax::check`]
//! resolves its names against a form ([`Names`]) and gives an [`Expression`], or every
//! [`Fault`] it finds, each with its byte offset and what to do about it.
//! [`Expression::evaluate`] asks a [`Context`] for the answers.
//!
//! # Decisions
//!
//! Where XPath 1.0, the ODK XForms specification and JavaRosa (the engine of Collect) leave a
//! choice or differ, this is what holds here:
//!
//! * **Blank** is the empty text: it equals blank and differs from everything else, so
//!   `${x} != ''` asks for a value. As a number it is NaN: no order holds with it, `${x} = 0` is
//!   false, arithmetic gives NaN. A calculation whose result is NaN is blank (JavaRosa).
//! * **`sum`, `min`, `max`, `count`, `join`** skip blank nodes (JavaRosa's rule for nodes that do
//!   not apply, here for unanswered ones too), else an association founded late could not submit.
//! * **Numbers are the same within 10⁻¹²** (JavaRosa), so 0.1 + 0.2 = 0.3; here `<=` and `>` agree
//!   with `=`.
//! * **`round`** takes a half away from zero on the decimal digits people see (JavaRosa); `int`
//!   drops the decimals.
//! * **`regex`** matches the whole value (Collect); what its patterns do not have is refused.
//! * **Days** have neither time nor zone; as a number a day counts from 1 January 1970, so a day
//!   plus 30 is a number that `date()` turns back.
//! * **One value where one is meant:** a question that is asked once a row is no value outside its
//!   repeat (Collect fails when it is filled in, here the form does not compile).
//! * **The checker refuses what can never hold,** such as a choice that the list does not
//!   have, or a text that a calculation never gives.
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
mod context;
mod day;
mod evaluate;
mod expression;
mod fault;
mod function;
mod letters;
mod lexer;
mod names;
mod nearest;
mod number;
mod parser;
mod pattern;
#[cfg(test)]
mod seeded;
mod split;
mod syntax;
mod value;

pub use check::Place;
pub use context::{Context, NoAnswers};
pub use day::{day_number, parse_day};
pub use expression::{Expression, Use};
pub use fault::{Fault, FaultKind, HAS_REASONS};
pub use letters::{begins_name, continues_name};
pub use names::{Names, NoNames, Shape, Target, Type};
pub use nearest::nearest;
pub use number::{format_number, parse_number, round_half_away};
pub use parser::parse;
pub use split::Split;
pub use syntax::{Operator, Syntax};
pub use value::Value;
