//! Files that travel: what comes back is what was sent, and everything else is refused with its reason.

mod adding;
mod broken;
mod keys;
mod small;
