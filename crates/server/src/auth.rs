//! Who somebody is: passwords, sessions, access tokens, and how often one may guess.

mod access;
mod password;
mod session;
mod throttle;

pub use access::AccessToken;
pub use password::{PasswordError, Passwords};
pub use session::{SESSION_COOKIE, SESSION_DAYS, Token};
pub use throttle::Throttle;
