//! Passwords that are guessed first: those that many people have, and those that the account's own
//! name tells.

use std::collections::HashSet;
use std::sync::LazyLock;

use sohoi_text::fold;

/// The 3,000 most common passwords of eight characters and more, a line each, in lower case: from
/// the list of leaked ones in zxcvbn, whose licence (MIT) lies beside it.
static COMMON: LazyLock<HashSet<&str>> =
    LazyLock::new(|| include_str!("common_passwords.txt").lines().collect());

/// Words that make no password, however they go on with digits and marks. Without diacritics and
/// spaces.
const WORDS: &[&str] = &[
    "matkhau",
    "password",
    "passw0rd",
    "vietnam",
    "anhyeuem",
    "emyeuanh",
    "toiyeuvietnam",
    "hanoi",
    "saigon",
    "tphcm",
    "xinchao",
    "motconvit",
    "khongbiet",
    "hoivien",
    "uyban",
    "admin",
    "quantri",
    "qwerty",
    "qwertyuiop",
    "asdfghjkl",
    "zxcvbnm",
];

/// The shortest name that no password may hold: a shorter one is in many words by accident, and
/// only refused with nothing but digits and marks around it.
const TELLING: usize = 4;

/// Whether it is among the first that a stranger tries for the account `name`.
pub(super) fn is_common(password: &str, name: &str) -> bool {
    let lower = password.to_lowercase();
    if COMMON.contains(lower.as_str()) {
        return true;
    }
    let folded = together(password);
    let letters = folded.trim_matches(|one: char| !one.is_alphabetic());
    let name = together(name);
    let own = name.trim_matches(|one: char| !one.is_alphabetic());
    // Days of birth and numbers of telephones are digits alone; one character over and over is none.
    letters.is_empty()
        || letters == own
        || own.chars().count() >= TELLING && folded.contains(own)
        || WORDS.contains(&letters)
        || COMMON.contains(folded.as_str())
        || is_one_over_and_over(&lower)
}

/// Without marks, capitals and spaces.
fn together(text: &str) -> String {
    fold(text).split_whitespace().collect()
}

fn is_one_over_and_over(text: &str) -> bool {
    let mut all = text.chars();
    let first = all.next();
    all.all(|one| Some(one) == first)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_guessed_first_is_common() {
        let cases = [
            ("Password", true),
            ("mật khẩu 123", true),
            ("MatKhau@2017", true),
            ("quantri-2017", true),
            ("bacbinh2026", true),
            ("huyện Bắc Bình của tôi", true),
            ("19051890", true),
            ("aaaaaaaa", true),
            ("iloveyou", true),
            ("mật khẩu chung", false),
            ("a good password", false),
            ("bốn con trâu ăn lúa", false),
        ];
        for (password, expected) in cases {
            assert_eq!(is_common(password, "bacbinh"), expected, "{password}");
        }
    }

    #[test]
    fn a_short_name_is_refused_alone_and_not_in_other_words() {
        assert!(is_common("an-19051890", "an"));
        assert!(!is_common("bốn con trâu ăn lúa", "an"));
    }

    #[test]
    fn the_list_is_whole() {
        assert_eq!(COMMON.len(), 3_000);
        assert!(
            COMMON
                .iter()
                .all(|one| one.chars().count() >= 8 && one.to_lowercase() == **one)
        );
    }
}
