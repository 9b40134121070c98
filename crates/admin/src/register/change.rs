//! Forms for single changes.

use maud::{Markup, html};
use sohoi_text::Language;

use super::address;
use super::list::Unit;
use crate::field::{Choice, Field, Typing, hidden};
use crate::frame::{Frame, page};

/// What is to be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Doing {
    /// A new line.
    Add,
    /// Another name.
    Rename,
    /// Another unit.
    Move,
    /// Going on as another line.
    Merge,
    /// The end.
    Dissolve,
    /// A provisional line is new indeed.
    Confirm,
    /// A provisional line is one that is there.
    Join,
    /// A provisional line is none.
    Refuse,
}

impl Doing {
    /// All of them.
    pub const ALL: [Self; 8] = [
        Self::Add,
        Self::Rename,
        Self::Move,
        Self::Merge,
        Self::Dissolve,
        Self::Confirm,
        Self::Join,
        Self::Refuse,
    ];

    /// Its word in addresses.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Add => "add",
            Self::Rename => "rename",
            Self::Move => "move",
            Self::Merge => "merge",
            Self::Dissolve => "dissolve",
            Self::Confirm => "confirm",
            Self::Join => "join",
            Self::Refuse => "refuse",
        }
    }

    /// The title of its page.
    pub const fn title(self, language: Language) -> &'static str {
        match (self, language) {
            (Self::Add, Language::Vi) => "Thêm hội",
            (Self::Add, Language::En) => "Add an association",
            (Self::Rename, Language::Vi) => "Đổi tên hội",
            (Self::Rename, Language::En) => "Rename an association",
            (Self::Move, Language::Vi) => "Chuyển hội sang đơn vị khác",
            (Self::Move, Language::En) => "Move an association",
            (Self::Merge, Language::Vi) => "Sáp nhập hội",
            (Self::Merge, Language::En) => "Merge an association",
            (Self::Dissolve, Language::Vi) => "Giải thể hội",
            (Self::Dissolve, Language::En) => "Dissolve an association",
            (Self::Confirm, Language::Vi) => "Xác nhận hội cơ sở bổ sung",
            (Self::Confirm, Language::En) => "Confirm what was added in the field",
            (Self::Join, Language::Vi) => "Hội bổ sung là hội đã có",
            (Self::Join, Language::En) => "What was added is there already",
            (Self::Refuse, Language::Vi) => "Từ chối hội cơ sở bổ sung",
            (Self::Refuse, Language::En) => "Refuse what was added in the field",
        }
    }

    /// What comes of it, before it is done.
    const fn consequence(self, language: Language) -> &'static str {
        match (self, language) {
            (Self::Add, Language::Vi) => {
                "Hội có trong danh sách từ ngày ghi dưới đây; các thiết bị nhận khi đồng bộ."
            }
            (Self::Add, Language::En) => {
                "It is in the register from the day below; devices get it with their next exchange."
            }
            (Self::Rename | Self::Move, Language::Vi) => {
                "Danh sách của những ngày trước đó vẫn giữ như cũ."
            }
            (Self::Rename | Self::Move, Language::En) => {
                "The register of earlier days stays as it was."
            }
            (Self::Merge, Language::Vi) => {
                "Hội này không còn trong danh sách từ ngày đó; phiếu đã điền vẫn được giữ."
            }
            (Self::Merge, Language::En) => {
                "It is not in the register any more from that day; what was filled in is kept."
            }
            (Self::Dissolve, Language::Vi) => {
                "Hội không còn trong danh sách từ ngày đó; quá trình và phiếu đã điền vẫn được giữ."
            }
            (Self::Dissolve, Language::En) => {
                "It is not in the register any more from that day; its history and what was filled in are kept."
            }
            (Self::Confirm, Language::Vi) => {
                "Hội vào danh sách chính thức với mã mới; phiếu đã điền đi theo."
            }
            (Self::Confirm, Language::En) => {
                "It comes into the register under a new code, with what was filled in."
            }
            (Self::Join, Language::Vi) => "Phiếu đã điền chuyển sang hội đã có.",
            (Self::Join, Language::En) => "What was filled in goes over to the one that is there.",
            (Self::Refuse, Language::Vi) => {
                "Hội không vào danh sách; phiếu đã điền vẫn được giữ trên máy chủ."
            }
            (Self::Refuse, Language::En) => {
                "It does not come into the register; what was filled in is kept on the server."
            }
        }
    }

    const fn has_day(self) -> bool {
        !matches!(self, Self::Confirm | Self::Join | Self::Refuse)
    }
}

/// What was typed.
#[derive(Clone, Debug, Default)]
pub struct Asked {
    /// The code of the line; of a new one, what was typed.
    pub id: String,
    /// A name.
    pub name: String,
    /// The id of a unit.
    pub unit: String,
    /// The id of a kind.
    pub kind: String,
    /// The code of another line.
    pub into: String,
    /// A new code.
    pub code: String,
    /// A reason.
    pub reason: String,
    /// The day.
    pub on: String,
    /// The number of the decision.
    pub decision: String,
}

