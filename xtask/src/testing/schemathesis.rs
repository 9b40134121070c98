//! The stage `schemathesis`: the server is asked everything that its OpenAPI document allows, and what
//! it does not.

use super::counts::Counts;
use crate::failure::Failure;
use crate::{files, setup, shell, start};

const ASKING: &str = "tests/schemathesis/ask.py";
const DOCUMENT: &str = "docs/openapi.json";

/// Fills a folder with the demonstration and asks a server on it, which ends with whoever asks.
pub(super) fn ask() -> Result<Counts, Failure> {
    let packages = setup::schemathesis()?;
    let folder = files::fresh(&files::target().join("xtask/schemathesis"))?;
    let data = folder.join("data");
    start::fill(&data)?;
    let mut python = shell::command("python3");
    python
        .arg(files::root().join(ASKING))
        .arg(files::server())
        .arg(data)
        .arg(files::root().join(DOCUMENT))
        .arg(folder)
        .env("PYTHONPATH", packages)
        .env("PYTHONDONTWRITEBYTECODE", "1");
    Ok(match shell::run(&mut python) {
        Ok(()) => Counts::passed(),
        Err(failure) => {
            println!("{failure}");
            Counts::failed()
        }
    })
}
