//! Codes, as they are made and as people type them.

use std::collections::BTreeSet;

use proptest::prelude::*;

use super::*;
use crate::seeded::seeded;

fn code(seed: u8) -> Code {
    Code::of_random([seed; Code::BYTES])
}

#[test]
fn a_code_has_its_parts_in_groups_and_in_a_link() {
    let code = Code::of_random(*b"twelve bytes");
    let grouped = code.grouped();
    assert_eq!(grouped.len(), LENGTH + 3);
    assert_eq!(grouped.replace('-', ""), code.0);
    assert_eq!(
        grouped.split('-').map(str::len).collect::<Vec<_>>(),
        [5, 5, 5, 4]
    );
    assert_eq!(code.id().len() + code.secret().len() + 1, LENGTH);
    for address in ["https://a.example", "https://a.example/"] {
        assert_eq!(
            code.link(address),
            format!("https://a.example/#/invited/{grouped}")
        );
    }
}

#[test]
fn people_type_it_in_many_ways() {
    // 0 and 1 are in it: the first letters are the lowest bits.
    let code = Code::of_random([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 32]);
    assert!(code.id().starts_with("01"), "{code:?}");
    let grouped = code.grouped();
    for typed in [
        grouped.clone(),
        grouped.to_lowercase(),
        grouped.replace('-', ""),
        grouped.replace('-', " "),
        grouped.replace('-', " – "),
        grouped.replace('0', "O"),
        grouped.replace('0', "o"),
        grouped.replace('1', "I"),
        grouped.replace('1', "l"),
        format!("  {grouped}\n"),
        code.link("https://a.example"),
        code.link("http://127.0.0.1:8080/so"),
    ] {
        assert_eq!(Code::read(&typed), Ok(code.clone()), "{typed}");
    }
}

#[test]
fn says_what_is_wrong_with_a_text() {
    let right = code(7).0;
    let cases = [
        (String::new(), Unreadable::Length(0)),
        (right[1..].to_owned(), Unreadable::Length(LENGTH - 1)),
        (format!("{right}0"), Unreadable::Length(LENGTH + 1)),
        (
            right.replacen(&right[..1], "U", 1),
            Unreadable::Character('U'),
        ),
        // Keyboards for Vietnamese make one letter of two.
        (
            right.replacen(&right[..1], "Đ", 1),
            Unreadable::Character('Đ'),
        ),
        (
            right.replacen(&right[..1], "*", 1),
            Unreadable::Character('*'),
        ),
    ];
    for (typed, expected) in cases {
        assert_eq!(Code::read(&typed), Err(expected), "{typed}");
    }
}

#[test]
fn a_log_never_holds_the_secret() {
    let code = code(3);
    let printed = format!("{code:?} {:?}", Some(&code));
    assert!(printed.contains(code.id()));
    assert!(!printed.contains(&code.secret()[..3]));
}

#[test]
fn every_bit_that_is_used_makes_another_code() {
    let mut seen = BTreeSet::new();
    for bit in 0..90 {
        let mut bytes = [0; Code::BYTES];
        bytes[Code::BYTES - 1 - bit / 8] = 1 << (bit % 8);
        assert!(seen.insert(Code::of_random(bytes).0), "bit {bit}");
    }
    let ids: BTreeSet<&str> = seen.iter().map(|code| &code[..ID]).collect();
    assert_eq!(ids.len(), 26, "25 bits of the id, and the zero of the rest");
}

proptest! {
    #![proptest_config(seeded())]

    #[test]
    fn what_is_made_is_read(bytes: [u8; Code::BYTES]) {
        let code = Code::of_random(bytes);
        prop_assert_eq!(Code::read(&code.grouped()), Ok(code));
    }

    #[test]
    fn every_wrong_letter_is_noticed(bytes: [u8; Code::BYTES], place in 0..LENGTH, other in 0..32_usize) {
        let right = Code::of_random(bytes).0;
        let mut typed = right.clone().into_bytes();
        typed[place] = LETTERS[other];
        let typed = String::from_utf8(typed).expect("letters are ASCII");
        let expected = if typed == right { Ok(Code(right)) } else { Err(Unreadable::Mistyped) };
        prop_assert_eq!(Code::read(&typed), expected);
    }

    #[test]
    fn every_swap_is_noticed(bytes: [u8; Code::BYTES], one in 0..LENGTH, other in 0..LENGTH) {
        let right = Code::of_random(bytes).0;
        let mut typed = right.clone().into_bytes();
        typed.swap(one, other);
        let typed = String::from_utf8(typed).expect("letters are ASCII");
        let expected = if typed == right { Ok(Code(right)) } else { Err(Unreadable::Mistyped) };
        prop_assert_eq!(Code::read(&typed), expected);
    }

    #[test]
    fn any_text_is_read_without_a_fault(typed: String) {
        let _ = Code::read(&typed);
    }
}
