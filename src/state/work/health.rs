//! What this device says of itself with every exchange.

use crate::platform::capacity;

use super::Work;

/// What the free space is rounded down to, so that the server need not write it down each time.
const STEP: u64 = 100_000_000;

impl Work {
    /// What stands in the header `sohoi-device` of the next exchange; `docs/protocol.md` describes it.
    pub(crate) fn told(&self) -> String {
        let memory = self.0.memory.borrow();
        [
            concat!("program=", env!("CARGO_PKG_VERSION"), "; device="),
            &memory.client.device().device,
            "; account=",
            &memory.account.name,
            "; unsent=",
            &memory.client.pending().count().to_string(),
            &self.0.health.borrow(),
        ]
        .concat()
    }

    /// Looks how the storage of this device is, for the exchanges to come.
    pub(crate) async fn look_at_health(&self) {
        let mut told = String::new();
        if let Some(is_persistent) = capacity::is_persistent().await {
            told.push_str("; persisted=");
            told.push(if is_persistent { '1' } else { '0' });
        }
        if let Some((used, quota)) = capacity::space().await {
            let free = quota.saturating_sub(used) / STEP * STEP;
            told.push_str("; free=");
            told.push_str(&free.to_string());
        }
        self.0.health.replace(told);
    }
}
