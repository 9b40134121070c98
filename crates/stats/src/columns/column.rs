//! One question's values in all responses or rows.

use std::rc::Rc;

use sohoi_expr::Value;

use super::bits::Bits;
use super::blob::day;

/// A dense column. Blanks stand as anything, with their bit in `valid` unset.
#[derive(Clone, Debug)]
pub(crate) struct Column<'b> {
    pub(crate) data: Data<'b>,
    /// Absent where there are no blanks.
    pub(crate) valid: Option<Bits>,
    pub(crate) length: usize,
}

/// The values of a column, little endian.
#[derive(Clone, Debug)]
pub(crate) enum Data<'b> {
    Whole8(&'b [[u8; 1]]),
    Whole16(&'b [[u8; 2]]),
    Whole32(&'b [[u8; 4]]),
    Whole64(&'b [[u8; 8]]),
    Double(&'b [[u8; 8]]),
    /// Days after 1 January 1970.
    Day(&'b [[u8; 4]]),
    Truth(Bits),
    Codes8(&'b [[u8; 1]], Rc<[Value]>),
    Codes16(&'b [[u8; 2]], Rc<[Value]>),
    Codes32(&'b [[u8; 4]], Rc<[Value]>),
}

/// A column with few different values: the code of each place, and the value of each code.
#[derive(Clone, Debug)]
pub(crate) struct Small {
    pub(crate) codes: Rc<Vec<u16>>,
    /// The first is blank.
    pub(crate) values: Rc<[Value]>,
}

/// Numbers that differ more are compared as numbers.
const MOST_NUMBERS: usize = 1 << 10;
/// Most codes of a [`Small`] column.
const MOST_CODES: usize = 1 << 16;

impl Column<'_> {
    /// Whether there is a value at a place.
    pub(crate) fn is_valid(&self, place: usize) -> bool {
        self.valid.as_ref().is_none_or(|valid| valid.get(place))
    }

    /// The value at a place.
    pub(crate) fn value(&self, place: usize) -> Value {
        if !self.is_valid(place) {
            return Value::Blank;
        }
        match &self.data {
            Data::Double(all) => Value::Number(f64::from_le_bytes(all[place])),
            Data::Truth(bits) => Value::Boolean(bits.get(place)),
            data => data.meaning(data.whole(place)),
        }
    }

    /// The codes of the column, where it has no more than `most` of them.
    pub(crate) fn small(&self, most: usize) -> Option<Small> {
        let most = most.min(MOST_CODES);
        // The raw numbers go from `least` on.
        let (least, count) = match &self.data {
            Data::Double(_) => return None,
            Data::Truth(_) => (0, 2),
            Data::Codes8(_, values) | Data::Codes16(_, values) | Data::Codes32(_, values) => {
                (0, values.len())
            }
            Data::Day(_) => self.range(most)?,
            _ => self.range(most.min(MOST_NUMBERS))?,
        };
        if count >= most {
            return None;
        }
        let code = |raw: i64| u16::try_from(raw - least + 1).unwrap_or(0);
        let mut codes: Vec<u16> = match &self.data {
            Data::Whole8(all) | Data::Codes8(all, _) => all
                .iter()
                .map(|it| code(i8::from_le_bytes(*it).into()))
                .collect(),
            Data::Whole16(all) | Data::Codes16(all, _) => all
                .iter()
                .map(|it| code(i16::from_le_bytes(*it).into()))
                .collect(),
            Data::Whole32(all) | Data::Day(all) | Data::Codes32(all, _) => all
                .iter()
                .map(|it| code(i32::from_le_bytes(*it).into()))
                .collect(),
            data => (0..self.length)
                .map(|place| code(data.whole(place)))
                .collect(),
        };
        if let Some(valid) = &self.valid {
            let mut blank = valid.clone();
            blank.not();
            blank.each(|place| codes[place] = 0);
        }
        let values = (0..count).map(|at| match &self.data {
            Data::Truth(_) => Value::Boolean(at == 1),
            data => data.meaning(least + i64::try_from(at).unwrap_or(0)),
        });
        Some(Small {
            codes: codes.into(),
            values: std::iter::once(Value::Blank).chain(values).collect(),
        })
    }

    /// The least of the whole numbers, and how many there are from it to the greatest; nothing where
    /// these are more than `most`.
    fn range(&self, most: usize) -> Option<(i64, usize)> {
        let (mut least, mut greatest) = (i64::MAX, i64::MIN);
        let mut look = |raw: i64| {
            least = least.min(raw);
            greatest = greatest.max(raw);
        };
        match (&self.data, &self.valid) {
            (Data::Whole8(all), None) => all
                .iter()
                .for_each(|it| look(i8::from_le_bytes(*it).into())),
            (Data::Whole16(all), None) => all
                .iter()
                .for_each(|it| look(i16::from_le_bytes(*it).into())),
            (data, None) => (0..self.length).for_each(|place| look(data.whole(place))),
            (data, Some(valid)) => valid.each(|place| look(data.whole(place))),
        }
        if least > greatest {
            return Some((0, 0));
        }
        let count = usize::try_from(greatest.checked_sub(least)?)
            .ok()?
            .checked_add(1)?;
        (count < most).then_some((least, count))
    }
}

impl Data<'_> {
    /// The raw whole number at a place; 0 where the column has none.
    pub(crate) fn whole(&self, place: usize) -> i64 {
        match self {
            Self::Whole8(all) | Self::Codes8(all, _) => i8::from_le_bytes(all[place]).into(),
            Self::Whole16(all) | Self::Codes16(all, _) => i16::from_le_bytes(all[place]).into(),
            Self::Whole32(all) | Self::Day(all) | Self::Codes32(all, _) => {
                i32::from_le_bytes(all[place]).into()
            }
            Self::Whole64(all) => i64::from_le_bytes(all[place]),
            Self::Truth(bits) => bits.get(place).into(),
            Self::Double(_) => 0,
        }
    }

    /// What a raw whole number of the column stands for.
    pub(crate) fn meaning(&self, raw: i64) -> Value {
        match self {
            Self::Day(_) => i32::try_from(raw).ok().and_then(day).unwrap_or_default(),
            Self::Codes8(_, values) | Self::Codes16(_, values) | Self::Codes32(_, values) => {
                let value = usize::try_from(raw).ok().and_then(|raw| values.get(raw));
                value.cloned().unwrap_or_default()
            }
            _ => Value::Number(raw as f64),
        }
    }
}
