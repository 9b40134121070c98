//! A form as numbers: what the session touches instead of names.

use litemap::LiteMap;
use sohoi_expr::{Expression, Type, Value};

use crate::definition::{Choice, Form, Question, QuestionType};

/// The most rows that a repeat can have; more is a mistake, and would fill the memory.
pub(crate) const MOST_ROWS: usize = 1_000;

/// Sections, repeats, fields and lists, each named by its index. Fields are in document order.
#[derive(Debug, Default)]
pub(crate) struct Layout {
    pub(crate) items: LiteMap<String, Item>,
    pub(crate) section_ids: LiteMap<String, usize>,
    pub(crate) sections: Vec<Section>,
    pub(crate) repeats: Vec<Repeat>,
    pub(crate) fields: Vec<Field>,
    pub(crate) lists: Vec<List>,
    /// How many fields are outside every repeat.
    pub(crate) top_width: usize,
}

/// What a name of the form stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Item {
    Repeat(usize),
    Field(usize),
}

/// A section: what stands in it, and when it applies.
#[derive(Debug, Default)]
pub(crate) struct Section {
    pub(crate) members: Vec<Item>,
    pub(crate) relevant: Option<Expression>,
}

/// A repeat: the table that holds its fields, and how many rows it has.
#[derive(Debug)]
pub(crate) struct Repeat {
    pub(crate) name: String,
    pub(crate) section: usize,
    /// Its fields are `fields[first..first + width]`.
    pub(crate) first: usize,
    pub(crate) width: usize,
    pub(crate) relevant: Option<Expression>,
    pub(crate) rows: Rows,
    /// Where its definition is: section, question.
    pub(crate) definition: (usize, usize),
}

/// How many rows a repeat has.
#[derive(Debug)]
pub(crate) enum Rows {
    Constant(usize),
    Counted(Expression),
}

/// A question or a calculation.
#[derive(Debug)]
pub(crate) struct Field {
    pub(crate) name: String,
    pub(crate) kind: QuestionType,
    pub(crate) section: usize,
    pub(crate) repeat: Option<usize>,
    /// Its column in the table of its repeat, or among the fields outside every repeat.
    pub(crate) column: usize,
    pub(crate) required: bool,
    pub(crate) list: Option<usize>,
    /// The only texts that its calculation gives, where these are known.
    pub(crate) outcomes: Option<Vec<String>>,
    pub(crate) relevant: Option<Expression>,
    pub(crate) calculation: Option<Expression>,
    pub(crate) constraint: Option<Expression>,
    pub(crate) choice_filter: Option<Expression>,
    /// Where its definition is: section, question, question of the repeat.
    pub(crate) definition: (usize, usize, Option<usize>),
}

/// A choice list.
#[derive(Debug, Default)]
pub(crate) struct List {
    pub(crate) name: String,
    pub(crate) positions: LiteMap<String, usize>,
    /// The columns of its choices by name; `name` itself is the first.
    pub(crate) attributes: Vec<String>,
    /// The attributes of each choice, as choice filters see them.
    pub(crate) values: Vec<Vec<Value>>,
}

impl Layout {
    pub(crate) fn item(&self, name: &str) -> Option<Item> {
        self.items.get(name).copied()
    }

    /// The fields of a repeat.
    pub(crate) fn columns(&self, repeat: usize) -> std::ops::Range<usize> {
        let Repeat { first, width, .. } = self.repeats[repeat];
        first..first + width
    }
}

impl Repeat {
    pub(crate) fn question<'a>(&self, form: &'a Form) -> &'a Question {
        let (section, question) = self.definition;
        &form.sections[section].questions[question]
    }
}

impl Field {
    /// Whether people answer it; everything else is calculated.
    pub(crate) fn is_asked(&self) -> bool {
        self.kind != QuestionType::Calculate
    }

    pub(crate) fn question<'a>(&self, form: &'a Form) -> &'a Question {
        let (section, question, inner) = self.definition;
        let question = &form.sections[section].questions[question];
        inner.map_or(question, |inner| &question.questions[inner])
    }

    /// The kind of values that expressions see.
    pub(crate) fn value_type(&self) -> Type {
        match self.kind {
            QuestionType::Integer | QuestionType::Decimal => Type::Number,
            QuestionType::Date => Type::Date,
            QuestionType::Calculate | QuestionType::Repeat => Type::Any,
            QuestionType::Text
            | QuestionType::SelectOne
            | QuestionType::SelectMultiple
            | QuestionType::Acknowledge
            | QuestionType::Image => Type::Text,
        }
    }
}

impl List {
    pub(crate) fn new(name: &str, choices: &[Choice]) -> Self {
        let mut attributes = vec!["name".to_owned()];
        for attribute in choices.iter().flat_map(|choice| choice.attributes.keys()) {
            if !attributes.contains(attribute) {
                attributes.push(attribute.clone());
            }
        }
        let values = choices
            .iter()
            .map(|choice| {
                let own = |attribute: &String| choice.attributes.get(attribute);
                std::iter::once(&choice.name)
                    .map(Some)
                    .chain(attributes[1..].iter().map(own))
                    .map(|text| text.map_or(Value::Blank, Value::text))
                    .collect()
            })
            .collect();
        let mut positions = LiteMap::with_capacity(choices.len());
        for (position, choice) in choices.iter().enumerate() {
            positions.try_insert(choice.name.clone(), position);
        }
        Self {
            name: name.to_owned(),
            positions,
            attributes,
            values,
        }
    }
}
