//! What time it is, by this device.

use chrono::{Local, SecondsFormat};

/// Now, with the device's offset, as RFC 3339 text. Carried and shown, never compared.
pub fn now() -> String {
    Local::now().to_rfc3339_opts(SecondsFormat::Secs, false)
}
