//! What stands on printed forms, and on the page of a form that is whole.

use crate::Language;

messages! {
    print_form: "In phiếu", "Print the form";
    print_empty: "In phiếu trống", "Print an empty form";
    print_now: "In trang này", "Print this page";
    back_to_form: "Về phiếu", "Back to the form";
    language_of_paper: "Ngôn ngữ trên giấy", "Language on paper";
    how_to_print: "Chọn khổ giấy A4 trong hộp thoại in. Ký, đóng dấu rồi chụp trang ký gửi lại trong phiếu.",
        "Choose A4 in the print dialogue. Sign and seal it, then send a photo of the signed page with the form.";
    how_to_fill: "Phiếu để viết tay: những gì sổ hội đã có được in sẵn. Sau đó nhập lại vào máy.",
        "A form to be filled in by hand: what the register knows is printed. Enter it into the device afterwards.";
    draft_on_paper: "Phiếu này chưa nộp; in ra vẫn còn có thể thay đổi.",
        "This form has not been submitted; what is printed may still change.";
    subject: "Đơn vị khai", "Filled in by";
    code: "Mã số", "Code";
    unit: "Địa bàn", "Unit";
    state: "Tình trạng phiếu", "State of the form";
    form_code: "Mã phiếu", "Form code";
    revision: "Phiên bản", "Revision";
    printed_at: "In lúc", "Printed at";
    due: "Hạn nộp", "Due";
    owner: "Cơ quan chủ trì", "Run by";
    if_applicable: "chỉ trả lời nếu có", "answer only if it applies";
    and: " và ", " and ";
    or: " hoặc ", " or ";
    photo_to_send: "Chụp trang ký, đóng dấu và gửi trong Sổ Hội", "Send a photo of the signed page in Sổ Hội";
    photo_is_there: "Đã có ảnh trong Sổ Hội", "The photo is in Sổ Hội";
    derived: "Tính từ các câu trả lời", "Derived from the answers";
    question: "Nội dung", "Item";
    date_gap: "……/……/………", "……/……/………";
    place_and_date: "………………, ngày …… tháng …… năm ……", "………………, …… / …… / ………";
    signature: "NGƯỜI KÝ", "SIGNATURE";
    signature_note: "(Ký, ghi rõ họ tên)", "(Signature, full name)";
    nothing_entered: "Chưa ghi", "Nothing entered";
    portrait: "Trang của hội", "At a glance";
    portrait_link: "Xem điểm và xu hướng", "See scores and trends";
    not_whole: "Trang này có khi phiếu đã đủ. Phiếu còn những chỗ chưa trả lời hoặc cần sửa.",
        "This page is there once the form is whole. Some places are not answered yet or are to be mended.";
    no_portrait: "Đợt này không có trang tổng hợp cho loại phiếu này.",
        "This round has no such page for this kind of form.";
    on_its_way: "Phần này đang được tải về máy. Xin chờ, hoặc mở lại khi có mạng.",
        "This part is on its way to the device. Please wait, or open it again with a network.";
    scores: "Điểm", "Scores";
    made_up_of: "Điểm gồm", "Made up of";
    part: "Nội dung chấm", "Part";
    answer: "Câu trả lời", "Answer";
    points: "Điểm", "Points";
    trends: "Xu hướng", "Trends";
    to_do: "Đại hội và việc cần làm", "Congress, and what to do";
    no_numbers: "Chưa có số liệu.", "No numbers yet.";
    not_calculated: "chưa tính được", "cannot be calculated";
}

/// How an answer is compared with a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sign {
    /// It is the value, or the value is among its choices.
    Is,
    /// It is not.
    IsNot,
    /// It is a greater number.
    Above,
    /// It is as great a number or a greater one.
    AtLeast,
}

/// One comparison of the answer to the question of a number.
pub fn compared(language: Language, sign: Sign, number: &str, value: &str) -> String {
    match (language, sign) {
        (Language::Vi, Sign::Is) => format!("câu {number} là {value}"),
        (Language::Vi, Sign::IsNot) => format!("câu {number} không phải là {value}"),
        (Language::Vi, Sign::Above) => format!("câu {number} lớn hơn {value}"),
        (Language::Vi, Sign::AtLeast) => format!("câu {number} từ {value} trở lên"),
        (Language::En, Sign::Is) => format!("question {number} is {value}"),
        (Language::En, Sign::IsNot) => format!("question {number} is not {value}"),
        (Language::En, Sign::Above) => format!("question {number} is above {value}"),
        (Language::En, Sign::AtLeast) => format!("question {number} is {value} or more"),
    }
}

/// When a question is to be answered.
pub fn only_if(language: Language, condition: &str) -> String {
    match language {
        Language::Vi => format!("chỉ trả lời nếu {condition}"),
        Language::En => format!("answer only if {condition}"),
    }
}

/// Points of the most there can be.
pub fn of_most(language: Language, points: &str, most: &str) -> String {
    match language {
        Language::Vi => format!("{points}/{most} điểm"),
        Language::En => format!("{points} of {most} points"),
    }
}

/// How a row of numbers went, from its first to its last, both with their names.
pub fn from_to(language: Language, first: (&str, &str), last: (&str, &str)) -> String {
    match language {
        Language::Vi => format!("Từ {} ({}) đến {} ({})", first.1, first.0, last.1, last.0),
        Language::En => format!("From {} ({}) to {} ({})", first.1, first.0, last.1, last.0),
    }
}
