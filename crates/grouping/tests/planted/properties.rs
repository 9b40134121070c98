//! What holds for whatever people write.

use std::collections::BTreeSet;

use proptest::prelude::*;
use proptest::test_runner::{Config, RngSeed};

use sohoi_grouping::{Addressed, Quotation, Wording, group};

use crate::generator::Random;
use crate::{FIRST, wording};

/// Answers of some subjects to two addressees, of words that meet often, with marks of lists and sentences.
fn answers() -> impl Strategy<Value = Vec<(usize, bool, String)>> {
    let piece = prop::sample::select(vec![
        "hỗ trợ",
        "kinh phí",
        "hội",
        "Đề nghị",
        "trụ sở",
        "kp",
        "kihn",
        "phi",
        "biên chế",
        "đại hội",
        ". ",
        "; ",
        "\n- ",
        "\n1. ",
        " 2. ",
        "TP.",
        "1.200",
        ":",
        "ộ\u{301}",
        "không",
        "",
    ]);
    let text = prop::collection::vec(piece, 0..9).prop_map(|pieces| pieces.join(" "));
    prop::collection::vec((0..5_usize, any::<bool>(), text), 0..24)
}

fn quotations<'a>(answers: &'a [(usize, bool, String)], names: &'a [String]) -> Vec<Quotation<'a>> {
    let quotations = answers
        .iter()
        .enumerate()
        .map(|(place, (subject, is_one, text))| Quotation {
            id: &names[place],
            subject: &names[*subject],
            addressee: if *is_one { "Cấp ủy" } else { "UBND" },
            text,
        });
    quotations.collect()
}

/// Each proposal is a piece of its quotation and stands in one place; counts are those of what is listed.
fn check(quotations: &[Quotation<'_>], all: &[Addressed<'_>]) {
    for own in all {
        let mut before = None;
        let mut pieces = BTreeSet::new();
        for group in &own.groups {
            let subjects: BTreeSet<&str> = group.proposals.iter().map(|it| it.subject).collect();
            assert_eq!(group.subjects, subjects.len());
            assert!(group.proposals.len() > 1 && group.proposals[0] == group.representative);
            assert!(before.is_none_or(|before| before >= group.subjects));
            before = Some(group.subjects);
        }
        let grouped = own.groups.iter().flat_map(|group| &group.proposals);
        for proposal in grouped.chain(&own.single) {
            let source = quotations
                .iter()
                .find(|it| it.id == proposal.id)
                .expect("its source");
            assert!(source.text.contains(proposal.text) && !proposal.text.is_empty());
            assert_eq!(
                (source.subject, source.addressee),
                (proposal.subject, own.addressee)
            );
            assert!(
                pieces.insert((proposal.id, proposal.text.as_ptr())),
                "{proposal:?} twice"
            );
        }
    }
}

proptest! {
    // The way to replay: the seed is fixed, and a failure prints what it needs.
    #![proptest_config(Config { cases: 200, rng_seed: RngSeed::Fixed(17), failure_persistence: None, ..Config::default() })]

    #[test]
    fn every_proposal_is_quoted_once_and_counts_are_those_of_what_is_listed(answers in answers()) {
        let names: Vec<String> = (0..24).map(|number| format!("n{number}")).collect();
        let quotations = quotations(&answers, &names);
        check(&quotations, &group(&quotations, &Wording::new([("kp", "kinh phí")])));
    }

    #[test]
    fn the_order_of_answers_changes_nothing(answers in answers(), seed in any::<u64>()) {
        let names: Vec<String> = (0..24).map(|number| format!("n{number}")).collect();
        let quotations = quotations(&answers, &names);
        let mut shuffled = quotations.clone();
        shuffle(&mut shuffled, seed);
        let wording = Wording::default();
        prop_assert_eq!(group(&quotations, &wording), group(&shuffled, &wording));
    }
}

#[test]
fn the_order_of_planted_proposals_changes_nothing() {
    let planted = FIRST.planted(3);
    let quotations = planted.quotations();
    let expected = group(&quotations, &wording());
    for seed in 0..3 {
        let mut shuffled = quotations.clone();
        shuffle(&mut shuffled, seed);
        assert!(group(&shuffled, &wording()) == expected, "seed {seed}");
    }
}

#[test]
fn the_same_words_with_and_without_marks_and_mistyped_meet() {
    let texts = [
        "Hỗ trợ kinh phí hoạt động cho hội",
        "ho tro kinh phi hoat dong cho hoi",
        "Đề nghị hỗ trợ kihn phí hoạt động",
        "hoox trowj kinh phis hoatj ddoongj",
        "HỖ TRỢ KP HOẠT ĐỘNG",
        "Kết nạp hội viên ưu tú vào Đảng",
    ];
    let names: Vec<String> = (0..texts.len()).map(|number| number.to_string()).collect();
    let quotations: Vec<Quotation<'_>> = texts
        .iter()
        .zip(&names)
        .map(|(text, name)| Quotation {
            id: name,
            subject: name,
            addressee: "",
            text,
        })
        .collect();
    let all = group(&quotations, &Wording::new([("kp", "kinh phí")]));
    let [own] = &all[..] else { panic!("{all:?}") };
    assert_eq!(own.single.iter().map(|it| it.id).collect::<Vec<_>>(), ["5"]);
    assert_eq!(own.groups.len(), 1);
    assert_eq!(own.groups[0].subjects, 5);
}

#[test]
fn nothing_is_grouped_to_nothing() {
    assert_eq!(group(&[], &Wording::default()), []);
    let blank = Quotation {
        id: "1",
        subject: "1",
        addressee: "a",
        text: " -\n",
    };
    assert_eq!(group(&[blank], &Wording::default()), []);
}

fn shuffle<T>(items: &mut [T], seed: u64) {
    let mut random = Random(seed);
    for last in (1..items.len()).rev() {
        items.swap(last, random.below(last as u64 + 1) as usize);
    }
}
