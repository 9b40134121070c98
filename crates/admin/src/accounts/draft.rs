//! The form of an account: a new one, or one that moves.

use maud::{Markup, html};
use sohoi_sync::Role;
use sohoi_text::Language;

use super::address;
use crate::field::{Choice, Field, Typing};
use crate::frame::{Frame, Said, page};
use crate::roles::{role_name, role_task};

/// What was typed, or what is so today, with what is wrong with it.
#[derive(Clone, Debug, Default)]
pub struct Draft {
    /// The sign-in name.
    pub name: String,
    /// The name shown.
    pub display: String,
    /// The role, as the protocol writes it.
    pub role: String,
    /// What was typed to find a unit or an association.
    pub looked_for: String,
    /// What was found by that, or is so today.
    pub found: Vec<Found>,
    /// The one that is chosen, by its value.
    pub scope: String,
    /// `both`, `party` or `state`.
    pub branches: String,
    /// What is wrong, by the name of the field.
    pub problems: Vec<(&'static str, String)>,
}

/// A unit or an association to choose.
#[derive(Clone, Debug)]
pub struct Found {
    /// What the form sends: `unit:…` or `subject:…`.
    pub value: String,
    /// The name.
    pub label: String,
    /// Where it is.
    pub hint: String,
}

/// The roles in the order in which people choose them, with their words in the protocol.
const ROLES: [(&str, Role); 6] = [
    ("field", Role::Field),
    ("association", Role::Association),
    ("reviewer", Role::Reviewer),
    ("approver", Role::Approver),
    ("coordinator", Role::Coordinator),
    ("admin", Role::Admin),
];

/// The page for a new account.
pub fn new(frame: &Frame, draft: &Draft) -> String {
    let language = frame.language;
    let name = Field {
        name: "name",
        label: language.pick("Tên đăng nhập", "Name to sign in with"),
        hint: language.pick(
            "2 đến 40 chữ thường không dấu, chữ số, dấu chấm, gạch nối hoặc gạch dưới; không đổi được về sau.",
            "2 to 40 lower-case letters, digits, dots, hyphens or underscores; it cannot be changed later.",
        ),
        value: &draft.name,
        problem: draft.problem("name"),
    };
    let submit = language.pick("Thêm tài khoản", "Add the account");
    let note = language.pick(
        "Máy chủ tạo mật khẩu và chỉ hiện một lần sau khi thêm.",
        "The server makes a password and shows it once.",
    );
    let fields = html! { (name.line(Typing::Name)) (place(language, draft)) };
    let form = form(language, "/admin/accounts/new", &fields, submit, note);
    whole(frame, draft, &form)
}

/// The page for moving an account.
pub fn to_move(frame: &Frame, draft: &Draft) -> String {
    let language = frame.language;
    let action = format!("{}/move", address(&draft.name));
    let submit = language.pick("Lưu thay đổi", "Save the change");
    let note = language.pick(
        "Máy của người này sẽ nhận lại dữ liệu theo phạm vi mới khi có mạng; dữ liệu ngoài phạm vi được xóa khỏi máy.",
        "Devices of this account get what it sees now at their next exchange; what it does not see any more is deleted there.",
    );
    let form = form(language, &action, &place(language, draft), submit, note);
    whole(frame, draft, &form)
}

fn whole(frame: &Frame, draft: &Draft, form: &Markup) -> String {
    let mut frame = frame.clone();
    if !draft.problems.is_empty() {
        frame.said = Some(Said::problem(frame.language.pick(
            "Chưa lưu. Xin xem chỗ cần sửa bên dưới.",
            "Not saved yet. Please mend what is marked below.",
        )));
    }
    page(&frame, form)
}

fn form(language: Language, action: &str, fields: &Markup, submit: &str, note: &str) -> Markup {
    html! {
        form method="post" action=(action) {
            (fields)
            p class="hint" { (note) }
            p class="buttons" {
                button class="button is-primary" type="submit" name="do" value="save" { (submit) }
                a class="button" href="/admin/accounts" { (language.pick("Thôi", "Cancel")) }
            }
        }
    }
}

fn place(language: Language, draft: &Draft) -> Markup {
    let display = Field {
        name: "display",
        label: language.pick("Tên hiển thị", "Name that people see"),
        hint: language.pick(
            "Ví dụ họ tên cán bộ, hoặc tên hội.",
            "For example the person's name, or the association's.",
        ),
        value: &draft.display,
        problem: draft.problem("display"),
    };
    let role = Field {
        name: "role",
        label: language.pick("Vai trò", "Role"),
        value: &draft.role,
        problem: draft.problem("role"),
        ..Field::default()
    };
    let roles = ROLES.map(|(word, role)| Choice {
        value: word,
        label: role_name(role, language),
        hint: role_task(role, language),
    });
    let branches = Field {
        name: "branches",
        label: language.pick("Khối", "Branch"),
        hint: language.pick(
            "Tài khoản của một khối không nhận phiếu của các cơ quan thuộc khối kia. Phiếu của các hội thì cả hai khối đều thấy.",
            "An account of one branch does not get responses of authorities of the other. Those of associations are seen by both.",
        ),
        value: &draft.branches,
        problem: draft.problem("branches"),
    };
    let all = [
        ("both", language.pick("Cả hai khối", "Both")),
        ("party", language.pick("Khối Đảng", "Party")),
        ("state", language.pick("Khối Nhà nước", "State")),
    ];
    let all = all.map(|(value, label)| Choice {
        value,
        label,
        hint: "",
    });
    html! {
        (display.line(Typing::Text))
        (role.one_of(&roles))
        (scope(language, draft))
        (branches.one_of(&all))
    }
}

fn scope(language: Language, draft: &Draft) -> Markup {
    let search = Field {
        name: "where",
        label: language.pick("Đơn vị hoặc hội", "Unit or association"),
        hint: language.pick(
            "Gõ một phần tên (không dấu cũng được), bấm Tìm, rồi chọn. Vai trò Hội chọn một hội; các vai trò khác chọn một đơn vị.",
            "Type a part of the name, press Find, then choose. The role Association takes an association, all others a unit.",
        ),
        value: &draft.looked_for,
        problem: draft.problem("scope"),
    };
    let chosen = Field {
        name: "scope",
        label: language.pick("Chọn một", "Choose one"),
        value: &draft.scope,
        ..Field::default()
    };
    let choices: Vec<Choice<'_>> = draft
        .found
        .iter()
        .map(|found| Choice {
            value: &found.value,
            label: &found.label,
            hint: &found.hint,
        })
        .collect();
    html! {
        div class="search-form" {
            (search.line(Typing::Search))
            button class="button" type="submit" name="do" value="find" {
                (language.pick("Tìm", "Find"))
            }
        }
        @if !choices.is_empty() { (chosen.one_of(&choices)) }
    }
}

impl Draft {
    fn problem(&self, field: &str) -> Option<&str> {
        let found = self.problems.iter().find(|(name, _)| *name == field);
        found.map(|(_, sentence)| sentence.as_str())
    }
}
