//! What is added up, and what is not.

use proptest::prelude::*;
use sohoi_aggregate::{Aggregate, Refusal, SigningKey, write};
use sohoi_json::{from_bytes, to_text};
use sohoi_stats::Population;

use crate::small::{Club, Town, club, key, seeded};

/// Clubs of the wards `a`, `b` and of the town, by number.
fn clubs() -> impl Strategy<Value = Vec<Club>> {
    let unit = prop::sample::select(vec!["a", "b", "town"]);
    let shore = prop::option::of(prop::sample::select(vec!["hills", "coast"]));
    let boats = prop::option::of(0u32..9);
    let fee = prop::option::of(0i32..100_000);
    let club = (unit, shore, boats, fee);
    prop::collection::vec(club, 0..20).prop_map(|clubs| {
        let clubs = clubs.into_iter().enumerate();
        let club = |(number, (unit, shore, boats, fee))| Club {
            id: format!("{unit}-{number:02}"),
            shore,
            boats,
            fee,
        };
        clubs.map(club).collect()
    })
}

fn of(unit: &str, clubs: &[Club]) -> Vec<Club> {
    let own = clubs
        .iter()
        .filter(|club| club.id.starts_with(&format!("{unit}-")));
    own.cloned().collect()
}

proptest! {
    #![proptest_config(seeded())]

    #[test]
    fn wards_and_own_responses_make_the_figures_of_all(clubs in clubs()) {
        let town = Town::new();
        let [a, b, own] = ["a", "b", "town"].map(|unit| town.aggregate(unit, &of(unit, &clubs)));
        let merged = town.merged(&[a.clone(), b.clone()], Some(&own)).expect("they fit");
        prop_assert_eq!(town.figures(&merged), town.book(&clubs));
        prop_assert_eq!(merged.responses, clubs.len() as u64);
        prop_assert_eq!(&merged.subjects, &town.aggregate("town", &clubs).head.subjects);
        let turned = town.merged(&[b, a], Some(&own)).expect("they fit");
        prop_assert_eq!(turned.tallies, merged.tallies);
    }

    #[test]
    fn what_is_read_is_what_was_written(clubs in clubs()) {
        let town = Town::new();
        let mut aggregate = town.aggregate("a", &clubs);
        aggregate.head.made_of = vec!["a1".to_owned()];
        aggregate.head.sealed_to = None;
        for recipient in [None, Some(&town.identity.recipient())] {
            for key in [None, Some(&key("a"))] {
                let bytes = write(&aggregate, key, recipient);
                let opened = sohoi_aggregate::open(
                    "a", &bytes, Some(&town.identity), &town.ring, &town.units, true,
                );
                let opened = opened.expect("it is whole");
                prop_assert_eq!(&opened.aggregate, &aggregate);
                prop_assert_eq!(opened.signer, key.map(SigningKey::signer));
                prop_assert_eq!(opened.is_sealed, recipient.is_some());
            }
        }
    }
}

/// Two wards, and what is changed of the second before it is sent.
fn refused(change: impl FnOnce(&mut Aggregate)) -> Refusal {
    let town = Town::new();
    let a = town.aggregate("a", &[club("a-1", 3)]);
    let mut b = town.aggregate("b", &[club("b-1", 4), club("b-2", 5)]);
    change(&mut b);
    town.merged(&[a, b], None).expect_err("it does not fit")
}

