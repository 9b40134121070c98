//! What Trunk leaves to us: before a build and after it.
//!
//! File names of Trunk 0.21 do not follow the contents, so nothing may trust a name.
//! The service worker gets a list of every file with its sha256 and keeps each one whole
//! or not at all.

pub(crate) mod program;
mod workers;

use std::env;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use serde_json::json;

use crate::failure::Failure;
use crate::{files, fingerprint, shell};

/// What `sw.js` holds where the list goes.
const PLACEHOLDER: &str = "globalThis.BUILD";

/// Makes one file of all styles, and clears what wasm-bindgen wrote for an earlier build: Trunk
/// never does, and would copy snippets of code that is gone.
pub(crate) fn prepare() -> Result<(), Failure> {
    let stale = files::target().join("wasm-bindgen");
    match fs::remove_dir_all(&stale) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => {
            Err(Failure::io(format!("remove {}", stale.display()))(error))
        }
        _ => program::styles(),
    }
}

/// Writes the precache list into the service worker and compressed copies beside the files.
///
/// Trunk's `integrity` is off for scripts and wasm (`index.html`), which change here; files that a page
/// names with one are only read.
pub(crate) fn finish() -> Result<(), Failure> {
    let staging = env::var_os("TRUNK_STAGING_DIR")
        .map(PathBuf::from)
        .ok_or_else(|| {
            Failure::new("TRUNK_STAGING_DIR is not set")
                .hint("Trunk runs this; you want `cargo xtask build`")
        })?;
    program::finish(&staging)?;
    let worker = staging.join("sw.js");
    let entries = precache(&staging)?;
    let script = files::read_text(&worker)?;
    let build = build_line(&entries, &script);
    let script = stamp(&script, PLACEHOLDER, &build)?;
    files::write(&worker, script)?;
    compress(&staging)
}

/// Writes the precache list anew into the service worker of a built app whose files were changed.
pub(crate) fn stamp_anew(folder: &Path) -> Result<(), Failure> {
    let worker = folder.join("sw.js");
    let script = unstamped(&files::read_text(&worker)?)?;
    let build = build_line(&precache(folder)?, &script);
    files::write(&worker, stamp(&script, PLACEHOLDER, &build)?)
}

/// A stamped script as it was before.
fn unstamped(script: &str) -> Result<String, Failure> {
    let none = || Failure::new("sw.js holds no list of files").hint("cargo xtask build");
    let at = script.find("{\"files\":[").ok_or_else(none)?;
    let mut values =
        serde_json::Deserializer::from_str(&script[at..]).into_iter::<serde_json::Value>();
    let is_whole = values.next().is_some_and(|value| value.is_ok());
    let end = at + values.byte_offset();
    if !is_whole {
        return Err(none());
    }
    Ok([&script[..at], PLACEHOLDER, &script[end..]].concat())
}

/// What no page shows: the worker itself, compressed copies, and the icons that only
/// installing to a home screen reads, while there is a network.
const NOT_KEPT: [&str; 4] = ["sw.js", ".br", ".gz", ".png"];

/// The styles of pages that come with the later part of the program.
const LATER_STYLES: &str = "later.css";

/// When a device fetches a file: with the first visit, or after the first question.
fn part(name: &str) -> &'static str {
    // The rescue page is wanted when nothing else works: by then it is here.
    let later = [program::LATE, workers::WORKER, "rescue", LATER_STYLES];
    if later.iter().any(|begin| name.starts_with(begin)) {
        "rest"
    } else {
        "core"
    }
}

/// Every file that the service worker keeps, with the base64 of its sha256, sorted by name.
fn precache(staging: &Path) -> Result<Vec<(String, String)>, Failure> {
    files::below(staging)?
        .into_iter()
        .map(|file| (files::named(&file, staging), file))
        .filter(|(name, _)| !NOT_KEPT.iter().any(|ending| name.ends_with(ending)))
        .map(|(name, file)| Ok((name, fingerprint::base64_of_bytes(&files::read(&file)?))))
        .collect()
}

