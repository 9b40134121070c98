//! The pages of associations: figures beside those of their kind, and all pages of a unit.

use crate::Language;

messages! {
    title: "Trang của từng hội", "A page for each association";
    print_pages: "Trang của từng hội, để in cả đơn vị", "A page for each association, to print a whole unit";
    explained: "Mỗi hội có phiếu được tính là một trang A4, theo thứ tự trong sổ hội.",
        "An A4 page for each association whose form counts, in the order of the register.";
    unit: "Đơn vị", "Unit";
    no_unit: "Chọn đơn vị", "Choose a unit";
    print_all: "In tất cả các trang", "Print all pages";
    nobody: "Đơn vị này chưa có hội nào có phiếu được tính.",
        "No association of this unit has a form that counts yet.";
    not_for_you: "Các trang này dành cho người kiểm tra và người tổng hợp.",
        "These pages are for reviewers and coordinators.";
    no_portraits: "Đợt này không có trang của từng hội.", "This round has no such pages.";
    left_out: "Chưa dựng được trang của:", "There is no page yet of:";
    beside: "So với các hội cùng loại", "Beside those of the same kind";
    figure: "Số liệu", "Figure";
    own: "Hội này", "This one";
    median: "Trung vị", "Median";
    values: "Số hội", "Number";
    too_few_values: "quá ít", "too few";
    comparing: "Đang tính trung vị của các hội cùng loại…", "Computing the medians of the same kind…";
    no_medians: "Chưa tính được trung vị trên máy này.", "The medians cannot be computed on this device yet.";
    this_account: "tài khoản này", "this account";
}

/// What medians are of: `group` with how many responses of it, in which `place`.
pub fn medians_of(
    language: Language,
    group: &str,
    counted: &str,
    population: &str,
    place: &str,
) -> String {
    match language {
        Language::Vi => format!("{group}. {place}: {counted} phiếu được tính. {population}."),
        Language::En => format!("{group}. {place}: {counted} forms count. {population}."),
    }
}

/// That there are no medians of so few.
pub fn too_few(language: Language, least: &str) -> String {
    match language {
        Language::Vi => {
            format!("Chưa đủ {least} hội cùng loại có phiếu được tính nên không nêu trung vị.")
        }
        Language::En => {
            format!("Fewer than {least} of the same kind count, so no medians are told.")
        }
    }
}

/// Where a page comes from.
pub fn source(language: Language, round: &str, cutoff: &str) -> String {
    match language {
        Language::Vi => format!("Nguồn: phiếu của hội, {round}. Số liệu chốt ngày {cutoff}."),
        Language::En => format!("Source: the form of the association, {round}. As of {cutoff}."),
    }
}

/// A unit with how many pages it has.
pub fn unit_pages(language: Language, unit: &str, pages: &str) -> String {
    match language {
        Language::Vi => format!("{unit} ({pages} trang)"),
        Language::En => format!("{unit} (pages: {pages})"),
    }
}

/// How many pages are built, of how many.
pub fn building(language: Language, done: &str, all: &str) -> String {
    match language {
        Language::Vi => format!("Đang dựng trang {done}/{all}…"),
        Language::En => format!("Building page {done} of {all}…"),
    }
}

/// That all pages are there.
pub fn whole(language: Language, pages: &str) -> String {
    match language {
        Language::Vi => format!("Đủ {pages} trang, có thể in."),
        Language::En => format!("All pages ({pages}) are there and can be printed."),
    }
}
