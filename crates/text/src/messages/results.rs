//! The results.

use crate::Language;

messages! {
    title: "Kết quả", "Results";
    population: "Loại số liệu", "Kind of figures";
    provisional: "Số tạm tính, gồm phiếu chưa duyệt", "Provisional figures, including forms not yet approved";
    approved: "Số đã duyệt", "Approved figures";
    provisional_note: "Số tạm tính gồm mọi phiếu đã nộp, kể cả ở chỉ tiêu có tên ghi “được duyệt”. Báo cáo chính thức xin dùng “Số đã duyệt”.",
        "Provisional figures count all submitted forms, also where a name says “approved”. For official reports please use “Approved figures”.";
    breakdown: "Chia theo", "Broken down by";
    no_breakdown: "Không chia", "Not broken down";
    headline: "Số liệu chính", "Headline figures";
    computing: "Đang tính…", "Computing…";
    indicator: "Chỉ tiêu", "Indicator";
    code: "Mã", "Code";
    unit: "Đơn vị", "Unit";
    total: "Chung", "Total";
    without_group: "Không thuộc nhóm nào", "In no group";
    parts: "Tử số/mẫu số", "Numerator/denominator";
    register_progress: "Tiến độ so với sổ hội", "Progress against the register";
    register_explained: "Số phiếu đã nộp trên số hội, cơ quan có tên trong sổ hội.",
        "Forms submitted, of the associations and authorities in the register.";
    coverage: "Tỷ lệ bao phủ theo sổ của cơ quan quản lý", "Coverage against the authorities’ books";
    coverage_explained: "Số hội có phiếu trên số hội do cơ quan quản lý kê khai; khác với tiến độ so với sổ hội.",
        "Forms against the associations that the authorities count; not the same as progress against the register.";
    more_than_counted: "Trên 100 %: số hội có phiếu nhiều hơn số hội do cơ quan quản lý kê. Cần đối chiếu hai bên trước khi đưa vào báo cáo.",
        "Above 100 %: more associations have a form than the authorities count. The two have to be compared before this goes into a report.";
    themes: "Bảng theo chủ đề", "Tables by theme";
    no_figures: "Chưa có phiếu nào để tính.", "There are no forms to compute from yet.";
    no_round: "Chưa có đợt sơ kết trên máy này. Số liệu sẽ có sau khi máy liên lạc được với máy chủ lần đầu.",
        "There is no review round on this device yet. It comes with the first exchange with the server.";
    not_here: "Các chỉ tiêu đang được tải về máy này. Nếu chưa có mạng, máy sẽ tự tải khi liên lạc được với máy chủ.",
        "The indicators are on their way to this device. Without a network they come once the server can be reached.";
    no_denominator: "Dấu “-” nghĩa là mẫu số bằng 0 hoặc chưa có giá trị.", "“-” means that the denominator is 0 or nothing has a value.";
    limitations: "Những hạn chế đã được chỉ ra", "Limitations that were named";
    limitations_explained: "Nguyên văn từng hạn chế trong văn bản của đợt sơ kết, kèm các chỉ tiêu cho biết mức độ.",
        "Each as the reviewed document words it, with the indicators that say how it stands.";
    all_results: "Tất cả kết quả", "All results";
    unknown_indicator: "Đợt sơ kết này không có chỉ tiêu đó.", "This review round has no such indicator.";
    how_made: "Cách tính", "How it is made";
    as_percentage: "100 × tử số ÷ mẫu số", "100 × numerator ÷ denominator";
    as_complement: "100 − 100 × tử số ÷ mẫu số", "100 − 100 × numerator ÷ denominator";
    as_ratio: "Tử số ÷ mẫu số", "Numerator ÷ denominator";
    as_growth: "100 × (tử số ÷ mẫu số − 1)", "100 × (numerator ÷ denominator − 1)";
    as_mean_growth: "Tốc độ tăng bình quân năm từ mẫu số đến tử số", "Mean annual growth from the denominator to the numerator";
    op: "Phép tính", "Operation";
    op_count: "Đếm số phiếu hoặc số dòng", "Number of forms or rows";
    op_sum: "Cộng các giá trị", "Sum of the values";
    op_mean: "Bình quân các giá trị", "Mean of the values";
    op_median: "Trung vị các giá trị", "Median of the values";
    form: "Phiếu", "Form";
    field: "Giá trị", "Value";
    repeat: "Bảng theo năm", "Table by year";
    row_where: "Chỉ các dòng", "Only rows where";
    only_where: "Chỉ các phiếu", "Only forms where";
    numerator: "Tử số", "Numerator";
    denominator: "Mẫu số", "Denominator";
    value: "Giá trị", "Value";
    behind: "Phiếu tạo nên số này", "Forms behind this figure";
    all_groups: "Xem tất cả phiếu", "See all forms";
    nothing_behind: "Không có phiếu nào.", "No forms.";
    subject: "Hội, cơ quan", "Association, authority";
    place: "Địa bàn", "Unit";
    not_counted: "không tính", "not counted";
    no_program: "Phần tính số liệu không chạy được trên trình duyệt này. Xin tải lại trang; phiếu đã lưu vẫn còn nguyên.",
        "The part that computes figures could not run. Please reload the page; saved forms are still there.";
    quartile_note: "Dưới mỗi trung vị là tứ phân vị dưới và trên: một nửa số giá trị nằm giữa hai số ấy.",
        "Below each median are the lower and the upper quartile: half of the values lie between the two.";
    not_broken_down: "không chia theo cách này", "not broken down this way";
    filter: "Lọc phiếu", "Filter forms";
    all: "Tất cả", "All";
    state: "Trạng thái phiếu", "State of forms";
    only: "Chỉ tính các phiếu:", "Only forms of:";
    files_are_whole: "Tệp xuất và báo cáo luôn gồm mọi phiếu, không theo bộ lọc này.",
        "Files and the report always have all forms, whatever is filtered here.";
    no_progress_of_part: "Đang lọc phiếu: sổ hội không cho biết tiến độ của riêng phần này.",
        "Forms are filtered: the register does not tell the progress of this part.";
    worst: "Cần lưu ý nhất:", "Needs most attention:";
    to_cross: "Chia theo hai tiêu thức", "By two dimensions at a time";
    down: "Theo hàng", "Down";
    across: "Theo cột", "Across";
    copy_table: "Chép bảng", "Copy the table";
    copied: "Đã chép, có thể dán vào bảng tính.", "Copied: paste it into a spreadsheet.";
    not_copied: "Trình duyệt không cho chép. Xin dùng tệp xuất ở trang Kết quả.",
        "The browser does not allow copying. Please use the files on the results page.";
    sort_hint: "Bấm tên cột để xếp hàng theo cột đó.", "Press the name of a column to order the rows by it.";
    not_crossed: "Chỉ tiêu này không chia được theo hai tiêu thức.", "This indicator cannot be broken down by two dimensions.";
    not_for_you: "Tài khoản này xem được các bảng số liệu có sẵn. Bảng tự chọn tiêu thức dành cho người kiểm tra và người tổng hợp.",
        "This account sees the tables that are made for everybody. Tables of one’s own choice are for reviewers and coordinators.";
    failed: "Không tính được số liệu từ đợt này. Xin báo người quản trị.",
        "The figures of this round could not be computed. Please tell the administrator.";
}

