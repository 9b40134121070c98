//! What the feed brings, and fetching it all anew.

use super::dirty::Dirty;
use super::{Client, HeldResponse, HeldRound, HeldSubject};
use crate::model::Response;
use crate::wire::Entry;

impl Client {
    /// Fetches everything anew; what is here stays in use until that is through.
    pub(super) fn begin_refetch(&mut self) {
        self.device.cursor = None;
        self.device.generation += 1;
        self.device.is_refetching = true;
    }

    /// Takes in an entry of the feed. Answers whether it could: changed cells of a response
    /// that is not here cannot be taken in.
    pub(super) fn take_entry(&mut self, entry: &Entry, dirty: &mut Dirty) -> bool {
        let generation = self.device.generation;
        match entry {
            Entry::Round {
                round,
                demonstration,
            } => {
                dirty.rounds.insert(round.id.clone());
                let held = HeldRound {
                    round: round.clone(),
                    demonstration: *demonstration,
                    generation,
                };
                self.rounds.insert(round.id.clone(), held);
            }
            Entry::Subject { subject } => {
                dirty.subjects.insert(subject.id.clone());
                let held = HeldSubject {
                    subject: subject.clone(),
                    generation,
                };
                self.subjects.insert(subject.id.clone(), held);
            }
            Entry::SubjectGone { id } => {
                dirty.subjects.insert(id.clone());
                self.subjects.remove(id);
            }
            Entry::ResponseGone { id } => {
                dirty.responses.insert(id.clone());
                self.responses.remove(id);
            }
            Entry::Response {
                response,
                whole,
                progress,
            } => {
                let earlier = self.responses.get(&response.id).map(|held| &held.response);
                let response = match (whole, earlier) {
                    (true, _) => (**response).clone(),
                    (false, Some(earlier)) => with_changes(earlier, response),
                    (false, None) => return false,
                };
                dirty.responses.insert(response.id.clone());
                let held = HeldResponse {
                    response,
                    progress: *progress,
                    generation,
                };
                self.responses.insert(held.response.id.clone(), held);
            }
        }
        true
    }

    /// Removes what an earlier fetch brought and the present one, now through, did not.
    pub(super) fn sweep(&mut self, dirty: &mut Dirty) {
        if !self.device.is_refetching {
            return;
        }
        self.device.is_refetching = false;
        let now = self.device.generation;
        let old_rounds = self
            .rounds
            .iter()
            .filter(|(_, held)| held.generation != now);
        dirty.rounds.extend(old_rounds.map(|(id, _)| id.clone()));
        self.rounds.retain(|_, held| held.generation == now);
        let old_subjects = self
            .subjects
            .iter()
            .filter(|(_, held)| held.generation != now);
        dirty
            .subjects
            .extend(old_subjects.map(|(id, _)| id.clone()));
        self.subjects.retain(|_, held| held.generation == now);
        let old_responses = self
            .responses
            .iter()
            .filter(|(_, held)| held.generation != now);
        dirty
            .responses
            .extend(old_responses.map(|(id, _)| id.clone()));
        self.responses.retain(|_, held| held.generation == now);
    }
}

/// A response with the changed cells of a later entry.
fn with_changes(earlier: &Response, later: &Response) -> Response {
    let mut response = later.clone();
    let mut cells = earlier.cells.clone();
    cells.append(&mut response.cells);
    response.cells = cells;
    response
}
