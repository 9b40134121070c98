//! The words of exported files.

use sohoi_form::Text;
use sohoi_stats::Population;

/// The words of a file of figures in one language.
#[derive(Clone, Copy, Debug)]
pub struct FigureWords {
    /// The headings, in the order of the columns.
    pub columns: [&'static str; 15],
    /// What the total of an indicator is broken down by.
    pub total: &'static str,
    /// The group of responses that have none.
    pub no_group: &'static str,
    /// The population of everything handed in.
    pub provisional: &'static str,
    /// The population of what is approved.
    pub approved: &'static str,
    /// What stands behind `n/N`, so that spreadsheets do not read it as a date.
    pub forms: &'static str,
    /// What stands in every row of figures that are made up.
    pub demonstration: &'static str,
    /// Chooses the language of the round's own words.
    pub read: fn(&Text) -> &str,
}

impl FigureWords {
    /// Vietnamese.
    pub const VIETNAMESE: Self = Self {
        columns: [
            "Nhóm chỉ tiêu",
            "Mã",
            "Chỉ tiêu",
            "Đơn vị tính",
            "Phân theo",
            "Nhóm",
            "Mã nhóm",
            "Giá trị",
            "Tử số (a)",
            "Mẫu số (b)",
            "Phạm vi số liệu",
            "Ngày chốt số liệu",
            "Số phiếu trên sổ",
            "Tính chất số liệu",
            "Ghi chú",
        ],
        total: "Chung",
        no_group: "(không thuộc nhóm nào)",
        provisional: "Số tạm tính, gồm phiếu chưa duyệt",
        approved: "Số đã duyệt",
        forms: "phiếu",
        demonstration: "dữ liệu minh họa",
        read: |text| &text.vi,
    };

    /// English.
    pub const ENGLISH: Self = Self {
        columns: [
            "Theme",
            "Code",
            "Indicator",
            "Unit",
            "Broken down by",
            "Group",
            "Group code",
            "Value",
            "Numerator (a)",
            "Denominator (b)",
            "Population",
            "Cut-off date",
            "Forms against the register",
            "Kind of data",
            "Remark",
        ],
        total: "Total",
        no_group: "(no group)",
        provisional: "Provisional figures, including forms not yet approved",
        approved: "Approved figures",
        forms: "forms",
        demonstration: "demonstration data (dữ liệu minh họa)",
        read: |text| &text.en,
    };

    /// How a population is headed.
    pub fn population(&self, population: Population) -> &'static str {
        match population {
            Population::Provisional => self.provisional,
            Population::Approved => self.approved,
        }
    }
}
