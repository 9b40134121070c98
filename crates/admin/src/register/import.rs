//! Tables that people bring, step by step.

use maud::{Markup, html};
use sohoi_text::Language;

use super::{address, number};
use crate::field::{Choice, Field, Typing, hidden};
use crate::frame::{Frame, Tone, notice, page};
use crate::table::{Cell, Table};

/// A table that was taken in.
#[derive(Clone, Debug)]
pub struct ImportLine {
    /// Its id.
    pub id: String,
    /// The name of the file.
    pub file: String,
    /// When and by whom.
    pub noted: String,
    /// What it changed, in words.
    pub changed: String,
    /// Whether it can still be undone by whoever looks.
    pub can_be_undone: bool,
}

/// The first step: a file; below it what was taken in before.
pub fn imports(frame: &Frame, round: &str, lines: &[ImportLine], problem: Option<&str>) -> String {
    let language = frame.language;
    let undo = |line: &ImportLine| {
        html! {
            @if line.can_be_undone {
                form method="post" action="/admin/register/import/undo" {
                    (hidden("round", round)) (hidden("batch", &line.id))
                    button class="button is-small" type="submit" { (language.pick("Hoàn tác", "Undo")) }
                }
            } @else { (language.pick("Đã hoàn tác", "Undone")) }
        }
    };
    let rows = lines.iter().map(|line| {
        vec![
            Cell::text(&line.file),
            Cell::text(&line.noted),
            Cell::text(&line.changed),
            Cell::of(undo(line)),
        ]
    });
    let table = Table {
        caption: language.pick("Các lần nhập", "Imports"),
        headings: &[
            language.pick("Tệp", "File"),
            language.pick("Lúc, người nhập", "When, by whom"),
            language.pick("Kết quả", "Result"),
            language.pick("Hoàn tác", "Undo"),
        ],
        rows: rows.collect(),
        empty: language.pick("Chưa nhập tệp nào.", "No file was imported yet."),
    };
    page(
        frame,
        &html! {
            p class="lead" {
                (language.pick(
                    "Chọn tệp Excel (.xlsx) hoặc CSV. Chưa có gì thay đổi cho đến khi bạn xem trước và đồng ý.",
                    "Choose an Excel (.xlsx) or CSV file. Nothing changes until you have seen what would, and agree.",
                ))
            }
            form method="post" action=(address("/import", round, &[])) enctype="multipart/form-data" {
                div class="question" {
                    label class="question-label" for="file" { (language.pick("Tệp danh sách hội", "The file")) }
                    p class="hint" {
                        (language.pick(
                            "Dòng tiêu đề có mã, tên, đơn vị. Phông chữ cũ (TCVN3, VNI) được nhận ra và chuyển sang Unicode. Tối đa 20 MB.",
                            "Its headings name code, name and unit. Old fonts (TCVN3, VNI) are noticed and converted. At most 20 MB.",
                        ))
                    }
                    input class="input is-wide" type="file" id="file" name="file" required
                        accept=".xlsx,.csv,.tsv,.txt" aria-describedby=[problem.map(|_| "file-problem")];
                    @if let Some(problem) = problem {
                        p class="problem" id="file-problem" { span { (problem) } }
                    }
                }
                p class="buttons" {
                    button class="button is-primary" type="submit" { (language.pick("Xem trước", "Look at it")) }
                    a class="button" href=(address("", round, &[])) { (language.pick("Về danh sách", "Back to the list")) }
                }
            }
            h2 { (language.pick("Các lần nhập trước", "Imports before")) }
            (table.markup())
        },
    )
}

/// A column and what it may mean.
#[derive(Clone, Debug)]
pub struct ColumnChoice {
    /// The letters of the spreadsheet.
    pub letters: String,
    /// The heading.
    pub heading: String,
    /// The first values, to recognise it by.
    pub sample: String,
    /// The word of its meaning.
    pub meaning: String,
}

/// What is wrong in a cell.
#[derive(Clone, Debug)]
pub struct Problem {
    /// Where: `C12`.
    pub cell: String,
    /// What stands there.
    pub text: String,
    /// What is wrong and what to do.
    pub why: String,
}

/// What would come of a row.
#[derive(Clone, Debug)]
pub struct RowChange {
    /// The row of the spreadsheet.
    pub row: usize,
    /// The code.
    pub line: String,
    /// What, in words.
    pub what: String,
}

/// The second step: what would change.
#[derive(Clone, Debug)]
pub struct Look {
    /// The id of the round.
    pub round: String,
    /// The id of the file that was brought.
    pub upload: String,
    /// The name of the file.
    pub file: String,
    /// How it was read: encoding, sheet, converted columns.
    pub read_as: Vec<String>,
    /// The day the changes take effect, as `2017-06-30`.
    pub day: String,
    /// The columns.
    pub columns: Vec<ColumnChoice>,
    /// The meanings to choose from: words and names.
    pub meanings: Vec<(String, String)>,
    /// How many rows are added, changed, left, and have problems.
    pub counts: [usize; 4],
    /// The first problems.
    pub problems: Vec<Problem>,
    /// How many problems there are.
    pub all_problems: usize,
    /// The first changes.
    pub changes: Vec<RowChange>,
    /// What stands in the way of all of it.
    pub in_the_way: Option<String>,
}

