//! The engine, behaviour by behaviour, on forms of a few lines.

mod answers;
mod blank;
mod calculate;
mod changed;
mod choice_filter;
mod constraint;
mod count;
mod definition;
mod explanation;
mod progress;
mod random;
mod reference;
mod relevant;
mod repeat;
mod required;
mod scenario;
mod select;
mod versions;
