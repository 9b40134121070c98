//! Reads `[report]` of `round.toml` and `report.csv`, and checks the names in them.

use sohoi_form::Text;
use sohoi_report::{Issuer, Layout, Passage, PassageKind, Report, flaws};
use sohoi_stats::Indicator;
use sohoi_xlsform::{CellProblem, Row};

use super::PackageFiles;
use super::entry::{Entry, Located};
use super::findings::Findings;
use super::manifest::{self, Manifest, each, values};
use super::tables::text;
use crate::round::Unit;

const FILE: &str = "report.csv";

/// What `round.toml` says of the report, with the rows of what is checked later.
#[derive(Default)]
pub(super) struct Head {
    title: Text,
    subject: Text,
    layouts: Vec<Located<Layout>>,
    issuers: Vec<Located<Issuer>>,
}

/// Reads `[report]` from the root of the manifest; none is well too.
pub(super) fn head(root: &mut Entry<'_>, problems: &mut Vec<CellProblem>) -> Option<Head> {
    let mut entry = root.some_entry("report", problems)?;
    let head = Head {
        title: entry.bilingual("title", problems),
        subject: entry.bilingual("subject", problems),
        layouts: each(entry.entries("layout", problems), problems, "id", layout),
        issuers: located(entry.entries("issuer", problems), problems),
    };
    entry.finish(problems);
    Some(head)
}

fn layout(entry: &mut Entry<'_>, problems: &mut Vec<CellProblem>) -> (String, Layout) {
    let mut margins = [0; 4];
    if let Some(mut sides) = entry.entry("margins", problems) {
        margins = ["top", "bottom", "left", "right"].map(|side| sides.factor(side, problems));
        sides.finish(problems);
    }
    let layout = Layout {
        id: entry.text("id", problems),
        name: entry.bilingual("name", problems),
        issuers: entry.text("issuers", problems),
        heading: entry.bilingual("heading", problems),
        motto: entry.some_bilingual("motto", problems),
        mark: entry.some_text("mark", problems),
        number: entry.bilingual("number", problems),
        end: entry.text("end", problems),
        margins,
        size: entry.factor("size", problems),
        numbered: entry.flag("numbered", problems),
    };
    (layout.id.clone(), layout)
}

fn located(entries: Vec<Entry<'_>>, problems: &mut Vec<CellProblem>) -> Vec<Located<Issuer>> {
    let mut issuers = Vec::with_capacity(entries.len());
    for mut entry in entries {
        let value = Issuer {
            kind: entry.text("kind", problems),
            unit: entry.text("unit", problems),
            superior: entry.some_bilingual("superior", problems),
            name: entry.bilingual("name", problems),
            code: entry.text("code", problems),
            seat: entry.bilingual("seat", problems),
            signature: lines(&mut entry, "signature", problems),
            recipients: lines(&mut entry, "recipient", problems),
        };
        issuers.push(Located {
            row: entry.row(),
            value,
        });
        entry.finish(problems);
    }
    issuers
}

/// Lines in both languages, a table each.
fn lines(of: &mut Entry<'_>, key: &'static str, problems: &mut Vec<CellProblem>) -> Vec<Text> {
    let mut lines = Vec::new();
    for mut entry in of.some_entries(key, problems) {
        lines.push(Text {
            vi: entry.text("vi", problems),
            en: entry.text("en", problems),
        });
        entry.finish(problems);
    }
    lines
}

/// Reads the outline and checks everything that the report names; figures where the `indicators` are
/// known.
pub(super) fn read(
    files: &PackageFiles,
    manifest: &mut Manifest,
    units: &[Unit],
    indicators: Option<&[Indicator]>,
    found: &mut Findings,
) -> Option<Report> {
    let Some(head) = manifest.report.take() else {
        if manifest.is_readable && files.contains_key(FILE) {
            let message = "round.toml has no [report] that this outline belongs to";
            found.add(FILE, CellProblem::of_sheet(message));
        }
        return None;
    };
    check_issuers(&head, units, found);
    let outline = outline(files, manifest, indicators, found);
    Some(Report {
        title: head.title,
        subject: head.subject,
        layouts: values(head.layouts),
        issuers: values(head.issuers),
        outline,
    })
}

fn check_issuers(head: &Head, units: &[Unit], found: &mut Findings) {
    for Located { row, value } in &head.layouts {
        let mut issuers = head.issuers.iter();
        if !issuers.any(|issuer| issuer.value.kind == value.issuers) {
            let message = format!("no [[report.issuer]] has the kind `{}`", value.issuers);
            let problem = CellProblem::of_cell(*row, "report.layout.issuers", message);
            found.add(manifest::FILE, problem);
        }
    }
    for Located { row, value } in &head.issuers {
        if !units.is_empty() && !units.iter().any(|unit| unit.id == value.unit) {
            let message = format!("units.csv has no unit `{}`", value.unit);
            let problem = CellProblem::of_cell(*row, "report.issuer.unit", message);
            found.add(manifest::FILE, problem);
        }
    }
}

