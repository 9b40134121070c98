//! Reads `indicators.csv` and checks every indicator and dimension against the forms.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use sohoi_form::{Engine, QuestionType, Text};
use sohoi_stats::{Aggregate, Calculation, Dimension, DimensionSource, Direction, Indicator, Term};
use sohoi_xlsform::{CellProblem, Row};

use crate::compile::PackageFiles;
use crate::compile::findings::Findings;
use crate::compile::forms::{CheckedForm, Forms};
use crate::compile::manifest::{self, Manifest};
use crate::compile::tables::{Ids, flag, text};

const FILE: &str = "indicators.csv";

const REQUIRED_COLUMNS: [&str; 17] = [
    "code",
    "theme",
    "name::vi",
    "name::en",
    "unit",
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

const OPTIONAL_COLUMNS: [&str; 11] = [
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
struct TermColumns {
    op: &'static str,
    form: &'static str,
    repeat: &'static str,
    field: &'static str,
    row_where: &'static str,
    r#where: &'static str,
}

const A: TermColumns = TermColumns {
    op: "a.op",
    form: "a.form",
    repeat: "a.repeat",
    field: "a.field",
    row_where: "a.row_where",
    r#where: "a.where",
};

const B: TermColumns = TermColumns {
    op: "b.op",
    form: "b.form",
    repeat: "b.repeat",
    field: "b.field",
    row_where: "b.row_where",
    r#where: "b.where",
};

/// Reads the indicators.
pub(super) fn read(
    files: &PackageFiles,
    manifest: &Manifest,
    forms: &Forms,
    found: &mut Findings,
) -> Vec<Indicator> {
    let before = found.count();
    check_dimensions(manifest, forms, found);
    let sheet = found.sheet(files, FILE, &REQUIRED_COLUMNS, &OPTIONAL_COLUMNS);
    let mut problems = Vec::new();
    let mut codes = Ids::default();
    let mut indicators = Vec::new();
    let mut rows = BTreeMap::new();
    for row in sheet.rows().filter(sohoi_xlsform::Row::is_whole) {
        match codes.take(row, "code") {
            Ok(code) => {
                rows.insert(code, row.number());
            }
            Err(problem) => problems.push(problem),
        }
        let indicator = indicator(row, &mut problems);
        if manifest.is_readable {
            check(row, &indicator, manifest, forms, &mut problems);
        }
        indicators.push(indicator);
    }
    for problem in problems {
        found.add(FILE, problem);
    }

    // The statistics say again what was said above, so they are asked last.
    if found.count() == before {
        check_by_computing(&indicators, manifest, forms, &rows, found);
    }
    let coverage = &manifest.coverage_indicator;
    if !coverage.value.is_empty() && !rows.contains_key(&coverage.value) {
        let message = format!("indicators.csv has no indicator `{}`", coverage.value);
        found.add(
            manifest::FILE,
            CellProblem::of_cell(coverage.row, "coverage_indicator", message),
        );
    }
    indicators
}

fn indicator(row: Row<'_>, problems: &mut Vec<CellProblem>) -> Indicator {
    let calc = choice(row, "calc", &CALCULATIONS, problems).unwrap_or(Calculation::Value);
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
        unit: text(row, "unit", problems),
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
        direction: choice(row, "direction", &DIRECTIONS, problems).unwrap_or(Direction::Neutral),
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

const CALCULATIONS: [(&str, Calculation); 6] = [
    ("value", Calculation::Value),
    ("pct", Calculation::Pct),
    ("pct_complement", Calculation::PctComplement),
    ("ratio", Calculation::Ratio),
    ("growth_pct", Calculation::GrowthPct),
    ("cagr_pct", Calculation::CagrPct),
];

const DIRECTIONS: [(&str, Direction); 3] = [
    ("up", Direction::Up),
    ("down", Direction::Down),
    ("neutral", Direction::Neutral),
];

const AGGREGATES: [(&str, Aggregate); 4] = [
    ("count", Aggregate::Count),
    ("sum", Aggregate::Sum),
    ("mean", Aggregate::Mean),
    ("median", Aggregate::Median),
];

fn term(row: Row<'_>, columns: &TermColumns, problems: &mut Vec<CellProblem>) -> Term {
    Term {
        op: choice(row, columns.op, &AGGREGATES, problems).unwrap_or(Aggregate::Count),
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

/// Checks an indicator against the manifest and the forms.
fn check(
    row: Row<'_>,
    indicator: &Indicator,
    manifest: &Manifest,
    forms: &Forms,
    problems: &mut Vec<CellProblem>,
) {
    let theme = &indicator.theme;
    if !theme.is_empty() && !manifest.themes.iter().any(|known| known.id == *theme) {
        let message = format!("`{theme}` is not a [[theme]] of round.toml");
        problems.push(row.problem("theme", message));
    }
    if indicator.calc == Calculation::CagrPct && indicator.years.is_none() {
        problems.push(row.problem("years", "`cagr_pct` needs a number of years above 0"));
    }
    if indicator.scale == Some(0) {
        problems.push(row.problem("scale", "must not be 0"));
    }
    check_term(row, &A, &indicator.a, manifest, forms, problems);
    if let Some(b) = &indicator.b {
        check_term(row, &B, b, manifest, forms, problems);
    }
    let mut seen = BTreeSet::new();
    for id in &indicator.breakdowns {
        let dimension = manifest
            .dimensions
            .iter()
            .map(|dimension| &dimension.value)
            .find(|dimension| dimension.id == *id);
        let message = match dimension {
            _ if !seen.insert(id) => Some(format!("`{id}` stands here twice")),
            None => Some(format!("`{id}` is not a [[dimension]] of round.toml")),
            Some(dimension) => misfit(indicator, dimension, manifest),
        };
        if let Some(message) = message {
            problems.push(row.problem("breakdowns", message));
        }
    }
}

/// Why an indicator cannot be broken down by a dimension.
fn misfit(indicator: &Indicator, dimension: &Dimension, manifest: &Manifest) -> Option<String> {
    let id = &dimension.id;
    let is_form = |term: &&Term| manifest.forms.iter().any(|head| head.value.id == term.form);
    let mut terms = std::iter::once(&indicator.a)
        .chain(&indicator.b)
        .filter(is_form);
    match &dimension.source {
        DimensionSource::RowKey => terms
            .any(|term| term.repeat.is_none())
            .then(|| format!("`{id}` needs terms over the rows of a repeat")),
        DimensionSource::Question { names, .. } => terms
            .find(|term| !names.contains_key(&term.form))
            .map(|term| format!("`{id}` has no question in the form `{}`", term.form)),
    }
}

fn check_term(
    row: Row<'_>,
    columns: &TermColumns,
    term: &Term,
    manifest: &Manifest,
    forms: &Forms,
    problems: &mut Vec<CellProblem>,
) {
    if term.form.is_empty() {
        return;
    }
    let Some(form) = forms.get(&term.form) else {
        // A form that is named but cannot be read is reported where it stands.
        if manifest.forms.iter().any(|head| head.value.id == term.form) {
            return;
        }
        let message = format!("there is no form `{}`", term.form);
        problems.push(row.problem(columns.form, message));
        return;
    };
    let is_count = term.op == Aggregate::Count;
    match &term.field {
        Some(_) if is_count => {
            problems.push(row.problem(columns.field, "a count has no field"));
        }
        None if !is_count => {
            let message = format!("`{}` needs a field", row.get(columns.op));
            problems.push(row.problem(columns.field, message));
        }
        _ => {}
    }
    if !check_repeat(row, columns, term, form, problems) {
        return;
    }
    let repeat = term.repeat.as_deref();
    let expressions = [
        (columns.field, &term.field, repeat),
        (columns.row_where, &term.row_where, repeat),
        (columns.r#where, &term.r#where, None),
    ];
    if let Some(engine) = &form.engine {
        for (column, expression, repeat) in expressions {
            let Some(text) = expression else { continue };
            if let Err(problem) = engine.reference(text, repeat) {
                let message = match problem.offset {
                    Some(offset) => format!("{} (at character {})", problem.message, offset + 1),
                    None => problem.message,
                };
                problems.push(row.problem(column, message));
            }
        }
    }
}

/// Checks the repeat of a term; false where it has none of that name, so that nothing can be
/// said of expressions over its rows.
fn check_repeat(
    row: Row<'_>,
    columns: &TermColumns,
    term: &Term,
    form: &CheckedForm,
    problems: &mut Vec<CellProblem>,
) -> bool {
    let Some(name) = &term.repeat else {
        if term.row_where.is_some() {
            problems.push(row.problem(columns.row_where, "needs a repeat"));
        }
        return true;
    };
    let is_repeat = |kind| kind == QuestionType::Repeat;
    let Some(repeat) = form.question(name).filter(|found| is_repeat(found.kind)) else {
        let message = format!("the form `{}` has no repeat `{name}`", term.form);
        problems.push(row.problem(columns.repeat, message));
        return false;
    };
    // A breakdown by row replaces this condition, so it may say nothing else.
    let text = term.row_where.as_deref().filter(|_| form.engine.is_some());
    let others = text.into_iter().flat_map(references);
    for other in others.filter(|other| Some(*other) != repeat.row_key.as_deref()) {
        let message = match &repeat.row_key {
            Some(key) => format!("may refer to the row key ${{{key}}} only, not to ${{{other}}}"),
            None => format!("the repeat `{name}` has no row_key"),
        };
        problems.push(row.problem(columns.row_where, message));
    }
    true
}

/// The names in `${…}` of an expression, outside quoted texts.
fn references(expression: &str) -> Vec<&str> {
    let mut names = Vec::new();
    let mut rest = expression;
    while let Some(start) = rest.find(['\'', '"', '$']) {
        let mark = rest[start..].chars().next();
        rest = &rest[start + 1..];
        let end = match mark {
            Some('$') => rest.strip_prefix('{').and_then(|name| name.find('}')),
            Some(quote) => rest.find(quote),
            None => None,
        };
        let Some(end) = end else { continue };
        if mark == Some('$') {
            names.push(&rest[1..=end]);
        }
        rest = &rest[end + 1..];
    }
    names
}

/// Checks that every dimension names questions and lists that are there.
fn check_dimensions(manifest: &Manifest, forms: &Forms, found: &mut Findings) {
    for located in &manifest.dimensions {
        let DimensionSource::Question { names, form, list } = &located.value.source else {
            continue;
        };
        let mut problem = |column: &str, message: String| {
            found.add(
                manifest::FILE,
                CellProblem::of_cell(located.row, column, message),
            );
        };
        let is_form = |id: &String| manifest.forms.iter().any(|head| head.value.id == *id);
        for (form, name) in names {
            match forms.get(form) {
                None if !is_form(form) => {
                    problem(
                        "dimension.question.names",
                        format!("there is no form `{form}`"),
                    );
                }
                Some(checked) if checked.question(name).is_none() => problem(
                    "dimension.question.names",
                    format!("the form `{form}` has no question `{name}` outside repeats"),
                ),
                _ => {}
            }
        }
        match forms.get(form) {
            None if !form.is_empty() && !is_form(form) => {
                problem(
                    "dimension.question.form",
                    format!("there is no form `{form}`"),
                );
            }
            Some(checked)
                if !list.is_empty() && !checked.definition.choice_lists.contains_key(list) =>
            {
                problem(
                    "dimension.question.list",
                    format!("the form `{form}` has no choice list `{list}`"),
                );
            }
            _ => {}
        }
    }
}

/// Computes the indicators of no response at all: what the statistics refuse to compute is a
/// flaw, even one that nobody thought of above.
fn check_by_computing(
    indicators: &[Indicator],
    manifest: &Manifest,
    forms: &Forms,
    rows: &BTreeMap<String, u64>,
    found: &mut Findings,
) {
    let engines: BTreeMap<String, Arc<Engine>> = forms
        .iter()
        .filter_map(|(id, form)| Some((id.clone(), form.engine.clone()?)))
        .collect();
    if !manifest.is_readable || engines.len() != manifest.forms.len() {
        return;
    }
    let dimensions: Vec<Dimension> = manifest
        .dimensions
        .iter()
        .map(|dimension| dimension.value.clone())
        .collect();
    let Err(problems) = sohoi_stats::compute(indicators, &dimensions, &engines, &[]) else {
        return;
    };
    for problem in problems {
        if let Some(row) = rows.get(&problem.code) {
            let place = CellProblem::of_cell(*row, problem.property, problem.message);
            found.add_consequence(FILE, place);
        } else {
            let dimensions = &manifest.dimensions;
            let dimension = dimensions
                .iter()
                .find(|found| found.value.id == problem.code);
            let place = CellProblem {
                row: dimension.map(|dimension| dimension.row),
                column: Some(format!(
                    "dimension.{}",
                    problem.property.replacen("source", "question", 1)
                )),
                message: problem.message,
            };
            found.add_consequence(manifest::FILE, place);
        }
    }
}
