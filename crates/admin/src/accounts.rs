//! `/admin/accounts`: who may sign in.

use maud::{Markup, html};
use sohoi_sync::Role;
use sohoi_text::Language;

use crate::field::{Field, Typing};
use crate::frame::{Frame, page};
use crate::roles::role_name;
use crate::table::{Cell, Table};

mod draft;
mod one;

pub use draft::{Draft, Found, new, to_move};
pub use one::{Link, One, SignedIn, one};

/// An account as a line of the list.
#[derive(Clone, Debug)]
pub struct Line {
    /// The sign-in name.
    pub name: String,
    /// The name shown.
    pub display: String,
    /// What it may do.
    pub role: Role,
    /// The unit or association it sees, by name.
    pub scope: String,
    /// `both`, `party` or `state`.
    pub branches: &'static str,
    /// Whether it may not sign in.
    pub is_suspended: bool,
}

/// The list. `typed` is what was looked for, `found` how many accounts that were, of `all`.
pub fn list(frame: &Frame, typed: &str, lines: &[Line], found: usize, all: usize) -> String {
    let language = frame.language;
    let table = Table {
        caption: language.pick("Các tài khoản", "Accounts"),
        headings: &[
            language.pick("Tên đăng nhập", "Name"),
            language.pick("Tên hiển thị", "Shown as"),
            language.pick("Vai trò", "Role"),
            language.pick("Phạm vi", "Scope"),
        ],
        rows: lines.iter().map(|line| row(language, line)).collect(),
        empty: language.pick(
            "Không có tài khoản nào như vậy.",
            "There is no such account.",
        ),
    };
    page(
        frame,
        &html! {
            p class="buttons" {
                a class="button is-primary" href="/admin/accounts/new" {
                    (language.pick("Thêm tài khoản", "Add an account"))
                }
            }
            (search(language, typed))
            p class="hint" { (counted(language, found, all)) }
            (table.markup())
            @if lines.len() < found {
                p class="hint" {
                    (language.pick(
                        "Còn nữa. Xin gõ thêm chữ để tìm.",
                        "There are more. Please type more to find them.",
                    ))
                }
            }
        },
    )
}

fn row(language: Language, line: &Line) -> Vec<Cell> {
    let role = html! {
        (role_name(line.role, language))
        @if line.is_suspended { " " (suspended_badge(language)) }
    };
    let scope = html! {
        (line.scope)
        @if line.branches != "both" { " · " (branch_name(line.branches, language)) }
    };
    vec![
        Cell::link(&address(&line.name), &line.name),
        Cell::text(&line.display),
        Cell::of(role),
        Cell::of(scope),
    ]
}

/// The address of an account's page.
pub fn address(name: &str) -> String {
    format!("/admin/accounts/{name}")
}

/// Whose authorities an account sees.
pub(crate) fn branch_name(branches: &str, language: Language) -> &'static str {
    match branches {
        "party" => language.pick("khối Đảng", "Party only"),
        "state" => language.pick("khối Nhà nước", "State only"),
        _ => language.pick("cả hai khối", "Party and State"),
    }
}

pub(crate) fn suspended_badge(language: Language) -> Markup {
    html! {
        span class="badge is-attention" { (language.pick("Tạm khóa", "Suspended")) }
    }
}

fn search(language: Language, typed: &str) -> Markup {
    let field = Field {
        name: "q",
        label: language.pick("Tìm tài khoản", "Find an account"),
        hint: language.pick(
            "Theo tên, đơn vị hoặc hội; gõ không dấu cũng được.",
            "By name, unit or association; diacritics may be left out.",
        ),
        value: typed,
        ..Field::default()
    };
    html! {
        form method="get" action="/admin/accounts" class="search-form" role="search" {
            (field.line(Typing::Search))
            button class="button" type="submit" { (language.pick("Tìm", "Find")) }
        }
    }
}

fn counted(language: Language, found: usize, all: usize) -> String {
    match (found == all, language) {
        (true, Language::Vi) => format!("{all} tài khoản"),
        (true, Language::En) => format!("{all} accounts"),
        (false, Language::Vi) => format!("{found} trong {all} tài khoản"),
        (false, Language::En) => format!("{found} of {all} accounts"),
    }
}
