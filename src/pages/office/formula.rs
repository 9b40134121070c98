//! How a figure is made, for those who want to check it.

use leptos::prelude::*;
use sohoi_stats::{Aggregate, Calculation, Indicator, Term};
use sohoi_text::messages::results as words;

use crate::pages::office::names::Names;
use crate::routes::{Figures, QuestionName, Route};
use crate::view::{IntoView, View, view};

/// The formula in words, and behind a heading the exact terms of the round. The questions that it
/// names lead to their tables, of the responses of `figures`, where somebody may see these.
pub fn formula(names: &Names, indicator: &Indicator, figures: Option<Memo<Figures>>) -> View {
    let language = names.language;
    let made = match indicator.calc {
        Calculation::Value => op(names, indicator.a.op),
        Calculation::Pct => words::as_percentage(language),
        Calculation::PctComplement => words::as_complement(language),
        Calculation::Ratio => words::as_ratio(language),
        Calculation::GrowthPct => words::as_growth(language),
        Calculation::CagrPct => words::as_mean_growth(language),
    };
    let scale = indicator.scale.filter(|scale| *scale != 1);
    let scale = scale.map(|scale| [" × ", &sohoi_text::format_integer(scale.into())].concat());
    let (first, second) = match &indicator.b {
        Some(b) => (
            words::numerator(language),
            Some(term(names, words::denominator(language), b, figures)),
        ),
        None => (words::value(language), None),
    };
    view! {
        <details class="formula">
            <summary>{words::how_made(language)}</summary>
            <p>{made}{scale}</p>
            {term(names, first, &indicator.a, figures)}
            {second}
        </details>
    }
    .into_view()
}

fn op(names: &Names, op: Aggregate) -> &'static str {
    let language = names.language;
    match op {
        Aggregate::Count => words::op_count(language),
        Aggregate::Sum => words::op_sum(language),
        Aggregate::Mean => words::op_mean(language),
        Aggregate::Median => words::op_median(language),
    }
}

fn term(names: &Names, name: &'static str, term: &Term, figures: Option<Memo<Figures>>) -> View {
    let language = names.language;
    // A text that is a name only is told by its label, too.
    let line = |name: &'static str, text: &Option<String>| {
        text.as_ref().map(|text| {
            let label = names.question(&term.form, text).map(|label| {
                let asked = QuestionName {
                    form: term.form.clone(),
                    name: text.trim_matches(['$', '{', '}']).to_owned(),
                };
                match figures.filter(|_| term.repeat.as_ref() != Some(&asked.name)) {
                    Some(figures) => to_table(asked, label, figures),
                    None => label.into_view(),
                }
            });
            view! {
                <div><dt>{name}</dt><dd>{label}" "<code>{text.clone()}</code></dd></div>
            }
        })
    };
    view! {
        <h3>{name}</h3>
        <dl class="facts">
            <div><dt>{words::op(language)}</dt><dd>{op(names, term.op)}</dd></div>
            <div><dt>{words::form(language)}</dt><dd>{names.form(&term.form)}</dd></div>
            {line(words::field(language), &term.field)}
            {line(words::repeat(language), &term.repeat)}
            {line(words::row_where(language), &term.row_where)}
            {line(words::only_where(language), &term.r#where)}
        </dl>
    }
    .into_view()
}

/// The way to the table of a question.
fn to_table(asked: QuestionName, label: String, figures: Memo<Figures>) -> View {
    let address = move || {
        let route = Route::Question {
            asked: asked.clone(),
            figures: figures.get(),
            across: None,
            measure: None,
        };
        route.href()
    };
    view! { <a href=address>{label}</a> }.into_view()
}
