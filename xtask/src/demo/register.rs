//! The register of the demonstration: every association and authority of the province, named as
//! real kinds of bodies are. It names no person.

use sohoi_round::{Subject, Unit};

use super::association::{Association, Congress};
use super::kinds::kind;
use super::random::Random;

/// The columns of `register.csv`.
const HEADER: &str = "id,name,kind,unit,assoc_code,assoc_name,assoc_type,level,district,commune,unit_kind,\
    last_congress_date,term_years";

/// How many commune associations the province has.
const COMMUNE_ASSOCIATIONS: i64 = 1_010;

/// The provincial associations whose kind does not give their name and field: kind, name, field.
pub(super) const PROVINCE_OTHERS: [(&str, &str, &str); 23] = [
    ("sports_federation", "Liên đoàn Bóng đá", "sport"),
    ("sports_federation", "Liên đoàn Võ thuật cổ truyền", "sport"),
    ("sports_federation", "Liên đoàn Quần vợt", "sport"),
    ("sports_federation", "Liên đoàn Cầu lông", "sport"),
    ("sports_federation", "Liên đoàn Cờ", "sport"),
    ("sports_federation", "Hội Thuyền buồm và Lướt ván", "sport"),
    ("other", "Hội Tin học", "science_tech"),
    ("other", "Hội Kiến trúc sư", "science_tech"),
    ("other", "Hội Kế toán", "economy"),
    ("other", "Hội Cầu đường", "science_tech"),
    ("other", "Hội Chăn nuôi - Thú y", "science_tech"),
    ("other", "Hội Dược học", "health"),
    ("other", "Hội Nữ hộ sinh", "health"),
    ("other", "Hội Y tế công cộng", "health"),
    ("other", "Hội Hữu nghị Việt Nam - Lào", "people_diplomacy"),
    (
        "other",
        "Hội Hữu nghị Việt Nam - Campuchia",
        "people_diplomacy",
    ),
    (
        "other",
        "Hội Hữu nghị Việt Nam - Nhật Bản",
        "people_diplomacy",
    ),
    ("other", "Hội Bảo vệ quyền trẻ em", "humanitarian"),
    ("other", "Hội Bảo trợ bệnh nhân nghèo", "humanitarian"),
    ("other", "Hiệp hội Vận tải ô tô", "other"),
    (
        "other",
        "Hiệp hội Chế biến và Xuất khẩu thủy sản",
        "economy",
    ),
    ("other", "Hiệp hội Tôm giống", "economy"),
    ("other", "Hội Nữ doanh nhân", "economy"),
];

/// The kinds of district associations, the most common first.
const DISTRICT_KINDS: [&str; 16] = [
    "red_cross",
    "elderly",
    "study_promotion",
    "former_youth_volunteers",
    "agent_orange",
    "traditional_medicine",
    "blind",
    "disabled_orphans",
    "former_teachers",
    "former_political_prisoners",
    "lawyers",
    "retirees_club",
    "gardening",
    "overseas_relatives",
    "business",
    "ornamental_plants",
];

/// How many associations each district has; 12 where it is not named.
const DISTRICT_SIZES: [(&str, usize); 9] = [
    ("phan_thiet", 16),
    ("la_gi", 13),
    ("tuy_phong", 14),
    ("bac_binh", 13),
    ("ham_thuan_bac", 13),
    ("ham_thuan_nam", 11),
    ("tanh_linh", 11),
    ("ham_tan", 10),
    ("phu_quy", 7),
];

/// The kinds that every commune has, and the others with how often they occur (of 1,000).
const COMMUNE_KINDS: [(&str, i64); 16] = [
    ("elderly", 1000),
    ("red_cross", 1000),
    ("study_promotion", 1000),
    ("former_youth_volunteers", 900),
    ("agent_orange", 850),
    ("former_teachers", 620),
    ("traditional_medicine", 480),
    ("disabled_orphans", 430),
    ("retirees_club", 420),
    ("gardening", 420),
    ("youth_federation", 350),
    ("truong_son", 250),
    ("martyr_families", 180),
    ("ornamental_plants", 180),
    ("former_political_prisoners", 150),
    ("blind", 120),
];