fn outline(
    files: &PackageFiles,
    manifest: &Manifest,
    indicators: Option<&[Indicator]>,
    found: &mut Findings,
) -> Vec<Passage> {
    let required = ["type", "text::vi", "text::en"];
    let sheet = found.sheet(files, FILE, &required, &["name", "relevant", "theme", "by"]);
    let mut problems = Vec::new();
    let mut outline: Vec<Passage> = Vec::new();
    for row in sheet.rows().filter(Row::is_whole) {
        let mut kinds = PassageKind::NAMES.iter();
        let kind = kinds.find(|(name, _)| *name == row.get("type"));
        let passage = passage(row, kind.map(|(_, kind)| *kind), manifest, &mut problems);
        if kind.is_some() {
            check_place(row, &passage, &outline, &mut problems);
        }
        if let Some(indicators) = indicators {
            let codes = indicators.iter().map(|indicator| indicator.code.as_str());
            let flaws = flaws(&passage, codes).into_iter();
            problems.extend(flaws.map(|flaw| row.problem(flaw.column, flaw.message)));
        }
        outline.push(passage);
    }
    if outline.is_empty() && !sheet.columns().is_empty() {
        problems.push(CellProblem::of_sheet("has no passages"));
    }
    for problem in problems {
        found.add(FILE, problem);
    }
    outline
}

/// Checks what a passage is called, and what it follows.
fn check_place(
    row: Row<'_>,
    passage: &Passage,
    before: &[Passage],
    problems: &mut Vec<CellProblem>,
) {
    let is_paragraph = passage.kind == PassageKind::Paragraph;
    let message = match &passage.name {
        None if is_paragraph => Some("a paragraph has a name, which stays".to_owned()),
        Some(_) if !is_paragraph => Some("only a paragraph has a name".to_owned()),
        Some(name) if !is_plain(name) => Some(format!(
            "`{name}` may have small letters of English, digits and `_`"
        )),
        Some(name) if before.iter().any(|own| own.name.as_ref() == Some(name)) => {
            Some(format!("another paragraph is called `{name}`"))
        }
        _ => None,
    };
    problems.extend(message.map(|message| row.problem("name", message)));
    let goes_on = passage.kind == PassageKind::Sentence;
    let last = before.last().map(|own| own.kind);
    if goes_on && !matches!(last, Some(PassageKind::Paragraph | PassageKind::Sentence)) {
        problems.push(row.problem("type", "a sentence follows a paragraph".to_owned()));
    }
}

fn is_plain(name: &str) -> bool {
    let is_plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
    name.chars().all(is_plain)
}

fn passage(
    row: Row<'_>,
    kind: Option<PassageKind>,
    manifest: &Manifest,
    problems: &mut Vec<CellProblem>,
) -> Passage {
    if kind.is_none() {
        let names = PassageKind::NAMES.map(|(name, _)| name).join(", ");
        let message = format!("`{}` is none of {names}", row.get("type"));
        problems.push(row.problem("type", message));
    }
    let passage = Passage {
        kind: kind.unwrap_or_default(),
        name: row.some("name"),
        relevant: row.some("relevant"),
        text: Text {
            vi: text(row, "text::vi", problems),
            en: text(row, "text::en", problems),
        },
        theme: row.some("theme"),
        by: row.some("by"),
    };
    let is_annex = passage.kind == PassageKind::Annex;
    let has_theme = |id: &String| manifest.themes.iter().any(|theme| theme.id == *id);
    match &passage.theme {
        None if is_annex => problems.push(row.problem("theme", "an annex lists a theme")),
        Some(theme) if !is_annex || !has_theme(theme) => {
            let message = match is_annex {
                true => format!("round.toml has no theme `{theme}`"),
                false => "only an annex has a theme".to_owned(),
            };
            problems.push(row.problem("theme", message));
        }
        _ => {}
    }
    let dimensions = &manifest.dimensions;
    match &passage.by {
        Some(_) if !is_annex => {
            problems.push(row.problem("by", "only an annex is broken down"));
        }
        Some(by) if !dimensions.iter().any(|own| own.value.id == *by) => {
            problems.push(row.problem("by", format!("round.toml has no dimension `{by}`")));
        }
        _ => {}
    }
    passage
}
