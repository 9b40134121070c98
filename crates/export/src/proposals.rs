//! What people ask for in their own words: proposals grouped by addressee and similar wording, each with
//! its exact words, for picking quotations.

use std::collections::BTreeMap;

use sohoi_form::{Path, QuestionType, Session};
use sohoi_grouping::{Proposal, Quotation, Wording};
use sohoi_round::Round;
use sohoi_text::Language;
use sohoi_text::messages::export as words;

use crate::About;
use crate::csv::Csv;
use crate::figures::read;
use crate::responses::{Listed, ResponsesFile};
use crate::xlsx::{Book, Looks, Sheet, TooLarge, number_format, room};

/// The names of the columns of the CSV file.
const COLUMNS: [&str; 12] = [
    "addressee",
    "group",
    "representative",
    "subjects",
    "quotation",
    "subject",
    "subject_name",
    "unit",
    "unit_name",
    "response",
    "question",
    "data",
];

/// Writes the proposals as CSV, one line a proposal.
///
/// Groups stand by addressee in the order of the round, those that most subjects ask for first. `group` is the
/// number of the group within its addressee and `representative` the proposal that is most like its others;
/// both are blank for a proposal that is like no other. `quotation` is what was written, to the letter.
pub fn proposals_csv(file: &ResponsesFile<'_>, language: Language) -> Vec<u8> {
    let mut csv = Csv::new();
    COLUMNS.iter().for_each(|name| csv.text(name));
    csv.end_row();
    for line in lines(file.round, &answers(file), language) {
        csv.text(line.addressee);
        csv.text(&line.group.map_or(String::new(), |group| group.to_string()));
        csv.text(line.representative.unwrap_or_default());
        csv.number(Some(&line.subjects.to_string()));
        csv.text(line.text);
        for text in [
            line.source.subject,
            line.source.subject_name,
            line.source.unit,
        ] {
            csv.text(text);
        }
        csv.text(unit_name(file.round, line.source, language));
        csv.text(line.source.id);
        csv.text(line.question);
        csv.text(if file.is_demonstration {
            "demonstration"
        } else {
            ""
        });
        csv.end_row();
    }
    csv.into_bytes()
}

/// Writes the proposals as a workbook (XLSX): a sheet of the groups with their counts, and one of all
/// quotations.
///
/// # Errors
///
/// Where a sheet cannot hold it.
pub fn proposals_xlsx(
    file: &ResponsesFile<'_>,
    about: &About<'_>,
    language: Language,
) -> Result<Vec<u8>, TooLarge> {
    let looks = Looks::new();
    let title = words::proposals(language);
    let answers = answers(file);
    let lines = lines(file.round, &answers, language);
    let mut book = Book::new(title, about.made_on);
    let mut sheet = book.sheet(words::proposal_groups(language));
    heading(&mut sheet, &looks, file, about, language);
    groups(&mut sheet, &looks, &lines, language);
    book.add(sheet)?;
    let mut sheet = book.sheet(words::quotations(language));
    heading(&mut sheet, &looks, file, about, language);
    quotations(&mut sheet, &looks, file, &lines, language);
    book.add(sheet)?;
    book.into_bytes()
}

/// The row of the headings of a sheet.
const HEADINGS: u32 = 5;

fn heading(
    sheet: &mut Sheet,
    looks: &Looks,
    file: &ResponsesFile<'_>,
    about: &About<'_>,
    language: Language,
) {
    let title = words::proposals(language);
    let heading = file.heading(language);
    sheet.text(0, 0, title, &looks.title);
    sheet.text(1, 0, about.place, &looks.plain);
    sheet.text(2, 0, &heading, &looks.strong);
    sheet.text(3, 0, &about.source(file.round, language), &looks.plain);
    sheet.on_every_page(title, &heading);
    sheet.keep_in_sight(HEADINGS + 1, 1, (HEADINGS, HEADINGS));
}