/// The provincial bodies that fill in the authorities' form: kind of unit and name.
const PROVINCE_AUTHORITIES: [(&str, &str); 23] = [
    ("party_province", "Ban Dân vận Tỉnh ủy Bình Thuận"),
    ("home_province", "Sở Nội vụ tỉnh Bình Thuận"),
    ("party_direct", "Đảng ủy Khối Các cơ quan tỉnh"),
    ("party_direct", "Đảng ủy Khối Doanh nghiệp tỉnh"),
    ("party_direct", "Đảng ủy Quân sự tỉnh"),
    ("party_direct", "Đảng ủy Công an tỉnh"),
    ("party_direct", "Đảng ủy Bộ đội Biên phòng tỉnh"),
    ("line_dept", "Sở Y tế"),
    ("line_dept", "Sở Giáo dục và Đào tạo"),
    ("line_dept", "Sở Lao động - Thương binh và Xã hội"),
    ("line_dept", "Sở Nông nghiệp và Phát triển nông thôn"),
    ("line_dept", "Sở Khoa học và Công nghệ"),
    ("line_dept", "Sở Văn hóa, Thể thao và Du lịch"),
    ("line_dept", "Sở Tư pháp"),
    ("line_dept", "Sở Công Thương"),
    ("line_dept", "Sở Xây dựng"),
    ("line_dept", "Sở Tài nguyên và Môi trường"),
    ("line_dept", "Sở Kế hoạch và Đầu tư"),
    ("line_dept", "Sở Giao thông vận tải"),
    ("line_dept", "Sở Thông tin và Truyền thông"),
    ("line_dept", "Sở Ngoại vụ"),
    ("line_dept", "Sở Tài chính"),
    ("line_dept", "Ban Dân tộc tỉnh"),
];

/// The register as CSV.
pub(super) fn write(units: &[Unit]) -> String {
    let mut register = Register::default();
    register.associations(units);
    register.authorities(units);
    let mut csv = format!("{HEADER}\n");
    for line in register.lines {
        let cells: Vec<String> = line.iter().map(|cell| quoted(cell)).collect();
        csv.push_str(&cells.join(","));
        csv.push('\n');
    }
    csv
}

#[derive(Default)]
struct Register {
    lines: Vec<[String; 13]>,
    /// How many ids with each prefix were given.
    given: std::collections::BTreeMap<&'static str, usize>,
}

impl Register {
    fn associations(&mut self, units: &[Unit]) {
        for unit in of_level(units, "province") {
            let place = in_a_sentence(&unit.name.vi);
            for kind in super::kinds::KINDS {
                if !["sports_federation", "other"].contains(&kind.id) {
                    let name = named(kind.id, kind.stem, &place, true);
                    self.association("BTN-T", kind.id, name, unit);
                }
            }
            for (kind, stem, _) in PROVINCE_OTHERS {
                self.association("BTN-T", kind, format!("{stem} {place}"), unit);
            }
        }
        for unit in of_level(units, "district") {
            let sizes = DISTRICT_SIZES.iter().find(|(id, _)| *id == unit.id);
            let size = sizes.map_or(12, |(_, size)| *size);
            for id in DISTRICT_KINDS.iter().take(size) {
                self.of_kind("BTN-H", id, unit, true);
            }
        }
        let communes: Vec<&Unit> = of_level(units, "commune").collect();
        for (unit, size) in communes.iter().zip(commune_sizes(&communes)) {
            for id in commune_kinds(unit, size) {
                self.of_kind("BTN-X", id, unit, false);
            }
        }
    }

    fn of_kind(&mut self, prefix: &'static str, id: &str, unit: &Unit, above_commune: bool) {
        let stem = kind(id).map_or(id, |kind| kind.stem);
        let place = in_a_sentence(&unit.name.vi);
        self.association(prefix, id, named(id, stem, &place, above_commune), unit);
    }

    fn association(&mut self, prefix: &'static str, kind: &str, name: String, unit: &Unit) {
        let id = self.id(prefix);
        let (district, commune) = place_cells(unit);
        let [last_congress, term] = congress_cells(&id, &name, kind, unit);
        self.lines.push([
            id.clone(),
            name.clone(),
            "association".to_owned(),
            unit.id.clone(),
            id,
            name,
            kind.to_owned(),
            unit.level.clone(),
            district,
            commune,
            String::new(),
            last_congress,
            term,
        ]);
    }

    fn authorities(&mut self, units: &[Unit]) {
        for unit in of_level(units, "province") {
            for (kind, name) in PROVINCE_AUTHORITIES {
                self.authority(kind, name.to_owned(), unit);
            }
        }
        for unit in of_level(units, "district") {
            let place = in_a_sentence(&unit.name.vi);
            self.authority("party_district", party_committee(&unit.name.vi), unit);
            self.authority("home_district", format!("Phòng Nội vụ {place}"), unit);
        }
        for unit in of_level(units, "commune") {
            let place = in_a_sentence(&unit.name.vi);
            self.authority("party_commune", format!("Đảng ủy {place}"), unit);
            self.authority("home_commune", format!("UBND {place}"), unit);
        }
    }

