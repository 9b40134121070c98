//! The program as devices get it: made small, in two parts, and its scripts without what only
//! people read.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use super::workers;
use crate::build::QUICK;
use crate::failure::Failure;
use crate::{files, fingerprint, shell, split};

/// How the name of the program's first part ends.
const FIRST: &str = "_bg.wasm";
/// How the name of its later part begins. What follows is of its contents: a page must never put
/// together parts of two builds.
pub(super) const LATE: &str = "late-";
/// What `boot.js` holds where that name goes.
const LATE_NAME: &str = "globalThis.LATE";
/// What `boot.js` holds where the names of the programs of web workers go.
const WORKER_NAMES: &str = "globalThis.WORKERS";
/// How the names of the classes of [`without_streams`] begin.
const STREAMS: &str = "IntoUnderlying";
/// The functions that nobody needs soon, by [`key`], one a line. `cargo xtask profile` writes it.
const NOT_SOON: &str = "xtask/src/dist/late.txt";

/// Optimizes and splits the program of a build.
pub(super) fn finish(staging: &Path) -> Result<(), Failure> {
    let first = only(staging, FIRST)?;
    let whole = whole();
    optimize(&first, &whole)?;
    let keys = files::read_text(&files::root().join(NOT_SOON))?;
    let keys: BTreeSet<&str> = keys.lines().collect();
    let linked = linked().map(|path| files::read(&path)).transpose()?;
    let parts = split::split(&files::read(&whole)?, linked.as_deref(), &|name| {
        keys.contains(&*key(name))
    })?;
    let late = format!("{LATE}{}.wasm", &fingerprint::of_bytes(&parts.late)[..16]);
    files::write(&staging.join(&late), parts.late)?;
    let boot = staging.join("boot.js");
    let script = super::stamp(&files::read_text(&boot)?, LATE_NAME, &format!("{late:?}"))?;
    let workers = workers::build(staging)?;
    let script = super::stamp(&script, WORKER_NAMES, &workers)?;
    files::write(&boot, script)?;
    let script = script_of(&first);
    files::write(&script, without_streams(&files::read_text(&script)?))?;
    for script in below(staging, ".js")? {
        minify(&script)?;
    }
    let text = files::read_text(&script)?;
    files::write(&script_of_whole(), &text)?;
    let (program, text) = split::shorten(&parts.first, &text)?;
    files::write(&first, program)?;
    files::write(&script, text)
}

/// The script of the program without the classes by which Leptos streams bodies to functions of a server, which
/// the app has none of: it exports them whether they are used or not.
fn without_streams(script: &str) -> String {
    let classes = without(
        script,
        &format!("export class {STREAMS}"),
        ".prototype.free;\n",
    );
    without(&classes, &format!("const {STREAMS}"), ");\n")
}

/// A text without what begins and ends so.
fn without(text: &str, begins: &str, ends: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, behind)) = rest.split_once(begins) {
        kept.push_str(before);
        rest = behind.split_once(ends).map_or("", |(_, after)| after);
    }
    kept + rest
}

/// The script that wasm-bindgen made for a program.
fn script_of(program: &Path) -> PathBuf {
    let name = program.to_string_lossy().replace(FIRST, ".js");
    PathBuf::from(name)
}

/// The program of the last build in one piece, small, with names.
fn whole() -> PathBuf {
    files::target().join("xtask/program.wasm")
}

/// The script of that program, with the names that it has there.
fn script_of_whole() -> PathBuf {
    files::target().join("xtask/program.js")
}

/// The program as the linker wrote it, with notes of which data a function uses; a quick build has none.
fn linked() -> Option<PathBuf> {
    let path = "wasm32-unknown-unknown/wasm-release/sohoi.wasm";
    std::env::var_os(QUICK)
        .is_none()
        .then(|| files::target().join(path))
}

/// A copy of the last build whose program notes which functions are called, with their names.
pub(crate) fn counted(folder: &Path) -> Result<Vec<String>, Failure> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            return Err(Failure::io(format!("remove {}", folder.display()))(error));
        }
        _ => {}
    }
    for file in files::below(&files::dist())? {
        let name = files::named(&file, &files::dist());
        // Compressed copies are of the program that does not count.
        if !name.ends_with(".br") && !name.ends_with(".gz") {
            files::write(&folder.join(name), files::read(&file)?)?;
        }
    }
    let (program, names) = split::counted(&files::read(&whole())?)?;
    let script = files::read_text(&script_of_whole())?;
    let (program, script) = split::shorten(&program, &script)?;
    let file = only(folder, FIRST)?;
    // The service worker keeps what has the hash of its list.
    let worker = folder.join("sw.js");
    let mut list = files::read_text(&worker)?;
    for (file, counted) in [(script_of(&file), script.into_bytes()), (file, program)] {
        let listed = fingerprint::base64_of_bytes(&files::read(&file)?);
        list = list.replace(&listed, &fingerprint::base64_of_bytes(&counted));
        files::write(&file, counted)?;
    }
    files::write(&worker, list)?;
    Ok(names)
}

