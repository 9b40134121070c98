//! The round as its package holds it, and the responses of the oracle.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, LazyLock};

use serde::Deserialize;
use sohoi_form::{Answers, Engine, Session};
use sohoi_round::{PackageFiles, Round, compile};
use sohoi_stats::Counted;

/// A round with responses to it.
pub(crate) struct Dataset {
    pub(crate) round: Round,
    pub(crate) engines: Vec<Arc<Engine>>,
    pub(crate) responses: Vec<Counted>,
}

/// One line of `dataset.ndjson`.
#[derive(Deserialize)]
struct Line {
    id: String,
    form: String,
    answers: BTreeMap<String, String>,
}

/// The folder with the responses and the expected figures.
pub(crate) fn oracle_folder() -> PathBuf {
    repository().join("tests/oracle")
}

impl Dataset {
    /// The one that all tests share; reading takes a while.
    pub(crate) fn shared() -> &'static Self {
        static SHARED: LazyLock<Dataset> = LazyLock::new(Dataset::read);
        &SHARED
    }

    fn read() -> Self {
        let package = repository().join("rounds/ct17-2017");
        let mut files = PackageFiles::new();
        read_package(&package, &package, &mut files);
        let round = compile(&files).expect("the round package is sound").round;
        let engines: Vec<_> = round
            .forms
            .iter()
            .map(|form| Engine::compile(form.clone()).expect("a sound form"))
            .collect();
        let lines = std::fs::read_to_string(oracle_folder().join("dataset.ndjson"))
            .expect("the responses of the oracle");
        let responses = lines.lines().map(|line| {
            let line: Line = serde_json::from_str(line).expect("a response");
            let answers = line
                .answers
                .into_iter()
                .map(|(path, value)| (path.parse().expect("a path"), value))
                .collect::<Answers>();
            let mut engines = engines.iter();
            let engine = engines.find(|engine| engine.form().id == line.form);
            let engine = Arc::clone(engine.expect("a form of the round"));
            Counted {
                id: line.id,
                form: line.form,
                session: Session::new(engine, answers),
            }
        });
        let responses = responses.collect();
        Self {
            round,
            engines,
            responses,
        }
    }
}

fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn read_package(root: &Path, folder: &Path, files: &mut PackageFiles) {
    for entry in std::fs::read_dir(folder).expect("the round package") {
        let path = entry.expect("an entry of the round package").path();
        if path.is_dir() {
            read_package(root, &path, files);
        } else {
            let inside = path.strip_prefix(root).expect("inside the package");
            let name = inside.to_str().expect("a plain name").replace('\\', "/");
            files.insert(
                name,
                std::fs::read(&path).expect("a file of the round package"),
            );
        }
    }
}
