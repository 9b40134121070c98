//! Access tokens: what a spreadsheet shows instead of signing in.
//!
//! A token is 256 random bits, so one round of SHA-256 is enough to keep it by: nobody guesses
//! it, with or without the hash. It travels as the password of HTTP Basic, which is what
//! spreadsheets can do, or as a Bearer token (RFC 6750).

use axum::http::{HeaderMap, header};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};

use crate::random;

/// What every token begins with, so that people and programs that look for leaked secrets know it.
const PREFIX: &str = "sohoi_";

/// The secret of a token: a prefix and 256 random bits as hex.
#[derive(Clone, PartialEq, Eq)]
pub struct AccessToken(String);

impl AccessToken {
    /// A new one.
    pub fn random() -> Self {
        Self(format!("{PREFIX}{}", hex::encode(random::bytes::<32>())))
    }

    /// The token in the `Authorization` of a request; `None` where there is none, or something
    /// that cannot be one. Cookies are not looked at.
    pub fn from_headers(headers: &HeaderMap) -> Option<Self> {
        let mut all = headers.get_all(header::AUTHORIZATION).iter();
        let text = all.next()?.to_str().ok()?;
        if all.next().is_some() {
            return None;
        }
        let (scheme, shown) = text.split_once(' ')?;
        let shown = shown.trim();
        if scheme.eq_ignore_ascii_case("bearer") {
            Self::of_shape(shown)
        } else if scheme.eq_ignore_ascii_case("basic") {
            let pair = String::from_utf8(STANDARD.decode(shown).ok()?).ok()?;
            // The name is whatever people typed; only the token says who they are.
            let (_, password) = pair.split_once(':')?;
            Self::of_shape(password.trim())
        } else {
            None
        }
    }

    /// To be shown once to whoever made it.
    pub fn secret(&self) -> &str {
        &self.0
    }

    /// What the server keeps of it.
    pub fn hash(&self) -> [u8; 32] {
        Sha256::digest(self.0.as_bytes()).into()
    }

    fn of_shape(text: &str) -> Option<Self> {
        let digits = text.strip_prefix(PREFIX)?;
        let is_right = digits.len() == 64 && digits.bytes().all(|byte| byte.is_ascii_hexdigit());
        is_right.then(|| Self(text.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(authorization: &str) -> Option<AccessToken> {
        let mut headers = HeaderMap::new();
        headers.insert(header::AUTHORIZATION, authorization.parse().unwrap());
        AccessToken::from_headers(&headers)
    }

    #[test]
    fn a_token_is_found_as_password_and_as_bearer() {
        let token = AccessToken::random();
        let secret = token.secret();
        let basic = |pair: String| format!("Basic {}", STANDARD.encode(pair));
        let cases = [
            (format!("Bearer {secret}"), true),
            (format!("bearer  {secret}"), true),
            (basic(format!("excel:{secret}")), true),
            (basic(format!(":{secret}")), true),
            (basic(format!("sổ hội:{secret}")), true),
            // A password may hold a colon, a user name may not (RFC 7617); a token holds none.
            (basic(format!("a:b:{secret}")), false),
            (basic(secret.to_owned()), false),
            (basic(format!("{secret}:")), false),
            ("Basic ?".to_owned(), false),
            (format!("Digest {secret}"), false),
            (secret.to_owned(), false),
            (format!("Bearer {secret}0"), false),
            (format!("Bearer {PREFIX}{}", "g".repeat(64)), false),
            ("Bearer ' or 1=1 --".to_owned(), false),
        ];
        for (authorization, expected) in cases {
            let found = shown(&authorization) == Some(token.clone());
            assert_eq!(found, expected, "{authorization}");
        }
    }

    #[test]
    fn two_authorizations_are_none_and_cookies_are_not_looked_at() {
        let token = AccessToken::random();
        let mut headers = HeaderMap::new();
        let bearer = format!("Bearer {}", token.secret());
        headers.append(header::AUTHORIZATION, bearer.parse().unwrap());
        headers.append(header::AUTHORIZATION, bearer.parse().unwrap());
        assert!(AccessToken::from_headers(&headers).is_none());
        let mut headers = HeaderMap::new();
        let cookie = format!("sohoi_session={}", token.secret());
        headers.append(header::COOKIE, cookie.parse().unwrap());
        assert!(AccessToken::from_headers(&headers).is_none());
    }
}
