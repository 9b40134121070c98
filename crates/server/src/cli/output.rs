//! What commands say, to a terminal or into a pipe.

use std::fmt;
use std::io::{self, Write as _};

use super::Failure;

/// Prints a line. A reader that has read enough (`| head`) ends the command, silently.
pub(super) fn say(line: fmt::Arguments<'_>) -> Result<(), Failure> {
    writeln!(io::stdout(), "{line}").map_err(failed)
}

/// Writes bytes as they are.
pub(super) fn write(bytes: &[u8]) -> Result<(), Failure> {
    let mut out = io::stdout();
    out.write_all(bytes)
        .and_then(|()| out.flush())
        .map_err(failed)
}

fn failed(flaw: io::Error) -> Failure {
    match flaw.kind() {
        io::ErrorKind::BrokenPipe => Failure::ReadEnough,
        _ => Failure::io("write the output", flaw),
    }
}
