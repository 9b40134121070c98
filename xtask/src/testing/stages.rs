//! The stages of `cargo xtask test`, in the order in which they run: what is quick and
//! often wrong comes first.

use std::path::Path;

use crate::failure::Failure;
use crate::testing::counts::{Counts, of_runner};
use crate::testing::{duckdb, outages, schemathesis};
use crate::{architecture, build, files, pages, setup, shell, tidy};

/// One stage of the tests.
pub(crate) struct Stage {
    pub(crate) name: &'static str,
    pub(crate) what: &'static str,
    /// Stages whose results this one uses.
    pub(crate) needs: &'static [&'static str],
    pub(crate) run: fn() -> Result<Counts, Failure>,
}

pub(crate) const STAGES: &[Stage] = &[
    Stage {
        name: "format",
        what: "the code is formatted as rustfmt does",
        needs: &[],
        run: || check(shell::run(shell::cargo().args(["fmt", "--all", "--check"]))),
    },
    Stage {
        name: "tidy",
        what: "the rules of the house",
        needs: &[],
        run: || check(tidy::check()),
    },
    Stage {
        name: "crates",
        what: "crates use each other as designed",
        needs: &[],
        run: || check(architecture::check()),
    },
    Stage {
        name: "oracle",
        what: "the expected figures are what the independent judge computes",
        needs: &[],
        run: oracle,
    },
    Stage {
        name: "lints",
        what: "clippy finds nothing in server and crates",
        needs: &[],
        run: || {
            check(shell::run(
                clippy(&["--workspace", "--exclude=sohoi", "--all-targets"])
                    .args(["--", "-Dwarnings"]),
            ))
        },
    },
    Stage {
        name: "native",
        what: "tests of the crates, the server and the automation",
        needs: &[],
        run: native,
    },
    Stage {
        name: "examples",
        what: "the examples in the documentation",
        needs: &[],
        run: || of_runner(shell::cargo().args(NATIVE).arg("--doc")),
    },
    Stage {
        name: "app-lints",
        what: "clippy finds nothing in what runs in the browser",
        needs: &[],
        run: || {
            check(shell::run(
                clippy(&[
                    "--package=sohoi",
                    "--package=sohoi-storage",
                    "--package=sohoi-worker",
                    "--package=sohoi-worker-stats",
                    "--package=sohoi-worker-explore",
                    "--package=sohoi-worker-office",
                    "--all-targets",
                    WASM,
                ])
                .args(["--", "-Dwarnings"]),
            ))
        },
    },
    Stage {
        name: "browser",
        what: "tests that run inside Chromium, on its real IndexedDB",
        needs: &[],
        run: browser,
    },
    Stage {
        name: "firefox",
        what: "the same tests inside Firefox",
        needs: &[],
        run: firefox,
    },
    APP,
    SERVER,
    Stage {
        name: "duckdb",
        what: "every figure is what SQL written from the formulas computes",
        needs: &["server"],
        run: duckdb::judge,
    },
    Stage {
        name: "schemathesis",
        what: "the server answers whatever is asked as its OpenAPI document says, and never with a failure",
        needs: &["server"],
        run: schemathesis::ask,
    },
    Stage {
        name: "size",
        what: "what a browser loads until the first question is not more than was reached",
        needs: &["app", "server"],
        run: || check(pages::size_of_build()),
    },
    Stage {
        name: "end-to-end",
        what: "people's whole way, in Chromium, through the real app and server",
        needs: &["app", "server"],
        run: || of_runner(&mut pages::end_to_end()?),
    },
];

