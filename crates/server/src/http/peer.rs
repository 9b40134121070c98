//! Where a request comes from.

use std::net::IpAddr;

use axum::extract::{ConnectInfo, FromRequestParts};
use axum::http::HeaderMap;
use axum::http::request::Parts;

use super::table::Argument;
use crate::app::{App, Transport};
use crate::listener::PeerAddress;

/// The address of a client, where it is known.
pub(super) struct Peer(pub(super) Option<IpAddr>);

impl FromRequestParts<App> for Peer {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Self::Rejection> {
        let connection = parts.extensions.get::<ConnectInfo<PeerAddress>>();
        let connection = connection.map(|address| address.0.0.ip());
        let address = match app.transport {
            Transport::Plain | Transport::Tls => connection,
            Transport::BehindTls => forwarded_for(&parts.headers).or(connection),
        };
        Ok(Self(address))
    }
}

impl Argument for Peer {}

/// The last entry of `X-Forwarded-For`: the one that the proxy next to the server has written.
/// Those before it are hearsay, which anybody can send.
fn forwarded_for(headers: &HeaderMap) -> Option<IpAddr> {
    let last = headers.get_all("x-forwarded-for").iter().next_back()?;
    let entry = last.to_str().ok()?.rsplit(',').next()?.trim();
    entry.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_last_entry_is_believed() {
        let cases: &[(&[&str], Option<&str>)] = &[
            (&[], None),
            (&["203.0.113.7"], Some("203.0.113.7")),
            (&["198.51.100.1, 203.0.113.7"], Some("203.0.113.7")),
            (&["198.51.100.1", "203.0.113.7"], Some("203.0.113.7")),
            (&["2001:db8::1"], Some("2001:db8::1")),
            (&["203.0.113.7, unknown"], None),
            (&["203.0.113.7,"], None),
        ];
        for (lines, expected) in cases {
            let mut headers = HeaderMap::new();
            for line in *lines {
                headers.append("x-forwarded-for", line.parse().unwrap());
            }
            let expected = expected.map(|text| text.parse().unwrap());
            assert_eq!(forwarded_for(&headers), expected, "{lines:?}");
        }
    }
}
