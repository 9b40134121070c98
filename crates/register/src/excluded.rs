//! The six organisations that are no associations under the law, however they are written.
//!
//! Decree 45/2010/NĐ-CP, article 1 (and Decree 126/2024/NĐ-CP after it) does not apply to the Fatherland
//! Front and the socio-political organisations. Chapters and committees of them are they, too.

use serde::Serialize;
use sohoi_text::fold;

use crate::units::Units;

/// An organisation that never stands in the register.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Excluded {
    /// Mặt trận Tổ quốc Việt Nam.
    FatherlandFront,
    /// Công đoàn, Liên đoàn Lao động.
    TradeUnion,
    /// Đoàn Thanh niên Cộng sản Hồ Chí Minh.
    YouthUnion,
    /// Hội Nông dân Việt Nam.
    Farmers,
    /// Hội Cựu chiến binh Việt Nam.
    Veterans,
    /// Hội Liên hiệp Phụ nữ Việt Nam.
    Women,
}

/// How their names begin, folded; the longer ones first.
const NAMES: [(Excluded, &[&str]); 6] = [
    (
        Excluded::FatherlandFront,
        &[
            "mat tran to quoc",
            "mat tran tq",
            "mttq",
            "mttqvn",
            "ubmttq",
            "ubmttqvn",
            "mat tran",
        ],
    ),
    (
        Excluded::TradeUnion,
        &[
            "lien doan lao dong",
            "lien doan ld",
            "ldld",
            "tong lien doan lao dong",
            "cong doan",
        ],
    ),
    (
        Excluded::YouthUnion,
        &[
            "thanh nien cong san ho chi minh",
            "thanh nien cong san hcm",
            "thanh nien cong san",
            "thanh nien cs ho chi minh",
            "tncs ho chi minh",
            "tncs hcm",
            "tncshcm",
            "tncs",
        ],
    ),
    (Excluded::Farmers, &["nong dan", "nd", "hnd"]),
    (Excluded::Veterans, &["cuu chien binh", "ccb", "hccb"]),
    (
        Excluded::Women,
        &[
            "lien hiep phu nu",
            "lh phu nu",
            "lien hiep pn",
            "lhpn",
            "hlhpn",
            "phu nu",
            "pn",
        ],
    ),
];

/// Words that say what part or body of it is meant, and the word for the organisation itself.
const BODIES: [&str; 24] = [
    "ban chap hanh",
    "ban thuong vu",
    "ban thuong truc",
    "ban cong tac",
    "uy ban",
    "ub",
    "bch",
    "co quan",
    "van phong",
    "chi hoi",
    "chi doan",
    "to",
    "phan hoi",
    "hoi co so",
    "cong doan co so",
    "tinh doan",
    "huyen doan",
    "thi doan",
    "thanh doan",
    "tinh hoi",
    "hoi",
    "doan",
    "dai dien",
    "trung uong",
];

/// Words after which the name says nothing more than where.
const PLACES: &str = "viet nam|vn|trung uong|tw|tinh|huyen|xa|phuong|thi tran|thi xa|thanh pho|tp|tx|\
    tt|quan|dac khu|dao|p|h|x|khu|thon|ap|ban|lang|to|khoi|co so|co quan|cap|truong|\
    cong ty|chi nhanh|so|vien chuc|cong nhan vien chuc|benh vien|va cac doan the";

/// Which excluded organisation a name is of, if any.
///
/// What stands behind the organisation's own words must say where it is, as a word for a kind of place, a
/// number, a name of `units`, or its abbreviation; otherwise the name is that of an association, such as
/// `Hội Nông dân sản xuất giỏi` would be.
///
/// ```
/// use sohoi_register::{Excluded, Units, excluded};
/// let units = Units::default();
/// assert_eq!(excluded("HOI LHPN xã Hòa Minh", &units), Some(Excluded::Women));
/// assert_eq!(excluded("Hội Cựu giáo chức xã Hòa Minh", &units), None);
/// ```
pub fn excluded(name: &str, units: &Units) -> Option<Excluded> {
    let folded = fold(name);
    let mut rest = folded.as_str();
    let mut is_named_as_body = false;
    while let Some(after) = BODIES.iter().find_map(|body| behind(rest, body)) {
        // `Công đoàn cơ sở` and the like are names by themselves.
        if rest.starts_with("cong doan") {
            return Some(Excluded::TradeUnion);
        }
        if matches!(
            rest.split(' ').next(),
            Some("tinh" | "huyen" | "thi" | "thanh")
        ) && rest.split(' ').nth(1) == Some("doan")
        {
            return only_where(after, units).then_some(Excluded::YouthUnion);
        }
        is_named_as_body = true;
        rest = after;
    }
    let is_doan = folded.split(' ').any(|word| word == "doan");
    // `Đoàn Thanh niên`, `Đoàn TN` are short for it; `Hội Thanh niên` is not.
    if is_doan {
        let short = ["thanh nien", "tn"]
            .iter()
            .find_map(|name| behind(rest, name));
        if short.is_some_and(|after| only_where(after, units)) {
            return Some(Excluded::YouthUnion);
        }
    }
    NAMES.iter().find_map(|(organisation, names)| {
        let found = names.iter().any(|name| {
            let stands_alone =
                is_named_as_body || !matches!(*name, "nong dan" | "nd" | "phu nu" | "pn");
            behind(rest, name).is_some_and(|after| stands_alone && only_where(after, units))
        });
        found.then_some(*organisation)
    })
}

