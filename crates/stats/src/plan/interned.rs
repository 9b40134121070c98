//! Expressions that many terms share, parsed once.

use sohoi_form::{Engine, Reference};

use super::describe;

/// Distinct expressions in the order of their first use.
#[derive(Default)]
pub(crate) struct Interned<'a> {
    texts: Vec<&'a str>,
    references: Vec<Reference>,
}

impl<'a> Interned<'a> {
    /// The index of the expression `text`, which is parsed where it is new.
    ///
    /// # Errors
    ///
    /// What is wrong with the text.
    pub(super) fn intern(
        &mut self,
        engine: &Engine,
        text: &'a str,
        repeat: Option<&str>,
    ) -> Result<usize, String> {
        if let Some(known) = self.texts.iter().position(|known| *known == text) {
            return Ok(known);
        }
        let reference = engine
            .reference(text, repeat)
            .map_err(|problem| describe(&problem))?;
        self.texts.push(text);
        self.references.push(reference);
        Ok(self.texts.len() - 1)
    }

    /// Every expression as it is written and parsed.
    pub(crate) fn each(&self) -> impl Iterator<Item = (&'a str, &Reference)> {
        self.texts.iter().copied().zip(&self.references)
    }

    /// The parsed expressions by index.
    pub(crate) fn references(&self) -> &[Reference] {
        &self.references
    }
}
