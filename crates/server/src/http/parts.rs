//! Forms that bring a file: `multipart/form-data`, as browsers send it without a script.

use axum::body::Bytes;
use axum::extract::{FromRequest, Request};
use axum::http::header;
use multer::Multipart;

use super::body::{PARTS, bytes, expect};
use super::table::{Argument, Entry, Taken};
use crate::app::App;
use crate::error::{ApiError, ApiResult};

/// One field of such a form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// Its name in the form.
    pub name: String,
    /// What the file was called where it came from, if it is one. To be shown, never to be opened.
    pub file_name: Option<String>,
    /// What it says or holds.
    pub bytes: Vec<u8>,
}

/// The fields of a form with files, all of them together at most so many bytes.
pub struct SentParts<const MOST: usize>(pub Vec<Part>);

impl<const MOST: usize> SentParts<MOST> {
    /// What a field says, without spaces around; empty where there is none, or no text.
    pub fn text(&self, name: &str) -> &str {
        let found = self.0.iter().find(|part| part.name == name);
        let text = found.and_then(|part| std::str::from_utf8(&part.bytes).ok());
        text.unwrap_or_default().trim()
    }

    /// A file; `None` where nobody chose one.
    pub fn file(&self, name: &str) -> Option<&Part> {
        // Browsers send a file without name and bytes where none was chosen.
        let is_file = |part: &Part| part.file_name.as_ref().is_some_and(|name| !name.is_empty());
        let mut parts = self.0.iter();
        parts.find(|part| part.name == name && is_file(part))
    }
}

impl<const MOST: usize> FromRequest<App> for SentParts<MOST> {
    type Rejection = ApiError;

    async fn from_request(request: Request, _: &App) -> ApiResult<Self> {
        expect(request.headers(), PARTS)?;
        let kind = request.headers().get(header::CONTENT_TYPE);
        let kind = kind.and_then(|kind| kind.to_str().ok()).unwrap_or_default();
        let boundary = multer::parse_boundary(kind).map_err(malformed)?;
        let bytes = Bytes::from(bytes(request, MOST).await?);
        read(bytes, boundary).await.map(Self)
    }
}

async fn read(bytes: Bytes, boundary: String) -> ApiResult<Vec<Part>> {
    let whole = futures_util::stream::iter([Ok::<_, std::convert::Infallible>(bytes)]);
    let mut fields = Multipart::new(whole, boundary);
    let mut parts = Vec::new();
    while let Some(field) = fields.next_field().await.map_err(malformed)? {
        parts.push(Part {
            name: field.name().unwrap_or_default().to_owned(),
            file_name: field.file_name().map(str::to_owned),
            bytes: field.bytes().await.map_err(malformed)?.to_vec(),
        });
    }
    Ok(parts)
}

fn malformed(flaw: multer::Error) -> ApiError {
    ApiError::Malformed(format!("body: {flaw}"))
}

impl<const MOST: usize> Argument for SentParts<MOST> {
    fn describe(entry: &mut Entry) {
        entry.take(Taken::Parts { most: MOST });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FORM: &str = "--x\r\ncontent-disposition: form-data; name=\"round\"\r\n\r\n ct \r\n\
        --x\r\ncontent-disposition: form-data; name=\"file\"; filename=\"hội.csv\"\r\n\
        content-type: text/csv\r\n\r\na;b\r\n\r\n\
        --x\r\ncontent-disposition: form-data; name=\"other\"; filename=\"\"\r\n\
        content-type: application/octet-stream\r\n\r\n\r\n--x--\r\n";

    #[tokio::test]
    async fn fields_and_files_come_with_their_names() {
        let parts = read(Bytes::from(FORM), "x".into()).await.unwrap();
        let form = SentParts::<1000>(parts);
        assert_eq!(form.text("round"), "ct");
        assert_eq!(form.text("none"), "");
        let file = form.file("file").unwrap();
        assert_eq!(file.file_name.as_deref(), Some("hội.csv"));
        assert_eq!(file.bytes, b"a;b\r\n");
        assert_eq!(form.file("other"), None, "nobody chose one");
        assert_eq!(form.file("round"), None, "it is no file");
    }

    #[tokio::test]
    async fn what_is_not_whole_is_malformed() {
        for end in 0..FORM.len() - "--\r\n".len() {
            let cut = Bytes::from(&FORM.as_bytes()[..end]);
            let read = read(cut, "x".into()).await;
            assert!(
                matches!(read, Err(ApiError::Malformed(_))),
                "{end}: {read:?}"
            );
        }
    }
}
