//! Signing in by an OpenID provider: what somebody sees who comes back from it.

use maud::html;
use sohoi_text::Language;

use crate::frame::{Frame, page};

/// Why somebody did not get in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refused {
    /// This browser began no such sign-in, or it was too long ago, or it was used.
    Unknown,
    /// Too many were begun.
    TooMany,
    /// The provider does not answer.
    Away,
    /// The provider refused, or what it said is not to be trusted.
    Provider,
    /// The account is suspended.
    Suspended,
    /// No account is linked to who it is.
    NotLinked {
        /// What the provider calls the person.
        subject: String,
        /// The verified address.
        email: Option<String>,
    },
}

impl Refused {
    /// In a sentence.
    pub const fn words(&self, language: Language) -> &'static str {
        match (self, language) {
            (Self::Unknown, Language::Vi) => {
                "Lần đăng nhập này đã quá lâu, đã dùng rồi, hoặc bắt đầu ở trình duyệt khác. Xin làm lại từ đầu."
            }
            (Self::Unknown, Language::En) => {
                "This sign-in was begun too long ago, was used already, or was begun in another browser. Please begin again."
            }
            (Self::TooMany, Language::Vi) => {
                "Có quá nhiều lần đăng nhập từ mạng này. Xin chờ một phút rồi thử lại."
            }
            (Self::TooMany, Language::En) => {
                "There were too many sign-ins from this network. Please wait a minute and try again."
            }
            (Self::Away, Language::Vi) => {
                "Hiện chưa kết nối được nơi đăng nhập. Xin thử lại sau, hoặc đăng nhập bằng mật khẩu."
            }
            (Self::Away, Language::En) => {
                "The place to sign in cannot be reached now. Please try again later, or sign in with your password."
            }
            (Self::Provider, Language::Vi) => {
                "Nơi đăng nhập không xác nhận lần đăng nhập này. Xin thử lại, hoặc đăng nhập bằng mật khẩu."
            }
            (Self::Provider, Language::En) => {
                "The place to sign in did not confirm this sign-in. Please try again, or sign in with your password."
            }
            (Self::Suspended, _) => crate::sign_in::suspended(language),
            (Self::NotLinked { .. }, Language::Vi) => {
                "Chưa có tài khoản Sổ Hội nào được nối với bạn. Xin gửi cho người quản trị dòng dưới đây."
            }
            (Self::NotLinked { .. }, Language::En) => {
                "No account of Sổ Hội is linked to you. Please send the administrator the line below."
            }
        }
    }
}

/// The title of the page for who did not get in.
pub const fn refused_title(language: Language) -> &'static str {
    match language {
        Language::Vi => "Chưa đăng nhập được",
        Language::En => "You are not signed in",
    }
}

/// Why somebody did not get in, and the way back; the frame says why.
pub fn refused(frame: &Frame, provider: &str, sign_in: &str, why: &Refused) -> String {
    let language = frame.language;
    page(
        frame,
        &html! {
            @if let Refused::NotLinked { subject, email } = why {
                dl class="facts" {
                    @if let Some(email) = email {
                        dt { (language.pick("Thư điện tử", "E-mail")) }
                        dd { (email) }
                    }
                    dt { (language.pick("Mã người dùng ở ", "Code of the user at ")) (provider) }
                    dd { code { (subject) } }
                }
            }
            p { a class="button" href=(sign_in) { (language.pick("Về trang đăng nhập", "Back to signing in")) } }
        },
    )
}

/// The title of the page for who got in.
pub const fn entered_title(language: Language) -> &'static str {
    match language {
        Language::Vi => "Đã đăng nhập",
        Language::En => "You are signed in",
    }
}

/// For who got in: the page goes on by itself, and by a link where it does not.
pub fn entered(frame: &Frame, back: &str) -> String {
    let language = frame.language;
    page(
        frame,
        &html! { p { a class="button is-primary" href=(back) { (language.pick("Tiếp tục", "Go on")) } } },
    )
}
