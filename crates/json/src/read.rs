//! What can be read from a tree.

use litemap::LiteMap;

use crate::flaws::Flaws;
use crate::tree::Json;

/// A type that can be read from a tree.
pub trait Read: Sized {
    /// Reads a value. Where something does not fit, that is noted, and the result means nothing.
    fn read(json: Json, flaws: &mut Flaws) -> Self;
}

/// Reads one of several names; the first where it is none of them.
pub fn one_of<T: Copy>(json: &Json, names: &[(&str, T)], flaws: &mut Flaws) -> T {
    if let Json::Text(text) = json
        && let Some((_, value)) = names.iter().find(|(name, _)| name == text)
    {
        return *value;
    }
    flaws.note("one of the names that are known");
    names[0].1
}

/// Reads an enum as serde writes it: what `names` has for the name of its variant, and what the
/// variant holds, `null` where that is nothing.
pub fn variant<T: Copy>(json: Json, names: &[(&str, T)], flaws: &mut Flaws) -> (T, Json) {
    let (name, held) = match json {
        Json::Object(mut members) if members.len() == 1 => {
            let (name, held) = members.remove(0);
            (Json::Text(name), held)
        }
        other => (other, Json::Null),
    };
    (one_of(&name, names, flaws), held)
}

/// The largest number up to which JSON keeps whole ones exactly.
const EXACT: u64 = 1 << 53;

impl Read for Json {
    fn read(json: Json, _: &mut Flaws) -> Self {
        json
    }
}

impl Read for String {
    fn read(json: Json, flaws: &mut Flaws) -> Self {
        match json {
            Json::Text(text) => text,
            _ => {
                flaws.note("a text");
                Self::new()
            }
        }
    }
}

impl Read for bool {
    fn read(json: Json, flaws: &mut Flaws) -> Self {
        match json {
            Json::Boolean(truth) => truth,
            _ => {
                flaws.note("true or false");
                false
            }
        }
    }
}

impl Read for f64 {
    fn read(json: Json, flaws: &mut Flaws) -> Self {
        match json {
            Json::Number(number) => number,
            _ => {
                flaws.note("a number");
                0.0
            }
        }
    }
}

impl Read for u32 {
    fn read(json: Json, flaws: &mut Flaws) -> Self {
        let number = f64::read(json, flaws);
        // `as` drops a part and saturates.
        let whole = number as Self;
        if f64::from(whole) != number {
            flaws.note("a whole number of the size it has here");
        }
        whole
    }
}

impl Read for u64 {
    fn read(json: Json, flaws: &mut Flaws) -> Self {
        let number = f64::read(json, flaws);
        // `as` drops a part and saturates.
        let whole = number as Self;
        if whole > EXACT || whole as f64 != number {
            flaws.note("a whole number up to 2^53");
        }
        whole
    }
}

impl Read for u8 {
    fn read(json: Json, flaws: &mut Flaws) -> Self {
        Self::try_from(u32::read(json, flaws)).unwrap_or_else(|_| {
            flaws.note("a whole number up to 255");
            0
        })
    }
}

impl<T: Read> Read for Option<T> {
    fn read(json: Json, flaws: &mut Flaws) -> Self {
        match json {
            Json::Null => None,
            json => Some(T::read(json, flaws)),
        }
    }
}

impl<T: Read> Read for Vec<T> {
    fn read(json: Json, flaws: &mut Flaws) -> Self {
        let Json::List(items) = json else {
            flaws.note("a list");
            return Self::new();
        };
        // A loop: `collect` would reuse the items' memory, by code for each type.
        let mut list = Self::with_capacity(items.len());
        for item in items {
            list.push(T::read(item, flaws));
        }
        list
    }
}

impl<T: Read> Read for LiteMap<String, T> {
    fn read(json: Json, flaws: &mut Flaws) -> Self {
        let Json::Object(members) = json else {
            flaws.note("an object");
            return Self::new();
        };
        let mut map = Self::with_capacity(members.len());
        for (name, json) in members {
            map.insert(name, T::read(json, flaws));
        }
        map
    }
}

impl<A: Read, B: Read> Read for (A, B) {
    fn read(json: Json, flaws: &mut Flaws) -> Self {
        let items = match json {
            Json::List(items) => <[Json; 2]>::try_from(items).ok(),
            _ => None,
        };
        let [first, second] = items.unwrap_or_else(|| {
            flaws.note("a pair");
            Default::default()
        });
        (A::read(first, flaws), B::read(second, flaws))
    }
}
