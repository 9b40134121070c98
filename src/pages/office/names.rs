//! The words of a round that figures need: indicators, groups, units.

use std::rc::Rc;
use std::sync::Arc;

use sohoi_form::Engine;
use sohoi_round::{FiguresPart, RoundPart};
use sohoi_stats::{Dimension, DimensionSource, Indicator, Population};
use sohoi_text::messages::results as words;
use sohoi_text::{Language, parse_date, short_date};

use crate::state::answer;
use crate::state::work::Work;

/// Round, indicators and forms, in the language of the page.
#[derive(Clone)]
pub struct Names {
    /// The language.
    pub language: Language,
    /// The round.
    pub round: Rc<RoundPart>,
    /// What its figures are made by.
    pub figures: Rc<FiguresPart>,
    engines: Vec<Arc<Engine>>,
}

impl Names {
    /// The words of the round worked on; `None` where it is not on this device whole.
    pub fn of(work: &Work, language: Language) -> Option<Self> {
        let round = work.round()?;
        let forms = round.forms.iter();
        Some(Self {
            language,
            engines: forms.filter_map(|form| work.engine(&form.hash)).collect(),
            figures: work.figures()?,
            round,
        })
    }

    /// A text of the round.
    pub fn words(&self, text: &sohoi_form::Text) -> String {
        answer::words(self.language, text)
    }

    /// An indicator by its code.
    pub fn indicator(&self, code: &str) -> Option<&Indicator> {
        self.figures.indicators.iter().find(|own| own.code == code)
    }

    /// A dimension by its id.
    pub fn dimension(&self, id: &str) -> Option<&Dimension> {
        self.figures.dimensions.iter().find(|own| own.id == id)
    }

    /// A group of a dimension.
    pub fn group(&self, dimension: &Dimension, group: &str) -> String {
        if group.is_empty() {
            return words::without_group(self.language).to_owned();
        }
        let DimensionSource::Question { form, list, .. } = &dimension.source else {
            return group.to_owned();
        };
        let mut forms = self.engines.iter().map(|engine| engine.form());
        let form = forms.find(|own| own.id == *form);
        let choices = form.and_then(|form| form.choice_lists.get(list));
        let choice = choices.and_then(|choices| choices.iter().find(|own| own.name == group));
        choice.map_or_else(|| group.to_owned(), |choice| self.words(&choice.label))
    }

    /// Every group that a dimension goes by, in order: its name, and what people read. None where rows
    /// have names of their own.
    pub fn groups(&self, dimension: &Dimension) -> Vec<(String, String)> {
        let DimensionSource::Question { form, list, .. } = &dimension.source else {
            return Vec::new();
        };
        let mut forms = self.engines.iter().map(|engine| engine.form());
        let form = forms.find(|own| own.id == *form);
        let choices = form.and_then(|form| form.choice_lists.get(list));
        let choices = choices.into_iter().flatten();
        choices
            .map(|choice| (choice.name.clone(), self.words(&choice.label)))
            .collect()
    }

    /// The compiled form.
    pub fn engine(&self, form: &str) -> Option<&Arc<Engine>> {
        self.engines.iter().find(|own| own.form().id == form)
    }

    /// Every form, compiled, in the order of the round.
    pub fn engines(&self) -> impl Iterator<Item = &Arc<Engine>> {
        self.engines.iter()
    }

    /// The title of a form.
    pub fn form(&self, id: &str) -> String {
        let mut forms = self.engines.iter().map(|engine| engine.form());
        let form = forms.find(|own| own.id == id);
        form.map_or_else(|| id.to_owned(), |form| self.words(&form.title))
    }

    /// The label of a question or repeat of a form, by its name or by `${name}`.
    pub fn question(&self, form: &str, name: &str) -> Option<String> {
        let name = name.strip_prefix("${").unwrap_or(name);
        let name = name.strip_suffix('}').unwrap_or(name);
        let engine = self.engine(form)?;
        Some(self.words(&engine.question(name)?.label))
    }

    /// The unit beside the figures of an indicator; percentages carry their sign.
    pub fn unit_of(&self, indicator: &Indicator) -> Option<String> {
        (!indicator.is_percentage()).then(|| self.words(&indicator.unit))
    }

    /// A unit.
    pub fn unit(&self, id: &str) -> String {
        let unit = self.round.units.iter().find(|own| own.id == id);
        unit.map_or_else(|| id.to_owned(), |unit| self.words(&unit.name))
    }

    /// Whether a unit is the whole area.
    pub fn is_whole(&self, unit: &str) -> bool {
        let mut units = self.round.units.iter();
        units.any(|own| own.id == unit && own.parent.is_none())
    }

    /// The day the figures are of.
    pub fn cutoff(&self) -> Option<String> {
        parse_date(&self.round.dates.cutoff).map(short_date).ok()
    }

    /// The same in words.
    pub fn as_of(&self) -> Option<String> {
        Some(words::as_of(self.language, &self.cutoff()?))
    }
}

/// The heading under which figures of a population stand, on pages and in files.
pub fn heading(language: Language, population: Population) -> &'static str {
    match population {
        Population::Provisional => words::provisional(language),
        Population::Approved => words::approved(language),
    }
}
