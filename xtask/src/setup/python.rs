//! Packages for Python, each set in a folder of its own beside the other tools.

use std::fs;
use std::path::PathBuf;

use super::browser::apt_get;
use crate::failure::Failure;
use crate::{files, fingerprint, shell};

/// A set of packages.
struct Packages {
    name: &'static str,
    /// Which versions, by the sha256 of their wheels.
    requirements: &'static str,
    /// What they are for, and how large.
    why: &'static str,
}

/// The folder with DuckDB, to name in `PYTHONPATH`: one of the judges of the indicators computes with it.
pub(crate) fn duckdb() -> Result<PathBuf, Failure> {
    folder(&Packages {
        name: "duckdb",
        requirements: "tests/oracle/duckdb/requirements.txt",
        why: "Installing DuckDB for Python: it computes the indicators by SQL of its own (once for this machine, 70 MB, seconds)",
    })
}

/// The folder with Schemathesis, to name in `PYTHONPATH`: it asks the server what its API allows.
pub(crate) fn schemathesis() -> Result<PathBuf, Failure> {
    folder(&Packages {
        name: "schemathesis",
        requirements: "tests/schemathesis/requirements.txt",
        why: "Installing Schemathesis for Python: it asks the server everything that its API allows (once for this machine, 60 MB, seconds)",
    })
}

/// The folder of a set, filled where it is not here yet.
///
/// A wheel fits one version of Python: each gets a folder of its own.
fn folder(packages: &Packages) -> Result<PathBuf, Failure> {
    let requirements = files::root().join(packages.requirements);
    let wanted = fingerprint::of_bytes(&files::read(&requirements)?);
    let python = python("import sys; print(sys.implementation.cache_tag)")?;
    let name = format!("{}-{python}-{}", packages.name, &wanted[..12]);
    let folder = files::tools().join(name);
    if folder.is_dir() {
        return Ok(folder);
    }
    pip(packages.name)?;
    shell::announce(packages.why);
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
fn pip(what_for: &str) -> Result<(), Failure> {
    let version = || shell::output(shell::command("python3").args(["-m", "pip", "--version"]));
    if version().is_err() {
        apt_get(
            &["python3-pip"],
            &format!(
                "Installing Python's pip from Debian packages: it fetches {what_for} (once, seconds)"
            ),
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
