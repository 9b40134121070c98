//! Reading a request's body: bounded as it travels, bounded unpacked, bounded in depth.

use std::io::Read;

use axum::extract::{FromRequest, Request};
use axum::http::{HeaderMap, header};
use flate2::read::MultiGzDecoder;
use schemars::JsonSchema;
use serde::de::DeserializeOwned;

use super::table::{Argument, Entry, Taken, shape};
use crate::app::App;
use crate::error::{ApiError, ApiResult};

/// How large a body may be.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Bytes as they travel packed; what is not packed may be as large as what is unpacked.
    pub travelling: usize,
    /// Bytes unpacked.
    pub unpacked: usize,
    /// Objects and arrays inside each other.
    pub depth: usize,
}

impl Limits {
    /// For what people type: a sign-in, a form of a page.
    pub const SMALL: Self = Self {
        travelling: 16 * 1024,
        unpacked: 16 * 1024,
        depth: 4,
    };

    /// For an exchange: 256 KiB compressed, 4 MiB unpacked.
    pub const EXCHANGE: Self = Self {
        travelling: 256 * 1024,
        unpacked: 4 * 1024 * 1024,
        depth: 32,
    };
}

/// What may travel as a body.
pub trait Message: DeserializeOwned + JsonSchema {
    /// How large it may be.
    const LIMITS: Limits;
}

/// A body of JSON, gzip or not.
pub struct Sent<T>(pub T);

impl<T: Message> FromRequest<App> for Sent<T> {
    type Rejection = ApiError;

    async fn from_request(request: Request, _: &App) -> ApiResult<Self> {
        json(request, &T::LIMITS).await.map(Self)
    }
}

impl<T: Message> Argument for Sent<T> {
    fn describe(entry: &mut Entry) {
        entry.take(Taken::Json {
            limits: T::LIMITS,
            shape: shape::<T>,
        });
    }
}

/// The fields of a form of a page, as browsers send them without a script.
pub struct SentForm<T>(pub T);

impl<T: Message> FromRequest<App> for SentForm<T> {
    type Rejection = ApiError;

    async fn from_request(request: Request, _: &App) -> ApiResult<Self> {
        expect(request.headers(), FORM)?;
        let bytes = bytes(request, T::LIMITS.unpacked).await?;
        serde_urlencoded::from_bytes(&bytes)
            .map(Self)
            .map_err(|flaw| ApiError::Malformed(format!("body: {flaw}")))
    }
}

impl<T: Message> Argument for SentForm<T> {
    fn describe(entry: &mut Entry) {
        entry.take(Taken::Form {
            limits: T::LIMITS,
            shape: shape::<T>,
        });
    }
}

/// A body of at most so many bytes.
pub struct SentBytes<const MOST: usize>(pub Vec<u8>);

impl<const MOST: usize> FromRequest<App> for SentBytes<MOST> {
    type Rejection = ApiError;

    async fn from_request(request: Request, _: &App) -> ApiResult<Self> {
        bytes(request, MOST).await.map(Self)
    }
}

impl<const MOST: usize> Argument for SentBytes<MOST> {
    fn describe(entry: &mut Entry) {
        entry.take(Taken::Bytes { most: MOST });
    }
}

/// The media type of JSON.
pub(super) const JSON: &str = "application/json";

/// The media type of the fields of a form.
pub(super) const FORM: &str = "application/x-www-form-urlencoded";

/// The media type of a form with files.
pub(super) const PARTS: &str = "multipart/form-data";

/// Reads a body of JSON, gzip or not.
async fn json<T: DeserializeOwned>(request: Request, limits: &Limits) -> ApiResult<T> {
    expect(request.headers(), JSON)?;
    let is_gzip = is_gzip(request.headers())?;
    // What is not compressed has no reason to be smaller than what is.
    let most = if is_gzip {
        limits.travelling
    } else {
        limits.unpacked
    };
    let bytes = bytes(request, most).await?;
    let text = if is_gzip {
        unpack(bytes.as_slice(), limits.unpacked)?
    } else {
        bytes
    };
    check_depth(&text, limits.depth)?;
    // Keeping in mind where one is takes as long as reading: only a flaw is worth it.
    if let Ok(value) = serde_json::from_slice(&text) {
        return Ok(value);
    }
    let mut deserializer = serde_json::Deserializer::from_slice(&text);
    let value = serde_path_to_error::deserialize(&mut deserializer)
        .map_err(|flaw| ApiError::Malformed(format!("body: {flaw}")))?;
    deserializer
        .end()
        .map_err(|flaw| ApiError::Malformed(format!("body: {flaw}")))?;
    Ok(value)
}

