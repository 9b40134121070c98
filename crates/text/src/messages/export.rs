//! The headings and words of exported files, and of choosing one.

use crate::Language;

messages! {
    theme: "Nhóm chỉ tiêu", "Theme";
    code: "Mã", "Code";
    indicator: "Chỉ tiêu", "Indicator";
    unit: "Đơn vị tính", "Unit";
    broken_down_by: "Chia theo", "Broken down by";
    group: "Nhóm", "Group";
    group_code: "Mã nhóm", "Group code";
    value: "Giá trị", "Value";
    numerator: "Tử số (a)", "Numerator (a)";
    denominator: "Mẫu số (b)", "Denominator (b)";
    population: "Số liệu gồm", "Figures include";
    cutoff: "Ngày chốt số liệu", "Cut-off date";
    progress: "Tiến độ so với sổ", "Progress against the register";
    kind_of_data: "Tính chất số liệu", "Kind of data";
    remark: "Ghi chú", "Remark";
    demonstration: "dữ liệu minh họa", "demonstration data";
    demonstration_note: "Dữ liệu minh họa: các phiếu do máy tạo ra, không phải số liệu thật.",
        "Demonstration data: the forms are made up; these are not real figures.";
    publication: "Công bố", "Publication";
    published: "bản công bố", "published form";
    overview: "Tổng quan", "Overview";
    all_figures: "Tất cả số liệu", "All figures";
    place: "Phạm vi", "Area";
    period: "Kỳ sơ kết", "Review period";
    made: "Xuất tệp", "File made";
    kind_of_subject: "Đối tượng", "Who fills in";
    forms_counted: "Số phiếu được tính", "Forms counted";
    in_register: "Có trong sổ hội", "In the register";
    contents: "Mục lục", "Contents";
    sheet: "Trang tính", "Sheet";
    indicators: "Số chỉ tiêu", "Indicators";
    reading: "Dấu “-”: mẫu số bằng 0 hoặc chưa có giá trị. Ô trống: chỉ tiêu không chia theo cách này.",
        "“-”: the denominator is 0 or nothing has a value. Empty: the indicator is not broken down this way.";
    definitions: "Cách tính các chỉ tiêu", "How the indicators are made up";
    count_of: "số", "number of";
    sum_of: "tổng của", "sum of";
    mean_of: "bình quân của", "mean of";
    median_of: "trung vị của", "median of";
    rows_of: "các dòng của bảng", "rows of the table";
    rows_where: "ở dòng có", "in rows where";
    forms_where: "ở phiếu có", "in forms where";
    blank: "(bỏ trống)", "(blank)";
    and: "và", "and";
    or: "hoặc", "or";
    export: "Xuất tệp", "Export";
    figures_workbook: "Số liệu (Excel)", "Figures (Excel)";
    published_workbook: "Số liệu công bố, che số nhỏ (Excel)", "Figures for publication, small counts hidden (Excel)";
    proposals_workbook: "Khó khăn, kiến nghị theo nhóm (Excel)", "Proposals by group (Excel)";
    file_published: "so-lieu-cong-bo", "published-figures";
    file_proposals: "kien-nghi", "proposal-groups";
    figures_csv: "Số liệu (CSV)", "Figures (CSV)";
    responses_workbook: "Phiếu (Excel)", "Forms (Excel)";
    responses_long: "Phiếu – dạng dọc (CSV)", "Forms – one answer a line (CSV)";
    dictionary_csv: "Từ điển dữ liệu (CSV)", "Data dictionary (CSV)";
    for_programs: "Cho phần mềm khác: JSON, SPSS, R", "For other programs: JSON, SPSS, R";
    figures_json: "Số liệu (JSON)", "Figures (JSON)";
    answers_json: "Phiếu – dạng dọc (JSON)", "Forms – one answer an object (JSON)";
    dictionary_json: "Từ điển dữ liệu (JSON)", "Data dictionary (JSON)";
    making: "Đang tạo tệp…", "Making the file…";
    failed: "Không tạo được tệp. Xin tải lại trang rồi thử lại; nếu vẫn không được, xin báo người quản trị.",
        "The file could not be made. Please reload the page and try again; if that does not help, please tell the administrator.";
    failed_not_here: "Chưa tạo được tệp: các chỉ tiêu hoặc mẫu phiếu chưa có đủ trên máy này. Xin thử lại sau khi máy liên lạc được với máy chủ.",
        "The file cannot be made yet: indicators or forms are still missing on this device. Please try again after an exchange with the server.";
    failed_storage: "Không đọc được dữ liệu trên máy này. Xin tải lại trang rồi thử lại.",
        "The data on this device could not be read. Please reload the page and try again.";
    failed_too_large: "Dữ liệu vượt quá cỡ của một trang tính Excel. Xin xuất tệp CSV.",
        "There is more than an Excel sheet can hold. Please export CSV.";
    failed_round: "Không tính được số liệu từ đợt này. Xin báo người quản trị.",
        "The figures of this round could not be computed. Please tell the administrator.";
    file_figures: "so-lieu", "figures";
    file_responses: "phieu", "forms";
    file_wide: "phieu-dang-bang", "forms-wide";
    file_long: "phieu-dang-doc", "forms-long";
    file_dictionary: "tu-dien", "dictionary";
    file_provisional: "tam-tinh", "provisional";
    file_approved: "da-duyet", "approved";
    dictionary: "Từ điển dữ liệu", "Data dictionary";
    response: "Mã phiếu trả lời", "Response";
    subject: "Mã đối tượng trong sổ hội", "Code in the register";
    subject_name: "Tên hội, cơ quan", "Name of the association or authority";
    unit_code: "Mã đơn vị", "Unit code";
    unit_name: "Đơn vị", "Unit";
    unit_level: "Cấp", "Level";
    form: "Mẫu phiếu", "Form";
    form_version: "Phiên bản mẫu phiếu", "Form version";
    form_hash: "Mã băm của mẫu phiếu", "Hash of the form";
    state: "Trạng thái", "State";
    author: "Người lập phiếu", "Started by";
    answered_at: "Lần trả lời gần nhất", "Last answer";
    moved_by: "Người chuyển trạng thái", "State changed by";
    made_of: "Cộng từ", "Added up from";
    not_signed: "chưa ký", "not signed";
    not_sealed: "không niêm phong", "not sealed";
    own_responses: "phiếu của chính đơn vị", "its own forms";
    all_together: "Tổng cộng", "All together";
    proposals: "Khó khăn, kiến nghị", "Difficulties and proposals";
    proposal_groups: "Nhóm kiến nghị", "Groups of proposals";
    proposal_group: "Nhóm kiến nghị (câu tiêu biểu)", "Group (its most typical proposal)";
    addressee: "Nơi nhận kiến nghị", "Addressee";
    asking: "Số hội, cơ quan nêu", "How many ask";
    quotation: "Trích nguyên văn", "Quotation";
    quotations: "Trích nguyên văn", "Quotations";
    quotation_count: "Số câu trích", "Quotations";
    moved_at: "Lúc chuyển trạng thái", "State changed at";
}

