//! Several people on one device.

use crate::Language;

messages! {
    opened_by_password:
        "Mỗi người mở việc của mình bằng mật khẩu, cả khi không có mạng.",
        "Everybody opens their own work by their password, also without a network.";
    open: "Mở", "Open";
    opening: "Đang mở…", "Opening…";
    wrong: "Mật khẩu chưa đúng. Xin kiểm tra chữ hoa, dấu và bộ gõ tiếng Việt.",
        "The password is not right. Please check capitals and the keyboard.";
    wrong_code: "Mã chưa đúng. Xin xem lại từng chữ, và tắt bộ gõ tiếng Việt.",
        "The code is not right. Please check every letter and the keyboard.";
    missing: "Xin nhập mật khẩu.", "Please enter the password.";
    missing_code: "Xin nhập mã.", "Please enter the code.";
    forgotten:
        "Quên mật khẩu: xin hỏi người quản trị để nhận mật khẩu mới, rồi nhập ở đây khi có mạng.",
        "Password forgotten: please ask the administrator for a new one, and enter it here with a network.";
    forgotten_code: "Mã in trên giấy mời của hội.", "The code is on the invitation of the association.";
    nothing_unsent: "Đã gửi hết", "All sent";
    switch: "Đổi người dùng", "Switch user";
    switch_text:
        "Đưa máy cho người khác: về màn hình đầu, và lần sau phải nhập mật khẩu để mở lại. Không mất gì, không cần mạng.",
        "Hand the device to somebody else: back to the first screen, and opening again asks for the password. Nothing is lost, and no network is needed.";
    opened_by_tap:
        "Máy này chưa giữ mật khẩu của tài khoản, nên ai cầm máy cũng mở được. Xin đăng xuất rồi đăng nhập lại khi có mạng.",
        "This device does not know the password of this account yet, so whoever holds it can open it. Please sign out and sign in again with a network.";
    opened_by_tap_insecure:
        "Địa chỉ này không an toàn nên máy không giữ được mật khẩu: ai cầm máy cũng mở được việc ở đây.",
        "This address is not secure, so the device cannot keep the password: whoever holds it can open the work here.";
}

/// Asks for the password of somebody.
pub fn password_of(language: Language, display: &str) -> String {
    match language {
        Language::Vi => format!("Mật khẩu của {display}"),
        Language::En => format!("Password of {display}"),
    }
}

/// Asks for the code of the invitation of an association.
pub fn code_of(language: Language, display: &str) -> String {
    match language {
        Language::Vi => format!("Mã mời của {display}"),
        Language::En => format!("Invitation code of {display}"),
    }
}

/// How long to wait after several wrong passwords, in seconds.
pub fn wait(language: Language, seconds: u64) -> String {
    let minutes = seconds.div_ceil(60);
    match (language, seconds) {
        (Language::Vi, ..=60) => {
            format!("Đã nhập sai nhiều lần. Xin đợi {seconds} giây rồi thử lại.")
        }
        (Language::Vi, _) => format!("Đã nhập sai nhiều lần. Xin đợi {minutes} phút rồi thử lại."),
        (Language::En, ..=60) => {
            format!("Many were wrong. Please wait {seconds} seconds and try again.")
        }
        (Language::En, _) => {
            format!("Many were wrong. Please wait {minutes} minutes and try again.")
        }
    }
}

/// What becomes of unsent changes when somebody signs out; `count` is ready for reading.
pub fn sign_out_unsent(language: Language, count: &str) -> String {
    match language {
        Language::Vi => format!(
            "Còn {count} thay đổi chưa gửi. Đăng xuất không làm mất: các thay đổi này ở lại trên máy, trong tài khoản này, và được gửi khi tài khoản này được mở lại trên máy này. Nếu chỉ đưa máy cho người khác, xin dùng “Đổi người dùng”."
        ),
        Language::En => format!(
            "{count} changes have not been sent. Signing out does not lose them: they stay on this device under this account, and are sent when it is opened here again. To hand the device to somebody else, use “Switch user”."
        ),
    }
}
