//! What the worker says to the page.

use sohoi_json::{
    Flaws, Json, Members, Read, Write, one_of, read_members, variant, write_members, write_one_of,
};
use sohoi_stats::{IndicatorTable, Moment, Population, QuestionTable};

/// Something that the worker says.
#[derive(Clone, Debug, PartialEq)]
pub enum Said {
    /// It makes no sense of what it heard.
    NotUnderstood,
    /// It reads responses.
    Reading(Reading),
    /// There are no figures.
    Nothing(Nothing),
    /// Figures: at first all that were asked for, later those that are different.
    Figures(Figures),
    /// One indicator by two dimensions.
    Cross(Cross),
    /// The responses behind an indicator.
    Behind(Behind),
    /// Who is on the named lists.
    Lists(Lists),
    /// A question by none, one or two dimensions.
    Question(Question),
    /// The responses behind figures of a question.
    Replies(Replies),
    /// What whole forms are compared with.
    Peers(Peers),
    /// Everything that can be kept of this moment.
    Moment(Now),
}

/// How far reading is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reading {
    /// How many responses are read.
    pub done: u32,
    /// Of how many.
    pub all: u32,
}

/// Why there are no figures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Nothing {
    /// What they are made by is not on this device.
    NotHere,
    /// The indicators do not fit the forms.
    Broken,
    /// The database cannot be read.
    Unreadable,
}

/// Figures of one population.
#[derive(Clone, Debug, PartialEq)]
pub struct Figures {
    /// The number of the question.
    pub number: u32,
    /// Which responses count.
    pub population: Population,
    /// How many count.
    pub counted: u32,
    /// By kind of subjects: how many lines of the register have a response that counts, of how
    /// many.
    pub progress: Vec<(String, (u32, u32))>,
    /// By form and question that was of another type in an earlier version: how many answers of responses
    /// that count are left out for that.
    pub retyped: Vec<((String, String), u32)>,
    /// Indicators with the breakdowns that were asked for.
    pub tables: Vec<IndicatorTable>,
    /// Whether all that was asked for has been said now.
    pub is_whole: bool,
}

/// One indicator by two dimensions.
#[derive(Clone, Debug, PartialEq)]
pub struct Cross {
    /// The number of the question.
    pub number: u32,
    /// Which responses count.
    pub population: Population,
    /// How many count.
    pub counted: u32,
    /// All of them: the figure, and its breakdown by the groups that stand down.
    pub whole: IndicatorTable,
    /// By the groups that stand across, in their order: the same of the responses of the group.
    pub columns: Vec<(String, IndicatorTable)>,
}

/// The responses behind an indicator.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Behind {
    /// The number of the question.
    pub number: u32,
    /// Which responses count.
    pub population: Population,
    /// How many responses are behind it.
    pub all: u32,
    /// The place of the first of `rows` among them, from 0.
    pub from: u32,
    /// Some of them, in the order of the register.
    pub rows: Vec<Row>,
}

/// A response behind an indicator.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Its id.
    pub response: String,
    /// Its subject.
    pub subject: String,
    /// What it gives to the first aggregate; absent where it does not count there.
    pub a: Option<Share>,
    /// What it gives to the second aggregate.
    pub b: Option<Share>,
}

/// What a response gives, and where it says so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Share {
    /// How many, or each value, as exact decimals with a point.
    pub values: Vec<String>,
    /// The section of the form; absent where no single answer decides.
    pub section: Option<String>,
    /// The path of the answer.
    pub at: Option<String>,
}

/// The figures of one population as they are now.
#[derive(Clone, Debug, PartialEq)]
pub struct Now {
    /// The number of the question.
    pub number: u32,
    /// The figures, and the responses that they are made of.
    pub moment: Moment,
}

/// Who is on the named lists.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lists {
    /// The number of the question.
    pub number: u32,
    /// Which responses count.
    pub population: Population,
    /// How many count.
    pub counted: u32,
    /// How many are on each list, in the order of the round.
    pub counts: Vec<u32>,
    /// Who is on the list that was asked for, in the order of the register.
    pub rows: Vec<ListRow>,
}

/// A subject on a named list. See [`OnList`](sohoi_round::OnList).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListRow {
    /// The subject.
    pub subject: String,
    /// The id of the response that puts it there; absent where none counts.
    pub response: Option<String>,
    /// The answers of the list's columns, as they are stored.
    pub cells: Vec<String>,
    /// The number to call.
    pub phone: String,
    /// Which of the steps that have a condition are to be done.
    pub steps: Vec<u32>,
}

/// A question by none, one or two dimensions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    /// The number of the question that the page asks.
    pub number: u32,
    /// Which responses count.
    pub population: Population,
    /// How many of its form count.
    pub counted: u32,
    /// What they say.
    pub table: QuestionTable,
}

/// The responses behind figures of a question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Replies {
    /// The number of the question that the page asks.
    pub number: u32,
    /// Which responses count.
    pub population: Population,
    /// How many replies there are.
    pub all: u32,
    /// The place of the first of `rows` among them, from 0.
    pub from: u32,
    /// Some of them, in the order of the register.
    pub rows: Vec<ReplyRow>,
}

/// What a response says to a question, in one row where the question is in a repeat.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReplyRow {
    /// The id of the response.
    pub response: String,
    /// Its subject.
    pub subject: String,
    /// The section of the form.
    pub section: String,
    /// The path of the answer.
    pub at: String,
    /// What names the row, e.g. a year; blank where there is no row.
    pub key: String,
    /// The answer as it is stored; blank where it is in somebody's own words.
    pub stored: String,
}

