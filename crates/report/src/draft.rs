//! The outline with its figures filled in.

use sohoi_expr::{Context, Place, Value, parse, parse_number};
use sohoi_form::Text;
use sohoi_stats::{Figure, Indicator};
use sohoi_text::{Language, format_decimal, percentage, small_count, small_letter};

use crate::edit::Edit;
use crate::outline::{Passage, PassageKind, Report};
use crate::wording::{Fact, Number, Piece, Vocabulary};

/// What stands for a figure that does not exist: room to fill in by hand.
const GAP: &str = "……";

/// What is known besides figures.
#[derive(Clone, Copy, Debug)]
pub struct Facts<'a> {
    /// What somebody wrote in place of paragraphs.
    pub edits: &'a [Edit],
    /// The place that the report covers.
    pub area: &'a str,
    /// The day that its figures are of, as people read it.
    pub cutoff: &'a str,
}

/// A report whose sentences are filled in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Draft {
    /// Its parts, from above.
    pub parts: Vec<Part>,
}

impl Draft {
    /// The parts that stand on paper: without paragraphs that somebody left out, and without sections of
    /// which nothing is left then.
    pub fn on_paper(&self) -> Vec<Part> {
        let is_left_out = |part: &Part| match part {
            Part::Paragraph(paragraph) => paragraph.text().is_empty(),
            _ => false,
        };
        let parts = self.parts.iter().filter(|part| !is_left_out(part));
        without_empty_sections(parts.cloned().collect())
    }
}

/// A part of a report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// The heading of a chapter.
    Chapter(String),
    /// The heading of a section.
    Section(String),
    /// Sentences that stand together.
    Paragraph(Paragraph),
    /// A table on a page of its own.
    Annex {
        /// Its heading.
        title: String,
        /// The theme whose indicators it lists.
        theme: String,
        /// The dimension whose groups stand across.
        by: Option<String>,
    },
}

/// Sentences that stand together, and what somebody wrote in their place: never neither.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paragraph {
    /// The name that the outline gives it.
    pub name: String,
    /// What figures make of it; none where nothing of it holds.
    pub sentences: Vec<Sentence>,
    /// What somebody wrote instead.
    pub edit: Option<Edit>,
}

impl Paragraph {
    /// Its sentences, one after the other.
    pub fn generated(&self) -> String {
        let texts: Vec<&str> = self.sentences.iter().map(|it| it.text.as_str()).collect();
        texts.join(" ")
    }

    /// The words that count: those somebody wrote, else the sentences. Blank where the paragraph is left
    /// out; a line is a paragraph of its own on paper.
    pub fn text(&self) -> String {
        let written = self.edit.as_ref().map(|edit| edit.text.trim().to_owned());
        written.unwrap_or_else(|| self.generated())
    }

    /// Whether its sentences are not those any more in whose place somebody wrote.
    pub fn is_moved(&self) -> bool {
        let edit = self.edit.as_ref();
        edit.is_some_and(|edit| edit.basis != self.generated())
    }
}

/// A sentence with what it is made of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// Its words.
    pub text: String,
    /// The codes of the indicators whose figures it says, each once.
    pub codes: Vec<String>,
    /// Whether a figure does not exist, so that there is room for it.
    pub has_gaps: bool,
}

impl Sentence {
    /// One that is the same whatever the figures.
    pub fn plain(text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            codes: Vec::new(),
            has_gaps: false,
        }
    }
}

/// Fills the outline of a report: passages whose condition does not hold are left out, and
/// paragraphs and sections of which nothing is left. What somebody wrote stays, whatever the figures.
/// `figure` gives the figure of an indicator by its code.
///
/// A condition over a figure that does not exist does not hold. An outline that
/// [cannot work](crate::flaws) says less than it should, but nothing wrong.
pub fn fill<'f>(
    report: &Report,
    indicators: &[Indicator],
    figure: impl Fn(&str) -> Option<&'f Figure>,
    facts: &Facts<'_>,
    language: Language,
) -> Draft {
    let figures: Vec<Option<&Figure>> = indicators
        .iter()
        .map(|indicator| figure(&indicator.code))
        .collect();
    let filling = Filling {
        vocabulary: Vocabulary::new(indicators.iter().map(|it| it.code.as_str())),
        values: Values::of(&figures),
        indicators,
        figures,
        facts,
        language,
    };
    let mut parts = Vec::new();
    for passage in &report.outline {
        if passage.kind == PassageKind::Paragraph {
            // Also where its own first sentence is not said.
            parts.push(filling.begun(passage));
        }
        let relevant = passage.relevant.as_deref();
        if relevant.is_none_or(|it| filling.holds(it)) {
            filling.add(passage, &mut parts);
        }
    }
    let is_there = |part: &Part| match part {
        Part::Paragraph(it) => !it.sentences.is_empty() || it.edit.is_some(),
        _ => true,
    };
    parts.retain(is_there);
    Draft {
        parts: without_empty_sections(parts),
    }
}

