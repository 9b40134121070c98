//! Who somebody is: passwords, sessions, access tokens, and how often one may guess.

mod access;
mod password;
mod session;
mod throttle;

pub use access::AccessToken;
pub use password::{PasswordError, Passwords};
pub use session::{SESSION_DAYS, Token, session_cookie};
pub use throttle::{Guesses, Limit, Throttle};
