//! One association with its history.

use maud::html;
use sohoi_text::Language;

use super::address;
use crate::frame::{Frame, page};
use crate::table::{Cell, Table};

/// The page.
#[derive(Clone, Debug)]
pub struct LinePage {
    /// The id of the round.
    pub round: String,
    /// The code.
    pub id: String,
    /// Facts: what they are called, and what they say.
    pub facts: Vec<(String, String)>,
    /// What happened, in the order of effect.
    pub happened: Vec<Happened>,
    /// Whether it stands, so that something can happen to it.
    pub stands: bool,
    /// Whether it waits to be settled.
    pub is_waiting: bool,
}

/// One thing that happened.
#[derive(Clone, Debug)]
pub struct Happened {
    /// Since when it holds, as people write days.
    pub day: String,
    /// What, in words.
    pub what: String,
    /// The number of the decision.
    pub decision: String,
    /// Who noted it, and when.
    pub noted: String,
}

/// One association.
pub fn line(frame: &Frame, shown: &LinePage) -> String {
    let language = frame.language;
    let rows = shown.happened.iter().map(|one| {
        vec![
            Cell::code(&one.day),
            Cell::text(&one.what),
            Cell::code(&one.decision),
            Cell::text(&one.noted),
        ]
    });
    let table = Table {
        caption: language.pick("Quá trình", "History"),
        headings: &[
            language.pick("Từ ngày", "Since"),
            language.pick("Việc", "What"),
            language.pick("Quyết định", "Decision"),
            language.pick("Người ghi", "Noted by"),
        ],
        rows: rows.collect(),
        empty: "",
    };
    page(
        frame,
        &html! {
            dl class="facts" {
                @for (name, value) in &shown.facts {
                    div { dt { (name) } dd { (value) } }
                }
            }
            p class="buttons" {
                @for (doing, name) in doings(shown, language) {
                    a class="button" href=(address("/change", &shown.round, &[("do", doing), ("id", &shown.id)])) {
                        (name)
                    }
                }
            }
            h2 { (language.pick("Quá trình", "History")) }
            (table.markup())
            p class="buttons" {
                a class="button" href=(address("", &shown.round, &[])) {
                    (language.pick("Về danh sách", "Back to the list"))
                }
            }
        },
    )
}

fn doings(shown: &LinePage, language: Language) -> Vec<(&'static str, &'static str)> {
    if shown.is_waiting {
        return vec![
            (
                "confirm",
                language.pick("Xác nhận là hội mới", "Confirm as new"),
            ),
            (
                "join",
                language.pick("Là hội đã có", "It is one that is there"),
            ),
            ("refuse", language.pick("Từ chối", "Refuse")),
        ];
    }
    if !shown.stands {
        return Vec::new();
    }
    vec![
        ("rename", language.pick("Đổi tên", "Rename")),
        ("move", language.pick("Chuyển đơn vị", "Move")),
        ("merge", language.pick("Sáp nhập", "Merge")),
        ("dissolve", language.pick("Giải thể", "Dissolve")),
    ]
}
