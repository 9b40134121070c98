//! The register: what it says, and associations that it lacks.

use crate::Language;

messages! {
    title: "Đối chiếu sổ hội", "The register";
    link: "Hội chưa có trong sổ, đối chiếu sổ hội", "Associations not in the register, and what differs from it";
    from_register: "Theo sổ hội.", "From the register.";
    if_wrong: "Nếu sổ sai, cứ để câu trả lời của hội; người kiểm tra sẽ đối chiếu.",
        "If the register is wrong, keep the association’s answer; the reviewer will compare.";
    differs: "Khác sổ hội", "Differs from the register";
    blank: "để trống", "blank";
    not_in_register: "chưa có trong sổ", "not in the register yet";
    unit: "Đơn vị", "Unit";
    all_units: "Mọi đơn vị", "All units";
    add_title: "Thêm hội chưa có trong sổ", "Add an association that is not in the register";
    add_intro: "Hội được ghi tạm trên máy này và làm phiếu được ngay, kể cả khi không có mạng. Người kiểm tra sẽ xác nhận sau.",
        "The association is kept provisionally on this device and its form can be filled in at once, without network too. The reviewer confirms it later.";
    name: "Tên hội", "Name of the association";
    kind: "Loại đối tượng", "Kind";
    choose: "Chọn…", "Choose…";
    maybe_known: "Có thể đã có trong sổ:", "Maybe in the register already:";
    add: "Thêm hội", "Add the association";
    added: "Đã thêm. Phiếu của hội có trong danh sách việc.", "Added. Its form is on the work list.";
    none_alike: "Không có hội nào trong sổ giống tên ở ô trên. Có thể sửa tên để tìm hội khác.",
        "No association in the register is like the name above. Change the name to find another one.";
    not_saved: "Chưa lưu được trên máy này. Xin thử lại.", "Could not be saved on this device. Please try again.";
    form_missing: "Mẫu phiếu đang được tải về máy; xin thử lại khi có mạng.", "The form is being fetched; please try again with network.";
    provisional_title: "Hội chưa có trong sổ", "Associations not in the register yet";
    provisional_none: "Không có hội nào chờ xác nhận.", "No association waits to be confirmed.";
    provisional_figures: "Phiếu của các hội này được tính vào số tạm tính; chưa tính vào số đã duyệt và tiến độ theo sổ cho đến khi được xác nhận.",
        "Forms of these associations count in provisional figures; not in approved figures nor in progress against the register until they are confirmed.";
    is_new: "Là hội mới, mã trong sổ:", "It is new; its code in the register:";
    confirm_new: "Xác nhận là hội mới", "Confirm as new";
    is_same: "Hoặc là hội đã có trong sổ:", "Or it is one in the register already:";
    find_same: "Tìm theo tên hoặc mã", "Search by name or code";
    same: "Cùng là hội này", "Same as this one";
    on_its_way: "Đã xác nhận trên máy này; có hiệu lực khi gửi lên máy chủ.", "Confirmed on this device; takes effect once it is sent.";
    code_taken: "Mã này đã có trong sổ. Xin chọn mã khác, hoặc chọn hội mang mã này ở dưới.",
        "The register has this code already. Please take another one, or choose that association below.";
    said_before: "Người khác đã xác nhận hội này trước; giữ theo người đó.", "Somebody else confirmed it before; theirs stands.";
    not_taken: "Máy chủ không nhận việc này; xin báo người tổng hợp.", "The server did not take this; please tell the coordinator.";
    findings_title: "Phiếu trả lời khác sổ hội", "Forms that differ from the register";
    findings_none: "Không phiếu nào khác sổ hội.", "No form differs from the register.";
    findings_intro: "Người được xem phiếu vẫn theo sổ hội, dù câu trả lời khác.", "Who sees a form follows the register, whatever its answers say.";
    next_title: "Làm tiếp", "What comes next";
    others_rest: "Các hội còn lại trong đơn vị này do người khác đang làm.", "The others of this unit are being filled in by somebody else.";
}

/// What is still wanting before an association can be added.
pub fn wanting(language: Language, fields: &[String]) -> String {
    let fields = fields.join(", ");
    match language {
        Language::Vi => format!("Còn thiếu: {fields}."),
        Language::En => format!("Still wanting: {fields}."),
    }
}

/// What the register says where an answer differs.
pub fn register_says(language: Language, value: &str) -> String {
    match language {
        Language::Vi => ["Sổ hội ghi: ", value, "."].concat(),
        Language::En => ["The register says: ", value, "."].concat(),
    }
}

/// Both values of a finding.
pub fn both(language: Language, register: &str, answer: &str) -> String {
    match language {
        Language::Vi => ["Sổ hội ghi: ", register, " · Phiếu ghi: ", answer].concat(),
        Language::En => ["Register: ", register, " · Form: ", answer].concat(),
    }
}

/// The way to the next association of a unit; its name follows.
pub fn next(language: Language, unit: &str) -> String {
    match language {
        Language::Vi => ["Hội tiếp theo trong ", unit, ": "].concat(),
        Language::En => ["Next in ", unit, ": "].concat(),
    }
}

/// Everything of a unit is handed in.
pub fn all_done(language: Language, unit: &str) -> String {
    match language {
        Language::Vi => ["Mọi hội trong ", unit, " đã nộp phiếu."].concat(),
        Language::En => ["Every association in ", unit, " has handed in its form."].concat(),
    }
}

/// How many forms an association has.
pub fn forms(language: Language, count: &str) -> String {
    match language {
        Language::Vi => [count, " phiếu"].concat(),
        Language::En => ["forms: ", count].concat(),
    }
}
