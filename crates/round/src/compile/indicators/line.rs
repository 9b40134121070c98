//! Reads one line of `indicators.csv`.

use sohoi_form::Text;
use sohoi_stats::{Aggregate, Calculation, Direction, Indicator, Term};
use sohoi_xlsform::{CellProblem, Row};

use crate::compile::tables::{flag, text};

pub(super) const REQUIRED_COLUMNS: [&str; 18] = [
    "code",
    "theme",
    "name::vi",
    "name::en",
    "unit::vi",
    "unit::en",
    "calc",
    "a.op",
    "a.form",
    "a.repeat",
    "a.field",
    "a.row_where",
    "a.where",
    "digits",
    "breakdowns",
    "direction",
    "weak_point",
    "headline",
];

pub(super) const OPTIONAL_COLUMNS: [&str; 11] = [
    "b.op",
    "b.form",
    "b.repeat",
    "b.field",
    "b.row_where",
    "b.where",
    "years",
    "scale",
    "report_section",
    "seed",
    "note",
];

/// The columns of one term.
pub(super) struct TermColumns {
    pub(super) op: &'static str,
    pub(super) form: &'static str,
    pub(super) repeat: &'static str,
    pub(super) field: &'static str,
    pub(super) row_where: &'static str,
    pub(super) r#where: &'static str,
}

pub(super) const A: TermColumns = TermColumns {
    op: "a.op",
    form: "a.form",
    repeat: "a.repeat",
    field: "a.field",
    row_where: "a.row_where",
    r#where: "a.where",
};

pub(super) const B: TermColumns = TermColumns {
    op: "b.op",
    form: "b.form",
    repeat: "b.repeat",
    field: "b.field",
    row_where: "b.row_where",
    r#where: "b.where",
};

/// The indicator of a line, as far as it is understood.
pub(super) fn indicator(row: Row<'_>, problems: &mut Vec<CellProblem>) -> Indicator {
    let calc = choice(row, "calc", &Calculation::NAMES, problems).unwrap_or(Calculation::Value);
    let has_b = [B.op, B.form, B.repeat, B.field, B.row_where, B.r#where]
        .iter()
        .any(|column| !row.get(column).is_empty());
    match (calc, has_b) {
        (Calculation::Value, true) => problems.push(row.problem(
            B.op,
            "`value` has no second term: leave the columns b.… empty",
        )),
        (Calculation::Value, false) | (_, true) => {}
        (_, false) => {
            problems.push(row.problem(B.op, format!("`{}` needs a second term", row.get("calc"))))
        }
    }
    Indicator {
        code: row.get("code").to_owned(),
        theme: text(row, "theme", problems),
        name: Text {
            vi: text(row, "name::vi", problems),
            en: text(row, "name::en", problems),
        },
        unit: Text {
            vi: text(row, "unit::vi", problems),
            en: text(row, "unit::en", problems),
        },
        calc,
        a: term(row, &A, problems),
        b: has_b.then(|| term(row, &B, problems)),
        years: number(row, "years", calc == Calculation::CagrPct, problems)
            .filter(|years: &f64| years.is_finite() && *years > 0.0),
        scale: number(row, "scale", calc == Calculation::Ratio, problems),
        digits: digits(row, problems),
        breakdowns: row
            .get("breakdowns")
            .split_whitespace()
            .map(str::to_owned)
            .collect(),
        direction: choice(row, "direction", &Direction::NAMES, problems)
            .unwrap_or(Direction::Neutral),
        weak_point: flag(row, "weak_point", problems),
        headline: flag(row, "headline", problems),
        report_section: row.get("report_section").to_owned(),
        seed: row
            .get("seed")
            .split_whitespace()
            .map(str::to_owned)
            .collect(),
        note: row.some("note"),
    }
}

fn term(row: Row<'_>, columns: &TermColumns, problems: &mut Vec<CellProblem>) -> Term {
    Term {
        op: choice(row, columns.op, &Aggregate::NAMES, problems).unwrap_or(Aggregate::Count),
        form: text(row, columns.form, problems),
        repeat: row.some(columns.repeat),
        field: row.some(columns.field),
        row_where: row.some(columns.row_where),
        r#where: row.some(columns.r#where),
    }
}

fn choice<T: Copy>(
    row: Row<'_>,
    column: &str,
    known: &[(&str, T)],
    problems: &mut Vec<CellProblem>,
) -> Option<T> {
    let cell = row.get(column);
    let value = known.iter().find(|(name, _)| *name == cell);
    if value.is_none() {
        let names: Vec<&str> = known.iter().map(|(name, _)| *name).collect();
        let message = format!("`{cell}` is not known: write {}", names.join(", "));
        problems.push(row.problem(column, message));
    }
    value.map(|(_, value)| *value)
}

/// A number that stands only where `has_meaning`.
fn number<T: std::str::FromStr>(
    row: Row<'_>,
    column: &str,
    has_meaning: bool,
    problems: &mut Vec<CellProblem>,
) -> Option<T> {
    let cell = row.some(column)?;
    if !has_meaning {
        let message = format!("has no meaning for `{}`", row.get("calc"));
        problems.push(row.problem(column, message));
        return None;
    }
    let number = cell.parse().ok();
    if number.is_none() {
        problems.push(row.problem(column, format!("`{cell}` is not a number that fits here")));
    }
    number
}

fn digits(row: Row<'_>, problems: &mut Vec<CellProblem>) -> u8 {
    match row.get("digits").parse() {
        Ok(digits @ 0..=6) => digits,
        _ => {
            let message = format!("`{}` is not a number from 0 to 6", row.get("digits"));
            problems.push(row.problem("digits", message));
            0
        }
    }
}
