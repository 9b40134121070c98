//! What people ask for in their own words, by addressee and similar wording.

use crate::Language;

messages! {
    title: "Khó khăn, kiến nghị", "Difficulties and proposals";
    open: "Khó khăn, kiến nghị: chọn ý trích vào báo cáo", "Proposals: pick what the report quotes";
    explained: "Kiến nghị được gom theo nơi nhận và cách viết giống nhau; số hội, cơ quan là số nơi có ý tương tự. Ý kiến được chọn lưu trên máy này, có ở cuối trang và trong tệp Word của báo cáo xuất từ máy này.",
        "Proposals are grouped by addressee and similar wording; the count says how many have a similar one. What you pick is saved on this device, stands at the end of this page and in the Word file of the report made on it.";
    not_for_you: "Trang này dành cho người kiểm tra và người tổng hợp.",
        "This page is for reviewers and coordinators.";
    none_asked: "Đợt này không hỏi khó khăn, kiến nghị.", "This round asks for no proposals.";
    nothing: "Chưa có kiến nghị nào trong các phiếu được tính.", "No form that counts has a proposal yet.";
    grouping: "Đang gom kiến nghị…", "Grouping the proposals…";
    failed: "Chưa gom được kiến nghị trên máy này. Xin tải lại trang.",
        "The proposals cannot be grouped on this device. Please reload the page.";
    unreadable: "Không đọc được các ý đã chọn trên máy này. Xin tải lại trang; những gì đã lưu vẫn còn nguyên.",
        "What was picked on this device could not be read. Please reload the page; what was saved is still there.";
    pick: "Trích vào báo cáo", "Quote in the report";
    picked: "Ý kiến trích dẫn", "Quotations picked";
    none_picked: "Chưa chọn ý nào.", "Nothing is picked yet.";
    copy: "Chép danh sách này", "Copy this list";
    copied: "Đã chép.", "Copied.";
    not_copied: "Trình duyệt không cho chép. Xin bôi đen và chép bằng tay.",
        "The browser does not allow copying. Please select the text and copy it.";
    moved: "Trong phiếu hiện nay không còn đúng câu này.", "The form does not say exactly this any more.";
    remove: "Bỏ ý này", "Do not quote this";
    annex: "PHỤ LỤC: Ý KIẾN TRÍCH DẪN", "ANNEX: QUOTATIONS";
}

/// How many have a proposal, in how many pieces.
pub fn counted(language: Language, subjects: &str, quotations: &str) -> String {
    match language {
        Language::Vi => format!("{subjects} hội, cơ quan · {quotations} ý kiến"),
        Language::En => format!("asked by {subjects} · quotations: {quotations}"),
    }
}

/// How many proposals are like no other.
pub fn others_of(language: Language, count: &str) -> String {
    match language {
        Language::Vi => format!("Kiến nghị khác, không giống kiến nghị nào ({count})"),
        Language::En => format!("Others, like no other ({count})"),
    }
}

/// What opens the other quotations of a group.
pub fn rest_of(language: Language, count: &str) -> String {
    match language {
        Language::Vi => format!("Xem thêm {count} ý kiến giống nhau"),
        Language::En => format!("See {count} more in similar words"),
    }
}

/// A quotation with its source.
pub fn quoted(text: &str, source: &str) -> String {
    format!("“{text}” ({source})")
}
