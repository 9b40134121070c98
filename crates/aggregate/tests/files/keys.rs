//! Who may say what.

use sohoi_aggregate::{Refusal, open, write};

use crate::small::{Town, club, key};

/// The file of a unit, signed by the key of another one.
fn signed_by(town: &Town, unit: &str, signer: &str) -> Vec<u8> {
    let aggregate = town.aggregate(unit, &[club(&format!("{unit}-1"), 3)]);
    write(
        &aggregate,
        Some(&key(signer)),
        Some(&town.identity.recipient()),
    )
}

#[test]
fn a_key_speaks_for_its_unit_and_those_below() {
    let town = Town::new();
    for (unit, signer, is_believed) in [
        ("a", "a", true),
        ("a1", "a", true),
        ("a", "town", true),
        ("town", "town", true),
        ("b", "a", false),
        ("town", "a", false),
        ("moon", "a", false),
    ] {
        let opened = town.open(unit, &signed_by(&town, unit, signer));
        match opened {
            Ok(opened) => {
                assert!(is_believed, "{signer} for {unit}");
                assert_eq!(opened.signer, Some(key(signer).signer()));
            }
            Err(refusal) => {
                assert!(!is_believed, "{signer} for {unit}: {refusal}");
                assert!(
                    matches!(refusal, Refusal::SignerOfOtherUnit { .. }),
                    "{refusal}"
                );
            }
        }
    }
}

#[test]
fn a_key_that_the_round_does_not_have_is_named() {
    let town = Town::new();
    let fingerprint = key("stranger").signer().fingerprint();
    let refusal = town.open("a", &signed_by(&town, "a", "stranger")).err();
    let file = "a".to_owned();
    assert_eq!(refusal, Some(Refusal::UnknownSigner { file, fingerprint }));
}

#[test]
fn a_signature_for_another_content_is_a_forgery() {
    let town = Town::new();
    let aggregate = |boats| town.aggregate("a", &[club("a-1", boats)]);
    let parts = |bytes: Vec<u8>| {
        let mut lines = bytes.splitn(3, |byte| *byte == b'\n').map(<[u8]>::to_vec);
        std::array::from_fn::<_, 3, _>(|_| lines.next().expect("three parts"))
    };
    let [format, _, other] = parts(write(&aggregate(9), None, None));
    let [_, signature, _] = parts(write(&aggregate(3), Some(&key("a")), None));
    let forged = [format, signature, other].join(&b'\n');
    let file = "a".to_owned();
    assert_eq!(
        town.open("a", &forged).err(),
        Some(Refusal::Forged { file })
    );
}

#[test]
fn a_file_without_a_signature_is_taken_where_nobody_has_a_key_or_it_is_wanted() {
    let town = Town::new();
    let unsigned = |unit: &str| {
        let aggregate = town.aggregate(unit, &[club(&format!("{unit}-1"), 3)]);
        write(&aggregate, None, Some(&town.identity.recipient()))
    };
    let nobody = town
        .open("c", &unsigned("c"))
        .expect("the round has no key for it");
    assert_eq!(nobody.signer, None);
    // Who strips a signature gains nothing.
    let refusal = town.open("a", &unsigned("a")).err();
    let (file, unit) = ("a".to_owned(), "a".to_owned());
    assert_eq!(refusal, Some(Refusal::Unsigned { file, unit }));
    let wanted = open(
        "a",
        &unsigned("a"),
        Some(&town.identity),
        &town.ring,
        &town.units,
        true,
    );
    let merged = town.merge(None, &[wanted.expect("it is wanted"), nobody], None);
    let sources = merged.expect("they fit").sources;
    assert!(sources.iter().all(|source| source.is_unsigned()));
}
