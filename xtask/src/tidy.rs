//! Rules of the house that no compiler checks.
//!
//! Folders of `src/` are no crates, so nothing but this keeps a widget from reading the
//! database. The other rules keep the project whole by itself: no path of somebody's
//! machine, and nothing of one review round in code that serves every round.

mod imports;
mod names;
mod source;

use std::path::{Path, PathBuf};

use crate::failure::Failure;
use crate::{files, shell};

/// Crates whose whole public face must be documented.
const PURE: &[&str] = &[
    "disclosure",
    "expr",
    "form",
    "round",
    "xlsform",
    "stats",
    "sync",
    "text",
    "export",
    "aggregate",
    "grouping",
    "worker",
    "worker-stats",
    "worker-office",
];

/// A file longer than this makes one ask whether it is still one thought.
const LONG: usize = 400;

/// Fails with every place that breaks a rule; only asks about long files.
pub(crate) fn check() -> Result<(), Failure> {
    let root = files::root();
    let tracked = tracked(&root)?;
    for (name, lines) in long_files(&root, &tracked)? {
        println!("{name} has {lines} lines: is it still one thought?");
    }
    let problems = problems(&root, &tracked)?;
    match problems.is_empty() {
        true => Ok(()),
        false => Err(Failure::new(format!(
            "{} places break a rule of the house:\n  {}",
            problems.len(),
            problems.join("\n  ")
        ))),
    }
}

fn problems(root: &Path, tracked: &[PathBuf]) -> Result<Vec<String>, Failure> {
    let mut problems = Vec::new();
    let names = names::of_rounds(root)?;
    for path in tracked {
        let name = files::named(path, root);
        let Ok(text) = std::fs::read_to_string(path) else {
            continue; // An image, or deleted and not yet committed.
        };
        if name.ends_with("/mod.rs") {
            problems.push(format!("{name}: use `foo.rs` beside `foo/`"));
        }
        problems.extend(machine_paths(&name, &text));
        if name.ends_with(".rs") {
            problems.extend(imports::problems(&name, &text));
            if serves_every_round(&name) {
                problems.extend(names.problems(&name, &text));
            }
        }
    }
    for package in PURE {
        let name = format!("crates/{package}/src/lib.rs");
        if !files::read_text(&root.join(&name))?.contains("#![deny(missing_docs)]") {
            problems.push(format!("{name}: say #![deny(missing_docs)]"));
        }
    }
    Ok(problems)
}

/// Whether a file is code for whatever round comes: the app's and the crates', tests apart.
fn serves_every_round(name: &str) -> bool {
    let in_crate = name.starts_with("crates/") && name.contains("/src/");
    (name.starts_with("src/") || in_crate)
        && !name.contains("/tests/")
        && !name.ends_with("/tests.rs")
}

/// Paths outside the project: it has to stand alone wherever it is cloned.
fn machine_paths(name: &str, text: &str) -> Vec<String> {
    // Put together here, so that this file does not name them itself.
    let paths = [
        ["..", "/shared"],
        ["/wo", "rk/"],
        ["/ro", "ot/"],
        ["/ho", "me/"],
    ]
    .map(|parts| parts.concat());
    text.lines()
        .enumerate()
        .flat_map(|(index, line)| {
            let found = paths.iter().filter(move |path| names_path(line, path));
            found.map(move |path| {
                format!(
                    "{name}:{}: names {path}, a place outside the project",
                    index + 1
                )
            })
        })
        .collect()
}

/// Whether a line has the path where a path begins: `/data/home/x` is not below `/home`.
fn names_path(line: &str, path: &str) -> bool {
    line.match_indices(path).any(|(at, _)| {
        let before = line[..at].chars().next_back();
        !before.is_some_and(|char| char.is_alphanumeric() || "._-}".contains(char))
    })
}

fn long_files(root: &Path, tracked: &[PathBuf]) -> Result<Vec<(String, usize)>, Failure> {
    let mut long = Vec::new();
    for path in tracked
        .iter()
        .filter(|path| path.extension().is_some_and(|end| end == "rs") && path.exists())
    {
        let lines = files::read_text(path)?.lines().count();
        if lines > LONG {
            long.push((files::named(path, root), lines));
        }
    }
    Ok(long)
}

/// What git has or would take: build output and caches are none of our business.
fn tracked(root: &Path) -> Result<Vec<PathBuf>, Failure> {
    let list = shell::output(shell::command("git").args([
        "ls-files",
        "-z",
        "--cached",
        "--others",
        "--exclude-standard",
    ]))?;
    Ok(list
        .split('\0')
        .filter(|name| !name.is_empty())
        .map(|name| root.join(name))
        .collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_of_a_machine_are_found_where_they_begin() {
        let home = ["/ho", "me/"].concat();
        let cases = [
            (format!("see {home}anna/notes"), 1),
            (format!("\"{home}anna\""), 1),
            (format!("$XDG{home}anna"), 0),
            (format!("https://example.org{home}page"), 0),
            ("docs/adr".to_owned(), 0),
        ];
        for (line, expected) in cases {
            assert_eq!(machine_paths("x.md", &line).len(), expected, "{line}");
        }
    }
}
