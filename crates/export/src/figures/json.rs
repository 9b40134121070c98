//! All figures as one JSON document, with what their codes mean.

use std::collections::BTreeSet;

use sohoi_disclosure::{Hidden, HiddenFigures};
use sohoi_json::{Members, Write, to_text};
use sohoi_stats::{Dimension, Figure, Indicator};

use super::printing::{Cell, Printing};
use super::{FiguresFile, group_label};
use crate::json::{Both, Made, Number, VERSION, count};

/// Writes the figures as JSON: the lines of [`figures_csv`](super::figures_csv) in their order, by codes, and
/// a dictionary of the codes in both languages.
///
/// `figures` has an object a line: `indicator`, `dimension` and `group` (both `null` for the total; the group
/// `""` is what belongs to none), `value`, `a`, `b`. They are numbers with the digits that are printed, and
/// `null` where there is no figure.
pub fn figures_json(file: &FiguresFile<'_>) -> Vec<u8> {
    to_text(&Printing::internal(file)).into_bytes()
}

/// Writes the figures as [`figures_json`] does, in their published form: what is hidden is `null`, and the
/// names of such members stand in `hidden`; how many figures of an indicator are hidden stands in the
/// dictionary.
///
/// `hidden` is what is hidden in these figures.
pub fn published_json(file: &FiguresFile<'_>, hidden: &HiddenFigures) -> Vec<u8> {
    to_text(&Printing::published(file, hidden)).into_bytes()
}

impl Write for Printing<'_> {
    fn write(&self, out: &mut String) {
        let round = self.round;
        let mut members = Members::new(out);
        members.put("format", &"sohoi-figures");
        members.put("version", &VERSION);
        members.put("round", &round.id);
        members.put("population", &self.population.name());
        members.put("cutoff", &round.dates.cutoff);
        members.put("demonstration", &self.is_demonstration);
        members.put("published", &self.is_published());
        let parts = self.made_of.map(|own| own.parts.as_slice());
        members.put("made_of", &parts);
        members.put("progress", &progress(self));
        members.put("dictionary", &Made(|out| dictionary(self, out)));
        members.put("figures", &Made(|out| figures(self, out)));
    }
}

/// How much of the register has a response that counts, by kind of subject.
fn progress(file: &Printing<'_>) -> Vec<impl Write> {
    let kinds = file.progress.kinds.iter();
    let kinds = kinds.map(|own| {
        Made(move |out: &mut String| {
            let mut members = Members::new(out);
            members.put("kind", &own.kind);
            members.put("counted", &count(own.total.counted));
            members.put("lines", &count(own.total.lines));
        })
    });
    kinds.collect()
}

fn dictionary(file: &Printing<'_>, out: &mut String) {
    let round = file.round;
    let themes = round.themes.iter().map(|theme| {
        Made(move |out: &mut String| {
            let mut members = Members::new(out);
            members.put("code", &theme.id);
            members.put("label", &Both(&theme.name));
        })
    });
    let dimensions = round.dimensions.iter().map(|dimension| {
        Made(move |out: &mut String| {
            let mut members = Members::new(out);
            members.put("code", &dimension.id);
            members.put("label", &Both(&dimension.name));
            members.put("groups", &groups(file, dimension));
        })
    });
    let indicators = known(file).map(|(indicator, _)| {
        Made(move |out: &mut String| {
            let mut members = Members::new(out);
            members.put("code", &indicator.code);
            members.put("theme", &indicator.theme);
            members.put("label", &Both(&indicator.name));
            members.put("unit", &Both(&indicator.unit));
            members.put("digits", &u32::from(indicator.digits));
            members.put("form", &indicator.a.form);
            members.put_unless_blank("remark", &indicator.note);
            if file.is_published() {
                members.put("hidden", &count(file.hidden_of(&indicator.code)));
            }
        })
    });
    let mut members = Members::new(out);
    members.put("themes", &themes.collect::<Vec<_>>());
    members.put("dimensions", &dimensions.collect::<Vec<_>>());
    members.put("indicators", &indicators.collect::<Vec<_>>());
}

/// The groups of a dimension that figures have, with the words that a choice list has for them.
fn groups<'f>(file: &'f Printing<'_>, dimension: &'f Dimension) -> Vec<impl Write + 'f> {
    let mut seen = BTreeSet::new();
    let tables = known(file).flat_map(|(_, table)| &table.breakdowns);
    let rows = tables
        .filter(|own| own.dimension == dimension.id)
        .flat_map(|own| &own.rows);
    let groups: Vec<&str> = rows
        .map(|(group, _)| group.as_str())
        .filter(|group| !group.is_empty() && seen.insert(*group))
        .collect();
    let groups = groups.into_iter().map(move |group| {
        Made(move |out: &mut String| {
            let mut members = Members::new(out);
            members.put("code", &group);
            let label = group_label(file.round, dimension, group).map(Both);
            members.put_unless_blank("label", &label);
        })
    });
    groups.collect()
}

fn figures(file: &Printing<'_>, out: &mut String) {
    let mut before = '[';
    for (indicator, table) in known(file) {
        let code = indicator.code.as_str();
        let mut line = |place: Option<(&str, &str)>, figure: &Figure, hidden: Hidden| {
            out.push(before);
            before = ',';
            write_figure(out, code, place, figure, hidden);
        };
        line(None, &table.total, file.of_total(code));
        for breakdown in &table.breakdowns {
            for (group, figure) in &breakdown.rows {
                let hidden = file.of_group(code, &breakdown.dimension, group);
                line(Some((&breakdown.dimension, group)), figure, hidden);
            }
        }
    }
    if before == '[' {
        out.push('[');
    }
    out.push(']');
}

fn write_figure(
    out: &mut String,
    code: &str,
    place: Option<(&str, &str)>,
    figure: &Figure,
    hidden: Hidden,
) {
    let mut members = Members::new(out);
    members.put("indicator", &code);
    members.put("dimension", &place.map(|(dimension, _)| dimension));
    members.put("group", &place.map(|(_, group)| group));
    let mut unsaid = Vec::new();
    for (name, digits, is_hidden) in [
        ("value", &figure.value, hidden.value),
        ("a", &figure.a, hidden.a),
        ("b", &figure.b, hidden.b),
    ] {
        let digits = match Cell::of(digits.as_deref(), is_hidden) {
            Cell::Figure(digits) => Some(Number(digits)),
            Cell::Nothing => None,
            Cell::Hidden => {
                unsaid.push(name);
                None
            }
        };
        members.put(name, &digits);
    }
    members.put_unless_blank("hidden", &unsaid);
}

/// The indicators that the round knows, with their figures.
fn known<'f>(
    file: &'f Printing<'_>,
) -> impl Iterator<Item = (&'f Indicator, &'f sohoi_stats::IndicatorTable)> {
    let indicators = &file.round.indicators;
    file.book.indicators.iter().filter_map(|table| {
        let mut indicators = indicators.iter();
        let indicator = indicators.find(|own| own.code == table.code)?;
        Some((indicator, table))
    })
}
