//! What the columns of the responses mean.

use sohoi_text::Language;
use sohoi_text::messages::export as words;

use super::ResponsesFile;
use super::columns::{Column, type_name};
use super::meta::META;
use crate::csv::Csv;
use crate::xlsx::{Looks, Sheet};

/// The names of the columns, and how wide they are in a sheet.
const COLUMNS: [(&str, f64); 18] = [
    ("form", 10.0),
    ("column", 30.0),
    ("question", 22.0),
    ("row", 8.0),
    ("section", 10.0),
    ("section_title", 26.0),
    ("label_vi", 50.0),
    ("label_en", 50.0),
    ("type", 14.0),
    ("unit", 12.0),
    ("choices", 60.0),
    ("required", 9.0),
    ("relevant", 34.0),
    ("constraint", 34.0),
    ("calculation", 34.0),
    ("personal_data", 12.0),
    ("form_version", 14.0),
    ("form_hash", 24.0),
];

type Line = [String; COLUMNS.len()];

pub(super) fn csv(file: &ResponsesFile<'_>) -> Vec<u8> {
    let mut csv = Csv::new();
    COLUMNS.iter().for_each(|(name, _)| csv.text(name));
    csv.end_row();
    for line in lines(file) {
        line.iter().for_each(|text| csv.text(text));
        csv.end_row();
    }
    csv.into_bytes()
}

pub(super) fn sheet(
    sheet: &mut Sheet,
    looks: &Looks,
    file: &ResponsesFile<'_>,
    language: Language,
) {
    let title = words::dictionary(language);
    sheet.text(0, 0, title, &looks.title);
    sheet.on_every_page(title, &file.heading(language));
    for ((name, width), column) in COLUMNS.iter().zip(0..) {
        sheet.width(column, *width);
        sheet.text(2, column, name, &looks.heading);
    }
    sheet.keep_in_sight(3, 2, (2, 2));
    let lines = lines(file);
    for (line, row) in lines.iter().zip(3..) {
        for (text, column) in line.iter().zip(0..) {
            sheet.text(row, column, text, &looks.plain);
        }
    }
    let last = u32::try_from(lines.len()).unwrap_or(0) + 2;
    sheet.filter(2, last, COLUMNS.len() as u16 - 1);
}

fn lines(file: &ResponsesFile<'_>) -> Vec<Line> {
    let mut lines = Vec::new();
    for form in file.forms {
        let form = &form.engine.form().id;
        for meta in &META {
            let mut line = Line::default();
            line[0] = form.clone();
            line[1] = meta.name.to_owned();
            line[6] = (meta.label)(Language::Vi).to_owned();
            line[7] = (meta.label)(Language::En).to_owned();
            line[8] = "meta".to_owned();
            lines.push(line);
        }
        let columns = file.columns(form);
        lines.extend(columns.list.iter().map(|column| line(file, column)));
    }
    lines
}

fn line(file: &ResponsesFile<'_>, column: &Column<'_>) -> Line {
    let Column {
        question,
        section,
        form,
        ..
    } = column;
    let row = column.row.as_ref();
    let own = |text: &Option<String>| text.clone().unwrap_or_default();
    let (names, hashes): (Vec<&str>, Vec<&str>) = column.versions.iter().copied().unzip();
    [
        form.id.clone(),
        column.name.clone(),
        question.name.clone(),
        row.map_or_else(String::new, |(_, row)| row.clone()),
        section.id.clone(),
        section.title.vi.clone(),
        column.label(Language::Vi),
        column.label(Language::En),
        type_name(question.kind).to_owned(),
        measure(file, question.unit.as_deref()),
        choices(column),
        if question.required { "yes" } else { "" }.to_owned(),
        relevant(column),
        own(&question.constraint),
        own(&question.calculation),
        own(&question.pii),
        distinct(&names).join(" "),
        hashes.join(" "),
    ]
}

/// What people read of a unit of measure.
fn measure(file: &ResponsesFile<'_>, code: Option<&str>) -> String {
    let Some(code) = code else {
        return String::new();
    };
    let measures = &file.round.measures;
    let measure = measures.iter().find(|own| own.code == code);
    measure.map_or(code, |own| &own.name.vi).to_owned()
}

/// `yes = Có | Yes; no = Không | No`
fn choices(column: &Column<'_>) -> String {
    let list = column.question.list.as_ref();
    let list = list.and_then(|list| column.form.choice_lists.get(list));
    let choices: Vec<String> = list
        .into_iter()
        .flatten()
        .map(|it| format!("{} = {} | {}", it.name, it.label.vi, it.label.en))
        .collect();
    choices.join("; ")
}

/// Under which condition it applies: its own, with those of what it stands in.
pub(super) fn relevant(column: &Column<'_>) -> String {
    let repeat = column.row.as_ref().map(|(repeat, _)| *repeat);
    let conditions: Vec<&str> = [
        column.section.relevant.as_deref(),
        repeat.and_then(|repeat| repeat.relevant.as_deref()),
        column.question.relevant.as_deref(),
    ]
    .into_iter()
    .flatten()
    .collect();
    match conditions.as_slice() {
        [one] => (*one).to_owned(),
        many => {
            let many: Vec<String> = many.iter().map(|own| format!("({own})")).collect();
            many.join(" and ")
        }
    }
}

/// Each name once, in the order in which they come.
pub(super) fn distinct<'a>(names: &[&'a str]) -> Vec<&'a str> {
    let mut distinct: Vec<&str> = Vec::new();
    for name in names {
        if !distinct.contains(name) {
            distinct.push(name);
        }
    }
    distinct
}
