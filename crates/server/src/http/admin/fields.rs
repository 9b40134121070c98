//! What a form sent.

use std::collections::BTreeMap;

use axum::extract::{FromRequest, Request};

use crate::app::App;
use crate::error::{ApiError, ApiResult};
use crate::http::body::{FORM, Limits, bytes, expect};
use crate::http::table::{Argument, Entry, Taken, shape};

/// How large a form may be: one may hold a list that was pasted.
const LIMITS: Limits = Limits {
    travelling: 256 * 1024,
    unpacked: 256 * 1024,
    depth: 1,
};

/// The fields of a form by name, in the order in which they came.
#[derive(Debug)]
pub(in crate::http) struct Fields(Vec<(String, String)>);

impl Fields {
    /// What a field says, without spaces around; empty where there is none.
    pub(in crate::http) fn text(&self, name: &str) -> &str {
        self.raw(name).trim()
    }

    /// The same to the letter, as passwords need it.
    pub(in crate::http) fn raw(&self, name: &str) -> &str {
        let found = self.0.iter().find(|(own, _)| own == name);
        found.map(|(_, value)| value.as_str()).unwrap_or_default()
    }

    /// Everything that fields of one name say, e.g. ticks in a row.
    pub(in crate::http) fn all(&self, name: &str) -> Vec<&str> {
        let named = self.0.iter().filter(|(own, _)| own == name);
        named.map(|(_, value)| value.as_str()).collect()
    }
}

impl FromRequest<App> for Fields {
    type Rejection = ApiError;

    async fn from_request(request: Request, _: &App) -> ApiResult<Self> {
        expect(request.headers(), FORM)?;
        let bytes = bytes(request, LIMITS.unpacked).await?;
        Ok(Self(form_urlencoded::parse(&bytes).into_owned().collect()))
    }
}

impl Argument for Fields {
    fn describe(entry: &mut Entry) {
        entry.take(Taken::Form {
            limits: LIMITS,
            shape: shape::<BTreeMap<String, String>>,
        });
    }
}