struct Filling<'a> {
    vocabulary: Vocabulary<'a>,
    values: Values,
    indicators: &'a [Indicator],
    /// In the order of the indicators.
    figures: Vec<Option<&'a Figure>>,
    facts: &'a Facts<'a>,
    language: Language,
}

impl Filling<'_> {
    fn holds(&self, condition: &str) -> bool {
        let syntax = parse(condition).ok();
        let checked = syntax.and_then(|it| it.check(&self.vocabulary, Place::Condition).ok());
        checked.is_some_and(|condition| condition.is_true(&self.values))
    }

    /// A paragraph without its sentences.
    fn begun(&self, passage: &Passage) -> Part {
        let name = passage.name.clone().unwrap_or_default();
        let mut edits = self.facts.edits.iter();
        let edit = edits.find(|edit| edit.name == name).cloned();
        Part::Paragraph(Paragraph {
            name,
            sentences: Vec::new(),
            edit,
        })
    }

    fn add(&self, passage: &Passage, parts: &mut Vec<Part>) {
        let Text { vi, en } = &passage.text;
        let sentence = self.sentence(self.language.pick(vi, en));
        match passage.kind {
            PassageKind::Chapter => parts.push(Part::Chapter(sentence.text)),
            PassageKind::Section => parts.push(Part::Section(sentence.text)),
            PassageKind::Annex => parts.push(Part::Annex {
                title: sentence.text,
                theme: passage.theme.clone().unwrap_or_default(),
                by: passage.by.clone(),
            }),
            PassageKind::Paragraph | PassageKind::Sentence => {
                // An outline in which a sentence follows no paragraph is refused when it is read.
                if let Some(Part::Paragraph(paragraph)) = parts.last_mut() {
                    paragraph.sentences.push(sentence);
                }
            }
        }
    }

    fn sentence(&self, text: &str) -> Sentence {
        let Ok(pieces) = self.vocabulary.pieces(text) else {
            return Sentence::plain(text);
        };
        let mut sentence = Sentence::plain("");
        for piece in pieces {
            match piece {
                Piece::Words(words) => sentence.text.push_str(words),
                Piece::Fact(Fact::Area) => sentence.text.push_str(&self.area(&sentence.text)),
                Piece::Fact(Fact::Cutoff) => sentence.text.push_str(self.facts.cutoff),
                Piece::Figure(place, number) => {
                    let code = &self.indicators[place].code;
                    if !sentence.codes.contains(code) {
                        sentence.codes.push(code.clone());
                    }
                    match self.number(place, number) {
                        Some(text) => sentence.text.push_str(&text),
                        None => {
                            sentence.text.push_str(GAP);
                            sentence.has_gaps = true;
                        }
                    }
                }
            }
        }
        sentence
    }

    /// The place; in the middle of a Vietnamese sentence with a small letter: `tỉnh Bình Thuận`.
    fn area(&self, before: &str) -> String {
        let mut letters = self.facts.area.chars();
        let is_inside = self.language == Language::Vi && !before.is_empty();
        let first = letters
            .next()
            .map(|c| if is_inside { small_letter(c) } else { c });
        first.into_iter().chain(letters).collect()
    }

    /// A number as official documents write it.
    fn number(&self, place: usize, number: Number) -> Option<String> {
        let figure = self.figures[place]?;
        let plain = plain(figure, number)?;
        Some(match (number, plain.parse::<u64>()) {
            (Number::Value, _) if self.indicators[place].is_percentage() => percentage(plain),
            // In a fraction nobody writes a zero before it.
            (Number::Value, Ok(count)) if self.language == Language::Vi => small_count(count),
            _ => format_decimal(plain),
        })
    }
}

fn plain(figure: &Figure, number: Number) -> Option<&str> {
    match number {
        Number::Value => figure.value.as_deref(),
        Number::A => figure.a.as_deref(),
        Number::B => figure.b.as_deref(),
    }
}

/// The numbers of all figures, for conditions.
struct Values(Vec<Value>);

impl Values {
    fn of(figures: &[Option<&Figure>]) -> Self {
        let value = |figure: &Option<&Figure>, number| {
            let number = figure.and_then(|figure| parse_number(plain(figure, number)?));
            number.map_or(Value::Blank, Value::Number)
        };
        // In the order of their handles.
        let all = figures.iter().flat_map(|figure| {
            [Number::Value, Number::A, Number::B].map(|number| value(figure, number))
        });
        Self(all.collect())
    }
}

impl Context for Values {
    fn value(&self, reference: u32) -> &Value {
        self.0.get(reference as usize).unwrap_or(&Value::Blank)
    }
}

/// The parts without headings of sections under which nothing stands. A chapter stays: somebody
/// writes it by hand.
fn without_empty_sections(parts: Vec<Part>) -> Vec<Part> {
    let mut kept: Vec<Part> = Vec::with_capacity(parts.len());
    for part in parts {
        let ends_section = !matches!(part, Part::Paragraph(_));
        if ends_section && matches!(kept.last(), Some(Part::Section(_))) {
            kept.pop();
        }
        kept.push(part);
    }
    if matches!(kept.last(), Some(Part::Section(_))) {
        kept.pop();
    }
    kept
}

#[cfg(test)]
mod tests;