/// What follows the words `start` in a folded text that begins with them.
fn behind<'t>(text: &'t str, start: &str) -> Option<&'t str> {
    let rest = text.strip_prefix(start)?;
    if rest.is_empty() {
        return Some(rest);
    }
    rest.strip_prefix(' ')
}

/// Whether a folded text says nothing but where.
fn only_where(text: &str, units: &Units) -> bool {
    let is_abbreviation = NAMES.iter().any(|(_, names)| names.contains(&text));
    if text.is_empty() || is_abbreviation || text.starts_with(|c: char| c.is_ascii_digit()) {
        return true;
    }
    let names_place = PLACES.split('|').any(|place| behind(text, place).is_some());
    names_place || {
        let known = units.place_names();
        let mut words: Vec<&str> = text.split(' ').collect();
        // The name of a place, perhaps with more behind it.
        std::iter::from_fn(move || {
            let start = (!words.is_empty()).then(|| words.join(" "));
            words.pop();
            start
        })
        .any(|start| known.contains(&start))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::units::DatedUnit;

    fn units() -> Units {
        Units::new(
            ["Tỉnh Bình Thuận", "Huyện Bắc Bình", "Thị xã La Gi"].map(|name| DatedUnit {
                id: name.to_owned(),
                name: name.to_owned(),
                level: String::new(),
                parent: None,
                code: None,
                from: None,
                until: None,
            }),
        )
    }

    #[test]
    fn the_six_are_known_however_they_are_written() {
        use Excluded::*;
        let cases = [
            ("Hội Cựu chiến binh", Veterans),
            ("Hội Cựu chiến binh tỉnh Bình Thuận", Veterans),
            ("hoi cuu chien binh xa Hoa Minh", Veterans),
            ("HỘI CCB TT. LIÊN HƯƠNG", Veterans),
            ("Hội Cựu chiến binh (CCB)", Veterans),
            ("Chi hội Cựu chiến binh thôn 3", Veterans),
            ("Hội Cựu chiến binh Bắc Bình", Veterans),
            ("Hội Nông dân", Farmers),
            ("HND xã Phan Sơn", Farmers),
            ("Hội Nông dân Việt Nam tỉnh Bình Thuận", Farmers),
            ("Ban Chấp hành Hội Nông dân huyện Bắc Bình", Farmers),
            ("Hội ND La Gi", Farmers),
            ("Hội Liên hiệp Phụ nữ xã Bình An", Women),
            ("Hội LHPN phường Phú Tài", Women),
            ("Hội Phụ nữ xã Bình An", Women),
            ("Hội PN", Women),
            ("Chi hội phụ nữ khu phố 2", Women),
            ("Mặt trận Tổ quốc Việt Nam huyện Bắc Bình", FatherlandFront),
            ("Ủy ban Mặt trận Tổ quốc tỉnh", FatherlandFront),
            ("UBMTTQ xã Sông Lũy", FatherlandFront),
            ("UB MTTQ VN tỉnh", FatherlandFront),
            ("Ban công tác Mặt trận thôn 1", FatherlandFront),
            ("Liên đoàn Lao động tỉnh Bình Thuận", TradeUnion),
            ("LĐLĐ huyện", TradeUnion),
            ("Công đoàn cơ sở xã Hòa Minh", TradeUnion),
            ("Công đoàn Viên chức tỉnh", TradeUnion),
            ("Đoàn Thanh niên Cộng sản Hồ Chí Minh", YouthUnion),
            ("Đoàn TNCS HCM xã Hòa Minh", YouthUnion),
            ("Đoàn thanh niên xã Hòa Minh", YouthUnion),
            ("Đoàn TN phường 1", YouthUnion),
            ("Tỉnh đoàn Bình Thuận", YouthUnion),
            ("Huyện đoàn Bắc Bình", YouthUnion),
        ];
        for (name, expected) in cases {
            assert_eq!(excluded(name, &units()), Some(expected), "{name}");
        }
    }

    #[test]
    fn associations_whose_names_hold_such_words_are_none_of_them() {
        for name in [
            "Hội Cựu giáo chức",
            "Hội Cựu giáo chức tỉnh Bình Thuận",
            "Hội Cựu thanh niên xung phong",
            "Hội Cựu TNXP huyện Bắc Bình",
            "Hội Cựu tù chính trị",
            "Hội Liên hiệp Thanh niên Việt Nam tỉnh",
            "Hội LHTN xã Hòa Minh",
            "Hội Nữ doanh nhân",
            "Hội Nữ trí thức tỉnh",
            "Hội Nông nghiệp sạch",
            "Hội Nông dân sản xuất giỏi",
            "Câu lạc bộ Nông dân làm vườn",
            "Hiệp hội Doanh nhân Cựu chiến binh tỉnh",
            "Hội Doanh nghiệp của thương binh và cựu chiến binh",
            "Hội Phụ nữ khuyết tật tỉnh Bình Thuận",
            "Đoàn Luật sư tỉnh Bình Thuận",
            "Liên đoàn Bóng đá tỉnh",
            "Liên đoàn Xe đạp",
            "Hội Luật gia",
            "Hội Đông y",
            "Hội Sinh viên tỉnh",
            "Hội Khuyến học",
            "Liên hiệp các Hội Khoa học và Kỹ thuật",
            "Liên minh Hợp tác xã",
            "Hội Thân nhân kiều bào",
            "Ban Đại diện Hội Người cao tuổi huyện Bắc Bình",
            "Hội Chữ thập đỏ",
            "",
        ] {
            assert_eq!(excluded(name, &units()), None, "{name}");
        }
    }
}