#[test]
fn what_is_not_alike_is_refused_with_its_reason() {
    let file = || "b".to_owned();
    let text = |text: &str| text.to_owned();
    let cases: Vec<(Refusal, Refusal)> = vec![
        (
            refused(|b| b.head.round = text("clubs-2031")),
            Refusal::OtherRound {
                file: file(),
                is: text("clubs-2031"),
                wanted: text("clubs-2030"),
            },
        ),
        (
            refused(|b| b.head.cutoff = text("2029-12-31")),
            Refusal::OtherCutoff {
                file: file(),
                is: text("2029-12-31"),
                wanted: text("2030-12-31"),
            },
        ),
        (
            refused(|b| b.head.demonstration = true),
            Refusal::Demonstration { file: file() },
        ),
        (
            refused(|b| drop(b.head.forms.insert(text("club"), text("cafe")))),
            Refusal::OtherForms {
                file: file(),
                forms: vec![text("club")],
            },
        ),
        (
            refused(|b| {
                b.head.indicators.insert(text("N3"), text("0"));
                b.head.indicators.remove("N1");
                b.head.indicators.insert(text("N9"), text("0"));
            }),
            Refusal::OtherIndicators {
                file: file(),
                indicators: ["N1", "N3", "N9"].map(text).into(),
            },
        ),
        (
            refused(|b| b.head.population = Population::Provisional),
            Refusal::Mixed {
                file: file(),
                is: Population::Provisional,
                other: text("a"),
                other_is: Population::Approved,
            },
        ),
        (
            refused(|b| b.head.subjects[1] = text("c-2")),
            Refusal::Strangers {
                file: file(),
                unit: text("b"),
                subjects: vec![text("c-2")],
            },
        ),
        (
            refused(|b| b.head.subjects[1] = text("nowhere")),
            Refusal::Strangers {
                file: file(),
                unit: text("b"),
                subjects: vec![text("nowhere")],
            },
        ),
        // Approved figures count no subject that is in no register.
        (
            refused(|b| b.head.subjects[1] = text("new-2")),
            Refusal::Strangers {
                file: file(),
                unit: text("b"),
                subjects: vec![text("new-2")],
            },
        ),
    ];
    for (found, expected) in cases {
        assert_eq!(found, expected);
    }
}

#[test]
fn another_population_than_asked_for_is_refused() {
    let town = Town::new();
    let bytes = town.file(&town.aggregate("a", &[club("a-1", 3)]));
    let opened = town.open("a", &bytes).expect("it is whole");
    let asked = Some(Population::Provisional);
    assert_eq!(
        town.merge(asked, &[opened], None),
        Err(Refusal::OtherPopulation {
            file: "a".to_owned(),
            is: Population::Approved,
            wanted: Population::Provisional,
        })
    );
}

#[test]
fn tallies_that_no_responses_have_are_refused() {
    let misfit = refused(|b| {
        let town = Town::new();
        // The fee of one club more than there are: groups and total are both changed alike.
        let mut other = town.aggregate("b", &[club("b-9", 1)]);
        other.tallies.merge(&b.tallies);
        let text = to_text(&other.tallies).replacen(
            "\"N1\":{\"a\":{\"whole\":[3]",
            "\"N1\":{\"a\":{\"whole\":[2]",
            1,
        );
        b.tallies = from_bytes(text.as_bytes()).expect("tallies");
    });
    assert!(
        misfit
            .to_string()
            .contains("N1 a by shore: has groups that do not add up"),
        "{misfit}"
    );
}

#[test]
fn nothing_is_counted_twice() {
    let town = Town::new();
    let a = town.aggregate("a", &[club("a-1", 3), club("a1-2", 4), club("a1-3", 5)]);
    let again = town.merged(&[a.clone(), a.clone()], None);
    assert!(matches!(again, Err(Refusal::SameUnit { unit, .. }) if unit == "a"));
    // A unit below, whose subjects the one above has counted already. Its key is that above.
    let below = town.aggregate("a1", &[club("a1-2", 4), club("a1-3", 5)]);
    let bytes = write(&below, Some(&key("a")), Some(&town.identity.recipient()));
    let below = town.open("a1", &bytes).expect("its key is one above");
    let above = town.open("a", &town.file(&a)).expect("it is whole");
    assert_eq!(
        town.merge(None, &[above, below.clone()], None),
        Err(Refusal::Overlap {
            file: "a1".to_owned(),
            other: "a".to_owned(),
            subjects: vec!["a1-2".to_owned(), "a1-3".to_owned()],
        })
    );
    // Where the one above has counted others only, both count.
    let apart = town.aggregate("a", &[club("a-1", 3)]);
    let apart = town.open("a", &town.file(&apart)).expect("it is whole");
    assert_eq!(
        town.merge(None, &[apart, below.clone()], None)
            .map(|it| it.responses),
        Ok(3)
    );
    let own = town.aggregate("town", &[club("a1-3", 5), club("town-1", 1)]);
    let refusal = town
        .merge(None, &[below], Some(&own))
        .expect_err("one is in both");
    assert_eq!(
        refusal.to_string(),
        "a1: counts a subject which this server counts, too: a1-3"
    );
}

