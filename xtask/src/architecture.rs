//! Which crate may use which, held against what cargo says.
//!
//! The table is the project's design, not a mirror of the manifests: an edge that is
//! not in it fails, whatever it is good for.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::failure::Failure;
use crate::shell;

/// Our crates, the crates of ours that each may use, and what it may never name.
const RULES: &[Rule] = &[
    Rule {
        package: "sohoi-digits",
        uses: &[],
        never: &["serde", "tokio", "web-sys", "js-sys"],
    },
    Rule {
        package: "sohoi-expr",
        uses: &["sohoi-digits"],
        never: &[
            "serde",
            "serde_json",
            "getrandom",
            "rand",
            "uuid",
            "tokio",
            "web-sys",
            "js-sys",
        ],
    },
    Rule {
        package: "sohoi-json",
        uses: &["sohoi-digits"],
        never: &["serde_json", "tokio", "web-sys", "js-sys", "leptos"],
    },
    Rule {
        package: "sohoi-form",
        uses: &["sohoi-expr", "sohoi-json"],
        never: &[
            "sohoi-storage",
            "getrandom",
            "rand",
            "tokio",
            "web-sys",
            "js-sys",
            "leptos",
        ],
    },
    Rule {
        package: "sohoi-stats",
        uses: &["sohoi-expr", "sohoi-form", "sohoi-json"],
        never: &["sohoi-text", "tokio", "web-sys", "js-sys", "leptos"],
    },
    Rule {
        package: "sohoi-report",
        uses: &[
            "sohoi-json",
            "sohoi-form",
            "sohoi-stats",
            "sohoi-expr",
            "sohoi-text",
        ],
        never: &[
            "sohoi-round",
            "chrono-tz",
            "tokio",
            "web-sys",
            "js-sys",
            "leptos",
        ],
    },
    Rule {
        package: "sohoi-round",
        uses: &[
            "sohoi-json",
            "sohoi-form",
            "sohoi-report",
            "sohoi-stats",
            "sohoi-expr",
            "sohoi-text",
            "sohoi-xlsform",
        ],
        never: &["calamine", "tokio", "web-sys", "js-sys", "leptos"],
    },
    Rule {
        package: "sohoi-register",
        uses: &["sohoi-round", "sohoi-text"],
        never: &[
            "calamine",
            "csv",
            "getrandom",
            "tokio",
            "web-sys",
            "js-sys",
            "leptos",
        ],
    },
    Rule {
        package: "sohoi-xlsform",
        uses: &["sohoi-form"],
        never: &["web-sys", "js-sys", "leptos", "axum", "sqlx"],
    },
    Rule {
        package: "sohoi-disclosure",
        uses: &["sohoi-expr", "sohoi-form", "sohoi-round", "sohoi-stats"],
        never: &["microlp", "tokio", "web-sys", "js-sys", "leptos"],
    },
    Rule {
        package: "sohoi-sync",
        uses: &["sohoi-json"],
        never: &[
            "chrono",
            "getrandom",
            "rand",
            "tokio",
            "web-sys",
            "js-sys",
            "leptos",
        ],
    },
    Rule {
        package: "sohoi-storage",
        uses: &["sohoi-json", "sohoi-sync"],
        never: &["leptos"],
    },
    Rule {
        package: "sohoi-text",
        uses: &[],
        never: &["tokio", "web-sys", "js-sys", "leptos"],
    },
    Rule {
        package: "sohoi-grouping",
        uses: &["sohoi-text"],
        never: &["serde", "regex", "tokio", "web-sys", "js-sys", "leptos"],
    },
    Rule {
        package: "sohoi-invitation",
        uses: &["sohoi-text"],
        never: &["getrandom", "rand", "tokio", "web-sys", "js-sys", "leptos"],
    },
    Rule {
        package: "sohoi-export",
        uses: &[
            "sohoi-aggregate",
            "sohoi-disclosure",
            "sohoi-grouping",
            "sohoi-expr",
            "sohoi-form",
            "sohoi-json",
            "sohoi-report",
            "sohoi-stats",
            "sohoi-round",
            "sohoi-text",
        ],
        never: &["tokio", "web-sys", "js-sys", "leptos"],
    },
    Rule {
        package: "sohoi-aggregate",
        uses: &["sohoi-json", "sohoi-round", "sohoi-stats"],
        never: &[
            "chrono",
            "serde_json",
            "tokio",
            "web-sys",
            "js-sys",
            "leptos",
        ],
    },
    Rule {
        package: "sohoi-admin",
        uses: &["sohoi-register", "sohoi-sync", "sohoi-text"],
        never: &["axum", "chrono-tz", "sqlx", "tokio", "web-sys", "leptos"],
    },
    Rule {
        package: "sohoi-server",
        uses: &[
            "sohoi-admin",
            "sohoi-invitation",
            "sohoi-disclosure",
            "sohoi-aggregate",
            "sohoi-expr",
            "sohoi-form",
            "sohoi-register",
            "sohoi-round",
            "sohoi-stats",
            "sohoi-sync",
            "sohoi-export",
            "sohoi-xlsform",
            "sohoi-text",
        ],
        never: &["leptos", "web-sys", "js-sys", "sohoi", "sohoi-storage"],
    },
    Rule {
        package: "sohoi-worker",
        uses: &[],
        never: &["leptos"],
    },
    Rule {
        package: "sohoi-worker-explore",
        uses: &["sohoi-worker-stats"],
        never: &["leptos"],
    },
    worker("sohoi-worker-stats"),
    worker("sohoi-worker-office"),
    Rule {
        package: "sohoi-markup",
        uses: &[],
        never: &["leptos", "web-sys", "js-sys"],
    },
    Rule {
        package: "sohoi-bench-server",
        uses: &["sohoi-form", "sohoi-round", "sohoi-server", "sohoi-sync"],
        never: &["leptos"],
    },
    Rule {
        package: "sohoi-bench-stats",
        uses: &[
            "sohoi-expr",
            "sohoi-form",
            "sohoi-json",
            "sohoi-round",
            "sohoi-stats",
        ],
        never: &["leptos"],
    },
    Rule {
        package: "sohoi",
        uses: &[
            "sohoi-markup",
            "sohoi-expr",
            "sohoi-form",
            "sohoi-register",
            "sohoi-report",
            "sohoi-round",
            "sohoi-stats",
            "sohoi-sync",
            "sohoi-storage",
            "sohoi-text",
            "sohoi-json",
            "sohoi-worker-stats",
            "sohoi-worker-office",
        ],
        never: &[],
    },
    Rule {
        package: "xtask",
        uses: &[
            "sohoi-expr",
            "sohoi-form",
            "sohoi-round",
            "sohoi-stats",
            "sohoi-xlsform",
        ],
        never: &["leptos", "axum", "sqlx", "web-sys"],
    },
];

