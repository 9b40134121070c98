//! Holds patterns against a library that was written apart from this: both must say the same.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

use super::Pattern;
use crate::seeded::seeded;

/// What the library says of the whole text; none where it refuses the pattern.
fn library(pattern: &str, text: &str) -> Option<bool> {
    // Alone first: `a)|(b` only compiles because of the frame around it.
    regex_lite::Regex::new(pattern).ok()?;
    let whole = regex_lite::Regex::new(&format!(r"\A(?:{pattern})\z")).ok()?;
    Some(whole.is_match(text))
}

/// Patterns that both take: single characters, classes and anchors, joined and repeated.
fn patterns() -> impl Strategy<Value = String> {
    let single = select(vec![
        "a",
        "b",
        "c",
        "đ",
        "-",
        r"\.",
        r"\n",
        ".",
        r"\d",
        r"\D",
        r"\w",
        r"\W",
        r"\s",
        r"\S",
        "^",
        "$",
        "[ab]",
        "[^a]",
        "[a-c]",
        "[^b-z0-5]",
        r"[\d-]",
        r"[^\w đ]",
        r"[\D]",
        r"[\S.]",
        "[À-ỹ]",
        "[a-b-_]",
        "",
    ]);
    let repetition = select(vec![
        "", "?", "*", "+", "??", "*?", "+?", "{0}", "{1}", "{2}", "{0,}", "{2,}", "{0,2}", "{1,3}",
        "{2,3}?",
    ]);
    single
        .prop_map(str::to_owned)
        .prop_recursive(5, 40, 4, move |inner| {
            prop_oneof![
                3 => vec(inner.clone(), 1..4).prop_map(|parts| parts.concat()),
                2 => vec(inner.clone(), 1..4).prop_map(|parts| format!("({})", parts.join("|"))),
                1 => vec(inner.clone(), 2..4).prop_map(|parts| parts.join("|")),
                3 => (inner, repetition.clone())
                    .prop_map(|(part, repetition)| format!("(?:{part}){repetition}")),
            ]
        })
}

/// Short texts of few characters, so that many match.
fn texts() -> impl Strategy<Value = String> {
    vec(
        select(vec!["a", "b", "c", "a", "b", "đ", "0", "-", ".", " ", "\n"]),
        0..7,
    )
    .prop_map(|parts| parts.concat())
}

/// Pieces of patterns in any order, most of them broken.
fn soup() -> impl Strategy<Value = String> {
    let pieces = select(vec![
        "a", "b", "đ", "0", "-", "^", "$", ".", "(", "(?:", ")", "|", "[", "[^", "]", "*", "+",
        "?", "{2}", "{0,1}", "{1,}", "{", "}", ",", "&", r"\", r"\d", r"\W", r"\]", "a-c", "é",
    ]);
    vec(pieces, 0..12).prop_map(|parts| parts.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 3_000, ..seeded() })]

    #[test]
    fn patterns_match_what_they_match_elsewhere(
        pattern in patterns(),
        texts in vec(texts(), 8),
    ) {
        let own = Pattern::new(&pattern);
        prop_assert!(own.is_ok(), "refused: {:?}", own);
        for text in texts {
            let own = own.as_ref().is_ok_and(|own| own.matches(&text));
            prop_assert_eq!(Some(own), library(&pattern, &text), "on {:?}", text);
        }
    }

    #[test]
    fn broken_patterns_never_panic_and_whole_ones_agree(pattern in soup(), text in texts()) {
        match Pattern::new(&pattern) {
            Ok(own) => {
                if let Some(expected) = library(&pattern, &text) {
                    prop_assert_eq!(own.matches(&text), expected, "on {:?}", text);
                }
            }
            Err(flaw) => prop_assert!(pattern.is_char_boundary(flaw.at) && flaw.at < pattern.len()),
        }
    }
}
