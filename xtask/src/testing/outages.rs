//! Kills of the server and of its database, more of them than a person waits for. The tests are
//! `crates/server/tests/integration/kill.rs`.

use std::process::Command;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::Duration;

use crate::failure::Failure;
use crate::testing::counts::{Counts, of_runner};
use crate::testing::stages::POSTGRES;
use crate::{setup, shell};

const KILLS: &str = "100";
const OUTAGES: &str = "5";

/// The server is killed a hundred times on SQLite, and as often on PostgreSQL.
pub(super) fn kills() -> Result<Counts, Failure> {
    let postgres = setup::Postgres::start()?;
    of_runner(
        tests("kill::")
            .env("SOHOI_KILLS", KILLS)
            .env(POSTGRES, postgres.url()),
    )
}

/// PostgreSQL is ended at once every few seconds, until the test has seen enough of it.
pub(super) fn outages() -> Result<Counts, Failure> {
    let mut postgres = setup::Postgres::start()?;
    let mut test = tests("kill::nor_when_the_database_is_killed");
    test.env("SOHOI_OUTAGES", OUTAGES)
        .env(POSTGRES, postgres.url());
    let is_over = AtomicBool::new(false);
    thread::scope(|scope| {
        let killer = scope.spawn(|| {
            while !is_over.load(Ordering::SeqCst) {
                thread::sleep(Duration::from_secs(3));
                postgres.crash(Duration::from_secs(1))?;
            }
            Ok(())
        });
        let counts = of_runner(&mut test);
        is_over.store(true, Ordering::SeqCst);
        match killer.join() {
            Ok(ended) => ended.and(counts),
            Err(_) => Err(Failure::new("whoever kills PostgreSQL failed")),
        }
    })
}

fn tests(name: &str) -> Command {
    let mut tests = shell::cargo();
    tests
        .args(["test", "--release", "--locked", "--package=sohoi-server"])
        .args(["--test", "integration", name])
        // One after the other: each is held to the clock.
        .args(["--", "--include-ignored", "--nocapture", "--test-threads=1"]);
    tests
}
