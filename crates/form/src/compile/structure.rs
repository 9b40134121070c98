//! Names, types, lists and repeats: everything but the expressions.

use std::fmt;

use sohoi_expr::{begins_name, continues_name, parse, reason};

use crate::definition::{Choice, Form, Question, QuestionType};
use crate::layout::{Field, Item, Layout, List, Repeat, Rows, Section};
use crate::problem::DefinitionProblem;

/// Lays a form out; of two things with one name the first one stays.
pub(super) fn lay_out(form: &Form) -> (Layout, Vec<DefinitionProblem>) {
    let mut structure = Structure {
        form,
        layout: Layout::default(),
        problems: Vec::new(),
    };
    structure.lists();
    for (index, section) in form.sections.iter().enumerate() {
        structure.section(index, &section.id);
        for (position, question) in section.questions.iter().enumerate() {
            structure.question(question, index, position);
        }
    }
    (structure.layout, structure.problems)
}

struct Structure<'a> {
    form: &'a Form,
    layout: Layout,
    problems: Vec<DefinitionProblem>,
}

impl Structure<'_> {
    /// Apart from where problems are found: a form on a device has none, and this is never there.
    #[cold]
    #[inline(never)]
    fn problem(&mut self, name: &str, property: &'static str, message: &dyn fmt::Display) {
        self.problems.push(DefinitionProblem {
            name: name.to_owned(),
            property,
            offset: None,
            message: reason!("{message}"),
        });
    }

    fn lists(&mut self) {
        for (name, choices) in &self.form.choice_lists {
            if choices.is_empty() {
                self.problem(name, "list_name", &"the choice list is empty");
            }
            let list = List::new(name, choices);
            self.choices(&list, choices);
            self.layout.lists.push(list);
        }
    }

    fn choices(&mut self, list: &List, choices: &[Choice]) {
        for (position, choice) in choices.iter().enumerate() {
            let name = &choice.name;
            if name.is_empty() || name.contains(char::is_whitespace) {
                self.problem(
                    &list.name,
                    "name",
                    &format_args!(
                        "choice {}: `{name}` is no name, because answers separate names by spaces",
                        position + 1
                    ),
                );
            } else if list.positions.get(name) != Some(&position) {
                self.problem(
                    &list.name,
                    "name",
                    &format_args!("the choice `{name}` is in the list twice"),
                );
            }
            if choice.attributes.contains_key("name") {
                self.problem(
                    &list.name,
                    "name",
                    &format_args!("the choice `{name}` has a second column `name`"),
                );
            }
        }
    }

    fn section(&mut self, index: usize, id: &str) {
        if id.is_empty() {
            self.problem(id, "name", &"the section has no id");
        } else if self.layout.section_ids.contains_key(id) {
            self.problem(id, "name", &format_args!("there are two sections `{id}`"));
        } else {
            self.layout.section_ids.insert(id.to_owned(), index);
        }
        self.layout.sections.push(Section::default());
    }

    fn question(&mut self, question: &Question, section: usize, position: usize) {
        if question.kind == QuestionType::Repeat {
            self.repeat(question, section, position);
            return;
        }
        let column = self.layout.top_width;
        self.layout.top_width += 1;
        let field = self.field(question, section, None, column, (section, position, None));
        self.layout.sections[section]
            .members
            .push(Item::Field(field));
    }

    fn repeat(&mut self, question: &Question, section: usize, position: usize) {
        let index = self.layout.repeats.len();
        self.name(&question.name, Item::Repeat(index));
        self.layout.sections[section]
            .members
            .push(Item::Repeat(index));
        self.layout.repeats.push(Repeat {
            name: question.name.clone(),
            section,
            first: self.layout.fields.len(),
            width: question.questions.len(),
            relevant: None,
            rows: Rows::Constant(0),
            definition: (section, position),
        });
        self.absent(question);
        let name = &question.name;
        if question.questions.is_empty() {
            self.problem(name, "type", &"the repeat has no questions");
        }
        if question.repeat_count.is_none() {
            self.problem(
                name,
                "repeat_count",
                &"the repeat needs the number of its rows, e.g. 6",
            );
        }
        if let Some(key) = &question.row_key
            && !question.questions.iter().any(|inner| inner.name == *key)
        {
            self.problem(
                name,
                "row_key",
                &format_args!("the repeat has no question `{key}`"),
            );
        }
        for (inner, definition) in question.questions.iter().enumerate() {
            if definition.kind == QuestionType::Repeat {
                self.problem(
                    &definition.name,
                    "type",
                    &format_args!("a repeat inside the repeat `{name}` is not supported"),
                );
            }
            let place = (section, position, Some(inner));
            self.field(definition, section, Some(index), inner, place);
        }
    }

    fn field(
        &mut self,
        question: &Question,
        section: usize,
        repeat: Option<usize>,
        column: usize,
        definition: (usize, usize, Option<usize>),
    ) -> usize {
        let index = self.layout.fields.len();
        self.name(&question.name, Item::Field(index));
        self.absent(question);
        let list = self.list(question);
        if question.kind == QuestionType::Calculate && question.calculation.is_none() {
            self.problem(
                &question.name,
                "calculation",
                &"a calculate needs a calculation",
            );
        }
        self.layout.fields.push(Field {
            name: question.name.clone(),
            kind: question.kind,
            section,
            repeat,
            column,
            required: question.required,
            list,
            outcomes: outcomes(question),
            relevant: None,
            calculation: None,
            constraint: None,
            choice_filter: None,
            definition,
        });
        index
    }

    fn name(&mut self, name: &str, item: Item) {
        if !is_name(name) {
            self.problem(name, "name", &format_args!("`{name}` is no name: begin with a letter or _, go on with letters, digits, _ - ."));
        } else if self.layout.items.contains_key(name) {
            self.problem(
                name,
                "name",
                &format_args!("there are two questions `{name}`"),
            );
        } else {
            self.layout.items.insert(name.to_owned(), item);
        }
    }

    fn list(&mut self, question: &Question) -> Option<usize> {
        let name = &question.name;
        let Some(list) = &question.list else {
            if is_select(question.kind) {
                self.problem(name, "type", &"a select needs a choice list");
            }
            return None;
        };
        if !is_select(question.kind) {
            self.problem(name, "type", &"only a select has a choice list");
            return None;
        }
        let found = self
            .layout
            .lists
            .iter()
            .position(|known| known.name == *list);
        if found.is_none() {
            self.problem(
                name,
                "type",
                &format_args!("there is no choice list `{list}`"),
            );
        }
        found
    }

    /// Properties that the type of a question does not have.
    fn absent(&mut self, question: &Question) {
        let kind = question.kind;
        let is_calculate = kind == QuestionType::Calculate;
        let is_repeat = kind == QuestionType::Repeat;
        let is_derived = is_calculate || is_repeat;
        let cases = [
            (
                question.calculation.is_some() && !is_calculate,
                "calculation",
                "only a calculate has a calculation",
            ),
            (
                question.constraint.is_some() && is_derived,
                "constraint",
                "only an answer has a constraint",
            ),
            (
                question.required && is_derived,
                "required",
                "only an answer can be required",
            ),
            (
                question.choice_filter.is_some() && !is_select(kind),
                "choice_filter",
                "only a select has a choice filter",
            ),
            (
                question.repeat_count.is_some() && !is_repeat,
                "repeat_count",
                "only a repeat has rows",
            ),
            (
                question.row_key.is_some() && !is_repeat,
                "row_key",
                "only a repeat has rows",
            ),
            (
                !question.questions.is_empty() && !is_repeat,
                "type",
                "only a repeat has questions of its own",
            ),
        ];
        for (_, property, message) in cases.into_iter().filter(|(applies, ..)| *applies) {
            self.problem(&question.name, property, &message);
        }
    }
}

/// The only texts that a calculation gives; what is wrong with it is said elsewhere.
fn outcomes(question: &Question) -> Option<Vec<String>> {
    let syntax = parse(question.calculation.as_ref()?).ok()?;
    let texts = syntax.outcomes()?.into_iter();
    Some(texts.map(str::to_owned).collect())
}

fn is_select(kind: QuestionType) -> bool {
    matches!(kind, QuestionType::SelectOne | QuestionType::SelectMultiple)
}

/// Whether `${name}` can be written, and a path can hold it.
fn is_name(name: &str) -> bool {
    name.starts_with(begins_name) && !name.ends_with(['-', '.']) && name.chars().all(continues_name)
}
