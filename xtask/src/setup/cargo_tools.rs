//! Programs built from crates.io: the two that make a web app of a Rust crate, and Firefox's driver.

use std::fs;
use std::process::Command;

use crate::failure::Failure;
use crate::{files, shell};

/// 0.22 needs a newer Rust than this project asks for.
const TRUNK: &str = "0.21.14";

/// Trunk builds the app: it runs cargo, wasm-bindgen and wasm-opt and writes `dist/`.
pub(crate) fn trunk() -> Result<(), Failure> {
    install(
        "trunk",
        "trunk",
        TRUNK,
        &["--no-default-features", "--features", "rustls"],
        "it builds the app into dist/",
    )
}

/// wasm-bindgen must be of the very version that Cargo.lock has for the crate.
pub(crate) fn wasm_bindgen() -> Result<(), Failure> {
    let lock = files::read_text(&files::root().join("Cargo.lock"))?;
    let version = locked_version(&lock, "wasm-bindgen")
        .ok_or_else(|| Failure::new("Cargo.lock names no version of wasm-bindgen"))?;
    install(
        "wasm-bindgen-cli",
        "wasm-bindgen",
        version,
        &[],
        "it joins the app's WebAssembly with the browser, and runs tests in it",
    )
}

/// Debian has no package of Firefox's driver, and its own downloads come from elsewhere.
const GECKODRIVER: &str = "0.37.1";

/// Drives Firefox in the tests.
pub(crate) fn geckodriver() -> Result<(), Failure> {
    install(
        "geckodriver",
        "geckodriver",
        GECKODRIVER,
        &[],
        "the tests drive Firefox by it",
    )
}

/// The version of a package in the text of a Cargo.lock.
fn locked_version<'a>(lock: &'a str, package: &str) -> Option<&'a str> {
    let mut lines = lock.lines();
    lines.find(|line| *line == format!("name = \"{package}\""))?;
    lines
        .next()?
        .strip_prefix("version = \"")?
        .strip_suffix('"')
}

fn install(
    package: &str,
    program: &str,
    version: &str,
    features: &[&str],
    why: &str,
) -> Result<(), Failure> {
    let folder = files::tools();
    let file = folder
        .join("bin")
        .join(format!("{program}{}", std::env::consts::EXE_SUFFIX));
    let installed = shell::output(Command::new(&file).arg("--version"));
    if installed.is_ok_and(|text| text.split_whitespace().nth(1) == Some(version)) {
        return Ok(());
    }
    shell::announce(&format!(
        "Installing {package} {version} into {}: {why} (once for this machine, 3 to 7 minutes)",
        folder.display()
    ));
    // The lock file of a tool may name a crate version that the registry no longer
    // serves; then newer versions of its dependencies do as well.
    let build = folder.join("build");
    let attempt = |lock: Option<&str>| {
        shell::run(
            shell::cargo()
                .args(["install", package, "--version", version, "--force"])
                .args(lock)
                .args(features)
                .arg("--root")
                .arg(&folder)
                // A tool that runs for seconds need not be optimised for minutes.
                .env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "0")
                .env("CARGO_PROFILE_RELEASE_LTO", "off")
                .env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16")
                .env("CARGO_TARGET_DIR", &build),
        )
    };
    let result = attempt(Some("--locked")).or_else(|_| {
        println!("With its own lock file it does not install; trying without.");
        attempt(None)
    });
    if result.is_ok() {
        // Only space: what remains of the build is of no further use.
        let _ = fs::remove_dir_all(&build);
    }
    result.map_err(|failure| {
        failure.hint("crates.io must be reachable and the disk have 2 GB free; run the command again to go on")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn version_is_read_from_the_package_of_exactly_that_name() {
        let lock = "[[package]]\nname = \"wasm-bindgen-futures\"\nversion = \"0.4.1\"\n\n\
                    [[package]]\nname = \"wasm-bindgen\"\nversion = \"0.2.130\"\n";
        assert_eq!(locked_version(lock, "wasm-bindgen"), Some("0.2.130"));
        assert_eq!(locked_version(lock, "trunk"), None);
    }
}
