//! The headings and words of exported files.

use crate::Language;

messages! {
    theme: "Nhóm chỉ tiêu", "Theme";
    code: "Mã", "Code";
    indicator: "Chỉ tiêu", "Indicator";
    unit: "Đơn vị tính", "Unit";
    broken_down_by: "Chia theo", "Broken down by";
    group: "Nhóm", "Group";
    group_code: "Mã nhóm", "Group code";
    value: "Giá trị", "Value";
    numerator: "Tử số (a)", "Numerator (a)";
    denominator: "Mẫu số (b)", "Denominator (b)";
    population: "Số liệu gồm", "Figures include";
    cutoff: "Ngày chốt số liệu", "Cut-off date";
    progress: "Tiến độ so với sổ", "Progress against the register";
    kind_of_data: "Tính chất số liệu", "Kind of data";
    remark: "Ghi chú", "Remark";
    demonstration: "dữ liệu minh họa", "demonstration data";
}

/// How many forms there are of the lines of the register. The word behind keeps spreadsheets from
/// reading `5/12` as a date.
pub fn forms_of_lines(language: Language, forms: usize, lines: usize) -> String {
    match language {
        Language::Vi => format!("{forms}/{lines} phiếu"),
        Language::En => format!("{forms}/{lines} forms"),
    }
}
