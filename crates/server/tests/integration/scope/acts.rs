//! What people do, within their scope and outside of it; and what moves scopes.

use axum::body::Body;
use axum::http::Method;
use sohoi_sync::{Change, OpResult, Role, State, SubjectLine};

use super::world::World;
use crate::harness::{answer_upon, move_to, start};
use crate::round::sha256;

/// A revision that has seen everything.
const ALL_SEEN: u64 = u64::MAX >> 12;
/// Photos that may be here, by their numbers.
pub(super) const PHOTOS: usize = 5;

/// A photo and its hash.
pub(super) fn photo(number: usize) -> (Vec<u8>, String) {
    let bytes = format!("photo {number}").into_bytes();
    let hash = sha256(&bytes);
    (bytes, hash)
}

impl World {
    /// Something happens.
    pub(super) async fn act(&mut self) {
        let who = self.random.below(self.people.len());
        match self.random.below(100) {
            0..32 => self.fill(who).await,
            32..52 => self.answer(who).await,
            52..67 => self.move_state(who).await,
            67..75 => self.add(who).await,
            75..85 => self.settle().await,
            85..91 => self.bring(who).await,
            91..95 => self.reload().await,
            95..97 => self.move_unit().await,
            _ => self.transfer(who).await,
        }
    }

    /// Starts a response on some line, mostly one in scope, answers, and perhaps hands it in.
    async fn fill(&mut self, who: usize) {
        let everywhere = self.random.percent(30);
        let account = &self.people[who].account;
        let lines = self.truth.lines.iter();
        let lines = lines.filter(|line| everywhere || self.truth.sees_line(account, line));
        let lines: Vec<&SubjectLine> = lines.collect();
        if lines.is_empty() {
            return;
        }
        let line = (*self.random.pick(&lines)).clone();
        let known = self.truth.responses.len();
        let id = if known > 0 && self.random.percent(6) {
            self.truth.responses[self.random.below(known)].id.clone()
        } else {
            self.made += 1;
            format!("response-{}", self.made)
        };
        let mut changes = vec![started(&line), self.answers(&id, true)];
        if self.random.percent(70) {
            changes.push(move_to(State::Submitted, ALL_SEEN));
        }
        self.send(who, &id, changes).await;
    }

    async fn answer(&mut self, who: usize) {
        if let Some(id) = self.some_response() {
            let change = self.answers(&id, false);
            self.send(who, &id, vec![change]).await;
        }
    }

    async fn move_state(&mut self, who: usize) {
        if let Some(id) = self.some_response() {
            let to = *self.random.pick(&[
                State::Submitted,
                State::Returned,
                State::Checked,
                State::Approved,
                State::Locked,
            ]);
            let base = *self.random.pick(&[ALL_SEEN, ALL_SEEN, 0]);
            self.send(who, &id, vec![move_to(to, base)]).await;
        }
    }

    /// Adds an association in some unit of some round.
    async fn add(&mut self, who: usize) {
        self.made += 1;
        let round = self.round();
        let line = SubjectLine {
            id: format!("new-{}", self.made),
            name: format!("Hội mới {}", self.marks.of_line()),
            kind: "club".to_owned(),
            unit: self.unit(&round),
            attributes: [("title".to_owned(), "mới".to_owned())]
                .into_iter()
                .collect(),
            round,
        };
        let id = line.id.clone();
        let mut changes = vec![Change::Add { line: line.clone() }];
        changes.push(started(&line));
        self.send(who, &id, changes).await;
    }

    /// Somebody who may settle in some scope, mostly, says what a provisional association is.
    async fn settle(&mut self) {
        let may_settle = |role| matches!(role, Role::Reviewer | Role::Coordinator);
        let everybody = self.random.percent(20);
        let people = (0..self.people.len())
            .filter(|who| everybody || may_settle(self.people[*who].account.role));
        let people: Vec<usize> = people.collect();
        if people.is_empty() {
            return;
        }
        let who = *self.random.pick(&people);
        let lines = self.truth.lines.iter();
        let new: Vec<&SubjectLine> = lines.filter(|line| line.id.starts_with("new-")).collect();
        if new.is_empty() {
            return;
        }
        let (id, round) = {
            let line = self.random.pick(&new);
            (line.id.clone(), line.round.clone())
        };
        let is_new = self.random.percent(50);
        let lines = &self.files[&round];
        let code = lines[self.random.below(lines.len())].id.clone();
        let line = if is_new {
            format!("N{}", self.made)
        } else {
            code
        };
        let change = Change::Settle {
            round,
            line,
            is_new,
        };
        self.send(who, &id, vec![change]).await;
    }

    async fn bring(&mut self, who: usize) {
        let (bytes, hash) = photo(self.random.below(PHOTOS));
        self.story.tell(format!("{who} brings the photo {hash}"));
        let client = &self.people[who].device.client;
        let path = format!("/api/blobs/{hash}");
        let answer = client
            .send(Method::PUT, &path, &[], Body::from(bytes))
            .await;
        assert_eq!(answer.status, 204);
        self.look().await;
        self.scan(who, "PUT /api/blobs/{hash}", &answer);
    }