/// The day on which a file is made.
pub fn made_on(language: Language, date: &str) -> String {
    match language {
        Language::Vi => format!("ngày {date}"),
        Language::En => format!("on {date}"),
    }
}

/// Where the figures come from, under a table.
pub fn source(language: Language, forms: &str, date: &str) -> String {
    match language {
        Language::Vi => format!("Nguồn: {forms} phiếu, tính đến ngày {date}."),
        Language::En => format!("Source: {forms} forms, as of {date}."),
    }
}

/// How many figures are hidden in what is published, and why: the same words for small counts and for
/// those that would tell them, since the difference would tell how small they are.
pub fn hidden_note(language: Language, count: usize, smallest: u32) -> String {
    match language {
        Language::Vi => format!(
            "Dấu “…”: che {count} số liệu (ít hơn {smallest} người, hoặc từ đó tính ra được số như thế)."
        ),
        Language::En if count == 1 => format!(
            "“…”: 1 figure is hidden (of fewer than {smallest} persons, or telling such a count)."
        ),
        Language::En => format!(
            "“…”: {count} figures are hidden (of fewer than {smallest} persons, or telling such a count)."
        ),
    }
}

/// How many forms could not take part because their form version is not here.
pub fn left_out(language: Language, count: &str) -> String {
    match language {
        Language::Vi => format!("Chưa tính {count} phiếu theo mẫu mà máy này chưa có."),
        Language::En => format!("{count} forms of a version that is not here are left out."),
    }
}

