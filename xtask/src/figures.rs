//! Measures figures from columns against other engines, in Chromium.

use std::path::Path;

use crate::failure::Failure;
use crate::{files, setup, shell};

/// Responses that figures are computed from.
const COUNTS: [&str; 3] = ["1190", "10000", "100000"];
const ROUND: &str = "rounds/ct17-2017";
const PACKAGE: &str = "sohoi-bench-stats";

/// Makes the data, builds our side, and prints lines `name value unit ratio`.
pub(crate) fn bench(counts: &[String]) -> Result<(), Failure> {
    setup::for_building()?;
    let browser = setup::browser()?.program;
    setup::peers(
        "tests/bench",
        "DuckDB-wasm and Arquero, to measure against (160 MB, once)",
    )?;
    let data = files::target().join("bench-stats");
    let counts = match counts {
        [] => COUNTS.map(str::to_owned).to_vec(),
        counts => counts.to_vec(),
    };
    shell::announce("Making the data (the first time some minutes of building)");
    let mut make = shell::cargo();
    make.args(["run", "--release", "--locked", "--package", PACKAGE]);
    make.args(["--features", "data", "--bin", "bench-stats-data", "--"]);
    shell::run(make.arg(ROUND).arg(&data).args(&counts))?;
    program(&data)?;
    let mut command = shell::command("node");
    command.env("SOHOI_CHROMIUM", browser);
    shell::run(
        command
            .arg("tests/bench/stats.mjs")
            .arg(&data)
            .args(&counts),
    )
}

/// Our side as WebAssembly.
fn program(data: &Path) -> Result<(), Failure> {
    shell::announce("Building our side for WebAssembly");
    let mut build = shell::cargo();
    build.args(["build", "--profile", "wasm-bench", "--locked", "--lib"]);
    build.args(["--target", "wasm32-unknown-unknown", "--package", PACKAGE]);
    shell::run(&mut build)?;
    let built = files::target().join("wasm32-unknown-unknown/wasm-bench/sohoi_bench_stats.wasm");
    let mut bind = shell::command("wasm-bindgen");
    bind.args([
        "--target",
        "web",
        "--no-typescript",
        "--out-name",
        "figures",
        "--out-dir",
    ]);
    shell::run(bind.arg(data.join("program")).arg(built))
}
