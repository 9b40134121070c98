//! The survey sheet: sections, questions and repeats in document order.

use std::collections::BTreeMap;

use sohoi_form::{Question, QuestionType, Section, Text};

use crate::choices::ChoiceLists;
use crate::line::{COLUMNS, Line, REQUIRED_COLUMNS};
use crate::problem::CellProblem;
use crate::sheet::{Row, Sheet};

/// The sections, and the row of every name.
#[derive(Default)]
pub(crate) struct Survey {
    pub(crate) sections: Vec<Section>,
    pub(crate) rows: BTreeMap<String, u64>,
}

/// Reads the sheet. A line with a flaw is still taken up as far as it is understood, so that
/// names referring to it do not become flaws as well.
pub(crate) fn read(
    sheet: &Sheet,
    choices: &ChoiceLists,
    problems: &mut Vec<CellProblem>,
) -> Survey {
    problems.extend(sheet.check_header(&REQUIRED_COLUMNS, &COLUMNS));
    let mut reader = Reader {
        choices,
        problems,
        survey: Survey::default(),
        section: None,
        repeat: None,
    };
    for row in sheet.rows() {
        if row.is_whole() {
            reader.line(row);
        } else {
            // Already reported; its type and name are taken up for what refers to them.
            let known = reader.problems.len();
            reader.line(row.first(2));
            reader.problems.truncate(known);
        }
    }
    reader.finish()
}

struct Reader<'r> {
    choices: &'r ChoiceLists,
    problems: &'r mut Vec<CellProblem>,
    survey: Survey,
    /// The open group and the row that opened it.
    section: Option<(u64, Section)>,
    /// The open repeat and the row that opened it.
    repeat: Option<(u64, Question)>,
}

