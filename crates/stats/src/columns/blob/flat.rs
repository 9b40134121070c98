//! The part of FlatBuffers that the heads of Arrow messages are written in.
//!
//! <https://flatbuffers.dev/internals/>. Reading never fails and never panics: what is not there, or
//! lies outside of the bytes, is nothing.

/// A table of a buffer.
#[derive(Clone, Copy)]
pub(super) struct Flat<'b> {
    bytes: &'b [u8],
    place: usize,
}

impl<'b> Flat<'b> {
    /// The table that a buffer is about.
    pub(super) fn root(bytes: &'b [u8]) -> Option<Self> {
        let root = Self { bytes, place: 0 };
        root.follow(0)
    }

    /// The table at this member.
    pub(super) fn table(self, member: usize) -> Option<Self> {
        self.follow(self.member(member)?)
    }

    /// The tables of the vector at this member.
    pub(super) fn tables(self, member: usize) -> Vec<Self> {
        let Some((first, length)) = self.vector(member, 4) else {
            return Vec::new();
        };
        let places = (0..length).map(|at| first + 4 * at);
        places.filter_map(|place| self.follow(place)).collect()
    }

    /// The pairs of the vector of structs at this member.
    pub(super) fn pairs(self, member: usize) -> Vec<[i64; 2]> {
        let Some((first, length)) = self.vector(member, 16) else {
            return Vec::new();
        };
        let pair = |at: usize| {
            let place = first + 16 * at;
            Some([self.i64_at(place)?, self.i64_at(place + 8)?])
        };
        (0..length).filter_map(pair).collect()
    }

    /// The text at this member.
    pub(super) fn text(self, member: usize) -> Option<&'b str> {
        let (first, length) = self.vector(member, 1)?;
        std::str::from_utf8(self.bytes.get(first..first + length)?).ok()
    }

    /// The whole number at this member, of so many bytes.
    pub(super) fn number(self, member: usize, width: usize) -> Option<i64> {
        let place = self.member(member)?;
        match width {
            1 => self.bytes.get(place).map(|byte| i64::from(*byte)),
            2 => Some(i64::from(i16::from_le_bytes(self.array(place)?))),
            4 => Some(i64::from(i32::from_le_bytes(self.array(place)?))),
            _ => self.i64_at(place),
        }
    }

    fn member(self, member: usize) -> Option<usize> {
        let back = i32::from_le_bytes(self.array(self.place)?);
        let list = self
            .place
            .checked_add_signed(-isize::try_from(back).ok()?)?;
        let size = usize::from(u16::from_le_bytes(self.array(list)?));
        let entry = 4 + 2 * member;
        if entry + 2 > size {
            return None;
        }
        let offset = u16::from_le_bytes(self.array(list.checked_add(entry)?)?);
        (offset != 0).then(|| self.place + usize::from(offset))
    }

    /// First place and length of a vector whose elements have so many bytes, all inside the buffer.
    fn vector(self, member: usize, width: usize) -> Option<(usize, usize)> {
        let place = self.follow(self.member(member)?)?.place;
        let length = usize::try_from(u32::from_le_bytes(self.array(place)?)).ok()?;
        let first = place.checked_add(4)?;
        let end = first.checked_add(length.checked_mul(width)?)?;
        (end <= self.bytes.len()).then_some((first, length))
    }

    fn follow(self, place: usize) -> Option<Self> {
        let offset = usize::try_from(u32::from_le_bytes(self.array(place)?)).ok()?;
        let place = place.checked_add(offset)?;
        let bytes = self.bytes;
        (place < bytes.len()).then_some(Self { bytes, place })
    }

    fn i64_at(self, place: usize) -> Option<i64> {
        Some(i64::from_le_bytes(self.array(place)?))
    }

    fn array<const N: usize>(self, place: usize) -> Option<[u8; N]> {
        let bytes = self.bytes.get(place..place.checked_add(N)?)?;
        bytes.try_into().ok()
    }
}

/// A member of a table that is written.
pub(super) enum Member {
    /// Its default: nothing is written.
    Absent,
    /// A number of one, two, four or eight bytes.
    Number(i64, usize),
    Text(String),
    Table(Vec<Member>),
    Tables(Vec<Vec<Member>>),
    Pairs(Vec<[i64; 2]>),
}

/// A buffer about this table, its length a multiple of 8.
pub(super) fn write(root: &[Member]) -> Vec<u8> {
    let mut out = vec![0; 4];
    write_table(&mut out, 0, root);
    pad(&mut out, 8, 0);
    out
}

/// Writes a table, and where it is into the four bytes at `from`.
fn write_table(out: &mut Vec<u8>, from: usize, members: &[Member]) {
    let list = 4 + 2 * members.len();
    // The list of members stands before the table; behind the four bytes that say where, members
    // of eight bytes come first and are aligned.
    pad(out, 8, (4 + 8 - list % 8) % 8);
    let mut order: Vec<usize> = (0..members.len()).collect();
    order.sort_by_key(|at| std::cmp::Reverse(members[*at].width()));
    let mut places = vec![0_usize; members.len()];
    let mut size = 4;
    for at in order {
        if members[at].width() > 0 {
            places[at] = size;
            size += members[at].width();
        }
    }
    let start = out.len();
    out.extend(small(list).to_le_bytes());
    out.extend(small(size).to_le_bytes());
    for place in &places {
        out.extend(small(*place).to_le_bytes());
    }
    let table = out.len();
    point(out, from, table);
    out.extend(whole(table - start).to_le_bytes());
    out.resize(table + size, 0);
    for (member, place) in members.iter().zip(places) {
        write_member(out, table + place, member);
    }
}

