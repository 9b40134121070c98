//! What the sheet says.

use sohoi_text::Language;

pub(super) fn title(language: Language) -> &'static str {
    language.pick("Mã mời điền phiếu", "Codes to fill in forms")
}

pub(super) fn keep(language: Language) -> &'static str {
    language.pick(
        "Mỗi mã dùng cho một hội, một lần. Giữ kín như mật khẩu. Cắt theo nét đứt.",
        "Each code is for one association, once. Keep it like a password. Cut along the dashes.",
    )
}

pub(super) fn only_now(language: Language) -> &'static str {
    language.pick(
        "Các mã này chỉ hiện một lần: hãy in ngay (Ctrl + P). Rời trang này rồi thì không xem lại được, \
         chỉ có thể tạo mã mới.",
        "These codes are shown only once: print them now (Ctrl + P). They cannot be seen again after \
         you leave this page; you can only make new ones.",
    )
}

pub(super) fn back(language: Language) -> &'static str {
    language.pick(
        "Đã in xong, quay lại danh sách",
        "Printed, back to the list",
    )
}

pub(super) fn until(language: Language, day: &str) -> String {
    match language {
        Language::Vi => format!("Dùng đến hết ngày {day}"),
        Language::En => format!("Good until the end of {day}"),
    }
}

pub(super) fn open(language: Language, host: &str) -> String {
    match language {
        Language::Vi => format!("Quét mã QR, hoặc mở {host} rồi nhập mã."),
        Language::En => format!("Scan the QR code, or open {host} and type the code."),
    }
}

pub(super) fn fill_in(language: Language) -> &'static str {
    language.pick(
        "Điền phiếu, không có mạng cũng được.",
        "Fill in the form, also without network.",
    )
}

pub(super) fn submit(language: Language) -> &'static str {
    language.pick(
        "Khi có mạng, nộp phiếu.",
        "Submit it when there is network.",
    )
}
