//! The work list.

use crate::Language;

messages! {
    title: "Việc của tôi", "My work";
    round: "Đợt đang làm", "Round";
    search: "Tìm theo tên hoặc mã", "Search by name or code";
    search_hint: "Tìm tên hoặc mã", "Name or code";
    filter: "Lọc danh sách", "Filter the list";
    todo: "Cần làm", "To do";
    all: "Tất cả", "All";
    returned_filter: "Trả lại để sửa", "Returned";
    unsent_filter: "Chưa gửi", "Not sent";
    not_started: "Chưa bắt đầu", "Not started";
    draft: "Đang làm", "In progress";
    returned: "Trả lại để sửa", "Returned";
    returned_because: "Lý do trả lại: ", "Returned because: ";
    submitted: "Đã nộp", "Submitted";
    checked: "Đã kiểm tra", "Checked";
    approved: "Đã duyệt", "Approved";
    locked: "Đã khóa", "Closed";
    tick_device: "Máy này", "This device";
    tick_server: "Máy chủ", "Server";
    tick_backup: "Bản sao lưu", "Backup";
    is_stored: "đã có", "stored";
    is_not_stored: "chưa có", "not yet";
    nothing_found: "Không có hội, đơn vị nào khớp. Xin thử ít chữ hơn, hoặc chọn “Tất cả”.",
        "Nothing matches. Please try fewer words, or choose “All”.";
    nothing_to_do: "Không còn việc cần làm.", "Nothing left to do.";
    register_coming: "Đang lấy danh sách hội từ máy chủ…", "The register is coming from the server…";
    no_register:
        "Chưa có danh sách hội trên máy này. Danh sách sẽ về khi máy liên lạc được với máy chủ lần đầu.",
        "The register is not on this device yet. It comes with the first exchange with the server.";
    show_more: "Hiện thêm", "Show more";
    unknown_form: "Phiếu theo mẫu máy này chưa có", "Filled in under a form that this device does not have yet";
    duplicate: "Có hai phiếu cho cùng một nơi", "Two forms for the same place";
    held: "Máy chủ chưa nhận: còn chỗ cần sửa", "Not taken by the server: something is to be mended";
    elsewhere: "Người khác đang làm", "Somebody else is filling it in";
    form_on_its_way:
        "Đang tải mẫu phiếu này về máy; phiếu mở ra ngay khi có mẫu. Lúc này cần có mạng.",
        "This form is being fetched and opens as soon as it is here. It needs the network now.";
    cannot_start: "Phiếu chưa mở được. Xin thử lại.", "The form could not be opened. Please try again.";
    states: "Tiến độ", "Progress";
}

/// The day responses are due.
pub fn due(language: Language, date: &str) -> String {
    match language {
        Language::Vi => format!("Hạn nộp {date}"),
        Language::En => format!("Due {date}"),
    }
}

/// How many days are left until the due day, or have passed since (negative).
pub fn days_left(language: Language, days: i64) -> String {
    let count = crate::small_count(days.unsigned_abs());
    match (language, days) {
        (Language::Vi, 0) => "hôm nay".to_owned(),
        (Language::En, 0) => "today".to_owned(),
        (Language::Vi, 1..) => format!("còn {count} ngày"),
        (Language::En, 1..) => format!("{days} days left"),
        (Language::Vi, _) => format!("đã qua {} ngày", crate::format_integer(-days)),
        (Language::En, _) => format!("{} days ago", crate::format_integer(-days)),
    }
}

/// How many questions are answered of those asked.
pub fn answered(language: Language, answered: &str, asked: &str) -> String {
    match language {
        Language::Vi => format!("{answered}/{asked} câu"),
        Language::En => format!("{answered}/{asked} questions"),
    }
}

/// How many lines are shown of those found.
pub fn shown_of(language: Language, shown: &str, all: &str) -> String {
    match language {
        Language::Vi => format!("Đang hiện {shown} trong {all} dòng"),
        Language::En => format!("Showing {shown} of {all} lines"),
    }
}
