//! What lies under the seal: a line with the format, a line with the signature, and what is signed,
//! packed.

use std::io::{Read as _, Write as _};

use flate2::Compression;
use flate2::read::GzDecoder;
use flate2::write::GzEncoder;

use crate::keys::{Signer, SigningKey};
use crate::refusal::Refusal;

/// The most bytes before unpacking. A province with some thousands of responses has a tenth.
pub(crate) const MOST_PLAIN: usize = 8 * 1024 * 1024;
/// The most bytes after unpacking.
const MOST_UNPACKED: u64 = 32 * 1024 * 1024;

const NAME: &str = "sohoi-aggregate ";
const FORMAT: &str = "sohoi-aggregate 1\n";
const UNSIGNED: &str = "unsigned";
const SIGNED: &str = "signed ";

/// Packs and signs a document.
pub(crate) fn wrap(json: &str, key: Option<&SigningKey>) -> Vec<u8> {
    let mut packing = GzEncoder::new(Vec::new(), Compression::best());
    let packed = packing
        .write_all(json.as_bytes())
        .and_then(|()| packing.finish())
        .expect("writing into memory does not fail");
    let line = match key {
        None => UNSIGNED.to_owned(),
        Some(key) => {
            let signature = hex::encode(key.sign(&message(&packed)));
            format!("{SIGNED}{} {signature}", key.signer())
        }
    };
    [FORMAT.as_bytes(), line.as_bytes(), b"\n", &packed].concat()
}

/// What is signed: the line with the format and everything after the line with the signature.
fn message(packed: &[u8]) -> Vec<u8> {
    [FORMAT.as_bytes(), packed].concat()
}

/// What a file says of its signature: whose it is, and what.
pub(crate) struct Signature {
    pub(crate) signer: Signer,
    pub(crate) bytes: [u8; 64],
}

/// A file without its seal, nothing of it believed.
pub(crate) struct Signed<'b> {
    /// Nothing where it says that there is none.
    pub(crate) signature: Option<Signature>,
    packed: &'b [u8],
}

/// Takes a file apart.
pub(crate) fn unwrap<'b>(name: &str, bytes: &'b [u8]) -> Result<Signed<'b>, Refusal> {
    let file = || name.to_owned();
    if bytes.len() > MOST_PLAIN {
        return Err(Refusal::TooLarge { file: file() });
    }
    let Some(rest) = bytes.strip_prefix(FORMAT.as_bytes()) else {
        return Err(match bytes.starts_with(NAME.as_bytes()) {
            true => Refusal::OtherFormat { file: file() },
            false => Refusal::NotAnAggregate { file: file() },
        });
    };
    let end = rest.iter().position(|byte| *byte == b'\n');
    let (line, packed) = rest.split_at(end.unwrap_or(rest.len()));
    let signature = str::from_utf8(line).ok().and_then(signature);
    match (signature, packed.split_first()) {
        (Some(signature), Some((_, packed))) => Ok(Signed { signature, packed }),
        _ => Err(Refusal::Damaged {
            file: file(),
            what: "the line of the signature".to_owned(),
        }),
    }
}

/// What the line of the signature says; nothing where it cannot be read.
fn signature(line: &str) -> Option<Option<Signature>> {
    if line == UNSIGNED {
        return Some(None);
    }
    let (signer, signature) = line.strip_prefix(SIGNED)?.split_once(' ')?;
    let mut bytes = [0; 64];
    hex::decode_to_slice(signature, &mut bytes).ok()?;
    let signer = signer.parse().ok()?;
    Some(Some(Signature { signer, bytes }))
}

impl Signed<'_> {
    /// What the signer has signed.
    pub(crate) fn message(&self) -> Vec<u8> {
        message(self.packed)
    }

    /// The document.
    pub(crate) fn unpacked(&self, name: &str) -> Result<Vec<u8>, Refusal> {
        let mut json = Vec::new();
        let mut unpacking = GzDecoder::new(self.packed).take(MOST_UNPACKED + 1);
        let file = name.to_owned();
        match unpacking.read_to_end(&mut json) {
            Err(_) => Err(Refusal::Damaged {
                file,
                what: "what is packed".to_owned(),
            }),
            Ok(_) if json.len() as u64 > MOST_UNPACKED => Err(Refusal::TooLarge { file }),
            Ok(_) => Ok(json),
        }
    }
}
