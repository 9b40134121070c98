//! Which folded texts are syllables of Vietnamese, and what a mistyped one may mean.

/// How a syllable may begin. The longer beginnings come first.
const ONSETS: [&str; 28] = [
    "ngh", "ch", "gh", "gi", "kh", "ng", "nh", "ph", "qu", "th", "tr", "b", "c", "d", "g", "h",
    "k", "l", "m", "n", "p", "r", "s", "t", "v", "x", "z", "",
];

/// How a syllable may go on, without marks: `ac` stands for ac, ăc, âc and their tones.
const RHYMES: &str = " a ac ach ai am an ang anh ao ap at au ay e ec ech em en eng enh eo ep et eu \
    i ia ich iec iem ien ieng iep iet ieu im in inh ip it iu o oa oac oach oai oam oan oang oanh \
    oao oap oat oay oc oe oen oeo oet oi om on ong ooc oong op ot u ua uan uang uanh uat uay uc ue \
    uech uenh ui um un ung uo uoc uoi uom uon uong uop uot uou up ut uu uy uya uych uyen uyet uynh \
    uyt uyu y ych yem yen yet yeu yn ynh yt ";

/// Whether a folded word is a syllable of Vietnamese: a beginning, a vowel, an end.
///
/// Marks are left out, so that a few that no dictionary has pass too.
pub(crate) fn is_syllable(word: &str) -> bool {
    ONSETS.iter().any(|onset| {
        word.strip_prefix(onset)
            .is_some_and(|rhyme| !rhyme.is_empty() && is_rhyme(rhyme))
    })
}

fn is_rhyme(rhyme: &str) -> bool {
    RHYMES
        .match_indices(rhyme)
        .any(|(at, _)| RHYMES[..at].ends_with(' ') && RHYMES[at + rhyme.len()..].starts_with(' '))
}

/// Whether a folded word has a vowel. One without, like `ubnd`, is an abbreviation.
pub(crate) fn has_vowel(word: &str) -> bool {
    word.contains(['a', 'e', 'i', 'o', 'u', 'y'])
}

/// What the keys of Telex make, where nobody turned them into marks: `phis` is `phi`, `ddoongj` is
/// `dong`. Nothing where that is no syllable either.
pub(crate) fn of_keys(word: &str) -> Option<String> {
    let mut plain = String::with_capacity(word.len());
    let mut letters = word.chars().peekable();
    while let Some(letter) = letters.next() {
        let is_last = letters.peek().is_none();
        let is_mark = letter == 'w' || is_last && matches!(letter, 's' | 'f' | 'r' | 'x' | 'j');
        let is_twice = matches!(letter, 'a' | 'd' | 'e' | 'o') && plain.ends_with(letter);
        if !is_mark && !is_twice {
            plain.push(letter);
        }
    }
    (plain != word && is_syllable(&plain)).then_some(plain)
}

/// Whether one slip makes one word of the other: a letter too many, too few, another one, or two
/// neighbours changed (Damerau 1964). Both are ASCII.
pub(crate) fn is_one_slip(one: &str, other: &str) -> bool {
    let (short, long) = match one.len() <= other.len() {
        true => (one.as_bytes(), other.as_bytes()),
        false => (other.as_bytes(), one.as_bytes()),
    };
    let same = short.iter().zip(long).take_while(|(a, b)| a == b).count();
    let (short, long) = (&short[same..], &long[same..]);
    match long.len() - short.len() {
        1 => short == &long[1..],
        0 if short.is_empty() => false,
        0 => {
            let is_changed = short.len() > 1
                && short[0] == long[1]
                && short[1] == long[0]
                && short[2..] == long[2..];
            is_changed || short[1..] == long[1..]
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_syllables_without_their_marks() {
        let all = "hoi quan chung kinh phi nghiep quyet khuyen quoc gi gieng giu uy y yeu oan \
                   duong nguoi uong thuong buou quynh quyt loong xoong khuya huych";
        for word in all.split_whitespace() {
            assert!(is_syllable(word), "{word}");
        }
        for word in "ubnd hdnd bch kihn ngheip tp ddang phis dioxin internet 17 q".split(' ') {
            assert!(!is_syllable(word), "{word}");
        }
    }

    #[test]
    fn reads_keys_that_nobody_turned_into_marks() {
        for (keys, expected) in [
            ("phis", Some("phi")),
            ("ddoongj", Some("dong")),
            ("nghij", Some("nghi")),
            ("truwowcs", Some("truoc")),
            ("truwowngf", Some("truong")),
            ("hooij", Some("hoi")),
            ("phi", None),
            ("ubnd", None),
        ] {
            assert_eq!(of_keys(keys).as_deref(), expected, "{keys}");
        }
    }

    #[test]
    fn one_slip_is_one_slip() {
        for (one, other, expected) in [
            ("kihn", "kinh", true),
            ("kin", "kinh", true),
            ("kinhh", "kinh", true),
            ("kimh", "kinh", true),
            ("kinh", "kinh", false),
            ("ki", "kinh", false),
            ("iknh", "kihn", false),
            ("", "a", true),
            ("ab", "cd", false),
        ] {
            assert_eq!(is_one_slip(one, other), expected, "{one} {other}");
            assert_eq!(is_one_slip(other, one), expected, "{other} {one}");
        }
    }
}
