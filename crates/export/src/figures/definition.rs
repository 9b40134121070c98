//! How an indicator is made up, in words: names of questions and choices as people read them,
//! each question with its name in the form, so that the figure can be traced.

use sohoi_form::{Form, Question};
use sohoi_round::Round;
use sohoi_stats::{Aggregate, Calculation, Indicator, Term};
use sohoi_text::Language;
use sohoi_text::messages::export as words;

use super::read;

/// `PL01 Tỷ lệ …: 100 × a / b. a = số phiếu …; b = ….`
pub(super) fn definition(round: &Round, indicator: &Indicator, language: Language) -> String {
    let name = read(&indicator.name, language);
    let a = term(round, &indicator.a, language);
    let mut text = match indicator.calc {
        Calculation::Value => format!("{} {name}: {a}", indicator.code),
        _ => format!("{} {name}: {}. a = {a}", indicator.code, formula(indicator)),
    };
    if let Some(b) = &indicator.b {
        text += &format!("; b = {}", term(round, b, language));
    }
    text.push('.');
    if let Some(note) = &indicator.note {
        let (vi, en) = note.split_once(" / ").unwrap_or((note, ""));
        text += &format!(" {}: {}.", words::remark(language), language.pick(vi, en));
    }
    text
}

fn formula(indicator: &Indicator) -> String {
    match indicator.calc {
        Calculation::Value => "a".to_owned(),
        Calculation::Pct => "100 × a / b".to_owned(),
        Calculation::PctComplement => "100 − 100 × a / b".to_owned(),
        Calculation::Ratio => match indicator.scale {
            Some(scale) if scale != 1 => format!("{scale} × a / b"),
            _ => "a / b".to_owned(),
        },
        Calculation::GrowthPct => "100 × (a / b − 1)".to_owned(),
        Calculation::CagrPct => {
            let years = indicator.years.unwrap_or(1.0);
            format!("100 × ((a / b)^(1/{years}) − 1)")
        }
    }
}

fn term(round: &Round, term: &Term, language: Language) -> String {
    let form = round.forms.iter().find(|form| form.id == term.form);
    let title = form.map_or(term.form.as_str(), |form| read(&form.title, language));
    let said = |expression: &str| form_words(form, expression, language);
    let mut text = match (&term.field, term.op) {
        (None, _) | (_, Aggregate::Count) => words::count_of(language).to_owned(),
        (Some(field), op) => {
            let of = match op {
                Aggregate::Sum => words::sum_of(language),
                Aggregate::Mean => words::mean_of(language),
                Aggregate::Median => words::median_of(language),
                Aggregate::Count => words::count_of(language),
            };
            format!("{of} {},", said(field))
        }
    };
    text += &format!(" “{title}”");
    if let Some(repeat) = &term.repeat {
        let label = form.and_then(|form| form.question_anywhere(repeat));
        let label = label.map_or(repeat.as_str(), |it| read(&it.label, language));
        text += &format!(", {} “{label}”", words::rows_of(language));
    }
    if let Some(condition) = &term.row_where {
        text += &format!(", {} {}", words::rows_where(language), said(condition));
    }
    if let Some(condition) = &term.r#where {
        text += &format!(", {} {}", words::forms_where(language), said(condition));
    }
    text
}

/// An expression with the words of questions and choices: `${kind} = 'x'` becomes
/// `“Loại hội” [kind] = “Đặc thù”`.
fn form_words(form: Option<&Form>, expression: &str, language: Language) -> String {
    let mut text = String::with_capacity(expression.len() * 2);
    let mut rest = expression;
    let mut asked: Option<&Question> = None;
    while let Some(place) = rest.find(['$', '\'']) {
        text += &operators(&rest[..place], language);
        rest = &rest[place..];
        let is_name = rest.starts_with("${");
        let end = match is_name {
            true => rest.find('}'),
            false => rest[1..].find('\'').map(|end| end + 1),
        };
        let Some(end) = end else { break };
        let inner = if is_name {
            &rest[2..end]
        } else {
            &rest[1..end]
        };
        if is_name {
            asked = form.and_then(|form| form.question_anywhere(inner));
            let label = asked.map(|it| read(&it.label, language));
            text += &match label.filter(|label| !label.is_empty()) {
                Some(label) => format!("“{label}” [{inner}]"),
                None => format!("[{inner}]"),
            };
        } else {
            let list = asked.and_then(|it| form?.choice_lists.get(it.list.as_ref()?));
            let choice = list.and_then(|list| list.iter().find(|it| it.name == inner));
            text += &match (choice, inner) {
                (Some(choice), _) => format!("“{}”", read(&choice.label, language)),
                (None, "") => words::blank(language).to_owned(),
                (None, inner) => format!("“{inner}”"),
            };
        }
        rest = &rest[end + 1..];
    }
    text + &operators(rest, language)
}

/// What stands between names, as people write it.
fn operators(text: &str, language: Language) -> String {
    // Days are compared as numbers; to people they are days.
    text.replace("decimal-date-time(", "(")
        .replace(" and ", &format!(" {} ", words::and(language)))
        .replace(" or ", &format!(" {} ", words::or(language)))
        .replace("!=", "≠")
        .replace("<=", "≤")
        .replace(">=", "≥")
}
