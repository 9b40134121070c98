//! Snapshots: the figures of one population at a moment, kept under a name.

use sohoi_json::{from_bytes, read_members, to_text, write_members};

use crate::book::IndicatorTable;
use crate::counted::Population;

/// The figures of one population at a moment, and the responses that they are made of.
#[derive(Clone, Debug, PartialEq)]
pub struct Moment {
    /// Which responses count.
    pub population: Population,
    /// The dimension that figures are broken down by; absent where they are not.
    pub by: Option<String>,
    /// Every indicator, in the order of the round.
    pub figures: Vec<MomentFigures>,
    /// The responses that count.
    pub responses: Vec<MomentResponse>,
}

/// An indicator at a moment.
#[derive(Clone, Debug, PartialEq)]
pub struct MomentFigures {
    /// How it was computed: see [`Indicator::computation`](crate::Indicator::computation).
    pub computed: String,
    /// Its figures: the total, and the breakdown where it has that one.
    pub table: IndicatorTable,
}

/// A response that counted at a moment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MomentResponse {
    /// Its id.
    pub id: String,
    /// Its subject.
    pub subject: String,
    /// The [`Fingerprint`](crate::Fingerprint) of its answers: another one where an answer is another one.
    pub answers: String,
}

/// Figures that somebody keeps, to see later what changed since.
#[derive(Clone, Debug, PartialEq)]
pub struct Snapshot {
    /// Its id; ids sort by when snapshots were made.
    pub id: String,
    /// What somebody calls it.
    pub name: String,
    /// When it was made, by the device's clock (RFC 3339).
    pub made_at: String,
    /// The id of the round.
    pub round: String,
    /// What it holds.
    pub moment: Moment,
}

/// What the keys of snapshots among the notes of a device begin with.
const KEY: &str = "snapshot/";

impl Snapshot {
    /// The snapshot as a note that a device keeps: its key and its text.
    pub fn note(&self) -> (String, String) {
        (Self::key(&self.id), to_text(self))
    }

    /// The key of the note of a snapshot.
    pub fn key(id: &str) -> String {
        [KEY, id].concat()
    }

    /// The snapshots among the notes of a device, the newest first. A note that cannot be read is none.
    pub fn among<'n>(notes: impl IntoIterator<Item = (&'n str, &'n str)>) -> Vec<Self> {
        let own = notes.into_iter().filter(|(key, _)| key.starts_with(KEY));
        let read = own.filter_map(|(key, text)| {
            let snapshot: Self = from_bytes(text.as_bytes()).ok()?;
            (key == Self::key(&snapshot.id)).then_some(snapshot)
        });
        let mut all: Vec<Self> = read.collect();
        all.sort_by(|one, other| other.id.cmp(&one.id));
        all
    }
}

read_members! {
    Snapshot: id, name, made_at, round, moment;
    Moment: population, by, figures, responses;
    MomentFigures: computed, table;
    MomentResponse: id, subject, answers;
}

write_members! {
    Snapshot: id, name, made_at, round, moment;
    Moment: population, [by], figures, responses;
    MomentFigures: computed, table;
    MomentResponse: id, subject, answers;
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::book::Breakdown;
    use crate::figure::Figure;

    fn snapshot(id: &str, by: Option<&str>) -> Snapshot {
        let figure = |value: Option<&str>| Figure {
            value: value.map(str::to_owned),
            a: Some("1".to_owned()),
            b: None,
            quartiles: None,
        };
        let rows = vec![
            ("west".to_owned(), figure(Some("7"))),
            (String::new(), figure(None)),
        ];
        let breakdown = |by: &str| Breakdown {
            dimension: by.to_owned(),
            rows: rows.clone(),
        };
        Snapshot {
            id: id.to_owned(),
            name: "Dự thảo \"lần 1\"\n</b>".to_owned(),
            made_at: "2026-11-27T22:50:00+07:00".to_owned(),
            round: "r".to_owned(),
            moment: Moment {
                population: Population::Approved,
                by: by.map(str::to_owned),
                figures: vec![MomentFigures {
                    computed: "0".repeat(16),
                    table: IndicatorTable {
                        code: "N01".to_owned(),
                        total: figure(Some("12.5")),
                        breakdowns: by.iter().map(|by| breakdown(by)).collect(),
                    },
                }],
                responses: vec![MomentResponse {
                    id: "a".to_owned(),
                    subject: "s".to_owned(),
                    answers: "f".repeat(16),
                }],
            },
        }
    }

    #[test]
    fn finds_snapshots_among_the_notes_newest_first() {
        let (old, new) = (snapshot("01", None), snapshot("02", Some("shore")));
        let mut notes = vec![old.note(), new.note()];
        notes.push((Snapshot::key("03"), "{".to_owned()));
        // Of another one, and of something else.
        notes.push((Snapshot::key("04"), new.note().1));
        notes.push(("report/r/u/vi/size".to_owned(), "{}".to_owned()));
        let texts = notes
            .iter()
            .map(|(key, text)| (key.as_str(), text.as_str()));
        assert_eq!(Snapshot::among(texts), [new, old]);
        assert_eq!(Snapshot::among([]), []);
    }
}
