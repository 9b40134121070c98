//! Sessions: an opaque token with the browser, its SHA-256 with the server.

use axum::http::{HeaderMap, HeaderValue, header};
use sha2::{Digest, Sha256};

use crate::random;

/// The name of the cookie: over a secure transport one that browsers take only from this very
/// host, by TLS, for all of its paths, so that no neighbour under the same domain sets it.
pub const fn session_cookie(is_secure: bool) -> &'static str {
    if is_secure {
        "__Host-sohoi_session"
    } else {
        "sohoi_session"
    }
}

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
    pub fn from_headers(headers: &HeaderMap, is_secure: bool) -> Option<Self> {
        value(headers, session_cookie(is_secure))
            .filter(|value| value.len() == 64 && value.bytes().all(|byte| byte.is_ascii_hexdigit()))
            .map(|value| Self(value.to_owned()))
    }

    /// What the server keeps of it.
    pub fn hash(&self) -> [u8; 32] {
        Sha256::digest(self.0.as_bytes()).into()
    }

    /// The cookie that hands it to the browser.
    pub fn cookie(&self, is_secure: bool) -> HeaderValue {
        self.cookie_for(SESSION_DAYS * 24 * 60 * 60, is_secure)
    }

    /// The same for a session of so many seconds.
    pub fn cookie_for(&self, seconds: i64, is_secure: bool) -> HeaderValue {
        let name = session_cookie(is_secure);
        cookie(name, &self.0, seconds, "Strict", is_secure)
    }

    /// The cookie that takes it back.
    pub fn expired_cookie(is_secure: bool) -> HeaderValue {
        cookie(session_cookie(is_secure), "", 0, "Strict", is_secure)
    }

    /// The cookie that takes back one from the time when the server was reached in the other way,
    /// where the request still carries it: it opens nothing.
    pub fn outdated_cookie(headers: &HeaderMap, is_secure: bool) -> Option<HeaderValue> {
        value(headers, session_cookie(!is_secure))?;
        Some(Self::expired_cookie(!is_secure))
    }
}

/// What binds a sign-in by OpenID to the browser that began it: 256 random bits as hex. Unlike a session it
/// comes along when the provider's page leads back.
#[derive(Clone)]
pub struct Carried(String);

impl Carried {
    /// A new one.
    pub fn random() -> Self {
        Self(hex::encode(random::bytes::<32>()))
    }

    /// What was handed back.
    pub fn of(text: &str) -> Self {
        Self(text.to_owned())
    }

    /// What the request's cookies carry.
    pub fn from_headers(headers: &HeaderMap, is_secure: bool) -> Option<Self> {
        value(headers, Self::name(is_secure)).map(Self::of)
    }

    /// What the server keeps of it.
    pub fn hash(&self) -> [u8; 32] {
        Sha256::digest(self.0.as_bytes()).into()
    }

    /// The cookie that hands it to the browser for so many seconds.
    pub fn cookie(&self, seconds: i64, is_secure: bool) -> HeaderValue {
        cookie(Self::name(is_secure), &self.0, seconds, "Lax", is_secure)
    }

    /// The cookie that takes it back.
    pub fn expired_cookie(is_secure: bool) -> HeaderValue {
        cookie(Self::name(is_secure), "", 0, "Lax", is_secure)
    }

    const fn name(is_secure: bool) -> &'static str {
        if is_secure {
            "__Host-sohoi_entering"
        } else {
            "sohoi_entering"
        }
    }
}

/// What a request carries as a cookie.
fn value<'h>(headers: &'h HeaderMap, cookie: &str) -> Option<&'h str> {
    let pairs = headers.get_all(header::COOKIE).iter();
    pairs
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(name, _)| *name == cookie)
        .map(|(_, value)| value)
}

fn cookie(name: &str, value: &str, max_age: i64, site: &str, is_secure: bool) -> HeaderValue {
    let secure = if is_secure { "; Secure" } else { "" };
    let text =
        format!("{name}={value}; HttpOnly; SameSite={site}; Path=/; Max-Age={max_age}{secure}");
    HeaderValue::try_from(text).expect("hex digits and fixed words are valid in a header")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn carrying(cookies: &str) -> HeaderMap {
        let mut headers = HeaderMap::new();
        headers.insert(header::COOKIE, cookies.parse().unwrap());
        headers
    }

    #[test]
    fn finds_its_token_among_other_cookies() {
        for is_secure in [false, true] {
            let token = Token::random();
            let (own, other) = (session_cookie(is_secure), session_cookie(!is_secure));
            let foreign = "b".repeat(64);
            let headers = carrying(&format!("a=b; {other}={foreign}; {own}={}; c=d", token.0));
            assert!(Token::from_headers(&headers, is_secure) == Some(token));
        }
    }

    #[test]
    fn a_token_of_another_shape_is_none() {
        for value in ["", "zz", &"g".repeat(64), &"a".repeat(65), "' or 1=1 --"] {
            let headers = carrying(&format!("{}={value}", session_cookie(false)));
            assert!(Token::from_headers(&headers, false).is_none(), "{value}");
        }
    }

    #[test]
    fn a_cookie_of_the_other_transport_opens_nothing_and_is_taken_back() {
        let token = Token::random();
        for is_secure in [false, true] {
            let name = session_cookie(!is_secure);
            let headers = carrying(&format!("{name}={}", token.0));
            assert!(Token::from_headers(&headers, is_secure).is_none());
            let cookie = Token::outdated_cookie(&headers, is_secure).unwrap();
            let cookie = cookie.to_str().unwrap();
            assert!(cookie.starts_with(&format!("{name}=;")), "{cookie}");
            assert!(cookie.contains("Max-Age=0"), "{cookie}");
            // Browsers take nothing else under a name with this prefix.
            assert_eq!(cookie.contains("Secure"), !is_secure, "{cookie}");
            assert_eq!(Token::outdated_cookie(&headers, !is_secure), None);
        }
    }

    #[test]
    fn the_cookie_is_closed_to_scripts_and_to_foreign_pages() {
        let text = Token::random().cookie(true);
        let text = text.to_str().unwrap();
        assert!(text.starts_with("__Host-"), "{text}");
        assert!(!text.contains("Domain"), "{text}");
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
        let plain = plain.to_str().unwrap();
        assert!(
            !plain.contains("Secure") && !plain.contains("__Host-"),
            "{plain}"
        );
    }
}
