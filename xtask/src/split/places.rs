//! Places in the source that a program names when it panics: the file, and the line in our own code. Columns, and lines in the
//! code of others, are of less use than they cost a first visit.

use std::ops::Range;

/// The words of a place: where its file's name is, how long that is, the line and the column.
const WORDS: u32 = 4;

/// The data, with places made plainer.
///
/// The compiler writes a place as [`core::panic::Location`]; whatever else looks like one (the name of a file of Rust
/// code, then two small numbers) would lose these numbers, and no such thing is in the program.
pub(super) fn plainer(data: &[(u32, &[u8])]) -> Vec<(u32, Vec<u8>)> {
    let whole = data.iter();
    whole
        .map(|(address, contents)| {
            let mut plain = contents.to_vec();
            let mut place = (4 - address % 4) % 4;
            while let Some(words) = words(contents, place) {
                match gone(data, words) {
                    Some(gone) => {
                        let bytes = place + gone.start * 4..place + gone.end * 4;
                        plain[bytes.start as usize..bytes.end as usize].fill(0);
                        place += WORDS * 4;
                    }
                    None => place += 4,
                }
            }
            (*address, plain)
        })
        .collect()
}

fn words(contents: &[u8], place: u32) -> Option<[u32; WORDS as usize]> {
    let bytes = contents.get(place as usize..)?.first_chunk::<16>()?;
    Some([0, 4, 8, 12].map(|own| {
        let word = [bytes[own], bytes[own + 1], bytes[own + 2], bytes[own + 3]];
        u32::from_le_bytes(word)
    }))
}

/// Which words of a place go; nothing where these are none.
fn gone(data: &[(u32, &[u8])], [name, length, line, column]: [u32; 4]) -> Option<Range<u32>> {
    let is_one =
        (4..250).contains(&length) && (1..100_000).contains(&line) && (1..1_000).contains(&column);
    if !is_one {
        return None;
    }
    let file = data.iter().find_map(|(address, contents)| {
        let from = name.checked_sub(*address)? as usize;
        contents.get(from..from + length as usize)
    })?;
    let is_path = file.ends_with(b".rs") && file.iter().all(u8::is_ascii_graphic);
    let is_ours = file.starts_with(b"src/") || file.starts_with(b"crates/");
    is_path.then_some(if is_ours { 3..4 } else { 2..4 })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_places_become_plainer() {
        const OURS: &[u8] = b"..src/view/list.rs/rustc/0/library/core/src/cell.rs not.rs";
        let cases: [(&[u32], &[u32]); 7] = [
            // Ours, from the second byte on; that of others; both, one after the other.
            (&[102, 16, 46, 5], &[102, 16, 46, 0]),
            (&[118, 33, 7, 9], &[118, 33, 0, 0]),
            (
                &[3, 102, 16, 46, 5, 118, 33, 7, 9],
                &[3, 102, 16, 46, 0, 118, 33, 0, 0],
            ),
            // Not the name of a file, none that is there, a blank in it, no line.
            (&[102, 15, 46, 5], &[102, 15, 46, 5]),
            (&[900, 16, 46, 5], &[900, 16, 46, 5]),
            (&[148, 10, 46, 5], &[148, 10, 46, 5]),
            (&[102, 16, 0, 5], &[102, 16, 0, 5]),
        ];
        for (given, expected) in cases {
            let bytes = |words: &[u32]| {
                words
                    .iter()
                    .flat_map(|own| own.to_le_bytes())
                    .collect::<Vec<_>>()
            };
            let given = bytes(given);
            // The first two bytes of this piece are in no word.
            let shifted = [&[9, 9], &given[..]].concat();
            for (address, contents, before) in [(200, &given, 0), (202, &shifted, 2)] {
                let found = plainer(&[(100, OURS), (address, contents)]);
                assert_eq!(found[0], (100, OURS.to_vec()));
                assert_eq!(
                    found[1].1[before..],
                    bytes(expected),
                    "{given:?} at {address}"
                );
            }
        }
    }
}
