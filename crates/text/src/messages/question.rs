//! Questions of forms by attributes of the responses.

use crate::Language;

messages! {
    title: "Câu hỏi trong phiếu", "Questions of the forms";
    explained: "Chọn một câu hỏi để xem có bao nhiêu câu trả lời, chia theo một hoặc hai tiêu thức.",
        "Choose a question to see how it is answered, by one or two attributes.";
    search: "Tìm câu hỏi", "Find a question";
    search_hint: "Từ trong câu hỏi, không cần dấu", "Words of the question";
    form: "Phiếu", "Form";
    all_forms: "Tất cả phiếu", "All forms";
    nothing_found: "Không có câu hỏi nào có những từ đó.", "No question has these words.";
    all_questions: "Tất cả câu hỏi", "All questions";
    unknown: "Đợt sơ kết này không có câu hỏi đó.", "This review round has no such question.";
    text: "viết tự do", "free text";
    number: "số", "a number";
    date: "ngày", "a day";
    one: "chọn một", "one choice";
    several: "chọn nhiều", "several choices";
    confirmed: "xác nhận", "a confirmation";
    photo: "ảnh", "a photo";
    calculated: "giá trị tính", "calculated";
    by_year: "từng năm", "by year";
    rows: "Chia theo", "By";
    columns: "Và theo", "And by";
    nothing: "Không chia", "Not divided";
    measure: "Xem số", "Figure";
    answer: "Câu trả lời", "Answer";
    choice: "Lựa chọn", "Choice";
    year: "Năm", "Year";
    row: "Dòng", "Row";
    answered: "Trả lời", "Answered";
    blank: "Để trống", "Blank";
    not_asked: "Không áp dụng", "Not applicable";
    sum: "Tổng", "Sum";
    mean: "Bình quân", "Mean";
    least: "Nhỏ nhất", "Least";
    lower: "Tứ phân vị dưới", "Lower quartile";
    median: "Trung vị", "Median";
    upper: "Tứ phân vị trên", "Upper quartile";
    most: "Lớn nhất", "Greatest";
    standing_note: "“Để trống”: câu hỏi có áp dụng nhưng chưa trả lời. “Không áp dụng”: phiếu không phải trả lời câu hỏi này. Cả hai không tính vào tỷ lệ và các số khác.",
        "“Blank”: the question applies and is not answered. “Not applicable”: the form does not ask it there. Neither is part of shares or other figures.";
    share_note: "Tỷ lệ tính trên số câu trả lời.", "Shares are of the answers.";
    several_note: "Một phiếu có thể chọn nhiều mục, nên cộng các tỷ lệ có thể quá 100 %.",
        "A form may choose several, so that shares may add up to more than 100 %.";
    row_note: "Câu hỏi thuộc bảng nhiều dòng: mỗi dòng của phiếu là một câu trả lời.",
        "The question is in a table: each row of a form is an answer.";
    quartile_note: "Tứ phân vị tính như hàm QUARTILE.INC của bảng tính.", "Quartiles are those of QUARTILE.INC in spreadsheets.";
    text_note: "Nội dung viết tự do không nêu ở đây; mở danh sách phiếu để đọc từng phiếu.",
        "What people wrote is not shown here; open the list of forms to read each.";
    replies: "Các câu trả lời", "The answers";
    no_replies: "Không có câu trả lời nào.", "No answers.";
    own_words: "đã trả lời", "answered";
    nothing_written: "chưa trả lời", "not answered";
    to_table: "Về bảng số liệu", "Back to the table";
    all_replies: "Xem tất cả", "See all";
}

/// How many of how many, and the share: `136/2.860, chiếm 4,76 %`.
pub fn share(language: Language, parts: &str, percentage: &str) -> String {
    match language {
        Language::Vi => format!("{parts}, chiếm {percentage}"),
        Language::En => format!("{parts} ({percentage})"),
    }
}

/// The share that a choice has, as the name of a figure.
pub fn share_with(language: Language, choice: &str) -> String {
    match language {
        Language::Vi => format!("Tỷ lệ: {choice}"),
        Language::En => format!("Share: {choice}"),
    }
}

/// How many questions are listed.
pub fn found(language: Language, count: &str) -> String {
    match language {
        Language::Vi => format!("{count} câu hỏi"),
        Language::En if count == "1" => "1 question".to_owned(),
        Language::En => format!("{count} questions"),
    }
}

/// How many answers are listed.
pub fn reply_count(language: Language, count: &str) -> String {
    match language {
        Language::Vi => format!("{count} câu trả lời"),
        Language::En if count == "1" => "1 answer".to_owned(),
        Language::En => format!("{count} answers"),
    }
}

/// Which of the answers are listed.
pub fn only_with(language: Language, which: &str) -> String {
    match language {
        Language::Vi => format!("Chỉ: {which}."),
        Language::En => format!("Only: {which}."),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_is_said_with_what_it_is_made_of() {
        let share = |language| share(language, "136/2.860", "4,76\u{a0}%");
        assert_eq!(share(Language::Vi), "136/2.860, chiếm 4,76\u{a0}%");
        assert_eq!(share(Language::En), "136/2.860 (4,76\u{a0}%)");
    }
}
