//! Every route, asked by everybody for everything.

use std::collections::BTreeMap;
use std::iter::repeat;
use std::ops::RangeInclusive;

use axum::body::Body;
use axum::http::Method;
use serde_json::{Value, json};
use sohoi_sync::{Account, Response, State};

use super::acts::{PHOTOS, photo};
use super::marks::Reader;
use super::world::World;
use crate::harness::Answer;
use crate::odata;
use crate::round::sha256;

impl World {
    /// Everybody pulls what is new, and asks for every photo.
    pub(super) async fn everybody_looks(&mut self) {
        for who in 0..self.people.len() {
            self.exchange(who, &[]).await;
            for number in 0..=PHOTOS {
                self.ask_for_photo(who, number).await;
            }
        }
    }

    async fn ask_for_photo(&mut self, who: usize, number: usize) {
        let (bytes, hash) = photo(number);
        let answer = self.get(who, &format!("/api/blobs/{hash}")).await;
        self.scan(who, "GET /api/blobs/{hash}", &answer);
        let account = &self.people[who].account;
        if self.truth.sees_blob(account, &hash) {
            assert_eq!(
                (answer.status.as_u16(), &answer.bytes),
                (200, &bytes),
                "{account:?}"
            );
        } else {
            assert_eq!(answer.status, 404, "{account:?} {hash}");
            // One that is not here and one that is not for this account look alike.
            assert_eq!(
                answer.error(),
                (404, "not_found".to_owned()),
                "{account:?} {hash}"
            );
            let nowhere = self
                .get(who, &format!("/api/blobs/{}", sha256(&bytes[1..])))
                .await;
            let text = |answer: &Answer| answer.text().replace(|c: char| c.is_ascii_hexdigit(), "");
            assert_eq!(text(&answer), text(&nowhere), "{account:?}");
        }
    }

    /// Everybody asks every route for all that there is, pulls from the start, and tries what others
    /// were given.
    pub(super) async fn everybody_asks(&mut self) -> usize {
        let mut pages = 0;
        for who in 0..self.people.len() {
            pages += self.pull_anew(who).await;
            let answer = self.get(who, "/api/session").await;
            self.scan(who, "GET /api/session", &answer);
            assert_eq!(answer.json::<Account>(), self.people[who].account);
            for hash in self.documents.clone() {
                let answer = self.get(who, &format!("/api/documents/{hash}")).await;
                self.scan(who, "GET /api/documents/{hash}", &answer);
                assert_eq!(sha256(&answer.bytes), hash);
            }
            // Nothing else is a document: no photo, no response.
            let photo = photo(0).1;
            let answer = self.get(who, &format!("/api/documents/{photo}")).await;
            self.scan(who, "GET /api/documents/{hash}", &answer);
            assert_eq!(answer.status, 404);
            for (route, path, status) in [
                ("GET /api/health", "/api/health", 200),
                ("no route", "/api/responses", 404),
                ("no route", "/api/blobs/", 404),
                ("no route", "/sohoi.sqlite", 404),
            ] {
                let answer = self.get(who, path).await;
                self.scan(who, route, &answer);
                assert_eq!(answer.status, status, "{path}");
            }
            self.try_cursors_of_others(who).await;
        }
        pages
    }

    /// A cursor is good for the account that was given it, and as it was given.
    async fn try_cursors_of_others(&mut self, who: usize) {
        for other in 0..self.people.len() {
            let Some(cursor) = self.people[other].device.cursor.clone() else {
                continue;
            };
            let parts: Vec<&str> = cursor.split('.').collect();
            let mut forged = parts.clone();
            if let [.., at, _] = &mut forged[..] {
                *at = "0";
            }
            let own = other == who;
            for cursor in [forged.join("."), cursor.clone(), cursor.to_uppercase()]
                .into_iter()
                .filter(|text| !own || *text != cursor)
            {
                let device = &self.people[who].device;
                let mut request = device.request(&[]);
                request["cursor"] = json!(cursor);
                let answer = device.client.post("/api/sync", &request).await;
                self.scan(who, "POST /api/sync", &answer);
                let error = answer.error();
                assert_eq!(
                    error,
                    (409, "refetch".to_owned()),
                    "{who} by that of {other}"
                );
            }
        }
    }

