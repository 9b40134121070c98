//! The page that adds up the aggregates of units below.

use crate::Language;

messages! {
    title: "Cộng số liệu tổng hợp", "Add up aggregates";
    text: "Cộng các tệp số liệu tổng hợp mà đơn vị cấp dưới gửi lên thành số liệu chung, đúng như tính từ mọi phiếu. Việc này làm ngay trên máy, không cần mạng.",
        "Adds up the aggregates that units below have sent: what comes out is what all their forms would give. It is done on this device and needs no network.";
    not_for_you: "Trang này dành cho người kiểm tra và người tổng hợp của một đơn vị.",
        "This page is for reviewers and coordinators of a unit.";
    key: "Tệp khóa của đơn vị", "Key file of the unit";
    key_text: "Tệp niêm phong chỉ mở được bằng khóa của đơn vị nhận; xin hỏi người quản trị máy chủ của đơn vị. Khóa chỉ nằm trong bộ nhớ khi ứng dụng đang mở: không lưu, không hiện, không gửi đi đâu. Tải lại trang hoặc đăng xuất thì phải chọn lại.",
        "Sealed files open only with the key of the unit that they are for; please ask whoever looks after the unit’s server. The key stays in memory while the app is open: it is not stored, not shown, and sent nowhere. After reloading or signing out it has to be chosen again.";
    choose_key: "Chọn tệp khóa", "Choose the key file";
    forget_key: "Bỏ khóa", "Forget the key";
    no_key_in_it: "Trong tệp này không có khóa. Tệp khóa có dòng bắt đầu bằng “AGE-SECRET-KEY-”.",
        "There is no key in this file. A key file has a line that begins with “AGE-SECRET-KEY-”.";
    key_of_nobody: "Khóa đọc được, nhưng không phải khóa nhận của đơn vị nào trong đợt sơ kết này.",
        "The key can be read, but no unit of this round receives by it.";
    files: "Các tệp số liệu tổng hợp", "The aggregates";
    add_files: "Thêm tệp", "Add files";
    no_files: "Chưa có tệp nào. Có thể chọn nhiều tệp một lần, và thêm dần.",
        "There are no files yet. You can choose several at once, and add more later.";
    remove_all: "Bỏ các tệp không nhận", "Take out all that are refused";
    take_out: "Bỏ tệp này", "Take out";
    good: "Nhận", "Taken";
    refused: "Không nhận", "Refused";
    checking: "Đang kiểm tra và cộng…", "Checking and adding up…";
    count_own: "Tính cả phiếu trên máy này", "Count the forms on this device, too";
    take_unsigned: "Nhận cả tệp chưa ký", "Take files that are not signed";
    take_unsigned_text: "Không ai bảo đảm số liệu trong tệp chưa ký. Kết quả và tệp xuất sẽ ghi “chưa ký”.",
        "Nobody vouches for what is in a file that is not signed. Figures and exported files will say “not signed”.";
    nothing_counted: "Chưa cộng gì cả, vì có tệp không nhận được. Xin bỏ hoặc thay tệp đó.",
        "Nothing was added up, because a file is refused. Please take it out or replace it.";
    unreadable: "Trình duyệt không đọc được tệp. Xin chép tệp vào máy rồi chọn lại.",
        "The browser could not read the file. Please copy it to the device and choose it again.";
    not_made: "Không kiểm tra được các tệp trên máy này. Xin tải lại trang rồi thử lại.",
        "The files could not be checked on this device. Please reload the page and try again.";
    figures: "Số liệu đã cộng", "The figures together";
    unsigned_figures: "Trong số liệu này có phần chưa ký.", "Some of these figures are not signed.";
    made: "lập", "made";
    sealed: "có niêm phong", "sealed";
    file_name: "so-lieu-cong", "added-up-figures";
}

/// The file of the key that is in memory, and whose it is.
pub fn key_of(language: Language, file: &str, units: &str) -> String {
    match language {
        Language::Vi => format!("Đang dùng {file}: khóa của {units}."),
        Language::En => format!("In use: {file}, the key of {units}."),
    }
}

/// The file of the key that is in memory.
pub fn key_in_use(language: Language, file: &str) -> String {
    match language {
        Language::Vi => format!("Đang dùng {file}."),
        Language::En => format!("In use: {file}."),
    }
}

/// The button that takes a file out, for those who do not see beside which it stands.
pub fn take_out_file(language: Language, file: &str) -> String {
    match language {
        Language::Vi => format!("Bỏ tệp này: {file}"),
        Language::En => format!("Take out: {file}"),
    }
}

/// Which units' files were added up in a file.
pub fn made_of(language: Language, units: &str) -> String {
    match language {
        Language::Vi => format!("cộng từ tệp của {units}"),
        Language::En => format!("added up from files of {units}"),
    }
}

/// How many forms of the device are among those that were added up.
pub fn with_own(language: Language, count: &str) -> String {
    match language {
        Language::Vi => format!("và {count} phiếu trên máy này"),
        Language::En => format!("and {count} forms on this device"),
    }
}