#[test]
fn each_file_is_held_against_the_good_ones_before_it() {
    let town = Town::new();
    let file = |unit: &str, name: &str, clubs: &[Club], change: fn(&mut Aggregate)| {
        let mut aggregate = town.aggregate(unit, clubs);
        change(&mut aggregate);
        let mut opened = town
            .open(name, &town.file(&aggregate))
            .expect("it is whole");
        opened.file = name.to_owned();
        opened
    };
    let other_round: fn(&mut Aggregate) = |own| own.head.round = "clubs-2031".to_owned();
    let a = [club("a-1", 3)];
    let files = [
        file("a", "old", &a, other_round),
        file("a", "a", &a, |_| {}),
        file("a", "again", &a, |_| {}),
        file("b", "b", &[club("b-1", 4), club("b-2", 4)], |_| {}),
    ];
    let own = town.aggregate("town", &[club("b-2", 5)]);
    let checked = town.check(&files, Some(&own));
    assert!(matches!(&checked[0], Err(Refusal::OtherRound { file, .. }) if file == "old"));
    // What was refused stands in nobody's way.
    assert_eq!(checked[1], Ok(()));
    assert!(matches!(&checked[2], Err(Refusal::SameUnit { other, .. }) if other == "a"));
    let here = Refusal::CountedHere {
        file: "b".to_owned(),
        subjects: vec!["b-2".to_owned()],
    };
    assert_eq!(checked[3], Err(here));
    // Adding up ends with the first of them.
    let refusal = town.merge(None, &files, Some(&own)).err();
    assert_eq!(refusal, checked[0].clone().err());
    let good = [files[1].clone(), files[3].clone()];
    assert_eq!(town.check(&good, None), [Ok(()), Ok(())]);
    assert_eq!(town.merge(None, &good, None).map(|it| it.responses), Ok(3));
}

#[test]
fn without_a_key_only_what_is_not_sealed_is_read() {
    let town = Town::new();
    let ward = town.aggregate("a", &[club("a-1", 3)]);
    let open =
        |bytes: &[u8]| sohoi_aggregate::open("a", bytes, None, &town.ring, &town.units, false);
    let file = "a".to_owned();
    assert_eq!(open(&town.file(&ward)).err(), Some(Refusal::NoKey { file }));
    let unsealed = write(&ward, Some(&key("a")), None);
    assert_eq!(open(&unsealed).map(|it| it.aggregate).ok(), Some(ward));
}

#[test]
fn provisional_subjects_count_where_they_were_added() {
    let town = Town::new();
    let mut a = town.aggregate("a", &[club("a-1", 3), club("new-7", 4)]);
    a.head.population = Population::Provisional;
    let merged = town.merged(&[a], None).expect("it fits");
    assert_eq!(merged.subjects, ["a-1", "new-7"]);
}

#[test]
fn a_unit_elsewhere_is_refused() {
    let town = Town::new();
    let aggregate = town.aggregate("moon", &[]);
    let bytes = write(&aggregate, None, None);
    let opened = town.open("moon", &bytes).expect("nobody has a key for it");
    assert_eq!(
        town.merge(None, &[opened], None),
        Err(Refusal::OutsideArea {
            file: "moon".to_owned(),
            unit: "moon".to_owned(),
            area: "town".to_owned(),
        })
    );
}

#[test]
fn a_long_list_is_told_in_short() {
    let names: Vec<String> = (1..=7).map(|number| format!("b-{number}")).collect();
    let refusal = Refusal::Overlap {
        file: "b".to_owned(),
        other: "a".to_owned(),
        subjects: names,
    };
    assert_eq!(
        refusal.to_string(),
        "b: counts 7 subjects which a counts, too: b-1, b-2, b-3, b-4, b-5 and 2 more"
    );
}
