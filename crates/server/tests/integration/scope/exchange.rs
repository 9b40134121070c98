//! Exchanges of people's devices, each entry held against what the account may see.

use axum::http::StatusCode;
use sohoi_sync::{Entry, ExchangeResponse, Op, OpOutcome};

use super::held::Held;
use super::marks::Reader;
use super::world::World;
use crate::harness::{Answer, Device};

impl World {
    /// Sends ops from somebody's device and pulls everything; afterwards the device holds exactly
    /// what the account may see.
    pub(super) async fn exchange(&mut self, who: usize, ops: &[Op]) -> Vec<OpOutcome> {
        let mut outcomes = Vec::new();
        let mut ops = ops;
        loop {
            let answer = self.people[who].device.try_exchange(ops).await;
            if !ops.is_empty() && answer.status == StatusCode::OK {
                self.look().await;
            }
            self.scan(who, "POST /api/sync", &answer);
            let person = &mut self.people[who];
            let has_cursor = person.device.cursor.is_some();
            if answer.status == StatusCode::CONFLICT {
                assert_eq!(answer.error().1, "refetch");
                assert!(person.is_stale && has_cursor, "nothing ended the cursor");
                person.device.cursor = None;
                person.held = Held::default();
                continue;
            }
            assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
            assert!(
                !(person.is_stale && has_cursor),
                "{}: the scope is another one, the cursor goes on",
                person.account.name
            );
            let answer: ExchangeResponse = answer.json();
            outcomes.extend(answer.outcomes);
            let is_first = person.device.cursor.replace(answer.cursor).is_none();
            person.is_stale &= !is_first;
            for entry in answer.entries {
                self.may_hear(who, &entry);
                self.people[who].held.take(entry);
            }
            ops = &[];
            if !answer.more {
                break;
            }
        }
        self.holds_what_it_may(who);
        outcomes
    }

    /// Pulls everything anew on a device that holds nothing; says of how many pages.
    pub(super) async fn pull_anew(&mut self, who: usize) -> usize {
        self.made += 1;
        let person = &mut self.people[who];
        let fresh = Device {
            client: person.device.client.clone(),
            device: format!("fresh-{}", self.made),
            epoch: 1,
            n: 0,
            cursor: None,
        };
        let kept = std::mem::replace(&mut person.device, fresh);
        let held = std::mem::take(&mut person.held);
        let was_stale = std::mem::take(&mut person.is_stale);
        let before = self.story.cases["POST /api/sync"];
        self.exchange(who, &[]).await;
        let person = &mut self.people[who];
        person.device = kept;
        person.held = held;
        person.is_stale = was_stale;
        self.story.cases["POST /api/sync"] - before
    }

    /// Nothing in an answer is hidden from the account.
    pub(super) fn scan(&mut self, who: usize, route: &str, answer: &Answer) {
        self.story.case(route);
        let reader = Reader::Account(&self.people[who].account);
        let leaks = self.marks.leaks(&self.truth, reader, &answer.text());
        assert!(leaks.is_empty(), "{reader:?} got {leaks:?} by {route}");
    }

    /// An entry is about something that the account sees, or saw.
    fn may_hear(&self, who: usize, entry: &Entry) {
        let person = &self.people[who];
        let (truth, account) = (&self.truth, &person.account);
        let is_right = match entry {
            Entry::Round { round, .. } => self.files.contains_key(&round.id),
            Entry::Subject(line) => truth.lines.contains(line) && truth.sees_line(account, line),
            Entry::SubjectGone { round, id } => {
                person.ever.0.contains(&(round.clone(), id.clone()))
            }
            Entry::ResponseGone(id) => person.ever.1.contains(id),
            Entry::Response { response, .. } => {
                let known = truth.responses.iter().find(|known| known.id == response.id);
                let told = response.cells.len() + response.corrections.len() + response.held.len();
                known.is_some_and(|known| {
                    truth.sees_response(account, known)
                        && (told == 0 || truth.sees_answers(account, known))
                })
            }
        };
        assert!(is_right, "{account:?} was told {entry:?}");
    }

    fn holds_what_it_may(&self, who: usize) {
        let person = &self.people[who];
        let expected = Held::expected(&self.truth, &person.account);
        let (lines, responses) = (&person.held.lines, &person.held.responses);
        let mut kept = lines.keys();
        let kept = kept.find(|key| !expected.lines.contains_key(*key));
        assert!(kept.is_none(), "{:?} still holds {kept:?}", person.account);
        let mut kept = responses.keys();
        let kept = kept.find(|id| !expected.responses.contains_key(*id));
        assert!(kept.is_none(), "{:?} still holds {kept:?}", person.account);
        for (id, response) in &expected.responses {
            assert_eq!(responses.get(id), Some(response), "{:?}", person.account);
        }
        assert!(
            *lines == expected.lines,
            "{:?} holds {:?} of {:?}",
            person.account,
            lines.keys(),
            expected.lines.keys()
        );
    }
}
