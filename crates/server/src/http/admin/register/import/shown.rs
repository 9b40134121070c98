//! What an import page shows, in words.

use sohoi_admin::register::{ColumnChoice, Look, Problem, RowChange, words};
use sohoi_register::import::{Column, Outcome, PreviewRow};
use sohoi_text::Language;

use super::MOST;
use crate::http::admin::guard::Visit;
use crate::http::admin::register::Desk;
use crate::register::InTheWay;
use crate::register::import::{Looked, Meanings};
use crate::register::tables::{FileFlaw, column_letters};

/// What stands in the way of an undo.
pub(super) fn in_the_way(what: &InTheWay, desk: &Desk, visit: &Visit) -> String {
    let language = visit.language;
    let unit = |id: &str| desk.unit_name(id, language);
    let begin = language.pick("Chưa hoàn tác được: ", "It is not undone: ");
    let why = match (what, language) {
        (InTheWay::Event { event, refusal }, _) => format!(
            "{} – {}. {}",
            words::day(event.effective),
            words::event(event, language, &unit),
            words::refusal(refusal, language)
        ),
        (InTheWay::Responses(lines), Language::Vi) => {
            format!("đã có phiếu của các hội {}.", lines.join(", "))
        }
        (InTheWay::Responses(lines), Language::En) => {
            format!("there are responses about {}.", lines.join(", "))
        }
        (InTheWay::Accounts(names), Language::Vi) => {
            format!("đã có tài khoản của các hội này: {}.", names.join(", "))
        }
        (InTheWay::Accounts(names), Language::En) => {
            format!(
                "these accounts are of its associations: {}.",
                names.join(", ")
            )
        }
        (InTheWay::Invitations(lines), Language::Vi) => format!(
            "đã tạo mã mời cho các hội {}; xin thu hồi các mã này trước.",
            lines.join(", ")
        ),
        (InTheWay::Invitations(lines), Language::En) => format!(
            "these associations of it were invited: {}; please revoke the invitations first.",
            lines.join(", ")
        ),
    };
    format!("{begin}{why}")
}

/// What a look found.
pub(super) fn in_words(
    looked: &Looked,
    desk: &Desk,
    meanings: &Meanings,
    upload: &str,
    file: &str,
    language: Language,
) -> Look {
    let counts = looked.counts();
    let counts = [counts.added, counts.changed, counts.same, counts.refused];
    let table = &looked.file.table;
    let cell = |row: usize, column: usize| {
        let row = if row == looked.file.header {
            0
        } else {
            row - 1
        };
        let text = table.rows.get(row).and_then(|row| row.get(column));
        text.map(|text| text.chars().take(80).collect::<String>())
            .unwrap_or_default()
    };
    let mut read_as: Vec<String> = Vec::new();
    read_as.extend(looked.file.sheet.clone());
    read_as.extend(looked.file.charset.map(|it| words::charset(it).to_owned()));
    let legacy = table.legacy.iter();
    let legacy: Vec<_> = legacy
        .map(|(column, encoding)| (column_letters(*column), *encoding))
        .collect();
    read_as.extend(words::legacy(&legacy, language));
    let problems = looked.preview.problems.iter().take(MOST);
    let unit = |id: &str| desk.unit_name(id, language);
    let changing = looked
        .preview
        .rows
        .iter()
        .filter(|row| matches!(row.outcome, Outcome::Added | Outcome::Changed { .. }));
    Look {
        round: desk.round.id.clone(),
        upload: upload.to_owned(),
        file: file.to_owned(),
        read_as,
        day: looked.day.to_string(),
        columns: looked
            .columns
            .iter()
            .enumerate()
            .map(|(place, meaning)| {
                let sample = table.rows.iter().skip(1);
                let sample = sample
                    .filter_map(|row| row.get(place))
                    .filter(|cell| !cell.is_empty());
                let sample: Vec<String> = sample
                    .take(2)
                    .map(|cell| cell.chars().take(40).collect())
                    .collect();
                ColumnChoice {
                    letters: column_letters(place),
                    heading: cell(1, place),
                    sample: sample.join(" · "),
                    meaning: word(meaning),
                }
            })
            .collect(),
        meanings: choices(meanings, language),
        counts: counts.map(|count| usize::try_from(count).unwrap_or(usize::MAX)),
        problems: problems
            .map(|problem| {
                let letters = problem.column.map(column_letters).unwrap_or_default();
                let text = problem.column.map(|column| cell(problem.row, column));
                Problem {
                    cell: format!("{letters}{}", problem.row),
                    text: text.unwrap_or_default(),
                    why: words::cell_flaw(&problem.flaw, language),
                }
            })
            .collect(),
        all_problems: looked.preview.problems.len(),
        changes: changing
            .take(MOST / 4)
            .map(|row| row_change(row, language, &unit))
            .collect(),
        in_the_way: None,
    }
}

