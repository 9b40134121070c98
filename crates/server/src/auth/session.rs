//! Sessions: an opaque token with the browser, its SHA-256 with the server.

use axum::http::{HeaderMap, HeaderValue, header};
use sha2::{Digest, Sha256};

use crate::random;

/// The name of the cookie.
pub const SESSION_COOKIE: &str = "sohoi_session";

/// How long a session lasts: field staff are offline for weeks.
pub const SESSION_DAYS: i64 = 90;

/// The token of a session: 256 random bits as hex.
#[derive(Clone, PartialEq, Eq)]
pub struct Token(String);

impl Token {
    /// A new one.
    pub fn random() -> Self {
        Self(hex::encode(random::bytes::<32>()))
    }

    /// The token in the request's cookies, if there is one of the right shape.
    pub fn from_headers(headers: &HeaderMap) -> Option<Self> {
        headers
            .get_all(header::COOKIE)
            .iter()
            .filter_map(|value| value.to_str().ok())
            .flat_map(|value| value.split(';'))
            .filter_map(|pair| pair.trim().split_once('='))
            .find(|(name, _)| *name == SESSION_COOKIE)
            .map(|(_, value)| value)
            .filter(|value| value.len() == 64 && value.bytes().all(|byte| byte.is_ascii_hexdigit()))
            .map(|value| Self(value.to_owned()))
    }

    /// What the server keeps of it.
    pub fn hash(&self) -> [u8; 32] {
        Sha256::digest(self.0.as_bytes()).into()
    }

    /// The cookie that hands it to the browser.
    pub fn cookie(&self, is_secure: bool) -> HeaderValue {
        cookie(&self.0, SESSION_DAYS * 24 * 60 * 60, is_secure)
    }

    /// The cookie that takes it back.
    pub fn expired_cookie(is_secure: bool) -> HeaderValue {
        cookie("", 0, is_secure)
    }
}

fn cookie(value: &str, max_age: i64, is_secure: bool) -> HeaderValue {
    let secure = if is_secure { "; Secure" } else { "" };
    let text = format!(
        "{SESSION_COOKIE}={value}; HttpOnly; SameSite=Strict; Path=/; Max-Age={max_age}{secure}"
    );
    HeaderValue::try_from(text).expect("hex digits and fixed words are valid in a header")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_its_token_among_other_cookies() {
        let token = Token::random();
        let mut headers = HeaderMap::new();
        let cookies = format!("a=b; {SESSION_COOKIE}={}; c=d", token.0);
        headers.insert(header::COOKIE, cookies.parse().unwrap());
        assert!(Token::from_headers(&headers) == Some(token));
    }

    #[test]
    fn a_token_of_another_shape_is_none() {
        for value in ["", "zz", &"g".repeat(64), &"a".repeat(65), "' or 1=1 --"] {
            let mut headers = HeaderMap::new();
            headers.insert(
                header::COOKIE,
                format!("{SESSION_COOKIE}={value}").parse().unwrap(),
            );
            assert!(Token::from_headers(&headers).is_none(), "{value}");
        }
    }

    #[test]
    fn the_cookie_is_closed_to_scripts_and_to_foreign_pages() {
        let text = Token::random().cookie(true);
        let text = text.to_str().unwrap();
        for part in [
            "HttpOnly",
            "SameSite=Strict",
            "Path=/",
            "Max-Age=7776000",
            "Secure",
        ] {
            assert!(text.contains(part), "{text}");
        }
        let plain = Token::random().cookie(false);
        assert!(!plain.to_str().unwrap().contains("Secure"));
    }
}
