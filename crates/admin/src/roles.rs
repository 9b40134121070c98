//! What the roles are called.

use sohoi_sync::Role;
use sohoi_text::Language;

/// The name of a role.
pub const fn role_name(role: Role, language: Language) -> &'static str {
    match (role, language) {
        (Role::Field, Language::Vi) => "Cán bộ nhập phiếu",
        (Role::Field, Language::En) => "Field staff",
        (Role::Association, Language::Vi) => "Hội",
        (Role::Association, Language::En) => "Association",
        (Role::Reviewer, Language::Vi) => "Người kiểm tra",
        (Role::Reviewer, Language::En) => "Reviewer",
        (Role::Approver, Language::Vi) => "Người duyệt",
        (Role::Approver, Language::En) => "Approver",
        (Role::Coordinator, Language::Vi) => "Người tổng hợp",
        (Role::Coordinator, Language::En) => "Coordinator",
        (Role::Admin, Language::Vi) => "Người quản trị",
        (Role::Admin, Language::En) => "Administrator",
    }
}

/// What somebody with this role does, in a few words.
pub const fn role_task(role: Role, language: Language) -> &'static str {
    match (role, language) {
        (Role::Field, Language::Vi) => "Điền phiếu thay các hội của đơn vị.",
        (Role::Field, Language::En) => "Fills in for the associations of a unit.",
        (Role::Association, Language::Vi) => "Điền phiếu của hội mình.",
        (Role::Association, Language::En) => "Fills in for one association.",
        (Role::Reviewer, Language::Vi) => "Kiểm tra và trả lại phiếu trong đơn vị.",
        (Role::Reviewer, Language::En) => "Checks and returns responses within a unit.",
        (Role::Approver, Language::Vi) => "Kiểm tra, trả lại và duyệt phiếu trong đơn vị.",
        (Role::Approver, Language::En) => "Checks, returns and approves within a unit.",
        (Role::Coordinator, Language::Vi) => {
            "Duyệt phiếu, xem kết quả, quản lý sổ hội và lời mời trong đơn vị."
        }
        (Role::Coordinator, Language::En) => {
            "Approves, reads results, keeps the register and invitations within a unit."
        }
        (Role::Admin, Language::Vi) => "Quản lý tài khoản và máy chủ; xem được tất cả.",
        (Role::Admin, Language::En) => "Looks after accounts and the server; sees everything.",
    }
}
