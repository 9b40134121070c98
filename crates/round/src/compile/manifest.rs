//! Reads `round.toml`: everything of a round that is not a table.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use sohoi_form::Text;
use sohoi_report::Report;
use sohoi_stats::{Dimension, DimensionSource, Indicator};
use sohoi_xlsform::{CellProblem, FormHead};
use toml::de::DeTable;

use crate::branch::BranchRule;
use crate::compile::PackageFiles;
use crate::compile::claims::{Claim, Reading};
use crate::compile::closing::{self, Closing};
use crate::compile::duty;
use crate::compile::entry::{Entry, Located, row_of};
use crate::compile::findings::Findings;
use crate::compile::forms::Forms;
use crate::compile::free_text::{self, FreeTexts};
use crate::compile::publication;
use crate::compile::report::{self, Head};
use crate::compile::{branch, lists, map, seal, similar};
use crate::duty::DutyRule;
use crate::list::NamedList;
use crate::round::{
    Larger, Limitation, Measure, Publication, Round, RoundDates, Seal, SubjectKind, Theme, TileMap,
    Unit, UnitLevel,
};

pub(super) const FILE: &str = "round.toml";

/// What `round.toml` says, with the rows of what is checked later.
#[derive(Default)]
pub(super) struct Manifest {
    /// Whether the file could be read at all; otherwise nothing can be said to be missing in it.
    pub(super) is_readable: bool,
    pub(super) coverage_indicator: Located<String>,
    pub(super) forms: Vec<Located<FormHead>>,
    pub(super) subject_kinds: Vec<Located<SubjectKind>>,
    pub(super) unit_levels: Vec<UnitLevel>,
    pub(super) measures: Vec<Measure>,
    pub(super) themes: Vec<Theme>,
    pub(super) dimensions: Vec<Located<Dimension>>,
    pub(super) closing: Closing,
    pub(super) lists: Vec<NamedList>,
    /// What closing and lists say of the forms.
    pub(super) claims: Vec<Claim>,
    pub(super) free_texts: FreeTexts,
    pub(super) report: Option<Head>,
    pub(super) map: Option<Located<TileMap>>,
    publication: Option<Publication>,
    pub(super) seals: Vec<Located<Seal>>,
    pub(super) duties: Vec<Located<DutyRule>>,
    pub(super) similar: Option<similar::Read>,
    pub(super) branches: Vec<BranchRule>,
    id: String,
    title: Text,
    short_title: Text,
    owner: Text,
    area: Text,
    dates: Option<RoundDates>,
    limitations: Vec<Limitation>,
}

/// Reads the file and checks what can be checked without the others.
pub(super) fn read(files: &PackageFiles, found: &mut Findings) -> Manifest {
    let Some(bytes) = found.file(files, FILE) else {
        return Manifest::default();
    };
    let mut problems = Vec::new();
    let manifest = read_bytes(bytes, &mut problems);
    for problem in problems {
        found.add(FILE, problem);
    }
    manifest
}

fn read_bytes(bytes: &[u8], problems: &mut Vec<CellProblem>) -> Manifest {
    let Ok(source) = std::str::from_utf8(bytes) else {
        problems.push(CellProblem::of_sheet("must be UTF-8: save it as UTF-8"));
        return Manifest::default();
    };
    let source = source.strip_prefix('\u{feff}').unwrap_or(source);
    let (table, errors) = DeTable::parse_recoverable(source);
    // What follows the first error may be read wrongly because of it.
    if let Some(error) = errors.first() {
        problems.push(CellProblem {
            row: error.span().map(|span| row_of(source, span.start)),
            column: None,
            message: format!("is not TOML: {}", error.message()),
        });
        return Manifest::default();
    }
    read_root(Entry::root(source, table.get_ref()), problems)
}

