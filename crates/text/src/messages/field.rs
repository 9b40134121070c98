//! Questions: help and what is wrong with an answer.

use crate::{DateMistake, Language, NumberMistake};

messages! {
    required: "Câu này cần trả lời.", "This question needs an answer.";
    choose_one: "Chọn một", "Choose one";
    choose_many: "Có thể chọn nhiều mục", "Several can be chosen";
    no_choice: "– Chưa chọn –", "– None chosen –";
    search_choices: "Tìm trong danh sách", "Search the list";
    date_hint: "Ngày/tháng/năm, ví dụ 23/8/2017", "Day/month/year, e.g. 23/8/2017";
    not_recorded: "Câu trả lời này chưa được ghi vào phiếu. Khi phiếu sửa được, xin nhập lại.",
        "This answer is not recorded in the form. Please enter it again once the form can be changed.";
    text_too_long: "Câu trả lời quá dài nên chưa được ghi vào phiếu. Xin viết ngắn lại.",
        "The answer is too long and is not recorded. Please shorten it.";
    not_offered: "Mục đã chọn không còn trong danh sách. Xin chọn lại.",
        "What was chosen is not in the list any more. Please choose again.";
    constraint: "Giá trị này chưa hợp lệ. Xin xem lại.", "This value is not allowed. Please check it.";
    take_photo: "Chụp ảnh", "Take a photo";
    take_photo_again: "Chụp lại", "Take it again";
    choose_photo: "Chọn ảnh có sẵn", "Choose a picture";
    replace_photo: "Chọn ảnh khác", "Choose another picture";
    remove_photo: "Bỏ ảnh", "Remove the photo";
    photo_saved: "Đã có ảnh", "Photo stored";
    no_photo: "Chưa có ảnh", "No photo yet";
    photo_in_work: "Đang xử lý ảnh…", "Working on the photo…";
    photo_opening: "Đang mở ảnh…", "Opening the photo…";
    photo_larger: "Xem lớn", "Enlarge";
    photo_smaller: "Thu nhỏ", "Make it small";
    photo_away: "Ảnh ở trên máy chủ. Có mạng thì ảnh tự hiện ra.",
        "The photo is on the server. It appears here once there is a network.";
    photo_stripped: "Ảnh được thu nhỏ; nơi chụp, giờ chụp và loại máy không được lưu.",
        "The photo is made smaller; place, time and device are not kept.";
    photo_too_large: "Tệp này lớn quá 32 MB nên chưa lấy được. Xin chụp trực tiếp hoặc chọn ảnh nhỏ hơn.",
        "The file is larger than 32 MB and was not taken. Please take the photo here or choose a smaller one.";
    photo_not_an_image: "Tệp này không phải là ảnh. Xin chọn tệp ảnh JPEG hoặc PNG, hoặc chụp trực tiếp.",
        "The file is not a picture. Please choose a JPEG or PNG file, or take the photo here.";
    photo_pdf: "Tệp này là PDF, không phải ảnh. Xin chụp trang đã ký, hoặc chọn ảnh chụp của trang đó.",
        "The file is a PDF, not a picture. Please take a photo of the signed page or choose one.";
    photo_heic: "Trình duyệt này không mở được ảnh HEIC của điện thoại. Xin chụp trực tiếp ở đây, hoặc đổi ảnh sang JPEG rồi chọn lại.",
        "This browser cannot open HEIC pictures of telephones. Please take the photo here, or save the picture as JPEG and choose it again.";
    photo_damaged: "Không mở được ảnh này: tệp bị hỏng hoặc thuộc loại mà trình duyệt không đọc được. Xin chụp lại hoặc chọn ảnh khác.",
        "The picture cannot be opened: the file is damaged or of a kind that this browser does not read. Please take it again or choose another one.";
    photo_no_room: "Máy không còn chỗ để lưu ảnh. Xin giải phóng bộ nhớ rồi thử lại.",
        "The device has no room left for the photo. Please free some space and try again.";
    photo_failed: "Chưa lưu được ảnh. Xin thử lại.", "The photo could not be stored. Please try again.";
    photo_before_stays: "Ảnh trước vẫn được giữ.", "The photo of before stays.";
    confirm: "Tôi xác nhận", "I confirm";
    not_asked: "không hỏi", "not asked";
    clear: "Bỏ chọn", "Clear";
    table_hint: "Có thể dán hàng, cột hoặc cả khối từ bảng tính.",
        "A row, a column or a block can be pasted from a spreadsheet.";
    table_keys: "Phím Enter xuống ô dưới.", "Enter goes to the cell below.";
    no_row_asked: "Theo các câu trả lời đã ghi, không có cột nào của bảng này phải điền. Số đã nhập trước đó vẫn được giữ.",
        "By the answers given so far, no column of this table is to be filled in. What was entered before is kept.";
    to_explain: "Khác thường – xin kiểm tra lại số; nếu đúng, xin giải thích vài lời",
        "Unusual – please check the number; if it is right, say a word about it";
    explained: "Đã giải thích", "Explained";
    undo: "Hoàn tác", "Undo";
    paste_undone: "Đã hoàn tác lần dán.", "The paste is undone.";
    automatic: "máy tự tính", "calculated";
}

/// The unit of all numbers of a table.
pub fn table_unit(language: Language, unit: &str) -> String {
    [language.pick("Đơn vị tính: ", "Unit: "), unit].concat()
}

/// How many cells of a paste that were not blank a table leaves out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LeftOut {
    /// Headings of columns or lines.
    pub headings: usize,
    /// Cells beyond the last column or line.
    pub outside: usize,
    /// Cells that nobody asks, or that are calculated.
    pub not_asked: usize,
}

