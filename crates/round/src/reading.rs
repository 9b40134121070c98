//! Reads the parts of rounds from JSON; serde writes them.

use sohoi_json::{
    Flaws, Json, Object, Read, deserialize_by_reading, one_of, read_members, variant,
};

use crate::closing::{Advice, Fact, Paper, Portrait, Score, ScorePart, Signature, Trend};
use crate::comparison::{ComparedFigure, Comparison};
use crate::duty::{Due, DutyRule, Span};
use crate::free_text::{FreeText, Wording};
use crate::list::{Column, FromAnswers, ListSource, NamedList, NotSubmitted, Step};
use crate::parts::{FiguresPart, FormVersion, RoundPart};
use crate::round::{
    Larger, Limitation, Measure, Publication, RoundDates, Seal, SubjectKind, Theme, TileMap, Unit,
    UnitLevel,
};
use crate::similar::Similar;

deserialize_by_reading!(RoundPart, FiguresPart);

read_members! {
    RoundPart: id, title, short_title, owner, area, dates, subject_kinds, unit_levels, units, forms,
        figures | measures, has_duties;
    FiguresPart: themes, dimensions, indicators, coverage_indicator | limitations, papers, portraits,
        comparisons, lists, report, publication, map, seals, free_texts, wordings,
        duties, similar;
    Publication: smallest, level, persons;
    FormVersion: id, hash | has_portrait;
    RoundDates: period_start, cutoff, due;
    SubjectKind: id, name, form, code_question, name_question;
    UnitLevel: id, name;
    Unit: id, name, level, parent, code;
    Measure: code, name, larger;
    Larger: factor, name;
    Theme: id, name;
    Limitation: id, quote, gloss;
    TileMap: dimension, rows;
    Seal: unit, recipient, signer;
    Paper: form, heading, motto, signatures;
    Signature: title, office, note;
    Portrait: form, title | scores, trends, facts, advice;
    Score: label, value, max, note | parts, verdicts;
    ScorePart: label, points, max, question;
    Trend: label, question, note, partial;
    Fact: label, value;
    Advice: when, text;
    Comparison: form, by, least, figures;
    ComparedFigure: label, value, unit;
    NamedList: id, name, note, source, next;
    FromAnswers: form, relevant, columns, phone;
    Column: question, label;
    NotSubmitted: kind;
    Step: when, text;
    FreeText: form, question, addressee;
    Wording: means, written;
    Similar: kind, type_question, field, activities, merging | apart, related;
    DutyRule: id, name, kind, due, remind | then;
}

impl Read for ListSource {
    fn read(json: Json, flaws: &mut Flaws) -> Self {
        type Make = fn(Json, &mut Flaws) -> ListSource;
        let makes: [(&str, Make); 2] = [
            ("answers", |json, flaws| {
                Self::Answers(Read::read(json, flaws))
            }),
            ("not_submitted", |json, flaws| {
                Self::NotSubmitted(Read::read(json, flaws))
            }),
        ];
        let (make, held) = variant(json, &makes, flaws);
        make(held, flaws)
    }
}

/// The three ways in which a day is said.
#[derive(Clone, Copy)]
enum Way {
    Term,
    Before,
    Yearly,
}

impl Read for Way {
    fn read(json: Json, flaws: &mut Flaws) -> Self {
        let ways = [
            ("term", Self::Term),
            ("before", Self::Before),
            ("yearly", Self::Yearly),
        ];
        one_of(&json, &ways, flaws)
    }
}

impl Read for Due {
    fn read(json: Json, flaws: &mut Flaws) -> Self {
        let mut due = Object::new(json, flaws);
        match due.take("type") {
            Way::Term => Self::Term {
                since: due.take("since"),
                years_in: due.take("years_in"),
                years: due.take("years"),
            },
            Way::Before => Self::Before {
                duty: due.take("duty"),
                by: due.take("by"),
            },
            Way::Yearly => Self::Yearly {
                month: due.take("month"),
                day: due.take("day"),
            },
        }
    }
}

impl Read for Span {
    fn read(json: Json, flaws: &mut Flaws) -> Self {
        type Make = fn(u32) -> Span;
        let units: [(&str, Make); 2] = [("days", Self::Days), ("months", Self::Months)];
        let (of, count) = variant(json, &units, flaws);
        of(Read::read(count, flaws))
    }
}
