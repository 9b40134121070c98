//! `/admin/accounts/{name}`: one account with its devices and sign-ins.

use maud::{Markup, html};
use sohoi_text::Language;

use super::{Line, address, branch_name, suspended_badge};
use crate::devices;
use crate::field::{Field, Typing};
use crate::frame::{Frame, Tone, notice, page};
use crate::roles::role_name;
use crate::table::{Cell, Table};

/// What is known of an account.
#[derive(Clone, Debug)]
pub struct One {
    /// The account.
    pub line: Line,
    /// By what else than a password its person may sign in, where there is a provider.
    pub link: Option<Link>,
    /// Its new password, shown this once.
    pub secret: Option<String>,
    /// Its devices.
    pub devices: Vec<devices::Line>,
    /// Its last sign-ins, the last first.
    pub sign_ins: Vec<SignedIn>,
}

/// An account and an OpenID provider.
#[derive(Clone, Debug)]
pub struct Link {
    /// What people call the provider.
    pub provider: String,
    /// Who signs in by it as this account: a code or an address; nothing where nobody does.
    pub whom: Option<String>,
}

/// Somebody who tried to sign in.
#[derive(Clone, Debug)]
pub struct SignedIn {
    /// When, as people read it.
    pub at: String,
    /// From where.
    pub address: String,
    /// Browser and system.
    pub program: String,
    /// `ok`, `wrong` or `suspended`.
    pub outcome: &'static str,
}

/// The page.
pub fn one(frame: &Frame, one: &One) -> String {
    let language = frame.language;
    page(
        frame,
        &html! {
            @if let Some(secret) = &one.secret { (shown_once(language, secret)) }
            (facts(language, &one.line))
            (actions(language, &one.line))
            @if let Some(link) = &one.link { (linked(language, &one.line, link)) }
            h2 { (language.pick("Máy của tài khoản này", "Devices of this account")) }
            (devices::table(language, &one.devices, false))
            h2 { (language.pick("Các lần đăng nhập", "Sign-ins")) }
            (sign_ins(language, &one.sign_ins))
        },
    )
}

fn shown_once(language: Language, secret: &str) -> Markup {
    notice(
        Tone::Attention,
        &html! {
            h2 { (language.pick("Mật khẩu mới", "The new password")) }
            p { code class="secret" id="secret" { (secret) } }
            p {
                (language.pick(
                    "Mật khẩu chỉ hiện lần này. Xin ghi lại và trao tận tay hoặc đọc qua điện thoại cho người dùng.",
                    "It is shown only now. Please write it down and hand it over, or read it out on the telephone.",
                ))
            }
        },
    )
}

fn facts(language: Language, line: &Line) -> Markup {
    let standing = if line.is_suspended {
        suspended_badge(language)
    } else {
        html! { (language.pick("Đang dùng", "In use")) }
    };
    html! {
        dl class="facts" {
            dt { (language.pick("Tên đăng nhập", "Name")) }
            dd { (line.name) }
            dt { (language.pick("Vai trò", "Role")) }
            dd { (role_name(line.role, language)) }
            dt { (language.pick("Phạm vi", "Scope")) }
            dd { (line.scope) }
            dt { (language.pick("Khối", "Branch")) }
            dd { (branch_name(line.branches, language)) }
            dt { (language.pick("Tình trạng", "Standing")) }
            dd { (standing) }
        }
    }
}

fn actions(language: Language, line: &Line) -> Markup {
    let own = address(&line.name);
    let (end, words) = if line.is_suspended {
        ("resume", language.pick("Mở lại", "Resume"))
    } else {
        ("suspend", language.pick("Tạm khóa", "Suspend"))
    };
    html! {
        div class="buttons actions" {
            a class="button" href={ (own) "/move" } {
                (language.pick("Đổi vai trò, đơn vị", "Change role or unit"))
            }
            form method="post" action={ (own) "/reset" } {
                button class="button" type="submit" {
                    (language.pick("Đặt lại mật khẩu", "Reset the password"))
                }
            }
            form method="post" action={ (own) "/" (end) } {
                button class="button" type="submit" { (words) }
            }
        }
        p class="hint" {
            (language.pick(
                "Tạm khóa hoặc đặt lại mật khẩu: mọi phiên đăng nhập của tài khoản kết thúc ngay. Việc chưa gửi vẫn còn trên máy của người dùng.",
                "Suspending or a new password ends all sessions at once. Work that was not sent stays on the person's device.",
            ))
        }
    }
}

fn linked(language: Language, line: &Line, link: &Link) -> Markup {
    let own = address(&line.name);
    let whom = Field {
        name: "whom",
        label: language.pick("Nối với", "Link it to"),
        hint: language.pick(
            "Thư điện tử đã xác minh, hoặc mã người dùng mà trang báo khi người đó thử đăng nhập. Nối theo thư chỉ đến lần đăng nhập đầu tiên; sau đó theo mã.",
            "A verified e-mail, or the code that the page shows when the person tries to sign in. An e-mail counts until the first sign-in, the code from then on.",
        ),
        ..Field::default()
    };
    html! {
        h2 { (language.pick("Đăng nhập bằng ", "Signing in with ")) (link.provider) }
        @if let Some(whom) = &link.whom {
            p { (language.pick("Đang nối với ", "Linked to ")) code { (whom) } "." }
            form method="post" action={ (own) "/unlink" } class="actions" {
                button class="button" type="submit" { (language.pick("Bỏ nối", "Unlink")) }
            }
            p class="hint" {
                (language.pick(
                    "Bỏ nối: mọi phiên đăng nhập của tài khoản kết thúc ngay.",
                    "Unlinking ends all sessions of the account at once.",
                ))
            }
        } @else {
            form method="post" action={ (own) "/link" } class="is-slim" {
                (whom.line(Typing::Name))
                button class="button" type="submit" { (language.pick("Nối", "Link")) }
            }
        }
    }
}

fn sign_ins(language: Language, all: &[SignedIn]) -> Markup {
    let rows = all.iter().map(|one| {
        vec![
            Cell::text(&one.at),
            Cell::text(outcome_name(one.outcome, language)),
            Cell::text(&one.program),
            Cell::text(&one.address),
        ]
    });
    let table = Table {
        caption: language.pick("Các lần đăng nhập", "Sign-ins"),
        headings: &[
            language.pick("Lúc", "When"),
            language.pick("Kết quả", "Outcome"),
            language.pick("Trình duyệt, máy", "Browser, system"),
            language.pick("Địa chỉ mạng", "Address"),
        ],
        rows: rows.collect(),
        empty: language.pick("Chưa đăng nhập lần nào.", "Nobody signed in yet."),
    };
    table.markup()
}

const fn outcome_name(outcome: &str, language: Language) -> &'static str {
    match (outcome.as_bytes(), language) {
        (b"ok", Language::Vi) => "Đã vào",
        (b"ok", Language::En) => "Signed in",
        (b"suspended", Language::Vi) => "Không vào được: tài khoản tạm khóa",
        (b"suspended", Language::En) => "Refused: the account is suspended",
        (_, Language::Vi) => "Không vào được: sai mật khẩu",
        (_, Language::En) => "Refused: wrong password",
    }
}
