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
    title: "Báo cáo sơ kết", "Report of the review";
    open: "Xem và sửa báo cáo", "Read and edit the report";
    for_units: "Báo cáo dành cho cơ quan tổng hợp của tỉnh, huyện, xã.", "The report is for those who sum up a province, district or commune.";
    no_outline: "Đợt sơ kết này không có đề cương báo cáo.", "This review round has no outline of a report.";
    unreadable: "Không đọc được phần đã sửa trên máy này, nên chưa mở được báo cáo. Xin tải lại trang; nội dung đã lưu vẫn còn nguyên.",
        "What was edited on this device could not be read, so the report is not open. Please reload the page; what was saved is still there.";
    how_to_edit: "Câu chữ do máy đặt theo số liệu; bấm mã chỉ tiêu để xem các phiếu tạo nên con số. Đoạn đã sửa được lưu trên máy này, giữ nguyên khi số liệu thay đổi và có trong tệp Word xuất từ máy này.",
        "Sentences follow the figures; the code of an indicator leads to the forms behind the number. What you edit is saved on this device, stays when figures change, and is in the Word file made on it.";
    see_table: "Xem bảng số liệu", "See the table";
    edit: "Sửa đoạn này", "Edit this paragraph";
    edited: "Đã sửa", "Edited";
    left_out: "Đoạn này được bỏ khỏi báo cáo", "This paragraph is left out";
    take_back: "Lấy lại câu theo số liệu", "Back to the figures’ own words";
    undo: "Hoàn tác: dùng lại câu đã sửa", "Undo: use the edited words again";
    write_here: "Nội dung đoạn này. Xuống dòng là sang đoạn mới; để trống là bỏ đoạn.",
        "The words of this paragraph. A new line begins a new paragraph; blank leaves it out.";
    from_figures: "Câu theo số liệu:", "By the figures:";
    close: "Xong", "Done";
    moved: "Số liệu của đoạn này đã khác so với lúc sửa. Câu theo số liệu hiện nay:",
        "The figures of this paragraph are not those any more that it was edited by. By the figures it now says:";
    nothing_now: "(không còn nội dung)", "(nothing any more)";
    keep: "Vẫn giữ câu đã sửa", "Keep the edited words";
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