/// The second step.
pub fn look(frame: &Frame, shown: &Look) -> String {
    let language = frame.language;
    let count = |count: usize| number(count, language);
    let [added, changed, same, refused] = shown.counts;
    let can_be_taken = added + changed > 0 && shown.in_the_way.is_none();
    let accept = match (refused, language) {
        (0, Language::Vi) => format!("Đồng ý nhập {} dòng", count(added + changed)),
        (0, Language::En) => format!("Take in {} rows", count(added + changed)),
        (_, Language::Vi) => format!(
            "Nhập {} dòng không lỗi, bỏ {} dòng lỗi",
            count(added + changed),
            count(refused)
        ),
        (_, Language::En) => format!(
            "Take in {} rows and leave {} with problems",
            count(added + changed),
            count(refused)
        ),
    };
    page(
        frame,
        &html! {
            p class="lead" { b { (shown.file) } @for line in &shown.read_as { " · " (line) } }
            @if let Some(why) = &shown.in_the_way {
                (notice(Tone::Problem, &html! { p { (why) } }))
            }
            dl class="facts" id="counts" {
                div { dt { (language.pick("Thêm mới", "Added")) } dd { (count(added)) } }
                div { dt { (language.pick("Thay đổi", "Changed")) } dd { (count(changed)) } }
                div { dt { (language.pick("Giữ nguyên", "As before")) } dd { (count(same)) } }
                div { dt { (language.pick("Có lỗi", "With problems")) } dd { (count(refused)) } }
            }
            form method="post" action="/admin/register/import/accept" {
                (chosen(shown))
                p class="buttons" {
                    @if can_be_taken {
                        button class=(if refused == 0 { "button is-primary" } else { "button" }) type="submit" { (accept) }
                    }
                    a class="button" href=(address("/import", &shown.round, &[])) {
                        (language.pick("Chọn tệp khác", "Another file"))
                    }
                }
            }
            @if !shown.problems.is_empty() { (problems(shown, language)) }
            (mapping(shown, language))
            (changes(shown, language))
        },
    )
}

fn chosen(shown: &Look) -> Markup {
    html! {
        (hidden("round", &shown.round))
        (hidden("upload", &shown.upload))
        (hidden("on", &shown.day))
        @for column in &shown.columns { (hidden("column", &column.meaning)) }
    }
}

fn problems(shown: &Look, language: Language) -> Markup {
    let rows = shown.problems.iter().map(|problem| {
        vec![
            Cell::code(&problem.cell),
            Cell::text(&problem.text),
            Cell::text(&problem.why),
        ]
    });
    let table = Table {
        caption: language.pick("Các ô có lỗi", "Cells with problems"),
        headings: &[
            language.pick("Ô", "Cell"),
            language.pick("Đang ghi", "It says"),
            language.pick("Lỗi và cách sửa", "What to do"),
        ],
        rows: rows.collect(),
        empty: "",
    };
    html! {
        h2 id="problems" { (language.pick("Các ô có lỗi", "Cells with problems")) }
        p class="hint" {
            @if shown.all_problems > shown.problems.len() {
                (number(shown.problems.len(), language)) " / " (number(shown.all_problems, language)) ". "
            }
            (language.pick(
                "Sửa trong tệp rồi chọn lại tệp, hoặc nhập các dòng không lỗi.",
                "Correct them in the file and choose it again, or take in the rows without problems.",
            ))
        }
        (table.markup())
    }
}

fn mapping(shown: &Look, language: Language) -> Markup {
    let choices: Vec<Choice<'_>> = shown
        .meanings
        .iter()
        .map(|(word, name)| Choice {
            value: word,
            label: name,
            hint: "",
        })
        .collect();
    let day = Field {
        name: "on",
        label: language.pick(
            "Các thay đổi có hiệu lực từ ngày",
            "The changes take effect on",
        ),
        value: &shown.day,
        ..Field::default()
    };
    html! {
        h2 { (language.pick("Ý nghĩa các cột", "What the columns mean")) }
        form method="get" action="/admin/register/import/look" {
            (hidden("round", &shown.round))
            (hidden("upload", &shown.upload))
            (day.line(Typing::Date))
            div class="mapping" {
                @for (place, column) in shown.columns.iter().enumerate() {
                    div class="question" {
                        label class="question-label" for={ "column-" (place) } {
                            (column.letters) ": " (column.heading)
                        }
                        p class="hint" { (column.sample) }
                        select class="input is-wide" id={ "column-" (place) } name="column" {
                            @for choice in &choices {
                                option value=(choice.value) selected[choice.value == column.meaning] { (choice.label) }
                            }
                        }
                    }
                }
            }
            p class="buttons" {
                button class="button" type="submit" { (language.pick("Xem lại với các cột này", "Look again")) }
            }
        }
    }
}

fn changes(shown: &Look, language: Language) -> Markup {
    let rows = shown.changes.iter().map(|change| {
        vec![
            Cell::code(&change.line),
            Cell::number(change.row.to_string()),
            Cell::text(&change.what),
        ]
    });
    let table = Table {
        caption: language.pick("Sẽ thay đổi", "What would change"),
        headings: &[
            language.pick("Mã", "Code"),
            language.pick("Dòng", "Row"),
            language.pick("Thay đổi", "Change"),
        ],
        rows: rows.collect(),
        empty: language.pick("Không có gì thay đổi.", "Nothing would change."),
    };
    html! {
        h2 { (language.pick("Sẽ thay đổi", "What would change")) }
        @if shown.counts[0] + shown.counts[1] > shown.changes.len() {
            p class="hint" {
                (language.pick("Những dòng đầu:", "The first rows:"))
            }
        }
        (table.markup())
    }
}
