//! Reads the batches of a stream into columns, and refuses what columns could not hold.

use std::rc::Rc;

use litemap::LiteMap;
use sohoi_expr::Value;

use super::flat::Flat;
use super::message::{self, Message};
use super::schema::{Kind, Schema};
use super::value::from_text;
use super::{DICTIONARY, Damaged, RECORDS, SCHEMA};
use crate::columns::bits::Bits;
use crate::columns::column::{Column, Data};
use crate::columns::table::Table;

/// Reads the stream at the beginning of `bytes`: its table, and where it ends.
pub(crate) fn read_table(bytes: &[u8]) -> Result<(Table<'_>, usize), Damaged> {
    let (first, mut next) = message::read(bytes, 0)?;
    let Some(first) = first.filter(|first| first.kind == SCHEMA) else {
        return Err(Damaged::new(0, "a stream starts without a schema"));
    };
    let schema = Schema::read(&first)?;
    let mut dictionaries = LiteMap::new();
    let mut table = None;
    loop {
        let (message, after) = message::read(bytes, next)?;
        let Some(message) = message else {
            let missing = || Damaged::new(next, "the stream has no records");
            return Ok((table.ok_or_else(missing)?, after));
        };
        next = after;
        match message.kind {
            DICTIONARY if table.is_none() => {
                let (id, texts) = dictionary(&message)?;
                if dictionaries.insert(id, texts).is_some() {
                    return Err(message.damaged("a dictionary comes twice"));
                }
            }
            RECORDS if table.is_none() => {
                table = Some(records(&schema, &dictionaries, &message)?);
            }
            _ => return Err(message.damaged("a message of this kind is not read here")),
        }
    }
}

impl<'b> Message<'b> {
    fn damaged(&self, message: impl Into<String>) -> Damaged {
        Damaged::new(self.byte, message)
    }
}

/// The buffers of a batch in order.
struct Batch<'m, 'b> {
    message: &'m Message<'b>,
    rows: usize,
    buffers: std::vec::IntoIter<[i64; 2]>,
    nodes: std::vec::IntoIter<[i64; 2]>,
}

impl<'m, 'b> Batch<'m, 'b> {
    fn new(message: &'m Message<'b>, head: Flat<'b>) -> Result<Self, Damaged> {
        if head.table(3).is_some() {
            return Err(message.damaged("the records are compressed"));
        }
        if head.pairs(1).is_empty() {
            // Nothing would say that there are as many rows as it says.
            return Err(message.damaged("there are no columns"));
        }
        let rows = usize::try_from(head.number(0, 8).unwrap_or(0)).unwrap_or(usize::MAX);
        Ok(Self {
            message,
            rows,
            nodes: head.pairs(1).into_iter(),
            buffers: head.pairs(2).into_iter(),
        })
    }

    fn buffer(&mut self) -> Result<&'b [u8], Damaged> {
        let whole = self.buffers.next().and_then(|[offset, length]| {
            let (offset, length) = (usize::try_from(offset).ok()?, usize::try_from(length).ok()?);
            self.message.body.get(offset..offset.checked_add(length)?)
        });
        whole.ok_or_else(|| self.message.damaged("a buffer lies outside of its message"))
    }

    /// The validity of the next column; nothing where all is valid.
    fn valid(&mut self) -> Result<Option<Bits>, Damaged> {
        let blanks = match self.nodes.next() {
            Some([length, blanks]) if usize::try_from(length) == Ok(self.rows) => blanks,
            _ => return Err(self.message.damaged("a column has a length of its own")),
        };
        let bytes = self.buffer()?;
        if blanks == 0 {
            return Ok(None);
        }
        Ok(Some(self.bits(bytes)?))
    }

    fn bits(&self, bytes: &[u8]) -> Result<Bits, Damaged> {
        if bytes.len() < self.rows.div_ceil(8) {
            return Err(self.message.damaged("a column is cut off"));
        }
        Ok(Bits::from_bytes(bytes, self.rows))
    }

    /// The next buffer as one group of bytes a row.
    fn values<const N: usize>(&mut self) -> Result<&'b [[u8; N]], Damaged> {
        let (all, _) = self.buffer()?.as_chunks::<N>();
        all.get(..self.rows)
            .ok_or_else(|| self.message.damaged("a column is cut off"))
    }
}

