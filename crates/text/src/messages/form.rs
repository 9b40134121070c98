//! The form: sections, problems, submitting.

use crate::Language;

messages! {
    title: "Phiếu", "Form";
    legal_basis: "Căn cứ", "Legal basis";
    previous_section: "Phần trước", "Previous section";
    next_section: "Phần tiếp theo", "Next section";
    submit: "Nộp phiếu", "Submit";
    contents: "Các phần của phiếu", "Contents";
    show_contents: "Mục lục", "Show contents";
    complete: "đủ câu", "complete";
    partly: "đang làm", "in progress";
    untouched: "chưa làm", "not begun";
    review: "Xem lại và nộp", "Review and submit";
    review_title: "Xem lại trước khi nộp", "Review before submitting";
    review_read: "Xem lại phiếu", "Review of the form";
    review_whole: "Phiếu đã đủ. Bấm “Nộp phiếu” để gửi đi xét duyệt.",
        "The form is complete. Press “Submit” to send it for approval.";
    review_intro: "Bấm vào từng dòng để đến nơi cần điền hoặc sửa. Phiếu chưa đủ thì chưa nộp được, nhưng vẫn được lưu; lúc khác làm tiếp cũng được.",
        "Press a line to go there. The form cannot be submitted until it is whole, but it is saved as it is; you can go on another time.";
    review_unexplained: "Phiếu đã đủ để nộp. Còn chỗ khác thường chưa giải thích; viết vài lời thì người kiểm tra khỏi phải hỏi lại.",
        "The form is complete and can be submitted. Something unusual is not explained yet; a word on it saves the reviewer from asking.";
    to_explain: "Chỗ cần giải thích", "To be explained";
    explained: "Đã giải thích", "Explained";
    photos: "Ảnh", "Photos";
    photo_unsent: "Đã lưu trên máy này, chưa gửi lên máy chủ", "Stored on this device, not sent to the server yet";
    photo_sent: "Đã gửi lên máy chủ", "Sent to the server";
    people: "Người trả lời, người nhập", "Who answers, who typed";
    who_typed: "Người nhập", "Typed by";
    missing: "Chưa trả lời", "Not answered";
    to_mend: "Cần sửa", "To be mended";
    submitted_here: "Đã nộp. Phiếu tự gửi lên máy chủ khi có mạng.",
        "Submitted. The form is sent to the server once there is a network.";
    read_only_submitted: "Phiếu đã nộp, máy chủ đã nhận, đang chờ kiểm tra và duyệt. Cần sửa, xin đề nghị người duyệt trả lại.",
        "The form has been submitted, the server has it, and it waits for checking and approval. To change it, ask the reviewer to return it.";
    read_only_unsent: "Phiếu đã nộp trên máy này và tự gửi lên máy chủ khi có mạng. Cần sửa, xin đề nghị người duyệt trả lại.",
        "The form has been submitted on this device and is sent to the server once there is a network. To change it, ask the reviewer to return it.";
    read_only_approved: "Phiếu đã được kiểm tra, duyệt nên không sửa được nữa. Cần sửa, xin đề nghị người duyệt trả lại.",
        "The form has been checked or approved and cannot be changed. To change it, ask the reviewer to return it.";
    read_only_elsewhere: "Phiếu đang mở ở một cửa sổ khác của máy này. Cửa sổ này chỉ xem.",
        "The form is open in another window of this device. This window only shows it.";
    read_only_other: "Phiếu do người khác đang điền. Câu trả lời chỉ hiện ở đây sau khi nộp.",
        "Somebody else is filling in this form. Answers appear here after it is submitted.";
    read_only_role: "Phiếu này chỉ xem.", "This form can only be read.";
    unknown_form: "Phiếu được điền theo một mẫu mà máy này chưa có. Câu trả lời vẫn được giữ nguyên; xin bấm “Gửi, nhận ngay” rồi mở lại.",
        "The form was filled in under a version that this device does not have. The answers are kept; please press “Send and receive now” and open it again.";
    unknown_response: "Phiếu này không có trên máy này.", "This form is not on this device.";
    nothing_asked: "Phần này không có câu nào phải trả lời.", "Nothing has to be answered in this section.";
    derived: "Tính từ các câu trả lời", "Derived from the answers";
    other_values: "Người khác đã ghi giá trị khác", "Somebody else entered another value";
}

/// Which section of how many, with their numbers.
pub fn section_of(language: Language, number: usize, all: usize) -> String {
    match language {
        Language::Vi => format!("Phần {number}/{all}"),
        Language::En => format!("Section {number}/{all}"),
    }
}

/// How many places are to be mended.
pub fn places_to_mend(language: Language, count: usize) -> String {
    match (language, count) {
        (Language::Vi, _) => format!("{count} chỗ cần sửa"),
        (Language::En, 1) => "1 place to mend".to_owned(),
        (Language::En, _) => format!("{count} places to mend"),
    }
}

/// How many unusual answers nobody has said a word about.
pub fn places_to_explain(language: Language, count: usize) -> String {
    match (language, count) {
        (Language::Vi, _) => format!("{count} chỗ cần giải thích"),
        (Language::En, 1) => "1 place to explain".to_owned(),
        (Language::En, _) => format!("{count} places to explain"),
    }
}

/// How many answers an account typed, and when the last one.
pub fn typed_by(language: Language, answers: usize, last: Option<&str>) -> String {
    let last = last.unwrap_or("?");
    match (language, answers) {
        (Language::Vi, _) => format!("{answers} câu trả lời, lần cuối {last}"),
        (Language::En, 1) => format!("1 answer, {last}"),
        (Language::En, _) => format!("{answers} answers, the last {last}"),
    }
}

/// How many questions are without an answer.
pub fn questions_missing(language: Language, count: usize) -> String {
    match (language, count) {
        (Language::Vi, _) => format!("{count} câu chưa trả lời"),
        (Language::En, 1) => "1 question not answered".to_owned(),
        (Language::En, _) => format!("{count} questions not answered"),
    }
}
