//! Builds the app by Trunk and the server by cargo.

use std::fs;
use std::path::PathBuf;

use crate::failure::Failure;
use crate::{files, fingerprint, setup, shell};

/// What the bytes of `dist/` depend on, the crates apart.
const APP: &[&str] = &[
    ".cargo/config.toml",
    "Cargo.toml",
    "Cargo.lock",
    "Trunk.toml",
    "package-lock.json",
    "build.rs",
    "index.html",
    "public",
    "style",
    "src",
    "xtask/src/dist.rs",
    "xtask/src/dist",
    "xtask/src/split.rs",
    "xtask/src/split",
];

/// The one crate that changes often and that the app can never use.
const NOT_IN_APP: &str = "crates/server";

/// How the app is built.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Build {
    /// As devices get it.
    Whole,
    /// For trying out a change: the same behaviour, larger and slower, in a fraction of the time.
    Quick,
}

/// Tells the hook that Trunk calls that the build is quick.
pub(crate) const QUICK: &str = "SOHOI_QUICK_BUILD";

/// Sets up what is missing and builds app and server.
pub(crate) fn everything(build: Build) -> Result<(), Failure> {
    setup::for_building()?;
    app(build)?;
    server()
}

/// Builds the app into `dist/`, unless it was built so from these very files.
pub(crate) fn app(build: Build) -> Result<(), Failure> {
    let stamp = files::target().join("xtask/app");
    let mut wanted = fingerprint::of_files(&inputs()?)?;
    if build == Build::Quick {
        wanted.push_str(" quick");
    }
    let is_there = files::dist().join("index.html").is_file();
    if is_there && fs::read_to_string(&stamp).is_ok_and(|built| built == wanted) {
        return Ok(());
    }
    shell::announce(
        "Building the app into dist/ (the first time 3 to 5 minutes, later one or two)",
    );
    // The old stamp goes first: an interrupted build must not pass for a whole one.
    match fs::remove_file(&stamp) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            return Err(Failure::io(format!("remove {}", stamp.display()))(error));
        }
        _ => {}
    }
    let mut trunk = shell::command("trunk");
    trunk.arg("build");
    match build {
        Build::Whole => trunk.arg("--release"),
        Build::Quick => trunk.env(QUICK, "true"),
    };
    shell::run(trunk.env("TRUNK_SKIP_VERSION_CHECK", "true"))?;
    files::write(&stamp, wanted)
}

fn inputs() -> Result<Vec<PathBuf>, Failure> {
    let root = files::root();
    let crates = fs::read_dir(root.join("crates")).map_err(Failure::io("list crates"))?;
    let mut crates: Vec<PathBuf> = crates
        .filter_map(|entry| entry.ok().map(|entry| entry.path()))
        .filter(|path| !path.ends_with(NOT_IN_APP))
        .collect();
    crates.sort();
    Ok(APP
        .iter()
        .map(|name| root.join(name))
        .chain(crates)
        .collect())
}

/// Builds the server; cargo knows by itself what is up to date.
pub(crate) fn server() -> Result<(), Failure> {
    shell::announce("Building the server (the first time 3 to 4 minutes)");
    shell::run(shell::cargo().args([
        "build",
        "--release",
        "--locked",
        "--package",
        "sohoi-server",
    ]))
}