/// Notes which functions nobody needs soon: all whose place is not among `called`. Of several with
/// one name none is, as soon as one was called.
pub(crate) fn keep_not_soon(names: &[String], called: &BTreeSet<usize>) -> Result<(), Failure> {
    let keys_of = |is_called: bool| {
        let all = names.iter().enumerate();
        let own = all.filter(move |(place, _)| called.contains(place) == is_called);
        own.map(|(_, name)| key(name)).collect::<BTreeSet<String>>()
    };
    let mut keys = &keys_of(false) - &keys_of(true);
    keys.remove(&key(""));
    let lines: String = keys.iter().map(|key| format!("{key}\n")).collect();
    files::write(&files::root().join(NOT_SOON), lines)
}

/// What stands for the name of a function: the same in every clone and on every machine.
///
/// A mangled name says by which hash its crates are told apart; that part is left out.
fn key(name: &str) -> String {
    let mut plain = String::with_capacity(name.len());
    let mut rest = name;
    while let Some(place) = rest.find("Cs") {
        let (before, behind) = rest.split_at(place + 1);
        plain.push_str(before);
        let end = behind.find(|letter: char| !letter.is_ascii_alphanumeric());
        rest = match end {
            Some(end) if behind[end..].starts_with('_') => &behind[end + 1..],
            _ => behind,
        };
    }
    plain.push_str(rest);
    fingerprint::of_bytes(plain.as_bytes())[..10].to_owned()
}

/// Calls of one place are not put inline: a function that comes later must not be swallowed by one
/// that comes first. A quick build is split as it is.
fn optimize(program: &Path, out: &Path) -> Result<(), Failure> {
    if std::env::var_os(QUICK).is_some() {
        return files::write(out, files::read(program)?);
    }
    files::write(out, split::without_notes(&files::read(program)?)?)?;
    shell::run(
        shell::command("wasm-opt")
            .arg(format!("--remove-exports=*{}*", STREAMS.to_lowercase()))
            .args(["-Oz", "--converge", "--debuginfo"])
            // The first kilobyte is the far end of the stack.
            .arg("--low-memory-unused")
            .args(["--one-caller-inline-max-function-size=1"])
            .args(["--always-inline-max-function-size=1"])
            .arg(out)
            .arg("-o")
            .arg(out),
    )
}

/// Makes one small file of all styles; `index.html` names it.
pub(super) fn styles() -> Result<(), Failure> {
    let all = files::target().join("xtask/app.css");
    shell::run(
        shell::command("esbuild")
            .args([
                "--bundle",
                "--minify",
                "--log-level=warning",
                "--charset=utf8",
            ])
            .arg("style/app.css")
            .arg(format!("--outfile={}", all.display())),
    )
}

/// Takes comments, blanks and long names out of a script.
fn minify(script: &Path) -> Result<(), Failure> {
    shell::run(
        shell::command("esbuild")
            .args(["--minify", "--format=esm", "--log-level=warning"])
            .args(["--allow-overwrite", "--charset=utf8"])
            .arg(script)
            .arg(format!("--outfile={}", script.display())),
    )
}

/// The one file of a folder whose name ends so.
fn only(folder: &Path, ending: &str) -> Result<PathBuf, Failure> {
    let mut found = below(folder, ending)?;
    match (found.pop(), found.is_empty()) {
        (Some(file), true) => Ok(file),
        _ => Err(Failure::new(format!(
            "{} holds not one file that ends with {ending}",
            folder.display()
        ))),
    }
}

fn below(folder: &Path, ending: &str) -> Result<Vec<PathBuf>, Failure> {
    let mut found = files::below(folder)?;
    found.retain(|file| file.to_string_lossy().ends_with(ending));
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn classes_that_stream_bodies_are_taken_out_whole() {
        let script = "export class IntoUnderlyingSink {\n    free() {}\n}\n\
            if (Symbol.dispose) IntoUnderlyingSink.prototype[Symbol.dispose] = IntoUnderlyingSink.prototype.free;\n\
            export function start() {\n    wasm.start();\n}\n\
            const IntoUnderlyingSinkFinalization = (typeof FinalizationRegistry === 'undefined')\n    ? {}\n    \
            : new FinalizationRegistry(ptr => wasm.__wbg_intounderlyingsink_free(ptr, 1));\n\
            let wasm;\n";
        assert_eq!(
            without_streams(script),
            "export function start() {\n    wasm.start();\n}\nlet wasm;\n"
        );
    }

    #[test]
    fn a_name_has_one_key_whatever_tells_its_crates_apart() {
        let one = "_RNCNvNtCs4fqI2P2rA04_5sohoi3app3app0Cs9_4core";
        let other = "_RNCNvNtCsfEx9rmYpb83_5sohoi3app3app0CsAA_4core";
        assert_eq!(key(one), key(other));
        assert_ne!(
            key(one),
            key("_RNCNvNtCs4fqI2P2rA04_5sohoi3app3app1Cs9_4core")
        );
        assert_ne!(key("Cs"), key("C"));
    }
}
