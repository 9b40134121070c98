//! Reading a request's body: bounded as it travels, bounded unpacked, bounded in depth.

use std::io::Read as _;

use axum::extract::Request;
use axum::http::{HeaderMap, header};
use flate2::read::MultiGzDecoder;
use serde::de::DeserializeOwned;

use crate::error::{ApiError, ApiResult};

/// How large a body may be.
pub(super) struct Limits {
    /// Bytes as they travel.
    pub(super) travelling: usize,
    /// Bytes unpacked.
    pub(super) unpacked: usize,
    /// Objects and arrays inside each other.
    pub(super) depth: usize,
}

/// For a sign-in.
pub(super) const SMALL: Limits = Limits {
    travelling: 16 * 1024,
    unpacked: 16 * 1024,
    depth: 4,
};

/// For an exchange: 256 KiB compressed, 4 MiB unpacked.
pub(super) const EXCHANGE: Limits = Limits {
    travelling: 256 * 1024,
    unpacked: 4 * 1024 * 1024,
    depth: 32,
};

/// Reads a body of JSON, gzip or not.
pub(super) async fn json<T: DeserializeOwned>(request: Request, limits: &Limits) -> ApiResult<T> {
    expect_json(request.headers())?;
    let is_gzip = is_gzip(request.headers())?;
    // What is not compressed has no reason to be smaller than what is.
    let most = if is_gzip {
        limits.travelling
    } else {
        limits.unpacked
    };
    let bytes = bytes(request, most).await?;
    let text = if is_gzip {
        unpack(&bytes, limits.unpacked)?
    } else {
        bytes
    };
    check_depth(&text, limits.depth)?;
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

fn expect_json(headers: &HeaderMap) -> ApiResult<()> {
    let media_type = headers
        .get(header::CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .and_then(|value| value.split(';').next())
        .map(str::trim);
    match media_type {
        Some(name) if name.eq_ignore_ascii_case("application/json") => Ok(()),
        _ => Err(ApiError::Malformed(
            "the header content-type must say application/json".into(),
        )),
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

fn unpack(bytes: &[u8], most: usize) -> ApiResult<Vec<u8>> {
    let mut text = Vec::new();
    MultiGzDecoder::new(bytes)
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
}
