//! What is hidden is held against a solver that shares nothing with what hid it.

#![expect(clippy::print_stdout, reason = "`--nocapture` shows what was measured")]

mod attacker;
mod proof;
mod sample;
mod small_cases;
mod thrift;