fn row_change(row: &PreviewRow, language: Language, unit: &dyn Fn(&str) -> String) -> RowChange {
    let what = match &row.outcome {
        Outcome::Changed { fields } => {
            let said = fields.iter().map(|(field, before, after)| {
                let name = words::field(field, language);
                format!("{name}: {before} → {after}")
            });
            said.collect::<Vec<_>>().join("; ")
        }
        _ => {
            let said = row.changes.first();
            said.map(|change| words::change(change, language, unit))
                .unwrap_or_default()
        }
    };
    RowChange {
        row: row.row,
        line: row.line.clone(),
        what,
    }
}

/// The word of a column's meaning in forms and addresses.
fn word(column: &Column) -> String {
    match column {
        Column::Id => "id".into(),
        Column::Name => "name".into(),
        Column::Kind => "kind".into(),
        Column::Unit => "unit".into(),
        Column::UnitAbove => "unit_above".into(),
        Column::Ignored => "-".into(),
        Column::Attribute(name) => format!("={name}"),
    }
}

/// The meaning that a word of a form stands for.
pub(super) fn column(word: &str) -> Column {
    match word {
        "id" => Column::Id,
        "name" => Column::Name,
        "kind" => Column::Kind,
        "unit" => Column::Unit,
        "unit_above" => Column::UnitAbove,
        word => match word.strip_prefix('=') {
            Some(name) => Column::Attribute(name.to_owned()),
            None => Column::Ignored,
        },
    }
}

fn choices(meanings: &Meanings, language: Language) -> Vec<(String, String)> {
    let own = [
        Column::Ignored,
        Column::Id,
        Column::Name,
        Column::Unit,
        Column::UnitAbove,
        Column::Kind,
    ];
    let own = own.iter().map(|it| (word(it), words::column(it, language)));
    let mut names: Vec<&str> = meanings
        .attributes()
        .iter()
        .map(|(name, _)| *name)
        .collect();
    names.dedup();
    let attributes = names.into_iter().map(|name| {
        let label = meanings.labels(name);
        let label = label.map_or(name, |[vi, en]| language.pick(vi, en));
        (format!("={name}"), label.chars().take(60).collect())
    });
    own.chain(attributes).collect()
}

/// Why a file is no table.
pub(super) fn file_flaw(flaw: &FileFlaw, language: Language) -> String {
    let vi = match flaw {
        FileFlaw::Empty => "Tệp không có dòng nào.",
        FileFlaw::TooLarge => "Tệp quá lớn.",
        FileFlaw::TooManyRows => "Tệp có hơn 150.000 dòng. Xin chia nhỏ.",
        FileFlaw::TooManyColumns => "Tệp có hơn 200 cột. Xin xóa các cột không cần.",
        FileFlaw::OldWorkbook => {
            "Tệp Excel cũ hoặc có mật khẩu. Xin lưu lại thành .xlsx, không đặt mật khẩu."
        }
        FileFlaw::Damaged => "Tệp Excel bị hỏng. Xin mở ra, lưu lại thành .xlsx rồi thử lại.",
        FileFlaw::NoTable => "Không phải tệp Excel (.xlsx) hay CSV.",
    };
    match language {
        Language::Vi => vi.to_owned(),
        Language::En => flaw.to_string(),
    }
}
