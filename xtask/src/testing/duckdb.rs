//! The stage `duckdb`: every figure again, by SQL that was written from the formulas.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::counts::Counts;
use super::figures;
use crate::failure::Failure;
use crate::{files, setup, shell, start};

const JUDGE: &str = "tests/oracle/duckdb/judge.py";
const DATASET: &str = "tests/oracle/dataset.ndjson";

/// The populations, with the states of the responses that count in them.
const POPULATIONS: [(&str, &[&str]); 2] = [
    ("provisional", &["submitted", "checked", "approved"]),
    ("approved", &["approved"]),
];

/// Asks the judge about itself, about the other oracle's figures and about the product's: those of
/// the oracle's dataset, and those of the demonstration, also as the server's command line prints them.
pub(super) fn judge() -> Result<Counts, Failure> {
    let judge = Judge {
        packages: setup::duckdb()?,
    };
    let folder = files::fresh(&files::target().join("xtask/duckdb"))?;
    let dataset = files::root().join(DATASET);
    let mut counts = judge.ask(["self-test"])? + judge.ask(["oracle"])?;

    // The product rounds last; of this round it tells figures to more digits than any page.
    let round = folder.join("round");
    shell::run(&mut judge.command(["finer-round".as_ref(), round.as_os_str()]))?;
    let finer = |name: &str, responses: &Path, states: &[&str]| {
        let told = folder.join(format!("{name}-finer.json"));
        files::write(&told, figures::of_file(&round, responses, states)?)?;
        judge.compare("finer", responses, &told, states)
    };
    counts = counts + finer("dataset", &dataset, &[])?;

    let demonstration = start::demonstration()?;
    let data = folder.join("data");
    start::fill(&data)?;
    for (population, states) in POPULATIONS {
        counts = counts + finer(population, &demonstration, states)?;
        let mut server = shell::command(files::server());
        let stats = ["stats", "--json", "--population", population];
        let told = folder.join(format!("{population}.json"));
        let printed = shell::output(server.arg("--data").arg(&data).args(stats))?;
        files::write(&told, printed)?;
        counts = counts + judge.compare("published", &demonstration, &told, states)?;
    }
    Ok(counts)
}

/// The judge, with the folder of the packages that it imports.
struct Judge {
    packages: PathBuf,
}

impl Judge {
    /// Compares with figures that somebody told in a file, of the responses in one of `states`.
    fn compare(
        &self,
        how: &str,
        responses: &Path,
        told: &Path,
        states: &[&str],
    ) -> Result<Counts, Failure> {
        let what = [OsStr::new(how), responses.as_os_str(), told.as_os_str()];
        let states = states.iter().map(OsStr::new);
        self.ask(what.into_iter().chain(states))
    }

    /// Runs the judge; it prints what differs and ends with an error where anything does.
    fn ask(
        &self,
        arguments: impl IntoIterator<Item = impl AsRef<OsStr>>,
    ) -> Result<Counts, Failure> {
        Ok(match shell::run(&mut self.command(arguments)) {
            Ok(()) => Counts::passed(),
            Err(failure) => {
                println!("{failure}");
                Counts::failed()
            }
        })
    }

    fn command(&self, arguments: impl IntoIterator<Item = impl AsRef<OsStr>>) -> Command {
        let mut python = shell::command("python3");
        python
            .arg(JUDGE)
            .args(arguments)
            .env("PYTHONPATH", &self.packages)
            .env("PYTHONDONTWRITEBYTECODE", "1");
        python
    }
}
