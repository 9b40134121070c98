//! Pages for what cannot be shown.

use maud::html;
use sohoi_text::Language;

use crate::frame::{Frame, page};
use crate::place::Place;

/// Why there is nothing to see.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// The role does not open this page.
    NotForRole,
    /// Another page sent this form.
    ForeignPage,
    /// There is no such page or thing.
    Unknown,
    /// What was sent cannot be read.
    Unreadable,
    /// The server has a problem.
    Trouble,
}

impl Refusal {
    /// The title of its page.
    pub const fn title(self, language: Language) -> &'static str {
        match (self, language) {
            (Self::NotForRole, Language::Vi) => "Trang này dành cho người khác",
            (Self::NotForRole, Language::En) => "This page is for others",
            (Self::ForeignPage, Language::Vi) => "Yêu cầu này không đến từ trang quản trị",
            (Self::ForeignPage, Language::En) => "This did not come from a page of administration",
            (Self::Unknown, Language::Vi) => "Không có trang này",
            (Self::Unknown, Language::En) => "There is no such page",
            (Self::Unreadable, Language::Vi) => "Không đọc được nội dung đã gửi",
            (Self::Unreadable, Language::En) => "What was sent cannot be read",
            (Self::Trouble, Language::Vi) => "Máy chủ đang có trục trặc",
            (Self::Trouble, Language::En) => "The server has a problem",
        }
    }

    const fn advice(self, language: Language) -> &'static str {
        match (self, language) {
            (Self::NotForRole, Language::Vi) => {
                "Tài khoản của bạn không mở được trang này. Nếu cần, xin liên hệ người quản trị."
            }
            (Self::NotForRole, Language::En) => {
                "Your account does not open it. If you need it, please ask the administrator."
            }
            (Self::ForeignPage, Language::Vi) => {
                "Chưa có gì thay đổi. Xin mở trang quản trị và làm lại từ đó."
            }
            (Self::ForeignPage, Language::En) => {
                "Nothing was changed. Please open the page of administration and do it from there."
            }
            (Self::Unknown, Language::Vi) => {
                "Có thể địa chỉ chưa đúng, hoặc mục này đã được chuyển."
            }
            (Self::Unknown, Language::En) => "The address may be wrong, or it was moved.",
            (Self::Unreadable, Language::Vi) => "Chưa có gì thay đổi. Xin quay lại và gửi lại.",
            (Self::Unreadable, Language::En) => {
                "Nothing was changed. Please go back and send it again."
            }
            (Self::Trouble, Language::Vi) => "Xin thử lại sau ít phút.",
            (Self::Trouble, Language::En) => "Please try again in a few minutes.",
        }
    }
}

/// The page; its title is the refusal's.
pub fn refused(frame: &Frame, refusal: Refusal) -> String {
    let language = frame.language;
    let role = frame.viewer.as_ref().map(|viewer| viewer.role);
    let has_overview = role.is_some_and(|role| Place::Overview.is_open_to(role));
    page(
        frame,
        &html! {
            p class="lead" { (refusal.advice(language)) }
            p class="buttons" {
                @if has_overview {
                    a class="button" href=(Place::Overview.address()) {
                        (Place::Overview.name(language))
                    }
                }
                a class="button" href="/" { (language.pick("Mở Sổ Hội", "Open the app")) }
            }
        },
    )
}
