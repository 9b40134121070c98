//! A figure as people read it: the value in its unit, and what it is made of beside percentages.

use sohoi_stats::{Calculation, Dimension, Figure, Indicator};
use sohoi_text::{format_decimal, percentage};

use crate::components::chart::Mark;
use crate::pages::office::names::Names;
use crate::view::{IntoView, View, view};

/// What stands where there is no figure.
pub const NOTHING: &str = "-";

/// A figure; `name` is what marks it for finding, e.g. `CODE` or `CODE:dimension:group`. It leads
/// to `address`, where the responses behind it are.
pub fn figure(
    indicator: &Indicator,
    figure: &Figure,
    name: String,
    address: Option<String>,
) -> View {
    let plain = figure.value.clone().unwrap_or_else(|| NOTHING.to_owned());
    let parts = parts(indicator, figure);
    let text = written(indicator, figure);
    let value = match address {
        Some(address) => view! {
            <a class="figure" href=address data-figure=name data-value=plain>{text}</a>
        },
        None => view! { <span class="figure" data-figure=name data-value=plain>{text}</span> },
    };
    view! {
        {value}
        {parts.map(|parts| view! { <span class="figure-parts">{parts}</span> })}
    }
    .into_view()
}

/// The value as a number, to compare it with others: what is shown are its digits.
pub fn number(figure: &Figure) -> Option<f64> {
    figure.value.as_deref()?.parse().ok()
}

/// A row of a breakdown as a chart draws it.
pub fn mark(
    names: &Names,
    indicator: &Indicator,
    dimension: &Dimension,
    (group, figure): &(String, Figure),
) -> Mark {
    Mark {
        name: names.group(dimension, group),
        text: written(indicator, figure),
        value: number(figure),
    }
}

/// The value in its unit.
pub fn written(indicator: &Indicator, figure: &Figure) -> String {
    match &figure.value {
        None => NOTHING.to_owned(),
        Some(value) if indicator.is_percentage() => percentage(value),
        Some(value) => format_decimal(value),
    }
}

/// `x/y`: what a percentage is made of, always in the sense of the percentage itself.
pub fn parts(indicator: &Indicator, figure: &Figure) -> Option<String> {
    let (a, b) = (figure.a.as_deref()?, figure.b.as_deref()?);
    let first = match indicator.calc {
        Calculation::Pct => a.to_owned(),
        Calculation::PctComplement => {
            // Counts only: a difference of sums with decimals would be read as exact.
            let (a, b): (i64, i64) = (a.parse().ok()?, b.parse().ok()?);
            b.checked_sub(a)?.to_string()
        }
        _ => return None,
    };
    Some([&format_decimal(&first), "/", &format_decimal(b)].concat())
}
