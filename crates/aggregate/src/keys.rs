//! Keys as people and files carry them: texts with a checksum (Bech32, BIP 173).

use std::fmt;
use std::str::FromStr;

use age::secrecy::ExposeSecret as _;
use bech32::{FromBase32 as _, ToBase32 as _, Variant};
use ed25519_dalek::{Signer as _, VerifyingKey};
use sha2::{Digest as _, Sha256};

/// What the text of a public key for signatures begins with.
const SIGNER: &str = "sohoi";
/// What the text of a secret key for signatures begins with.
const SIGNING: &str = "sohoi-signing-key-";

/// A text that is no key of its kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("is not a key of this kind, or has a typing error")]
pub struct KeyFlaw;

/// Who signs: the public key of a server (Ed25519, RFC 8032), as `sohoi1…`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signer(VerifyingKey);

/// What a server signs with. It never shows itself.
pub struct SigningKey(ed25519_dalek::SigningKey);

/// Whom a file is sealed to: the public key of a server (age, X25519), as `age1…`.
#[derive(Clone)]
pub struct Recipient(pub(crate) age::x25519::Recipient);

/// What a server unseals with. It never shows itself.
pub struct Identity(pub(crate) age::x25519::Identity);

impl Signer {
    /// What two people compare on the telephone: the first 10 bytes of the key's SHA-256, in groups of
    /// four hexadecimal digits.
    pub fn fingerprint(&self) -> String {
        let digits = hex::encode(&Sha256::digest(self.0.as_bytes())[..10]);
        let groups = digits.as_bytes().chunks(4);
        let groups: Vec<_> = groups.map(|group| String::from_utf8_lossy(group)).collect();
        groups.join(" ")
    }

    /// Whether it has signed this message.
    pub(crate) fn has_signed(&self, message: &[u8], signature: &[u8; 64]) -> bool {
        let signature = ed25519_dalek::Signature::from_bytes(signature);
        // Strict: a weak key would pass for having signed anything.
        self.0.verify_strict(message, &signature).is_ok()
    }
}

impl FromStr for Signer {
    type Err = KeyFlaw;

    fn from_str(text: &str) -> Result<Self, KeyFlaw> {
        let key = VerifyingKey::from_bytes(&decoded(SIGNER, text)?).map_err(|_| KeyFlaw)?;
        if key.is_weak() {
            return Err(KeyFlaw);
        }
        Ok(Self(key))
    }
}

impl fmt::Display for Signer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&encoded(SIGNER, self.0.as_bytes()))
    }
}

impl SigningKey {
    /// The key of 32 random bytes.
    pub fn from_seed(seed: [u8; 32]) -> Self {
        Self(ed25519_dalek::SigningKey::from_bytes(&seed))
    }

    /// Who signs with it.
    pub fn signer(&self) -> Signer {
        Signer(self.0.verifying_key())
    }

    /// The text that reads as this key, for the file that keeps it.
    pub fn secret(&self) -> String {
        encoded(SIGNING, self.0.as_bytes())
    }

    pub(crate) fn sign(&self, message: &[u8]) -> [u8; 64] {
        self.0.sign(message).to_bytes()
    }
}

impl FromStr for SigningKey {
    type Err = KeyFlaw;

    fn from_str(text: &str) -> Result<Self, KeyFlaw> {
        decoded(SIGNING, text).map(Self::from_seed)
    }
}

impl fmt::Debug for SigningKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SigningKey({})", self.signer())
    }
}

impl FromStr for Recipient {
    type Err = KeyFlaw;

    fn from_str(text: &str) -> Result<Self, KeyFlaw> {
        text.parse().map(Self).map_err(|_| KeyFlaw)
    }
}

impl fmt::Display for Recipient {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl fmt::Debug for Recipient {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Recipient({self})")
    }
}

impl Identity {
    /// A new one, from the system's randomness.
    pub fn generate() -> Self {
        Self(age::x25519::Identity::generate())
    }

    /// Whom files for it are sealed to.
    pub fn recipient(&self) -> Recipient {
        Recipient(self.0.to_public())
    }

    /// The text that reads as this identity, for the file that keeps it.
    pub fn secret(&self) -> String {
        self.0.to_string().expose_secret().to_owned()
    }