impl Reader<'_> {
    fn line(&mut self, row: Row<'_>) {
        let line = match Line::parse(row.get("type")) {
            Ok(line) => line,
            Err(message) => {
                self.problems.push(row.problem("type", message));
                Line::Question {
                    kind: QuestionType::Text,
                    list: None,
                }
            }
        };
        for column in COLUMNS {
            if !row.get(column).is_empty() && !line.takes(column) {
                self.problems.push(row.problem(
                    column,
                    format!("`{column}` has no meaning for `{}`", row.get("type")),
                ));
            }
        }
        if !line.is_end() {
            self.name(row);
            let calculated =
                matches!(&line, Line::Question { kind, .. } if *kind == QuestionType::Calculate);
            check_text(row, "label", !calculated, self.problems);
        }
        match line {
            Line::BeginGroup => self.begin_group(row),
            Line::EndGroup => self.end_group(row),
            Line::BeginRepeat => self.begin_repeat(row),
            Line::EndRepeat => self.end_repeat(row),
            Line::Question { kind, list } => {
                let question = self.question(row, kind, list);
                self.add(row, question);
            }
        }
    }

    /// Checks the name of a line and remembers its row.
    fn name(&mut self, row: Row<'_>) {
        let name = row.get("name");
        if !is_name(name) {
            self.problems.push(row.problem("name", bad_name(name)));
        } else if let Some(first) = self.survey.rows.get(name) {
            self.problems.push(row.problem(
                "name",
                format!("the name `{name}` is already used in row {first}"),
            ));
        } else {
            self.survey.rows.insert(name.to_owned(), row.number());
        }
    }

    fn begin_group(&mut self, row: Row<'_>) {
        if let Some((opened, _)) = &self.section {
            self.problems.push(row.problem(
                "type",
                format!("groups do not nest: close the group of row {opened} first"),
            ));
            self.close_group();
        }
        let section = Section {
            id: row.get("name").to_owned(),
            title: text(row, "label"),
            seed: words(row.get("seed")),
            relevant: row.some("relevant"),
            questions: Vec::new(),
        };
        self.section = Some((row.number(), section));
    }

    fn end_group(&mut self, row: Row<'_>) {
        if let Some((opened, _)) = &self.repeat {
            self.problems.push(row.problem(
                "type",
                format!("the repeat of row {opened} is still open: put end_repeat before"),
            ));
            self.close_repeat();
        }
        match &self.section {
            None => self
                .problems
                .push(row.problem("type", "end_group closes no group")),
            Some((opened, section)) => {
                let problem = wrong_end(row, *opened, &section.id);
                self.problems.extend(problem);
            }
        }
        self.close_group();
    }

    fn begin_repeat(&mut self, row: Row<'_>) {
        if let Some((opened, _)) = &self.repeat {
            self.problems.push(row.problem(
                "type",
                format!("repeats do not nest: close the repeat of row {opened} first"),
            ));
            self.close_repeat();
        }
        if self.section.is_none() {
            self.outside(row);
        }
        let repeat = self.question(row, QuestionType::Repeat, None);
        self.repeat = Some((row.number(), repeat));
    }

    fn end_repeat(&mut self, row: Row<'_>) {
        match &self.repeat {
            None => self
                .problems
                .push(row.problem("type", "end_repeat closes no repeat")),
            Some((opened, repeat)) => {
                let problem = wrong_end(row, *opened, &repeat.name);
                self.problems.extend(problem);
            }
        }
        self.close_repeat();
    }

    fn question(&mut self, row: Row<'_>, kind: QuestionType, list: Option<String>) -> Question {
        if let Some(list) = &list
            && self.choices.is_readable
            && !self.choices.lists.contains_key(list)
        {
            self.problems
                .push(row.problem("type", format!("the choices sheet has no list `{list}`")));
        }
        if kind == QuestionType::Calculate && row.get("calculation").is_empty() {
            self.problems
                .push(row.problem("calculation", "a calculate needs an expression"));
        }
        let is_message = !row.get("constraint_message::vi").is_empty();
        if is_message && row.get("constraint").is_empty() {
            self.problems.push(row.problem(
                "constraint",
                "a constraint_message stands here without a constraint",
            ));
        }
        check_text(row, "hint", false, self.problems);
        check_text(row, "constraint_message", false, self.problems);
        Question {
            name: row.get("name").to_owned(),
            kind,
            label: text(row, "label"),
            hint: some_text(row, "hint"),
            list,
            choice_filter: row.some("choice_filter"),
            required: self.yes_or_no(row, "required"),
            relevant: row.some("relevant"),
            constraint: row.some("constraint"),
            constraint_message: some_text(row, "constraint_message"),
            calculation: row.some("calculation"),
            appearance: row.some("appearance"),
            unit: row.some("unit"),
            prefill: self.one_of(row, "prefill", &["registry"]),
            legal_basis: row.some("legal_basis"),
            tier: row.some("tier"),
            pii: self.one_of(row, "pii", &["none", "basic", "sensitive"]),
            seed: words(row.get("seed")),
            repeat_count: row.some("repeat_count"),
            row_key: row.some("row_key"),
            questions: Vec::new(),
        }
    }

    fn add(&mut self, row: Row<'_>, question: Question) {
        if let Some((_, repeat)) = &mut self.repeat {
            repeat.questions.push(question);
        } else if let Some((_, section)) = &mut self.section {
            section.questions.push(question);
        } else {
            self.outside(row);
        }
    }

    fn outside(&mut self, row: Row<'_>) {
        self.problems.push(row.problem(
            "type",
            "stands outside every group: put it between begin_group and end_group",
        ));
    }

    fn close_repeat(&mut self) {
        let Some((opened, repeat)) = self.repeat.take() else {
            return;
        };
        if repeat.questions.is_empty() {
            self.problems
                .push(CellProblem::of_row(opened, "the repeat has no questions"));
        }
        if let Some(key) = &repeat.row_key {
            let is_calculation = |question: &Question| {
                question.name == *key && question.kind == QuestionType::Calculate
            };
            if !repeat.questions.iter().any(is_calculation) {
                self.problems.push(CellProblem::of_cell(
                    opened,
                    "row_key",
                    format!("`{key}` is not a calculate of this repeat"),
                ));
            }
        }
        if let Some((_, section)) = &mut self.section {
            section.questions.push(repeat);
        }
    }

    fn close_group(&mut self) {
        if let Some((opened, section)) = self.section.take() {
            if section.questions.is_empty() {
                self.problems
                    .push(CellProblem::of_row(opened, "the group has no questions"));
            }
            self.survey.sections.push(section);
        }
    }

    fn finish(mut self) -> Survey {
        if let Some((opened, _)) = &self.repeat {
            self.problems.push(CellProblem::of_cell(
                *opened,
                "type",
                "the repeat is never closed: add end_repeat",
            ));
            self.close_repeat();
        }
        if let Some((opened, _)) = &self.section {
            self.problems.push(CellProblem::of_cell(
                *opened,
                "type",
                "the group is never closed: add end_group",
            ));
            self.close_group();
        }
        self.survey
    }

    fn yes_or_no(&mut self, row: Row<'_>, column: &str) -> bool {
        match row.get(column) {
            "yes" | "true" => true,
            "" | "no" | "false" => false,
            other => {
                self.problems
                    .push(row.problem(column, format!("write yes or no, not `{other}`")));
                false
            }
        }
    }

    fn one_of(&mut self, row: Row<'_>, column: &str, known: &[&str]) -> Option<String> {
        let cell = row.some(column)?;
        if known.contains(&cell.as_str()) {
            return Some(cell);
        }
        self.problems.push(row.problem(
            column,
            format!("`{cell}` is not known: write {}", known.join(", ")),
        ));
        None
    }
}

