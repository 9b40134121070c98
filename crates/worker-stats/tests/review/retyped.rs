//! Answers under an earlier version of a form, in which a question was of another type.

use sohoi_worker_stats::Review;

use super::{POPULATIONS, Plan, State, asked, read, show};

/// A question that figures add up, in rows of a repeat.
const QUESTION: &str = "members_total";

#[test]
fn answers_to_what_was_of_another_type_are_left_out_and_counted() {
    let (mut source, pool) = read();
    let names = vec![QUESTION.to_owned()];
    source.retyped.insert("earlier".to_owned(), names);
    let is_of = |path: &str| path.rsplit('/').next() == Some(QUESTION);
    let mut all = Vec::new();
    let mut left = 0;
    for (number, subject) in source.register.iter().take(20).enumerate() {
        let mut filled = pool[number].clone();
        filled.id = format!("r{number}");
        filled.subject = subject.id.clone();
        filled.state = State::Approved;
        if number % 2 == 0 {
            filled.form_hash = "earlier".to_owned();
            left += filled.answers.keys().filter(|path| is_of(path)).count();
        }
        all.push(filled);
    }
    assert!(
        left > 0,
        "the question is answered under the earlier version"
    );
    let plan = Plan::new(&source.indicators, &source.dimensions, &source.engines).expect("sound");
    let mut under = Review::new(&source, &plan);
    let mut without = Review::new(&source, &plan);
    for filled in all {
        under.take(filled.clone());
        let mut bare = filled;
        if !bare.form_hash.is_empty() {
            let kept = bare.answers.iter().filter(|(path, _)| !is_of(path));
            bare.answers = kept
                .map(|(path, value)| (path.clone(), value.clone()))
                .collect();
        }
        bare.form_hash = String::new();
        without.take(bare);
    }
    for population in POPULATIONS {
        assert_eq!(
            asked(&mut under, population),
            asked(&mut without, population)
        );
        let mut said = Vec::new();
        under.figures(&show(population), |figures| said.push(figures.retyped));
        let counts: Vec<u32> = said[0].iter().map(|(_, count)| *count).collect();
        assert_eq!(counts.iter().sum::<u32>() as usize, left);
        assert!(
            said[0]
                .iter()
                .all(|((_, question), _)| question == QUESTION)
        );
    }
}
