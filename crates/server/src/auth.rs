//! Who somebody is: passwords, sessions, access tokens, and how often one may guess.

mod access;
mod common;
mod generated;
mod password;
mod program;
mod session;
mod throttle;

pub use access::AccessToken;
pub use generated::password as generated_password;
pub use password::{PasswordError, Passwords};
pub use program::program;
pub use session::{Carried, SESSION_DAYS, Token, session_cookie};
pub use throttle::{Guesses, Limit, Throttle};
