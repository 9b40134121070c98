//! Work files, and working on one device only.

use crate::Language;

messages! {
    title: "Tệp công việc", "The work file";
    text: "Tệp chứa các phiếu và ảnh của máy này. Dùng để cất giữ, để chuyển sang máy khác, hoặc để nộp khi máy này không gửi lên được.",
        "The file holds the forms and photos of this device. Use it to keep them safe, to move to another device, or to hand in where this one cannot send.";
    export_unsent: "Xuất phần chưa gửi ra tệp", "Export what is not sent to a file";
    export_all: "Xuất tất cả ra tệp", "Export everything to a file";
    exporting: "Đang xuất…", "Exporting…";
    exported: "Đã giao tệp cho trình duyệt. Xin kiểm tra trong thư mục tải về.",
        "The file was given to the browser. Please look in the downloads folder.";
    import: "Nhập tệp công việc", "Import a work file";
    looking: "Đang xem tệp…", "Looking through the file…";
    preview: "Tệp này có gì", "What is in the file";
    of_account: "Tài khoản", "Account";
    of_device: "Mã máy", "Device code";
    written: "Xuất lúc", "Written";
    holds: "Trong tệp", "In the file";
    known: "Đã có ở đây", "Already here";
    other_account: "Tệp này của tài khoản khác. Phần nhập vào sẽ đứng tên tài khoản đang dùng. Nếu người làm có tài khoản, nên đăng nhập tài khoản đó rồi nhập.",
        "This file is of another account. What is taken in will be in the name of the account used now. If its author has an account, better sign in with that one first.";
    nothing_new: "Mọi thứ trong tệp này đã có trên máy. Không cần nhập.",
        "Everything in this file is on this device already. There is nothing to import.";
    take_in: "Nhập vào máy này", "Import to this device";
    taking_in: "Đang nhập…", "Importing…";
    leave: "Không nhập", "Do not import";
    foreign: "Đây không phải tệp công việc của Sổ Hội. Xin chọn tệp có tên bắt đầu bằng “sohoi-”.",
        "This is not a work file of Sổ Hội. Please choose a file whose name begins with “sohoi-”.";
    newer: "Tệp do phiên bản mới hơn xuất ra. Xin cập nhật ứng dụng trên máy này rồi nhập lại.",
        "The file was written by a newer version. Please update the app on this device and import again.";
    damaged: "Tệp bị hỏng hoặc thiếu một phần nên không nhập gì cả. Xin chép lại hoặc xuất lại từ máy kia.",
        "The file is damaged or incomplete, so nothing was imported. Please copy it again, or export it again on the other device.";
    too_large: "Tệp lớn hơn 256 MB nên không nhập được. Xin xuất “phần chưa gửi” thay cho “tất cả”.",
        "The file is larger than 256 MB and cannot be imported. Please export what is not sent instead of everything.";
    other_round: "Tệp này của một đợt sơ kết khác. Xin nhập trên máy đang làm đợt đó, hoặc gửi nhận trước rồi thử lại.",
        "The file is of another round. Please import it on a device that works on that round, or send and receive first and try again.";
    unknown_form: "Tệp dùng một phiên bản phiếu mà máy này chưa có. Xin kết nối mạng, gửi nhận rồi thử lại; nếu vẫn vậy, xin báo người quản trị.",
        "The file uses a form version that is not on this device. Please connect, send and receive, and try again; if it stays so, please tell the administrator.";
    unreadable: "Trình duyệt không đọc được tệp. Xin chép tệp vào máy rồi chọn lại.",
        "The browser could not read the file. Please copy it to the device and choose it again.";
    not_stored: "Không lưu được vào máy này (có thể đã hết chỗ) nên chưa nhập gì. Xin dọn bớt chỗ rồi nhập lại.",
        "It could not be stored on this device (perhaps it is full), so nothing was imported. Please free some space and import again.";
    unsent_forms: "Phiếu có phần chưa gửi", "Forms with something unsent";
    carried_from: "nhập từ tệp của", "imported from a file of";
    no_backup: "Máy chủ chưa cho biết có bản sao lưu nào.", "The server has not told of any backup yet.";
    backup: "Bản sao lưu", "Backup";
}

/// What a file holds, with numbers already written.
pub fn contents(language: Language, responses: &str, answers: &str, photos: &str) -> String {
    match language {
        Language::Vi => format!("{responses} phiếu, {answers} câu trả lời, {photos} ảnh"),
        Language::En => format!("{responses} forms, {answers} answers, {photos} photos"),
    }
}

/// How many forms of a file are here already.
pub fn known_forms(language: Language, count: &str) -> String {
    match language {
        Language::Vi => format!("{count} phiếu đã có ở đây; phần trùng không bị nhân đôi"),
        Language::En => format!("{count} forms are here already; nothing is doubled"),
    }
}

/// That a file is about subjects of others.
pub fn out_of_scope(language: Language, count: &str) -> String {
    match language {
        Language::Vi => format!(
            "Tệp có phiếu của {count} đơn vị không thuộc phạm vi của tài khoản này, nên không nhập gì cả. Xin đăng nhập đúng tài khoản rồi nhập lại."
        ),
        Language::En => format!(
            "The file has forms of {count} bodies that are not in this account’s charge, so nothing was imported. Please sign in with the right account and import again."
        ),
    }
}

/// What was taken in.
pub fn taken_in(language: Language, responses: &str) -> String {
    match language {
        Language::Vi => {
            format!("Đã nhập {responses} phiếu vào máy này. Phần mới sẽ tự gửi lên khi gửi được.")
        }
        Language::En => format!(
            "{responses} forms were imported to this device. What is new is sent when it can be."
        ),
    }
}

/// How many changes of a form are unsent.
pub fn unsent_changes(language: Language, count: &str) -> String {
    match language {
        Language::Vi => format!("{count} lần sửa chưa gửi"),
        Language::En => format!("{count} changes not sent"),
    }
}
