//! Reads reports from JSON; serde writes them.

use sohoi_json::{Flaws, Json, Object, Read, deserialize_by_reading, one_of, read_members};

use crate::outline::{Issuer, Layout, Passage, PassageKind, Report};

deserialize_by_reading!(Report);

impl PassageKind {
    /// Each by the name that it is written with.
    pub const NAMES: [(&'static str, Self); 5] = [
        ("chapter", Self::Chapter),
        ("section", Self::Section),
        ("paragraph", Self::Paragraph),
        ("sentence", Self::Sentence),
        ("annex", Self::Annex),
    ];
}

read_members! {
    Report: title, subject, layouts, issuers, outline;
    Issuer: kind, unit, superior, name, code, seat, signature, recipients;
    Passage: kind, name, relevant, text, theme, by;
}

impl Read for Layout {
    fn read(json: Json, flaws: &mut Flaws) -> Self {
        let mut layout = Object::new(json, flaws);
        let margins: Vec<u32> = layout.take("margins");
        Self {
            id: layout.take("id"),
            name: layout.take("name"),
            issuers: layout.take("issuers"),
            heading: layout.take("heading"),
            motto: layout.take("motto"),
            mark: layout.take("mark"),
            number: layout.take("number"),
            end: layout.take("end"),
            // Four were written.
            margins: margins.try_into().unwrap_or_default(),
            size: layout.take("size"),
            numbered: layout.take_or_default("numbered"),
        }
    }
}

impl Read for PassageKind {
    fn read(json: Json, flaws: &mut Flaws) -> Self {
        one_of(&json, &Self::NAMES, flaws)
    }
}
