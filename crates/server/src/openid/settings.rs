//! What an operator says of a provider.

use std::net::IpAddr;

use axum::http::Uri;

/// A provider, and how this server is known to it.
#[derive(Clone)]
pub struct Settings {
    pub(super) issuer: String,
    pub(super) client_id: String,
    pub(super) secret: Option<String>,
    pub(super) name: String,
    pub(super) public_url: String,
}

/// Settings that cannot be right.
#[derive(Debug, thiserror::Error)]
pub enum BadSettings {
    /// An address that others on the way could read or change.
    #[error("{0}: not an https:// address (http:// only on this machine), without `?` and `#`")]
    Address(String),
    /// The address that browsers know.
    #[error("{0}: the address of this server has no path")]
    Path(String),
    /// A text that is blank.
    #[error("{0} is blank")]
    Blank(&'static str),
    /// The system's certificates.
    #[error("the certificates of this system cannot be read: {0}")]
    Certificates(String),
}

impl Settings {
    /// `issuer` is the provider's address, `public_url` the one under which browsers reach this server,
    /// `name` what people call the provider. Without a secret the server is a public client.
    ///
    /// # Errors
    ///
    /// Where an address is not safe, or something is blank.
    pub fn new(
        issuer: &str,
        client_id: &str,
        secret: Option<&str>,
        name: &str,
        public_url: &str,
    ) -> Result<Self, BadSettings> {
        let address = |text: &str| match is_safe(text) {
            true => Ok(text.to_owned()),
            false => Err(BadSettings::Address(text.to_owned())),
        };
        let said = |text: &str, what| match text.trim() {
            "" => Err(BadSettings::Blank(what)),
            text => Ok(text.to_owned()),
        };
        let public_url = address(public_url)?;
        let path = public_url.parse::<Uri>().map(|uri| uri.path().to_owned());
        if path
            .ok()
            .is_none_or(|path| !path.trim_matches('/').is_empty())
        {
            return Err(BadSettings::Path(public_url));
        }
        Ok(Self {
            issuer: address(issuer)?,
            client_id: said(client_id, "the client's id")?,
            secret: secret
                .map(|secret| said(secret, "the client's secret"))
                .transpose()?,
            name: said(name, "the provider's name")?,
            public_url: public_url.trim_end_matches('/').to_owned(),
        })
    }
}

/// Whether nobody on the way reads or changes what is said with this address.
fn is_safe(text: &str) -> bool {
    let Ok(uri) = text.parse::<Uri>() else {
        return false;
    };
    let is_plain = !text.contains(['?', '#', '@']);
    let host = uri.host().unwrap_or_default();
    match uri.scheme_str() {
        Some("https") => is_plain && !host.is_empty(),
        Some("http") => is_plain && is_this_machine(host),
        _ => false,
    }
}

pub(super) fn is_this_machine(host: &str) -> bool {
    let bare = host.trim_start_matches('[').trim_end_matches(']');
    host == "localhost" || bare.parse().is_ok_and(|it: IpAddr| it.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_addresses_that_nobody_listens_to_are_taken() {
        let cases = [
            ("https://login.example/realms/x", true),
            ("http://127.0.0.1:8080/", true),
            ("http://[::1]:8080", true),
            ("http://localhost:8080", true),
            ("http://login.example", false),
            ("http://127.0.0.1.example", false),
            ("https://login.example/?a=b", false),
            ("https://who@login.example/", false),
            ("https://", false),
            ("login.example", false),
            ("", false),
        ];
        for (address, expected) in cases {
            assert_eq!(is_safe(address), expected, "{address}");
        }
    }

    #[test]
    fn what_is_missing_is_named() {
        let settings = |id, secret, name, own| {
            Settings::new("https://a.example", id, secret, name, own).map_err(|it| it.to_string())
        };
        let own = "https://so.example/";
        let right = settings("so", Some("s"), "Tỉnh", own).map(|it| it.public_url);
        assert_eq!(right, Ok("https://so.example".to_owned()));
        for (wrong, expected) in [
            (settings("", None, "Tỉnh", own), "id is blank"),
            (settings("so", Some(" \n"), "Tỉnh", own), "secret is blank"),
            (settings("so", None, "", own), "name is blank"),
            (
                settings("so", None, "Tỉnh", "https://a.example/so"),
                "has no path",
            ),
        ] {
            let found = wrong.map(|_| ()).expect_err(expected);
            assert!(found.ends_with(expected), "{found}");
        }
    }
}
