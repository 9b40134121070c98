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
    responses: &'b [[u8; 4]],
}

impl<'b> Table<'b> {
    /// Nothing where the rows of a repeat do not say whose they are, response by response.
    pub(crate) fn new(
        form: String,
        repeat: Option<String>,
        length: usize,
        mut columns: Vec<(String, Column<'b>)>,
    ) -> Option<Self> {
        let mut responses: &[[u8; 4]] = &[];
        if repeat.is_some() {
            let place = columns.iter().position(|(name, _)| name == RESPONSE)?;
            let (_, column) = columns.remove(place);
            let (Data::Whole32(all), None) = (&column.data, &column.valid) else {
                return None;
            };
            let mut last = 0;
            for response in *all {
                let response = i32::from_le_bytes(*response);
                if response < last {
                    return None;
                }
                last = response;
            }
            responses = all;
        }
        Some(Self {
            form,
            repeat,
            length,
            columns,
            responses,
        })
    }

    /// The response of a row.
    pub(crate) fn response(&self, row: usize) -> usize {
        // None of them is below 0.
        i32::from_le_bytes(self.responses[row]) as usize
    }

    /// The column of a question.
    pub(crate) fn column(&self, name: &str) -> Option<&Column<'b>> {
        let mut columns = self.columns.iter();
        Some(&columns.find(|(known, _)| known == name)?.1)
    }
}
