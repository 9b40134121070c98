//! The page about this device.

use crate::Language;

messages! {
    title: "Máy này", "This device";
    account: "Tài khoản", "Account";
    language: "Ngôn ngữ", "Language";
    where_saved: "Lưu ở đâu", "Where it is stored";
    where_saved_text: "Mọi câu trả lời được lưu ngay trong trình duyệt của máy này, rồi tự gửi lên máy chủ khi có mạng.",
        "Every answer is in this device’s browser, and is sent to the server when there is a network.";
    saved_here: "Trên máy này", "On this device";
    forms_here: "phiếu", "forms";
    unsent: "Gửi lên máy chủ", "Sent to the server";
    all_sent: "Đã gửi hết", "All sent";
    last_exchange: "Gửi, nhận lần cuối", "Last sent and received";
    never: "chưa lần nào", "never";
    exchange_now: "Gửi, nhận ngay", "Send and receive now";
    persisted: "Giữ dữ liệu", "Keeping data";
    is_persisted: "Trình duyệt bảo đảm giữ dữ liệu, kể cả khi máy gần đầy.",
        "The browser promised to keep the data, even when the device is nearly full.";
    is_not_persisted: "Trình duyệt chưa bảo đảm giữ dữ liệu: khi máy gần đầy, dữ liệu có thể bị xóa. Xin bấm nút dưới đây, và thường xuyên gửi lên hoặc xuất ra tệp.",
        "The browser has not promised to keep the data: it may clear it when the device is nearly full. Please press the button below, and send often.";
    persistence_unknown: "Trình duyệt không cho biết.", "The browser does not say.";
    ask_to_persist: "Xin trình duyệt giữ dữ liệu", "Ask the browser to keep it";
    works_offline: "Dùng khi không có mạng", "Without a network";
    does_work_offline: "Mở được cả khi không có mạng.", "Opens without a network.";
    does_not_work_offline: "Chưa mở được khi không có mạng. Xin giữ trang mở thêm ít phút lúc có mạng.",
        "Does not open without a network yet. Please keep the page open a little while there is one.";
    space: "Dung lượng", "Space";
    nearly_full: "Máy sắp đầy. Xin gửi lên rồi dọn bớt chỗ.", "The device is nearly full. Please send, then free some space.";
    secure: "Kết nối", "Connection";
    is_secure: "Địa chỉ an toàn.", "The address is secure.";
    device_id: "Mã máy", "Device code";
    damaged: "Có dữ liệu đọc không được; phần còn lại vẫn đủ. Xin báo người quản trị:",
        "Some data could not be read; the rest is whole. Please tell the administrator:";
    sign_out: "Đăng xuất", "Sign out";
    sign_out_text: "Câu trả lời trên máy này được giữ lại, kể cả phần chưa gửi.",
        "The answers stay on this device, also what has not been sent.";
    sign_out_confirm: "Vẫn đăng xuất", "Sign out anyway";
    cancel: "Không đăng xuất", "Stay signed in";
    version: "Phiên bản", "Version";
    password_again: "Nhập mật khẩu để gửi tiếp", "Enter the password to go on sending";
    role_field: "Cán bộ nhập phiếu", "Field staff";
    role_association: "Hội", "Association";
    role_reviewer: "Người kiểm tra", "Reviewer";
    role_approver: "Người duyệt", "Approver";
    role_coordinator: "Người tổng hợp", "Coordinator";
    role_admin: "Người quản trị", "Administrator";
}

/// Used and allowed space.
pub fn space_used(language: Language, used: &str, quota: &str) -> String {
    match language {
        Language::Vi => format!("Đã dùng {used} MB trên tổng số {quota} MB"),
        Language::En => format!("{used} MB of {quota} MB used"),
    }
}
