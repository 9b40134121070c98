//! Holds the language against somebody else's assertions about XPath.
//!
//! Reads one JSON object a line from standard input: an XML document, a context node, an
//! expression, the kind and value expected. Simple paths become `${references}` to the nodes
//! they select; what the language leaves out on purpose is skipped with its reason. Prints how
//! many assertions of each file passed, failed, were refused by the checker or skipped, and
//! fails where one failed that is not among the known [`differences`].
//!
//! ```sh
//! gzip -dc xpath.ndjson.gz | cargo run -p sohoi-expr --example conformance [-- --list]
//! ```
// This is a program for a terminal: printing is what it does.
#![allow(clippy::print_stdout, clippy::print_stderr)]

mod assertion;
mod differences;
mod document;
mod paths;

use std::collections::BTreeMap;
use std::io::{BufRead, stdin};
use std::process::ExitCode;

use assertion::{Assertion, Outcome};

/// How many assertions of one file ended how.
#[derive(Default)]
struct Count {
    passed: usize,
    failed: usize,
    different: usize,
    refused: usize,
    skipped: usize,
}

fn main() -> ExitCode {
    let lists = std::env::args().any(|argument| argument == "--list");
    let mut files: BTreeMap<String, Count> = BTreeMap::new();
    let mut reasons: BTreeMap<&'static str, usize> = BTreeMap::new();
    for line in stdin().lock().lines().map_while(Result::ok) {
        let Some(assertion) = Assertion::read(&line) else {
            eprintln!("not an assertion: {line}");
            return ExitCode::FAILURE;
        };
        let outcome = assertion.judge();
        let count = files.entry(assertion.file.clone()).or_default();
        match &outcome {
            Outcome::Passed => count.passed += 1,
            Outcome::Failed(_) => count.failed += 1,
            Outcome::Different(_) => count.different += 1,
            Outcome::Refused(_) => count.refused += 1,
            Outcome::Skipped(_) => count.skipped += 1,
        }
        if let Outcome::Skipped(reason) | Outcome::Different(reason) = &outcome {
            *reasons.entry(reason).or_default() += 1;
        }
        if lists || matches!(outcome, Outcome::Failed(_)) {
            println!("{outcome}: {assertion}");
        }
    }
    summary(&files, &reasons)
}

fn summary(files: &BTreeMap<String, Count>, reasons: &BTreeMap<&'static str, usize>) -> ExitCode {
    let line = |name: &str, count: &Count| {
        let Count {
            passed,
            failed,
            different,
            refused,
            skipped,
        } = count;
        println!("{name:<28}{passed:>8}{failed:>8}{different:>10}{refused:>9}{skipped:>9}");
    };
    println!("file                          passed  failed different  refused  skipped");
    let mut total = Count::default();
    for (file, count) in files {
        line(file, count);
        total.passed += count.passed;
        total.failed += count.failed;
        total.different += count.different;
        total.refused += count.refused;
        total.skipped += count.skipped;
    }
    line("total", &total);
    for (reason, count) in reasons {
        println!("{count:>6}  {reason}");
    }
    if total.failed == 0 && total.passed > 0 {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}
