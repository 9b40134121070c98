//! The parts in which a round is published, so that a device fetches each when it needs it.
//!
//! Each part is a document: JSON named by its SHA-256. The round itself names the others, so its
//! hash stands for the whole. A form is a part of its own and its name is the form version, which
//! responses name too: whoever meets a version can fetch it, however old it is.

use serde::Serialize;
use sohoi_form::{Form, Text};
use sohoi_report::Report;
use sohoi_stats::{Dimension, Indicator};

use crate::closing::{Paper, Portrait};
use crate::comparison::Comparison;
use crate::duty::DutyRule;
use crate::free_text::{FreeText, Wording};
use crate::list::NamedList;
use crate::round::{
    Limitation, Measure, Publication, Round, RoundDates, Seal, SubjectKind, Theme, TileMap, Unit,
    UnitLevel,
};
use crate::similar::Similar;

/// The round itself: all that the work list needs, and the names of the other parts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RoundPart {
    /// See [`Round::id`].
    pub id: String,
    /// See [`Round::title`].
    pub title: Text,
    /// See [`Round::short_title`].
    pub short_title: Text,
    /// See [`Round::owner`].
    pub owner: Text,
    /// See [`Round::area`].
    pub area: Text,
    /// See [`Round::dates`].
    pub dates: RoundDates,
    /// See [`Round::subject_kinds`].
    pub subject_kinds: Vec<SubjectKind>,
    /// See [`Round::unit_levels`].
    pub unit_levels: Vec<UnitLevel>,
    /// See [`Round::units`].
    pub units: Vec<Unit>,
    /// See [`Round::measures`].
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub measures: Vec<Measure>,
    /// The current version of each form, in the order of the round.
    pub forms: Vec<FormVersion>,
    /// The hash of the [`FiguresPart`].
    pub figures: String,
    /// Whether the figures part holds [`DutyRule`]s.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub has_duties: bool,
}

/// The name of a form version.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FormVersion {
    /// The id of the form.
    pub id: String,
    /// The hash of its JSON.
    pub hash: String,
    /// Whether the figures part holds a [`Portrait`] for it.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub has_portrait: bool,
}

/// What figures are computed and shown by, and what is said of forms that are whole: all that
/// nobody needs to begin.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct FiguresPart {
    /// See [`Round::themes`].
    pub themes: Vec<Theme>,
    /// See [`Round::dimensions`].
    pub dimensions: Vec<Dimension>,
    /// See [`Round::indicators`].
    pub indicators: Vec<Indicator>,
    /// See [`Round::limitations`].
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub limitations: Vec<Limitation>,
    /// See [`Round::coverage_indicator`].
    pub coverage_indicator: String,
    /// See [`Round::map`].
    #[serde(skip_serializing_if = "Option::is_none")]
    pub map: Option<TileMap>,
    /// See [`Round::papers`].
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub papers: Vec<Paper>,
    /// See [`Round::portraits`].
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub portraits: Vec<Portrait>,
    /// See [`Round::comparisons`].
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub comparisons: Vec<Comparison>,
    /// See [`Round::lists`].
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub lists: Vec<NamedList>,
    /// See [`Round::free_texts`].
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub free_texts: Vec<FreeText>,
    /// See [`Round::wordings`].
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub wordings: Vec<Wording>,
    /// See [`Round::report`].
    #[serde(skip_serializing_if = "Option::is_none")]
    pub report: Option<Report>,
    /// See [`Round::publication`].
    #[serde(skip_serializing_if = "Option::is_none")]
    pub publication: Option<Publication>,
    /// See [`Round::seals`].
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub seals: Vec<Seal>,
    /// See [`Round::duties`].
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub duties: Vec<DutyRule>,
    /// See [`Round::similar`].
    #[serde(skip_serializing_if = "Option::is_none")]
    pub similar: Option<Similar>,
}

impl FiguresPart {
    /// How the paper of a form begins and ends.
    pub fn paper(&self, form: &str) -> Option<&Paper> {
        self.papers.iter().find(|paper| paper.form == form)
    }

    /// What a form tells the one who filled it in.
    pub fn portrait(&self, form: &str) -> Option<&Portrait> {
        self.portraits.iter().find(|portrait| portrait.form == form)
    }
}

impl RoundPart {
    /// The current version of a form.
    pub fn form(&self, id: &str) -> Option<&FormVersion> {
        self.forms.iter().find(|form| form.id == id)
    }

    /// The current version of the form that a kind of subjects fills in.
    pub fn form_of_kind(&self, kind: &str) -> Option<&FormVersion> {
        let kind = self.subject_kinds.iter().find(|own| own.id == kind)?;
        self.form(&kind.form)
    }

    /// The whole round, of its parts. `forms` are those that it names, in its order.
    pub fn into_whole(self, forms: Vec<Form>, figures: FiguresPart) -> Round {
        Round {
            id: self.id,
            title: self.title,
            short_title: self.short_title,
            owner: self.owner,
            area: self.area,
            dates: self.dates,
            subject_kinds: self.subject_kinds,
            forms,
            unit_levels: self.unit_levels,
            units: self.units,
            measures: self.measures,
            themes: figures.themes,
            dimensions: figures.dimensions,
            indicators: figures.indicators,
            limitations: figures.limitations,
            coverage_indicator: figures.coverage_indicator,
            map: figures.map,
            papers: figures.papers,
            portraits: figures.portraits,
            comparisons: figures.comparisons,
            lists: figures.lists,
            free_texts: figures.free_texts,
            wordings: figures.wordings,
            report: figures.report,
            publication: figures.publication,
            seals: figures.seals,
            duties: figures.duties,
            similar: figures.similar,
        }
    }
}
