//! Names of one review round, which no code may know.
//!
//! A round is data. Code that asks for a question by its name works in one round and is
//! wrong in the next.

use std::collections::BTreeSet;
use std::path::Path;

use super::source::{code_lines, texts, words};
use crate::failure::Failure;
use crate::files;

/// Columns of the authoring files that hold names: a file's end, and the column's heading.
const COLUMNS: &[(&str, &str)] = &[
    ("survey.csv", "name"),
    ("choices.csv", "name"),
    ("choices.csv", "list_name"),
    ("indicators.csv", "code"),
    ("units.csv", "id"),
];

/// Names of rounds that code has uses of its own for.
const ENGLISH: &[&str] = &[
    "all",
    "environment",
    "field",
    "good",
    "level",
    "measures",
    "merge",
    "most",
    "never",
    "no",
    "none",
    "not",
    "office",
    "other",
    "paper",
    "proposals",
    "review",
    "security",
    "yes",
];

/// The names of all rounds in the clone.
#[derive(Default)]
pub(crate) struct Names {
    /// With a digit or an underscore: nothing else is called so, wherever it stands.
    telling: BTreeSet<String>,
    /// Plain words: code says them for what they mean, but not as the whole of a text.
    plain: BTreeSet<String>,
}

/// Where round packages are: what is delivered, and what tests take the whole way.
const FOLDERS: [&str; 2] = ["rounds", "tests/fixtures/rounds"];

/// Reads the names from the authoring files of every round.
///
/// The keys of `round.toml` are words of the package format, which code has to know, even where a
/// question is called the same.
pub(crate) fn of_rounds(root: &Path) -> Result<Names, Failure> {
    let mut names = BTreeSet::new();
    let mut keys = BTreeSet::new();
    let mut paths = Vec::new();
    for folder in FOLDERS {
        paths.extend(files::below(&root.join(folder))?);
    }
    for path in paths {
        let file = files::named(&path, root);
        if file.ends_with("/round.toml") {
            keys.extend(toml_keys(&files::read_text(&path)?));
        }
        for (_, heading) in COLUMNS.iter().filter(|(end, _)| file.ends_with(end)) {
            names.extend(column(&files::read_text(&path)?, heading));
        }
    }
    names.retain(|name| !keys.contains(name) && !ENGLISH.contains(&&**name));
    let (telling, mut plain): (BTreeSet<_>, BTreeSet<_>) =
        names.into_iter().partition(|name| is_telling(name));
    plain.retain(|name| name.len() > 1 && !name.contains(|char: char| char.is_ascii_digit()));
    Ok(Names { telling, plain })
}

impl Names {
    /// The places of one file that name something of a round.
    pub(crate) fn problems(&self, name: &str, text: &str) -> Vec<String> {
        code_lines(text)
            .flat_map(|(number, line)| {
                let telling = words(line).filter(|word| self.telling.contains(*word));
                let plain = texts(line).filter(|word| self.plain.contains(*word));
                telling.chain(plain).map(move |word| (number, word))
            })
            .map(|(number, word)| {
                format!("{name}:{number}: names `{word}`, which belongs to one round")
            })
            .collect()
    }
}

fn is_telling(name: &str) -> bool {
    name.len() > 3 && name.contains(|char: char| char == '_' || char.is_ascii_digit())
}

/// The keys and table names of a TOML file.
fn toml_keys(text: &str) -> impl Iterator<Item = String> {
    text.lines().filter_map(|line| {
        let line = line.trim();
        let key = match line.strip_prefix('[') {
            Some(table) => table.trim_matches(['[', ']']),
            None => line.split_once('=')?.0,
        };
        Some(key.trim().to_owned())
    })
}

/// The values of one column of a CSV file; none where it has no such heading.
fn column(text: &str, heading: &str) -> Vec<String> {
    let mut rows = rows(text).into_iter();
    let place = rows
        .next()
        .and_then(|headings| headings.iter().position(|cell| cell == heading));
    place.map_or_else(Vec::new, |place| {
        rows.filter_map(|mut row| (place < row.len()).then(|| row.swap_remove(place)))
            .collect()
    })
}

/// The rows of a CSV file (RFC 4180: quoted cells may hold commas, quotes and line ends).
fn rows(text: &str) -> Vec<Vec<String>> {
    let mut rows = vec![vec![String::new()]];
    let mut is_quoted = false;
    let mut chars = text.trim_start_matches('\u{feff}').chars().peekable();
    while let Some(char) = chars.next() {
        let row = rows.len() - 1;
        let cell = rows[row].len() - 1;
        match char {
            '"' if is_quoted && chars.peek() == Some(&'"') => {
                chars.next();
                rows[row][cell].push('"');
            }
            '"' => is_quoted = !is_quoted,
            ',' if !is_quoted => rows[row].push(String::new()),
            '\n' if !is_quoted => rows.push(vec![String::new()]),
            '\r' if !is_quoted => {}
            _ => rows[row][cell].push(char),
        }
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn column_is_read_through_quotes_and_line_ends() {
        let text = "\u{feff}type,name,label\nnote,\"q_1\",\"a, \"\"b\"\"\nc\"\r\ntext,q_2,d\n";
        assert_eq!(column(text, "name"), ["q_1", "q_2"]);
        assert!(column(text, "code").is_empty());
    }

    #[test]
    fn keys_of_the_package_format_are_read() {
        let text = "# a = b\nperiod_start = \"2017-01-01\"\n[[unit_level]]\nid = 1\n";
        let keys: Vec<_> = toml_keys(text).collect();
        assert_eq!(keys, ["# a", "period_start", "unit_level", "id"]);
    }

    #[test]
    fn only_names_that_are_no_plain_word_count() {
        for (name, expected) in [
            ("term_years", true),
            ("QM01", true),
            ("year", false),
            ("a_b", false),
        ] {
            assert_eq!(is_telling(name), expected, "{name}");
        }
    }

    #[test]
    fn names_of_a_round_are_found_in_code_and_not_in_comments_or_tests() {
        let names = Names {
            telling: BTreeSet::from(["term_years".to_owned()]),
            ..Names::default()
        };
        let text =
            "// term_years\nlet a = get(\"term_years\");\n#[cfg(test)]\nlet b = \"term_years\";\n";
        assert_eq!(
            names.problems("src/a.rs", text),
            ["src/a.rs:2: names `term_years`, which belongs to one round"]
        );
    }

    #[test]
    fn a_plain_word_is_found_where_it_is_the_whole_of_a_text() {
        let names = Names {
            plain: BTreeSet::from(["lawyers".to_owned()]),
            ..Names::default()
        };
        let text = "let lawyers = \"the lawyers\";\nlet b = [\"a\", \"lawyers\"];\n";
        assert_eq!(
            names.problems("src/a.rs", text),
            ["src/a.rs:2: names `lawyers`, which belongs to one round"]
        );
    }
}