    /// Another file of the register: lines move, go and come.
    async fn reload(&mut self) {
        let round = self.round();
        for _ in 0..=self.random.below(3) {
            let count = self.files[&round].len();
            let place = self.random.below(count);
            let unit = self.unit(&round);
            let kind = self.random.below(6);
            let lines = self.files.get_mut(&round).expect("it is one of them");
            match kind {
                0 if count > 3 => drop(lines.remove(place)),
                1 => {
                    let id = format!("L{}", self.made);
                    self.made += 1;
                    let line = self.line(&round, &id);
                    self.files.get_mut(&round).expect("the same").push(line);
                }
                _ => lines[place].unit = unit,
            }
        }
        self.story
            .tell(format!("another register of {round} is loaded"));
        self.load(&round).await;
        self.look().await;
    }

    /// A unit comes below another one.
    async fn move_unit(&mut self) {
        let round = self.round();
        let (unit, above) = (self.unit(&round), self.unit(&round));
        if self.truth.is_within(&round, &above, &unit) {
            return;
        }
        let units = self.truth.units.get_mut(&round).expect("it is one of them");
        let before = units.insert(unit.clone(), Some(above.clone()));
        if before == Some(Some(above.clone())) {
            return;
        }
        self.story
            .tell(format!("{unit} of {round} comes below {above}"));
        self.load(&round).await;
        for person in &mut self.people {
            person.is_stale = true;
        }
        self.look().await;
    }

    /// An account gets another scope, perhaps another role.
    async fn transfer(&mut self, who: usize) {
        let roles = [
            Role::Field,
            Role::Reviewer,
            Role::Coordinator,
            Role::Association,
        ];
        let before = self.people[who].account.role;
        let role = match before {
            Role::Admin => return,
            before if self.random.percent(60) => before,
            _ => *self.random.pick(&roles),
        };
        let scope = self.scope(role);
        self.story
            .tell(format!("{who} becomes {role:?} of {scope:?}"));
        self.move_account(who, role, scope).await;
        self.look().await;
    }

    /// Sends changes of one response or line; what the account does not see does not change by it.
    async fn send(&mut self, who: usize, id: &str, changes: Vec<Change>) {
        let account = self.people[who].account.clone();
        self.story
            .tell(format!("{account:?} sends {id} {changes:?}"));
        let is_hidden = self
            .truth
            .responses
            .iter()
            .any(|response| response.id == id && !self.truth.sees_response(&account, response));
        let mut ops = Vec::new();
        for change in changes {
            // What a provisional association is filled in with has an id of its own.
            let response = match &change {
                Change::Start { .. } if id.starts_with("new-") => format!("of-{id}"),
                _ => id.to_owned(),
            };
            ops.push(self.people[who].device.op(&response, change));
        }
        let before = self.truth.clone();
        let outcomes = self.exchange(who, &ops).await;
        assert_eq!(outcomes.len(), ops.len());
        for outcome in outcomes.iter().filter(|_| is_hidden) {
            let is_apart = matches!(outcome.result, OpResult::Quarantined { .. });
            assert!(is_apart && outcome.revision == 0, "{outcome:?}");
        }
        for response in changed(&before.responses, &self.truth.responses) {
            assert!(
                self.truth.sees_response(&account, response),
                "became {response:?}"
            );
        }
        for response in changed(&self.truth.responses, &before.responses) {
            assert!(before.sees_response(&account, response), "was {response:?}");
        }
        for (truth, lines) in [
            (&self.truth, changed(&before.lines, &self.truth.lines)),
            (&before, changed(&self.truth.lines, &before.lines)),
        ] {
            for line in lines {
                assert!(
                    truth.sees_line(&account, line),
                    "{account:?} changed {line:?}"
                );
            }
        }
        assert!(before.units == self.truth.units);
    }

    /// Answers with marks; perhaps one that names a photo, whether it is the account's or not.
    fn answers(&mut self, response: &str, are_whole: bool) -> Change {
        let mark = self.marks.of_answer(response);
        let members = self.random.below(50).to_string();
        let mut cells = vec![];
        if are_whole || self.random.percent(50) {
            cells.extend([("title", mark.as_str()), ("active", "yes")]);
        }
        cells.push(("members", members.as_str()));
        let (_, hash) = photo(self.random.below(PHOTOS));
        if self.random.percent(30) {
            cells.push(("page", hash.as_str()));
        }
        let base = *self.random.pick(&[ALL_SEEN, ALL_SEEN, 0]);
        answer_upon(base, &cells)
    }

    /// The id of a response, in whatever scope.
    fn some_response(&mut self) -> Option<String> {
        let count = self.truth.responses.len();
        let place = (count > 0).then(|| self.random.below(count))?;
        Some(self.truth.responses[place].id.clone())
    }
}

fn started(line: &SubjectLine) -> Change {
    let mut change = start(&line.id);
    if let Change::Start { slot, .. } = &mut change {
        line.round.clone_into(&mut slot.round);
    }
    change
}

/// What is among `after` and was not so among `before`.
fn changed<'t, T: PartialEq>(before: &[T], after: &'t [T]) -> Vec<&'t T> {
    after.iter().filter(|one| !before.contains(one)).collect()
}
