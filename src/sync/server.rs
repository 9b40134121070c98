//! The server's API, one function a call.

use gloo_net::http::{Method, Request, RequestBuilder, Response};
use js_sys::Uint8Array;
use sohoi_json::{Read, from_bytes, to_text, write_members};
use sohoi_sync::{Account, ExchangeRequest, ExchangeResponse, SyncError};

use crate::platform::deadline::Deadline;
use crate::platform::digest::sha256_hex;
use crate::platform::gzip;

/// How long a call may take.
const DEADLINE_MS: u32 = 60_000;
/// How long a person waits for an answer about the session.
const SESSION_DEADLINE_MS: u32 = 20_000;
/// The slowest line on which a photo is waited for, in bytes a millisecond.
const SLOWEST: usize = 5;
/// Bodies above this are worth compressing.
const WORTH_COMPRESSING: usize = 1_024;
/// The largest compressed body that the server takes; it takes larger ones as they are.
const MOST_COMPRESSED: usize = 256 * 1_024;

/// Why a call brought nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Failure {
    /// The server cannot be reached, or what stands before it cannot reach it.
    Offline,
    /// The server answered with an error.
    Refused(u16, SyncError),
}

struct Credentials<'a> {
    name: &'a str,
    password: &'a str,
}

write_members! { Credentials<'_>: name, password; }

/// Signs in.
pub(crate) async fn sign_in(name: &str, password: &str) -> Result<Account, Failure> {
    let body = to_text(&Credentials { name, password }).into_bytes();
    let call = Call::new(Method::POST, "api/session", SESSION_DEADLINE_MS);
    parsed(call.send(Some(body)).await?).await
}

struct Shown<'a> {
    code: &'a str,
}

