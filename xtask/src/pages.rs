//! What looks at the product in a real browser: its size, its pages, the whole way.
//!
//! The scripts are in `tests/e2e`; here they get the server, the app, the data and the
//! browser to use.

use std::process::Command;

use crate::dist::program;
use crate::failure::Failure;
use crate::{alone, build, files, setup, shell, start};

/// The tests of `tests/e2e`, ready to run. App and server must be built.
pub(crate) fn end_to_end() -> Result<Command, Failure> {
    let mut command = node()?;
    // One at a time: two browsers on two cores make every time limit a guess.
    command.args(["--test", "--test-concurrency=1", "--test-reporter=spec"]);
    let tests = files::below(&files::root().join("tests/e2e"))?;
    command.args(
        tests
            .iter()
            .filter(|path| path.to_string_lossy().ends_with(TEST)),
    );
    Ok(command)
}

/// Builds, and runs the end-to-end tests of these names, e.g. `offline`.
pub(crate) fn try_out(build: build::Build, names: &[String]) -> Result<(), Failure> {
    setup::for_testing()?;
    build::everything(build)?;
    let folder = files::root().join("tests/e2e");
    let mut command = node()?;
    command.args(["--test", "--test-concurrency=1", "--test-reporter=spec"]);
    command.args(
        names
            .iter()
            .map(|name| folder.join(format!("{name}{TEST}"))),
    );
    shell::run(&mut command)
}

/// How the file of an end-to-end test ends.
const TEST: &str = ".test.mjs";

/// Prints the bytes until the first question takes input; fails above the budget.
pub(crate) fn size() -> Result<(), Failure> {
    build::everything(build::Build::Whole)?;
    size_of_build()
}

/// The same of the app as it was built last.
pub(crate) fn size_of_build() -> Result<(), Failure> {
    setup::browser()?;
    shell::run(node()?.arg("tests/e2e/size.mjs"))
}

/// Measures the app in Chromium: lines `name value unit`.
pub(crate) fn bench(parts: &[String]) -> Result<(), Failure> {
    setup::for_testing()?;
    build::everything(build::Build::Whole)?;
    shell::run(node()?.arg("tests/e2e/bench.mjs").args(parts))
}

/// Finds out which functions of the program nobody needs soon.
pub(crate) fn profile() -> Result<(), Failure> {
    setup::for_testing()?;
    build::everything(build::Build::Whole)?;
    let folder = files::target().join("xtask/counted");
    let names = program::counted(&folder)?;
    let called = folder.join("called.json");
    let mut command = node()?;
    command
        .arg("tests/e2e/profile.mjs")
        .env("SOHOI_APP", &folder)
        .env("SOHOI_CALLED", &called);
    shell::run(&mut command)?;
    let places = serde_json::from_str(&files::read_text(&called)?);
    let places = places.map_err(|error| Failure::new(format!("{}: {error}", called.display())))?;
    program::keep_not_soon(&names, &places)?;
    shell::announce("Noted. The next build splits the program anew.");
    Ok(())
}

/// Pictures every page into `tests/e2e/output`, or the named groups only.
pub(crate) fn screenshots(groups: &[String]) -> Result<(), Failure> {
    setup::for_testing()?;
    build::everything(build::Build::Whole)?;
    shell::run(node()?.arg("tests/e2e/screenshots.mjs").args(groups))
}

fn node() -> Result<Command, Failure> {
    let mut command = shell::command("node");
    let alone = files::target().join("xtask/static");
    alone::write_anew(&alone)?;
    command
        .env("SOHOI_STATIC", alone)
        .env("SOHOI_SERVER", files::server())
        .env("SOHOI_APP", files::dist())
        .env("SOHOI_DEMONSTRATION", start::demonstration()?)
        .env("SOHOI_CHROMIUM", setup::browser()?.program);
    Ok(command)
}
