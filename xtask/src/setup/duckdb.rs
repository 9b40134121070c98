//! DuckDB for Python: one of the judges of the indicators computes with it.

use std::fs;
use std::path::PathBuf;

use super::browser::apt_get;
use crate::failure::Failure;
use crate::{files, fingerprint, shell};

/// Which version, by the sha256 of its wheels.
const REQUIREMENTS: &str = "tests/oracle/duckdb/requirements.txt";

/// The folder to name in `PYTHONPATH`, beside the other tools and filled where it is not here yet.
///
/// A wheel fits one version of Python: each gets a folder of its own.
pub(crate) fn duckdb() -> Result<PathBuf, Failure> {
    let requirements = files::root().join(REQUIREMENTS);
    let wanted = fingerprint::of_bytes(&files::read(&requirements)?);
    let python = python("import sys; print(sys.implementation.cache_tag)")?;
    let folder = files::tools().join(format!("duckdb-{python}-{}", &wanted[..12]));
    if folder.is_dir() {
        return Ok(folder);
    }
    pip()?;
    shell::announce(
        "Installing DuckDB for Python: it computes the indicators by SQL of its own (once for this machine, 70 MB, seconds)",
    );
    // What was interrupted leaves nothing that looks whole.
    let partial = folder.with_extension("partial");
    if partial.exists() {
        fs::remove_dir_all(&partial)
            .map_err(Failure::io(format!("remove {}", partial.display())))?;
    }
    shell::run(
        shell::command("python3")
            .args(["-m", "pip", "install", "--target"])
            .arg(&partial)
            .args(["--require-hashes", "--only-binary=:all:", "--no-deps"])
            .args(["--quiet", "--disable-pip-version-check", "-r"])
            .arg(&requirements),
    )
    .map_err(|failure| {
        failure.hint("it takes Python 3.11 or newer, and pypi.org must be reachable the first time")
    })?;
    fs::rename(&partial, &folder).map_err(Failure::io(format!("name {}", folder.display())))?;
    Ok(folder)
}

/// Makes sure of pip, which Debian keeps in a package of its own.
fn pip() -> Result<(), Failure> {
    let version = || shell::output(shell::command("python3").args(["-m", "pip", "--version"]));
    if version().is_err() {
        apt_get(
            &["python3-pip"],
            "Installing Python's pip from Debian packages: it fetches DuckDB (once, seconds)",
        );
    }
    version().map(drop).map_err(|_| {
        Failure::new("Python has no pip").hint(
            "install it: `apt-get install python3-pip` on Debian, `python3 -m ensurepip` elsewhere",
        )
    })
}

/// What a line of Python prints.
fn python(line: &str) -> Result<String, Failure> {
    shell::output(shell::command("python3").args(["-c", line]))
}
