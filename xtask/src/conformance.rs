//! `conformance DIR`: holds the expression language against assertions recorded elsewhere.
//!
//! The folder is no part of the project; the project's own tests stand without it.

use std::path::Path;
use std::process::Stdio;

use crate::failure::Failure;
use crate::shell;

/// What the folder must hold: one assertion a line, gzipped.
const ASSERTIONS: &str = "xpath.ndjson.gz";

pub(crate) fn run(mut arguments: lexopt::Parser) -> Result<(), Failure> {
    let folder = match arguments.next()? {
        Some(lexopt::Arg::Value(folder)) => folder,
        Some(other) => return Err(other.unexpected().into()),
        None => {
            return Err(Failure::new("`conformance` needs a folder")
                .hint(format!("the folder holds {ASSERTIONS}")));
        }
    };
    crate::no_more(arguments)?;
    // The commands run in the clone's folder, the argument is meant from where we are called.
    let path = std::path::absolute(Path::new(&folder).join(ASSERTIONS))
        .map_err(Failure::io("find the folder"))?;
    if !path.is_file() {
        return Err(Failure::new(format!("there is no {}", path.display())));
    }
    let mut gzip = shell::command("gzip")
        .arg("-dc")
        .arg(&path)
        .stdout(Stdio::piped())
        .spawn()
        .map_err(Failure::io("start `gzip`"))?;
    let assertions = gzip.stdout.take().map_or_else(Stdio::null, Stdio::from);
    shell::announce("Assertions about expressions");
    let judged = shell::run(
        shell::cargo()
            .args(["run", "--quiet", "--package", "sohoi-expr"])
            .args(["--example", "conformance"])
            .stdin(assertions),
    );
    gzip.wait().map_err(Failure::io("wait for `gzip`"))?;
    judged
}
