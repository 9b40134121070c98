//! What passages may name: the figures of indicators, and facts about the report.

use sohoi_expr::{FaultKind, Names, Place, Shape, Target, Type, nearest, parse};
use sohoi_form::Text;

use crate::outline::Passage;

/// What stands in the text for something that is filled in: where it covers, and when.
const FACTS: [(&str, Fact); 2] = [("area", Fact::Area), ("cutoff", Fact::Cutoff)];

/// Something that is known about a report besides its figures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fact {
    /// The place that it covers.
    Area,
    /// The day that its figures are of.
    Cutoff,
}

/// Which number of a figure is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Number {
    /// The figure itself: `${CODE}`.
    Value,
    /// The first aggregate: `${CODE.a}`.
    A,
    /// The second aggregate: `${CODE.b}`.
    B,
}

const NUMBERS: [(&str, Number); 3] = [("", Number::Value), (".a", Number::A), (".b", Number::B)];

/// A piece of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Piece<'t> {
    Words(&'t str),
    /// A number of the indicator at a place of the round's list.
    Figure(usize, Number),
    Fact(Fact),
}

/// The names that figures go by.
pub(crate) struct Vocabulary<'a> {
    codes: Vec<&'a str>,
}

impl<'a> Vocabulary<'a> {
    pub(crate) fn new(codes: impl IntoIterator<Item = &'a str>) -> Self {
        Self {
            codes: codes.into_iter().collect(),
        }
    }

    fn figure(&self, name: &str) -> Option<(usize, Number)> {
        let mut numbers = NUMBERS.iter();
        numbers.find_map(|(ending, number)| {
            let code = name.strip_suffix(ending)?;
            let place = self.codes.iter().position(|own| *own == code)?;
            Some((place, *number))
        })
    }

    /// The pieces of a text.
    ///
    /// # Errors
    ///
    /// What is not understood: `${` without a `}`, or a name that nothing has.
    pub(crate) fn pieces<'t>(&self, text: &'t str) -> Result<Vec<Piece<'t>>, String> {
        let mut pieces = Vec::new();
        let mut rest = text;
        while let Some((words, after)) = rest.split_once("${") {
            let (name, after) = after
                .split_once('}')
                .ok_or("close `${` by `}` after the code")?;
            pieces.push(Piece::Words(words));
            let fact = FACTS.iter().find(|(own, _)| *own == name);
            let figure = self.figure(name);
            pieces.push(match (fact, figure) {
                (Some((_, fact)), _) => Piece::Fact(*fact),
                (None, Some((place, number))) => Piece::Figure(place, number),
                (None, None) => return Err(self.unknown(name)),
            });
            rest = after;
        }
        pieces.push(Piece::Words(rest));
        Ok(pieces)
    }

    fn unknown(&self, name: &str) -> String {
        let facts = FACTS.iter().map(|(name, _)| *name);
        let known = self.codes.iter().copied().chain(facts);
        match nearest(name, known) {
            Some(near) => format!("there is no indicator `{name}`; did you mean `{near}`?"),
            None => format!("there is no indicator `{name}`"),
        }
    }

    /// The handle by which an expression names a number of an indicator.
    pub(crate) fn handle(place: usize, number: Number) -> u32 {
        let number = NUMBERS.iter().position(|(_, own)| *own == number);
        let handle = place * NUMBERS.len() + number.unwrap_or_default();
        u32::try_from(handle).unwrap_or(u32::MAX)
    }
}

impl Names for Vocabulary<'_> {
    fn reference(&self, name: &str) -> Option<Target> {
        let (place, number) = self.figure(name)?;
        Some(Target {
            handle: Self::handle(place, number),
            shape: Shape::One,
            kind: Type::Number,
            repeat: None,
        })
    }

    fn all(&self) -> Vec<&str> {
        self.codes.clone()
    }
}

/// Something in a passage that cannot work.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Flaw {
    /// The column of `report.csv` that it is in.
    pub column: &'static str,
    /// What is wrong and what to do.
    pub message: String,
}