/// What whole forms are compared with: those of the same group whose responses count.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Peers {
    /// The number of the question.
    pub number: u32,
    /// Which responses count.
    pub population: Population,
    /// How many count.
    pub counted: u32,
    /// The groups of which some count, comparison by comparison.
    pub groups: Vec<PeerGroup>,
    /// The ids of the responses that count, in the order of the register.
    pub responses: Vec<String>,
}

/// One group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PeerGroup {
    /// The place of its comparison in the round.
    pub comparison: u32,
    /// Its name; blank for those that say none.
    pub group: String,
    /// How many responses of it count.
    pub counted: u32,
    /// The median of each figure of the comparison.
    pub medians: Vec<Median>,
}

/// The median of a figure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Median {
    /// How many responses have a value.
    pub values: u32,
    /// The median with one decimal; absent where it is of too few values to be told.
    pub median: Option<String>,
}

const NOTHINGS: [(&str, Nothing); 3] = [
    ("not_here", Nothing::NotHere),
    ("broken", Nothing::Broken),
    ("unreadable", Nothing::Unreadable),
];

impl Read for Nothing {
    fn read(json: Json, flaws: &mut Flaws) -> Self {
        one_of(&json, &NOTHINGS, flaws)
    }
}

impl Write for Nothing {
    fn write(&self, out: &mut String) {
        write_one_of(self, &NOTHINGS, "", out);
    }
}

/// One of the things that [`Said`] holds, by the name that it goes by.
pub trait Word: Write {
    /// The name.
    const NAME: &'static str;
}

macro_rules! words {
    ($($word:ident: $name:literal;)+) => {
        $(impl Word for $word {
            const NAME: &'static str = $name;
        })+
    };
}

words! {
    Reading: "reading";
    Nothing: "nothing";
    Figures: "figures";
    Cross: "cross";
    Behind: "behind";
    Lists: "lists";
    Question: "question";
    Replies: "replies";
    Peers: "peers";
    Now: "moment";
}

/// A word as [`Said`] is written. A program says its words by this, and links the writing of no others.
pub struct Saying<'w, W>(pub &'w W);

impl<W: Word> Write for Saying<'_, W> {
    fn write(&self, out: &mut String) {
        Members::new(out).put(W::NAME, self.0);
    }
}

/// As [`Said::NotUnderstood`] is written.
pub(crate) const NOT_UNDERSTOOD: &str = "not_understood";

impl Write for Said {
    fn write(&self, out: &mut String) {
        match self {
            Self::NotUnderstood => NOT_UNDERSTOOD.write(out),
            Self::Reading(word) => Saying(word).write(out),
            Self::Nothing(word) => Saying(word).write(out),
            Self::Figures(word) => Saying(word).write(out),
            Self::Cross(word) => Saying(word).write(out),
            Self::Behind(word) => Saying(word).write(out),
            Self::Lists(word) => Saying(word).write(out),
            Self::Question(word) => Saying(word).write(out),
            Self::Replies(word) => Saying(word).write(out),
            Self::Peers(word) => Saying(word).write(out),
            Self::Moment(word) => Saying(word).write(out),
        }
    }
}

impl Read for Said {
    fn read(json: Json, flaws: &mut Flaws) -> Self {
        let makes: [crate::Kind<Self>; 11] = [
            (NOT_UNDERSTOOD, |_, _| Self::NotUnderstood),
            (Reading::NAME, |json, flaws| {
                Self::Reading(Reading::read(json, flaws))
            }),
            (Nothing::NAME, |json, flaws| {
                Self::Nothing(Nothing::read(json, flaws))
            }),
            (Figures::NAME, |json, flaws| {
                Self::Figures(Figures::read(json, flaws))
            }),
            (Cross::NAME, |json, flaws| {
                Self::Cross(Cross::read(json, flaws))
            }),
            (Behind::NAME, |json, flaws| {
                Self::Behind(Behind::read(json, flaws))
            }),
            (Lists::NAME, |json, flaws| {
                Self::Lists(Lists::read(json, flaws))
            }),
            (Question::NAME, |json, flaws| {
                Self::Question(Question::read(json, flaws))
            }),
            (Replies::NAME, |json, flaws| {
                Self::Replies(Replies::read(json, flaws))
            }),
            (Peers::NAME, |json, flaws| {
                Self::Peers(Peers::read(json, flaws))
            }),
            (Now::NAME, |json, flaws| {
                Self::Moment(Now::read(json, flaws))
            }),
        ];
        let (make, held) = variant(json, &makes, flaws);
        make(held, flaws)
    }
}

read_members! {
    Reading: done, all;
    Figures: number, population, counted, progress, retyped, tables, is_whole;
    Cross: number, population, counted, whole, columns;
    Behind: number, population, all, from, rows;
    Row: response, subject, a, b;
    Now: number, moment;
    Lists: number, population, counted, counts, rows;
    ListRow: subject, response, cells, phone, steps;
    Peers: number, population, counted, groups, responses;
    PeerGroup: comparison, group, counted, medians;
    Median: values, median;
    Share: values, section, at;
    Question: number, population, counted, table;
    Replies: number, population, all, from, rows;
    ReplyRow: response, subject, section, at, key, stored;
}

write_members! {
    Reading: done, all;
    Figures: number, population, counted, progress, retyped, tables, is_whole;
    Cross: number, population, counted, whole, columns;
    Behind: number, population, all, from, rows;
    Row: response, subject, [a], [b];
    Now: number, moment;
    Lists: number, population, counted, counts, rows;
    ListRow: subject, [response], cells, phone, steps;
    Peers: number, population, counted, groups, responses;
    PeerGroup: comparison, group, counted, medians;
    Median: values, [median];
    Share: values, [section], [at];
    Question: number, population, counted, table;
    Replies: number, population, all, from, rows;
    ReplyRow: response, subject, section, at, key, stored;
}

#[cfg(test)]
mod tests;
