//! The words of a report beside its outline.

use crate::Language;

messages! {
    draft: "DỰ THẢO", "DRAFT";
    recipients: "Nơi nhận:", "To:";
    row: "TT", "No.";
    no_responses: "Chưa có phiếu nào để tính: chỗ trống trong báo cáo là nơi chưa có số liệu.",
        "There are no forms to compute from yet: gaps in the report are where figures are missing.";
    demonstration: "Dữ liệu minh họa: số liệu do máy tạo ra, không phải số liệu thật.",
        "Demonstration data: the figures are made up; they are not real.";
    provisional: "Số tạm tính, gồm phiếu chưa duyệt: chưa dùng cho báo cáo chính thức.",
        "Provisional figures, of forms not approved yet: not for an official report.";
    file_name: "bao-cao", "report";
}

/// A report that can be made, by the name of its layout.
pub fn offer(language: Language, layout: &str) -> String {
    [language.pick("Báo cáo (Word): ", "Report (Word): "), layout].concat()
}

/// Where a report is made, with the day left open: the year alone is known.
pub fn place_and_day(language: Language, seat: &str, year: &str) -> String {
    match language {
        Language::Vi => format!("{seat}, ngày        tháng        năm {year}"),
        Language::En => format!("{seat},                     {year}"),
    }
}

/// That so little of the register is collected that figures may still change.
pub fn under_ninety(language: Language, share: &str) -> String {
    match language {
        Language::Vi => format!(
            "Lưu ý: mới thu được {share} số phiếu so với sổ (dưới 90\u{a0}%), số liệu còn có thể thay đổi."
        ),
        Language::En => format!(
            "Note: only {share} of the register has a form (below 90\u{a0}%); the figures may still change."
        ),
    }
}
