//! Texts from before Unicode: names typed for the fonts of TCVN3 (ABC) or of VNI.
//!
//! Such a text is one of Latin letters to every program that does not know its font: `Hội` was stored as
//! `Héi` or as `Hoäi`. Which it is shows by spelling: read rightly, nearly every word is a syllable.

mod tcvn3;
mod vni;

use serde::Serialize;
use sohoi_text::is_syllable;

/// How a text was stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Legacy {
    /// TCVN 5712:1993 VN3, fonts called `.VnTime`, `.VnArial` …, "ABC".
    Tcvn3,
    /// VNI Windows, fonts called `VNI-Times` …
    Vni,
}

impl Legacy {
    /// What people call it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Tcvn3 => "TCVN3 (ABC)",
            Self::Vni => "VNI Windows",
        }
    }

    /// The text in Unicode. What has no meaning in the encoding stays.
    ///
    /// ```
    /// use sohoi_register::Legacy;
    /// assert_eq!(Legacy::Tcvn3.to_unicode("Héi Ch÷ thËp ®á"), "Hội Chữ thập đỏ");
    /// assert_eq!(Legacy::Vni.to_unicode("Hoäi Chöõ thaäp ñoû"), "Hội Chữ thập đỏ");
    /// ```
    pub fn to_unicode(self, text: &str) -> String {
        match self {
            Self::Tcvn3 => tcvn3::to_unicode(text),
            Self::Vni => vni::to_unicode(text),
        }
    }
}

/// How the cells of a column were stored; nothing for Unicode, and where it cannot be told.
///
/// An encoding is named when, read by it, four of five words that have letters beyond ASCII are syllables,
/// and more of them than when read as they are or by the other encoding.
pub fn detect<'a>(cells: impl IntoIterator<Item = &'a str>) -> Option<Legacy> {
    let mut tally = Tally::default();
    for cell in cells {
        tally.count(cell);
    }
    let needed = (tally.words * 4).div_ceil(5);
    let (best, encoding, other) = match tally.vni > tally.tcvn3 {
        true => (tally.vni, Legacy::Vni, tally.tcvn3),
        false => (tally.tcvn3, Legacy::Tcvn3, tally.vni),
    };
    let is_clear = tally.words > 0 && best >= needed && best > tally.unicode.max(other);
    is_clear.then_some(encoding)
}

/// A cell of a column of an encoding, in Unicode. A cell that somebody typed in Unicode later stays.
pub fn converted(cell: &str, encoding: Legacy) -> String {
    let mut tally = Tally::default();
    tally.count(cell);
    let read = match encoding {
        Legacy::Tcvn3 => tally.tcvn3,
        Legacy::Vni => tally.vni,
    };
    if cell.chars().any(is_unicode_letter) || read < tally.unicode {
        return cell.to_owned();
    }
    encoding.to_unicode(cell)
}

/// How many words are syllables, by the way of reading.
#[derive(Default)]
struct Tally {
    /// Words with letters beyond ASCII.
    words: usize,
    unicode: usize,
    tcvn3: usize,
    vni: usize,
}

impl Tally {
    fn count(&mut self, cell: &str) {
        let words = cell.split(|c: char| c.is_whitespace() || is_punctuation(c));
        for word in words.filter(|word| !word.is_ascii()) {
            self.words += 1;
            self.unicode += usize::from(is_syllable(word));
            if !word.chars().any(is_unicode_letter) {
                self.tcvn3 += usize::from(is_syllable(&tcvn3::to_unicode(word)));
                self.vni += usize::from(is_syllable(&vni::to_unicode(word)));
            }
        }
    }
}

/// A character that neither encoding has: both fit into a byte.
fn is_unicode_letter(c: char) -> bool {
    c > '\u{ff}' && !is_punctuation(c)
}

