//! The programs that work beside the page, in web workers: each `crates/worker-NAME` becomes one
//! script and its wasm.
//!
//! Trunk could build them, but names nothing by its contents and optimizes before we can. A page
//! must never start a worker of another build, so the names follow the contents here, and
//! `boot.js` knows them.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Map, Value};

use crate::build::QUICK;
use crate::failure::Failure;
use crate::{files, fingerprint, shell, split};

/// How the names of their files and folders begin.
pub(super) const WORKER: &str = "worker-";

const TARGET: &str = "wasm32-unknown-unknown";

/// Builds every worker into the folder of the app; answers their scripts by name, as JSON.
pub(super) fn build(staging: &Path) -> Result<String, Failure> {
    let names = names()?;
    let profile = match is_quick() {
        true => "wasm-quick",
        false => "wasm-release",
    };
    compile(&names, profile)?;
    let mut scripts = Map::new();
    for name in names {
        let script = bind(&name, profile, staging)?;
        scripts.insert(name, Value::String(script));
    }
    Ok(Value::Object(scripts).to_string())
}

/// `NAME` of every `crates/worker-NAME`.
fn names() -> Result<Vec<String>, Failure> {
    let crates = files::root().join("crates");
    let entries = fs::read_dir(&crates).map_err(Failure::io("list crates"))?;
    let mut names: Vec<String> = entries
        .filter_map(|entry| {
            let folder = entry.ok()?.file_name().into_string().ok()?;
            Some(folder.strip_prefix(WORKER)?.to_owned())
        })
        .collect();
    names.sort();
    Ok(names)
}

fn package(name: &str) -> String {
    format!("sohoi-{WORKER}{name}")
}

fn compile(names: &[String], profile: &str) -> Result<(), Failure> {
    if names.is_empty() {
        return Ok(());
    }
    let mut cargo = shell::cargo();
    cargo.args(["build", "--locked", "--offline", "--bins"]);
    cargo.args(["--target", TARGET, "--profile", profile]);
    for name in names {
        cargo.args(["--package", &package(name)]);
    }
    shell::run(&mut cargo)
}

/// Puts script and wasm of a worker into the folder of the app; answers the name of the script.
fn bind(name: &str, profile: &str, staging: &Path) -> Result<String, Failure> {
    let compiled = files::target()
        .join(TARGET)
        .join(profile)
        .join(format!("{}.wasm", package(name)));
    let folder = files::target().join("xtask/workers");
    shell::run(
        shell::command("wasm-bindgen")
            .args([
                "--target=web",
                "--no-typescript",
                "--remove-producers-section",
            ])
            .arg("--out-name")
            .arg(name)
            .arg("--out-dir")
            .arg(&folder)
            .arg(&compiled),
    )?;
    let program = folder.join(format!("{name}_bg.wasm"));
    optimize(&program)?;
    let program = split::ordered(&files::read(&program)?)?;
    let glue = files::read_text(&folder.join(format!("{name}.js")))?;
    let (program, glue) = split::shorten(&program, &glue)?;
    let mut contents = program.clone();
    contents.extend(glue.as_bytes());
    let stem = format!("{WORKER}{name}-{}", &fingerprint::of_bytes(&contents)[..16]);
    let wasm = format!("{stem}.wasm");
    let script = format!("{stem}.js");
    files::write(&staging.join(&wasm), program)?;
    files::write(&staging.join(&script), glue + &starting(&wasm))?;
    Ok(script)
}

/// What a script does last: it starts the program, keeps what is said meanwhile, and lets the page
/// hear of a start that failed.
fn starting(wasm: &str) -> String {
    format!(
        "const early = [];\n\
         onmessage = (event) => early.push(event);\n\
         __wbg_init({{ module_or_path: new URL({wasm:?}, import.meta.url) }})\n  \
         .then(() => early.forEach((event) => onmessage(event)))\n  \
         .catch((error) => setTimeout(() => {{ throw error; }}));\n"
    )
}

/// Functions that are called in one place stay functions: their like elsewhere compresses better.
fn optimize(program: &PathBuf) -> Result<(), Failure> {
    if is_quick() {
        return Ok(());
    }
    shell::run(
        shell::command("wasm-opt")
            .args(["-Oz", "--converge"])
            .arg("--one-caller-inline-max-function-size=1")
            // The first kilobyte is the far end of the stack.
            .arg("--low-memory-unused")
            .arg(program)
            .arg("-o")
            .arg(program),
    )
}

fn is_quick() -> bool {
    env::var_os(QUICK).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_worker_of_the_crates_is_built() {
        let names = names().expect("the folder of the crates is there");
        assert!(names.contains(&"stats".to_owned()), "{names:?}");
    }
}