/// The page.
#[derive(Clone, Debug)]
pub struct ChangePage {
    /// The id of the round.
    pub round: String,
    /// What is to be done.
    pub doing: Doing,
    /// What is in the fields.
    pub asked: Asked,
    /// The name of the line, where there is one.
    pub line: String,
    /// The units to choose from.
    pub units: Vec<Unit>,
    /// The kinds to choose from: ids and names.
    pub kinds: Vec<(String, String)>,
    /// Lines of the same name, or of the same unit, to choose from: codes and names.
    pub others: Vec<(String, String)>,
    /// What is wrong: the name of the field, and why.
    pub problems: Vec<(&'static str, String)>,
}

/// The form.
pub fn change(frame: &Frame, shown: &ChangePage) -> String {
    let language = frame.language;
    let doing = shown.doing;
    let back = match doing {
        Doing::Add => address("", &shown.round, &[]),
        _ => address("/line", &shown.round, &[("id", &shown.asked.id)]),
    };
    page(
        frame,
        &html! {
            @if doing != Doing::Add {
                p class="lead" { b { (shown.line) } " (" (shown.asked.id) ")" }
            }
            p class="hint" { (doing.consequence(language)) }
            form method="post" action="/admin/register/change" {
                (hidden("round", &shown.round))
                (hidden("do", doing.word()))
                @if doing != Doing::Add { (hidden("id", &shown.asked.id)) }
                (fields(shown, language))
                p class="buttons" {
                    button class="button is-primary" type="submit" { (doing.title(language)) }
                    a class="button" href=(back) { (language.pick("Không làm", "Leave it")) }
                }
            }
        },
    )
}

fn fields(shown: &ChangePage, language: Language) -> Markup {
    let asked = &shown.asked;
    let field = |name: &'static str, label, value| Field {
        name,
        label,
        value,
        problem: shown
            .problems
            .iter()
            .find(|(own, _)| *own == name)
            .map(|(_, why)| why.as_str()),
        ..Field::default()
    };
    let name = field("name", language.pick("Tên hội", "Name"), &asked.name);
    let named: Vec<String> = shown
        .units
        .iter()
        .map(|unit| format!("{}{}", "\u{a0}\u{a0}\u{a0}".repeat(unit.depth), unit.name))
        .collect();
    let units: Vec<Choice<'_>> = shown
        .units
        .iter()
        .zip(&named)
        .map(|(unit, name)| Choice {
            value: &unit.id,
            label: name,
            hint: "",
        })
        .collect();
    let kinds: Vec<Choice<'_>> = shown
        .kinds
        .iter()
        .map(|(id, name)| Choice {
            value: id,
            label: name,
            hint: "",
        })
        .collect();
    let others = html! {
        datalist id="others" {
            @for (code, name) in &shown.others { option value=(code) { (name) } }
        }
        @if !shown.others.is_empty() {
            p class="hint" { (language.pick("Có thể là:", "Maybe:")) }
            ul {
                @for (code, name) in &shown.others { li { b { (code) } " – " (name) } }
            }
        }
    };
    let into = Field {
        hint: language.pick("Mã của hội còn lại.", "The code of the one that goes on."),
        ..field(
            "into",
            language.pick("Sáp nhập vào hội có mã", "Merge into"),
            &asked.into,
        )
    };
    let unit = field("unit", language.pick("Đơn vị", "Unit"), &asked.unit);
    html! {
        @match shown.doing {
            Doing::Add => {
                (field("id", language.pick("Mã hội", "Code"), &asked.id).line(Typing::Text))
                (name.line(Typing::Text))
                (unit.list(&units))
                @if shown.kinds.len() > 1 {
                    (field("kind", language.pick("Loại", "Kind"), &asked.kind).list(&kinds))
                }
            },
            Doing::Rename => { (name.line(Typing::Text)) },
            Doing::Move => { (unit.list(&units)) },
            Doing::Merge | Doing::Join => { (others) (into.line(Typing::Text)) },
            Doing::Dissolve => {},
            Doing::Confirm => {
                (field("code", language.pick("Mã hội", "Code"), &asked.code).line(Typing::Text))
            },
            Doing::Refuse => {
                (field("reason", language.pick("Lý do", "Reason"), &asked.reason).lines(3))
            },
        }
        @if shown.doing.has_day() {
            (field("on", language.pick("Có hiệu lực từ ngày", "Takes effect on"), &asked.on).line(Typing::Date))
            (field("decision", language.pick("Số quyết định (nếu có)", "Number of the decision, if any"), &asked.decision).line(Typing::Text))
        }
    }
}
