//! The names of documents and photos: their content hash.

use std::fmt::Write;

use sha2::{Digest, Sha256};

/// SHA-256 as lower-case hex. In plain code, because the browser's own refuses on an insecure
/// origin, where saving has to work all the same.
pub fn sha256_hex(bytes: &[u8]) -> String {
    let digest = Sha256::digest(bytes);
    digest
        .iter()
        .fold(String::with_capacity(64), |mut hex, byte| {
            write!(hex, "{byte:02x}").expect("writing to a string never fails");
            hex
        })
}
