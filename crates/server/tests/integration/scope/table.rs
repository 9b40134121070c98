//! The table of routes, gone through as it stands: what a route refuses to strangers, and that what
//! it gives is scanned for what others may not see.

use axum::body::Body;
use axum::http::Method;
use serde_json::json;
use sohoi_server::http::{Access, Entry, table};
use sohoi_sync::{Role, SubjectLine};

use super::acts::photo;
use super::marks::Reader;
use super::world::World;
use crate::harness::{Answer, Client};

/// What a place in a path is filled with at most, of all that has a name.
const FILLED: usize = 6;

/// Every route by its method and path.
pub(super) fn names() -> Vec<String> {
    entries().iter().map(name).collect()
}

fn entries() -> Vec<Entry> {
    let families = table();
    let entries = families.iter().flat_map(|family| family.entries());
    entries.cloned().collect()
}

fn name(entry: &Entry) -> String {
    format!("{} {}", entry.method(), entry.path())
}

impl World {
    /// Everybody asks every route that only reads, with whatever has a name in its path. Routes that
    /// change something have to be tried by an act.
    pub(super) async fn everybody_tries_the_table(&mut self) {
        let reads = entries().into_iter().filter(|entry| !entry.is_change());
        for entry in reads {
            for who in 0..self.people.len() {
                let is_admitted = entry.access().admits(self.people[who].account.role);
                for path in self.paths(&entry) {
                    let answer = self.get(who, &path).await;
                    let route = name(&entry);
                    if is_admitted {
                        self.scan(who, &route, &answer);
                    } else {
                        self.scan(who, &format!("{route}, refused"), &answer);
                        let status = answer.status.as_u16();
                        assert!(matches!(status, 401 | 403), "{path}: {status}");
                    }
                }
            }
        }
    }

    /// Everybody sends the forms of pages that change something. Who has no right to one is refused,
    /// whatever there is by that name; to a coordinator a line of another unit is as one that is nowhere.
    pub(super) async fn everybody_tries_to_change(&mut self) {
        let is_tried = |entry: &Entry| {
            let path = entry.path();
            entry.is_change() && path.starts_with("/admin/") && !path.starts_with("/admin/sign-")
        };
        for entry in entries().into_iter().filter(is_tried) {
            for who in 0..self.people.len() {
                let account = self.people[who].account.clone();
                if !entry.access().admits(account.role) {
                    for path in self.paths(&entry) {
                        let answer = self.submit(who, &path, &[]).await;
                        self.scan(who, &format!("{}, refused", name(&entry)), &answer);
                        assert_eq!(answer.status, 403, "{path}");
                    }
                } else if account.role != Role::Admin {
                    let lines = self.truth.lines.iter();
                    let hidden = lines.filter(|line| !self.truth.sees_line(&account, line));
                    let hidden: Vec<SubjectLine> = hidden.take(FILLED).cloned().collect();
                    for line in hidden {
                        self.try_hidden(who, &entry, &line).await;
                    }
                }
            }
        }
    }

    /// The same form about a line that the account does not see, and about one that there is not.
    async fn try_hidden(&mut self, who: usize, entry: &Entry, line: &SubjectLine) {
        let route = name(entry);
        let before = self.truth.lines.clone();
        let mut statuses = Vec::new();
        for id in [line.id.as_str(), "nowhere"] {
            let named = ["id", "subject", "line", "into", "batch", "upload"];
            let mut fields: Vec<(&str, &str)> = named.iter().map(|own| (*own, id)).collect();
            fields.extend([
                ("round", line.round.as_str()),
                ("do", "dissolve"),
                ("line", id),
            ]);
            fields.extend([("on", "2030-06-01"), ("judged", "accept")]);
            let answer = self.submit(who, entry.path(), &fields).await;
            self.scan(who, &route, &answer);
            statuses.push(answer.status.as_u16());
        }
        assert_eq!(statuses[0], statuses[1], "{route}: {who} about {}", line.id);
        assert!(statuses[0] >= 400, "{route} is done about {}", line.id);
        self.look().await;
        assert_eq!(self.truth.lines, before, "{route} changed {}", line.id);
    }

