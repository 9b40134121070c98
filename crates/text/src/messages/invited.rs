//! Coming in by the code of an invitation.

use crate::Language;

messages! {
    title: "Mã mời", "Code of an invitation";
    lead: "Hội chưa có tài khoản điền phiếu bằng mã trên giấy mời.",
        "Associations without an account fill in their form by the code on their invitation.";
    code: "Mã", "Code";
    how: "19 chữ và số. Chữ hoa hay thường, có gạch hay không đều được.",
        "19 letters and digits; capitals and hyphens do not matter.";
    submit: "Mở phiếu", "Open the form";
    opening: "Đang mở…", "Opening…";
    missing: "Xin nhập mã.", "Please enter the code.";
    wrong: "Mã chưa đúng. Xin xem lại từng chữ, và tắt bộ gõ tiếng Việt.",
        "The code is not right. Please check every letter and the keyboard.";
    used: "Mã này đã được dùng trên một trình duyệt khác. Xin hỏi nơi gửi để nhận mã mới.",
        "This code was used in another browser. Please ask the sender for a new one.";
    ended: "Mã này đã hết hạn. Xin hỏi nơi gửi để nhận mã mới.",
        "The last day of this code is over. Please ask the sender for a new one.";
    revoked: "Mã này đã bị thu hồi. Xin hỏi nơi gửi.",
        "This code was taken back. Please ask the sender.";
    locked: "Mã này bị khóa vì nhập sai nhiều lần. Xin hỏi nơi gửi để nhận mã mới.",
        "This code is locked after many wrong attempts. Please ask the sender for a new one.";
    offline: "Không liên lạc được với máy chủ. Lần đầu dùng mã cần có mạng.",
        "The server cannot be reached. Using a code for the first time needs a network.";
    stay: "Không dùng mã", "Do not use the code";
    again: "Phiên làm việc đã hết. Để gửi tiếp, xin nhận mã mời mới.",
        "The session has ended. To go on sending, please ask for a new code.";
}

/// Says whose work is open while somebody brings a code.
pub fn somebody_else(language: Language, display: &str) -> String {
    match language {
        Language::Vi => format!(
            "Trên máy này đang mở việc của {display}. Dùng mã thì chuyển sang phiếu của hội được mời; \
             việc của {display} vẫn được giữ, khi quay lại cần nhập mật khẩu."
        ),
        Language::En => format!(
            "The work of {display} is open on this device. With the code you change to the form of \
             the association that is invited; the work of {display} is kept and asks for the password again."
        ),
    }
}