/// Reads a body of bytes, at most `most`.
pub(super) async fn bytes(request: Request, most: usize) -> ApiResult<Vec<u8>> {
    let too_large = || ApiError::TooLarge(format!("a body may be {most} bytes here"));
    let announced = request
        .headers()
        .get(header::CONTENT_LENGTH)
        .and_then(|value| value.to_str().ok())
        .and_then(|value| value.parse::<u64>().ok());
    if announced.is_some_and(|length| length > most as u64) {
        return Err(too_large());
    }
    match axum::body::to_bytes(request.into_body(), most).await {
        Ok(bytes) => Ok(bytes.to_vec()),
        Err(flaw) if is_length_limit(&flaw) => Err(too_large()),
        Err(flaw) => Err(ApiError::Malformed(format!(
            "the body did not arrive whole: {flaw}"
        ))),
    }
}

fn is_length_limit(flaw: &axum::Error) -> bool {
    std::error::Error::source(flaw)
        .is_some_and(|source| source.is::<http_body_util::LengthLimitError>())
}

/// Refuses a body of another media type.
pub(super) fn expect(headers: &HeaderMap, expected: &str) -> ApiResult<()> {
    let media_type = headers
        .get(header::CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .and_then(|value| value.split(';').next())
        .map(str::trim);
    match media_type {
        Some(name) if name.eq_ignore_ascii_case(expected) => Ok(()),
        _ => Err(ApiError::Malformed(format!(
            "the header content-type must say {expected}"
        ))),
    }
}

fn is_gzip(headers: &HeaderMap) -> ApiResult<bool> {
    match headers.get(header::CONTENT_ENCODING) {
        None => Ok(false),
        Some(value) if value == "identity" => Ok(false),
        Some(value) if value == "gzip" => Ok(true),
        Some(value) => Err(ApiError::Malformed(format!(
            "content-encoding {value:?} is not understood, only gzip is"
        ))),
    }
}

/// Unpacks no more than it has to, to see that there is too much.
fn unpack(packed: impl Read, most: usize) -> ApiResult<Vec<u8>> {
    let mut text = Vec::new();
    MultiGzDecoder::new(packed)
        .take(most as u64 + 1)
        .read_to_end(&mut text)
        .map_err(|flaw| ApiError::Malformed(format!("the body is not whole gzip: {flaw}")))?;
    if text.len() > most {
        return Err(ApiError::TooLarge(format!(
            "a body may be {most} bytes unpacked here"
        )));
    }
    Ok(text)
}

/// Counts brackets outside of texts, before anything is built from them.
fn check_depth(text: &[u8], most: usize) -> ApiResult<()> {
    let mut depth = 0usize;
    let mut is_in_text = false;
    let mut is_escaped = false;
    for (place, byte) in text.iter().enumerate() {
        match byte {
            _ if is_escaped => is_escaped = false,
            b'\\' if is_in_text => is_escaped = true,
            b'"' => is_in_text = !is_in_text,
            b'{' | b'[' if !is_in_text => {
                depth += 1;
                if depth > most {
                    return Err(ApiError::Malformed(format!(
                        "the body is nested deeper than {most} at byte {place}"
                    )));
                }
            }
            b'}' | b']' if !is_in_text => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use flate2::Compression;
    use flate2::write::GzEncoder;

    use super::*;

    #[test]
    fn depth_counts_brackets_outside_of_texts_only() {
        let cases = [
            (r#"{"a":[1,2,{"b":3}]}"#, 3, true),
            (r#"{"a":[1,2,{"b":3}]}"#, 2, false),
            (r#"["[[[[[[","\"[[[["]"#, 1, true),
            (r#"[[],[],[]]"#, 2, true),
            ("[[[[", 3, false),
        ];
        for (text, most, expected) in cases {
            assert_eq!(
                check_depth(text.as_bytes(), most).is_ok(),
                expected,
                "{text}"
            );
        }
    }

    #[test]
    fn of_a_bomb_no_more_is_unpacked_than_may_be_there() {
        let limits = Limits::EXCHANGE;
        let mut packer = GzEncoder::new(Vec::new(), Compression::best());
        for _ in 0..200 {
            packer.write_all(&[b' '; 1 << 20]).unwrap();
        }
        let bomb = packer.finish().unwrap();
        assert!(bomb.len() < limits.travelling, "{}", bomb.len());
        let mut rest = bomb.as_slice();
        let refused = unpack(&mut rest, limits.unpacked);
        assert!(matches!(refused, Err(ApiError::TooLarge(_))), "{refused:?}");
        // 4 of its 200 MiB, and what the decoder reads ahead.
        let read = bomb.len() - rest.len();
        assert!(
            read < bomb.len() / 50 + 64 * 1024,
            "{read} of {}",
            bomb.len()
        );
    }
}
