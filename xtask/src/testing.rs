//! `cargo xtask test`: every check, one after the other, and the sum at the end.
//!
//! A stage that fails does not stop the others, except those that use what it builds.

mod counts;
mod duckdb;
mod figures;
mod outages;
mod schemathesis;
mod stages;

use std::process::ExitCode;
use std::time::{Duration, Instant};

use crate::failure::Failure;
use crate::{setup, shell};
use counts::Counts;
use stages::{STAGES, Stage};

/// What became of one stage.
struct Outcome {
    name: &'static str,
    counts: Counts,
    time: Duration,
}

/// The stages that were named; none means all of them.
pub(crate) fn names(mut arguments: lexopt::Parser) -> Result<Vec<String>, Failure> {
    let mut names = Vec::new();
    while let Some(argument) = arguments.next()? {
        match argument {
            lexopt::Arg::Value(name) => names.push(name.to_string_lossy().into_owned()),
            other => return Err(other.unexpected().into()),
        }
    }
    let is_stage = |name: &String| STAGES.iter().any(|stage| stage.name == name);
    match names.iter().find(|name| !is_stage(name)) {
        None => Ok(names),
        Some(name) => {
            let known: Vec<_> = STAGES.iter().map(|stage| stage.name).collect();
            Err(Failure::new(format!("there is no stage `{name}`"))
                .hint(format!("the stages: {}", known.join(", "))))
        }
    }
}

/// Runs the named stages, or all, and prints minutes and counts.
pub(crate) fn test(names: &[String]) -> Result<ExitCode, Failure> {
    let wanted = |stage: &&Stage| names.is_empty() || names.iter().any(|name| name == stage.name);
    let stages: Vec<&Stage> = STAGES.iter().filter(wanted).collect();
    let start = Instant::now();
    setup::for_testing()?;
    let mut outcomes = vec![Outcome {
        name: "set up",
        counts: Counts::default(),
        time: start.elapsed(),
    }];
    for stage in stages {
        let outcome = run(stage, &outcomes);
        outcomes.push(outcome);
    }
    let is_strict = std::env::var("CI").is_ok_and(|value| value == "true");
    Ok(report(&outcomes, is_strict))
}

/// Longer things than a person waits for: many more seeds, many more kills.
pub(crate) fn soak() -> Result<ExitCode, Failure> {
    let start = Instant::now();
    setup::for_testing()?;
    let mut outcomes = vec![Outcome {
        name: "set up",
        counts: Counts::default(),
        time: start.elapsed(),
    }];
    for stage in stages::SOAK {
        let outcome = run(stage, &outcomes);
        outcomes.push(outcome);
    }
    Ok(report(&outcomes, false))
}

fn run(stage: &Stage, before: &[Outcome]) -> Outcome {
    shell::announce(&format!("{}: {}", stage.name, stage.what));
    let start = Instant::now();
    let has_failed = |name: &str| {
        before
            .iter()
            .any(|outcome| outcome.name == name && outcome.counts.has_failed())
    };
    let counts = match stage.needs.iter().find(|name| has_failed(name)) {
        Some(needed) => {
            println!("not run: it needs `{needed}`, which failed");
            Counts::skipped()
        }
        None => (stage.run)().unwrap_or_else(|failure| {
            println!("{failure}");
            Counts::failed()
        }),
    };
    Outcome {
        name: stage.name,
        counts,
        time: start.elapsed(),
    }
}

/// Prints the table and the closing line. With `is_strict` a skipped test is a failure:
/// on a machine that exists to run the tests, nothing may be missing.
fn report(outcomes: &[Outcome], is_strict: bool) -> ExitCode {
    println!(
        "\n{:<12} {:>8} {:>8} {:>8} {:>8}",
        "stage", "minutes", "passed", "failed", "skipped"
    );
    let mut sum = Counts::default();
    let mut time = Duration::ZERO;
    for outcome in outcomes {
        row(outcome.name, outcome.time, outcome.counts);
        sum = sum + outcome.counts;
        time += outcome.time;
    }
    row("all", time, sum);
    let skipped_fails = is_strict && sum.skipped > 0;
    if skipped_fails {
        println!("\nCI=true: a skipped test counts as failed here.");
    }
    println!("\n{sum}");
    match sum.has_failed() || skipped_fails {
        true => ExitCode::FAILURE,
        false => ExitCode::SUCCESS,
    }
}

fn row(name: &str, time: Duration, counts: Counts) {
    println!(
        "{name:<12} {:>8.1} {:>8} {:>8} {:>8}",
        time.as_secs_f64() / 60.0,
        counts.passed,
        counts.failed,
        counts.skipped
    );
}
