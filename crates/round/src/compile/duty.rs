//! Reads `[[duty]]` of `round.toml`, and holds it against the forms.

use chrono::{Datelike, NaiveDate};
use sohoi_form::QuestionType;
use sohoi_xlsform::CellProblem;

use super::entry::{Entry, Located};
use super::findings::Findings;
use super::forms::Forms;
use super::manifest::{FILE, Manifest, each};
use crate::duty::{Due, DutyRule, Span};
use crate::round::SubjectKind;

/// Reads all of them and holds them against the kinds of subjects; a duty may be before one above it.
pub(super) fn read(
    root: &mut Entry<'_>,
    kinds: &[Located<SubjectKind>],
    problems: &mut Vec<CellProblem>,
) -> Vec<Located<DutyRule>> {
    let entries = root.some_entries("duty", problems);
    let read = each(entries, problems, "id", |entry, problems| {
        let rule = rule(entry, kinds, problems);
        (rule.id.clone(), rule)
    });
    for (at, own) in read.iter().enumerate() {
        let Due::Before { duty, .. } = &own.value.due else {
            continue;
        };
        if !read[..at]
            .iter()
            .any(|above| above.value.id == *duty && above.value.kind == own.value.kind)
        {
            let message = format!("there is no [[duty]] `{duty}` of this kind above");
            problems.push(CellProblem::of_cell(own.row, "duty.before", message));
        }
    }
    read
}

/// Reports the attributes that are no question of the form of their kind: nobody could say them.
pub(super) fn check(manifest: &Manifest, forms: &Forms, found: &mut Findings) {
    for own in &manifest.duties {
        let Due::Term {
            since, years_in, ..
        } = &own.value.due
        else {
            continue;
        };
        let mut kinds = manifest.subject_kinds.iter().map(|kind| &kind.value);
        let kind = kinds.find(|kind| kind.id == own.value.kind);
        // A form with problems of its own is not there.
        let Some(form) = kind.and_then(|kind| forms.get(&kind.form)) else {
            continue;
        };
        let wanted = [
            ("since", since, QuestionType::Date, "day"),
            ("years_in", years_in, QuestionType::Integer, "whole number"),
        ];
        for (key, name, kind, what) in wanted {
            let is_there = form.question(name).is_some_and(|own| own.kind == kind);
            if !name.is_empty() && !is_there {
                let id = &form.definition.id;
                let message = format!("the form `{id}` has no {what} `{name}` outside repeats");
                let column = format!("duty.term.{key}");
                found.add(FILE, CellProblem::of_cell(own.row, column, message));
            }
        }
    }
}

fn rule(
    entry: &mut Entry<'_>,
    kinds: &[Located<SubjectKind>],
    problems: &mut Vec<CellProblem>,
) -> DutyRule {
    let id = entry.text("id", problems);
    let name = entry.bilingual("name", problems);
    let kind = entry.located_text("kind", problems);
    if !kind.value.is_empty() && !kinds.iter().any(|own| own.value.id == kind.value) {
        let message = format!("`{}` is not a [[subject_kind]]", kind.value);
        problems.push(CellProblem::of_cell(
            kind.row,
            entry.column("kind"),
            message,
        ));
    }
    let due = due(entry, problems);
    let remind = entry.texts("remind", problems);
    let column = entry.column("remind");
    let remind = remind
        .iter()
        .map(|text| span(text, &column, problems))
        .collect();
    let then = entry.has("then").then(|| {
        let text = entry.located_text("then", problems);
        let column = entry.column("then");
        let then = span(&text, &column, problems);
        if matches!(then, Span::Days(0) | Span::Months(0)) && !text.value.is_empty() {
            problems.push(CellProblem::of_cell(
                text.row,
                column,
                "must be longer than nothing",
            ));
        }
        then
    });
    DutyRule {
        id,
        name,
        kind: kind.value,
        due,
        remind,
        then,
    }
}

fn due(entry: &mut Entry<'_>, problems: &mut Vec<CellProblem>) -> Due {
    let ways = ["term", "before", "yearly"];
    if ways.iter().filter(|way| entry.has(way)).count() != 1 {
        let message = "a duty has one of `term`, `before` and `yearly`";
        problems.push(CellProblem::of_cell(
            entry.row(),
            entry.column("term"),
            message,
        ));
    }
    let mut due = Due::Yearly { month: 1, day: 1 };
    if let Some(mut term) = entry.some_entry("term", problems) {
        due = Due::Term {
            since: term.text("since", problems),
            years_in: term.text("years_in", problems),
            years: term.factor("years", problems),
        };
        term.finish(problems);
    }
    if let Some(mut before) = entry.some_entry("before", problems) {
        let by = before.located_text("by", problems);
        due = Due::Before {
            duty: before.text("duty", problems),
            by: span(&by, &before.column("by"), problems),
        };
        before.finish(problems);
    }
    if entry.has("yearly") {
        let text = entry.located_text("yearly", problems);
        // Of a year without a leap day: a duty of 29 February would skip years.
        let day = NaiveDate::parse_from_str(&format!("2017-{}", text.value), "%Y-%m-%d");
        match day {
            Ok(day) => {
                due = Due::Yearly {
                    month: day.month(),
                    day: day.day(),
                };
            }
            Err(_) if text.value.is_empty() => {}
            Err(_) => problems.push(CellProblem::of_cell(
                text.row,
                entry.column("yearly"),
                format!(
                    "`{}` is not a day of every year: write it as 12-01",
                    text.value
                ),
            )),
        }
    }
    due
}

/// `60 days`, `3 months`.
fn span(text: &Located<String>, column: &str, problems: &mut Vec<CellProblem>) -> Span {
    let parts: Vec<&str> = text.value.split(' ').collect();
    let read = match parts[..] {
        [count, "day" | "days"] => count.parse().ok().map(Span::Days),
        [count, "month" | "months"] => count.parse().ok().map(Span::Months),
        _ => None,
    };
    // More would leave the calendar.
    let within = read.filter(|span| matches!(span, Span::Days(0..=3660) | Span::Months(0..=120)));
    within.unwrap_or_else(|| {
        if !text.value.is_empty() {
            let message = format!(
                "`{}` is not a time: write it as `60 days` or `3 months`",
                text.value
            );
            problems.push(CellProblem::of_cell(text.row, column.to_owned(), message));
        }
        Span::Days(0)
    })
}
