//! A file that a form of a page sends (RFC 7578).

use axum::extract::{FromRequest, Request};
use axum::http::header;

use crate::app::App;
use crate::error::{ApiError, ApiResult};
use crate::http::body::{bytes, expect};
use crate::http::table::{Argument, Entry, Taken};
use crate::register::tables::LARGEST;

/// A file with what stands around it on the way.
const MOST: usize = LARGEST + 64 * 1024;

/// The file of the field `file`.
pub(super) struct SentFile {
    /// Its name.
    pub(super) name: String,
    /// What is in it.
    pub(super) bytes: Vec<u8>,
}

impl FromRequest<App> for SentFile {
    type Rejection = ApiError;

    async fn from_request(request: Request, _: &App) -> ApiResult<Self> {
        let headers = request.headers().clone();
        let body = bytes(request, MOST).await?;
        expect(&headers, "multipart/form-data")?;
        let kind = headers.get(header::CONTENT_TYPE);
        let kind = kind.and_then(|kind| kind.to_str().ok()).unwrap_or_default();
        let boundary = kind.split_once("boundary=").map(|(_, rest)| rest);
        let boundary = boundary.and_then(|rest| rest.split(';').next());
        let boundary = boundary
            .unwrap_or_default()
            .trim()
            .trim_matches('"')
            .to_owned();
        if boundary.is_empty() || boundary.len() > 70 {
            return Err(ApiError::Malformed("the form says no boundary".into()));
        }
        found(&body, &boundary).ok_or_else(|| ApiError::Malformed("the form has no file".into()))
    }
}

impl Argument for SentFile {
    fn describe(entry: &mut Entry) {
        entry.take(Taken::Bytes { most: MOST });
    }
}

fn found(body: &[u8], boundary: &str) -> Option<SentFile> {
    let mark = format!("--{boundary}");
    let mut rest = &body[find(body, mark.as_bytes())? + mark.len()..];
    let end = format!("\r\n--{boundary}");
    loop {
        let head = find(rest, b"\r\n\r\n")?;
        let content = &rest[head + 4..];
        let length = find(content, end.as_bytes())?;
        let head = String::from_utf8_lossy(&rest[..head]);
        if parameter(&head, "name").as_deref() == Some("file") {
            return Some(SentFile {
                name: parameter(&head, "filename").unwrap_or_default(),
                bytes: content[..length].to_vec(),
            });
        }
        rest = &content[length + end.len()..];
    }
}

/// A parameter of `Content-Disposition`.
fn parameter(head: &str, name: &str) -> Option<String> {
    let lines = head.split("\r\n");
    let mut lines = lines.filter(|line| {
        line.to_ascii_lowercase()
            .starts_with("content-disposition:")
    });
    let line = lines.next()?;
    let start = format!("; {name}=\"");
    let (_, rest) = line.split_once(&start)?;
    let value = rest.split('"').next()?;
    // What browsers make of `"` in names; a path before the name says nothing.
    let value = value.replace("%22", "\"");
    value.rsplit(['/', '\\']).next().map(str::to_owned)
}

fn find(bytes: &[u8], what: &[u8]) -> Option<usize> {
    let first = *what.first()?;
    let mut at = 0;
    while let Some(next) = bytes[at..].iter().position(|byte| *byte == first) {
        at += next;
        if bytes[at..].starts_with(what) {
            return Some(at);
        }
        at += 1;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_file_of_a_form_is_found() {
        let body = "--X\r\nContent-Disposition: form-data; name=\"round\"\r\n\r\nr\r\n--X\r\n\
                    Content-Disposition: form-data; name=\"file\"; filename=\"C:\\a\\hội.csv\"\r\n\
                    Content-Type: text/csv\r\n\r\nid,name\r\n--Y\r\n\r\n--X--\r\n";
        let file = found(body.as_bytes(), "X").expect("it is there");
        assert_eq!(file.name, "hội.csv");
        assert_eq!(file.bytes, b"id,name\r\n--Y\r\n");
        for broken in [
            "",
            "--X",
            "--X\r\n\r\n",
            "--X\r\n\r\nabc\r\n--X--",
            &body[..150],
        ] {
            assert!(found(broken.as_bytes(), "X").is_none(), "{broken:?}");
        }
    }
}
