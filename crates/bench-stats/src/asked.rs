//! What other engines are asked: every aggregate of every indicator, each once.

use serde_json::{Value, json};
use sohoi_form::Engine;
use sohoi_round::Round;
use sohoi_stats::{Aggregate, DimensionSource, TableLayout, Term};

use crate::written::Language;

/// The questions for all tables, as JSON, and of each indicator which answers it is made of:
///
/// `{"tables": [{"table", "form", "repeat", "by": […], "key", "asked": [{"id", "op", "by": […],
/// "sql": {"where", "rows", "field"}, "script": {…}}]}], "indicators": [{"code", "digits", "a", "b"}]}`
/// where a side is `{"table", "id", "op", "columns": {dimension: column}}`.
pub struct Asked<'a> {
    round: &'a Round,
    tables: Vec<Table<'a>>,
}

struct Table<'a> {
    layout: &'a TableLayout,
    engine: &'a Engine,
    asked: Vec<One<'a>>,
}

/// An aggregate. A breakdown by row key asks for the same without the row test.
struct One<'a> {
    term: &'a Term,
    has_row_test: bool,
    by: Vec<String>,
}

impl<'a> Asked<'a> {
    /// Asks for all indicators of a round.
    ///
    /// # Errors
    ///
    /// What an engine has no words for.
    pub fn ask_all(
        round: &'a Round,
        tables: impl Iterator<Item = (&'a TableLayout, &'a Engine)>,
    ) -> Result<Value, String> {
        let table = |(layout, engine)| Table {
            layout,
            engine,
            asked: Vec::new(),
        };
        let mut asked = Self {
            round,
            tables: tables.map(table).collect(),
        };
        let indicators = round.indicators.iter().map(|indicator| {
            let [a, b] = [Some(&indicator.a), indicator.b.as_ref()]
                .map(|term| term.map(|term| asked.side(term, &indicator.breakdowns)));
            json!({"code": indicator.code, "digits": indicator.digits, "a": a, "b": b})
        });
        let indicators = indicators.collect::<Vec<_>>();
        let tables = asked
            .tables
            .iter()
            .map(Table::json)
            .collect::<Result<Vec<_>, _>>()?;
        Ok(json!({"tables": tables, "indicators": indicators}))
    }

    fn side(&mut self, term: &'a Term, breakdowns: &[String]) -> Value {
        let place = self
            .tables
            .iter()
            .position(|table| table.layout.form == term.form && table.layout.repeat == term.repeat);
        let place = place.expect("every term has its table");
        let mut columns = serde_json::Map::new();
        for id in breakdowns {
            let dimension = self.round.dimensions.iter().find(|it| it.id == *id);
            let column = match dimension.map(|dimension| &dimension.source) {
                Some(DimensionSource::Question { names, .. }) => names.get(&term.form).cloned(),
                _ => self.tables[place].key(),
            };
            columns.insert(id.clone(), json!(column));
        }
        let table = &mut self.tables[place];
        let key = table.key();
        let by = columns
            .values()
            .filter_map(Value::as_str)
            .map(str::to_owned);
        let (by_key, by): (Vec<_>, Vec<_>) = by.partition(|column| Some(column) == key.as_ref());
        let id = table.ask(term, true, by);
        let key_id = (!by_key.is_empty()).then(|| table.ask(term, false, by_key));
        json!({
            "table": table.name(), "id": id, "keyId": key_id, "key": key, "op": term.op, "columns": columns,
        })
    }
}

impl<'a> Table<'a> {
    fn name(&self) -> String {
        let repeat = self.layout.repeat.as_ref();
        repeat.map_or_else(
            || self.layout.form.clone(),
            |repeat| format!("{}__{repeat}", self.layout.form),
        )
    }

    /// The column that names a row.
    fn key(&self) -> Option<String> {
        let repeat = self.layout.repeat.as_ref()?;
        self.engine.question(repeat)?.row_key.clone()
    }

    fn ask(&mut self, term: &'a Term, has_row_test: bool, by: Vec<String>) -> usize {
        let has_row_test = has_row_test && term.row_where.is_some();
        let same = |one: &One<'_>| {
            let is_value = |op| op != Aggregate::Median;
            one.has_row_test == has_row_test
                && (!has_row_test || one.term.row_where == term.row_where)
                && one.term.r#where == term.r#where
                && one.term.field == term.field
                && is_value(one.term.op) == is_value(term.op)
        };
        let known = self.asked.iter().position(same);
        let place = known.unwrap_or_else(|| {
            self.asked.push(One {
                term,
                has_row_test,
                by: Vec::new(),
            });
            self.asked.len() - 1
        });
        let own = &mut self.asked[place].by;
        own.extend(by);
        own.sort();
        own.dedup();
        place
    }

    fn json(&self) -> Result<Value, String> {
        let words = |one: &One<'_>, language: Language| {
            let write = |text: Option<&String>, repeat: Option<&str>| {
                let Some(text) = text else {
                    return Ok(Value::Null);
                };
                let reference = self
                    .engine
                    .reference(text, repeat)
                    .map_err(|it| it.message)?;
                language
                    .write(reference.expression(), self.engine)
                    .map(Value::from)
            };
            let rows = one.term.row_where.as_ref().filter(|_| one.has_row_test);
            let repeat = self.layout.repeat.as_deref();
            Ok::<_, String>(json!({
                "where": write(one.term.r#where.as_ref(), None)?,
                "rows": write(rows, repeat)?,
                "field": write(one.term.field.as_ref(), repeat)?,
            }))
        };
        let asked = self.asked.iter().enumerate().map(|(id, one)| {
            Ok::<_, String>(json!({
                "id": id, "op": one.term.op, "by": one.by,
                "sql": words(one, Language::Sql)?, "script": words(one, Language::Script)?,
            }))
        });
        Ok(json!({
            "table": self.name(), "form": self.layout.form, "repeat": self.layout.repeat, "key": self.key(),
            "columns": self.layout.questions, "asked": asked.collect::<Result<Vec<_>, _>>()?,
        }))
    }
}
