//! Reads the parts of rounds from JSON; serde writes them.

use sohoi_json::{deserialize_by_reading, read_members};

use crate::closing::{Advice, Fact, Paper, Portrait, Score, ScorePart, Signature, Trend};
use crate::free_text::{FreeText, Wording};
use crate::parts::{FiguresPart, FormVersion, RoundPart};
use crate::round::{Larger, Limitation, Measure, RoundDates, SubjectKind, Theme, Unit, UnitLevel};

deserialize_by_reading!(RoundPart, FiguresPart);

read_members! {
    RoundPart: id, title, short_title, owner, area, dates, subject_kinds, unit_levels, units, forms,
        figures | measures;
    FiguresPart: themes, dimensions, indicators, coverage_indicator | limitations, papers, portraits,
        free_texts, wordings, report;
    FormVersion: id, hash | has_portrait;
    RoundDates: period_start, cutoff, due;
    SubjectKind: id, name, form, code_question, name_question;
    UnitLevel: id, name;
    Unit: id, name, level, parent, code;
    Measure: code, name, larger;
    Larger: factor, name;
    Theme: id, name;
    Limitation: id, quote, gloss;
    Paper: form, heading, motto, signatures;
    Signature: title, office, note;
    Portrait: form, title | scores, trends, facts, advice;
    Score: label, value, max, note | parts, verdicts;
    ScorePart: label, points, max, question;
    Trend: label, question, note, partial;
    Fact: label, value;
    Advice: when, text;
    FreeText: form, question, addressee;
    Wording: means, written;
}
