//! What a device holds after what the server told it.

use std::collections::BTreeMap;

use sohoi_sync::{Account, Entry, Response, SubjectLine};

use super::oracle::Truth;

/// Lines by round and id, responses by id with the progress told of them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Held {
    pub(super) lines: BTreeMap<(String, String), SubjectLine>,
    pub(super) responses: BTreeMap<String, (Response, bool)>,
}

impl Held {
    /// What a device of an account should hold once it has pulled everything.
    pub(super) fn expected(truth: &Truth, who: &Account) -> Self {
        let lines = truth.lines.iter().filter(|line| truth.sees_line(who, line));
        let responses = truth.responses.iter();
        let responses = responses.filter(|response| truth.sees_response(who, response));
        Self {
            lines: lines
                .map(|line| ((line.round.clone(), line.id.clone()), line.clone()))
                .collect(),
            responses: responses
                .map(|response| {
                    let sees = truth.sees_answers(who, response);
                    (response.id.clone(), (shown(response, sees), !sees))
                })
                .collect(),
        }
    }

    /// Takes an entry in as a device does.
    pub(super) fn take(&mut self, entry: Entry) {
        match entry {
            Entry::Round { .. } => {}
            Entry::Subject(line) => {
                self.lines
                    .insert((line.round.clone(), line.id.clone()), line);
            }
            Entry::SubjectGone { round, id } => {
                self.lines.remove(&(round, id));
            }
            Entry::ResponseGone(id) => {
                self.responses.remove(&id);
            }
            Entry::Response {
                mut response,
                whole,
                progress,
            } => {
                let before = self.responses.remove(&response.id);
                if let Some((before, _)) = before.filter(|_| !whole) {
                    for (path, cell) in before.cells {
                        if !response.cells.contains_key(&path) {
                            response.cells.insert(path, cell);
                        }
                    }
                }
                let id = response.id.clone();
                self.responses.insert(id, (*response, progress.is_some()));
            }
        }
    }
}

/// A response with its answers, or only its state.
fn shown(response: &Response, with_answers: bool) -> Response {
    let mut shown = response.clone();
    if !with_answers {
        shown.cells.clear();
        shown.corrections.clear();
        shown.held.clear();
    }
    shown
}
