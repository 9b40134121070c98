//! Snapshots of figures, what changed since, and places beside each other.

use crate::Language;

messages! {
    title: "Mốc số liệu", "Snapshots";
    explained: "Mốc số liệu giữ lại các con số của một thời điểm trên máy này, ví dụ khi làm xong “Dự thảo lần 1”. Sau đó có thể xem số nào đã thay đổi và do phiếu nào.",
        "A snapshot keeps the figures of a moment on this device, for example when “Draft 1” is done. Later it tells which figures changed, and by which forms.";
    empty: "Chưa có mốc nào. Hãy lưu mốc trước khi gửi dự thảo báo cáo, để sau này biết số nào đã thay đổi.",
        "There is none yet. Save one before a draft of the report goes out, to know later which figures changed.";
    saved: "Các mốc đã lưu", "Saved snapshots";
    name: "Tên mốc", "Name of the snapshot";
    save: "Lưu mốc số liệu", "Save a snapshot";
    saving: "Đang lưu…", "Saving…";
    kept: "Đã lưu trên máy này.", "Saved on this device.";
    not_kept: "Chưa lưu được trên máy này. Xin thử lại.", "This could not be saved on this device. Please try again.";
    unreadable: "Không đọc được các mốc đã lưu trên máy này. Xin tải lại trang.",
        "The snapshots on this device could not be read. Please reload the page.";
    remove: "Xóa mốc", "Remove";
    remove_confirm: "Xóa hẳn", "Remove for good";
    cancel: "Không xóa", "Keep it";
    unknown: "Trên máy này không có mốc đó.", "There is no such snapshot on this device.";
    not_for_you: "Mốc số liệu dành cho người kiểm tra và người tổng hợp.",
        "Snapshots are for reviewers and coordinators.";
    to_compare: "Đối chiếu địa bàn", "Compare places";
    compare: "Đối chiếu", "Comparison";
    compare_explained: "Đặt hai địa bàn cạnh nhau, hoặc một địa bàn cạnh toàn địa bàn; mỗi bên theo số hiện nay hoặc theo một mốc đã lưu.",
        "Two places side by side, or one beside the whole; each side by the figures of now or by a snapshot.";
    left: "Bên trái", "Left";
    right: "Bên phải", "Right";
    moment: "Thời điểm", "Moment";
    now: "Hiện nay", "Now";
    then: "Tại mốc", "Then";
    place: "Địa bàn", "Place";
    whole: "Toàn địa bàn", "The whole area";
    difference: "Chênh lệch", "Difference";
    all: "Cả những chỉ tiêu không đổi", "Also indicators that are the same";
    indicators: "Chỉ tiêu thay đổi", "Indicators that changed";
    indicators_beside: "Chỉ tiêu", "Indicators";
    forms: "Phiếu thay đổi", "Forms that changed";
    new: "Mới được tính", "Counted since";
    changed: "Có câu trả lời thay đổi", "With other answers";
    gone: "Không còn được tính", "No longer counted";
    no_forms: "Không có phiếu nào thay đổi từ mốc này.", "No form changed since.";
    nothing_moved: "Không có chỉ tiêu nào thay đổi.", "No indicator changed.";
    nothing_in_common: "Hai bên không có chỉ tiêu nào chung.", "The two sides have no indicator in common.";
    of_other_round: "Mốc này thuộc đợt sơ kết khác: chỉ so các chỉ tiêu cùng cách tính, không so từng phiếu.",
        "This snapshot is of another round: only indicators computed alike are compared, and no single forms.";
    order_hint: "Xếp theo thứ tự của danh mục chỉ tiêu. Chênh lệch = bên phải − bên trái, tính trên số đã làm tròn.",
        "In the order of the catalogue. Difference = right − left, of the rounded figures.";
    points: "điểm %", "points";
}

/// A name for a snapshot of this moment.
pub fn default_name(language: Language, moment: &str) -> String {
    match language {
        Language::Vi => format!("Mốc {moment}"),
        Language::En => format!("Snapshot {moment}"),
    }
}

/// The title of what changed since a snapshot.
pub fn since(language: Language, name: &str) -> String {
    match language {
        Language::Vi => format!("Thay đổi từ mốc “{name}”"),
        Language::En => format!("Changes since “{name}”"),
    }
}

/// Asks whether a snapshot is to go.
pub fn ask_remove(language: Language, name: &str) -> String {
    match language {
        Language::Vi => {
            format!("Xóa mốc “{name}”? Các con số đã giữ sẽ mất và không lấy lại được.")
        }
        Language::En => format!("Remove “{name}”? The figures that it keeps are lost for good."),
    }
}

/// What a button to remove says to those who do not see beside what it stands.
pub fn remove_named(language: Language, name: &str) -> String {
    match language {
        Language::Vi => format!("Xóa mốc “{name}”"),
        Language::En => format!("Remove “{name}”"),
    }
}

/// How many forms counted.
pub fn forms_counted(language: Language, count: &str) -> String {
    match language {
        Language::Vi => format!("{count} phiếu"),
        Language::En => format!("{count} forms"),
    }
}

/// How many indicators are different, of how many that are compared.
pub fn differing(language: Language, count: &str, all: &str) -> String {
    match language {
        Language::Vi => format!("{count}/{all} chỉ tiêu khác nhau."),
        Language::En => format!("{count} of {all} indicators are different."),
    }
}

/// How many indicators one side lacks or computes otherwise.
pub fn apart(language: Language, count: &str) -> String {
    match language {
        Language::Vi => {
            format!("{count} chỉ tiêu không so được: một bên không có hoặc có cách tính khác.")
        }
        Language::En => format!(
            "{count} indicators cannot be compared: one side lacks them or computes them otherwise."
        ),
    }
}

/// How many indicators are not broken down by place.
pub fn whole_only(language: Language, count: &str) -> String {
    match language {
        Language::Vi => format!("{count} chỉ tiêu không chia theo địa bàn nên không có ở đây."),
        Language::En => {
            format!("{count} indicators are not broken down by place and are left out.")
        }
    }
}
