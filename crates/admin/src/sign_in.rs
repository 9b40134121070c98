//! `/admin/sign-in`: for who is not signed in.

use maud::html;
use sohoi_text::Language;
use sohoi_text::messages::sign_in as words;

use crate::field::{Field, Typing, hidden};
use crate::frame::{Frame, page};
use crate::register::encoded;

/// The page. `name` is what was typed, `back` the address to go on to, `provider` by what else than a password
/// one may sign in.
pub fn sign_in(frame: &Frame, name: &str, back: &str, provider: Option<&str>) -> String {
    let language = frame.language;
    let name = Field {
        name: "name",
        label: words::name(language),
        value: name,
        ..Field::default()
    };
    let password = Field {
        name: "password",
        label: words::password(language),
        ..Field::default()
    };
    page(
        frame,
        &html! {
            form method="post" action="/admin/sign-in" class="is-slim" {
                (hidden("back", back))
                (name.line(Typing::Name))
                (password.line(Typing::Password))
                button class="button is-primary" type="submit" { (words::submit(language)) }
                p class="hint" { (words::forgotten(language)) }
            }
            @if let Some(provider) = provider {
                // No form: the content security policy lets none end at another place than this server.
                p {
                    a class="button" href={ "/admin/sign-in/openid?back=" (encoded(back)) } {
                        (language.pick("Đăng nhập bằng ", "Sign in with ")) (provider)
                    }
                }
            }
        },
    )
}

/// What somebody is told who knows the password of a suspended account.
pub const fn suspended(language: Language) -> &'static str {
    match language {
        Language::Vi => "Tài khoản này đang tạm khóa. Xin liên hệ người quản trị.",
        Language::En => "This account is suspended. Please ask the administrator.",
    }
}
