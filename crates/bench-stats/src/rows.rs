//! Random responses as columns.

use std::sync::Arc;

use sohoi_expr::{Value, parse};
use sohoi_form::{Answers, Engine, Question, QuestionType, Reference, Session};
use sohoi_round::Round;
use sohoi_stats::{DimensionSource, TableLayout, TableWriter};

use crate::chance::Chance;

/// What a column is filled with.
enum Source {
    /// One of these texts.
    OneOf(Vec<String>),
    /// One to three of these texts.
    SomeOf(Vec<String>),
    /// A whole number below this.
    Whole(u64),
    /// A number of tenths below this.
    Tenths(u64),
    /// A day between 1990 and 2017.
    Day,
    /// The same for all, by row where it is of rows.
    Same(Vec<Value>),
}

/// A table with what each of its columns is filled with.
pub struct Table<'a> {
    layout: &'a TableLayout,
    sources: Vec<Source>,
    rows: usize,
}

impl<'a> Table<'a> {
    /// Finds out from the form what a table can hold. Calculations are columns like others: one of the
    /// texts that they can give, the day or the text that they always give, else a number.
    pub fn new(layout: &'a TableLayout, round: &Round, engine: &Arc<Engine>) -> Self {
        let blank = Session::new(Arc::clone(engine), Answers::new());
        let rows = layout
            .repeat
            .as_ref()
            .map_or(1, |repeat| blank.rows(repeat).len());
        let source = |name: &String| {
            let question = engine.question(name).expect("a question of the form");
            source(layout, round, engine, question, &blank)
        };
        Self {
            layout,
            sources: layout.questions.iter().map(source).collect(),
            rows,
        }
    }

    /// The stream of so many random responses, and the rows of the response at `kept`.
    pub fn write(
        &self,
        responses: usize,
        chance: &mut Chance,
        kept: usize,
    ) -> (Vec<u8>, Vec<Vec<Value>>) {
        let mut table = self.writer();
        let mut rows = Vec::new();
        for response in 0..responses {
            let place = u32::try_from(response).expect("few responses");
            for row in 0..self.rows {
                let values = self.sources.iter().map(|source| value(source, row, chance));
                let values = values.collect::<Vec<_>>();
                if response == kept {
                    rows.push(values.clone());
                }
                table.add(place, values);
            }
        }
        (table.finish(), rows)
    }

    /// The stream of one response with these rows.
    pub fn write_one(&self, rows: &[Vec<Value>]) -> Vec<u8> {
        let mut table = self.writer();
        rows.iter()
            .for_each(|values| table.add(0, values.iter().cloned()));
        table.finish()
    }

    /// The rows with one choice made otherwise, of the last question first.
    pub fn changes(&self, rows: &[Vec<Value>]) -> Vec<Vec<Vec<Value>>> {
        let mut changes = Vec::new();
        for (place, source) in self.sources.iter().enumerate().rev() {
            if let Source::OneOf(texts) = source {
                changes.extend(texts.iter().map(|text| {
                    let mut rows = rows.to_vec();
                    rows.iter_mut()
                        .for_each(|row| row[place] = Value::text(text));
                    rows
                }));
            }
        }
        changes
    }

    fn writer(&self) -> TableWriter {
        let questions = self.layout.questions.iter();
        let names = questions.map(String::as_str).collect::<Vec<_>>();
        let form = &self.layout.form;
        match &self.layout.repeat {
            None => TableWriter::of_form(form, &names),
            Some(repeat) => TableWriter::of_rows(form, repeat, &names),
        }
    }
}

fn source(
    layout: &TableLayout,
    round: &Round,
    engine: &Engine,
    question: &Question,
    blank: &Session,
) -> Source {
    let choices = |list: Option<&String>| {
        let choices = list.and_then(|list| engine.form().choice_lists.get(list));
        choices
            .into_iter()
            .flatten()
            .map(|choice| choice.name.clone())
            .collect::<Vec<_>>()
    };
    match question.kind {
        QuestionType::SelectOne => Source::OneOf(choices(question.list.as_ref())),
        QuestionType::SelectMultiple => Source::SomeOf(choices(question.list.as_ref())),
        QuestionType::Integer => Source::Whole(3000),
        QuestionType::Decimal => Source::Tenths(50_000),
        QuestionType::Date => Source::Day,
        QuestionType::Calculate => calculated(layout, round, engine, question, blank),
        QuestionType::Text
        | QuestionType::Acknowledge
        | QuestionType::Image
        | QuestionType::Repeat => Source::OneOf(vec!["OK".to_owned()]),
    }
}

fn calculated(
    layout: &TableLayout,
    round: &Round,
    engine: &Engine,
    question: &Question,
    blank: &Session,
) -> Source {
    let calculation = question.calculation.as_deref().unwrap_or("''");
    let repeat = layout.repeat.as_deref();
    let same = engine
        .reference(calculation, repeat)
        .map(|reference| by_row(&reference, repeat, blank));
    if let Ok(same) = same
        && same.iter().any(|value| !value.is_blank())
        && parse(calculation).is_ok_and(|syntax| syntax.references().is_empty())
    {
        return Source::Same(same);
    }
    for dimension in &round.dimensions {
        if let DimensionSource::Question { names, form, list } = &dimension.source
            && names.get(&layout.form) == Some(&question.name)
        {
            let form = round.forms.iter().find(|own| own.id == *form);
            let choices = form.and_then(|form| form.choice_lists.get(list));
            let names = choices
                .into_iter()
                .flatten()
                .map(|choice| choice.name.clone());
            return Source::OneOf(names.collect());
        }
    }
    if let Ok(syntax) = parse(calculation)
        && let Some(outcomes) = syntax.outcomes()
    {
        return Source::OneOf(outcomes.into_iter().map(str::to_owned).collect());
    }
    match calculation.contains("round") {
        true => Source::Tenths(1000),
        false => Source::Whole(100),
    }
}

fn by_row(reference: &Reference, repeat: Option<&str>, blank: &Session) -> Vec<Value> {
    match repeat {
        None => vec![blank.evaluate(reference, None)],
        Some(repeat) => {
            let rows = blank.rows(repeat);
            rows.iter()
                .map(|row| blank.evaluate(reference, Some(row)))
                .collect()
        }
    }
}

fn value(source: &Source, row: usize, chance: &mut Chance) -> Value {
    if let Source::Same(same) = source {
        return same.get(row).cloned().unwrap_or_default();
    }
    if chance.percent(5) {
        return Value::Blank;
    }
    match source {
        Source::OneOf(texts) => chance.one(texts).map_or(Value::Blank, Value::text),
        Source::SomeOf(texts) => {
            let mut chosen = Vec::new();
            for _ in 0..=chance.below(3) {
                chosen.extend(chance.one(texts).map(String::as_str));
            }
            chosen.sort_unstable();
            chosen.dedup();
            Value::text(chosen.join(" "))
        }
        Source::Whole(end) => Value::Number(chance.below(*end) as f64),
        Source::Tenths(end) => Value::Number(chance.below(*end) as f64 / 10.0),
        Source::Day => {
            let day = Value::Number(7305.0 + chance.below(10_000) as f64).to_day();
            day.map_or(Value::Blank, Value::Date)
        }
        Source::Same(_) => Value::Blank,
    }
}
