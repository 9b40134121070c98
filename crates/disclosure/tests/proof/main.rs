//! What is hidden is held against a solver that shares nothing with what hid it.

mod attacker;
mod proof;
mod sample;
mod small_cases;
mod thrift;