fn dictionary(message: &Message<'_>) -> Result<(i64, Vec<String>), Damaged> {
    if message.head.number(2, 1) == Some(1) {
        return Err(message.damaged("a dictionary comes in parts"));
    }
    let data = message.head.table(1);
    let data = data.ok_or_else(|| message.damaged("a dictionary is empty"))?;
    let mut batch = Batch::new(message, data)?;
    if batch.valid()?.is_some() {
        return Err(message.damaged("a dictionary has blanks"));
    }
    let count = batch.rows;
    let (ends, _) = batch.buffer()?.as_chunks::<4>();
    let texts = batch.buffer()?;
    let text = |at: usize| {
        let end = |at: usize| usize::try_from(i32::from_le_bytes(*ends.get(at)?)).ok();
        let text = std::str::from_utf8(texts.get(end(at)?..end(at + 1)?)?).ok()?;
        (!text.is_empty()).then(|| text.to_owned())
    };
    // More texts than bytes are none.
    let all = (0..count.min(texts.len() + 1))
        .map(text)
        .collect::<Option<Vec<_>>>();
    let all = all.filter(|all| all.len() == count);
    let all = all.ok_or_else(|| message.damaged("a dictionary has a text that is none"))?;
    Ok((message.head.number(0, 8).unwrap_or(0), all))
}

fn records<'b>(
    schema: &Schema,
    dictionaries: &LiteMap<i64, Vec<String>>,
    message: &Message<'b>,
) -> Result<Table<'b>, Damaged> {
    let mut batch = Batch::new(message, message.head)?;
    let mut columns = Vec::new();
    for field in &schema.fields {
        let valid = batch.valid()?;
        let data = match field.kind {
            Kind::Whole(1) => Data::Whole8(batch.values()?),
            Kind::Whole(2) => Data::Whole16(batch.values()?),
            Kind::Whole(4) => Data::Whole32(batch.values()?),
            Kind::Whole(_) => Data::Whole64(batch.values()?),
            Kind::Double => Data::Double(batch.values()?),
            Kind::Day => Data::Day(batch.values()?),
            Kind::Truth => {
                let bytes = batch.buffer()?;
                Data::Truth(batch.bits(bytes)?)
            }
            Kind::Coded {
                width,
                dictionary,
                is_several,
            } => {
                let texts = dictionaries.get(&dictionary).map_or(&[][..], Vec::as_slice);
                let values = texts.iter().map(|text| match is_several {
                    true => from_text(text),
                    false => Some(Value::text(text.as_str())),
                });
                let values = values.collect::<Option<Rc<[Value]>>>();
                let values = values.ok_or_else(|| message.damaged("a value of no kind"))?;
                match width {
                    1 => Data::Codes8(batch.values()?, values),
                    2 => Data::Codes16(batch.values()?, values),
                    _ => Data::Codes32(batch.values()?, values),
                }
            }
        };
        let column = Column {
            data,
            valid,
            length: batch.rows,
        };
        if !is_sound(&column) {
            return Err(message.damaged(format!("`{}` has a value that is none", field.name)));
        }
        columns.push((field.name.clone(), column));
    }
    Table::new(
        schema.form.clone(),
        schema.repeat.clone(),
        batch.rows,
        columns,
    )
    .ok_or_else(|| message.damaged("rows are not in the order of their responses"))
}

/// Whether every value that is not blank is one: a code of the dictionary, a day of the calendar, a
/// number that doubles hold exactly.
fn is_sound(column: &Column<'_>) -> bool {
    let codes = |count: usize| 0..i64::try_from(count).unwrap_or(i64::MAX);
    match &column.data {
        Data::Whole8(_) | Data::Whole16(_) | Data::Whole32(_) | Data::Truth(_) => true,
        Data::Whole64(all) => holds(column, all, |it| {
            i64::from_le_bytes(it).unsigned_abs() <= MOST_EXACT
        }),
        Data::Double(all) => holds(column, all, |it| !f64::from_le_bytes(it).is_nan()),
        Data::Day(all) => holds(column, all, |it| DAYS.contains(&i32::from_le_bytes(it))),
        Data::Codes8(all, values) => {
            let codes = codes(values.len());
            holds(column, all, |it| {
                codes.contains(&i8::from_le_bytes(it).into())
            })
        }
        Data::Codes16(all, values) => {
            let codes = codes(values.len());
            holds(column, all, |it| {
                codes.contains(&i16::from_le_bytes(it).into())
            })
        }
        Data::Codes32(all, values) => {
            let codes = codes(values.len());
            holds(column, all, |it| {
                codes.contains(&i32::from_le_bytes(it).into())
            })
        }
    }
}

/// Whether every value that is not blank is sound.
fn holds<const N: usize>(
    column: &Column<'_>,
    all: &[[u8; N]],
    is_sound: impl Fn([u8; N]) -> bool,
) -> bool {
    let mut all = all.iter().enumerate();
    all.all(|(place, value)| is_sound(*value) || !column.is_valid(place))
}

/// Up to here every whole number is exact in a double: 2^53.
const MOST_EXACT: u64 = 1 << 53;
/// The days of the years 1 to 9999, as days after 1 January 1970.
const DAYS: std::ops::Range<i32> = -719_162..2_932_897;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::columns::blob::day;

    #[test]
    fn the_days_that_are_read_are_days() {
        for raw in [DAYS.start, 0, DAYS.end - 1] {
            assert!(day(raw).is_some());
        }
        assert!(day(DAYS.start - 1).is_none() && day(DAYS.end).is_none());
    }
}
