//! The names that an expression of a form may use, seen from its place.

use sohoi_expr::{Names, Shape, Target, Type};

use crate::layout::{Item, Layout};

/// The form as one expression sees it.
pub(crate) struct FormNames<'a> {
    pub(crate) layout: &'a Layout,
    /// The repeat in whose rows the expression is evaluated.
    pub(crate) repeat: Option<usize>,
    /// The field whose answer `.` is.
    pub(crate) current: Option<usize>,
    /// The list whose choices a choice filter goes through.
    pub(crate) list: Option<usize>,
}

impl Names for FormNames<'_> {
    fn reference(&self, name: &str) -> Option<Target> {
        match self.layout.item(name)? {
            Item::Repeat(repeat) => {
                let handle = handle(repeat);
                Some(Target {
                    handle,
                    shape: Shape::Repeat,
                    kind: Type::Any,
                    repeat: Some(handle),
                })
            }
            Item::Field(field) => Some(self.field(field)),
        }
    }

    fn current(&self) -> Option<Target> {
        self.current.map(|field| self.field(field))
    }

    fn attribute(&self, name: &str) -> Option<u32> {
        let list = &self.layout.lists[self.list?];
        let position = list.attributes.iter().position(|known| known == name)?;
        Some(handle(position))
    }

    fn is_in_row(&self) -> bool {
        self.repeat.is_some()
    }

    fn texts(&self, field: u32) -> Option<Vec<&str>> {
        let field = self.layout.fields.get(field as usize)?;
        let texts = match field.list {
            Some(list) => self.layout.lists[list].positions.keys().collect(),
            None => Vec::from_iter(field.outcomes.as_ref()?),
        };
        Some(texts.into_iter().map(String::as_str).collect())
    }

    fn all(&self) -> Vec<&str> {
        self.layout.items.keys().map(String::as_str).collect()
    }
}

impl FormNames<'_> {
    fn field(&self, index: usize) -> Target {
        let field = &self.layout.fields[index];
        let is_one = field.repeat.is_none() || field.repeat == self.repeat;
        Target {
            handle: handle(index),
            shape: if is_one { Shape::One } else { Shape::Rows },
            kind: field.value_type(),
            repeat: field.repeat.map(handle),
        }
    }
}

fn handle(index: usize) -> u32 {
    u32::try_from(index).expect("a form has fewer than four thousand million questions")
}
