//! Aggregates that travel: what a unit's figures are made of, as a file for the unit above.
//!
//! A file holds exact tallies, unsuppressed, and which subjects they count; no answers of free text and
//! no response as such. It is signed by the server that makes it and sealed to the one that reads it.
//! Files that are added up make the figures of all their responses together, to the last digit;
//! whatever would make other figures of them is refused with the reason. `docs/aggregates.md` says what
//! is in a file, how keys are exchanged, and what this protects against.
//!
//! **Architecture Invariant:** bytes in, bytes out: no files, no clock. Nothing of a signed file is read
//! before its signature has been verified.
#![deny(missing_docs)]

mod content;
mod digest;
mod envelope;
mod frame;
mod keys;
mod merge;
mod refusal;
mod seal;
mod surroundings;

pub use content::{Aggregate, Head, Share};
pub use digest::indicator_digests;
pub use frame::{BrokenKey, Frame, MergeWish, Part, Purpose, subjects_in_order};
pub use keys::{Identity, KeyFlaw, Recipient, Signer, SigningKey};
pub use merge::{Merged, Source, check, merge};
pub use refusal::Refusal;
pub use surroundings::{Here, Placed, Register, Ring, Units};

use content::from_json;
use envelope::{Signature, unwrap};

/// An aggregate as it was read from a file.
#[derive(Clone, Debug)]
pub struct Opened {
    /// The name of the file, as it was handed in.
    pub file: String,
    /// What is in it.
    pub aggregate: Aggregate,
    /// Who signed it; nothing where nobody did: pages and files say `chưa ký`.
    pub signer: Option<Signer>,
    /// Whether it came sealed.
    pub is_sealed: bool,
}

/// Writes an aggregate: packed, signed where there is a key, sealed where there is a recipient.
///
/// The library that seals takes its randomness from the system.
pub fn write(
    aggregate: &Aggregate,
    key: Option<&SigningKey>,
    recipient: Option<&Recipient>,
) -> Vec<u8> {
    let plain = envelope::wrap(&content::to_json(aggregate), key);
    match recipient {
        Some(recipient) => seal::seal(&plain, recipient),
        None => plain,
    }
}

/// Reads a file: unseals it, verifies who signed it, and only then looks at what is in it.
///
/// `name` is what refusals call the file. Without an identity only an unsealed file is read. A signer is believed for its own unit and those below it. A
/// file without a signature is taken where the round has no key for its unit, or where `takes_unsigned`.
///
/// # Errors
///
/// Why it is not taken.
pub fn open(
    name: &str,
    bytes: &[u8],
    identity: Option<&Identity>,
    ring: &Ring,
    units: &Units,
    takes_unsigned: bool,
) -> Result<Opened, Refusal> {
    let file = name.to_owned();
    let is_sealed = seal::is_sealed(bytes);
    let unsealed;
    let plain = if is_sealed {
        let identity = identity.ok_or_else(|| Refusal::NoKey { file: file.clone() })?;
        unsealed = seal::unseal(name, bytes, identity)?;
        &unsealed[..]
    } else {
        bytes
    };
    let signed = unwrap(name, plain)?;
    let signer = signed.signature.as_ref().map(|own| &own.signer);
    if let Some(Signature { signer, bytes }) = &signed.signature {
        if ring.units_of(signer).next().is_none() {
            let fingerprint = signer.fingerprint();
            return Err(Refusal::UnknownSigner { file, fingerprint });
        }
        if !signer.has_signed(&signed.message(), bytes) {
            return Err(Refusal::Forged { file });
        }
    }
    let aggregate = from_json(name, &signed.unpacked(name)?)?;
    let unit = &aggregate.head.unit;
    match signer {
        Some(signer) if !ring.units_of(signer).any(|own| units.reaches(own, unit)) => {
            return Err(Refusal::SignerOfOtherUnit {
                file,
                unit: unit.clone(),
                fingerprint: signer.fingerprint(),
            });
        }
        None if !takes_unsigned && ring.has_signer(unit) => {
            let unit = unit.clone();
            return Err(Refusal::Unsigned { file, unit });
        }
        _ => {}
    }
    Ok(Opened {
        file,
        signer: signer.cloned(),
        aggregate,
        is_sealed,
    })
}