/// What became of a paste: how many cells took a value, and what was left out.
pub fn pasted(language: Language, taken: usize, left: LeftOut) -> String {
    let mut text = match (language, taken) {
        (Language::Vi, _) => format!("Đã dán {taken} ô."),
        (Language::En, 1) => "1 cell pasted.".to_owned(),
        (Language::En, _) => format!("{taken} cells pasted."),
    };
    let kinds = [
        (left.headings, "ô tiêu đề", "of headings"),
        (left.outside, "ô ra ngoài bảng", "beyond the table"),
        (
            left.not_asked,
            "ô không hỏi hoặc tự tính",
            "not asked or calculated",
        ),
    ];
    let mut mark = language.pick(" Không lấy: ", " Left out: ");
    for (count, vi, en) in kinds {
        if count > 0 {
            text.push_str(&[mark, &count.to_string(), " ", language.pick(vi, en)].concat());
            mark = ", ";
        }
    }
    if mark == ", " {
        text.push('.');
    }
    text
}

/// What is wrong with a number and what to do; `typed` is what stands in the field.
pub fn number_mistake(language: Language, mistake: NumberMistake, typed: &str) -> String {
    match (language, mistake) {
        (Language::Vi, NumberMistake::NotANumber) => {
            format!("“{typed}” không phải là số. Xin chỉ ghi chữ số, ví dụ 1.234.")
        }
        (Language::En, NumberMistake::NotANumber) => {
            format!("“{typed}” is not a number. Please use digits only, e.g. 1.234.")
        }
        (Language::Vi, NumberMistake::Ambiguous) => format!(
            "“{typed}” có thể hiểu theo hai cách. Xin ghi dấu chấm cho hàng nghìn, dấu phẩy cho phần thập phân: 1.234 hoặc 1,234."
        ),
        (Language::En, NumberMistake::Ambiguous) => format!(
            "“{typed}” can be read in two ways. Please write a point for thousands and a comma for decimals: 1.234 or 1,234."
        ),
        (Language::Vi, NumberMistake::NotWhole) => {
            "Câu này cần số nguyên, không có phần thập phân.".to_owned()
        }
        (Language::En, NumberMistake::NotWhole) => {
            "This needs a whole number, without decimals.".to_owned()
        }
        (Language::Vi, NumberMistake::TooLong) => {
            "Số này quá dài. Xin xem lại đơn vị tính.".to_owned()
        }
        (Language::En, NumberMistake::TooLong) => {
            "This number is too long. Please check the unit.".to_owned()
        }
    }
}

/// What is wrong with a date and what to do; `typed` is what stands in the field.
pub fn date_mistake(language: Language, mistake: DateMistake, typed: &str) -> String {
    match (language, mistake) {
        (Language::Vi, DateMistake::NotADate) => {
            format!("“{typed}” không phải là ngày. Xin ghi ngày/tháng/năm, ví dụ 23/8/2017.")
        }
        (Language::En, DateMistake::NotADate) => {
            format!("“{typed}” is not a date. Please write day/month/year, e.g. 23/8/2017.")
        }
        (Language::Vi, DateMistake::ShortYear) => {
            "Xin ghi đủ bốn chữ số của năm, ví dụ 23/8/2017.".to_owned()
        }
        (Language::En, DateMistake::ShortYear) => {
            "Please write all four digits of the year, e.g. 23/8/2017.".to_owned()
        }
        (Language::Vi, DateMistake::NoYear) => {
            format!("“{typed}” chưa có năm. Xin ghi cả năm, ví dụ 23/8/2017.")
        }
        (Language::En, DateMistake::NoYear) => {
            format!("“{typed}” has no year. Please write the year too, e.g. 23/8/2017.")
        }
        (Language::Vi, DateMistake::NoSuchDay) => {
            format!("Lịch không có ngày “{typed}”. Xin ghi ngày trước, tháng sau, ví dụ 23/8/2017.")
        }
        (Language::En, DateMistake::NoSuchDay) => {
            format!(
                "The calendar has no day “{typed}”. Please write the day first, e.g. 23/8/2017."
            )
        }
    }
}

/// What a picture shows, for who cannot see it; `label` is the question.
pub fn photo_of(language: Language, label: &str) -> String {
    match language {
        Language::Vi => format!("Ảnh: {label}"),
        Language::En => format!("Photo: {label}"),
    }
}

/// The unit behind a number.
pub fn in_unit(language: Language, unit: &str) -> String {
    match language {
        Language::Vi => format!("Đơn vị: {unit}"),
        Language::En => format!("Unit: {unit}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_paste_tells_what_was_left_out() {
        let all = LeftOut {
            headings: 2,
            outside: 3,
            not_asked: 1,
        };
        let outside = LeftOut {
            outside: 3,
            ..LeftOut::default()
        };
        let cases = [
            (12, LeftOut::default(), "Đã dán 12 ô.", "12 cells pasted."),
            (
                1,
                outside,
                "Đã dán 1 ô. Không lấy: 3 ô ra ngoài bảng.",
                "1 cell pasted. Left out: 3 beyond the table.",
            ),
            (
                4,
                all,
                "Đã dán 4 ô. Không lấy: 2 ô tiêu đề, 3 ô ra ngoài bảng, 1 ô không hỏi hoặc tự tính.",
                "4 cells pasted. Left out: 2 of headings, 3 beyond the table, 1 not asked or calculated.",
            ),
        ];
        for (taken, left, vi, en) in cases {
            assert_eq!(pasted(Language::Vi, taken, left), vi);
            assert_eq!(pasted(Language::En, taken, left), en);
        }
    }
}
