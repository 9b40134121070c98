//! `/admin/accounts`: who may sign in.

use maud::{Markup, html};
use sohoi_sync::Role;
use sohoi_text::Language;

use crate::field::{Field, Typing};
use crate::frame::{Frame, page};
use crate::roles::role_name;
use crate::table::{Cell, Table};

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
}

/// The list. `typed` is what was looked for, `all` how many accounts there are.
pub fn list(frame: &Frame, typed: &str, lines: &[Line], all: usize) -> String {
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
            (search(language, typed))
            p class="hint" { (counted(language, lines.len(), all)) }
            (table.markup())
        },
    )
}

fn row(language: Language, line: &Line) -> Vec<Cell> {
    vec![
        Cell::text(&line.name),
        Cell::text(&line.display),
        Cell::text(role_name(line.role, language)),
        Cell::text(&line.scope),
    ]
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

fn counted(language: Language, shown: usize, all: usize) -> String {
    match (shown == all, language) {
        (true, Language::Vi) => format!("{all} tài khoản"),
        (true, Language::En) => format!("{all} accounts"),
        (false, Language::Vi) => format!("{shown} trong {all} tài khoản"),
        (false, Language::En) => format!("{shown} of {all} accounts"),
    }
}
