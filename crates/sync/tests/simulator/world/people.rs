//! What people do.

use std::collections::BTreeMap;

use sohoi_sync::client::View;
use sohoi_sync::{Role, State, is_provisional, provisional_id};

use super::World;
use crate::check;
use crate::device::{Intent, Wish};
use crate::law::{FORMS, PATHS, REQUIRED, SUBJECTS, UNKNOWN_FORM, UNKNOWN_PATH};

impl World {
    pub(super) fn edit(&mut self, place: usize) {
        if self.random.percent(50) {
            self.refresh(place);
        }
        let intent = self.intent(place);
        self.tally.edits += 1;
        self.actors[place].edit(intent.clone());
        check::shows_what_was_typed(self, &self.actors[place], &intent);
    }

    pub(super) fn intent(&mut self, place: usize) -> Intent {
        let views: Vec<View> = self.actors[place].client.views().collect();
        let token = self.token();
        if self.random.percent(6) {
            return self.add(token);
        }
        if self.random.percent(12)
            && let Some(intent) = self.settle(place, &token)
        {
            return intent;
        }
        if views.is_empty() || (views.len() < 5 && self.random.percent(12)) {
            return self.start(place, token);
        }
        // Mostly what people can work on, now and then anything.
        let is_coordinator = self.actors[place].role == Role::Coordinator;
        let whole = |view: &&View| {
            let is_open = view.response.state <= State::Returned;
            view.progress.is_none() && !view.is_apart && is_open != is_coordinator
        };
        let sensible: Vec<View> = views.iter().filter(whole).cloned().collect();
        let is_sensible = !sensible.is_empty() && !self.random.percent(10);
        let view = self
            .random
            .pick(if is_sensible { &sensible } else { &views });
        let view = view.clone();
        let newest = view.response.revision;
        let seen = if self.random.percent(70) {
            newest
        } else {
            newest - (self.random.next() % 6).min(newest)
        };
        let moves = if is_coordinator { 75 } else { 20 };
        let wish = if self.random.percent(moves) {
            let note = self.random.percent(30);
            Wish::Move {
                to: self.state(view.response.state, is_coordinator),
                form_hash: self.form_hash(),
                seen,
                note: note.then(|| format!("because {token}")),
            }
        } else {
            Wish::Answer {
                form_hash: self.form_hash(),
                seen,
                answers: self.answers(&token),
            }
        };
        Intent {
            token,
            response: view.response.id,
            wish,
        }
    }

    pub(super) fn start(&mut self, place: usize, token: String) -> Intent {
        self.responses += 1;
        let mut subjects = self.subjects(place);
        if subjects.is_empty() {
            subjects = vec![SUBJECTS[0].to_owned()];
        }
        if self.random.percent(4) {
            subjects = SUBJECTS.map(str::to_owned).to_vec();
        }
        Intent {
            token,
            response: format!("r{}", self.responses),
            wish: Wish::Start {
                subject: self.random.pick(&subjects).clone(),
                form_hash: self.form_hash(),
            },
        }
    }

    /// The lines that a person finds in the list, those added here among them.
    fn subjects(&self, place: usize) -> Vec<String> {
        let client = &self.actors[place].client;
        let held = client.subjects().map(|held| held.subject.id.clone());
        held.chain(client.added().map(|line| line.id.clone()))
            .collect()
    }

    fn add(&mut self, token: String) -> Intent {
        self.responses += 1;
        Intent {
            token,
            response: provisional_id(&self.responses.to_string()),
            wish: Wish::Add {
                unit: (*self.random.pick(&SUBJECTS)).to_owned(),
            },
        }
    }

    /// Says of a provisional association that it is another one, or gives it a code, now and
    /// then one that is taken.
    fn settle(&mut self, place: usize, token: &str) -> Option<Intent> {
        let subjects = self.subjects(place);
        let provisional: Vec<&String> = subjects.iter().filter(|id| is_provisional(id)).collect();
        if provisional.is_empty() {
            return None;
        }
        let provisional = (*self.random.pick(&provisional)).clone();
        let is_new = self.random.percent(50);
        let line = if is_new && !self.random.percent(10) {
            format!("c{}", 1 + self.random.below(20))
        } else {
            self.random.pick(&subjects).clone()
        };
        Some(Intent {
            token: token.to_owned(),
            response: provisional,
            wish: Wish::Settle { line, is_new },
        })
    }

    /// Mostly a state that somebody could want to come next, now and then any.
    pub(super) fn state(&mut self, from: State, is_coordinator: bool) -> State {
        use State::{Approved, Checked, Draft, Locked, Returned, Submitted};
        let wanted: &[State] = match from {
            _ if self.random.percent(10) => {
                &[Draft, Returned, Submitted, Checked, Approved, Locked]
            }
            _ if !is_coordinator => &[Submitted],
            Submitted => &[Returned, Returned, Checked, Approved],
            Checked => &[Returned, Approved],
            Approved => &[Returned, Returned, Returned, Locked],
            Draft | Returned | Locked => &[Submitted, Returned],
        };
        *self.random.pick(wanted)
    }

    pub(super) fn answers(&mut self, token: &str) -> Vec<(String, Option<String>)> {
        let mut answers = BTreeMap::new();
        for _ in 0..=self.random.below(3) {
            let path = match self.random.below(40) {
                0 => UNKNOWN_PATH,
                1..14 => REQUIRED,
                _ => *self.random.pick(&PATHS),
            };
            let value = match self.random.below(10) {
                0 => None,
                1..7 => Some((*self.random.pick(&["a", "b", "c"])).to_owned()),
                _ => Some(format!("typed {token}")),
            };
            answers.insert(path.to_owned(), value);
        }
        answers.into_iter().collect()
    }

    pub(super) fn form_hash(&mut self) -> String {
        let is_unknown = self.random.percent(2);
        let known = *self.random.pick(&FORMS);
        if is_unknown { UNKNOWN_FORM } else { known }.to_owned()
    }

    /// A time of a clock that may be decades off; its last part tells it from all others.
    pub(super) fn token(&mut self) -> String {
        self.tokens += 1;
        let year = 1970 + self.random.below(130);
        format!("{year}-01-01T00:00:00Z#{}", self.tokens)
    }
}
