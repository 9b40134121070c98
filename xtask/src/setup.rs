//! Sets up what building and testing need, and says what it does and why.
//!
//! Tools go to a folder outside the clone ([`files::tools`]), so that a fresh clone
//! does not build them again. Every step looks first whether it has anything to do.

mod browser;
mod cargo_tools;
mod node;
mod postgres;
mod python;

use std::path::Path;

use crate::failure::Failure;
use crate::{files, shell};

pub(crate) use browser::{browser, firefox_driver};
pub(crate) use node::peers;
pub(crate) use postgres::Postgres;
pub(crate) use python::{duckdb, schemathesis};

const WASM: &str = "wasm32-unknown-unknown";

/// Everything that building the app and the server takes.
pub(crate) fn for_building() -> Result<(), Failure> {
    wasm_target()?;
    node::version()?;
    node::packages()?;
    crates()?;
    cargo_tools::trunk()?;
    cargo_tools::wasm_bindgen()
}

/// What the tests take besides: Chromium and Firefox with their drivers, PostgreSQL, and Python.
pub(crate) fn for_testing() -> Result<(), Failure> {
    for_building()?;
    browser::install()?;
    browser::install_firefox();
    postgres::install();
    browser::python()
}

fn wasm_target() -> Result<(), Failure> {
    let libraries = shell::output(shell::command("rustc").args([
        "--print",
        "target-libdir",
        "--target",
        WASM,
    ]))?;
    if Path::new(&libraries).is_dir() {
        return Ok(());
    }
    shell::announce(
        "Adding Rust's standard library for WebAssembly: the app runs in browsers (once, under a minute)",
    );
    shell::run(shell::command("rustup").args(["target", "add", WASM])).map_err(|failure| {
        failure.hint(format!(
            "install Rust by rustup, then `rustup target add {WASM}`"
        ))
    })
}

/// Fetches the crates of Cargo.lock: Trunk is set to build without the network.
fn crates() -> Result<(), Failure> {
    let lock = files::read(&files::root().join("Cargo.lock"))?;
    let stamp = files::target().join("xtask/fetched");
    let wanted = crate::fingerprint::of_bytes(&lock);
    if std::fs::read_to_string(&stamp).is_ok_and(|fetched| fetched == wanted) {
        return Ok(());
    }
    shell::announce("Fetching the crates that Cargo.lock names (once for each change of it)");
    shell::run(shell::cargo().args(["fetch", "--locked"]))?;
    files::write(&stamp, wanted)
}
