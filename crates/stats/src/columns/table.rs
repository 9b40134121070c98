//! The columns of the responses of a form, or of the rows of a repeat.

use super::blob::RESPONSE;
use super::column::{Column, Data};

/// A table of columns of one length.
#[derive(Clone, Debug)]
pub(crate) struct Table<'b> {
    pub(crate) form: String,
    /// Absent where the table is of the responses themselves.
    pub(crate) repeat: Option<String>,
    pub(crate) length: usize,
    columns: Vec<(String, Column<'b>)>,
    /// Of rows: the response of each, counted from 0, never less than the one before.
    pub(crate) responses: Vec<u32>,
}

impl<'b> Table<'b> {
    /// Nothing where the rows of a repeat do not say whose they are, response by response.
    pub(crate) fn new(
        form: String,
        repeat: Option<String>,
        length: usize,
        mut columns: Vec<(String, Column<'b>)>,
    ) -> Option<Self> {
        let mut responses = Vec::new();
        if repeat.is_some() {
            let place = columns.iter().position(|(name, _)| name == RESPONSE)?;
            let (_, column) = columns.remove(place);
            let (Data::Whole32(all), None) = (&column.data, &column.valid) else {
                return None;
            };
            let numbers = all
                .iter()
                .map(|it| u32::try_from(i32::from_le_bytes(*it)).ok());
            responses = numbers.collect::<Option<Vec<_>>>()?;
            if !responses.is_sorted() {
                return None;
            }
        }
        Some(Self {
            form,
            repeat,
            length,
            columns,
            responses,
        })
    }

    /// The column of a question.
    pub(crate) fn column(&self, name: &str) -> Option<&Column<'b>> {
        let mut columns = self.columns.iter();
        Some(&columns.find(|(known, _)| known == name)?.1)
    }
}