/// A row for each group and for each proposal that is like no other.
fn groups(sheet: &mut Sheet, looks: &Looks, lines: &[ProposalLine<'_>], language: Language) {
    let columns = [
        (words::addressee(language), 26.0),
        (words::proposal_group(language), 70.0),
        (words::asking(language), 12.0),
        (words::quotation_count(language), 12.0),
    ];
    headings(sheet, looks, &columns);
    let number = looks.number(&number_format(0, false));
    let mut row = HEADINGS;
    let of_group = |one: &ProposalLine<'_>, other: &ProposalLine<'_>| {
        one.group.is_some() && (one.addressee, one.group) == (other.addressee, other.group)
    };
    for group in lines.chunk_by(of_group) {
        row += 1;
        let first = &group[0];
        let texts = [first.addressee, first.representative.unwrap_or(first.text)];
        for (text, column) in texts.into_iter().zip(0..) {
            sheet.text(row, column, text, &looks.cell);
        }
        let rooms = columns.iter().map(|(_, width)| room(*width));
        sheet.fit(row, texts.into_iter().zip(rooms));
        sheet.number(row, 2, &first.subjects.to_string(), &number);
        sheet.number(row, 3, &group.len().to_string(), &number);
    }
    sheet.filter(HEADINGS, row, 3);
}

/// A row for each quotation.
fn quotations(
    sheet: &mut Sheet,
    looks: &Looks,
    file: &ResponsesFile<'_>,
    lines: &[ProposalLine<'_>],
    language: Language,
) {
    let columns = [
        (words::addressee(language), 22.0),
        (words::proposal_group(language), 44.0),
        (words::asking(language), 10.0),
        (words::quotation(language), 60.0),
        (words::subject_name(language), 34.0),
        (words::unit_name(language), 24.0),
        (words::subject(language), 14.0),
        (words::response(language), 14.0),
    ];
    headings(sheet, looks, &columns);
    let number = looks.number(&number_format(0, false));
    let mut row = HEADINGS;
    for line in lines {
        row += 1;
        let unit = unit_name(file.round, line.source, language);
        sheet.text(row, 0, line.addressee, &looks.cell);
        sheet.text(row, 1, line.representative.unwrap_or_default(), &looks.cell);
        sheet.number(row, 2, &line.subjects.to_string(), &number);
        sheet.text(row, 3, line.text, &looks.cell);
        sheet.text(row, 4, line.source.subject_name, &looks.cell);
        sheet.text(row, 5, unit, &looks.cell);
        sheet.text(row, 6, line.source.subject, &looks.cell);
        sheet.text(row, 7, line.source.id, &looks.cell);
        let texts = [
            line.addressee,
            line.representative.unwrap_or_default(),
            "",
            line.text,
            line.source.subject_name,
            unit,
        ];
        let rooms = columns.iter().map(|(_, width)| room(*width));
        sheet.fit(row, texts.into_iter().zip(rooms));
    }
    sheet.filter(HEADINGS, row, 7);
}

fn headings(sheet: &mut Sheet, looks: &Looks, columns: &[(&str, f64)]) {
    for ((label, width), column) in columns.iter().zip(0..) {
        sheet.width(column, *width);
        sheet.text(HEADINGS, column, label, &looks.heading);
    }
    let texts = columns.iter();
    sheet.fit(HEADINGS, texts.map(|(label, width)| (*label, room(*width))));
}

/// Calls `take` with every proposal: by addressee in the order of the round, the groups that most subjects
/// ask for first, behind them those that are like no other.
pub fn each_proposal(
    file: &ResponsesFile<'_>,
    language: Language,
    take: impl FnMut(&ProposalLine<'_>),
) {
    lines(file.round, &answers(file), language)
        .iter()
        .for_each(take);
}

/// A proposal with its group and its source.
#[derive(Clone, Copy, Debug)]
pub struct ProposalLine<'a> {
    /// To whom it is addressed, as people read it.
    pub addressee: &'a str,
    /// The number of its group among those of the addressee; nothing where it is like no other.
    pub group: Option<usize>,
    /// The most typical proposal of its group.
    pub representative: Option<&'a str>,
    /// How many different subjects ask for it.
    pub subjects: usize,
    /// What was written, to the letter.
    pub text: &'a str,
    /// The question that it answers.
    pub question: &'a str,
    /// The response.
    pub source: &'a Listed<'a>,
}

/// An answer in people's own words.
struct Answer<'a> {
    /// What it goes by: the response and the question.
    id: String,
    /// The addressee in Vietnamese, by which answers are put together.
    addressee: &'a str,
    question: &'a str,
    text: &'a str,
    source: &'a Listed<'a>,
}

/// The answers to all questions of free text that apply.
fn answers<'a>(file: &ResponsesFile<'a>) -> Vec<Answer<'a>> {
    let mut answers = Vec::new();
    for own in &file.round.free_texts {
        for source in file.of_form(&own.form) {
            if let Some(text) = answer(source.session, &own.question) {
                answers.push(Answer {
                    id: format!("{}/{}", source.id, own.question),
                    addressee: &own.addressee.vi,
                    question: &own.question,
                    text,
                    source,
                });
            }
        }
    }
    answers
}