    fn authority(&mut self, kind: &str, name: String, unit: &Unit) {
        let id = self.id("DV");
        let (district, commune) = place_cells(unit);
        let mut line: [String; 13] = Default::default();
        line[0] = id;
        line[1] = name;
        line[2] = "authority".to_owned();
        line[3].clone_from(&unit.id);
        line[8] = district;
        line[9] = commune;
        line[10] = kind.to_owned();
        self.lines.push(line);
    }

    fn id(&mut self, prefix: &'static str) -> String {
        let number = self.given.entry(prefix).or_default();
        *number += 1;
        format!("{prefix}-{number:04}")
    }
}

fn of_level<'u>(units: &'u [Unit], level: &'static str) -> impl Iterator<Item = &'u Unit> {
    units.iter().filter(move |unit| unit.level == level)
}

/// How many associations each commune has: about eight, the sum as known.
fn commune_sizes(communes: &[&Unit]) -> Vec<usize> {
    let mut sizes: Vec<i64> = communes
        .iter()
        .map(|unit| 8 + Random::of(&format!("size of {}", unit.id)).between(-3, 3))
        .collect();
    let mut surplus = sizes.iter().sum::<i64>() - COMMUNE_ASSOCIATIONS;
    for index in (0..communes.len()).cycle().take(10 * communes.len()) {
        let step = surplus.signum();
        if (5..=11).contains(&(sizes[index] - step)) {
            sizes[index] -= step;
            surplus -= step;
        }
    }
    sizes.into_iter().map(|size| size as usize).collect()
}

/// The kinds of a commune's associations, in the order of the table.
fn commune_kinds(unit: &Unit, size: usize) -> Vec<&'static str> {
    let mut ranked: Vec<(i64, usize)> = COMMUNE_KINDS
        .iter()
        .enumerate()
        .map(|(index, (id, permille))| {
            let luck = Random::of(&format!("{id} in {}", unit.id)).between(0, 999);
            (luck - permille, index)
        })
        .collect();
    ranked.sort_unstable();
    let mut chosen: Vec<usize> = ranked.into_iter().map(|(_, index)| index).collect();
    // The first three stand in every commune.
    chosen.retain(|index| *index >= 3);
    chosen.truncate(size.saturating_sub(3));
    chosen.extend(0..3);
    chosen.sort_unstable();
    chosen
        .into_iter()
        .map(|index| COMMUNE_KINDS[index].0)
        .collect()
}

/// The name of an association; above the commune the elderly have a committee, not an association.
fn named(kind: &str, stem: &str, place: &str, above_commune: bool) -> String {
    if kind == "elderly" && above_commune {
        format!("Ban Đại diện {stem} {place}")
    } else {
        format!("{stem} {place}")
    }
}

/// `Huyện Bắc Bình` → `huyện Bắc Bình`.
fn in_a_sentence(name: &str) -> String {
    let mut letters = name.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_lowercase().chain(letters).collect()
    })
}

/// `Huyện Bắc Bình` → `Huyện ủy Bắc Bình`.
fn party_committee(name: &str) -> String {
    for (kind, committee) in [
        ("Thành phố ", "Thành ủy "),
        ("Thị xã ", "Thị ủy "),
        ("Huyện ", "Huyện ủy "),
    ] {
        if let Some(place) = name.strip_prefix(kind) {
            return format!("{committee}{place}");
        }
    }
    format!("Đảng ủy {name}")
}

/// The cells `district` and `commune` of a unit.
fn place_cells(unit: &Unit) -> (String, String) {
    match (unit.level.as_str(), &unit.parent) {
        ("commune", Some(district)) => (district.clone(), unit.id.clone()),
        ("district", _) => (unit.id.clone(), String::new()),
        _ => Default::default(),
    }
}

/// The cells `last_congress_date` and `term_years`: what the association will answer, where the authorities
/// noted it.
fn congress_cells(id: &str, name: &str, kind: &str, unit: &Unit) -> [String; 2] {
    let attributes = [("assoc_type", kind), ("level", &unit.level)];
    let attributes = attributes.map(|(name, value)| (name.to_owned(), value.to_owned()));
    let subject = Subject {
        id: id.to_owned(),
        name: name.to_owned(),
        kind: "association".to_owned(),
        unit: unit.id.clone(),
        attributes: attributes.into(),
    };
    let is_noted = !Random::of(&format!("note on the congress of {id}")).chance(60);
    let own = Association::of(&subject, None).filter(|_| is_noted);
    match own.map(|own| (own.congress, own.term)) {
        Some((Congress::OnTime(last) | Congress::Overdue(last), term)) => {
            [last.to_string(), term.to_string()]
        }
        _ => Default::default(),
    }
}

fn quoted(cell: &str) -> String {
    if cell.contains([',', '"', '\n']) {
        format!("\"{}\"", cell.replace('"', "\"\""))
    } else {
        cell.to_owned()
    }
}
