//! Invitations: letting associations without an account fill in their form.
//!
//! A coordinator makes them for lines of the register within reach and hands out the codes, which are
//! seen only then. Who has one gets an account of role association for that one line, and a session
//! until the last day of the invitation.

use sohoi_invitation::Code;
use sohoi_sync::SubjectLine;

mod make;
mod redeem;
mod revoke;
mod sheet;

pub use make::{MOST, Made, MakeError, Order, Whom, make};
pub use redeem::{Admitted, NotOpen, redeem};
pub use revoke::{RevokeError, revoke};
pub use sheet::places;

/// After how many wrong secrets an invitation is locked.
pub const MOST_FAILURES: u32 = 10;

/// A line of the register and its new code. The code is nowhere else.
#[derive(Clone, Debug)]
pub struct Invited {
    /// The line.
    pub line: SubjectLine,
    /// What its people type or scan.
    pub code: Code,
}
