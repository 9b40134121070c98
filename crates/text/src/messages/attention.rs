//! What the server did with edits that a person has to know about.

use crate::Language;

messages! {
    title: "Những chỗ cần xem", "To be looked at";
    needs_look: "cần xem", "to be looked at";
    seen: "Đã xem", "Seen";
    blank: "để trống", "blank";
    a_photo: "ảnh", "a photo";
    start_apart:
        "Máy chủ đang giữ riêng phiếu này, chưa tính vào kết quả. Câu trả lời vẫn còn nguyên trên máy này. Xin báo cho người phụ trách.",
        "The server keeps this form apart; it does not count yet. The answers are still on this device. Please tell the coordinator.";
    move_apart:
        "Máy chủ không nhận lần nộp hoặc chuyển phiếu vừa rồi nên đã giữ riêng. Xin xem lại phiếu và làm lại nếu vẫn cần.",
        "The server did not take the last submit or move and keeps it apart. Please look at the form, and do it again if it is still needed.";
    move_conflict:
        "Có người khác chuyển phiếu cùng lúc; bước chuyển của người đó được giữ. Xin xem lại phiếu và làm lại nếu vẫn cần.",
        "Somebody else moved the form at the same time; their move stands. Please look at the form, and do it again if it is still needed.";
    move_held:
        "Máy chủ chưa nhận phiếu. Xin sửa những chỗ sau đây rồi nộp lại:",
        "The server did not take the form yet. Please mend these places and submit again:";
    missing: "Chưa trả lời.", "Not answered.";
    wrong_type: "Câu trả lời chưa đúng dạng.", "The answer is of the wrong kind.";
    not_offered: "Mục đã chọn không có trong danh sách.", "What was chosen is not in the list.";
    constraint: "Giá trị chưa hợp lệ.", "The value is not allowed.";
    photo_missing: "Ảnh chưa lên đến máy chủ.", "The photo has not reached the server.";
    open_conflict: "Có hai câu trả lời khác nhau; xin chọn một.", "Two answers differ; please choose one.";
    correction: "Câu trả lời đến sau khi phiếu đã nộp.", "The answer came after the form was submitted.";
    unknown_form: "Máy chủ không có mẫu phiếu này.", "The server does not have this version of the form.";
    unknown_path: "Mẫu phiếu không có câu này.", "The form has no such question.";
    purged:
        "Phiếu của đợt sơ kết này đã được xóa trên máy chủ vì hết thời hạn lưu. Phần đã ghi vẫn còn trên máy này.",
        "The forms of this review were deleted on the server, as their time was over. What was written is still on this device.";
    unknown_response: "Máy chủ không có phiếu này.", "The server does not have this form.";
    too_large: "Câu trả lời quá dài.", "The answer is too long.";
    no_right: "Tài khoản này không được ghi vào phiếu này.", "This account may not write in this form.";
    wrong_state: "Phiếu khi đó không còn nhận thay đổi này.", "The form did not take this change any more.";
    other_reason: "Máy chủ chưa nhận được.", "The server could not take it.";
}

/// An answer that the server keeps apart; `value` is what was typed.
pub fn answer_apart(language: Language, value: &str) -> String {
    match language {
        Language::Vi => format!(
            "Đã nhập “{value}”. Máy chủ giữ riêng câu trả lời này, chưa ghi vào phiếu. Xin nhập lại nếu vẫn cần, hoặc báo cho người phụ trách."
        ),
        Language::En => format!(
            "“{value}” was entered. The server keeps this answer apart; it is not in the form. Please enter it again if it is still needed, or tell the coordinator."
        ),
    }
}

/// An answer that came after the form was submitted; `value` is what was typed.
pub fn answer_held(language: Language, value: &str) -> String {
    match language {
        Language::Vi => format!(
            "Đã nhập “{value}” khi phiếu đã nộp. Máy chủ giữ làm đề nghị sửa, chờ người duyệt xem."
        ),
        Language::En => format!(
            "“{value}” was entered when the form had been submitted. The server keeps it as a proposal for the reviewer."
        ),
    }
}

/// Answers that stand against each other: the one that counts, and those kept beside it.
pub fn conflict(language: Language, counted: &str, others: &[String]) -> String {
    let others = others
        .iter()
        .map(|other| format!("“{other}”"))
        .collect::<Vec<_>>()
        .join(", ");
    match language {
        Language::Vi => format!(
            "Hai nơi ghi khác nhau. Đang tính giá trị đến sau “{counted}”; vẫn giữ {others}. Xin xem lại và nhập giá trị đúng."
        ),
        Language::En => format!(
            "Two places differ. “{counted}”, which came later, counts; {others} is kept. Please check and enter the right value."
        ),
    }
}

/// Answers that stood against each other until somebody settled it.
pub fn conflict_settled(language: Language, counted: &str) -> String {
    match language {
        Language::Vi => format!("Hai nơi đã ghi khác nhau; nay thống nhất là “{counted}”."),
        Language::En => format!("Two places differed; it is settled as “{counted}” now."),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_conflict_names_every_value() {
        let others = ["15".to_owned(), blank(Language::Vi).to_owned()];
        for language in [Language::Vi, Language::En] {
            let sentence = conflict(language, "12", &others);
            for value in ["“12”", "“15”", "“để trống”"] {
                assert!(sentence.contains(value), "{sentence}");
            }
        }
    }
}