/// How many forms there are of the lines of the register. The word behind keeps spreadsheets from
/// reading `5/12` as a date.
pub fn forms_of_lines(language: Language, forms: usize, lines: usize) -> String {
    match language {
        Language::Vi => format!("{forms}/{lines} phiếu"),
        Language::En => format!("{forms}/{lines} forms"),
    }
}

/// The responses of a form, one line a response.
pub fn responses_wide(language: Language, form: &str) -> String {
    match language {
        Language::Vi => format!("Phiếu – dạng bảng (CSV): {form}"),
        Language::En => format!("Forms – one form a line (CSV): {form}"),
    }
}

/// The responses of a form, one object a response.
pub fn responses_json(language: Language, form: &str) -> String {
    match language {
        Language::Vi => format!("Phiếu – dạng bảng (JSON): {form}"),
        Language::En => format!("Forms – one form an object (JSON): {form}"),
    }
}

/// A script that reads the responses of a form into a program, from a CSV file of its id.
pub fn syntax_file(language: Language, program: &str, id: &str, form: &str) -> String {
    match language {
        Language::Vi => format!("Tệp lệnh {program}, đọc {id}.csv (phiếu dạng bảng): {form}"),
        Language::En => format!("{program} script that reads {id}.csv (one form a line): {form}"),
    }
}

/// How many aggregates figures were added up from, and how many of these are not signed.
pub fn added_up(language: Language, files: usize, unsigned: usize) -> String {
    let mut text = match language {
        Language::Vi => format!("cộng từ {files} tệp số liệu tổng hợp"),
        Language::En => format!("added up from {files} aggregates"),
    };
    if unsigned > 0 {
        text += &match language {
            Language::Vi => format!(", {unsigned} tệp {}", not_signed(language)),
            Language::En => format!(", {unsigned} {}", not_signed(language)),
        };
    }
    text
}

/// How many forms a part has, and its progress against the register there, e.g. `157/195`.
pub fn forms_and_progress(language: Language, forms: &str, progress: &str) -> String {
    match language {
        Language::Vi => format!("{forms} phiếu, tiến độ {progress}"),
        Language::En => format!("{forms} forms, progress {progress}"),
    }
}

/// How many forms there are.
pub fn forms(language: Language, forms: &str) -> String {
    match language {
        Language::Vi => format!("{forms} phiếu"),
        Language::En => format!("{forms} forms"),
    }
}

/// Whose signature a file has, by the fingerprint of the key.
pub fn signed_by(language: Language, fingerprint: &str) -> String {
    match language {
        Language::Vi => format!("chữ ký {fingerprint}"),
        Language::En => format!("signed {fingerprint}"),
    }
}

/// Units whose files, inside another one, are not signed.
pub fn not_signed_inside(language: Language, units: &str) -> String {
    match language {
        Language::Vi => format!("trong đó chưa ký: {units}"),
        Language::En => format!("not signed in it: {units}"),
    }
}

/// A file was made and handed over.
pub fn file_made(language: Language, name: &str) -> String {
    match language {
        Language::Vi => format!("Đã tạo tệp {name}."),
        Language::En => format!("The file {name} is made."),
    }
}
