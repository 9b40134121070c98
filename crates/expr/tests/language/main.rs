//! The language, function by function, as tables of cases.

mod arithmetic;
mod blank;
mod check;
mod comparison;
mod dates;
mod repeats;
mod selects;
mod sheet;
mod texts;
