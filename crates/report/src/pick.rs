//! Which quotations somebody picked for a report, as notes that a device keeps.

use sohoi_json::{from_bytes, read_members, to_text, write_members};

/// What was picked of one answer in people's own words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pick {
    /// The id of the response.
    pub response: String,
    /// The id of its form.
    pub form: String,
    /// The question.
    pub question: String,
    /// The subject that answered.
    pub subject: String,
    /// The pieces of the answer, to the letter, in the order in which they were picked.
    pub texts: Vec<String>,
}

read_members! {
    Pick: response, form, question, subject, texts;
}

write_members! {
    Pick: response, form, question, subject, texts;
}

impl Pick {
    /// The pick as a note of a round: its key, and its text. Nothing is kept of one without pieces.
    pub fn note(&self, round: &str) -> (String, Option<String>) {
        let key = ["quotation", round, &self.response, &self.question].join("/");
        (key, (!self.texts.is_empty()).then(|| to_text(self)))
    }

    /// The picks of a round among the notes of a device. A note that cannot be read is none.
    pub fn all<'n>(round: &str, notes: impl IntoIterator<Item = (&'n str, &'n str)>) -> Vec<Self> {
        let notes = notes.into_iter().filter_map(|(key, text)| {
            let pick: Self = from_bytes(text.as_bytes()).ok()?;
            (key == pick.note(round).0).then_some(pick)
        });
        notes.collect()
    }

    /// The same with a piece picked, or with it no longer picked.
    pub fn with(mut self, text: &str, is_picked: bool) -> Self {
        self.texts.retain(|own| own != text);
        if is_picked {
            self.texts.push(text.to_owned());
        }
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pick(response: &str, texts: &[&str]) -> Pick {
        Pick {
            response: response.to_owned(),
            form: "f".to_owned(),
            question: "q".to_owned(),
            subject: "s".to_owned(),
            texts: texts.iter().map(|text| (*text).to_owned()).collect(),
        }
    }

    #[test]
    fn each_round_finds_its_own_picks_among_the_notes() {
        let whole = pick("r1", &["Cấp \"kinh phí\"\nhằng năm", "Có trụ sở"]);
        let (key, text) = whole.note("round");
        let text = text.expect("it has pieces");
        let notes = [
            (key.as_str(), text.as_str()),
            ("quotation/round/r2/q", text.as_str()),
            ("quotation/round/r3/q", "{"),
            ("report/round/u/vi/size", "{}"),
        ];
        assert_eq!(Pick::all("round", notes), [whole]);
        assert_eq!(Pick::all("other", notes), []);
    }

    #[test]
    fn a_piece_is_picked_once_and_nothing_is_kept_without_one() {
        let one = pick("r1", &[]).with("a", true).with("b", true);
        assert_eq!(one.clone().with("a", true).texts, ["b", "a"]);
        let none = one.with("a", false).with("b", false).with("b", false);
        assert_eq!(none.note("round").1, None);
    }
}
