//! Named lists: whom somebody has to see to, and what to do next.

use crate::Language;

messages! {
    title: "Danh sách theo dõi", "Lists to follow up";
    explained: "Hội, cơ quan cần đôn đốc, theo từng đơn vị, kèm việc cần làm tiếp.",
        "Associations and authorities to see to, by unit, with what to do next.";
    all_lists: "Tất cả danh sách", "All lists";
    next: "Việc cần làm tiếp", "Next step";
    name: "Tên hội, cơ quan", "Name";
    unit: "Đơn vị", "Unit";
    number: "TT", "No";
    phone: "Điện thoại", "Phone";
    form: "Phiếu", "Form";
    submitted: "Đã nộp, chưa duyệt", "Submitted, not approved yet";
    checked: "Đã kiểm tra, chưa duyệt", "Checked, not approved yet";
    list: "Danh sách", "List";
    count: "Số hội, cơ quan", "Number";
    group: "Nhóm đơn vị", "Group of units";
    nobody: "Không có hội, cơ quan nào trong danh sách này.", "Nobody is on this list.";
    no_forms: "Chưa có phiếu nào được tính, nên chưa lập được danh sách này.",
        "No form counts yet, so there is nothing to make this list of.";
    no_lists: "Đợt này không có danh sách theo dõi.", "This round has no lists.";
    unknown_list: "Đợt này không có danh sách đó.", "This round has no such list.";
    not_for_you: "Danh sách này dành cho người kiểm tra và người tổng hợp.",
        "These lists are for reviewers and coordinators.";
    workbook: "Danh sách theo dõi (Excel)", "Lists to follow up (Excel)";
    file_name: "danh-sach", "lists";
}

/// One list as CSV.
pub fn csv(language: Language, list: &str) -> String {
    match language {
        Language::Vi => format!("Danh sách (CSV): {list}"),
        Language::En => format!("List (CSV): {list}"),
    }
}

/// How many are on a list.
pub fn on_list(language: Language, count: &str) -> String {
    match language {
        Language::Vi => format!("{count} hội, cơ quan"),
        Language::En => format!("{count} on the list"),
    }
}
