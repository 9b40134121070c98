//! Doubles as decimal digits and back, exactly and with little code.
//!
//! The standard library does the same faster, by 20 kB of code and 11 kB of powers of ten, which do
//! not compress. Here the numbers that people write take a short way, exact for up to 15 digits,
//! and all others a slow one in whole numbers of any length.
//!
//! ```
//! assert_eq!(sohoi_digits::read("-12.50"), Some(-12.5));
//! assert_eq!(sohoi_digits::print(0.1 + 0.2), "0.30000000000000004");
//! ```
//!
//! **Architecture Invariant:** digit for digit what the standard library reads and prints; its
//! tests hold it against that.
#![deny(missing_docs)]

mod print;
mod read;
#[cfg(test)]
mod seeded;
mod whole;

pub use print::print;
pub use read::read;

/// Ten to the power of `places`, exact up to 22.
fn power_of_ten(places: usize) -> f64 {
    (0..places).fold(1.0, |power, _| power * 10.0)
}
