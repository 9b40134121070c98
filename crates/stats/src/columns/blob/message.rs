//! The messages of a stream: a head and a body.

use super::flat::{Flat, Member, write};
use super::{Damaged, VERSION};

/// One message.
pub(super) struct Message<'b> {
    /// Where it starts.
    pub(super) byte: usize,
    /// What its head is about.
    pub(super) kind: i64,
    pub(super) head: Flat<'b>,
    pub(super) body: &'b [u8],
}

/// The message that starts at `byte`, and where the next one starts; no message at the end of a
/// stream.
pub(super) fn read(bytes: &[u8], byte: usize) -> Result<(Option<Message<'_>>, usize), Damaged> {
    let damaged = |message: &str| Damaged::new(byte, message);
    let number = |at: usize| {
        let bytes = bytes.get(at..at.checked_add(4)?)?;
        Some(u32::from_le_bytes(bytes.try_into().ok()?))
    };
    if number(byte) != Some(u32::MAX) {
        return Err(damaged("no message starts here"));
    }
    let length = number(byte + 4).ok_or_else(|| damaged("the length of a head is missing"))?;
    let first = byte + 8;
    if length == 0 {
        return Ok((None, first));
    }
    let end = usize::try_from(length)
        .ok()
        .and_then(|length| first.checked_add(length))
        .ok_or_else(|| damaged("a head is too long"))?;
    let head = bytes
        .get(first..end)
        .ok_or_else(|| damaged("a head is cut off"))?;
    let message = Flat::root(head).ok_or_else(|| damaged("a head cannot be read"))?;
    let (Some(kind), Some(head)) = (message.number(1, 1), message.table(2)) else {
        return Err(damaged("a head is about nothing"));
    };
    let body_length = usize::try_from(message.number(3, 8).unwrap_or(0))
        .map_err(|_| damaged("a body is too long"))?;
    let body_end = end
        .checked_add(body_length)
        .ok_or_else(|| damaged("a body is too long"))?;
    let body = bytes
        .get(end..body_end)
        .ok_or_else(|| damaged("a body is cut off"))?;
    let message = Message {
        byte,
        kind,
        head,
        body,
    };
    Ok((Some(message), body_end))
}

/// Adds a message.
pub(super) fn add(out: &mut Vec<u8>, kind: i64, head: Vec<Member>, body: &[u8]) {
    let body_length = i64::try_from(body.len()).expect("a body fits the memory");
    let head = write(&[
        Member::Number(VERSION, 2),
        Member::Number(kind, 1),
        Member::Table(head),
        Member::Number(body_length, 8),
    ]);
    let length = u32::try_from(head.len()).expect("a head is small");
    out.extend(u32::MAX.to_le_bytes());
    out.extend(length.to_le_bytes());
    out.extend(head);
    out.extend(body);
}

/// Ends a stream.
pub(super) fn end(out: &mut Vec<u8>) {
    out.extend(u32::MAX.to_le_bytes());
    out.extend(0_u32.to_le_bytes());
}
