//! Which responses are in memory without their answers, and taking these in.
//!
//! A device may hold thousands of responses that are through; it reads them whole one by one, when
//! somebody wants to see them. What is still being filled in is whole from the beginning, because
//! ops are folded onto it.

use super::{Client, HeldResponse};
use crate::model::State;
use crate::wire::Entry;

impl Client {
    /// Whether the answers of a response are left out in memory.
    pub fn is_brief(&self, id: &str) -> bool {
        self.responses.get(id).is_some_and(|held| held.is_brief)
    }

    /// The responses that have to be whole before anything else: those being filled in, and those
    /// with ops on their way.
    pub fn wanted_whole(&self) -> Vec<String> {
        let brief = self.responses.iter().filter(|held| held.is_brief);
        let ids = brief.filter(|held| self.is_worked_on(held));
        ids.map(|held| held.response.id.clone()).collect()
    }

    fn is_worked_on(&self, held: &HeldResponse) -> bool {
        let response = &held.response;
        matches!(response.state, State::Draft | State::Returned)
            || !self.index.open_or_apart(&response.id).is_empty()
    }

    /// The responses that have to be whole before these entries can be taken in: changed answers
    /// join those of before.
    pub fn wanted_by(&self, entries: &[Entry]) -> Vec<String> {
        let ids = entries.iter().filter_map(|entry| match entry {
            Entry::Response {
                response,
                whole: false,
                ..
            } => Some(&response.id),
            _ => None,
        });
        ids.filter(|id| self.is_brief(id)).cloned().collect()
    }

    /// Takes in a response whole, as the store has it. One that is whole here already may have
    /// moved on and stays.
    pub fn hold(&mut self, held: HeldResponse) {
        if self.is_brief(&held.response.id) {
            self.responses.put(held);
        }
    }
}
