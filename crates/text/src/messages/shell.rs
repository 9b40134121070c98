//! What stands around every page: navigation, saving, exchange.

use crate::Language;

messages! {
    app_name: "Sổ Hội", "Sổ Hội";
    my_work: "Việc của tôi", "My work";
    results: "Kết quả", "Results";
    this_device: "Máy này", "This device";
    main_navigation: "Các trang chính", "Main pages";
    skip_to_content: "Đến nội dung chính", "Skip to content";
    back: "Quay lại", "Back";
    loading: "Đang mở…", "Opening…";
    demonstration: "Dữ liệu minh họa", "Demonstration data";
    demonstration_explained:
        "Số liệu do máy tạo ra để xem thử, không phải số liệu thật.",
        "Generated for trying out; these are not real figures.";
    saved: "Đã lưu trên máy này", "Saved on this device";
    saving: "Đang lưu…", "Saving…";
    not_saved:
        "Chưa lưu được trên máy này. Xin đừng đóng Sổ Hội; mở trang “Máy này” để xuất bản sao.",
        "Not saved on this device. Please keep the page open; go to “This device” to export a copy.";
    exchange_now: "Gửi, nhận ngay", "Send and receive now";
    exchange_busy: "Đang gửi, nhận với máy chủ…", "Sending and receiving…";
    exchange_offline: "Không có mạng", "No network";
    exchange_failed: "Máy chủ chưa nhận được", "The server could not take it yet";
    exchange_signed_out: "Cần đăng nhập lại để gửi, nhận", "Sign in again to exchange";
    exchange_idle: "Chưa gửi, nhận lần nào", "Nothing sent or received yet";
    not_found: "Không có trang này", "There is no such page";
    go_to_work: "Về Việc của tôi", "Go to My work";
    cannot_open:
        "Không mở được dữ liệu trên máy này. Xin đóng các cửa sổ khác của Sổ Hội rồi mở lại.",
        "The data on this device could not be opened. Please close other windows of Sổ Hội and open it again.";
    rescue: "Lấy công việc ra tệp", "Save the work to a file";
    update_ready: "Đã có bản mới của Sổ Hội.", "A newer version of Sổ Hội is ready.";
    update_now: "Dùng bản mới", "Use it now";
    not_on_this_device:
        "Trang này chưa có trên máy và lúc này không tải về được. Xin thử lại khi có mạng.",
        "This page is not on this device yet and cannot be fetched now. Please try again with a network.";
    try_again: "Thử lại", "Try again";
}

/// When the last exchange was, by the clock of the device.
pub fn exchanged_at(language: Language, time: &str) -> String {
    match language {
        Language::Vi => format!("Gửi, nhận lúc {time}"),
        Language::En => format!("Sent and received at {time}"),
    }
}

/// How many changes wait to be sent.
pub fn waiting(language: Language, count: &str) -> String {
    match language {
        Language::Vi => format!("{count} thay đổi chưa gửi"),
        Language::En => format!("{count} changes to send"),
    }
}
