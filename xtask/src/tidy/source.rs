//! Reading Rust source as far as these checks need it.

/// The code lines of a file with their numbers: no comments, no tests.
///
/// Tests stand last in a file of this project, so everything from `#[cfg(test)]` on is
/// left out.
pub(crate) fn code_lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.lines()
        .enumerate()
        .take_while(|(_, line)| line.trim() != "#[cfg(test)]")
        .map(|(index, line)| (index + 1, without_comment(line)))
        .filter(|(_, line)| !line.trim().is_empty())
}

/// A line up to `//`, unless that stands in a string.
fn without_comment(line: &str) -> &str {
    let mut is_string = false;
    let mut previous = ' ';
    for (at, char) in line.char_indices() {
        match char {
            '"' if previous != '\\' && previous != '\'' => is_string = !is_string,
            '/' if !is_string && previous == '/' => return &line[..at - 1],
            _ => {}
        }
        previous = char;
    }
    line
}

/// The words of a line: runs of letters, digits and `_`.
pub(crate) fn words(line: &str) -> impl Iterator<Item = &str> {
    line.split(|char: char| !char.is_alphanumeric() && char != '_')
        .filter(|word| !word.is_empty())
}

/// The texts in quotes of a line. One that holds a quote itself comes in pieces.
pub(crate) fn texts(line: &str) -> impl Iterator<Item = &str> {
    line.split('"').skip(1).step_by(2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_and_tests_are_no_code() {
        let text = "//! Docs.\nlet a = \"x // y\"; // why\n\n#[cfg(test)]\nmod tests {}\n";
        let lines: Vec<_> = code_lines(text).collect();
        assert_eq!(lines, [(2, "let a = \"x // y\"; ")]);
    }

    #[test]
    fn words_keep_underscores() {
        let found: Vec<_> = words("a.term_years >= 'q_1'").collect();
        assert_eq!(found, ["a", "term_years", "q_1"]);
    }
}
