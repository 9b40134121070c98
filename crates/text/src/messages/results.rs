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
    without_group: "Không rõ", "Not stated";
    parts: "Tử số/mẫu số", "Numerator/denominator";
    register_progress: "Tiến độ so với sổ hội", "Progress against the register";
    register_explained: "Số phiếu đã nộp trên số hội, cơ quan có tên trong sổ hội.",
        "Forms submitted, of the associations and authorities in the register.";
    coverage: "Tỷ lệ bao phủ theo sổ của cơ quan quản lý", "Coverage against the authorities’ books";
    coverage_explained: "Số hội có phiếu trên số hội do cơ quan quản lý kê khai; khác với tiến độ so với sổ hội.",
        "Forms against the associations that the authorities count; not the same as progress against the register.";
    themes: "Bảng theo chủ đề", "Tables by theme";
    no_figures: "Chưa có phiếu nào để tính.", "There are no forms to compute from yet.";
    no_round: "Chưa có đợt sơ kết trên máy này. Số liệu sẽ có sau khi máy liên lạc được với máy chủ lần đầu.",
        "There is no review round on this device yet. It comes with the first exchange with the server.";
    not_here: "Các chỉ tiêu đang được tải về máy này. Nếu chưa có mạng, máy sẽ tự tải khi liên lạc được với máy chủ.",
        "The indicators are on their way to this device. Without a network they come once the server can be reached.";
    no_denominator: "Dấu “-” nghĩa là mẫu số bằng 0 hoặc chưa có giá trị.", "“-” means that the denominator is 0 or nothing has a value.";
    not_broken_down: "không chia theo cách này", "not broken down this way";
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
        Language::Vi => format!("Đang tính… {done}/{all}"),
        Language::En => format!("Computing… {done}/{all}"),
    }
}

/// How many forms could not take part because their form version is not on the device.
pub fn left_out(language: Language, count: &str) -> String {
    match language {
        Language::Vi => format!("{count} phiếu theo mẫu máy này chưa có nên chưa tính."),
        Language::En => format!("{count} forms of a version that this device lacks are left out."),
    }
}

/// Where the figures come from, under a table.
pub fn source(language: Language, forms: &str, date: &str) -> String {
    match language {
        Language::Vi => format!("Nguồn: {forms} phiếu; chốt {date}."),
        Language::En => format!("Source: {forms} forms; as of {date}."),
    }
}
