//! Associations that were added in the field and wait to be settled.

use maud::html;

use super::address;
use crate::frame::{Frame, page};

/// One that waits.
#[derive(Clone, Debug)]
pub struct Waiting {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its unit by name.
    pub unit: String,
    /// Who added it and since when.
    pub added: String,
    /// How many responses are about it.
    pub responses: usize,
    /// Why the law keeps it out, if it does.
    pub excluded: Option<String>,
    /// Lines that it may be.
    pub same: Vec<Same>,
}

/// A line that a provisional one may be.
#[derive(Clone, Debug)]
pub struct Same {
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: String,
}

/// The list.
pub fn waiting(frame: &Frame, round: &str, lines: &[Waiting]) -> String {
    let language = frame.language;
    let way = |line: &Waiting, doing: &str, into: &str| {
        let more = [("do", doing), ("id", &*line.id), ("into", into)];
        let count = if into.is_empty() { 2 } else { 3 };
        address("/change", round, &more[..count])
    };
    page(
        frame,
        &html! {
            p class="lead" {
                (language.pick(
                    "Cán bộ cơ sở đã bổ sung các hội này khi điền phiếu. Xin cho biết mỗi hội là gì.",
                    "They were added in the field while forms were filled in. Please say what each is.",
                ))
            }
            @if lines.is_empty() {
                p class="empty" { (language.pick("Không có hội nào chờ xác nhận.", "None waits to be confirmed.")) }
            }
            @for line in lines {
                section class="card" {
                    h2 { a href=(address("/line", round, &[("id", &line.id)])) { (line.name) } }
                    p { (line.unit) " · " (line.added) }
                    p class="hint" {
                        (language.pick("Số phiếu đã có: ", "Responses: ")) (line.responses)
                    }
                    @if let Some(why) = &line.excluded { p class="problem" { span { (why) } } }
                    p class="buttons" {
                        @for same in &line.same {
                            a class="button" href=(way(line, "join", &same.code)) {
                                (language.pick("Là hội đã có: ", "It is: ")) (same.name) " (" (same.code) ")"
                            }
                        }
                        @if line.excluded.is_none() {
                            a class="button is-primary" href=(way(line, "confirm", "")) {
                                (language.pick("Xác nhận là hội mới", "Confirm as new"))
                            }
                        }
                        a class="button" href=(way(line, "join", "")) {
                            (language.pick("Là hội khác đã có", "It is another one"))
                        }
                        a class="button" href=(way(line, "refuse", "")) { (language.pick("Từ chối", "Refuse")) }
                    }
                }
            }
            p class="buttons" {
                a class="button" href=(address("", round, &[])) { (language.pick("Về danh sách", "Back to the list")) }
            }
        },
    )
}
