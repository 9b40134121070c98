//! Working on one device only, where the app lies on a static host.

messages! {
    title: "Làm trên máy này", "Work on this device";
    nothing_is_sent: "Chỉ trên máy này: ở đây không có máy chủ, nên không có gì được gửi đi. Làm xong, xin xuất “tệp công việc” ở trang “Máy này” để nộp.",
        "On this device only: there is no server here, so nothing is sent. When you are done, export the “work file” on the page “This device” to hand it in.";
    nothing_offered: "Chưa lấy được danh sách phiếu. Xin kiểm tra mạng rồi thử lại.",
        "The forms could not be fetched. Please check the network and try again.";
    unit: "Đơn vị", "Unit";
    choose: "Chọn đơn vị…", "Choose a unit…";
    choose_unit: "Xin chọn đơn vị.", "Please choose a unit.";
    subject: "Ai điền phiếu", "Who fills in";
    all_of_unit: "Cán bộ nhập phiếu cho cả đơn vị", "Field staff, for the whole unit";
    start: "Bắt đầu", "Start";
    not_stored: "Trình duyệt không cho lưu dữ liệu trên máy này (có thể đang ở chế độ ẩn danh hoặc máy đã đầy). Xin mở bằng cửa sổ thường, hoặc dọn bớt chỗ.",
        "The browser does not allow storing data on this device (perhaps a private window, or the device is full). Please use a normal window or free some space.";
    phase: "Chỉ trên máy này, không gửi đi", "On this device only, nothing is sent";
    elsewhere: "Ở nơi khác", "Elsewhere";
    where_saved: "Mọi câu trả lời được lưu ngay trong trình duyệt của máy này, và không gửi đi đâu.",
        "Every answer is in this device’s browser, and is sent nowhere.";
}

use crate::Language;

/// How many changes are in no file of a server yet.
pub fn only_here(language: Language, count: &str) -> String {
    match language {
        Language::Vi => format!("{count} thay đổi chỉ có trên máy này"),
        Language::En => format!("{count} changes are on this device only"),
    }
}
