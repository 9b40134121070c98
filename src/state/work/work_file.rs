//! The work of a device as one file.

use sohoi_json::{to_text, write_members};
use sohoi_sync::Account;
use sohoi_sync::client::{DeviceRecord, LoggedOp, View};

use super::memory::Memory;
use crate::platform::clock;
use crate::platform::digest::sha256_hex;

/// The version of the file's shape.
const VERSION: u32 = 1;

struct WorkFile {
    format: &'static str,
    version: u32,
    /// SHA-256 of `content`, byte for byte.
    sha256: String,
    /// A [`Content`] as JSON text, so that its hash does not hang on how JSON is printed.
    content: String,
}

struct Content<'a> {
    made_at: String,
    account: &'a Account,
    device: &'a DeviceRecord,
    /// Ops by epoch and number; importing them twice is harmless, because of their keys.
    ops: Vec<&'a LoggedOp>,
    responses: Vec<sohoi_sync::Response>,
}

write_members! {
    WorkFile: format, version, sha256, content;
    Content<'_>: made_at, account, device, ops, [responses];
}

/// Everything unsent, or every response on this device too.
pub(super) fn write(memory: &Memory, everything: bool) -> Vec<u8> {
    let responses = if everything {
        memory
            .client
            .views()
            .map(|View { response, .. }| response)
            .collect()
    } else {
        Vec::new()
    };
    let content = Content {
        made_at: clock::now(),
        account: &memory.account,
        device: memory.client.device(),
        ops: memory.client.pending().collect(),
        responses,
    };
    let content = to_text(&content);
    let file = WorkFile {
        format: "sohoi-work",
        version: VERSION,
        sha256: sha256_hex(content.as_bytes()),
        content,
    };
    to_text(&file).into_bytes()
}
