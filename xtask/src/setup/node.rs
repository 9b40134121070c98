//! Node and the npm packages of package-lock.json.

use std::process::Command;

use crate::failure::Failure;
use crate::{files, fingerprint, shell};

const OLDEST: u32 = 20;

/// Fails unless a Node is there that the packages run on.
pub(crate) fn version() -> Result<(), Failure> {
    let hint = format!("install Node {OLDEST} or newer: wasm-opt and the browser tests run on it");
    let text = shell::output(Command::new("node").arg("--version"))
        .map_err(|_| Failure::new("there is no `node` on PATH").hint(hint.clone()))?;
    match major(&text) {
        Some(version) if version >= OLDEST => Ok(()),
        _ => Err(Failure::new(format!("node is {text}, too old")).hint(hint)),
    }
}

/// Puts the packages into node_modules when the lock file has changed since.
pub(crate) fn packages() -> Result<(), Failure> {
    let root = files::root();
    let lock = files::read(&root.join("package-lock.json"))?;
    let wanted = fingerprint::of_bytes(&lock);
    let stamp = root.join("node_modules/.sohoi-lock");
    if std::fs::read_to_string(&stamp).is_ok_and(|installed| installed == wanted) {
        return Ok(());
    }
    shell::announce(
        "Installing npm packages: wasm-opt and esbuild make the app small, playwright-core drives Chromium (once, seconds)",
    );
    shell::run(shell::command("npm").args([
        "ci",
        "--ignore-scripts",
        "--no-audit",
        "--no-fund",
        "--prefer-offline",
    ]))
    .map_err(|failure| failure.hint("the npm registry must be reachable the first time"))?;
    files::write(&stamp, wanted)
}

/// Puts what is measured besides into the `node_modules` of a folder with a lock of its own, which
/// nothing else needs.
pub(crate) fn peers(folder: &str, what: &str) -> Result<(), Failure> {
    let folder = files::root().join(folder);
    let wanted = fingerprint::of_bytes(&files::read(&folder.join("package-lock.json"))?);
    let stamp = folder.join("node_modules/.sohoi");
    if std::fs::read_to_string(&stamp).is_ok_and(|installed| installed == wanted) {
        return Ok(());
    }
    shell::announce(&format!("Installing {what}"));
    let install = ["ci", "--no-audit", "--no-fund", "--ignore-scripts"];
    shell::run(
        shell::command("npm")
            .args(install)
            .arg("--prefix")
            .arg(&folder),
    )?;
    files::write(&stamp, wanted)
}

/// The first number of `v20.1.0`.
fn major(version: &str) -> Option<u32> {
    version
        .trim()
        .strip_prefix('v')?
        .split('.')
        .next()?
        .parse()
        .ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn major_version_is_the_first_number() {
        for (text, expected) in [
            ("v20.20.2", Some(20)),
            ("v9.0.0\n", Some(9)),
            ("20", None),
            ("", None),
        ] {
            assert_eq!(major(text), expected, "{text}");
        }
    }
}
