//! Names that SPSS takes for columns.

use std::collections::{BTreeMap, BTreeSet};

use sohoi_text::fold;

/// The longest name, in bytes. SPSS has 64; a multiple response set has a `$` in front.
pub(super) const LONGEST: usize = 63;

/// What neither SPSS (“Variable names”) nor R (`?Reserved`) takes as a name, in small letters.
const RESERVED: [&str; 28] = [
    "all", "and", "break", "by", "else", "eq", "false", "for", "function", "ge", "gt", "if", "in",
    "inf", "le", "lt", "na", "nan", "ne", "next", "not", "null", "or", "repeat", "to", "true",
    "while", "with",
];

/// A name for each code, in their order: unlike all others, and `taken`, also without regard to
/// capitals.
///
/// A name follows from its code alone. Only where codes would share one, they have a part of
/// their hash behind it, each of them, whatever their order.
pub(super) fn names(codes: &[String], taken: &mut BTreeSet<String>) -> Vec<String> {
    let plain: Vec<String> = codes.iter().map(|code| legal(code)).collect();
    let mut shared: BTreeMap<String, usize> = BTreeMap::new();
    for name in &plain {
        *shared.entry(name.to_ascii_lowercase()).or_default() += 1;
    }
    let mut names = Vec::new();
    for (code, name) in codes.iter().zip(plain) {
        let folded = name.to_ascii_lowercase();
        let is_shared = shared[&folded] > 1 || taken.contains(&folded);
        let mut name = match is_shared {
            true => marked(&name, code),
            false => name,
        };
        // A name that looks like one with a hash; or the hash of two codes is the same.
        let mut more = code.clone();
        while !taken.insert(name.to_ascii_lowercase()) {
            more.push('+');
            name = marked(&name, &more);
        }
        names.push(name);
    }
    names
}

/// A code with a dot for a stroke, Latin letters without marks, and `_` for the rest.
fn legal(code: &str) -> String {
    let mut name = String::new();
    for c in code.chars() {
        match c {
            'a'..='z' | 'A'..='Z' | '0'..='9' | '_' | '.' => name.push(c),
            '/' => name.push('.'),
            c if c.is_ascii() => name.push('_'),
            c => {
                let folded = fold(c.encode_utf8(&mut [0; 4]));
                match folded.is_ascii() && !folded.is_empty() {
                    true => name.push_str(&folded),
                    false => name.push('_'),
                }
            }
        }
    }
    let is_reserved = RESERVED.contains(&&*name.to_ascii_lowercase());
    if is_reserved || !name.starts_with(|c: char| c.is_ascii_alphabetic()) {
        name.insert_str(0, "q_");
    }
    if name.ends_with('.') {
        // A dot at the end of a line ends a command.
        name.push('_');
    }
    match name.len() > LONGEST {
        true => marked(&name, code),
        false => name,
    }
}

/// A name with the hash of a text behind it.
fn marked(name: &str, text: &str) -> String {
    // All of it is ASCII.
    let kept = &name[..name.len().min(LONGEST - 9)];
    format!("{kept}_{:08x}", hash(text))
}

/// FNV-1a, 32 bits (Fowler, Noll, Vo): the same on every machine and in every version.
fn hash(text: &str) -> u32 {
    text.bytes().fold(0x811c_9dc5, |hash, byte| {
        (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use proptest::test_runner::RngSeed;

    fn named(codes: &[&str]) -> Vec<String> {
        let codes: Vec<String> = codes.iter().map(|code| (*code).to_owned()).collect();
        names(&codes, &mut BTreeSet::new())
    }

    #[test]
    fn names_read_like_their_codes() {
        for (code, expected) in [
            ("members", "members"),
            ("by_year/2012/boats", "by_year.2012.boats"),
            ("meta/response", "meta.response"),
            ("size:text", "size_text"),
            ("by_field/Đông y/members", "by_field.dong_y.members"),
            ("by_year/#1/boats", "by_year._1.boats"),
            ("not-yet", "not_yet"),
            ("NOT", "q_NOT"),
            ("repeat", "q_repeat"),
            ("_own", "q__own"),
            ("số", "so"),
            ("a/.", "a.._"),
            ("会", "q__"),
            ("", "q_"),
        ] {
            assert_eq!(named(&[code]), [expected], "{code}");
        }
    }

    #[test]
    fn codes_that_would_share_a_name_have_their_hashes_in_any_order() {
        let codes = ["by/Hồ/n", "by/Hố/n", "BY/ho/n", "other"];
        let names = named(&codes);
        assert!(names[0].starts_with("by.Ho.n_"), "{}", names[0]);
        assert_eq!(names[3], "other");
        let turned: Vec<&str> = codes.iter().rev().copied().collect();
        let mut again = named(&turned);
        again.reverse();
        assert_eq!(again, names);
        // The reference value of FNV-1a for "foobar".
        assert_eq!(hash("foobar"), 0xbf9c_f968);
        assert_eq!(named(&["é", "e"])[1], format!("e_{:08x}", hash("e")));
    }

    proptest! {
        #![proptest_config(ProptestConfig { rng_seed: RngSeed::Fixed(23), ..ProptestConfig::default() })]

        #[test]
        fn every_name_is_legal_and_unlike_all_others(
            codes in prop::collection::btree_set("[aAáÁbB/.:_#'\" \n0đ会-]{0,9}|to|TO|[ab]{60,70}", 1..40),
        ) {
            let codes: Vec<String> = codes.into_iter().collect();
            let mut taken = BTreeSet::from(["a".to_owned()]);
            let names = names(&codes, &mut taken);
            prop_assert_eq!(names.len(), codes.len());
            let mut seen = BTreeSet::from(["a".to_owned()]);
            for name in &names {
                prop_assert!(name.len() <= LONGEST, "{}", name);
                prop_assert!(name.starts_with(|c: char| c.is_ascii_alphabetic()), "{}", name);
                prop_assert!(!name.ends_with('.'), "{}", name);
                let is_legal = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '.';
                prop_assert!(name.chars().all(is_legal), "{}", name);
                prop_assert!(!RESERVED.contains(&&*name.to_lowercase()), "{}", name);
                prop_assert!(seen.insert(name.to_lowercase()), "{} twice", name);
            }
        }
    }
}
