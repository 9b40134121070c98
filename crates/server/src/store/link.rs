//! Accounts and who they are at an OpenID provider, and sign-ins there that are under way.

use async_trait::async_trait;

use super::Result;
use crate::openid::Identity;

/// Who signs in as an account. By an address only until somebody did: whoever gets the address later
/// is somebody else.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// The provider.
    pub issuer: String,
    /// Who it is.
    pub whom: Whom,
}

/// How somebody is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Whom {
    /// By what the provider calls the person for ever (`sub`).
    Subject(String),
    /// By an address that the provider has verified, in small letters; the first who comes with it.
    Email(String),
}

impl Whom {
    /// What an administrator typed; nothing where it can be neither.
    pub fn typed(text: &str) -> Option<Self> {
        let text = text.trim();
        let is_right = (1..=255).contains(&text.len()) && !text.contains(char::is_control);
        let whom = match text.contains('@') {
            true => Self::Email(text.to_lowercase()),
            false => Self::Subject(text.to_owned()),
        };
        is_right.then_some(whom)
    }

    /// As text.
    pub fn text(&self) -> &str {
        match self {
            Self::Subject(text) | Self::Email(text) => text,
        }
    }
}

/// A sign-in that a browser began and has not come back from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entering {
    /// The SHA-256 of what the provider hands back.
    pub state: [u8; 32],
    /// The SHA-256 of what only that browser has.
    pub browser: [u8; 32],
    /// What the token has to hold.
    pub nonce: String,
    /// The secret of the code.
    pub verifier: String,
    /// The page to go on to.
    pub back: String,
    /// When it ends (milliseconds UTC).
    pub expires_at: i64,
}

/// What can be asked about links.
#[async_trait]
pub trait ReadLinks: Send {
    /// Who signs in as an account.
    async fn link(&mut self, account: &str) -> Result<Option<Link>>;
    /// The account of somebody: by the subject, else by a verified address that nobody came with yet.
    async fn linked(&mut self, who: &Identity) -> Result<Option<String>>;
}

/// What can be changed of links.
#[async_trait]
pub trait WriteLinks: ReadLinks {
    /// Links an account in place of what it was linked to; `false` where somebody is linked to another.
    async fn put_link(&mut self, account: &str, link: &Link) -> Result<bool>;
    /// Ends a link; `false` where there was none.
    async fn remove_link(&mut self, account: &str) -> Result<bool>;
    /// Remembers a sign-in that began, and forgets those that ended before `now`.
    async fn add_entering(&mut self, entering: &Entering, now: i64) -> Result<()>;
    /// Takes a sign-in that this browser began, so that nobody comes back from it twice.
    async fn take_entering(&mut self, state: &[u8], browser: &[u8]) -> Result<Option<Entering>>;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_told_from_a_subject() {
        let subject = |text: &str| Some(Whom::Subject(text.into()));
        let email = |text: &str| Some(Whom::Email(text.into()));
        for (text, expected) in [
            (" 8f3-A ", subject("8f3-A")),
            ("Lan@Tinh.example", email("lan@tinh.example")),
            ("", None),
            ("a\nb", None),
            (&"x".repeat(256), None),
        ] {
            assert_eq!(Whom::typed(text), expected, "{text}");
        }
    }
}