/// A program for a web worker: everything that is no page. Of it the app uses what the two say to
/// each other.
const fn worker(package: &'static str) -> Rule {
    Rule {
        package,
        uses: &[
            "sohoi-worker",
            "sohoi-storage",
            "sohoi-sync",
            "sohoi-round",
            "sohoi-form",
            "sohoi-expr",
            "sohoi-stats",
            "sohoi-report",
            "sohoi-disclosure",
            "sohoi-aggregate",
            "sohoi-export",
            "sohoi-xlsform",
            "sohoi-text",
            "sohoi-json",
        ],
        never: &["leptos"],
    }
}

/// What the browser app must never carry, however it came in.
const NEVER_IN_APP: &[&str] = &[
    "age",
    "calamine",
    "chrono-tz",
    "csv",
    "docx-rs",
    "ed25519-dalek",
    "maud",
    "regex",
    "regex-lite",
    "rust_xlsxwriter",
    "sohoi-server",
    "sohoi-xlsform",
    "toml",
];

/// Leptos names this crate for programs that render on a server. The app calls nothing of
/// it, so the linker drops it with the regex and toml that it names.
const UNUSED_PART_OF_LEPTOS: &str = "--prune=leptos_config";

struct Rule {
    package: &'static str,
    uses: &'static [&'static str],
    never: &'static [&'static str],
}

/// A package of the workspace with the packages that its manifest names outside of tests.
#[derive(Debug)]
struct Package {
    name: String,
    uses: BTreeSet<String>,
}

