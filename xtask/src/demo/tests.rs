//! The demonstration as it is handed out.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use sohoi_round::CompiledRound;

use super::responses::{Response, lines, make};
use super::{PACKAGE, REGISTER, compile, new_register, read_package};
use crate::files;

static ROUND: LazyLock<CompiledRound> = LazyLock::new(|| {
    let package = read_package(&files::root().join(PACKAGE)).expect("the package can be read");
    compile(&package).expect("the package compiles")
});

static RESPONSES: LazyLock<Vec<Response>> =
    LazyLock::new(|| make(&ROUND).expect("what was sent passes the engine"));

fn answer(response: &Response, place: &str) -> i64 {
    let text = response.answers.get(place).map_or("0", String::as_str);
    text.parse().expect("a whole number")
}

#[test]
fn the_committed_register_is_the_generated_one() {
    let files = read_package(&files::root().join(PACKAGE)).expect("the package can be read");
    let committed = String::from_utf8(files[REGISTER].clone()).expect("text");
    let generated = new_register(files).expect("the units compile");
    assert!(committed == generated, "run `cargo xtask demo --register`");
}

#[test]
fn the_register_has_the_known_numbers() {
    let count = |prefix: &str| {
        let lines = ROUND.register.iter();
        lines.filter(|line| line.id.starts_with(prefix)).count()
    };
    assert_eq!(
        (count("BTN-T"), count("BTN-H"), count("BTN-X")),
        (61, 120, 1010)
    );
    assert_eq!(count("DV-"), 297);
}

#[test]
fn two_runs_make_the_same_bytes() {
    let first = lines(&RESPONSES).expect("JSON");
    let again = super::responses::write(&ROUND).expect("responses");
    assert!(first == again);
}

#[test]
fn members_make_the_known_sums() {
    let sum = |row: u32| -> i64 {
        RESPONSES
            .iter()
            .filter(|response| response.state.is_sent())
            .filter(|response| {
                response.answers.get("figures_scope").map(String::as_str) != Some("includes_lower")
            })
            .map(|response| answer(response, &format!("membership_year/{row}/members_total")))
            .sum()
    };
    let (first, last) = (sum(1), sum(6));
    assert!(
        (274_000..277_000).contains(&first),
        "{first} members in 2012"
    );
    assert!((335_500..339_000).contains(&last), "{last} members in 2017");
}

#[test]
fn most_of_the_register_has_responded_and_most_is_approved() {
    let share = 1000 * RESPONSES.len() / ROUND.register.len();
    assert!(
        (915..945).contains(&share),
        "{share} of 1,000 have a response"
    );
    let approved = RESPONSES
        .iter()
        .filter(|response| response.state == super::state::State::Approved)
        .count();
    assert!(approved * 100 > RESPONSES.len() * 75);
    let states: BTreeSet<_> = RESPONSES.iter().map(|response| response.state).collect();
    assert_eq!(states.len(), 5, "every state occurs");
}

#[test]
fn only_returned_responses_have_a_note_and_ids_are_unique() {
    let mut ids = BTreeSet::new();
    for response in RESPONSES.iter() {
        let is_returned = response.state == super::state::State::Returned;
        assert_eq!(response.note.is_some(), is_returned, "{}", response.subject);
        assert!(ids.insert(response.id.clone()), "{}", response.id);
    }
}

#[test]
fn one_commune_is_left_to_do() {
    let open = |subject: &&sohoi_round::Subject| subject.unit == super::state::OPEN_UNIT;
    let (mut started, mut not_started, mut authorities) = (0, 0, 0);
    for subject in ROUND.register.iter().filter(open) {
        let response = RESPONSES
            .iter()
            .any(|response| response.subject == subject.id);
        match (subject.kind.as_str(), response) {
            ("authority", true) => authorities += 1,
            ("authority", false) => {}
            (_, true) => started += 1,
            (_, false) => not_started += 1,
        }
    }
    assert_eq!((started, not_started, authorities), (3, 4, 0));
}
