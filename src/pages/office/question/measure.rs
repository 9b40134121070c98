//! What one looks at in the answers to a question: a number of them, a share, a quartile.

use sohoi_stats::{Figure, QuestionFigures, Spread, Which};
use sohoi_text::messages::question as words;
use sohoi_text::{Language, format_decimal, format_integer, percentage};

use crate::components::chart::Mark;
use crate::pages::office::figures::{Cell, NOTHING};
use crate::pages::office::question::topic::{Looked, Topic};

/// What one looks at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Measure {
    /// How many replies there are of a kind, or with a choice: then their share, too.
    Replies(String),
    /// How numbers are spread.
    Spread(Of),
}

/// A figure of numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Of {
    Sum,
    Mean,
    Least,
    Lower,
    Median,
    Upper,
    Most,
}

/// As addresses name them. No name of a choice begins with a hyphen.
const SPREADS: [(&str, Of); 7] = [
    ("-sum", Of::Sum),
    ("-mean", Of::Mean),
    ("-least", Of::Least),
    ("-lower", Of::Lower),
    ("-median", Of::Median),
    ("-upper", Of::Upper),
    ("-most", Of::Most),
];

/// How replies stand, in the order in which they are printed.
pub const STANDINGS: [Which<'static>; 3] = [Which::Answered, Which::Blank, Which::NotAsked];

impl Measure {
    /// Every measure of a question; `names` are the choices and years that there are.
    pub fn all(topic: &Topic, names: &[String]) -> Vec<Self> {
        let standings = STANDINGS.map(|own| Self::Replies(own.name().to_owned()));
        let choices = names.iter().cloned().map(Self::Replies);
        let spreads = SPREADS.map(|(_, of)| Self::Spread(of));
        match topic.looked() {
            Looked::Counted => choices.chain(standings).collect(),
            Looked::Measured => [spreads.as_slice(), &standings].concat(),
            Looked::There => standings.to_vec(),
        }
    }

    /// The one that stands first where the address says nothing.
    pub fn first(all: &[Self]) -> Option<&Self> {
        let median = Self::Spread(Of::Median);
        all.iter().find(|own| **own == median).or(all.first())
    }

    /// Its name in addresses.
    pub fn name(&self) -> &str {
        match self {
            Self::Replies(which) => which,
            Self::Spread(of) => {
                let mut names = SPREADS.iter();
                names.find(|(_, own)| own == of).map_or("", |own| own.0)
            }
        }
    }

    /// Its name for people.
    pub fn words(&self, topic: &Topic) -> String {
        let language = topic.names.language;
        let words = match self {
            Self::Replies(which) => return which_words(topic, Which::from_name(which)),
            Self::Spread(Of::Sum) => words::sum(language),
            Self::Spread(Of::Mean) => words::mean(language),
            Self::Spread(Of::Least) => words::least(language),
            Self::Spread(Of::Lower) => words::lower(language),
            Self::Spread(Of::Median) => words::median(language),
            Self::Spread(Of::Upper) => words::upper(language),
            Self::Spread(Of::Most) => words::most(language),
        };
        words.to_owned()
    }

    /// The replies behind it, as addresses name them: behind a quartile are all that answer.
    pub fn behind(&self) -> Option<String> {
        match self {
            Self::Replies(which) if Which::from_name(which) != Which::Answered => {
                Some(which.clone())
            }
            _ => None,
        }
    }

    /// Whether it is a share.
    pub fn is_share(&self) -> bool {
        matches!(self, Self::Replies(which) if matches!(Which::from_name(which), Which::With(_)))
    }

    /// The cell of it. `name` marks it for finding.
    pub fn cell(&self, figures: &QuestionFigures, name: String, address: String) -> Cell {
        let (plain, share) = self.value(figures);
        Cell {
            text: written(plain.as_deref(), share),
            parts: share.and_then(parts),
            also: share.map_or_else(Vec::new, |own| vec![own.a.clone().unwrap_or_default()]),
            plain,
            name,
            address: Some(address),
        }
    }

    /// The same where there is room for a share in one sentence with what it is made of.
    pub fn wide_cell(
        &self,
        language: Language,
        figures: &QuestionFigures,
        name: String,
        address: String,
    ) -> Cell {
        let mut cell = self.cell(figures, name, address);
        if let Some(parts) = cell.parts.take() {
            cell.text = words::share(language, &parts, &cell.text);
        }
        cell
    }

    /// As a chart draws it.
    pub fn mark(&self, name: String, figures: &QuestionFigures) -> Mark {
        let (plain, share) = self.value(figures);
        Mark {
            name,
            text: written(plain.as_deref(), share),
            value: plain.and_then(|value| value.parse().ok()),
        }
    }

    /// The value as a decimal with a point; of a share what it is made of, too.
    fn value<'f>(&self, figures: &'f QuestionFigures) -> (Option<String>, Option<&'f Figure>) {
        let of = match self {
            Self::Spread(of) => of,
            Self::Replies(which) => {
                let count = match Which::from_name(which) {
                    Which::Answered => figures.answered,
                    Which::Blank => figures.blank,
                    Which::NotAsked => figures.not_asked,
                    Which::With(name) => {
                        let mut counts = figures.counts.iter();
                        let share = counts.find(|(own, _)| own == name).map(|(_, own)| own);
                        return (share.and_then(|own| own.value.clone()), share);
                    }
                };
                return (Some(count.to_string()), None);
            }
        };
        let spread = figures.spread.as_ref();
        let value = spread.and_then(|spread| of.of(spread).clone());
        (value, None)
    }
}

impl Of {
    fn of(self, spread: &Spread) -> &Option<String> {
        match self {
            Self::Sum => &spread.sum,
            Self::Mean => &spread.mean,
            Self::Least => &spread.least,
            Self::Lower => &spread.lower,
            Self::Median => &spread.median,
            Self::Upper => &spread.upper,
            Self::Most => &spread.most,
        }
    }
}

/// Which replies are meant, for people.
pub fn which_words(topic: &Topic, which: Which<'_>) -> String {
    let language = topic.names.language;
    match which {
        Which::Answered => words::answered(language).to_owned(),
        Which::Blank => words::blank(language).to_owned(),
        Which::NotAsked => words::not_asked(language).to_owned(),
        Which::With(name) => topic.choice(name),
    }
}

fn written(plain: Option<&str>, share: Option<&Figure>) -> String {
    match (plain, share) {
        (None, _) => NOTHING.to_owned(),
        (Some(value), Some(_)) => percentage(value),
        (Some(value), None) => format_decimal(value),
    }
}

/// `136/2.860`; nothing where nobody answers.
fn parts(share: &Figure) -> Option<String> {
    share.value.as_ref()?;
    let whole = |text: &Option<String>| text.as_ref()?.parse().ok().map(format_integer);
    Some([whole(&share.a)?, whole(&share.b)?].join("/"))
}
