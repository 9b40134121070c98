//! With what whole forms are compared, held against sorting the answers of those that count.

use std::collections::BTreeMap;
use std::sync::Arc;

use sohoi_form::{Answers, Path, Session};
use sohoi_stats::{Candidate, Population, choose_counted};
use sohoi_worker_stats::{Filled, Peers, Review, Show, Source, What};

/// Medians are those of the values of the group that count, from five of them on; the ids are those
/// that count, in the order of the register. Gives how many medians were told and how many were not.
pub(crate) fn peers_agree(
    review: &Review<'_>,
    source: &Source,
    held: &BTreeMap<String, Filled>,
    population: Population,
) -> [usize; 2] {
    let show = Show {
        number: 9,
        population,
        only: Vec::new(),
        standing: None,
        what: What::Peers,
    };
    let peers = review.peers(&show).expect("it is asked for");
    let counted = counted(held, population);
    assert_eq!((peers.number, peers.population), (9, population));
    assert_eq!(peers.counted as usize, counted.len());
    let mut ids: Vec<&str> = counted.iter().map(|own| own.id.as_str()).collect();
    ids.sort_by_key(|id| &held[*id].subject);
    let subjects =
        |ids: &[&str]| -> Vec<String> { ids.iter().map(|id| held[*id].subject.clone()).collect() };
    let said: Vec<&str> = peers.responses.iter().map(String::as_str).collect();
    assert_eq!(subjects(&said), subjects(&ids));
    medians(source, &peers, &counted)
}

fn medians(source: &Source, peers: &Peers, counted: &[&Filled]) -> [usize; 2] {
    let comparison = &source.comparisons[0];
    let question = comparison.question(&source.dimensions).expect("a question");
    let mut told = [0, 0];
    let mut members = 0;
    for group in &peers.groups {
        let of_group = counted.iter().filter(|own| {
            let answer = own.answers.get(question).map(String::as_str);
            own.form == comparison.form && answer.unwrap_or_default() == group.group
        });
        let sessions: Vec<Session> = of_group.map(|own| session(source, own)).collect();
        assert_eq!(sessions.len(), group.counted as usize, "{}", group.group);
        members += sessions.len();
        for (figure, said) in comparison.figures.iter().zip(&group.medians) {
            let mut values: Vec<f64> = sessions
                .iter()
                .filter_map(|session| {
                    let reference = session.engine().reference(&figure.value, None);
                    let value = session.evaluate(&reference.expect("sound"), None);
                    value.to_text().parse().ok()
                })
                .collect();
            assert_eq!(values.len(), said.values as usize);
            values.sort_by(f64::total_cmp);
            match &said.median {
                None => assert!(values.len() < 5),
                Some(median) => {
                    assert!(values.len() >= 5);
                    let (lower, upper) = ((values.len() - 1) / 2, values.len() / 2);
                    let expected = f64::midpoint(values[lower], values[upper]);
                    let median: f64 = median.parse().expect("a number");
                    assert!(
                        (median - expected).abs() <= 0.05 + 1e-9,
                        "{median} {values:?}"
                    );
                }
            }
            told[usize::from(said.median.is_none())] += 1;
        }
    }
    let all = counted.iter().filter(|own| own.form == comparison.form);
    assert_eq!(members, all.count(), "each is in one group");
    told
}

fn session(source: &Source, filled: &Filled) -> Session {
    let mut engines = source.engines.iter();
    let engine = engines.find(|engine| engine.form().id == filled.form);
    let mut answers = Answers::new();
    for (path, value) in &filled.answers {
        answers.insert(path.parse::<Path>().expect("a path"), value.clone());
    }
    Session::new(Arc::clone(engine.expect("a form")), answers)
}

fn counted(held: &BTreeMap<String, Filled>, population: Population) -> Vec<&Filled> {
    let all: Vec<&Filled> = held.values().collect();
    let slots: Vec<String> = all
        .iter()
        .map(|own| format!("{} {}", own.form, own.subject))
        .collect();
    let candidates: Vec<Candidate<'_>> = all
        .iter()
        .zip(&slots)
        .map(|(own, slot)| Candidate {
            slot,
            standing: super::standing(own.state),
            sequence: own.state_revision,
            id: &own.id,
        })
        .collect();
    let chosen = choose_counted(population, &candidates);
    chosen.into_iter().map(|place| all[place]).collect()
}