    /// Tokens read what was handed in within their unit.
    pub(super) async fn tokens_read(&mut self) {
        for place in 0..self.tokens.len() {
            let (token, secret) = {
                let token = &self.tokens[place];
                (token.stored.clone(), token.secret.clone())
            };
            let handed_in = self.truth.handed_in(&token.round, &token.unit);
            let mut ids: Vec<String> = handed_in.iter().map(|it| it.id.clone()).collect();
            ids.sort();
            let reader = odata::harness::Reader {
                server: &self.server,
                secret: secret.clone(),
            };
            let mut found = Vec::new();
            for population in ["approved", "provisional"] {
                let (count, members) = expected_figures(&handed_in, population);
                for (code, expected) in [("CL01", count), ("CL02", members)] {
                    let path = format!(
                        "Figures?$filter=population eq '{population}' and indicator eq '{code}' \
                         and dimension eq ''"
                    );
                    let rows = reader.rows(&path, "100").await;
                    let value = rows[0]["value"].as_u64().unwrap_or(0);
                    assert!(
                        expected.contains(&value),
                        "{token:?}: {code}, {population} is {value}, not in {expected:?}"
                    );
                    found.push(reader.ask(&path).await);
                }
            }
            if token.reads_responses {
                let rows = reader.rows("Responses_club", "3").await;
                let text = |row: &Value| row["meta_response"].as_str().map(str::to_owned);
                let mut told: Vec<String> = rows.iter().filter_map(text).collect();
                told.sort();
                assert!(
                    told.iter().all(|id| ids.contains(id)),
                    "{token:?}: {told:?}"
                );
                let (count, _) = expected_figures(&handed_in, "provisional");
                assert_eq!(told.len() as u64, *count.start(), "one of each line");
                let counted = reader.ask("Responses_club/$count").await.text();
                assert_eq!(counted, told.len().to_string());
                ids = told;
            } else {
                assert_eq!(reader.refused("Responses_club").await.0, 403);
            }
            // One that is asked for by its name is not there, either.
            for response in &self.truth.responses {
                let id = &response.id;
                let path = format!("Responses_club?$filter=meta_response eq '{id}'");
                let answer = reader.ask(&path).await;
                if token.reads_responses {
                    let rows: Value = answer.json();
                    let count = rows["value"].as_array().expect("a list").len();
                    assert_eq!(count, usize::from(ids.contains(id)), "{token:?} {id}");
                }
                found.push(answer);
            }
            for path in ["$metadata", "Indicators", "Figures", "Responses_club"] {
                found.push(reader.ask(path).await);
            }
            // A token is no session.
            let bearer = format!("Bearer {secret}");
            let headers = [("authorization", bearer.as_str())];
            let stranger = self.server.stranger();
            let answer = stranger
                .send(Method::GET, "/api/session", &headers, Body::empty())
                .await;
            assert_eq!(answer.status, 401);
            let service = ["/odata/v4", "/odata/v4/"];
            let routes = service.into_iter().chain(repeat("/odata/v4/{*path}"));
            let mut answers = Vec::new();
            for path in service {
                answers.push(
                    stranger
                        .send(Method::GET, path, &headers, Body::empty())
                        .await,
                );
            }
            answers.extend(found);
            for (route, answer) in routes.zip(answers) {
                self.story.case(format!("GET {route}"));
                let reader = Reader::Token(&token.round, &token.unit, token.reads_responses);
                let leaks = self.marks.leaks(&self.truth, reader, &answer.text());
                assert!(leaks.is_empty(), "{token:?} got {leaks:?}");
            }
        }
    }

    pub(super) async fn get(&self, who: usize, path: &str) -> Answer {
        self.people[who].device.client.get(path).await
    }
}

/// How many responses count, and between which sums their members lie: of each line one counts,
/// whichever. What the register lacks so far is in no approved figure.
fn expected_figures(
    handed_in: &[&Response],
    population: &str,
) -> (RangeInclusive<u64>, RangeInclusive<u64>) {
    let mut lines = BTreeMap::<&str, Vec<u64>>::new();
    for response in handed_in {
        let is_approved = matches!(response.state, State::Approved | State::Locked);
        let subject = response.slot.subject.as_str();
        if population == "provisional" || (is_approved && !subject.starts_with("new-")) {
            let members = response
                .value("members")
                .and_then(|value| value.parse().ok());
            lines.entry(subject).or_default().push(members.unwrap_or(0));
        }
    }
    let sum = |of: fn(&Vec<u64>) -> Option<&u64>| lines.values().filter_map(of).sum();
    let count = lines.len() as u64;
    let least: u64 = sum(|members| members.iter().min());
    let most: u64 = sum(|members| members.iter().max());
    (count..=count, least..=most)
}