/// The day figures are of.
pub fn as_of(language: Language, date: &str) -> String {
    match language {
        Language::Vi => format!("chốt {date}"),
        Language::En => format!("as of {date}"),
    }
}

/// From how many forms the figures are computed.
pub fn from_forms(language: Language, count: &str) -> String {
    match language {
        Language::Vi => format!("tính từ {count} phiếu"),
        Language::En => format!("computed from {count} forms"),
    }
}

/// How far a computation is.
pub fn computing_step(language: Language, done: &str, all: &str) -> String {
    match language {
        Language::Vi => format!("Đang đọc phiếu… {done}/{all}"),
        Language::En => format!("Reading forms… {done}/{all}"),
    }
}

/// The heading of a breakdown.
pub fn by(language: Language, dimension: &str) -> String {
    match language {
        Language::Vi => format!("Chia theo: {dimension}"),
        Language::En => format!("By: {dimension}"),
    }
}

/// The button that leaves one group of a filter.
pub fn leave_filter(language: Language, group: &str) -> String {
    match language {
        Language::Vi => format!("Bỏ lọc: {group}"),
        Language::En => format!("Leave the filter: {group}"),
    }
}

/// What a map of tiles is, for those who do not see it.
pub fn map(language: Language, indicator: &str, dimension: &str) -> String {
    match language {
        Language::Vi => {
            format!("Bản đồ ô: {indicator}, chia theo {dimension}. Ô càng đậm, số càng lớn.")
        }
        Language::En => {
            format!("Map of tiles: {indicator}, by {dimension}. The darker, the higher.")
        }
    }
}

/// What a chart is, for those who do not see it.
pub fn chart(language: Language, indicator: &str, dimension: &str) -> String {
    match language {
        Language::Vi => {
            format!("Biểu đồ: {indicator}, chia theo {dimension}. Bảng bên cạnh có cùng số liệu.")
        }
        Language::En => {
            format!("Chart: {indicator}, by {dimension}. The table beside it has the same figures.")
        }
    }
}

/// Whose responses are listed.
pub fn only_group(language: Language, dimension: &str, group: &str) -> String {
    match language {
        Language::Vi => format!("Chỉ các phiếu có {dimension}: {group}."),
        Language::En => format!("Only forms with {dimension}: {group}."),
    }
}

/// Under the tables: answers to an earlier version of a form that do not count.
pub fn retyped(language: Language, question: &str, count: &str) -> String {
    match language {
        Language::Vi => format!(
            "Câu “{question}” đã đổi kiểu trả lời so với mẫu phiếu trước: {count} câu trả lời cũ không được tính."
        ),
        Language::En => format!(
            "“{question}” was a question of another type in an earlier version of the form: {count} earlier answers do not count."
        ),
    }
}

/// Where the figures come from, under a table.
pub fn source(language: Language, forms: &str, date: &str) -> String {
    match language {
        Language::Vi => format!("Nguồn: {forms} phiếu; chốt {date}."),
        Language::En => format!("Source: {forms} forms; as of {date}."),
    }
}
