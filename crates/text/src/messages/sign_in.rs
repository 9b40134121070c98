//! The first screen.

use crate::Language;

messages! {
    title: "Đăng nhập", "Sign in";
    lead:
        "Điền phiếu được cả khi không có mạng. Câu trả lời được lưu trên máy này và tự gửi đi khi có mạng.",
        "Forms can be filled in without a network. Answers are kept on this device and sent when there is one.";
    name: "Tên đăng nhập", "Name";
    password: "Mật khẩu", "Password";
    submit: "Đăng nhập", "Sign in";
    signing_in: "Đang đăng nhập…", "Signing in…";
    show_password: "Hiện mật khẩu", "Show password";
    wrong: "Tên đăng nhập hoặc mật khẩu chưa đúng. Xin kiểm tra chữ hoa, dấu và bộ gõ tiếng Việt.",
        "Name or password is not right. Please check capitals and the keyboard.";
    too_many: "Đã thử nhiều lần. Xin đợi một phút rồi thử lại.",
        "Many attempts were made. Please wait a minute and try again.";
    offline:
        "Không liên lạc được với máy chủ. Lần đăng nhập đầu tiên trên một máy cần có mạng.",
        "The server cannot be reached. The first sign-in on a device needs a network.";
    forgotten: "Chưa có tài khoản hoặc quên mật khẩu: xin liên hệ người quản trị.",
        "No account, or password forgotten: please ask the administrator.";
    have_code: "Có mã mời? Nhập mã", "Have a code? Enter it";
    server: "Máy chủ đang có trục trặc. Xin thử lại sau ít phút.",
        "The server has a problem. Please try again in a few minutes.";
    storage:
        "Trình duyệt không cho lưu dữ liệu trên máy này (có thể đang ở chế độ ẩn danh hoặc máy đã đầy). Xin mở bằng cửa sổ thường, hoặc dọn bớt chỗ.",
        "The browser does not allow storing data on this device (perhaps a private window, or the device is full). Please use a normal window or free some space.";
    fill_both: "Xin nhập cả tên đăng nhập và mật khẩu.", "Please enter both name and password.";
    on_this_device: "Đã có trên máy này", "Already on this device";
    continue_offline:
        "Có thể mở và làm tiếp ngay; khi có mạng, cần nhập mật khẩu để gửi đi.",
        "You can open it and go on; sending will ask for the password once there is a network.";
    insecure_title: "Địa chỉ này không an toàn", "This address is not secure";
    insecure:
        "Trang được mở qua http nên người khác trong mạng có thể đọc được, và máy không mở được phiếu khi mất mạng. Xin mở bằng địa chỉ bắt đầu bằng https, hoặc báo người quản trị.",
        "The page came over http: others on the network can read along, and forms cannot be opened without a network. Please use an address that begins with https, or tell the administrator.";
}

/// Names the button that opens an account already on the device.
pub fn continue_as(language: Language, display: &str) -> String {
    match language {
        Language::Vi => format!("Làm tiếp: {display}"),
        Language::En => format!("Continue as {display}"),
    }
}
