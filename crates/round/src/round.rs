//! The compiled round: what devices and server hold.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use sohoi_form::{Form, Text};
use sohoi_report::Report;
use sohoi_stats::{Dimension, Indicator};

use crate::closing::{Paper, Portrait};
use crate::comparison::Comparison;
use crate::duty::DutyRule;
use crate::free_text::{FreeText, Wording};
use crate::list::NamedList;
use crate::similar::Similar;

/// A review round, whole. It is published in [parts](crate::RoundPart).
#[derive(Clone, Debug, PartialEq)]
pub struct Round {
    /// The stable id, e.g. `ct17-2017`.
    pub id: String,
    /// The title people read.
    pub title: Text,
    /// A short title for the top bar.
    pub short_title: Text,
    /// Who runs the round.
    pub owner: Text,
    /// The place the figures are about, e.g. the province.
    pub area: Text,
    /// The days that matter.
    pub dates: RoundDates,
    /// The kinds of subjects that fill in a form.
    pub subject_kinds: Vec<SubjectKind>,
    /// The forms.
    pub forms: Vec<Form>,
    /// The levels of units, from the top.
    pub unit_levels: Vec<UnitLevel>,
    /// The units: province, districts, communes.
    pub units: Vec<Unit>,
    /// Unit codes of numbers, e.g. `trieu_dong`.
    pub measures: Vec<Measure>,
    /// The themes of the tables, in order.
    pub themes: Vec<Theme>,
    /// What figures are broken down by.
    pub dimensions: Vec<Dimension>,
    /// The indicators, in order.
    pub indicators: Vec<Indicator>,
    /// The limitations that the reviewed document names, quoted literally.
    pub limitations: Vec<Limitation>,
    /// The code of the indicator that compares responses with the authorities' register.
    pub coverage_indicator: String,
    /// Where the groups of a dimension stand to each other.
    pub map: Option<TileMap>,
    /// How forms look on paper.
    pub papers: Vec<Paper>,
    /// What forms tell the ones who filled them in.
    pub portraits: Vec<Portrait>,
    /// With what whole forms are compared.
    pub comparisons: Vec<Comparison>,
    /// Whom somebody has to see to.
    pub lists: Vec<NamedList>,
    /// Which questions are answered in people's own words, and to whom.
    pub free_texts: Vec<FreeText>,
    /// Which words mean the same in such answers.
    pub wordings: Vec<Wording>,
    /// The report that the round ends with.
    pub report: Option<Report>,
    /// What is hidden in figures that are published.
    pub publication: Option<Publication>,
    /// The keys by which aggregates travel between units.
    pub seals: Vec<Seal>,
    /// What subjects owe outside of the round.
    pub duties: Vec<DutyRule>,
    /// By what subjects are told to be similar.
    pub similar: Option<Similar>,
}

/// The days that matter, as `2017-06-30`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RoundDates {
    /// The start of the reviewed period.
    pub period_start: String,
    /// The day the figures are of.
    pub cutoff: String,
    /// The day responses are due.
    pub due: String,
}

/// A kind of subject: who or what fills in which form.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SubjectKind {
    /// The stable id, e.g. `association`.
    pub id: String,
    /// What people read, in the plural.
    pub name: Text,
    /// The id of the form it fills in.
    pub form: String,
    /// The question that repeats the code in the register, where the form has one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub code_question: Option<String>,
    /// The question that repeats the name in the register, where the form has one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name_question: Option<String>,
}

/// A level of units.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct UnitLevel {
    /// The stable id, e.g. `district`.
    pub id: String,
    /// What people read.
    pub name: Text,
}

/// An administrative unit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Unit {
    /// The stable id, e.g. `bac_binh`.
    pub id: String,
    /// The name with its kind, e.g. `Huyện Bắc Bình`.
    pub name: Text,
    /// The id of its level.
    pub level: String,
    /// The id of the unit above.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub parent: Option<String>,
    /// The official code.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
}

/// A unit of measure.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Measure {
    /// The code used in forms.
    pub code: String,
    /// What people read.
    pub name: Text,
    /// The larger unit in which large amounts are said again beside what is typed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub larger: Option<Larger>,
}

/// A larger unit of measure.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Larger {
    /// How many of the unit make one of the larger.
    pub factor: u32,
    /// What people read.
    pub name: Text,
}

/// A theme: one table of indicators.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Theme {
    /// The stable id; codes of indicators start with it.
    pub id: String,
    /// What people read.
    pub name: Text,
}

/// A limitation that the reviewed document names.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Limitation {
    /// The point, e.g. `L11`.
    pub id: String,
    /// The sentence, literally.
    pub quote: String,
    /// Its meaning in English.
    pub gloss: String,
}

/// A map of tiles: a group of a dimension each, placed about as on a real map.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct TileMap {
    /// The id of the dimension; it goes by a question.
    pub dimension: String,
    /// From above, the groups from left to right; blank where there is no tile.
    pub rows: Vec<Vec<String>>,
}

impl TileMap {
    /// Every tile: its row and column, from 1, and its group.
    pub fn tiles(&self) -> impl Iterator<Item = (usize, usize, &String)> {
        let rows = (1..).zip(&self.rows);
        let tiles = rows.flat_map(|(row, groups)| {
            let groups = (1..).zip(groups);
            groups.map(move |(column, group)| (row, column, group))
        });
        tiles.filter(|(.., group)| !group.is_empty())
    }
}

/// What is hidden in figures that are published: small counts of persons in areas that are small.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Publication {
    /// The smallest count of persons that is published there, from 2 on; 0 is published too.
    pub smallest: u32,
    /// The id of the [`UnitLevel`] below which an area is small: what is of less than a whole unit of
    /// this level.
    pub level: String,
    /// The codes of the [`Measure`]s that count persons; one at least.
    pub persons: Vec<String>,
}

/// The keys of the server of a unit: how aggregates travel to it and from it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Seal {
    /// The id of the unit.
    pub unit: String,
    /// Whom aggregates for it are sealed to: an age recipient, `age1…`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub recipient: Option<String>,
    /// Who signs aggregates of it: an Ed25519 public key, `sohoi1…`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub signer: Option<String>,
}

/// A line of the register: one association or authority that fills in a form.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Subject {
    /// The code in the register.
    pub id: String,
    /// The name people read.
    pub name: String,
    /// The id of its [`SubjectKind`].
    pub kind: String,
    /// The unit whose scope it is in.
    pub unit: String,
    /// First values of answers (question name → value), for questions with `prefill = registry`.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub attributes: BTreeMap<String, String>,
}