/// What cannot work in a passage of a round with indicators of these codes.
pub fn flaws<'a>(passage: &Passage, codes: impl IntoIterator<Item = &'a str>) -> Vec<Flaw> {
    let vocabulary = Vocabulary::new(codes);
    let mut flaws = Vec::new();
    if let Some(condition) = &passage.relevant {
        let parsed = parse(condition).map_err(|fault| vec![fault]);
        let checked = parsed.and_then(|syntax| syntax.check(&vocabulary, Place::Condition));
        for fault in checked.err().unwrap_or_default() {
            let what = match &fault.kind {
                FaultKind::UnknownReference { name, .. } => vocabulary.unknown(name),
                other => other.to_string(),
            };
            flaws.push(Flaw {
                column: "relevant",
                message: format!("{what} (at character {})", fault.offset + 1),
            });
        }
    }
    let Text { vi, en } = &passage.text;
    let mut figures = Vec::with_capacity(2);
    for (column, text) in [("text::vi", vi), ("text::en", en)] {
        match vocabulary.pieces(text) {
            Ok(pieces) => figures.push(named(&pieces)),
            Err(message) => flaws.push(Flaw { column, message }),
        }
    }
    if let [vi, en] = &figures[..]
        && vi != en
    {
        flaws.push(Flaw {
            column: "text::en",
            message: "names other figures than `text::vi`".to_owned(),
        });
    }
    flaws
}

/// Every figure that is named, in an order that does not hang on the language.
fn named(pieces: &[Piece<'_>]) -> Vec<u32> {
    let mut named: Vec<u32> = pieces
        .iter()
        .filter_map(|piece| match piece {
            Piece::Figure(place, number) => Some(Vocabulary::handle(*place, *number)),
            _ => None,
        })
        .collect();
    named.sort_unstable();
    named
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::outline::PassageKind;

    const CODES: [&str; 3] = ["QM1", "QM1.x", "CH2"];

    fn passage(relevant: &str, vi: &str, en: &str) -> Passage {
        Passage {
            kind: PassageKind::Sentence,
            relevant: (!relevant.is_empty()).then(|| relevant.to_owned()),
            text: Text {
                vi: vi.to_owned(),
                en: en.to_owned(),
            },
            ..Passage::default()
        }
    }

    #[test]
    fn a_text_falls_into_words_figures_and_facts() {
        let vocabulary = Vocabulary::new(CODES);
        assert_eq!(
            vocabulary
                .pieces("Có ${QM1.a}/${QM1.x} ở ${area}.")
                .as_deref(),
            Ok(&[
                Piece::Words("Có "),
                Piece::Figure(0, Number::A),
                Piece::Words("/"),
                Piece::Figure(1, Number::Value),
                Piece::Words(" ở "),
                Piece::Fact(Fact::Area),
                Piece::Words("."),
            ][..])
        );
        let only = "Không có số: } { $ 5 $.";
        assert_eq!(
            vocabulary.pieces(only).as_deref(),
            Ok(&[Piece::Words(only)][..])
        );
    }

    #[test]
    fn what_cannot_work_is_told_with_its_column() {
        let cases = [
            (passage("", "x ${QM1}", "y ${QM1}"), &[][..]),
            (passage("${CH2.b} > 0 and ${QM1} >= 50", "x", "y"), &[]),
            (passage("${CH3} > 0", "x", "y"), &[("relevant", "CH2")]),
            (
                passage("${CH2} >", "x", "y"),
                &[("relevant", "(at character 9)")],
            ),
            (
                passage("", "x ${QM2", "y"),
                &[("text::vi", "close `${` by `}`")],
            ),
            (
                passage("", "x ${CH2.c}", "y ${CH}"),
                &[("text::vi", "`CH2.c`"), ("text::en", "did you mean `CH2`?")],
            ),
            (
                passage("", "${QM1.a}/${QM1.b}", "${QM1.a} of ${QM1}"),
                &[("text::en", "other figures")],
            ),
        ];
        for (passage, expected) in cases {
            let found = flaws(&passage, CODES);
            assert_eq!(found.len(), expected.len(), "{passage:?}: {found:?}");
            for (flaw, (column, words)) in found.iter().zip(expected) {
                assert_eq!(flaw.column, *column);
                assert!(flaw.message.contains(words), "{}", flaw.message);
            }
        }
    }
}