/// What `cargo xtask soak` runs.
pub(crate) const SOAK: &[Stage] = &[
    APP,
    SERVER,
    Stage {
        name: "simulator",
        what: "five thousand seeds of the simulator of the exchange",
        needs: &[],
        run: || {
            of_runner(
                shell::cargo()
                    .args(["test", "--release", "--locked", "--package=sohoi-sync"])
                    .env("SOHOI_SIM_SEEDS", "0..5000"),
            )
        },
    },
    Stage {
        name: "server-kills",
        what: "a hundred kills of the server under load, on both databases",
        needs: &[],
        run: outages::kills,
    },
    Stage {
        name: "outages",
        what: "the server lives through the end of its database, five times",
        needs: &[],
        run: outages::outages,
    },
    Stage {
        name: "kills",
        what: "the whole way with a hundred kills of the browser",
        needs: &["app", "server"],
        run: || of_runner(pages::end_to_end()?.env("SOHOI_KILLS", "100")),
    },
];

const APP: Stage = Stage {
    name: "app",
    what: "the app builds into dist/",
    needs: &[],
    run: || check(build::app(build::Build::Whole)),
};

const SERVER: Stage = Stage {
    name: "server",
    what: "the server builds",
    needs: &[],
    run: || check(build::server()),
};

const NATIVE: [&str; 5] = [
    "test",
    "--workspace",
    "--exclude=sohoi",
    "--locked",
    "--no-fail-fast",
];
const WASM: &str = "--target=wasm32-unknown-unknown";

/// A stage that is one check.
fn check(result: Result<(), Failure>) -> Result<Counts, Failure> {
    result.map(|()| Counts::passed())
}

fn clippy(arguments: &[&str]) -> std::process::Command {
    let mut command = shell::cargo();
    command.args(["clippy", "--locked"]).args(arguments);
    command
}

/// The variable by which tests find the PostgreSQL that they may make databases in.
pub(super) const POSTGRES: &str = "SOHOI_TEST_POSTGRES";

/// Tests that need PostgreSQL are ignored unless there is one, and counted as skipped then: a
/// machine that exists to run them has it.
fn native() -> Result<Counts, Failure> {
    let mut tests = shell::cargo();
    tests.args(NATIVE).args(["--lib", "--bins", "--tests"]);
    let everything = ["--", "--include-ignored"];
    if std::env::var_os(POSTGRES).is_some() {
        return of_runner(tests.args(everything));
    }
    match setup::Postgres::start() {
        Ok(postgres) => of_runner(tests.args(everything).env(POSTGRES, postgres.url())),
        Err(missing) => {
            println!("{missing}");
            of_runner(&mut tests)
        }
    }
}

fn browser() -> Result<Counts, Failure> {
    in_browser("CHROMEDRIVER", &setup::browser()?.driver)
}

/// Without Firefox the tests are skipped, and said to be: a machine that exists to run them has it.
fn firefox() -> Result<Counts, Failure> {
    match setup::firefox_driver() {
        Ok(driver) => in_browser("GECKODRIVER", &driver),
        Err(missing) => {
            println!("{missing}");
            Ok(Counts::skipped())
        }
    }
}

/// Runs the tests of the storage in the browser that a driver drives.
fn in_browser(variable: &str, driver: &Path) -> Result<Counts, Failure> {
    of_runner(
        shell::cargo()
            .args([
                "test",
                "--package=sohoi-storage",
                "--locked",
                "--no-fail-fast",
                WASM,
            ])
            .env(
                "CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER",
                "wasm-bindgen-test-runner",
            )
            .env(variable, driver),
    )
}

/// Makes the oracle's dataset and figures anew and compares them byte for byte.
fn oracle() -> Result<Counts, Failure> {
    let folder = files::root().join("tests/oracle");
    let made_anew: [(&str, &[&str]); 2] = [
        ("dataset.ndjson", &["dataset.py"]),
        ("expected.json", &["oracle.py", "dataset.ndjson"]),
    ];
    let mut counts = Counts::default();
    for (file, script) in made_anew {
        let mut python = shell::command("python3");
        let made = shell::output(python.args(script).current_dir(&folder))?;
        let is_same = made == files::read_text(&folder.join(file))?.trim();
        if !is_same {
            println!(
                "tests/oracle/{file} is not what `python3 {}` makes",
                script.join(" ")
            );
        }
        counts = counts
            + if is_same {
                Counts::passed()
            } else {
                Counts::failed()
            };
    }
    Ok(counts)
}
