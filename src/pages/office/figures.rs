//! A figure as people read it: the value in its unit, and what it is made of beside percentages.

use sohoi_stats::{Calculation, Dimension, Figure, Indicator};
use sohoi_text::messages::results as words;
use sohoi_text::{Language, format_decimal, percentage};

use crate::components::chart::Mark;
use crate::pages::office::names::Names;
use crate::view::{IntoView, View, view};

/// What stands where there is no figure.
pub const NOTHING: &str = "-";

/// A figure as it stands in a table.
#[derive(Clone, Debug)]
pub struct Cell {
    /// The value in its unit.
    pub text: String,
    /// What it is made of, below it.
    pub parts: Option<String>,
    /// The value as a decimal with a point; absent where there is none.
    pub plain: Option<String>,
    /// Further parts of it that are copied into a spreadsheet, before the value.
    pub also: Vec<String>,
    /// What marks it for finding, e.g. `CODE` or `CODE:dimension:group`.
    pub name: String,
    /// Where the responses behind it are.
    pub address: Option<String>,
}

impl Cell {
    /// The figure of an indicator.
    pub fn of(
        indicator: &Indicator,
        figure: &Figure,
        name: String,
        address: Option<String>,
    ) -> Self {
        Self {
            text: written(indicator, figure),
            parts: parts(indicator, figure),
            plain: figure.value.clone(),
            also: match (indicator.is_median(), &figure.quartiles) {
                (true, Some(own)) => vec![own.lower.clone(), own.upper.clone()],
                (true, None) => vec![String::new(), String::new()],
                (false, _) => Vec::new(),
            },
            name,
            address,
        }
    }

    /// What a spreadsheet takes of it, as decimals with a point.
    pub fn copied(&self) -> Vec<String> {
        let value = self.plain.clone().unwrap_or_default();
        [self.also.clone(), vec![value]].concat()
    }

    /// The cell on a page.
    pub fn drawn(&self) -> View {
        let plain = self.plain.clone().unwrap_or_else(|| NOTHING.to_owned());
        let (text, name) = (self.text.clone(), self.name.clone());
        let value = match self.address.clone() {
            Some(address) => view! {
                <a class="figure" href=address data-figure=name data-value=plain>{text}</a>
            },
            None => view! { <span class="figure" data-figure=name data-value=plain>{text}</span> },
        };
        let parts = self.parts.clone();
        view! {
            {value}
            {parts.map(|parts| view! { <span class="figure-parts">{parts}</span> })}
        }
        .into_view()
    }
}

/// A figure of an indicator; see [`Cell`].
pub fn figure(
    indicator: &Indicator,
    figure: &Figure,
    name: String,
    address: Option<String>,
) -> View {
    Cell::of(indicator, figure, name, address).drawn()
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

/// What stands below a figure: `x/y`, what a percentage is made of, always in the sense of the percentage
/// itself; the quartiles of a median.
pub fn parts(indicator: &Indicator, figure: &Figure) -> Option<String> {
    if let Some(own) = &figure.quartiles {
        let parts = [
            &format_decimal(&own.lower),
            " – ",
            &format_decimal(&own.upper),
        ];
        return Some(parts.concat());
    }
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

/// What stands below medians.
pub fn quartile_note(language: Language, indicator: &Indicator) -> Option<View> {
    let note = indicator
        .is_median()
        .then(|| words::quartile_note(language))?;
    Some(view! { <p class="hint">{note}</p> }.into_view())
}