    /// The identity of a file: its first line that is neither blank nor a remark (`#`), as age has it.
    ///
    /// # Errors
    ///
    /// Where that line is none.
    pub fn of_file(text: &str) -> Result<Self, KeyFlaw> {
        let mut lines = text.lines().map(str::trim);
        let line = lines.find(|line| !line.is_empty() && !line.starts_with('#'));
        line.unwrap_or_default().parse()
    }
}

impl FromStr for Identity {
    type Err = KeyFlaw;

    fn from_str(text: &str) -> Result<Self, KeyFlaw> {
        text.parse().map(Self).map_err(|_| KeyFlaw)
    }
}

impl fmt::Debug for Identity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Identity({})", self.recipient())
    }
}

fn encoded(kind: &str, bytes: &[u8; 32]) -> String {
    bech32::encode(kind, bytes.to_base32(), Variant::Bech32)
        .expect("the kind is of lower-case letters and dashes")
}

fn decoded(kind: &str, text: &str) -> Result<[u8; 32], KeyFlaw> {
    let (found, digits, variant) = bech32::decode(text).map_err(|_| KeyFlaw)?;
    let bytes = Vec::<u8>::from_base32(&digits).map_err(|_| KeyFlaw)?;
    if found != kind || variant != Variant::Bech32 {
        return Err(KeyFlaw);
    }
    bytes.try_into().map_err(|_| KeyFlaw)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_read_as_they_are_printed() {
        let key = SigningKey::from_seed([7; 32]);
        let signer = key.signer();
        assert_eq!(signer.to_string().parse(), Ok(signer.clone()));
        let again: SigningKey = key.secret().parse().expect("it is one");
        assert_eq!(again.signer(), signer);
        let identity = Identity::generate();
        let again: Identity = identity.secret().parse().expect("it is one");
        let recipient = identity.recipient().to_string();
        assert_eq!(again.recipient().to_string(), recipient);
        let read: Recipient = recipient.parse().expect("it is one");
        assert_eq!(read.to_string(), recipient);
        assert_eq!(signer.fingerprint().len(), 24);
    }

    #[test]
    fn the_file_of_an_identity_may_say_what_it_is_for() {
        let identity = Identity::generate();
        let text = format!("# mở tệp\r\n\r\n  {}\r\n# hết\n", identity.secret());
        let read = Identity::of_file(&text).expect("it is there");
        assert_eq!(read.secret(), identity.secret());
        for none in ["", "# chỉ có ghi chú", "age1", "# x\nkhóa"] {
            assert_eq!(Identity::of_file(none).err(), Some(KeyFlaw), "{none}");
        }
    }

    #[test]
    fn a_typing_error_is_noticed() {
        let text = SigningKey::from_seed([7; 32]).signer().to_string();
        for at in 0..text.len() {
            let mut typed = text.clone().into_bytes();
            typed[at] = if typed[at] == b'q' { b'p' } else { b'q' };
            let typed = String::from_utf8(typed).expect("ASCII");
            assert_eq!(typed.parse::<Signer>(), Err(KeyFlaw), "{typed}");
        }
        for other in ["", "sohoi1", "age1", "một khóa"] {
            assert_eq!(other.parse::<Signer>(), Err(KeyFlaw), "{other}");
        }
        let recipient = Identity::generate().recipient().to_string();
        assert_eq!(recipient.parse::<Signer>(), Err(KeyFlaw));
        assert!(text.parse::<Recipient>().is_err());
    }

    #[test]
    fn a_key_that_anything_is_signed_by_is_none() {
        // The neutral point of the curve.
        let mut neutral = [0; 32];
        neutral[0] = 1;
        let text = encoded(SIGNER, &neutral);
        assert_eq!(text.parse::<Signer>(), Err(KeyFlaw));
    }

    #[test]
    fn secrets_do_not_show_themselves() {
        let (key, identity) = (SigningKey::from_seed([7; 32]), Identity::generate());
        let shown = format!("{key:?} {identity:?}");
        assert!(!shown.contains(&key.secret()) && !shown.contains(&identity.secret()));
    }
}
