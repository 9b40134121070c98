//! `sohoi-server export`: the files that the app makes.

mod missing;

use chrono::{Local, NaiveDate};
use clap::{Args, ValueEnum};
use sohoi_disclosure::{HiddenFigures, hidden_figures};
use sohoi_export::{
    About, FiguresFile, ListsFile, ReportWish, ResponsesFile, dictionary_csv, dictionary_json,
    figures_csv, figures_json, figures_xlsx, list_csv, lists_xlsx, proposals_csv, proposals_xlsx,
    published_csv, published_json, published_xlsx, report_docx, responses_long_csv,
    responses_long_json, responses_r, responses_sps, responses_wide_csv, responses_wide_json,
    responses_xlsx,
};
use sohoi_round::{Round, Unit};
use sohoi_text::Language;

use super::audit::note;
use super::stats::PopulationName;
use super::{Failure, RoundChoice, output, round};
use crate::figures::{FiguresError, counted, figures_of};
use crate::forms::Forms;
use crate::scope::Reach;
use crate::store::Store;

#[derive(Debug, Args)]
pub(super) struct Export {
    #[command(flatten)]
    round: RoundChoice,
    /// Which file.
    what: What,
    /// Which responses count.
    #[arg(long)]
    population: PopulationName,
    /// The form, for a file of the responses of one.
    #[arg(long, value_name = "ID", required_if_eq_any([
        ("what", "responses-csv"), ("what", "responses-json"), ("what", "responses-sps"),
        ("what", "responses-r"),
    ]))]
    form: Option<String>,
    /// The named list, for a file of one.
    #[arg(long, value_name = "ID", required_if_eq("what", "list-csv"))]
    list: Option<String>,
    /// How the report looks, by the id of a layout of the round; the first one where it is left out.
    #[arg(long, value_name = "ID")]
    layout: Option<String>,
    /// The published form of the figures, in which small counts of persons are hidden.
    #[arg(long)]
    published: bool,
    /// Only what is in this unit and below it.
    #[arg(long, value_name = "UNIT")]
    unit: Option<String>,
    /// The language of the words in it.
    #[arg(long, default_value = "vi")]
    language: LanguageName,
    /// The day on which it says that it was made; today where it is left out.
    #[arg(long, value_name = "DAY")]
    made_on: Option<NaiveDate>,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum What {
    /// The figures as a workbook.
    FiguresXlsx,
    /// The figures as CSV.
    FiguresCsv,
    /// The figures by codes as JSON, with a dictionary.
    FiguresJson,
    /// The report of the round as a Word document.
    ReportDocx,
    /// The responses of all forms as a workbook.
    ResponsesXlsx,
    /// The responses of one form as CSV, one line a response.
    ResponsesCsv,
    /// The responses of one form by codes as JSON, one object a response.
    ResponsesJson,
    /// An SPSS syntax file that reads the responses of one form from `ID.csv`.
    ResponsesSps,
    /// An R script that reads the responses of one form from `ID.csv`.
    ResponsesR,
    /// The responses of all forms as CSV, one line an answer.
    AnswersCsv,
    /// The responses of all forms by codes as JSON, one object an answer.
    AnswersJson,
    /// What the columns of responses mean, as CSV.
    DictionaryCsv,
    /// What the columns of responses mean, as JSON in both languages.
    DictionaryJson,
    /// Every named list as a workbook.
    #[value(alias = "lists")]
    ListsXlsx,
    /// One named list as CSV.
    ListCsv,
    /// What people ask for in their own words, grouped by addressee and similar wording, as a workbook.
    Proposals,
    /// The same as CSV, one line a proposal.
    ProposalsCsv,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(super) enum LanguageName {
    /// Vietnamese.
    Vi,
    /// English.
    En,
}

impl From<LanguageName> for Language {
    fn from(name: LanguageName) -> Self {
        match name {
            LanguageName::Vi => Self::Vi,
            LanguageName::En => Self::En,
        }
    }
}

impl Export {
    pub(super) async fn run(self, store: &dyn Store) -> Result<(), Failure> {
        let has_published_form = matches!(
            self.what,
            What::FiguresXlsx | What::FiguresCsv | What::FiguresJson
        );
        if self.published && !has_published_form {
            let message =
                "only figures have a published form: figures-xlsx, figures-csv, figures-json";
            return Err(Failure::refused(message));
        }
        let mut view = store.read().await?;
        let stored = round::chosen(&mut *view, &self.round).await?;
        let reach = match &self.unit {
            Some(unit) => Reach::Unit(unit.clone()),
            None => Reach::Everything,
        };
        let population = self.population.into();
        let found = counted(&mut *view, &Forms::default(), &stored, population, &reach)
            .await
            .map_err(refused)?;
        let language = self.language.into();
        let place = place(&found.round, self.unit.as_deref(), language);
        let about = About {
            place: &place,
            responses: found.responses.len(),
            left_out: 0,
            made_on: self.made_on.unwrap_or_else(|| Local::now().date_naive()),
        };
        let forms = found.current_forms();
        let responses = found.listed();
        let file = ResponsesFile {
            round: &found.round,
            forms: &forms,
            population,
            is_demonstration: stored.demonstration,
            responses: &responses,
        };
        let too_large = |flaw: sohoi_export::TooLarge| Failure::refused(flaw.to_string());
        let bytes = match self.what {
            What::ResponsesXlsx => responses_xlsx(&file, &about, language).map_err(too_large)?,
            What::ResponsesCsv | What::ResponsesJson | What::ResponsesSps | What::ResponsesR => {
                let form = self.form.unwrap_or_default();
                if !found.round.forms.iter().any(|own| own.id == form) {
                    return Err(Failure::refused(format!("the round has no form {form}")));
                }
                match self.what {
                    What::ResponsesJson => responses_wide_json(&file, &form),
                    What::ResponsesSps => responses_sps(&file, &form, language),
                    What::ResponsesR => responses_r(&file, &form, language),
                    _ => responses_wide_csv(&file, &form),
                }
            }
            What::AnswersCsv => responses_long_csv(&file, language),
            What::AnswersJson => responses_long_json(&file),
            What::DictionaryCsv => dictionary_csv(&file),
            What::DictionaryJson => dictionary_json(&file),
            What::Proposals | What::ProposalsCsv => {
                if found.round.free_texts.is_empty() {
                    return Err(Failure::refused("the round has no questions of free text"));
                }
                match self.what {
                    What::Proposals => {
                        proposals_xlsx(&file, &about, language).map_err(too_large)?
                    }
                    _ => proposals_csv(&file, language),
                }
            }
            What::ListsXlsx | What::ListCsv => {
                let every = view.responses(&reach).await?;
                let missing = missing::missing(&found, &every);
                let file = ListsFile {
                    round: &found.round,
                    forms: &forms,
                    population,
                    is_demonstration: stored.demonstration,
                    root: self.unit.as_deref(),
                    responses: &responses,
                    missing: &missing,
                };
                match self.what {
                    What::ListsXlsx => lists_xlsx(&file, &about, language).map_err(too_large)?,
                    _ => {
                        let list = self.list.unwrap_or_default();
                        list_csv(&file, &list, language)
                            .ok_or_else(|| lacks_list(&found.round, &list))?
                    }
                }
            }
            What::FiguresXlsx | What::FiguresCsv | What::FiguresJson | What::ReportDocx => {
                let (book, progress) = figures_of(&found).map_err(refused)?;
                let file = FiguresFile {
                    round: &found.round,
                    book: &book,
                    population,
                    progress: &progress,
                    is_demonstration: stored.demonstration,
                    made_of: None,
                };
                let own = self.unit.as_deref();
                match self.what {
                    What::FiguresXlsx if self.published => {
                        let hidden = hidden(&file, own)?;
                        published_xlsx(&file, &hidden, &about, language).map_err(too_large)?
                    }
                    What::FiguresCsv if self.published => {
                        published_csv(&file, &hidden(&file, own)?, language)
                    }
                    What::FiguresJson if self.published => {
                        published_json(&file, &hidden(&file, own)?)
                    }
                    What::FiguresJson => figures_json(&file),
                    What::FiguresXlsx => {
                        figures_xlsx(&file, &about, language).map_err(too_large)?
                    }
                    What::ReportDocx => {
                        let wish = ReportWish {
                            layout: layout(&found.round, self.layout.as_deref())?,
                            unit: unit(&found.round, self.unit.as_deref())?,
                            // They are on the devices of those who wrote them.
                            edits: &[],
                            quotations: &[],
                        };
                        let report = report_docx(&file, &about, &wish, language);
                        report.map_err(too_large)?.ok_or_else(lacks_report)?
                    }
                    _ => figures_csv(&file, language),
                }
            }
        };
        drop(view);
        let name = self.what.to_possible_value();
        let name = name.as_ref().map_or("", |name| name.get_name());
        let unit = self.unit.as_deref().unwrap_or_default();
        note(store, "export", &[name, &stored.id, unit]).await?;
        output::write(&bytes)
    }
}

pub(super) fn refused(failure: FiguresError) -> Failure {
    match failure {
        FiguresError::Store(failure) => Failure::Store(failure),
        FiguresError::Incomplete(what) => Failure::refused(what),
    }
}

fn lacks_list(round: &Round, wanted: &str) -> Failure {
    let known: Vec<&str> = round.lists.iter().map(|own| own.id.as_str()).collect();
    let known = known.join(", ");
    Failure::refused(format!("the round has no list {wanted}; it has {known}"))
}

/// What is hidden in figures of a unit.
fn hidden(file: &FiguresFile<'_>, of: Option<&str>) -> Result<HiddenFigures, Failure> {
    unit(file.round, of)?;
    hidden_figures(file.round, &file.book.indicators, of).ok_or_else(|| {
        Failure::refused("the round does not say what is hidden: round.toml has no [publication]")
    })
}

pub(super) fn lacks_report() -> Failure {
    Failure::refused("the round has no report")
}

/// The id of a layout of the report.
pub(super) fn layout<'w>(round: &Round, wanted: Option<&'w str>) -> Result<&'w str, Failure> {
    let report = round.report.as_ref().ok_or_else(lacks_report)?;
    let wanted = wanted.unwrap_or_default();
    if !wanted.is_empty() && !report.layouts.iter().any(|own| own.id == wanted) {
        let known: Vec<&str> = report.layouts.iter().map(|own| own.id.as_str()).collect();
        let known = known.join(", ");
        return Err(Failure::refused(format!(
            "the round has no layout {wanted}; it has {known}"
        )));
    }
    Ok(wanted)
}

/// A unit by its id; the whole area where none is meant.
pub(super) fn unit<'r>(round: &'r Round, id: Option<&str>) -> Result<&'r Unit, Failure> {
    let is_meant = |unit: &&Unit| match id {
        Some(id) => unit.id == id,
        None => unit.parent.is_none(),
    };
    let unit = round.units.iter().find(is_meant);
    let id = id.unwrap_or_default();
    unit.ok_or_else(|| Failure::refused(format!("the round has no unit {id}")))
}

/// The place that a unit is; that of the round where there is none.
pub(super) fn place(round: &Round, unit: Option<&str>, language: Language) -> String {
    let unit = round.units.iter().find(|own| Some(own.id.as_str()) == unit);
    let name = unit.map_or(&round.area, |unit| &unit.name);
    language.pick(&name.vi, &name.en).to_owned()
}
