//! Fingerprints of files, to know whether anything has changed since the last run.

use std::path::PathBuf;

use sha2::{Digest, Sha256};

use crate::failure::Failure;
use crate::files;

/// The sha256 of some bytes, in hexadecimal.
pub(crate) fn of_bytes(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

/// The sha256 of some bytes in base64, as a page's `integrity` names it.
pub(crate) fn base64_of_bytes(bytes: &[u8]) -> String {
    base64(&Sha256::digest(bytes))
}

/// One sha256 over the names and contents of files and of all files below folders.
pub(crate) fn of_files(paths: &[PathBuf]) -> Result<String, Failure> {
    let root = files::root();
    let mut hash = Sha256::new();
    for path in paths {
        let found = match path.is_dir() {
            true => files::below(path)?,
            false => vec![path.clone()],
        };
        for file in found {
            let bytes = files::read(&file)?;
            hash.update(files::named(&file, &root));
            hash.update([0]);
            hash.update((bytes.len() as u64).to_le_bytes());
            hash.update(bytes);
        }
    }
    Ok(hex(&hash.finalize()))
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::new();
    for chunk in bytes.chunks(3) {
        let at = |place: usize| u32::from(chunk.get(place).copied().unwrap_or(0));
        let group = at(0) << 16 | at(1) << 8 | at(2);
        for place in 0..4 {
            match place <= chunk.len() {
                true => text.push(DIGITS[(group >> (18 - 6 * place) & 63) as usize] as char),
                false => text.push('='),
            }
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fingerprint_of_nothing_is_the_known_sha256() {
        assert_eq!(
            of_bytes(b""),
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
        );
    }

    #[test]
    fn base64_pads_to_groups_of_four() {
        // The test vectors of RFC 4648, section 10.
        for (bytes, text) in [
            ("", ""),
            ("f", "Zg=="),
            ("fo", "Zm8="),
            ("foo", "Zm9v"),
            ("foobar", "Zm9vYmFy"),
        ] {
            assert_eq!(base64(bytes.as_bytes()), text);
        }
    }

    #[test]
    fn fingerprint_of_files_is_stable_and_tells_folders_apart() {
        let of = |name: &str| of_files(&[files::root().join(name)]).expect("the files are there");
        assert_eq!(of("xtask/src/setup"), of("xtask/src/setup"));
        assert_ne!(of("xtask/src/setup"), of("xtask/src/setup.rs"));
    }
}