/// The build as `sw.js` reads it: an id that changes with any byte of any file, its own
/// included (two builds must never share a cache), and the files.
fn build_line(entries: &[(String, String)], worker: &str) -> String {
    let list: String = entries
        .iter()
        .map(|(name, hash)| format!("{name} {hash}\n"))
        .collect();
    let id = &fingerprint::of_bytes(format!("{list}{worker}").as_bytes())[..16];
    let files: Vec<_> = entries
        .iter()
        .map(|(url, sha256)| json!({ "url": url, "sha256": sha256, "part": part(url) }))
        .collect();
    json!({ "id": id, "files": files }).to_string()
}

/// Puts what the build knows into a script of `public/`.
fn stamp(script: &str, place: &str, text: &str) -> Result<String, Failure> {
    match script.matches(place).count() {
        1 => Ok(script.replacen(place, text, 1)),
        found => Err(Failure::new(format!(
            "a script of public/ holds {place} {found} times, not once"
        ))),
    }
}

/// Node has both compressors; a crate for each would make this program slow to build.
fn compress(staging: &Path) -> Result<(), Failure> {
    let script = files::root().join("xtask/src/dist/compress.mjs");
    shell::run(shell::command("node").arg(script).arg(staging))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entries(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
        pairs
            .iter()
            .map(|(name, hash)| ((*name).to_owned(), (*hash).to_owned()))
            .collect()
    }

    #[test]
    fn build_id_changes_with_any_hash_and_with_the_worker() {
        let one = build_line(&entries(&[("app.js", "a"), ("index.html", "b")]), "one");
        let other = build_line(&entries(&[("app.js", "a"), ("index.html", "c")]), "one");
        let third = build_line(&entries(&[("app.js", "a"), ("index.html", "b")]), "two");
        assert!(
            one.contains(r#"{"part":"core","sha256":"a","url":"app.js"}"#),
            "{one}"
        );
        let id = |line: &str| {
            let build: serde_json::Value = serde_json::from_str(line).expect("it is JSON");
            build["id"].as_str().expect("the id is text").to_owned()
        };
        assert_eq!(id(&one).len(), 16);
        assert_ne!(id(&one), id(&other));
        assert_ne!(id(&one), id(&third));
    }

    #[test]
    fn only_the_later_part_of_the_program_and_workers_come_later() {
        for (name, expected) in [
            ("index.html", "core"),
            ("sohoi-2f2e61fde58bf3a7.js", "core"),
            ("sohoi-2f2e61fde58bf3a7_bg.wasm", "core"),
            ("late-2f2e61fde58bf3a7.wasm", "rest"),
            ("later.css", "rest"),
            ("worker-some-2f2e61fde58bf3a7.js", "rest"),
            ("worker-some-2f2e61fde58bf3a7.wasm", "rest"),
        ] {
            assert_eq!(part(name), expected, "{name}");
        }
    }

    #[test]
    fn stamp_fills_the_one_placeholder() {
        let script =
            stamp("const BUILD = globalThis.BUILD;\n", PLACEHOLDER, "{}").expect("one placeholder");
        assert_eq!(script, "const BUILD = {};\n");
    }

    #[test]
    fn what_was_stamped_can_be_stamped_anew() {
        let script = "const BUILD = globalThis.BUILD;\nconst other = {};\n";
        let line = build_line(&entries(&[("app.js", "a")]), script);
        let stamped = stamp(script, PLACEHOLDER, &line).expect("one placeholder");
        assert_eq!(unstamped(&stamped).expect("it was stamped"), script);
        assert!(unstamped(script).is_err());
    }

    #[test]
    fn stamp_refuses_a_script_without_or_with_two_placeholders() {
        assert!(stamp("const BUILD = null;", PLACEHOLDER, "{}").is_err());
        assert!(stamp("globalThis.BUILD globalThis.BUILD", PLACEHOLDER, "{}").is_err());
    }
}