    async fn submit(&self, who: usize, path: &str, fields: &[(&str, &str)]) -> Answer {
        self.people[who].device.client.submit(path, fields).await
    }

    /// Nobody, and whoever signed out, get nothing by any route that is not open.
    pub(super) async fn strangers_get_nothing(&mut self) {
        let place = self.random.below(self.people.len());
        let name_of_one = self.people[place].account.name.clone();
        let signed_out = self.server.sign_in(&name_of_one).await;
        self.story.case("POST /api/session");
        let left = signed_out.delete("/api/session").await;
        self.story.case("DELETE /api/session");
        assert_eq!(left.status, 204);
        let cookie = self.people[place].device.client.cookie.clone();
        let cookie = cookie.expect("everybody is signed in");
        let (cut, last) = cookie.split_at(cookie.len() - 1);
        let other = if last == "0" { "1" } else { "0" };
        let with = |cookie: String| {
            let mut client = self.server.stranger();
            client.cookie = Some(cookie);
            client
        };
        let (cut, forged) = (with(cut.to_owned()), with(format!("{cut}{other}")));
        let request = self.people[place].device.request(&[]).to_string();
        for client in [self.server.stranger(), signed_out, forged, cut] {
            for entry in entries() {
                if entry.access() == Access::Open {
                    continue;
                }
                for path in self.paths(&entry) {
                    let answer = ask(&client, entry.method(), &path, &request).await;
                    // Pages lead to where one signs in.
                    let refused = if path.starts_with("/admin") { 303 } else { 401 };
                    assert_eq!(answer.status, refused, "{path}");
                    self.nobody_reads(&name(&entry), &answer);
                }
            }
            let wrong = json!({"name": name_of_one, "password": "không phải"});
            let answer = client.post("/api/session", &wrong).await;
            assert_eq!(answer.status, 401);
            self.nobody_reads("POST /api/session", &answer);
            // As many wrong tokens and passwords as there are here are a matter of other tests.
            self.server.wait(120_000);
        }
        // The others are still there.
        for who in 0..self.people.len() {
            assert_eq!(self.get(who, "/api/session").await.status, 200);
        }
    }

    fn nobody_reads(&mut self, route: &str, answer: &Answer) {
        self.story.case(format!("{route}, by nobody"));
        let leaks = self
            .marks
            .leaks(&self.truth, Reader::Nobody, &answer.text());
        assert!(leaks.is_empty(), "nobody got {leaks:?} by {route}");
    }

    /// Paths of a route, its place filled with what has a name here.
    fn paths(&mut self, entry: &Entry) -> Vec<String> {
        let Some((before, rest)) = entry.path().split_once('{') else {
            return vec![entry.path().to_owned()];
        };
        let (_, after) = rest.split_once('}').expect("braces come in pairs");
        let mut all: Vec<String> = vec![photo(0).1, "Figures".into(), "Responses_club".into()];
        all.extend(self.documents.iter().cloned());
        all.extend(
            self.truth
                .lines
                .iter()
                .map(|line| line.id.replace('%', "%25")),
        );
        all.extend(
            self.truth
                .responses
                .iter()
                .map(|response| response.id.clone()),
        );
        all.extend(self.people.iter().map(|person| person.account.name.clone()));
        let chosen = (0..FILLED).map(|_| self.random.pick(&all).clone());
        chosen
            .map(|filled| format!("{before}{filled}{after}"))
            .collect()
    }
}

async fn ask(client: &Client, method: &Method, path: &str, request: &str) -> Answer {
    let kind = [("content-type", "application/json")];
    client
        .send(method.clone(), path, &kind, Body::from(request.to_owned()))
        .await
}
