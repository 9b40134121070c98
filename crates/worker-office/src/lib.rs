//! Files of figures and responses beside the page: what the page and the worker say to each other,
//! and, with the feature `program`, how the worker makes a file of what an account's database holds, and
//! adds up the aggregates of units below.
#![deny(missing_docs)]

#[cfg(feature = "program")]
mod counting;
#[cfg(feature = "program")]
mod holdings;
#[cfg(feature = "program")]
mod making;
mod merge;
#[cfg(feature = "program")]
mod merging;
#[cfg(feature = "program")]
mod missing;
mod proposals;

use sohoi_json::{Flaws, Json, Members, Object, Read, Write, one_of, variant, write_one_of};
use sohoi_stats::Population;
use sohoi_sync::Account;
use sohoi_text::Language;

#[cfg(feature = "program")]
pub use making::make;
pub use merge::{FileTold, KeyTold, Merge, MergeFile, MergeRequest, MergedTold, RefusedTold, Told};
#[cfg(feature = "program")]
pub use merging::{MergeSaid, merge};
pub use proposals::{Addressed, Group, Proposals, Quoted};

/// Which file is wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    /// The figures as a workbook.
    FiguresWorkbook,
    /// The figures as CSV.
    FiguresCsv,
    /// The figures in their published form as a workbook.
    PublishedWorkbook,
    /// The report of the round as a Word document.
    Report,
    /// The responses of all forms as a workbook.
    ResponsesWorkbook,
    /// The responses of one form as CSV, one line a response.
    ResponsesWide,
    /// The responses of all forms as CSV, one line an answer.
    ResponsesLong,
    /// What the columns of responses mean, as CSV.
    Dictionary,
    /// What people ask for in their own words, by group, as a workbook.
    ProposalsWorkbook,
    /// The same for a page: [`Proposals`] as JSON.
    Proposals,
    /// Every named list as a workbook.
    ListsWorkbook,
    /// One named list as CSV.
    ListCsv,
    /// The figures as JSON.
    FiguresJson,
    /// The responses of one form as JSON, one object a response.
    ResponsesJson,
    /// A script that reads the responses of one form, as CSV, into SPSS.
    ResponsesSps,
    /// The same for R.
    ResponsesR,
    /// The responses of all forms as JSON, one object an answer.
    AnswersJson,
    /// What the columns of responses mean, as JSON.
    DictionaryJson,
}

/// What the page says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Asked {
    /// Make a file of what the database holds.
    Make(Request),
    /// Add files up; their bytes are handed over one after another.
    Merge(MergeRequest),
}

/// Make a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    /// Whose database is read.
    pub account: Account,
    /// The id of the round that the page is about.
    pub round: String,
    /// Which file.
    pub what: What,
    /// The id of the form, for what is of one form; of the layout, for [`What::Report`];
    /// of the list, for [`What::ListCsv`].
    pub form: String,
    /// Which responses count.
    pub population: Population,
    /// The language of the words in it.
    pub language: Language,
    /// Today, as `2017-06-30`.
    pub today: String,
}

/// What the worker says. Bytes come with [`Said::Made`].
#[derive(Clone, Debug, PartialEq)]
pub enum Said {
    /// So many steps of so many are done.
    Step(u32, u32),
    /// The file is made.
    Made,
    /// What files are, and what they make together.
    Merge(Box<Merge>),
    /// There will be no file.
    Failed(Failure),
}

/// Why there is no file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Failure {
    /// What the page said makes no sense.
    NotUnderstood,
    /// The database cannot be read.
    Storage,
    /// The round, or a part of it, is not on this device.
    NotHere,
    /// The indicators do not fit the forms.
    BrokenRound,
    /// A sheet cannot hold it.
    TooLarge,
}

const WHATS: [(&str, What); 18] = [
    ("figures_xlsx", What::FiguresWorkbook),
    ("figures_csv", What::FiguresCsv),
    ("published_xlsx", What::PublishedWorkbook),
    ("report_docx", What::Report),
    ("responses_xlsx", What::ResponsesWorkbook),
    ("responses_wide", What::ResponsesWide),
    ("responses_long", What::ResponsesLong),
    ("dictionary", What::Dictionary),
    ("proposals_xlsx", What::ProposalsWorkbook),
    ("proposals", What::Proposals),
    ("lists_xlsx", What::ListsWorkbook),
    ("list_csv", What::ListCsv),
    ("figures_json", What::FiguresJson),
    ("responses_json", What::ResponsesJson),
    ("responses_sps", What::ResponsesSps),
    ("responses_r", What::ResponsesR),
    ("answers_json", What::AnswersJson),
    ("dictionary_json", What::DictionaryJson),
];

