//! The pages that the navigation leads to, and for whom.

use sohoi_sync::Role;
use sohoi_text::Language;

/// A page of the navigation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// What one can do here.
    Overview,
    /// The associations.
    Register,
    /// Who may sign in.
    Accounts,
    /// Which associations are invited.
    Invitations,
    /// What exchanges with the server.
    Devices,
    /// What people did.
    Audit,
}

impl Place {
    /// In the order of the navigation.
    pub const ALL: &'static [Self] = &[
        Self::Overview,
        Self::Register,
        Self::Invitations,
        Self::Accounts,
        Self::Devices,
        Self::Audit,
    ];

    /// Its address.
    pub const fn address(self) -> &'static str {
        match self {
            Self::Overview => "/admin",
            Self::Register => "/admin/register",
            Self::Accounts => "/admin/accounts",
            Self::Invitations => "/admin/invitations",
            Self::Devices => "/admin/devices",
            Self::Audit => "/admin/audit",
        }
    }

    /// Its name in the navigation.
    pub const fn name(self, language: Language) -> &'static str {
        match (self, language) {
            (Self::Overview, Language::Vi) => "Tổng quan",
            (Self::Overview, Language::En) => "Overview",
            (Self::Register, Language::Vi) => "Danh sách hội",
            (Self::Register, Language::En) => "Register",
            (Self::Accounts, Language::Vi) => "Tài khoản",
            (Self::Accounts, Language::En) => "Accounts",
            (Self::Invitations, Language::Vi) => "Mã mời",
            (Self::Invitations, Language::En) => "Invitations",
            (Self::Devices, Language::Vi) => "Máy",
            (Self::Devices, Language::En) => "Devices",
            (Self::Audit, Language::Vi) => "Nhật ký",
            (Self::Audit, Language::En) => "Audit",
        }
    }

    /// What one does there, in a sentence.
    pub const fn task(self, language: Language) -> &'static str {
        match (self, language) {
            (Self::Overview, Language::Vi) => "Những việc làm được ở đây.",
            (Self::Overview, Language::En) => "What can be done here.",
            (Self::Register, Language::Vi) => {
                "Thêm, đổi tên, sáp nhập, giải thể, chuyển hội; nhập và tải danh sách; xác nhận hội cơ sở bổ sung."
            }
            (Self::Register, Language::En) => {
                "Add, rename, merge, dissolve and move associations; import and export; confirm what the field added."
            }
            (Self::Accounts, Language::Vi) => {
                "Cấp tài khoản cho cán bộ và các hội, tạm khóa, đặt lại mật khẩu, chuyển đơn vị."
            }
            (Self::Accounts, Language::En) => {
                "Give accounts to staff and associations, suspend them, reset passwords, move them."
            }
            (Self::Invitations, Language::Vi) => {
                "Mời các hội chưa có tài khoản: in mã, xem hội nào đã vào, đã nộp phiếu."
            }
            (Self::Invitations, Language::En) => {
                "Invite associations without an account: print codes, see who came in and handed in."
            }
            (Self::Devices, Language::Vi) => {
                "Xem máy nào đang dùng, lần cuối gửi nhận; chặn máy bị mất."
            }
            (Self::Devices, Language::En) => {
                "See which devices are in use and when they came last; stop a lost one."
            }
            (Self::Audit, Language::Vi) => "Xem ai đã làm gì trên máy chủ, từ khi nào.",
            (Self::Audit, Language::En) => "See who did what to the server, and when.",
        }
    }

    /// Whether somebody with this role may open it. The handlers ask on their own; this is for
    /// showing no ways that are closed.
    pub const fn is_open_to(self, role: Role) -> bool {
        match self {
            Self::Overview | Self::Register | Self::Invitations => {
                matches!(role, Role::Coordinator | Role::Admin)
            }
            Self::Accounts | Self::Devices | Self::Audit => matches!(role, Role::Admin),
        }
    }
}
