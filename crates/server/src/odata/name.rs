//! Legal names: what OData lets a property be called.

use std::collections::BTreeSet;

/// The most characters of a name (CSDL 4.0, SimpleIdentifier).
const LONGEST: usize = 128;

/// A legal name that reads like `name`: letters, digits and `_`, beginning with no digit.
pub(super) fn legal(name: &str) -> String {
    let mut legal = String::new();
    for character in name.chars() {
        let is_legal = character.is_alphanumeric() || character == '_';
        if legal.is_empty() && !character.is_alphabetic() && character != '_' {
            legal.push('_');
        }
        if is_legal {
            legal.push(character);
        } else if !legal.ends_with('_') {
            legal.push('_');
        }
    }
    if legal.is_empty() {
        legal.push('_');
    }
    legal.chars().take(LONGEST).collect()
}

/// The same for several names, in their order: one that is taken has a number behind it.
pub(super) fn legal_names<'n>(names: impl Iterator<Item = &'n str>) -> Vec<String> {
    let mut taken = BTreeSet::new();
    let mut found = Vec::new();
    for name in names {
        let wanted = legal(name);
        let mut own = wanted.clone();
        let mut number = 1_u32;
        while !taken.insert(own.clone()) {
            number += 1;
            let behind = format!("_{number}");
            let kept = LONGEST - behind.len();
            own = wanted.chars().take(kept).chain(behind.chars()).collect();
        }
        found.push(own);
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_letters_digits_and_strokes() {
        let long = "ộ".repeat(200);
        let cases = [
            ("meta/response", "meta_response"),
            ("years/2016/meetings", "years_2016_meetings"),
            ("title:text", "title_text"),
            ("members/Hội A & \"B\"/x", "members_Hội_A_B_x"),
            ("2016", "_2016"),
            ("<b>", "_b_"),
            ("", "_"),
            (long.as_str(), &long[..LONGEST * 'ộ'.len_utf8()]),
        ];
        for (name, expected) in cases {
            assert_eq!(legal(name), expected, "{name}");
        }
    }

    #[test]
    fn names_that_would_be_the_same_are_numbered() {
        let long = "a".repeat(200);
        let names = ["a/b", "a_b", "a:b", "a_b_2", &long, &long];
        let found = legal_names(names.into_iter());
        assert_eq!(found[..4], ["a_b", "a_b_2", "a_b_3", "a_b_2_2"]);
        assert_eq!(found[4].len(), LONGEST);
        assert_eq!(found[5].len(), LONGEST);
        assert_ne!(found[4], found[5]);
    }
}
