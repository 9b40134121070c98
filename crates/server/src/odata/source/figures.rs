//! Indicators and figures as tables.

use sohoi_export::name_of_group;
use sohoi_round::Round;
use sohoi_stats::{Book, Calculation, Figure, Population};
use sohoi_text::Language;

use crate::odata::table::{Column, Kind, Row, Table};

/// What the indicators of a round are.
pub(super) fn indicators(round: &Round) -> Table {
    let rows = round.indicators.iter().map(|own| {
        let theme = round.themes.iter().find(|theme| theme.id == own.theme);
        let theme = theme.map(|theme| theme.name.vi.clone());
        let texts = [
            Some(own.code.clone()),
            Some(own.theme.clone()),
            theme,
            Some(own.name.vi.clone()),
            Some(own.name.en.clone()),
            Some(own.unit.vi.clone()),
            Some(own.unit.en.clone()),
            Some(calculation(own.calc).to_owned()),
            Some(own.digits.to_string()),
        ];
        texts.into_iter().map(|it| it.filter(|it| !it.is_empty()))
    });
    let columns = [
        ("code", Kind::Text),
        ("theme", Kind::Text),
        ("theme_name", Kind::Text),
        ("name_vi", Kind::Text),
        ("name_en", Kind::Text),
        ("unit_vi", Kind::Text),
        ("unit_en", Kind::Text),
        ("calc", Kind::Text),
        ("digits", Kind::Integer),
    ];
    let rows = rows.map(Iterator::collect).collect();
    Table::new(
        "Indicators".into(),
        "Indicator".into(),
        1,
        named(&columns),
        rows,
    )
}

/// Figures, of the rows of one or both populations.
pub(super) fn figures(rows: Vec<Row>) -> Table {
    let columns = [
        ("population", Kind::Text),
        ("indicator", Kind::Text),
        ("dimension", Kind::Text),
        ("group", Kind::Text),
        ("group_name", Kind::Text),
        ("value", Kind::Decimal),
        ("a", Kind::Decimal),
        ("b", Kind::Decimal),
    ];
    Table::new("Figures".into(), "Figure".into(), 4, named(&columns), rows)
}

/// Every figure of a population. Of a total, dimension and group are the empty text.
pub(super) fn rows(round: &Round, population: Population, book: &Book) -> Vec<Row> {
    let mut rows = Vec::new();
    let mut add = |code: &str, dimension: &str, group: &str, name: Option<&str>, own: &Figure| {
        rows.push(vec![
            Some(population.name().to_owned()),
            Some(code.to_owned()),
            Some(dimension.to_owned()),
            Some(group.to_owned()),
            name.map(str::to_owned),
            own.value.clone(),
            own.a.clone(),
            own.b.clone(),
        ]);
    };
    for table in &book.indicators {
        add(&table.code, "", "", None, &table.total);
        for breakdown in &table.breakdowns {
            let dimension = &breakdown.dimension;
            for (group, own) in &breakdown.rows {
                let name = name_of_group(round, dimension, group, Language::Vi);
                add(&table.code, dimension, group, Some(name), own);
            }
        }
    }
    rows
}

fn named(columns: &[(&str, Kind)]) -> Vec<Column> {
    let named = columns.iter().map(|(name, kind)| Column {
        name: (*name).to_owned(),
        kind: *kind,
    });
    named.collect()
}

/// A calculation by the name that rounds write it with.
fn calculation(calc: Calculation) -> &'static str {
    let mut names = Calculation::NAMES.iter();
    let named = names.find(|(_, own)| *own == calc);
    named.map_or("", |(name, _)| name)
}