/// What is answered to a question, where it is a text in the form version of the answers and applies.
fn answer<'a>(session: &'a Session, question: &str) -> Option<&'a str> {
    let known = session.engine().question(question)?;
    let path = Path::top(question);
    let is_asked = known.kind == QuestionType::Text && session.is_relevant(&path);
    session
        .answers()
        .get(&path)
        .filter(|_| is_asked)
        .map(String::as_str)
}

/// All proposals: addressees in the order of the round, their groups by falling count, the others behind.
fn lines<'a>(
    round: &'a Round,
    answers: &'a [Answer<'a>],
    language: Language,
) -> Vec<ProposalLine<'a>> {
    let quotations: Vec<Quotation<'_>> = answers
        .iter()
        .map(|answer| Quotation {
            id: &answer.id,
            subject: answer.source.subject,
            addressee: answer.addressee,
            text: answer.text,
        })
        .collect();
    let by_id: BTreeMap<&str, &Answer<'_>> = answers
        .iter()
        .map(|answer| (answer.id.as_str(), answer))
        .collect();
    let mut addressed = sohoi_grouping::group(&quotations, &wording(round));
    let place = |addressee: &str| {
        let mut texts = round.free_texts.iter();
        texts.position(|own| own.addressee.vi == addressee)
    };
    addressed.sort_by_key(|own| place(own.addressee));
    let mut lines = Vec::new();
    for own in &addressed {
        let shown = place(own.addressee).map(|place| &round.free_texts[place].addressee);
        let addressee = shown.map_or("", |text| read(text, language));
        let line = |proposal: &Proposal<'a>| {
            let answer = by_id.get(proposal.id)?;
            Some(ProposalLine {
                addressee,
                group: None,
                representative: None,
                subjects: 1,
                text: proposal.text,
                question: answer.question,
                source: answer.source,
            })
        };
        for (group, number) in own.groups.iter().zip(1..) {
            lines.extend(
                group
                    .proposals
                    .iter()
                    .filter_map(line)
                    .map(|own| ProposalLine {
                        group: Some(number),
                        representative: Some(group.representative.text),
                        subjects: group.subjects,
                        ..own
                    }),
            );
        }
        lines.extend(own.single.iter().filter_map(line));
    }
    lines
}

/// Which words mean the same in the proposals of a round.
fn wording(round: &Round) -> Wording {
    Wording::new(round.wordings.iter().flat_map(|own| {
        let written = own.written.iter();
        written.map(|written| (written.as_str(), own.means.as_str()))
    }))
}

fn unit_name<'a>(round: &'a Round, source: &Listed<'_>, language: Language) -> &'a str {
    let unit = round.units.iter().find(|unit| unit.id == source.unit);
    unit.map_or("", |unit| read(&unit.name, language))
}
