//! Compiling a round package: the delivered one as a whole, broken ones in every way, garbage.

mod broken;
mod closing;
mod congress;
mod delivered;
mod english;
mod explanations;
mod free_text;
mod garbage;
mod lists;
mod parts;
mod second;
mod times;

use std::fs;
use std::path::{Path, PathBuf};

use sohoi_round::PackageFiles;

/// The root of the repository.
fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// The files of the delivered package.
fn package() -> PackageFiles {
    let root = repository().join("rounds/ct17-2017");
    let names = [
        "round.toml",
        "units.csv",
        "indicators.csv",
        "register.csv",
        "report.csv",
        "forms/hqc_a/survey.csv",
        "forms/hqc_a/choices.csv",
        "forms/hqc_b/survey.csv",
        "forms/hqc_b/choices.csv",
    ];
    names
        .iter()
        .map(|name| {
            let bytes = fs::read(root.join(name)).expect("the package is in the repository");
            ((*name).to_owned(), bytes)
        })
        .collect()
}

/// The delivered package with the first lines of its register only: quick to compile.
fn small_package() -> PackageFiles {
    let mut files = package();
    let register = String::from_utf8(files["register.csv"].clone()).expect("text");
    let lines = register.lines();
    let wanted = |line: &&str| {
        [
            "id,",
            "BTN-T-0001",
            "BTN-H-0030",
            "BTN-X-0426",
            "DV-0002",
            "DV-0146",
        ]
        .iter()
        .any(|start| line.starts_with(start))
    };
    // Without the days that duties go by, which mean nothing where a test takes the duties away.
    let first = |line: &'_ str| line.rsplitn(3, ',').nth(2).unwrap_or_default().to_owned();
    let few: Vec<String> = lines.filter(wanted).map(first).collect();
    assert_eq!(few.len(), 6);
    files.insert("register.csv".to_owned(), few.join("\n").into_bytes());
    files
}