fn write_member(out: &mut Vec<u8>, place: usize, member: &Member) {
    match member {
        Member::Absent => {}
        Member::Number(number, width) => {
            out[place..place + width].copy_from_slice(&number.to_le_bytes()[..*width]);
        }
        Member::Text(text) => {
            pad(out, 4, 0);
            let start = out.len();
            point(out, place, start);
            out.extend(whole(text.len()).to_le_bytes());
            out.extend(text.bytes());
            out.push(0);
        }
        Member::Table(members) => write_table(out, place, members),
        Member::Tables(tables) => {
            pad(out, 4, 0);
            let start = out.len();
            point(out, place, start);
            out.extend(whole(tables.len()).to_le_bytes());
            out.resize(start + 4 + 4 * tables.len(), 0);
            for (at, table) in tables.iter().enumerate() {
                write_table(out, start + 4 + 4 * at, table);
            }
        }
        Member::Pairs(pairs) => {
            pad(out, 8, 4);
            let start = out.len();
            point(out, place, start);
            out.extend(whole(pairs.len()).to_le_bytes());
            for number in pairs.iter().flatten() {
                out.extend(number.to_le_bytes());
            }
        }
    }
}

impl Member {
    /// How many bytes it takes in its table.
    fn width(&self) -> usize {
        match self {
            Self::Absent => 0,
            Self::Number(_, width) => *width,
            Self::Text(_) | Self::Table(_) | Self::Tables(_) | Self::Pairs(_) => 4,
        }
    }
}

/// Adds zeros until the length has this remainder.
fn pad(out: &mut Vec<u8>, multiple: usize, remainder: usize) {
    while out.len() % multiple != remainder {
        out.push(0);
    }
}

fn point(out: &mut [u8], from: usize, to: usize) {
    out[from..from + 4].copy_from_slice(&whole(to - from).to_le_bytes());
}

fn whole(number: usize) -> u32 {
    u32::try_from(number).expect("heads of messages are small")
}

fn small(number: usize) -> u16 {
    u16::try_from(number).expect("tables have few members")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample() -> Vec<u8> {
        write(&[
            Member::Number(-3, 2),
            Member::Absent,
            Member::Text("hội".into()),
            Member::Number(1 << 40, 8),
            Member::Table(vec![Member::Number(7, 1), Member::Number(-1, 4)]),
            Member::Tables(vec![vec![], vec![Member::Text("x".into())]]),
            Member::Pairs(vec![[1, -2], [i64::MAX, 4]]),
        ])
    }

    #[test]
    fn reads_what_is_written() {
        let bytes = sample();
        assert_eq!(bytes.len() % 8, 0);
        let root = Flat::root(&bytes).unwrap();
        assert_eq!(root.number(0, 2), Some(-3));
        assert_eq!((root.number(1, 8), root.number(99, 8)), (None, None));
        assert_eq!(root.text(2), Some("hội"));
        assert_eq!(root.number(3, 8), Some(1 << 40));
        let inner = root.table(4).unwrap();
        assert_eq!(
            (inner.number(0, 1), inner.number(1, 4)),
            (Some(7), Some(-1))
        );
        let tables = root.tables(5);
        assert_eq!((tables.len(), tables[1].text(0)), (2, Some("x")));
        assert_eq!(root.pairs(6), [[1, -2], [i64::MAX, 4]]);
    }

    #[test]
    fn numbers_of_eight_bytes_are_aligned() {
        let bytes = sample();
        let needle = (1_i64 << 40).to_le_bytes();
        let place = bytes
            .windows(8)
            .position(|window| window == needle)
            .unwrap();
        assert_eq!(place % 8, 0);
        let needle = i64::MAX.to_le_bytes();
        let place = bytes
            .windows(8)
            .position(|window| window == needle)
            .unwrap();
        assert_eq!(place % 8, 0);
    }

    #[test]
    fn damaged_bytes_say_nothing_instead_of_failing() {
        let whole = sample();
        for place in 0..whole.len() {
            for byte in [0, 1, 0x7f, 0xff] {
                let mut bytes = whole.clone();
                bytes[place] = byte;
                if let Some(root) = Flat::root(&bytes) {
                    let _ = (
                        root.number(0, 2),
                        root.text(2),
                        root.number(3, 8),
                        root.pairs(6),
                    );
                    let _ = root.table(4).and_then(|inner| inner.number(1, 4));
                    let tables = root.tables(5);
                    let _ = tables
                        .iter()
                        .filter(|table| table.text(0).is_some())
                        .count();
                }
            }
            if let Some(root) = Flat::root(&whole[..place]) {
                let _ = (root.text(2), root.pairs(6), root.tables(5).len());
            }
        }
    }
}
