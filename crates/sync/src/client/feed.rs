//! What the feed brings, and fetching it all anew.

use super::dirty::Dirty;
use super::{Client, Effect, HeldResponse, HeldRound, HeldSubject};
use crate::model::Response;
use crate::wire::Entry;

impl Client {
    /// Fetches everything anew; what is here stays in use until that is through.
    ///
    /// A server that was restored meanwhile cannot tell: there is no cursor for it to refuse. So
    /// every lineage is compared with it again.
    pub(super) fn begin_refetch(&mut self) {
        for lineage in &mut self.device.lineages {
            lineage.is_checked = false;
        }
        self.device.cursor = None;
        self.device.generation += 1;
        self.device.is_refetching = true;
    }

    /// Takes in the rounds and the lines of the register that there are, where they lie beside the
    /// app and no server tells of them: others go. Answers what to write down, nothing where it is
    /// as before.
    pub fn take_register(&mut self, entries: &[Entry]) -> Vec<Effect> {
        let mut dirty = Dirty::default();
        let mut told = Vec::new();
        for entry in entries {
            let is_known = match entry {
                Entry::Round {
                    round,
                    demonstration,
                } => {
                    told.push((round.id.as_str(), ""));
                    self.rounds.get(&round.id).is_some_and(|held| {
                        held.round == *round && held.demonstration == *demonstration
                    })
                }
                Entry::Subject(line) => {
                    told.push((line.round.as_str(), line.id.as_str()));
                    let held = self.subjects.get((&line.round, &line.id));
                    held.is_some_and(|held| held.subject == *line)
                }
                _ => true,
            };
            if !is_known {
                self.take_entry(entry, &mut dirty);
            }
        }
        told.sort_unstable();
        let is_told = |key: (&str, &str)| told.binary_search(&key).is_ok();
        for held in self.rounds.iter() {
            if !is_told((&held.round.id, "")) {
                dirty.round(&held.round.id);
            }
        }
        self.rounds.retain(|held| is_told((&held.round.id, "")));
        for held in self.subjects.iter() {
            if !is_told((&held.subject.round, &held.subject.id)) {
                dirty.subject(&held.subject.round, &held.subject.id);
            }
        }
        let stays = |held: &HeldSubject| is_told((&held.subject.round, &held.subject.id));
        self.subjects.retain(stays);
        if dirty.is_empty() {
            return Vec::new();
        }
        self.effects(dirty)
    }

    /// Takes in an entry of the feed. Answers whether it could: changed cells of a response
    /// whose other ones are not here cannot be taken in.
    pub(super) fn take_entry(&mut self, entry: &Entry, dirty: &mut Dirty) -> bool {
        let generation = self.device.generation;
        match entry {
            Entry::Round {
                round,
                demonstration,
            } => {
                dirty.round(&round.id);
                let held = HeldRound {
                    round: round.clone(),
                    demonstration: *demonstration,
                    generation,
                };
                self.rounds.put(held);
            }
            Entry::Subject(subject) => {
                dirty.subject(&subject.round, &subject.id);
                let held = HeldSubject {
                    subject: subject.clone(),
                    generation,
                };
                self.subjects.put(held);
            }
            Entry::SubjectGone { round, id } => {
                dirty.subject(round, id);
                self.subjects.remove((round, id));
            }
            Entry::ResponseGone(id) => {
                dirty.response(id);
                self.responses.remove(id);
            }
            Entry::Response {
                response,
                whole,
                progress,
            } => {
                let earlier = self.responses.get(&response.id);
                let earlier = earlier.filter(|held| !held.is_brief);
                let earlier = earlier.map(|held| &held.response);
                let response = match (whole, earlier) {
                    (true, _) => (**response).clone(),
                    (false, Some(earlier)) => with_changes(earlier, response),
                    (false, None) => return false,
                };
                dirty.response(&response.id);
                let held = HeldResponse {
                    response,
                    progress: *progress,
                    generation,
                    is_brief: false,
                };
                self.responses.put(held);
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
        let is_old = |generation: u32| generation != now;
        for held in self.rounds.iter().filter(|held| is_old(held.generation)) {
            dirty.round(&held.round.id);
        }
        self.rounds.retain(|held| !is_old(held.generation));
        for held in self.subjects.iter().filter(|held| is_old(held.generation)) {
            dirty.subject(&held.subject.round, &held.subject.id);
        }
        self.subjects.retain(|held| !is_old(held.generation));
        for held in self.responses.iter().filter(|held| is_old(held.generation)) {
            dirty.response(&held.response.id);
        }
        self.responses.retain(|held| !is_old(held.generation));
    }
}

/// A response with the changed cells of a later entry.
fn with_changes(earlier: &Response, later: &Response) -> Response {
    let mut response = later.clone();
    let mut cells = earlier.cells.clone();
    // One by one: `extend` links a sort.
    for (path, cell) in response.cells {
        cells.insert(path, cell);
    }
    response.cells = cells;
    response
}
