//! Sealing to one recipient, with age.

use std::io::{Read as _, Write as _};
use std::iter::once;

use age::{DecryptError, Decryptor, Encryptor};

use crate::envelope::MOST_PLAIN;
use crate::keys::{Identity, Recipient};
use crate::refusal::Refusal;

/// What every file of age begins with.
const SEALED: &[u8] = b"age-encryption.org/";
/// What sealing adds at most: a head, and 16 bytes for each 64 kB.
const OVERHEAD: usize = 64 * 1024;

/// Whether a file is sealed, to whomever.
pub(crate) fn is_sealed(bytes: &[u8]) -> bool {
    bytes.starts_with(SEALED)
}

/// Seals bytes to a recipient.
pub(crate) fn seal(plain: &[u8], recipient: &Recipient) -> Vec<u8> {
    let recipient: &dyn age::Recipient = &recipient.0;
    let encryptor = Encryptor::with_recipients(once(recipient))
        .expect("one X25519 recipient is neither none nor a mixture");
    let mut sealed = Vec::with_capacity(plain.len() + 512);
    let sealing = encryptor.wrap_output(&mut sealed).and_then(|mut writer| {
        writer.write_all(plain)?;
        writer.finish()
    });
    sealing.expect("writing into memory does not fail");
    sealed
}

/// Takes the seal off.
pub(crate) fn unseal(name: &str, bytes: &[u8], identity: &Identity) -> Result<Vec<u8>, Refusal> {
    let file = || name.to_owned();
    if bytes.len() > MOST_PLAIN + OVERHEAD {
        return Err(Refusal::TooLarge { file: file() });
    }
    let damaged = |what: &str| Refusal::Damaged {
        file: file(),
        what: what.to_owned(),
    };
    let decryptor = Decryptor::new(bytes).map_err(|_| damaged("the head of the seal"))?;
    let identity: &dyn age::Identity = &identity.0;
    let opened = decryptor.decrypt(once(identity));
    let mut reader = opened.map_err(|flaw| match flaw {
        DecryptError::NoMatchingKeys => Refusal::NotForUs { file: file() },
        _ => damaged("the head of the seal"),
    })?;
    let mut plain = Vec::with_capacity(bytes.len());
    let read = reader.read_to_end(&mut plain);
    read.map_err(|_| damaged("what is sealed"))?;
    Ok(plain)
}
