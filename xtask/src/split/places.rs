//! Places in the source that a program names when it panics: the file, and the line in our own code. Columns, and lines in the
//! code of others, are of less use than they cost a first visit; where others' code lay while building says
//! something of that machine only.

/// The words of a place: where its file's name is, how long that is, the line and the column.
type Words = [u32; 4];

/// What stands before the folder of a package, and of the standard library.
const BEFORE: [&[u8]; 2] = [b"/registry/src/", b"/rustc/"];

/// The data, with places made plainer.
///
/// The compiler writes a place as [`core::panic::Location`]; whatever else looks like one (the name of a file of Rust
/// code, then two small numbers) would become plainer too, and no such thing is in the program. Names of files are
/// read by places alone.
pub(super) fn plainer(data: &[(u32, &[u8])]) -> Vec<(u32, Vec<u8>)> {
    let copies = data.iter();
    let mut copies: Vec<_> = copies
        .map(|(address, contents)| (*address, contents.to_vec()))
        .collect();
    for (address, contents) in data {
        let mut place = address.next_multiple_of(4) - address;
        while let Some(words) = words(contents, place) {
            let Some(plain) = plain(data, words) else {
                place += 4;
                continue;
            };
            let bytes: Vec<u8> = plain.iter().flat_map(|word| word.to_le_bytes()).collect();
            write(&mut copies, address + place, &bytes);
            let before = (plain[0] - words[0]) as usize;
            write(&mut copies, words[0], &vec![0; before]);
            place += 16;
        }
    }
    copies
}

fn words(contents: &[u8], place: u32) -> Option<Words> {
    let bytes = contents.get(place as usize..)?.first_chunk::<16>()?;
    Some([0, 4, 8, 12].map(|own| {
        let word = [bytes[own], bytes[own + 1], bytes[own + 2], bytes[own + 3]];
        u32::from_le_bytes(word)
    }))
}

fn write(data: &mut [(u32, Vec<u8>)], address: u32, bytes: &[u8]) {
    let own = data.iter_mut().find_map(|(start, contents)| {
        let from = address.checked_sub(*start)? as usize;
        contents.get_mut(from..from + bytes.len())
    });
    if let Some(own) = own {
        own.copy_from_slice(bytes);
    }
}

/// What of a place is kept; nothing where the words are none.
fn plain(data: &[(u32, &[u8])], [name, length, line, column]: Words) -> Option<Words> {
    let is_one =
        (4..250).contains(&length) && (1..100_000).contains(&line) && (1..1_000).contains(&column);
    if !is_one {
        return None;
    }
    let file = data.iter().find_map(|(address, contents)| {
        let from = name.checked_sub(*address)? as usize;
        contents.get(from..from + length as usize)
    })?;
    if !file.ends_with(b".rs") || !file.iter().all(u8::is_ascii_graphic) {
        return None;
    }
    if file.starts_with(b"src/") || file.starts_with(b"crates/") {
        return Some([name, length, line, 0]);
    }
    let before = before(file).unwrap_or(0) as u32;
    Some([name + before, length - before, 0, 0])
}

/// How many bytes stand before the name of the package, or before `library/`: the folder after one of [`BEFORE`] is a
/// registry or a version.
fn before(file: &[u8]) -> Option<usize> {
    BEFORE.iter().find_map(|before| {
        let at = file.windows(before.len()).position(|own| own == *before)? + before.len();
        Some(at + file[at..].iter().position(|byte| *byte == b'/')? + 1)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_places_become_plainer() {
        const OURS: &str = "..src/view/list.rs/rustc/0/library/core/src/cell.rs not.rs /r/registry/src/index-1/a-1.0/src/b.rs";
        const PLAIN: &str = "..src/view/list.rs---------library/core/src/cell.rs not.rs ------------------------a-1.0/src/b.rs";
        let cases: [(&[u32], &[u32]); 8] = [
            // Ours, that of the library, of a package; several, one after the other.
            (&[102, 16, 46, 5], &[102, 16, 46, 0]),
            (&[118, 33, 7, 9], &[127, 24, 0, 0]),
            (&[159, 38, 7, 9], &[183, 14, 0, 0]),
            (
                &[3, 102, 16, 46, 5, 118, 33, 7, 9, 118, 33, 8, 9],
                &[3, 102, 16, 46, 0, 127, 24, 0, 0, 127, 24, 0, 0],
            ),
            // Not the name of a file, none that is there, a blank in it, no line.
            (&[102, 15, 46, 5], &[102, 15, 46, 5]),
            (&[900, 16, 46, 5], &[900, 16, 46, 5]),
            (&[144, 14, 46, 5], &[144, 14, 46, 5]),
            (&[102, 16, 0, 5], &[102, 16, 0, 5]),
        ];
        let mut names = OURS.as_bytes().to_vec();
        for (given, expected) in cases {
            let bytes = |words: &[u32]| {
                let bytes = words.iter().flat_map(|own| own.to_le_bytes());
                bytes.collect::<Vec<_>>()
            };
            let given = bytes(given);
            // The first two bytes of this piece are in no word.
            let shifted = [&[9, 9], &given[..]].concat();
            for (address, contents, before) in [(300, &given, 0), (302, &shifted, 2)] {
                let found = plainer(&[(100, OURS.as_bytes()), (address, contents)]);
                assert_eq!(
                    found[1].1[before..],
                    bytes(expected),
                    "{given:?} at {address}"
                );
                for (place, byte) in found[0].1.iter().enumerate() {
                    names[place] = names[place].min(*byte);
                }
            }
        }
        let names: Vec<u8> = names
            .iter()
            .map(|byte| if *byte == 0 { b'-' } else { *byte })
            .collect();
        assert_eq!(String::from_utf8_lossy(&names), PLAIN);
    }
}
