//! Reads stored answers into their cells.

use sohoi_expr::Value;

use super::Session;
use super::cell::{Entry, Place};
use crate::answer::{Reading, read};
use crate::path::Path;

impl Session {
    /// Reads the text of an answer into its cell.
    pub(super) fn put(&mut self, place: Place, text: &str) {
        let reading = read(self.field(place).kind, text);
        if let Some(cell) = self.cell_mut(place) {
            (cell.value, cell.entry) = match reading {
                Reading::Blank => (Value::Blank, Entry::Blank),
                Reading::Value(value) => (value, Entry::Value),
                Reading::Malformed => (Value::Blank, Entry::Malformed),
            };
        }
    }

    /// Reads the answers outside the repeats, which stand first in the order of paths.
    pub(super) fn load_top(&mut self) {
        let answers = std::mem::take(&mut self.answers);
        let top = answers.iter().take_while(|(path, _)| path.row.is_none());
        for (path, text) in top {
            self.load(path, text);
        }
        self.answers = answers;
    }

    /// Reads the answers of a repeat from a row on.
    pub(super) fn load_rows(&mut self, repeat: usize, from: usize) {
        let name = self.engine.layout.repeats[repeat].name.clone();
        let answers = std::mem::take(&mut self.answers);
        let start = Path::in_row(name.as_str(), "", "");
        let start = answers.find_index(&start).unwrap_or_else(|start| start);
        let rows = answers.as_slice()[start..]
            .iter()
            .take_while(|(path, _)| path.row.as_ref().is_some_and(|(first, _)| *first == name));
        for (path, text) in rows {
            if self.locate(path).is_some_and(|place| place.row >= from) {
                self.load(path, text);
            }
        }
        self.answers = answers;
    }

    fn load(&mut self, path: &Path, text: &str) {
        if let Some(place) = self.locate(path)
            && self.field(place).is_asked()
        {
            self.put(place, text);
        }
    }
}
