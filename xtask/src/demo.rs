//! `cargo xtask demo`: the demonstration data of a round.
//!
//! One province in the shape that is known of it (numbers of associations, members, congresses,
//! money), drawn from a fixed seed: the same bytes on every machine. Bodies are named as real
//! kinds of bodies are; no person is named and no figure is a statistic.

mod association;
mod filling;
mod form_a;
mod form_a_results;
mod form_b;
mod kinds;
mod random;
mod register;
mod responses;
mod state;
#[cfg(test)]
mod tests;
mod totals;
mod words;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use sohoi_round::{CompiledRound, PackageFiles};

use crate::failure::Failure;
use crate::files;

const PACKAGE: &str = "rounds/ct17-2017";
const REGISTER: &str = "register.csv";

/// Runs the command: `--register` writes the register into the round package, `--out FILE` writes
/// the responses.
pub(crate) fn run(mut arguments: lexopt::Parser) -> Result<(), Failure> {
    let package = files::root().join(PACKAGE);
    match arguments.next()? {
        Some(lexopt::Arg::Long("register")) => {
            crate::no_more(arguments)?;
            let register = new_register(read_package(&package)?)?;
            write(&package.join(REGISTER), &register)
        }
        Some(lexopt::Arg::Long("out")) => {
            let file = PathBuf::from(arguments.value()?);
            crate::no_more(arguments)?;
            let round = compile(&read_package(&package)?)?;
            write(&file, &responses::write(&round)?)
        }
        Some(other) => Err(other.unexpected().into()),
        None => Err(Failure::new("it is not said what to write")
            .hint("cargo xtask demo --out FILE, or cargo xtask demo --register")),
    }
}

/// The register of the package's units.
fn new_register(mut files: PackageFiles) -> Result<String, Failure> {
    // The units are wanted here, whatever the register is at the moment.
    files.insert(REGISTER.to_owned(), b"id,name,kind,unit\n".to_vec());
    Ok(register::write(&compile(&files)?.round.units))
}

/// The round of a package folder.
pub(crate) fn compile_package(folder: &Path) -> Result<CompiledRound, Failure> {
    compile(&read_package(folder)?)
}

fn compile(files: &PackageFiles) -> Result<CompiledRound, Failure> {
    sohoi_round::compile(files).map_err(|problems| {
        let lines: Vec<String> = problems.iter().map(ToString::to_string).collect();
        Failure::new(format!(
            "the round package has problems:\n{}",
            lines.join("\n")
        ))
    })
}

/// Every file below `folder` by its path inside it.
fn read_package(folder: &Path) -> Result<PackageFiles, Failure> {
    let mut files = BTreeMap::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(next) = folders.pop() {
        let entries = fs::read_dir(&next).map_err(Failure::io(next.display()))?;
        for entry in entries {
            let path = entry.map_err(Failure::io(next.display()))?.path();
            if path.is_dir() {
                folders.push(path);
            } else if let Ok(inside) = path.strip_prefix(folder) {
                let name = inside.to_string_lossy().replace('\\', "/");
                let bytes = fs::read(&path).map_err(Failure::io(path.display()))?;
                files.insert(name, bytes);
            }
        }
    }
    Ok(files)
}

fn write(path: &Path, text: &str) -> Result<(), Failure> {
    if let Some(folder) = path
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty())
    {
        fs::create_dir_all(folder).map_err(Failure::io(folder.display()))?;
    }
    fs::write(path, text).map_err(Failure::io(path.display()))
}