/// Reports a bilingual text of which a half is missing, or all of it where it is needed.
pub(crate) fn check_text(
    row: Row<'_>,
    property: &str,
    needed: bool,
    problems: &mut Vec<CellProblem>,
) {
    let cells = ["vi", "en"].map(|language| {
        let column = format!("{property}::{language}");
        let is_blank = row.get(&column).is_empty();
        (column, is_blank)
    });
    let some = cells.iter().any(|(_, is_blank)| !is_blank);
    for (column, is_blank) in cells {
        // A required column that is missing is reported once, in the header.
        let is_reported = !row.has(&column) && REQUIRED_COLUMNS.contains(&column.as_str());
        if is_blank && !is_reported && (some || needed) {
            problems.push(row.problem(&column, format!("the {property} is missing")));
        }
    }
}

/// What is wrong with a name that is not one.
pub(crate) fn bad_name(name: &str) -> String {
    if name.is_empty() {
        "the name is missing".to_owned()
    } else {
        format!("`{name}` is not a name: use letters a-z, digits and _, no spaces")
    }
}

fn is_name(name: &str) -> bool {
    let mut letters = name.chars();
    letters
        .next()
        .is_some_and(|first| first.is_ascii_alphabetic() || first == '_')
        && letters.all(|letter| letter.is_ascii_alphanumeric() || letter == '_')
}

/// The problem of an end line that names something else than what it closes.
fn wrong_end(row: Row<'_>, opened: u64, name: &str) -> Option<CellProblem> {
    let given = row.get("name");
    (!given.is_empty() && given != name).then(|| {
        row.problem(
            "name",
            format!("closes `{name}` of row {opened}, not `{given}`"),
        )
    })
}

fn text(row: Row<'_>, property: &str) -> Text {
    Text {
        vi: row.get(&format!("{property}::vi")).to_owned(),
        en: row.get(&format!("{property}::en")).to_owned(),
    }
}

fn some_text(row: Row<'_>, property: &str) -> Option<Text> {
    Some(text(row, property)).filter(|text| !text.vi.is_empty() || !text.en.is_empty())
}

fn words(cell: &str) -> Vec<String> {
    cell.split_whitespace().map(str::to_owned).collect()
}
