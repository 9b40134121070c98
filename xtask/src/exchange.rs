//! Measures the server: what devices push to it and pull from it, beside PouchDB.

use std::fs;

use crate::failure::Failure;
use crate::{build, files, setup, shell};

const PACKAGE: &str = "sohoi-bench-server";

/// Builds the server and its devices, and prints lines `name value unit ratio`. Without PostgreSQL it
/// says so and measures the rest.
pub(crate) fn bench(rest: &[String]) -> Result<(), Failure> {
    if let Some(word) = rest.first() {
        return Err(Failure::new(format!("`bench server` takes no `{word}`")));
    }
    setup::peers(
        "tests/bench/server",
        "PouchDB and express-pouchdb, to measure against (50 MB, once)",
    )?;
    build::server()?;
    shell::announce("Building the devices (the first time some minutes)");
    let mut make = shell::cargo();
    make.args(["build", "--release", "--locked", "--package", PACKAGE]);
    shell::run(&mut make)?;
    let folder = files::target().join("bench-server");
    if folder.exists() {
        fs::remove_dir_all(&folder).map_err(Failure::io(format!("remove {}", folder.display())))?;
    }
    let mut measure = shell::command(files::target().join("release").join(PACKAGE));
    measure.arg(files::server()).arg(&folder);
    let postgres = setup::Postgres::start();
    match &postgres {
        Ok(postgres) => {
            measure.arg(format!("{}/postgres", postgres.url()));
        }
        Err(missing) => println!("{missing}"),
    }
    shell::announce("Measuring the server");
    shell::run(&mut measure)?;
    drop(postgres);
    shell::announce("Measuring PouchDB on the same responses");
    shell::run(
        shell::command("node")
            .arg("tests/bench/server/pouchdb.mjs")
            .arg(&folder),
    )
}