fn is_punctuation(c: char) -> bool {
    c.is_ascii_punctuation()
        || c.is_ascii_digit()
        || matches!(c, '\u{2000}'..='\u{206f}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    const NAMES: [(&str, &str, &str); 9] = [
        (
            "Hội Chữ thập đỏ xã Hòa Minh",
            "Héi Ch÷ thËp ®á x· Hßa Minh",
            "Hoäi Chöõ thaäp ñoû xaõ Hoøa Minh",
        ),
        (
            "Hội Người cao tuổi",
            "Héi Ng\u{ad}êi cao tuæi",
            "Hoäi Ngöôøi cao tuoåi",
        ),
        (
            "Hội Khuyến học huyện Bắc Bình",
            "Héi KhuyÕn häc huyÖn B¾c B×nh",
            "Hoäi Khuyeán hoïc huyeän Baéc Bình",
        ),
        (
            "Hội Nạn nhân chất độc da cam",
            "Héi N¹n nh©n chÊt ®éc da cam",
            "Hoäi Naïn nhaân chaát ñoäc da cam",
        ),
        (
            "Hội Cựu giáo chức",
            "Héi Cùu gi¸o chøc",
            "Hoäi Cöïu giaùo chöùc",
        ),
        (
            "Ủy ban nhân dân tỉnh",
            "ñy ban nh©n d©n tØnh",
            "UÛy ban nhaân daân tænh",
        ),
        ("HỘI ĐÔNG Y", "HéI §¤NG Y", "HOÄI ÑOÂNG Y"),
        (
            "Hội Kế hoạch hóa gia đình",
            "Héi KÕ ho¹ch hãa gia ®×nh",
            "Hoäi Keá hoaïch hoùa gia ñình",
        ),
        ("Hội Mỹ thuật", "Héi Mü thuËt", "Hoäi Myõ thuaät"),
    ];

    #[test]
    fn known_names_are_read() {
        for (unicode, tcvn3, vni) in NAMES {
            let small = |text: &str| text.replace("Ủy", "ủy");
            assert_eq!(Legacy::Tcvn3.to_unicode(tcvn3), small(unicode));
            assert_eq!(Legacy::Vni.to_unicode(vni), unicode);
        }
    }

    #[test]
    fn columns_are_told_apart() {
        assert_eq!(
            detect(NAMES.map(|(_, tcvn3, _)| tcvn3)),
            Some(Legacy::Tcvn3)
        );
        assert_eq!(detect(NAMES.map(|(.., vni)| vni)), Some(Legacy::Vni));
        assert_eq!(detect(NAMES.map(|(unicode, ..)| unicode)), None);
        for (unicode, tcvn3, vni) in NAMES {
            assert_eq!(detect([tcvn3]), Some(Legacy::Tcvn3), "{tcvn3}");
            assert_eq!(detect([vni]), Some(Legacy::Vni), "{vni}");
            assert_eq!(detect([unicode]), None);
        }
    }

    #[test]
    fn texts_of_few_marks_are_left() {
        for cells in [
            vec!["Lâm", "Hà", "Tân Hòa", "Cao Bá Quát", "Sông Bé"],
            vec!["abc", "123", ""],
            vec!["Café", "São Paulo", "Müller", "Zürich", "naïve"],
            vec!["100 m²", "± 5 °C", "§ 12", "© 2017", "½"],
            vec!["Phan Rí", "Đa Kai", "La Dạ"],
        ] {
            assert_eq!(detect(cells.iter().copied()), None, "{cells:?}");
        }
    }

    #[test]
    fn a_cell_of_unicode_in_an_old_column_stays() {
        assert_eq!(converted("Hội Đông y", Legacy::Tcvn3), "Hội Đông y");
        assert_eq!(converted("Bá Lâm", Legacy::Vni), "Bá Lâm");
        assert_eq!(converted("Héi", Legacy::Tcvn3), "Hội");
        assert_eq!(converted("HU-01", Legacy::Tcvn3), "HU-01");
    }
}