const FAILURES: [(&str, Failure); 5] = [
    ("not_understood", Failure::NotUnderstood),
    ("storage", Failure::Storage),
    ("not_here", Failure::NotHere),
    ("broken_round", Failure::BrokenRound),
    ("too_large", Failure::TooLarge),
];

impl What {
    /// Its stable name.
    pub fn name(self) -> &'static str {
        let mut names = WHATS.iter();
        names
            .find(|(_, own)| *own == self)
            .map_or("", |(name, _)| name)
    }

    /// How the name of such a file ends.
    pub fn extension(self) -> &'static str {
        match self {
            Self::FiguresWorkbook
            | Self::PublishedWorkbook
            | Self::ResponsesWorkbook
            | Self::ProposalsWorkbook
            | Self::ListsWorkbook => "xlsx",
            Self::Report => "docx",
            Self::Proposals
            | Self::FiguresJson
            | Self::ResponsesJson
            | Self::AnswersJson
            | Self::DictionaryJson => "json",
            Self::ResponsesSps => "sps",
            Self::ResponsesR => "R",
            _ => "csv",
        }
    }

    /// Whether it holds single responses.
    pub fn has_responses(self) -> bool {
        !matches!(
            self,
            Self::FiguresWorkbook
                | Self::FiguresCsv
                | Self::FiguresJson
                | Self::PublishedWorkbook
                | Self::Report
        )
    }
}

/// Reads something of the page.
type Hear = fn(Json, &mut Flaws) -> Asked;

const HEARD: [(&str, Hear); 2] = [
    ("make", |json, flaws| {
        Asked::Make(Request::read(json, flaws))
    }),
    ("merge", |json, flaws| {
        Asked::Merge(MergeRequest::read(json, flaws))
    }),
];

impl Write for Asked {
    fn write(&self, out: &mut String) {
        let mut members = Members::new(out);
        match self {
            Self::Make(request) => members.put("make", request),
            Self::Merge(request) => members.put("merge", request),
        }
    }
}

impl Read for Asked {
    fn read(json: Json, flaws: &mut Flaws) -> Self {
        let (hear, held) = variant(json, &HEARD, flaws);
        hear(held, flaws)
    }
}

impl Write for Request {
    fn write(&self, out: &mut String) {
        let mut members = Members::new(out);
        members.put("account", &self.account);
        members.put("round", &self.round);
        members.put("what", &self.what);
        members.put("form", &self.form);
        members.put("population", &self.population.name());
        members.put("language", &self.language.code());
        members.put("today", &self.today);
    }
}

impl Read for Request {
    fn read(json: Json, flaws: &mut Flaws) -> Self {
        let mut members = Object::new(json, flaws);
        let population: String = members.take("population");
        let language: String = members.take("language");
        Self {
            account: members.take("account"),
            round: members.take("round"),
            what: members.take("what"),
            form: members.take("form"),
            population: Population::from_name(&population).unwrap_or_default(),
            language: Language::from_code(&language),
            today: members.take("today"),
        }
    }
}

impl Write for What {
    fn write(&self, out: &mut String) {
        write_one_of(self, &WHATS, "", out);
    }
}

impl Read for What {
    fn read(json: Json, flaws: &mut Flaws) -> Self {
        one_of(&json, &WHATS, flaws)
    }
}

impl Write for Said {
    fn write(&self, out: &mut String) {
        let mut members = Members::new(out);
        match self {
            Self::Step(done, all) => {
                members.put("done", done);
                members.put("all", all);
            }
            Self::Made => members.put("made", &true),
            Self::Merge(merge) => members.put("merge", &**merge),
            Self::Failed(failure) => members.put("failed", failure),
        }
    }
}

impl Read for Said {
    fn read(json: Json, flaws: &mut Flaws) -> Self {
        let mut members = Object::new(json, flaws);
        let failed: Option<Failure> = members.take_or_default("failed");
        let merge: Option<Merge> = members.take_or_default("merge");
        match (failed, merge) {
            (Some(failure), _) => Self::Failed(failure),
            (None, Some(merge)) => Self::Merge(Box::new(merge)),
            _ if members.take_or_default("made") => Self::Made,
            _ => Self::Step(members.take("done"), members.take("all")),
        }
    }
}

impl Write for Failure {
    fn write(&self, out: &mut String) {
        write_one_of(self, &FAILURES, "", out);
    }
}

impl Read for Failure {
    fn read(json: Json, flaws: &mut Flaws) -> Self {
        one_of(&json, &FAILURES, flaws)
    }
}
