//! Plants groups of proposals among unrelated ones, written as people write: with and without diacritics,
//! mistyped, abbreviated, with something polite before and a detail behind.

use std::collections::BTreeMap;

use sohoi_grouping::Quotation;

const POLITE: [&str; 7] = [
    "Đề nghị ",
    "Kiến nghị ",
    "Kính đề nghị ",
    "Rất mong ",
    "Hội đề nghị ",
    "đề nghị: ",
    "Mong cấp trên ",
];

pub(crate) const FIRST_DETAILS: [&str; 20] = [
    ", nhất là ở vùng sâu, vùng xa",
    " trong thời gian tới",
    " để hội hoạt động có hiệu quả hơn",
    " ngay trong năm 2017",
    ", vì hội còn nhiều khó khăn",
    " (đã kiến nghị nhiều lần)",
    " cho phù hợp với tình hình địa phương",
    ", đúng quy định hiện hành",
    ", đặc biệt là các xã bãi ngang",
    ", tránh để kéo dài như nhiệm kỳ trước",
    " (hiện có 7 chi hội chưa có)",
    ", như xã Hàm Kiệm đã làm từ năm 2015",
    " nhằm động viên anh em",
    " theo Thông báo số 126",
    ", được vậy bà con rất phấn khởi",
    " từ quý III",
    " trong điều kiện ngân sách cho phép",
    ", nếu chưa được thì thí điểm ở 02 xã",
    " bằng mức của các huyện lân cận",
    "; đây là nguyện vọng chính đáng",
];

pub(crate) const OTHER_DETAILS: [&str; 20] = [
    " nhằm nâng cao chất lượng hoạt động của hội",
    ", đặc biệt là các xã miền núi, hải đảo",
    " trong nhiệm kỳ tới",
    " theo tinh thần Chỉ thị đã đề ra",
    " để đáp ứng yêu cầu nhiệm vụ trong tình hình mới",
    ", đây là mong muốn chung của hội viên",
    " càng sớm càng tốt",
    ", hiện nay việc này còn bất cập",
    " (thị trấn Ma Lâm có 9 trường hợp)",
    ", kể cả các thôn vùng cao",
    " như Nghị quyết đại hội đã nêu",
    ", không để chờ đợi lâu",
    " vào dịp cuối năm",
    ", tỉnh bạn đã làm tốt việc này",
    " với sự tham gia của nhiều ngành",
    " theo khả năng của huyện",
    "; việc này hội nêu từ năm 2014",
    ", tránh hình thức",
    " ở cả ba cấp",
    ", nhiều người hỏi mà hội không trả lời được",
];

const SHORT: [(&str, &str); 8] = [
    ("kinh phí", "kp"),
    ("Ủy ban nhân dân", "UBND"),
    ("hội viên", "hv"),
    ("cán bộ", "CB"),
    ("hướng dẫn", "HD"),
    ("thường xuyên", "TX"),
    ("người cao tuổi", "NCT"),
    ("nhiệm vụ", "NV"),
];

/// Proposals with the group that each was planted in.
pub(crate) struct Planted {
    /// Id, subject, text.
    lines: Vec<[String; 3]>,
    /// The group of each id; unrelated ones have none.
    pub(crate) groups: BTreeMap<String, String>,
}

impl Planted {
    /// `groups` has a line `= name` before the phrases of each; `singles` has one a line.
    pub(crate) fn new(groups: &str, singles: &str, details: &[&'static str], seed: u64) -> Self {
        let mut random = Random(seed);
        let mut planted = Self {
            lines: Vec::new(),
            groups: BTreeMap::new(),
        };
        let mut name = "";
        for line in groups.lines() {
            match line.strip_prefix("= ") {
                Some(own) => name = own,
                None => {
                    let id = planted.add(line, details, &mut random);
                    planted.groups.insert(id, name.to_owned());
                }
            }
        }
        for line in singles.lines() {
            planted.add(line, details, &mut random);
        }
        planted
    }

    pub(crate) fn quotations(&self) -> Vec<Quotation<'_>> {
        let quotations = self.lines.iter().map(|[id, subject, text]| Quotation {
            id,
            subject,
            addressee: "UBND huyện",
            text,
        });
        quotations.collect()
    }

    fn add(&mut self, line: &str, details: &[&'static str], random: &mut Random) -> String {
        let id = format!("r{:03}", self.lines.len());
        let subject = format!("S-{}", self.lines.len());
        self.lines
            .push([id.clone(), subject, as_typed(line, details, random)]);
        id
    }
}

fn as_typed(line: &str, details: &[&'static str], random: &mut Random) -> String {
    let mut text = line.to_owned();
    if random.chance(40) {
        text = SHORT
            .iter()
            .fold(text, |text, (long, short)| text.replace(long, short));
    }
    if random.chance(40) && !text.contains("đề nghị") {
        text = format!("{}{text}", random.pick(&POLITE));
    }
    if random.chance(25) {
        text.push_str(random.pick(details));
    }
    if random.chance(20) {
        text = plain(&text);
    }
    if random.chance(20) {
        text = mistyped(&text, random);
    }
    if random.chance(50) {
        text.push('.');
    }
    text
}

/// The text without diacritics, capitals kept out of it.
fn plain(text: &str) -> String {
    let words = text.split(' ').map(|word| {
        let end = word.trim_end_matches([',', '.', ':', ')']);
        sohoi_text::fold(end) + &word[end.len()..]
    });
    words.collect::<Vec<_>>().join(" ")
}

/// One letter left out, typed twice, or changed with its neighbour.
fn mistyped(text: &str, random: &mut Random) -> String {
    let mut letters: Vec<char> = text.chars().collect();
    let places: Vec<usize> = (1..letters.len() - 1)
        .filter(|at| {
            letters[at - 1..=at + 1]
                .iter()
                .all(|letter| letter.is_alphabetic())
        })
        .collect();
    let at = places[random.below(places.len() as u64) as usize];
    match random.below(3) {
        0 => drop(letters.remove(at)),
        1 => letters.insert(at, letters[at]),
        _ => letters.swap(at, at + 1),
    }
    letters.into_iter().collect()
}

/// SplitMix64 (Steele, Lea, Flood 2014).
pub(crate) struct Random(pub(crate) u64);

impl Random {
    pub(crate) fn below(&mut self, bound: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed ^ (mixed >> 31)) % bound
    }

    fn chance(&mut self, percent: u64) -> bool {
        self.below(100) < percent
    }

    fn pick(&mut self, items: &[&'static str]) -> &'static str {
        items[self.below(items.len() as u64) as usize]
    }
}
