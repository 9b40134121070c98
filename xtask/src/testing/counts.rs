//! How many tests passed, read from what the runners print.

use std::fmt;
use std::ops::Add;
use std::process::Command;

use crate::failure::Failure;
use crate::shell;

/// Passed, failed and skipped tests.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Counts {
    pub(crate) passed: u32,
    pub(crate) failed: u32,
    pub(crate) skipped: u32,
}

impl Counts {
    pub(crate) fn passed() -> Self {
        Self {
            passed: 1,
            ..Self::default()
        }
    }

    pub(crate) fn failed() -> Self {
        Self {
            failed: 1,
            ..Self::default()
        }
    }

    pub(crate) fn skipped() -> Self {
        Self {
            skipped: 1,
            ..Self::default()
        }
    }

    pub(crate) fn has_failed(self) -> bool {
        self.failed > 0
    }
}

impl Add for Counts {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self {
            passed: self.passed + other.passed,
            failed: self.failed + other.failed,
            skipped: self.skipped + other.skipped,
        }
    }
}

impl fmt::Display for Counts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{} passed, {} failed, {} skipped",
            self.passed, self.failed, self.skipped
        )
    }
}

/// Runs a test runner and counts by its own words.
///
/// A runner that ends with an error and counts no failed test (it did not compile, it
/// crashed) counts as one failed; a runner that ran nothing counts as one failed too.
pub(crate) fn of_runner(command: &mut Command) -> Result<Counts, Failure> {
    let mut counts = Counts::default();
    let status = shell::watch(command, |line| counts = counts + of_line(line))?;
    let is_silent = counts == Counts::default();
    if is_silent && status.success() {
        println!("no test ran");
    }
    Ok(
        match is_silent || (!status.success() && !counts.has_failed()) {
            true => counts + Counts::failed(),
            false => counts,
        },
    )
}

/// What one line of a runner's output adds.
fn of_line(line: &str) -> Counts {
    let line = plain(line);
    let line = line.trim();
    if let Some(result) = line.strip_prefix("test result: ") {
        return of_libtest(result);
    }
    // Node's own reporters: `ℹ pass 3` for people, `# pass 3` for programs.
    let mut words = line.split_whitespace();
    let (Some("ℹ" | "#"), Some(what), Some(Ok(number)), None) = (
        words.next(),
        words.next(),
        words.next().map(str::parse),
        words.next(),
    ) else {
        return Counts::default();
    };
    match what {
        "pass" => Counts {
            passed: number,
            ..Counts::default()
        },
        "fail" | "cancelled" => Counts {
            failed: number,
            ..Counts::default()
        },
        "skipped" | "todo" => Counts {
            skipped: number,
            ..Counts::default()
        },
        _ => Counts::default(),
    }
}

/// `ok. 3 passed; 0 failed; 1 ignored; 0 measured; …`, of cargo test and of
/// wasm-bindgen's runner.
fn of_libtest(result: &str) -> Counts {
    let mut counts = Counts::default();
    let parts = result.split([';', '.']).map(str::trim);
    for (number, what) in parts.filter_map(|part| part.split_once(' ')) {
        let Ok(number) = number.parse() else { continue };
        match what {
            "passed" => counts.passed = number,
            "failed" => counts.failed = number,
            "ignored" => counts.skipped = number,
            _ => {}
        }
    }
    counts
}

/// A line without the colour codes of terminals.
fn plain(line: &str) -> String {
    let mut text = String::with_capacity(line.len());
    let mut chars = line.chars();
    while let Some(char) = chars.next() {
        match char {
            '\u{1b}' => {
                let _ = chars.find(|char| char.is_ascii_alphabetic());
            }
            _ => text.push(char),
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_of_the_three_runners_are_understood() {
        let cases = [
            (
                "test result: ok. 12 passed; 0 failed; 1 ignored; 0 measured; 3 filtered out; finished in 0.10s",
                (12, 0, 1),
            ),
            (
                "test result: FAILED. 2 passed; 1 failed; 0 ignored; 0 filtered out; finished in 1.2s",
                (2, 1, 0),
            ),
            (
                "test result: \u{1b}[32mok\u{1b}[0m. 4 passed; 0 failed; 0 ignored; 0 measured",
                (4, 0, 0),
            ),
            ("ℹ pass 7", (7, 0, 0)),
            ("\u{1b}[34mℹ fail 2\u{1b}[39m", (0, 2, 0)),
            ("# skipped 3", (0, 0, 3)),
            ("# cancelled 1", (0, 1, 0)),
            ("ℹ tests 9", (0, 0, 0)),
            ("ℹ pass 7 of 8", (0, 0, 0)),
            ("test a::b ... ok", (0, 0, 0)),
            ("", (0, 0, 0)),
        ];
        for (line, (passed, failed, skipped)) in cases {
            assert_eq!(
                of_line(line),
                Counts {
                    passed,
                    failed,
                    skipped
                },
                "{line}"
            );
        }
    }

    fn of_script(script: &str) -> Counts {
        of_runner(shell::command("sh").args(["-c", script])).expect("sh starts")
    }

    #[test]
    fn runner_that_ends_badly_never_counts_as_passed() {
        let failed = |passed, failed| Counts {
            passed,
            failed,
            skipped: 0,
        };
        assert_eq!(
            of_script("echo 'test result: ok. 3 passed; 0 failed'; exit 101"),
            failed(3, 1)
        );
        assert_eq!(
            of_script("echo 'test result: FAILED. 3 passed; 2 failed'; exit 101"),
            failed(3, 2)
        );
        assert_eq!(
            of_script("echo 'error: could not compile'; exit 101"),
            failed(0, 1)
        );
    }

    #[test]
    fn runner_that_ran_nothing_counts_as_failed() {
        assert_eq!(of_script("true"), Counts::failed());
        assert_eq!(
            of_script("echo 'test result: ok. 1 passed; 0 failed'"),
            Counts::passed()
        );
    }

    #[test]
    fn closing_line_reads_as_ci_expects() {
        let counts = Counts {
            passed: 3,
            failed: 0,
            skipped: 1,
        };
        assert_eq!(counts.to_string(), "3 passed, 0 failed, 1 skipped");
    }
}
