//! A device that pushes and pulls.

use axum::http::StatusCode;
use serde_json::{Value, json};
use sohoi_sync::{Change, Entry, ExchangeResponse, Op, OpOutcome, OpResult};

use super::{Answer, Client};

/// A device that numbers its ops.
pub(crate) struct Device {
    pub(crate) client: Client,
    pub(crate) device: String,
    pub(crate) epoch: u32,
    pub(crate) n: u64,
    pub(crate) cursor: Option<String>,
}

impl Device {
    /// The next op.
    pub(crate) fn op(&mut self, response: &str, change: Change) -> Op {
        self.n += 1;
        Op {
            n: self.n,
            at: "2030-05-01T08:00:00Z".into(),
            response: response.into(),
            change,
            after: vec![],
        }
    }

    /// The body of an exchange.
    pub(crate) fn request(&self, ops: &[Op]) -> Value {
        json!({
            "protocol": 1, "device": self.device, "epoch": self.epoch, "ops": ops,
            "cursor": self.cursor,
        })
    }

    /// An exchange as it is answered.
    pub(crate) async fn try_exchange(&self, ops: &[Op]) -> Answer {
        self.client.post("/api/sync", &self.request(ops)).await
    }

    /// An exchange that works.
    pub(crate) async fn exchange(&mut self, ops: &[Op]) -> ExchangeResponse {
        let answer = self.try_exchange(ops).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
        let answer: ExchangeResponse = answer.json();
        self.cursor = Some(answer.cursor.clone());
        answer
    }

    /// Sends one change and returns what became of it.
    pub(crate) async fn send(&mut self, response: &str, change: Change) -> OpResult {
        let op = self.op(response, change);
        let answer = self.exchange(&[op]).await;
        only(answer.outcomes).result
    }

    /// Pulls until there is no more.
    pub(crate) async fn pull(&mut self) -> Vec<Entry> {
        let mut entries = Vec::new();
        loop {
            let answer = self.exchange(&[]).await;
            entries.extend(answer.entries);
            if !answer.more {
                return entries;
            }
        }
    }
}

/// The only outcome.
#[track_caller]
pub(crate) fn only(outcomes: Vec<OpOutcome>) -> OpOutcome {
    assert_eq!(outcomes.len(), 1, "{outcomes:?}");
    outcomes.into_iter().next().expect("there is one")
}
