//! What an administrator stopped: accounts and devices.

use crate::Language;

messages! {
    suspended: "Tài khoản này đang bị tạm khóa. Xin liên hệ người quản trị.",
        "This account is suspended. Please ask the administrator.";
    line: "Máy này bị dừng gửi, nhận", "This device may not exchange";
    revoked:
        "Người quản trị đã chặn máy này: máy chủ không gửi, nhận với máy này nữa. Việc đã làm vẫn còn trên máy, và vẫn làm tiếp được. Xin hỏi người quản trị; nếu cần nộp phần chưa gửi, xin xuất ra tệp ở dưới.",
        "The administrator stopped this device: the server exchanges with it no more. The work is still on it, and you can go on. Please ask the administrator; what has not been sent can be saved to a file below.";
    wipe_title: "Xóa dữ liệu trên máy này", "Deleting the data on this device";
    wipe_saved: "Đã lưu ra tệp và xem lại rồi thì xóa được.",
        "Once the file is saved and looked at, the data can be deleted.";
    save_file: "Lưu phần chưa gửi ra tệp", "Save what is not sent to a file";
    delete: "Xóa dữ liệu trên máy này", "Delete the data on this device";
    delete_unsaved: "Xóa, không lưu ra tệp", "Delete without saving a file";
    surely: "Phần chưa gửi sẽ mất hẳn. Bấm lần nữa để xóa.",
        "What has not been sent will be gone for good. Press once more to delete.";
    deleting: "Đang xóa…", "Deleting…";
    not_deleted: "Chưa xóa được. Xin đóng các cửa sổ khác của Sổ Hội rồi thử lại.",
        "It could not be deleted. Please close other windows of Sổ Hội and try again.";
}

/// Why the work is gone from the screen, and what waits; `count` is ready for reading.
pub fn wipe_unsent(language: Language, display: &str, count: &str) -> String {
    match language {
        Language::Vi => format!(
            "Người quản trị yêu cầu xóa dữ liệu của {display} trên máy này. Còn {count} thay đổi chưa gửi, chỉ có ở đây: xin lưu ra tệp trước khi xóa, rồi đưa tệp cho người quản trị."
        ),
        Language::En => format!(
            "The administrator wants the data of {display} deleted on this device. {count} changes have not been sent and are only here: please save them to a file before deleting, and give it to the administrator."
        ),
    }
}

/// What happened, on the first screen.
pub fn wiped(language: Language, display: &str) -> String {
    match language {
        Language::Vi => format!(
            "Dữ liệu của {display} đã được xóa khỏi máy này theo yêu cầu của người quản trị. Những gì đã gửi vẫn có trên máy chủ."
        ),
        Language::En => format!(
            "The data of {display} was deleted from this device, as the administrator wanted. What was sent is on the server."
        ),
    }
}