write_members! { Shown<'_>: code; }

/// Comes in by the code of an invitation.
pub(crate) async fn redeem(code: &str) -> Result<Account, Failure> {
    let body = to_text(&Shown { code }).into_bytes();
    let call = Call::new(Method::POST, "api/invitations/redeem", SESSION_DEADLINE_MS);
    parsed(call.send(Some(body)).await?).await
}

/// Who is signed in.
pub(crate) async fn session() -> Result<Account, Failure> {
    let call = Call::new(Method::GET, "api/session", SESSION_DEADLINE_MS);
    parsed(call.send(None).await?).await
}

/// Signs out.
pub(crate) async fn sign_out() -> Result<(), Failure> {
    let call = Call::new(Method::DELETE, "api/session", SESSION_DEADLINE_MS);
    call.send(None).await.map(drop)
}

/// Exchanges ops for changes. `told` is what the device says of itself, see `docs/protocol.md`.
pub(crate) async fn exchange(
    request: &ExchangeRequest,
    told: &str,
) -> Result<ExchangeResponse, Failure> {
    let body = to_text(request).into_bytes();
    let mut call = Call::new(Method::POST, "api/sync", DEADLINE_MS);
    call.builder = call.builder.header("sohoi-device", told);
    let zipped = if body.len() > WORTH_COMPRESSING {
        let zipped = Box::pin(gzip::compressed(&body)).await;
        zipped.filter(|zipped| zipped.len() <= MOST_COMPRESSED)
    } else {
        None
    };
    if zipped.is_some() {
        call.builder = call.builder.header("Content-Encoding", "gzip");
    }
    parsed(call.send(Some(zipped.unwrap_or(body))).await?).await
}

/// A document by its hash.
pub(crate) async fn document(hash: &str) -> Result<String, Failure> {
    document_at(&["api/documents/", hash].concat(), hash).await
}

/// A file beside the app.
pub(crate) async fn file(path: &str) -> Result<String, Failure> {
    let call = Call::new(Method::GET, path, DEADLINE_MS);
    let answer = call.send(None).await?;
    let text = answer.response.text().await;
    text.map_err(|_| Failure::Offline)
}

/// A document at an address, if it is what its hash says.
pub(crate) async fn document_at(path: &str, hash: &str) -> Result<String, Failure> {
    let text = file(path).await?;
    if sha256_hex(text.as_bytes()) == hash {
        Ok(text)
    } else {
        Err(Failure::Refused(
            200,
            error("document", "is not what its name says"),
        ))
    }
}

/// A photo by its hash.
pub(crate) async fn blob(hash: &str) -> Result<Vec<u8>, Failure> {
    let call = Call::new(Method::GET, &format!("api/blobs/{hash}"), DEADLINE_MS);
    let answer = call.send(None).await?;
    let bytes = answer.response.binary().await;
    let bytes = bytes.map_err(|_| Failure::Offline)?;
    if sha256_hex(&bytes) == hash {
        Ok(bytes)
    } else {
        Err(Failure::Refused(
            200,
            error("blob", "is not what its name says"),
        ))
    }
}

/// Hands over a photo under its hash.
pub(crate) async fn put_blob(hash: &str, bytes: Vec<u8>) -> Result<(), Failure> {
    let on_the_way = u32::try_from(bytes.len() / SLOWEST).unwrap_or(u32::MAX);
    let deadline_ms = DEADLINE_MS.saturating_add(on_the_way);
    let mut call = Call::new(Method::PUT, &format!("api/blobs/{hash}"), deadline_ms);
    call.content_type = "application/octet-stream";
    call.send(Some(bytes)).await.map(drop)
}

/// A call to be made, with its deadline.
struct Call {
    builder: RequestBuilder,
    content_type: &'static str,
    deadline: Deadline,
}

/// What came back. Its body is still on the way, and under the deadline of the call: a line
/// that falls silent in the middle must not hold up the exchange for ever.
struct Answer {
    response: Response,
    _deadline: Deadline,
}

impl Call {
    /// Addresses are relative to the page, so the app works below any path.
    fn new(method: Method, path: &str, deadline_ms: u32) -> Self {
        let deadline = Deadline::after(deadline_ms);
        Self {
            builder: RequestBuilder::new(path)
                .method(method)
                .abort_signal(deadline.signal().as_ref()),
            content_type: "application/json",
            deadline,
        }
    }

    /// Sends it. An answer that is not a success is a [`Failure`].
    async fn send(self, body: Option<Vec<u8>>) -> Result<Answer, Failure> {
        let request: Result<Request, _> = match body {
            None => self.builder.build(),
            Some(bytes) => self
                .builder
                .header("Content-Type", self.content_type)
                .body(Uint8Array::from(bytes.as_slice())),
        };
        let request = request
            .map_err(|problem| Failure::Refused(0, error("malformed", &problem.to_string())))?;
        let response = request.send().await.map_err(|_| Failure::Offline)?;
        match response.status() {
            200..=299 => Ok(Answer {
                response,
                _deadline: self.deadline,
            }),
            // A proxy that cannot reach the server is no more than a longer line.
            502 | 504 => Err(Failure::Offline),
            status => Err(Failure::Refused(status, said(&response, status).await)),
        }
    }
}

/// What the server said was wrong; a page that is no server at all says it with its status.
async fn said(response: &Response, status: u16) -> SyncError {
    let bytes = response.binary().await.unwrap_or_default();
    from_bytes(&bytes).unwrap_or_else(|_| error("http", &format!("HTTP status {status}")))
}

async fn parsed<T: Read>(answer: Answer) -> Result<T, Failure> {
    let status = answer.response.status();
    let bytes = answer.response.binary().await;
    let bytes = bytes.map_err(|_| Failure::Offline)?;
    from_bytes(&bytes)
        .map_err(|problem| Failure::Refused(status, error("malformed", &problem.to_string())))
}

fn error(code: &str, message: &str) -> SyncError {
    SyncError {
        code: code.to_owned(),
        message: message.to_owned(),
        expected: None,
    }
}
