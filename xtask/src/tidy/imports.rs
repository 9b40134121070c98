//! What the folders of `src/` may never import.

use super::source::code_lines;

/// A folder of the app, paths that its code may never name, and why.
const RULES: &[(&str, &[&str], &str)] = &[
    (
        "src/components",
        &[
            "sohoi_storage",
            "sohoi_sync",
            "crate::sync",
            "crate::platform",
            "rexie::",
            "idb::",
            "gloo_net",
        ],
        "a component gets plain data or signals and does no I/O",
    ),
    (
        "src/pages",
        &["rexie::", "idb::", "web_sys::", "gloo_net"],
        "a page reaches the browser through src/platform and the storage traits",
    ),
    (
        "src/pages/fill",
        &["pages::office"],
        "pages of form fillers load without those of the office",
    ),
    (
        "src/pages/office",
        &["pages::fill"],
        "pages of the office know nothing of filling in",
    ),
];

/// The places of one file that name what its folder may not.
pub(crate) fn problems(name: &str, text: &str) -> Vec<String> {
    let mut problems = Vec::new();
    for (folder, never, why) in RULES {
        let is_inside = name
            .strip_prefix(folder)
            .is_some_and(|rest| rest.starts_with('/') || rest == ".rs");
        if !is_inside {
            continue;
        }
        for (number, line) in code_lines(text) {
            for path in never.iter().filter(|path| line.contains(**path)) {
                problems.push(format!(
                    "{name}:{number}: {folder} may not use {path} ({why})"
                ));
            }
        }
    }
    problems
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_imports_that_a_folder_may_not_have() {
        let cases = [
            (
                "src/components/field/date.rs",
                "use crate::platform::clock;",
                1,
            ),
            ("src/components.rs", "use sohoi_storage::Store;", 1),
            ("src/components/field/date.rs", "// not crate::platform", 0),
            (
                "src/pages/office/results.rs",
                "use crate::pages::fill::Section;",
                1,
            ),
            (
                "src/pages/fill/list.rs",
                "let window = web_sys::window();",
                1,
            ),
            ("src/pages/fill/list.rs", "use crate::platform::clock;", 0),
            ("src/platform/files.rs", "use web_sys::Window;", 0),
        ];
        for (name, line, expected) in cases {
            assert_eq!(problems(name, line).len(), expected, "{name}: {line}");
        }
    }
}
