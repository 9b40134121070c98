//! `cargo xtask static`: the app for a static host, with a round beside it and no server.
//!
//! The documents of the round lie in `round/`, each under its hash, and an index of them; the page
//! says that they are there. So an app that cannot reach its server never takes itself for one
//! that has none.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use serde_json::json;
use sohoi_round::CompiledRound;

use crate::failure::Failure;
use crate::{demo, dist, files, fingerprint};

/// The round that is written where none is named.
const PACKAGE: &str = "rounds/ct17-2017";
/// What the page says.
const PLAIN_PAGE: &str = "<html lang=\"vi\">";
const MARKED_PAGE: &str = "<html lang=\"vi\" data-rounds=\"round/index.json\">";

/// What to write where.
pub(crate) struct Options {
    to: PathBuf,
    package: PathBuf,
    is_demonstration: bool,
}

impl Options {
    /// `DIR [ROUND] [--demonstration]`
    pub(crate) fn parse(mut arguments: lexopt::Parser) -> Result<Self, Failure> {
        let (mut paths, mut is_demonstration) = (Vec::new(), false);
        while let Some(argument) = arguments.next()? {
            match argument {
                lexopt::Arg::Long("demonstration") => is_demonstration = true,
                lexopt::Arg::Value(path) => paths.push(PathBuf::from(path)),
                other => return Err(other.unexpected().into()),
            }
        }
        let mut paths = paths.into_iter();
        let to = paths.next().ok_or_else(|| {
            Failure::new("it is not said where to write")
                .hint("cargo xtask static DIR [ROUND] [--demonstration]")
        })?;
        Ok(Self {
            to,
            package: paths.next().unwrap_or(files::root().join(PACKAGE)),
            is_demonstration,
        })
    }
}

/// Writes the built app and a round into a new folder.
pub(crate) fn write(options: &Options) -> Result<(), Failure> {
    let built = files::root().join("dist");
    if !built.join("index.html").exists() {
        return Err(Failure::new("the app is not built").hint("cargo xtask build"));
    }
    if options.to.exists() {
        let message = format!("{} is there already", options.to.display());
        return Err(Failure::new(message).hint("name a folder that is not there yet"));
    }
    let round = demo::compile_package(&options.package)?;
    for file in files::below(&built)? {
        let name = files::named(&file, &built);
        // Written anew below, or of use to our own server only.
        if name.ends_with(".br") || name.ends_with(".gz") {
            continue;
        }
        put(&options.to.join(&name), &files::read(&file)?)?;
    }
    let page = options.to.join("index.html");
    let text = files::read_text(&page)?;
    if text.matches(PLAIN_PAGE).count() != 1 {
        return Err(Failure::new(format!(
            "index.html does not hold {PLAIN_PAGE} once"
        )));
    }
    put(&page, text.replace(PLAIN_PAGE, MARKED_PAGE).as_bytes())?;
    dist::stamp_anew(&options.to)?;
    write_round(&options.to.join("round"), &round, options.is_demonstration)?;
    println!(
        "{}: {} with {} lines of its register",
        options.to.display(),
        round.round.id,
        round.register.len()
    );
    Ok(())
}

/// The same with the usual round, in place of what was there: for tests.
pub(crate) fn write_anew(to: &Path) -> Result<(), Failure> {
    match fs::remove_dir_all(to) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => {
            return Err(Failure::io(format!("remove {}", to.display()))(error));
        }
        _ => {}
    }
    write(&Options {
        to: to.to_path_buf(),
        package: files::root().join(PACKAGE),
        is_demonstration: true,
    })
}

fn write_round(to: &Path, round: &CompiledRound, is_demonstration: bool) -> Result<(), Failure> {
    let parts = &round.parts;
    let documents = [&parts.round, &parts.figures].into_iter();
    for document in documents.chain(parts.forms.values()) {
        let name = format!("{}.json", document.hash);
        put(&to.join(name), document.json.as_bytes())?;
    }
    let id = &round.round.id;
    let lines: Vec<_> = round
        .register
        .iter()
        .map(|line| {
            json!({
                "id": line.id, "round": id, "name": line.name, "kind": line.kind,
                "unit": line.unit, "attributes": line.attributes,
            })
        })
        .collect();
    let register = json!(lines).to_string();
    let hash = fingerprint::of_bytes(register.as_bytes());
    put(&to.join(format!("{hash}.json")), register.as_bytes())?;
    let index = json!({"rounds": [{
        "id": id, "hash": parts.round.hash, "demonstration": is_demonstration, "register": hash,
    }]});
    put(&to.join("index.json"), index.to_string().as_bytes())
}

fn put(file: &Path, bytes: &[u8]) -> Result<(), Failure> {
    if let Some(folder) = file.parent() {
        let made = fs::create_dir_all(folder);
        made.map_err(Failure::io(format!("make {}", folder.display())))?;
    }
    files::write(file, bytes)
}
