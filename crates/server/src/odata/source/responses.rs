//! Responses as tables, one a form.

use sohoi_export::{ColumnType, ResponsesFile, responses_table};
use sohoi_stats::Population;

use super::response_sets;
use crate::figures::CountedResponses;
use crate::odata::name::legal_names;
use crate::odata::table::{Column, Kind, Table};

/// The responses that count provisionally: everything that was handed in. Which of them are approved
/// is in `meta_state`.
pub(super) fn tables(found: &CountedResponses, is_demonstration: bool) -> Vec<Table> {
    let (forms, responses) = (found.current_forms(), found.listed());
    let file = ResponsesFile {
        round: &found.round,
        forms: &forms,
        population: Population::Provisional,
        is_demonstration,
        responses: &responses,
    };
    let sets = response_sets(&found.round);
    let each = found.round.forms.iter().zip(sets);
    each.map(|(form, set)| table(&file, &form.id, set))
        .collect()
}

fn table(file: &ResponsesFile<'_>, form: &str, set: String) -> Table {
    let found = responses_table(file, form);
    let names = legal_names(found.columns.iter().map(|column| column.name.as_str()));
    let columns = names.into_iter().zip(&found.columns);
    let columns = columns.map(|(name, column)| Column {
        name,
        kind: kind(column.holds),
    });
    let is_acknowledged = |place: usize| found.columns[place].holds == ColumnType::Acknowledged;
    let rows = found.rows.iter().map(|row| {
        let cells = row.iter().enumerate();
        let cells = cells.map(|(place, cell)| match cell {
            Some(text) if is_acknowledged(place) => Some((text == "OK").to_string()),
            other => other.clone(),
        });
        cells.collect()
    });
    let entity = format!("{set}_row");
    // The first column is the id of the response.
    Table::new(set, entity, 1, columns.collect(), rows.collect())
}

fn kind(holds: ColumnType) -> Kind {
    match holds {
        ColumnType::Text => Kind::Text,
        ColumnType::Integer => Kind::Integer,
        ColumnType::Decimal => Kind::Decimal,
        ColumnType::Date => Kind::Date,
        ColumnType::Acknowledged => Kind::Boolean,
    }
}
