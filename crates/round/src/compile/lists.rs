//! Reads `[[list]]` of `round.toml`.

use sohoi_xlsform::CellProblem;

use super::claims::{Reading, What};
use super::entry::Entry;
use crate::list::{Column, FromAnswers, ListSource, NamedList, NotSubmitted, Step};

/// The `source` of a list of those who have no response that counts.
const NOT_SUBMITTED: &str = "not_submitted";

/// Reads every list from the root of the manifest; none is well too.
pub(super) fn read(root: &mut Entry<'_>, reading: &mut Reading<'_>) -> Vec<NamedList> {
    let mut lists: Vec<NamedList> = Vec::new();
    for mut entry in root.some_entries("list", reading.problems) {
        let list = reading.list(&mut entry);
        if !list.id.is_empty() && lists.iter().any(|earlier| earlier.id == list.id) {
            let message = format!("`{}` stands here twice", list.id);
            let column = entry.column("id");
            let problem = CellProblem::of_cell(entry.row(), column, message);
            reading.problems.push(problem);
        }
        entry.finish(reading.problems);
        lists.push(list);
    }
    lists
}

impl Reading<'_> {
    fn list(&mut self, entry: &mut Entry<'_>) -> NamedList {
        let is_of_answers = !entry.has("source");
        NamedList {
            id: entry.text("id", self.problems),
            name: entry.bilingual("name", self.problems),
            note: entry.some_bilingual("note", self.problems),
            source: match is_of_answers {
                true => ListSource::Answers(self.of_answers(entry)),
                false => ListSource::NotSubmitted(self.of_missing(entry)),
            },
            next: self.each_of_some(entry, "next", |reading, entry| Step {
                // A condition looks at answers, which those who have none do not have.
                when: is_of_answers
                    .then(|| reading.some_claim(entry, "when", What::Condition))
                    .flatten(),
                text: entry.bilingual("text", reading.problems),
            }),
        }
    }

    fn of_answers(&mut self, entry: &mut Entry<'_>) -> FromAnswers {
        FromAnswers {
            form: self.form(entry),
            relevant: self.claim(entry, "relevant", What::Condition),
            columns: self.each_of_some(entry, "column", |reading, entry| Column {
                question: reading.claim(entry, "question", What::Readable),
                label: entry.some_bilingual("label", reading.problems),
            }),
            phone: self.some_claim(entry, "phone", What::LineOfText),
        }
    }

    fn of_missing(&mut self, entry: &mut Entry<'_>) -> NotSubmitted {
        let source = entry.located_text("source", self.problems);
        if !source.value.is_empty() && source.value != NOT_SUBMITTED {
            let message = format!(
                "`{}` is no source: write \"{NOT_SUBMITTED}\", or leave it out and name a form",
                source.value
            );
            let problem = CellProblem::of_cell(source.row, entry.column("source"), message);
            self.problems.push(problem);
        }
        NotSubmitted {
            kind: self.some_claim(entry, "kind", What::Kind),
        }
    }
}
