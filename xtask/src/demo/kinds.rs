//! The kinds of associations and how each usually is: words for names, fields, sizes.

/// How associations of one kind usually are.
pub(super) struct Kind {
    /// The choice of the list `assoc_type`.
    pub(super) id: &'static str,
    /// How names of this kind begin.
    pub(super) stem: &'static str,
    /// The choice of the list `field`.
    pub(super) field: &'static str,
    /// The choice of the list `org_form`.
    pub(super) form: &'static str,
    /// In which years the older ones were founded.
    pub(super) founded: (i64, i64),
    /// The usual number of members of its own level: province, district, commune.
    pub(super) members: [i64; 3],
    /// How much of the humanitarian value it raises, compared with the others of its area.
    pub(super) humanitarian: i64,
    /// The fields in which it is always active.
    pub(super) active: &'static [&'static str],
    /// The kinds whose work resembles it.
    pub(super) similar: &'static [&'static str],
}

const HEALTH: &[&str] = &["health"];
const CARE: &[&str] = &["humanitarian", "charity"];
const SCIENCE: &[&str] = &["scientific_critique", "science_tech"];
const CULTURE: &[&str] = &["culture_education"];
const ECONOMY: &[&str] = &["economy"];

#[rustfmt::skip]
pub(super) const KINDS: [Kind; 40] = [
    Kind { id: "red_cross", stem: "Hội Chữ thập đỏ", field: "humanitarian", form: "social", founded: (1989, 2001), members: [420, 190, 430], humanitarian: 100, active: &["health", "humanitarian", "charity"], similar: &["disabled_orphans"] },
    Kind { id: "lawyers", stem: "Hội Luật gia", field: "legal", form: "socio_political_professional", founded: (1988, 2004), members: [310, 45, 20], humanitarian: 1, active: &["scientific_critique", "legal"], similar: &["consumer_protection"] },
    Kind { id: "journalists", stem: "Hội Nhà báo", field: "culture_education", form: "socio_political_professional", founded: (1992, 1994), members: [210, 40, 20], humanitarian: 3, active: CULTURE, similar: &["literature_arts"] },
    Kind { id: "literature_arts", stem: "Hội Văn học Nghệ thuật", field: "culture_education", form: "socio_political_professional", founded: (1992, 1994), members: [260, 40, 20], humanitarian: 1, active: CULTURE, similar: &["journalists"] },
    Kind { id: "sci_tech_union", stem: "Liên hiệp các Hội Khoa học và Kỹ thuật", field: "science_tech", form: "socio_political", founded: (1993, 1996), members: [150, 40, 20], humanitarian: 1, active: SCIENCE, similar: &["construction", "nature_environment"] },
    Kind { id: "friendship_union", stem: "Liên hiệp các tổ chức hữu nghị", field: "people_diplomacy", form: "socio_political", founded: (1999, 2006), members: [120, 30, 20], humanitarian: 8, active: &["people_diplomacy"], similar: &["overseas_relatives"] },
    Kind { id: "coop_alliance", stem: "Liên minh Hợp tác xã", field: "economy", form: "economic", founded: (1993, 1996), members: [170, 30, 20], humanitarian: 1, active: ECONOMY, similar: &["business"] },
    Kind { id: "traditional_medicine", stem: "Hội Đông y", field: "health", form: "socio_professional", founded: (1988, 2006), members: [140, 60, 16], humanitarian: 6, active: HEALTH, similar: &["acupuncture", "medicine"] },
    Kind { id: "acupuncture", stem: "Hội Châm cứu", field: "health", form: "socio_professional", founded: (1994, 2003), members: [90, 30, 15], humanitarian: 2, active: HEALTH, similar: &["traditional_medicine"] },
    Kind { id: "medicine", stem: "Hội Y học", field: "health", form: "socio_professional", founded: (1995, 2005), members: [620, 60, 20], humanitarian: 3, active: HEALTH, similar: &["nursing", "traditional_medicine"] },
    Kind { id: "nursing", stem: "Hội Điều dưỡng", field: "health", form: "socio_professional", founded: (1997, 2006), members: [840, 60, 20], humanitarian: 2, active: HEALTH, similar: &["medicine"] },
    Kind { id: "blind", stem: "Hội Người mù", field: "humanitarian", form: "social", founded: (1995, 2008), members: [110, 85, 18], humanitarian: 9, active: CARE, similar: &["disabled_orphans"] },
    Kind { id: "disabled_orphans", stem: "Hội Bảo trợ Người khuyết tật và Trẻ mồ côi", field: "humanitarian", form: "social", founded: (1999, 2010), members: [160, 95, 70], humanitarian: 26, active: CARE, similar: &["agent_orange", "blind"] },
    Kind { id: "agent_orange", stem: "Hội Nạn nhân chất độc da cam/dioxin", field: "humanitarian", form: "social", founded: (2005, 2011), members: [150, 120, 85], humanitarian: 20, active: CARE, similar: &["disabled_orphans"] },
    Kind { id: "elderly", stem: "Hội Người cao tuổi", field: "humanitarian", form: "social", founded: (1995, 2007), members: [45, 60, 720], humanitarian: 16, active: &["health", "humanitarian"], similar: &["retirees_club"] },
    Kind { id: "study_promotion", stem: "Hội Khuyến học", field: "culture_education", form: "social", founded: (1997, 2006), members: [130, 150, 520], humanitarian: 14, active: CULTURE, similar: &["former_teachers"] },
    Kind { id: "former_youth_volunteers", stem: "Hội Cựu thanh niên xung phong", field: "humanitarian", form: "social", founded: (2004, 2011), members: [80, 90, 46], humanitarian: 6, active: CARE, similar: &["truong_son"] },
    Kind { id: "former_political_prisoners", stem: "Hội Cựu tù chính trị", field: "humanitarian", form: "social", founded: (2003, 2011), members: [70, 55, 16], humanitarian: 3, active: &["humanitarian"], similar: &["former_youth_volunteers"] },
    Kind { id: "retirees_club", stem: "Câu lạc bộ Hưu trí", field: "culture_education", form: "social", founded: (1988, 2008), members: [260, 140, 75], humanitarian: 2, active: CULTURE, similar: &["elderly"] },
    Kind { id: "former_teachers", stem: "Hội Cựu giáo chức", field: "culture_education", form: "social", founded: (2003, 2011), members: [110, 150, 44], humanitarian: 3, active: CULTURE, similar: &["study_promotion"] },
    Kind { id: "gardening", stem: "Hội Làm vườn", field: "economy", form: "socio_professional", founded: (1990, 2009), members: [130, 110, 60], humanitarian: 1, active: &["economy", "science_tech"], similar: &["ornamental_plants"] },
    Kind { id: "overseas_relatives", stem: "Hội Thân nhân kiều bào", field: "people_diplomacy", form: "social", founded: (2000, 2010), members: [160, 70, 20], humanitarian: 5, active: &["people_diplomacy"], similar: &["friendship_union"] },
    Kind { id: "students", stem: "Hội Sinh viên", field: "culture_education", form: "socio_political", founded: (2005, 2009), members: [5200, 100, 50], humanitarian: 6, active: &["culture_education", "charity"], similar: &["youth_federation"] },
    Kind { id: "youth_federation", stem: "Hội Liên hiệp Thanh niên", field: "culture_education", form: "socio_political", founded: (1993, 2008), members: [90, 160, 260], humanitarian: 8, active: &["culture_education", "charity"], similar: &["students"] },
    Kind { id: "business", stem: "Hiệp hội Doanh nghiệp", field: "economy", form: "socio_professional", founded: (2003, 2011), members: [320, 70, 20], humanitarian: 12, active: &["economy", "charity"], similar: &["young_entrepreneurs"] },
    Kind { id: "young_entrepreneurs", stem: "Hội Doanh nhân trẻ", field: "economy", form: "socio_professional", founded: (2004, 2010), members: [130, 40, 20], humanitarian: 10, active: &["economy", "charity"], similar: &["business"] },
    Kind { id: "tourism", stem: "Hiệp hội Du lịch", field: "economy", form: "socio_professional", founded: (2003, 2008), members: [180, 40, 20], humanitarian: 4, active: ECONOMY, similar: &["business"] },
    Kind { id: "dragon_fruit", stem: "Hiệp hội Thanh long", field: "economy", form: "socio_professional", founded: (2004, 2010), members: [140, 60, 30], humanitarian: 2, active: &["economy", "science_tech"], similar: &["gardening"] },
    Kind { id: "fish_sauce", stem: "Hiệp hội Nước mắm", field: "economy", form: "socio_professional", founded: (2005, 2011), members: [90, 30, 20], humanitarian: 1, active: ECONOMY, similar: &["fisheries"] },
    Kind { id: "fisheries", stem: "Hội Nghề cá", field: "economy", form: "socio_professional", founded: (2001, 2011), members: [210, 90, 110], humanitarian: 3, active: &["economy", "science_tech"], similar: &["fish_sauce"] },
    Kind { id: "construction", stem: "Hội Xây dựng", field: "science_tech", form: "socio_professional", founded: (1998, 2005), members: [190, 40, 20], humanitarian: 1, active: SCIENCE, similar: &["sci_tech_union"] },
    Kind { id: "nature_environment", stem: "Hội Bảo vệ Thiên nhiên và Môi trường", field: "environment", form: "socio_professional", founded: (2002, 2008), members: [120, 40, 20], humanitarian: 1, active: SCIENCE, similar: &["sci_tech_union"] },
    Kind { id: "consumer_protection", stem: "Hội Tiêu chuẩn và Bảo vệ người tiêu dùng", field: "legal", form: "socio_professional", founded: (2002, 2008), members: [95, 40, 20], humanitarian: 1, active: &["scientific_critique", "legal"], similar: &["lawyers"] },
    Kind { id: "history_science", stem: "Hội Khoa học Lịch sử", field: "science_tech", form: "socio_professional", founded: (1999, 2009), members: [110, 40, 20], humanitarian: 1, active: SCIENCE, similar: &["sci_tech_union"] },
    Kind { id: "ornamental_plants", stem: "Hội Sinh vật cảnh", field: "economy", form: "socio_professional", founded: (1995, 2010), members: [170, 80, 42], humanitarian: 1, active: &["economy", "culture_education"], similar: &["gardening"] },
    Kind { id: "family_planning", stem: "Hội Kế hoạch hóa gia đình", field: "health", form: "socio_professional", founded: (1995, 2004), members: [230, 60, 30], humanitarian: 2, active: HEALTH, similar: &["medicine"] },
    Kind { id: "sports_federation", stem: "Liên đoàn thể thao", field: "sport", form: "socio_professional", founded: (2000, 2011), members: [150, 60, 30], humanitarian: 1, active: CULTURE, similar: &[] },
    Kind { id: "martyr_families", stem: "Hội Hỗ trợ gia đình liệt sĩ", field: "humanitarian", form: "social", founded: (2009, 2011), members: [90, 60, 52], humanitarian: 10, active: CARE, similar: &["agent_orange"] },
    Kind { id: "truong_son", stem: "Hội Truyền thống Trường Sơn", field: "humanitarian", form: "social", founded: (2008, 2011), members: [130, 70, 30], humanitarian: 3, active: CARE, similar: &["former_youth_volunteers"] },
    Kind { id: "other", stem: "Hội", field: "other", form: "socio_professional", founded: (1998, 2011), members: [120, 50, 30], humanitarian: 2, active: ECONOMY, similar: &[] },
];

/// The kind with this id.
pub(super) fn kind(id: &str) -> Option<&'static Kind> {
    KINDS.iter().find(|kind| kind.id == id)
}
