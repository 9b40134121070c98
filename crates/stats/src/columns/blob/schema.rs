//! The schema of a table: its name and the types of its columns.

use super::flat::{Flat, Member};
use super::message::Message;
use super::{Damaged, FORM, REPEAT, SEVERAL, VALUES};

/// The types of columns (`Schema.fbs`: the number of each in the union `Type`).
const INT: i64 = 2;
const FLOAT: i64 = 3;
const UTF8: i64 = 5;
const BOOL: i64 = 6;
const DATE: i64 = 8;

/// How the values of a column are stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Whole numbers of so many bytes.
    Whole(usize),
    Double,
    Day,
    Truth,
    /// Indices of so many bytes into the dictionary of this id.
    Coded {
        width: usize,
        dictionary: i64,
        is_several: bool,
    },
}

/// A column of a schema.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Field {
    pub(super) name: String,
    pub(super) kind: Kind,
}

/// What a table is about, and its columns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Schema {
    pub(super) form: String,
    pub(super) repeat: Option<String>,
    pub(super) fields: Vec<Field>,
}

impl Schema {
    pub(super) fn read(message: &Message<'_>) -> Result<Self, Damaged> {
        let head = message.head;
        let damaged = |text: String| Damaged::new(message.byte, text);
        if head.number(0, 2).unwrap_or(0) != 0 {
            return Err(damaged("the numbers are big endian".to_owned()));
        }
        let form = metadata(head, 2, FORM).ok_or_else(|| damaged("no form is named".to_owned()))?;
        let mut fields = Vec::<Field>::new();
        for field in head.tables(1) {
            let name = field.text(0).unwrap_or_default().to_owned();
            let kind = kind(field)
                .ok_or_else(|| damaged(format!("the column `{name}` has a type of its own")))?;
            if fields.iter().any(|known| known.name == name) {
                return Err(damaged(format!("two columns are named `{name}`")));
            }
            fields.push(Field { name, kind });
        }
        Ok(Self {
            form: form.to_owned(),
            repeat: metadata(head, 2, REPEAT).map(str::to_owned),
            fields,
        })
    }

    pub(super) fn write(&self) -> Vec<Member> {
        let mut names = vec![pair(FORM, &self.form)];
        names.extend(self.repeat.as_ref().map(|repeat| pair(REPEAT, repeat)));
        vec![
            Member::Number(0, 2),
            Member::Tables(self.fields.iter().map(Field::write).collect()),
            Member::Tables(names),
        ]
    }
}

impl Field {
    fn write(&self) -> Vec<Member> {
        let (number, members) = match self.kind {
            Kind::Whole(width) => (INT, int(width)),
            Kind::Double => (FLOAT, vec![Member::Number(2, 2)]),
            Kind::Day => (DATE, vec![Member::Number(0, 2)]),
            Kind::Truth => (BOOL, Vec::new()),
            Kind::Coded { .. } => (UTF8, Vec::new()),
        };
        let mut field = vec![
            Member::Text(self.name.clone()),
            Member::Number(1, 1),
            Member::Number(number, 1),
            Member::Table(members),
            Member::Absent,
            Member::Tables(Vec::new()),
        ];
        if let Kind::Coded {
            width,
            dictionary,
            is_several,
        } = self.kind
        {
            field[4] = Member::Table(vec![
                Member::Number(dictionary, 8),
                Member::Table(int(width)),
            ]);
            if is_several {
                field.push(Member::Tables(vec![pair(VALUES, SEVERAL)]));
            }
        }
        field
    }
}

fn int(width: usize) -> Vec<Member> {
    let bits = 8 * i64::try_from(width).expect("at most eight bytes");
    vec![Member::Number(bits, 4), Member::Number(1, 1)]
}

fn pair(key: &str, value: &str) -> Vec<Member> {
    vec![Member::Text(key.to_owned()), Member::Text(value.to_owned())]
}

fn metadata<'b>(table: Flat<'b>, member: usize, key: &str) -> Option<&'b str> {
    let mut pairs = table.tables(member).into_iter();
    pairs.find(|pair| pair.text(0) == Some(key))?.text(1)
}

fn kind(field: Flat<'_>) -> Option<Kind> {
    let own = field.table(3)?;
    Some(match field.number(2, 1)? {
        UTF8 => {
            let dictionary = field.table(4)?;
            Kind::Coded {
                width: width(dictionary.table(1)?).filter(|width| *width <= 4)?,
                dictionary: dictionary.number(0, 8).unwrap_or(0),
                is_several: metadata(field, 6, VALUES) == Some(SEVERAL),
            }
        }
        _ if field.table(4).is_some() => return None,
        INT => Kind::Whole(width(own)?),
        FLOAT if own.number(0, 2) == Some(2) => Kind::Double,
        DATE if own.number(0, 2) == Some(0) => Kind::Day,
        BOOL => Kind::Truth,
        _ => return None,
    })
}

/// The bytes of a signed whole number.
fn width(int: Flat<'_>) -> Option<usize> {
    let is_signed = int.number(1, 1).unwrap_or(0) == 1;
    let width = match int.number(0, 4)? {
        8 => 1,
        16 => 2,
        32 => 4,
        64 => 8,
        _ => return None,
    };
    is_signed.then_some(width)
}
