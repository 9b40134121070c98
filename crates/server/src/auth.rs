//! Who somebody is: passwords, sessions, and how often one may guess.

mod password;
mod session;
mod throttle;

pub use password::{PasswordError, Passwords};
pub use session::{SESSION_COOKIE, SESSION_DAYS, Token};
pub use throttle::Throttle;