fn read_root(mut root: Entry<'_>, problems: &mut Vec<CellProblem>) -> Manifest {
    let mut reading = Reading::new(problems);
    let closing = closing::read(&mut root, &mut reading);
    let lists = lists::read(&mut root, &mut reading);
    let claims = reading.into_claims();
    let mut manifest = Manifest {
        is_readable: true,
        id: root.text("id", problems),
        title: root.bilingual("title", problems),
        short_title: root.bilingual("short_title", problems),
        owner: root.bilingual("owner", problems),
        area: root.bilingual("area", problems),
        coverage_indicator: root.located_text("coverage_indicator", problems),
        dates: root
            .entry("dates", problems)
            .map(|entry| dates(entry, problems)),
        forms: each(root.entries("form", problems), problems, "id", form),
        subject_kinds: each(root.entries("subject_kind", problems), problems, "id", kind),
        unit_levels: values(each(
            root.entries("unit_level", problems),
            problems,
            "id",
            |entry, problems| {
                let id = entry.text("id", problems);
                let name = entry.bilingual("name", problems);
                (id.clone(), UnitLevel { id, name })
            },
        )),
        measures: values(each(
            root.entries("measure", problems),
            problems,
            "code",
            |entry, problems| {
                let code = entry.text("code", problems);
                let name = entry.bilingual("name", problems);
                let larger = entry.some_entry("larger", problems);
                let larger = larger.map(|entry| larger_unit(entry, problems));
                (code.clone(), Measure { code, name, larger })
            },
        )),
        themes: values(each(
            root.entries("theme", problems),
            problems,
            "id",
            |entry, problems| {
                let id = entry.text("id", problems);
                let name = entry.bilingual("name", problems);
                (id.clone(), Theme { id, name })
            },
        )),
        dimensions: each(
            root.entries("dimension", problems),
            problems,
            "id",
            dimension,
        ),
        limitations: values(each(
            root.entries("limitation", problems),
            problems,
            "id",
            |entry, problems| {
                let limitation = Limitation {
                    id: entry.text("id", problems),
                    quote: entry.text("quote", problems),
                    gloss: entry.text("gloss", problems),
                };
                (limitation.id.clone(), limitation)
            },
        )),
        closing,
        lists,
        claims,
        free_texts: free_text::read(&mut root, problems),
        report: report::head(&mut root, problems),
        map: map::read(&mut root, problems),
        publication: None,
        seals: seal::read(&mut root, problems),
        duties: Vec::new(),
        similar: similar::read(&mut root, problems),
        branches: Vec::new(),
    };
    let levels = &manifest.unit_levels;
    manifest.publication = publication::read(&mut root, levels, &manifest.measures, problems);
    manifest.duties = duty::read(&mut root, &manifest.subject_kinds, problems);
    manifest.branches = branch::read(&mut root, problems);
    root.finish(problems);
    check_kinds(&manifest, problems);
    manifest
}

/// Reads every table of one kind; `read` returns its id and its value. The row of each is that of
/// the table.
pub(super) fn each<'t, T>(
    entries: Vec<Entry<'t>>,
    problems: &mut Vec<CellProblem>,
    id_key: &str,
    read: impl Fn(&mut Entry<'t>, &mut Vec<CellProblem>) -> (String, T),
) -> Vec<Located<T>> {
    let mut ids = BTreeSet::new();
    let mut all = Vec::new();
    for mut entry in entries {
        let row = entry.row();
        let column = entry.column(id_key);
        let (id, value) = read(&mut entry, problems);
        entry.finish(problems);
        if !id.is_empty() && !ids.insert(id.clone()) {
            let message = format!("`{id}` stands here twice");
            problems.push(CellProblem::of_cell(row, column, message));
        }
        all.push(Located { row, value });
    }
    all
}

pub(super) fn values<T>(located: Vec<Located<T>>) -> Vec<T> {
    located.into_iter().map(|located| located.value).collect()
}

fn form(entry: &mut Entry<'_>, problems: &mut Vec<CellProblem>) -> (String, FormHead) {
    let head = FormHead {
        id: entry.text("id", problems),
        version: entry.text("version", problems),
        title: entry.bilingual("title", problems),
        description: entry.bilingual("description", problems),
        respondent: entry.bilingual("respondent", problems),
    };
    (head.id.clone(), head)
}

fn kind(entry: &mut Entry<'_>, problems: &mut Vec<CellProblem>) -> (String, SubjectKind) {
    let kind = SubjectKind {
        id: entry.text("id", problems),
        name: entry.bilingual("name", problems),
        form: entry.text("form", problems),
        code_question: entry.some_text("code_question", problems),
        name_question: entry.some_text("name_question", problems),
    };
    (kind.id.clone(), kind)
}

fn larger_unit(mut entry: Entry<'_>, problems: &mut Vec<CellProblem>) -> Larger {
    let larger = Larger {
        factor: entry.factor("factor", problems),
        name: entry.bilingual("name", problems),
    };
    entry.finish(problems);
    larger
}

