//! How Vietnamese syllables are spelled.

use crate::letter::{Letter, VOWELS, letters, small_letter};

/// What a syllable may begin with, the longer ones first; `qu` and `gi` take a vowel letter along.
const ONSETS: [&str; 28] = [
    "ngh", "ch", "gh", "gi", "kh", "ng", "nh", "ph", "qu", "th", "tr", "b", "c", "d", "đ", "g",
    "h", "k", "l", "m", "n", "p", "r", "s", "t", "v", "x", "",
];

/// What may follow, without tones.
const RHYMES: &str = " a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât \
    âu ây e ec em en eng eo ep et ê êch êm ên ênh êp êt êu i ia ich iêc iêm iên iêng iêp iêt iêu im \
    in inh ip it iu o oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt oc oe \
    oen oeo oet oi om on ong ooc oong op ot ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt u ua uân uâng \
    uât uây uc uê uêch uênh ui um un ung uơ uôc uôi uôm uôn uông uôt up ut uy uya uych uyên uyêt \
    uynh uyt uyu ư ưa ưc ưi ưm ưn ưng ươc ươi ươm ươn ương ươp ươt ươu ưt ưu y yêm yên yêng yêt \
    yêu ynh yt êng ";

/// Whether a word is spelled as one Vietnamese syllable, in small or capital letters.
///
/// ```
/// use sohoi_text::is_syllable;
/// assert!(is_syllable("Nghĩa") && is_syllable("QUỐC"));
/// assert!(!is_syllable("Héi") && !is_syllable("dioxin"));
/// ```
pub fn is_syllable(word: &str) -> bool {
    let letters = letters(word);
    let tone = letters.iter().map(|letter| letter.tone).max().unwrap_or(0);
    let tones = letters.iter().filter(|letter| letter.tone > 0).count();
    let level: String = letters.iter().map(without_tone).collect();
    // A syllable that ends in a stop is short: it has one of two tones, and letters of shape always.
    let is_stopped = level.ends_with(['c', 'p', 't']) || level.ends_with("ch");
    if level.is_empty() || tones > 1 || is_stopped && tone < 4 {
        return false;
    }
    ONSETS.iter().any(|onset| {
        let rhyme = level.strip_prefix(onset);
        rhyme.is_some_and(|rhyme| is_rhyme(rhyme) || rhyme.is_empty() && *onset == "gi")
    })
}

fn is_rhyme(text: &str) -> bool {
    !text.is_empty() && RHYMES.split(' ').any(|rhyme| rhyme == text)
}

fn without_tone(letter: &Letter) -> char {
    if letter.base == 'd' && letter.shape == 1 {
        return 'đ';
    }
    let row = VOWELS
        .iter()
        .find(|(base, shape, _)| (*base, *shape) == (letter.base, letter.shape));
    row.and_then(|(_, _, tones)| tones.chars().next())
        .unwrap_or(letter.base)
}

/// A text in which letters and their marks of Vietnamese are single characters: `e`, `◌̂`, `◌́`
/// become `ế`. All else stays.
pub fn composed(text: &str) -> String {
    let mut composed = String::with_capacity(text.len());
    for c in text.chars() {
        let joined = if is_mark(c) {
            composed
                .chars()
                .next_back()
                .and_then(|last| joined(last, c))
        } else {
            None
        };
        if joined.is_some() {
            composed.pop();
        }
        composed.push(joined.unwrap_or(c));
    }
    composed
}

fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{323}')
}

/// The single character that a letter makes with one more mark.
fn joined(letter: char, mark: char) -> Option<char> {
    let small = small_letter(letter);
    let [own] = letters(&format!("{small}{mark}"))[..] else {
        return None;
    };
    let (.., tones) = VOWELS
        .iter()
        .find(|(base, shape, _)| (*base, *shape) == (own.base, own.shape))?;
    let joined = tones.chars().nth(usize::from(own.tone))?;
    if joined == small {
        return None;
    }
    match small == letter {
        true => Some(joined),
        false => joined.to_uppercase().next(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_names_are_syllables() {
        let names = "Hội Chữ thập đỏ Nạn nhân chất độc da cam Khuyến học Người cao tuổi Cựu giáo chức \
            Đông y Luật gia Sinh vật cảnh Kế hoạch hóa gia đình Liên hiệp Thanh niên xung phong nghĩa \
            Thuận Quý Nghị Đức Suối Kiết Vĩnh Hảo Phước Thể Ngũ Phụng giếng gìn khuỷu quyển loong xoong hoặc";
        for word in names.split_whitespace() {
            assert!(is_syllable(word), "{word}");
        }
        for word in [
            "",
            "Héi",
            "Hoäi",
            "x·",
            "dioxin",
            "CLB",
            "hoc",
            "ngườì",
            "ễnh2",
            "ăă",
        ] {
            assert!(!is_syllable(word), "{word}");
        }
    }

    #[test]
    fn marks_join_their_letters() {
        for (apart, expected) in [
            ("e\u{302}\u{301}", "ế"),
            ("ê\u{301}", "ế"),
            ("e\u{323}\u{302}", "ệ"),
            ("U\u{31b}\u{301}", "Ứ"),
            ("Đô\u{323}ng y\u{300}", "Động ỳ"),
            ("x\u{301}", "x\u{301}"),
            ("\u{301}", "\u{301}"),
            ("Hội", "Hội"),
        ] {
            assert_eq!(composed(apart), expected);
        }
    }
}
