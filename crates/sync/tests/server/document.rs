//! The messages that docs/protocol.md shows are real ones.

use serde_json::Value;
use sohoi_sync::{Change, ExchangeRequest, ExchangeResponse};

const DOCUMENT: &str = include_str!("../../../../docs/protocol.md");

/// The JSON blocks of the document, in order.
fn blocks() -> Vec<Value> {
    let fenced = DOCUMENT.split("```json").skip(1);
    let texts = fenced.filter_map(|rest| rest.split("```").next());
    texts
        .map(|text| serde_json::from_str(text).unwrap_or_else(|error| panic!("{error}: {text}")))
        .collect()
}

/// Reads a message and writes it again: what is lost or added on the way is wrong in the document.
fn round_trip<T: serde::de::DeserializeOwned + serde::Serialize>(block: &Value) -> Value {
    let message: T = serde_json::from_value(block.clone()).expect("the document's message reads");
    serde_json::to_value(message).expect("messages become JSON")
}

#[test]
fn the_document_shows_messages_as_they_travel() {
    let blocks = blocks();
    assert_eq!(blocks.len(), 3);
    assert_eq!(round_trip::<ExchangeRequest>(&blocks[0]), blocks[0]);
    assert_eq!(round_trip::<Vec<Change>>(&blocks[1]), blocks[1]);
    assert_eq!(round_trip::<ExchangeResponse>(&blocks[2]), blocks[2]);
}

#[test]
fn a_reason_of_a_later_version_is_read_as_other() {
    let reason: sohoi_sync::Reason =
        serde_json::from_str(r#"{"why": "something_new"}"#).expect("unknown words are read");
    assert_eq!(reason, sohoi_sync::Reason::whole(sohoi_sync::Why::Other));
}