/// Fails with every edge that the design does not have.
pub(crate) fn check() -> Result<(), Failure> {
    let mut problems = problems(&workspace()?, RULES);
    problems.extend(app_problems(&linked_by_app()?));
    match problems.is_empty() {
        true => Ok(()),
        false => Err(Failure::new(format!(
            "the crates use each other in ways that the architecture does not have:\n  {}",
            problems.join("\n  ")
        ))
        .hint("ARCHITECTURE.md says which crate may use which, and why")),
    }
}

fn problems(packages: &[Package], rules: &[Rule]) -> Vec<String> {
    let ours: BTreeSet<&str> = packages
        .iter()
        .map(|package| package.name.as_str())
        .collect();
    let mut problems = Vec::new();
    for package in packages {
        let name = &package.name;
        let Some(rule) = rules.iter().find(|rule| rule.package == name) else {
            problems.push(format!("{name} has no rule in xtask/src/architecture.rs"));
            continue;
        };
        for used in &package.uses {
            let used = used.as_str();
            let is_new_edge = ours.contains(used) && !rule.uses.contains(&used);
            if is_new_edge || rule.never.contains(&used) {
                problems.push(format!("{name} may not use {used}"));
            }
        }
    }
    problems
}

fn app_problems(linked: &BTreeSet<String>) -> Vec<String> {
    NEVER_IN_APP
        .iter()
        .filter(|name| linked.contains(**name))
        .map(|name| format!("the browser app links {name}: `cargo tree -p sohoi --target wasm32-unknown-unknown -i {name}`"))
        .collect()
}

fn workspace() -> Result<Vec<Package>, Failure> {
    let text = shell::output(shell::cargo().args([
        "metadata",
        "--format-version=1",
        "--no-deps",
        "--offline",
    ]))?;
    let metadata: Value = serde_json::from_str(&text)
        .map_err(|error| Failure::new(format!("read what `cargo metadata` says: {error}")))?;
    Ok(packages(&metadata))
}

fn packages(metadata: &Value) -> Vec<Package> {
    let list = |value: &Value| value.as_array().cloned().unwrap_or_default();
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    list(&metadata["packages"])
        .iter()
        .map(|package| Package {
            name: text(&package["name"]),
            uses: list(&package["dependencies"])
                .iter()
                .filter(|dependency| dependency["kind"].as_str() != Some("dev"))
                .map(|dependency| text(&dependency["name"]))
                .collect(),
        })
        .collect()
}

/// Every package in the app's WebAssembly: with the features of this build alone, which
/// `cargo metadata` cannot say (it adds up the features of the whole workspace).
fn linked_by_app() -> Result<BTreeSet<String>, Failure> {
    let text = shell::output(shell::cargo().args([
        "tree",
        "--package=sohoi",
        "--target=wasm32-unknown-unknown",
        "--edges=normal,no-proc-macro",
        UNUSED_PART_OF_LEPTOS,
        "--prefix=none",
        "--format={p}",
        "--offline",
    ]))?;
    Ok(text
        .lines()
        .filter_map(|line| line.split_whitespace().next())
        .map(str::to_owned)
        .collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn app_list_names_what_it_surely_links() {
        let linked = linked_by_app().expect("cargo tree answers");
        assert!(
            linked.contains("leptos") && linked.contains("sohoi-form"),
            "{linked:?}"
        );
    }

    #[test]
    fn finds_new_edges_forbidden_packages_and_crates_without_a_rule() {
        let metadata = json!({ "packages": [
            { "name": "a", "dependencies": [
                { "name": "b", "kind": null },
                { "name": "clock", "kind": null },
                { "name": "c", "kind": "dev" },
            ]},
            { "name": "b", "dependencies": [{ "name": "a", "kind": "build" }] },
            { "name": "c", "dependencies": [] },
        ]});
        let rules = [
            Rule {
                package: "a",
                uses: &["b"],
                never: &["clock"],
            },
            Rule {
                package: "b",
                uses: &[],
                never: &[],
            },
        ];
        assert_eq!(
            problems(&packages(&metadata), &rules),
            [
                "a may not use clock",
                "b may not use a",
                "c has no rule in xtask/src/architecture.rs",
            ]
        );
    }

    #[test]
    fn finds_what_the_app_must_never_link() {
        let linked = BTreeSet::from(["leptos".to_owned(), "regex".to_owned()]);
        assert_eq!(app_problems(&linked).len(), 1);
    }
}
