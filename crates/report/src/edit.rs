//! What somebody wrote in place of a paragraph, as notes that a device keeps.

use sohoi_json::{from_bytes, read_members, to_text, write_members};
use sohoi_text::Language;

/// What somebody wrote in place of a paragraph.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Edit {
    /// The name of the paragraph.
    pub name: String,
    /// The words; blank where the paragraph is to be left out.
    pub text: String,
    /// What figures made of it when it was written, or looked at last.
    pub basis: String,
}

read_members! {
    Edit: name, text, basis;
}

write_members! {
    Edit: name, text, basis;
}

/// A report that people write in: that of a unit in a round, in one language.
#[derive(Clone, Copy, Debug)]
pub struct Sheet<'a> {
    /// The id of the round.
    pub round: &'a str,
    /// The id of the unit that it covers.
    pub unit: &'a str,
    /// Its language.
    pub language: Language,
}

impl Sheet<'_> {
    /// An edit as a note: its key and its text.
    pub fn note(self, edit: &Edit) -> (String, String) {
        (self.key(&edit.name), to_text(edit))
    }

    /// The edits of this report among the notes of a device. A note that cannot be read is none.
    pub fn edits<'n>(self, notes: impl IntoIterator<Item = (&'n str, &'n str)>) -> Vec<Edit> {
        let notes = notes.into_iter().filter_map(|(key, text)| {
            let edit: Edit = from_bytes(text.as_bytes()).ok()?;
            (key == self.key(&edit.name)).then_some(edit)
        });
        notes.collect()
    }

    /// The key of the note that keeps what was written in place of a paragraph: names of rounds, units
    /// and paragraphs have no stroke in them.
    pub fn key(self, paragraph: &str) -> String {
        [
            "report",
            self.round,
            self.unit,
            self.language.code(),
            paragraph,
        ]
        .join("/")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_report_finds_its_own_edits_among_the_notes() {
        let edit = |name: &str, text: &str| Edit {
            name: name.to_owned(),
            text: text.to_owned(),
            basis: "Có 5 hội.".to_owned(),
        };
        let own = Sheet {
            round: "r",
            unit: "u",
            language: Language::Vi,
        };
        let english = Sheet {
            language: Language::En,
            ..own
        };
        let elsewhere = Sheet { unit: "u2", ..own };
        let mut notes = vec![
            own.note(&edit("size", "Có \"5\" hội\nvà 2 chi hội.")),
            own.note(&edit("law", "")),
            english.note(&edit("size", "There are 5.")),
            elsewhere.note(&edit("size", "Không có.")),
        ];
        notes.push((own.key("torn"), "{".to_owned()));
        notes.push(("another".to_owned(), to_text(&edit("size", ""))));
        let edits = |sheet: Sheet<'_>| {
            sheet.edits(
                notes
                    .iter()
                    .map(|(key, text)| (key.as_str(), text.as_str())),
            )
        };
        let written = [edit("size", "Có \"5\" hội\nvà 2 chi hội."), edit("law", "")];
        assert_eq!(edits(own), written);
        assert_eq!(edits(english), [edit("size", "There are 5.")]);
        assert_eq!(edits(elsewhere), [edit("size", "Không có.")]);
        let none = Sheet {
            round: "other",
            ..own
        };
        assert_eq!(edits(none), []);
    }
}
