//! Files that came to harm, by accident or on purpose.

use sohoi_aggregate::{Aggregate, Identity, Refusal, write};

use crate::small::{Town, club, key};

fn ward(town: &Town) -> Aggregate {
    town.aggregate("a", &[club("a-1", 3), club("a-2", 4)])
}

#[test]
fn every_changed_byte_of_a_sealed_file_is_noticed() {
    let town = Town::new();
    let bytes = town.file(&ward(&town));
    for at in 0..bytes.len() {
        let mut changed = bytes.clone();
        changed[at] ^= 1 << (at % 8);
        let refusal = town.open("a", &changed).expect_err("a byte is another one");
        assert!(
            matches!(
                refusal,
                Refusal::Damaged { .. } | Refusal::NotForUs { .. } | Refusal::NotAnAggregate { .. }
            ),
            "byte {at}: {refusal}"
        );
    }
}

#[test]
fn every_changed_byte_of_an_open_file_is_noticed() {
    let town = Town::new();
    let bytes = write(&ward(&town), Some(&key("a")), None);
    for at in 0..bytes.len() {
        for bit in 0..8 {
            let mut changed = bytes.clone();
            changed[at] ^= 1 << bit;
            if let Ok(opened) = town.open("a", &changed) {
                // The same signature in capital letters is the same signature.
                let is_same = changed.eq_ignore_ascii_case(&bytes);
                assert!(
                    is_same && opened.aggregate == ward(&town),
                    "byte {at}, bit {bit}"
                );
            }
        }
    }
}

#[test]
fn every_shorter_file_is_refused() {
    let town = Town::new();
    let sealed = town.file(&ward(&town));
    let open = write(&ward(&town), Some(&key("a")), None);
    let unsigned = write(&ward(&town), None, None);
    for bytes in [sealed, open, unsigned] {
        for length in 0..bytes.len() {
            assert!(
                town.open("a", &bytes[..length]).is_err(),
                "{length} of {}",
                bytes.len()
            );
        }
    }
}

#[test]
fn what_is_no_aggregate_is_told_apart() {
    let town = Town::new();
    let refusal = |bytes: &[u8]| town.open("a", bytes).expect_err("it is none");
    let file = || "a".to_owned();
    for bytes in [
        &b""[..],
        b"PK\x03\x04",
        "\u{feff}Nhóm chỉ tiêu,Mã".as_bytes(),
        b"{}",
    ] {
        assert_eq!(refusal(bytes), Refusal::NotAnAggregate { file: file() });
    }
    let later = b"sohoi-aggregate 2\nunsigned\n";
    assert_eq!(refusal(later), Refusal::OtherFormat { file: file() });
    let large = vec![0; 9 * 1024 * 1024];
    assert_eq!(refusal(&large), Refusal::TooLarge { file: file() });
    let mut large = b"age-encryption.org/v1\n".to_vec();
    large.resize(9 * 1024 * 1024, b'x');
    assert_eq!(refusal(&large), Refusal::TooLarge { file: file() });
}

/// A file around any document.
fn around(document: &[u8]) -> Vec<u8> {
    use std::io::Write as _;
    let mut packing = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    packing.write_all(document).expect("memory");
    let packed = packing.finish().expect("memory");
    [b"sohoi-aggregate 1\nunsigned\n", &packed[..]].concat()
}

#[test]
fn documents_that_are_none_are_refused_however_large_or_deep() {
    let town = Town::new();
    let refusal = |document: &[u8]| town.open("a", &around(document)).expect_err("it is none");
    for document in [
        "",
        "{}",
        "[]",
        "{\"head\":{},\"tallies\":{}}",
        &"[".repeat(1_000_000),
    ] {
        assert!(matches!(
            refusal(document.as_bytes()),
            Refusal::Damaged { .. }
        ));
    }
    // 40 MB, packed into some hundred kilobytes.
    let bomb = vec![b' '; 40 * 1024 * 1024];
    assert!(around(&bomb).len() < 1_000_000);
    let too_large = Refusal::TooLarge {
        file: "a".to_owned(),
    };
    assert_eq!(refusal(&bomb), too_large);
    // Nobody unpacks as far as its end, where something is missing.
    let packed = around(&bomb);
    let cut = &packed[..packed.len() - packed.len() / 20];
    assert_eq!(town.open("a", cut).err(), Some(too_large));
}

#[test]
fn lists_of_subjects_that_cannot_be_are_refused() {
    let town = Town::new();
    for change in [
        (|a: &mut Aggregate| a.head.subjects.reverse()) as fn(&mut Aggregate),
        |a| a.head.subjects[1] = a.head.subjects[0].clone(),
        |a| a.head.responses = 1,
        |a| a.head.subjects.clear(),
    ] {
        let mut aggregate = ward(&town);
        change(&mut aggregate);
        let refusal = town.open("a", &town.file(&aggregate));
        assert!(
            matches!(refusal, Err(Refusal::Damaged { .. })),
            "{refusal:?}"
        );
    }
}

#[test]
fn a_file_for_somebody_else_stays_closed() {
    let town = Town::new();
    let other = Identity::generate();
    let bytes = write(&ward(&town), Some(&key("a")), Some(&other.recipient()));
    let file = "a".to_owned();
    assert_eq!(
        town.open("a", &bytes).err(),
        Some(Refusal::NotForUs { file })
    );
}
