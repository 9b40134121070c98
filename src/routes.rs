//! The addresses of the app, kept in the part of the URL behind `#`.
//!
//! Hash addresses work on every static host and from the service worker without any rule on the
//! server. See `docs/adr` for why this is not a router library.

/// The review page of a response stands in the place of a section; no name of a form begins with
/// a hyphen.
pub const REVIEW: &str = "-review";

/// A page of the app.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Route {
    /// Signing in, or the work list when somebody is signed in.
    #[default]
    Home,
    /// One response.
    Response {
        /// The id of the response.
        id: String,
        /// The id of the section; the last visited one where absent.
        section: Option<String>,
        /// The place to show first, as path text.
        at: Option<String>,
    },
    /// The results.
    Results,
    /// What differs from the register, and what it lacks.
    Register,
    /// This device.
    Device,
    /// Nothing the app knows.
    Unknown,
}

impl Route {
    /// Reads the hash part of an address, with or without its `#`.
    pub fn parse(hash: &str) -> Self {
        let address = hash.trim_start_matches('#');
        let (path, query) = address.split_once('?').unwrap_or((address, ""));
        let mut parts = path.split('/').filter(|part| !part.is_empty());
        match (parts.next(), parts.next(), parts.next(), parts.next()) {
            (None, ..) => Self::Home,
            (Some("results"), None, ..) => Self::Results,
            (Some("register"), None, ..) => Self::Register,
            (Some("device"), None, ..) => Self::Device,
            (Some("response"), Some(id), section, None) => Self::Response {
                id: id.to_owned(),
                section: section.map(str::to_owned),
                at: query
                    .strip_prefix("at=")
                    .filter(|at| !at.is_empty())
                    .map(str::to_owned),
            },
            _ => Self::Unknown,
        }
    }

    /// A response at one of its sections.
    pub fn section(id: &str, section: &str) -> Self {
        Self::Response {
            id: id.to_owned(),
            section: Some(section.to_owned()),
            at: None,
        }
    }

    /// The address, beginning with `#`.
    pub fn href(&self) -> String {
        match self {
            Self::Home | Self::Unknown => "#/".to_owned(),
            Self::Results => "#/results".to_owned(),
            Self::Register => "#/register".to_owned(),
            Self::Device => "#/device".to_owned(),
            Self::Response { id, section, at } => {
                let mut href = format!("#/response/{id}");
                if let Some(section) = section {
                    href.push('/');
                    href.push_str(section);
                }
                if let Some(at) = at {
                    href.push_str("?at=");
                    href.push_str(at);
                }
                href
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_every_address_of_the_app() {
        let response = |section: Option<&str>, at: Option<&str>| Route::Response {
            id: "0199-a".to_owned(),
            section: section.map(str::to_owned),
            at: at.map(str::to_owned),
        };
        let cases = [
            ("", Route::Home),
            ("#", Route::Home),
            ("#/", Route::Home),
            ("#/results", Route::Results),
            ("#/register", Route::Register),
            ("#/device", Route::Device),
            ("#/response/0199-a", response(None, None)),
            ("#/response/0199-a/s4", response(Some("s4"), None)),
            ("#/response/0199-a/-review", response(Some(REVIEW), None)),
            (
                "#/response/0199-a/s4?at=year/1/total",
                response(Some("s4"), Some("year/1/total")),
            ),
            ("#/response", Route::Unknown),
            ("#/response/a/b/c", Route::Unknown),
            ("#/results/more", Route::Unknown),
            ("#/elsewhere", Route::Unknown),
        ];
        for (hash, expected) in cases {
            assert_eq!(Route::parse(hash), expected, "{hash}");
        }
    }

    #[test]
    fn write_then_read_is_the_identity() {
        let response = Route::Response {
            id: "r".to_owned(),
            section: Some("s".to_owned()),
            at: Some("rows/2/q".to_owned()),
        };
        for route in [
            Route::Home,
            Route::Results,
            Route::Device,
            Route::section("r", "s"),
            response,
        ] {
            assert_eq!(Route::parse(&route.href()), route);
        }
    }
}