fn dimension(entry: &mut Entry<'_>, problems: &mut Vec<CellProblem>) -> (String, Dimension) {
    let id = entry.text("id", problems);
    let name = entry.bilingual("name", problems);
    let note = entry.some_bilingual("note", problems);
    let is_row_key = entry.flag("row_key", problems);
    let question = entry.some_entry("question", problems);
    if is_row_key == question.is_some() {
        problems.push(CellProblem::of_cell(
            entry.row(),
            entry.column("question"),
            "a dimension has either `question` or `row_key = true`",
        ));
    }
    let source = match question {
        None => DimensionSource::RowKey,
        Some(mut question) => {
            let names = question
                .entry("names", problems)
                .map(|names| names.pairs(problems))
                .unwrap_or_default();
            let source = DimensionSource::Question {
                names: names
                    .into_iter()
                    .map(|(form, name)| (form, name.value))
                    .collect(),
                form: question.text("form", problems),
                list: question.text("list", problems),
            };
            question.finish(problems);
            source
        }
    };
    let dimension = Dimension {
        id,
        name,
        source,
        note,
    };
    (dimension.id.clone(), dimension)
}

fn dates(mut entry: Entry<'_>, problems: &mut Vec<CellProblem>) -> RoundDates {
    let mut day = |key, problems: &mut Vec<CellProblem>| {
        let text = entry.located_text(key, problems);
        if !text.value.is_empty() && !is_day(&text.value) {
            let message = format!("`{}` is not a day: write it as 2017-06-30", text.value);
            let column = format!("dates.{key}");
            problems.push(CellProblem::of_cell(text.row, column, message));
        }
        text
    };
    let period_start = day("period_start", problems);
    let cutoff = day("cutoff", problems);
    let due = day("due", problems);
    // Days written like this sort as texts.
    for (key, earlier, later) in [("cutoff", &period_start, &cutoff), ("due", &cutoff, &due)] {
        let are_days = is_day(&earlier.value) && is_day(&later.value);
        if are_days && later.value < earlier.value {
            let message = format!("{} comes before {}", later.value, earlier.value);
            let column = format!("dates.{key}");
            problems.push(CellProblem::of_cell(later.row, column, message));
        }
    }
    entry.finish(problems);
    RoundDates {
        period_start: period_start.value,
        cutoff: cutoff.value,
        due: due.value,
    }
}

/// Whether a text is a day of the calendar as `2017-06-30`.
fn is_day(text: &str) -> bool {
    let day = NaiveDate::parse_from_str(text, "%Y-%m-%d");
    day.is_ok_and(|day| day.to_string() == text)
}

fn check_kinds(manifest: &Manifest, problems: &mut Vec<CellProblem>) {
    for kind in &manifest.subject_kinds {
        let form = &kind.value.form;
        if !form.is_empty() && !manifest.forms.iter().any(|head| head.value.id == *form) {
            problems.push(CellProblem::of_cell(
                kind.row,
                "subject_kind.form",
                format!("there is no form `{form}`"),
            ));
        }
    }
}

impl Manifest {
    /// The day the figures are of, where it is a day.
    pub(super) fn cutoff(&self) -> Option<NaiveDate> {
        self.dates.as_ref()?.cutoff.parse().ok()
    }

    /// The round, of parts without problems.
    pub(super) fn into_round(
        mut self,
        mut forms: Forms,
        units: Vec<Unit>,
        indicators: Vec<Indicator>,
        report: Option<Report>,
    ) -> Round {
        Round {
            id: self.id,
            title: self.title,
            short_title: self.short_title,
            owner: self.owner,
            area: self.area,
            dates: self.dates.unwrap_or(RoundDates {
                period_start: String::new(),
                cutoff: String::new(),
                due: String::new(),
            }),
            subject_kinds: values(self.subject_kinds),
            forms: self
                .forms
                .iter()
                .filter_map(|head| Some(forms.remove(&head.value.id)?.definition))
                .collect(),
            unit_levels: self.unit_levels,
            units,
            measures: self.measures,
            themes: self.themes,
            dimensions: values(self.dimensions),
            indicators,
            limitations: self.limitations,
            coverage_indicator: self.coverage_indicator.value,
            map: self.map.map(|map| map.value),
            papers: self.closing.papers,
            portraits: self.closing.portraits,
            comparisons: self.closing.comparisons,
            lists: self.lists,
            wordings: std::mem::take(&mut self.free_texts.wordings),
            free_texts: self.free_texts.into_questions(),
            report,
            publication: self.publication,
            seals: values(self.seals),
            duties: values(self.duties),
            similar: self.similar.map(similar::Read::into_similar),
        }
    }
}
