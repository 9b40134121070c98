//! As much of HTTP as a device needs: requests one after the other on one connection.

use std::io::{BufRead as _, BufReader, Read, Write as _};
use std::net::TcpStream;

use flate2::Compression;
use flate2::read::GzDecoder;
use flate2::write::GzEncoder;
use serde_json::json;
use sohoi_sync::{ExchangeRequest, ExchangeResponse};

use crate::Result;
use crate::server::PASSWORD;

/// A connection of somebody who is signed in.
pub(crate) struct Connection {
    stream: BufReader<TcpStream>,
    cookie: String,
}

impl Connection {
    /// Signs in.
    pub(crate) fn sign_in(address: &str, name: &str) -> Result<Self> {
        let stream = TcpStream::connect(address)?;
        stream.set_nodelay(true)?;
        let mut connection = Self {
            stream: BufReader::with_capacity(64 * 1024, stream),
            cookie: String::new(),
        };
        let body = json!({"name": name, "password": PASSWORD}).to_string();
        let (head, _) = connection.post("/api/session", "", body.as_bytes())?;
        let cookie = head
            .lines()
            .find_map(|line| line.strip_prefix("set-cookie: "));
        let cookie = cookie.and_then(|cookie| cookie.split(';').next());
        cookie
            .ok_or("no cookie came")?
            .clone_into(&mut connection.cookie);
        Ok(connection)
    }

    /// An exchange, packed as devices pack it.
    pub(crate) fn exchange(&mut self, request: &ExchangeRequest) -> Result<ExchangeResponse> {
        Ok(serde_json::from_slice(&self.exchange_unread(request)?)?)
    }

    /// The same, with the answer as it came, unpacked.
    pub(crate) fn exchange_unread(&mut self, request: &ExchangeRequest) -> Result<Vec<u8>> {
        let body = serde_json::to_vec(request)?;
        let (_, answer) = if body.len() < 1_024 {
            self.post("/api/sync", "", &body)?
        } else {
            let mut packed = GzEncoder::new(Vec::new(), Compression::fast());
            packed.write_all(&body)?;
            self.post("/api/sync", "content-encoding: gzip\r\n", &packed.finish()?)?
        };
        Ok(answer)
    }

    /// Head and body of an answer that says 200.
    fn post(&mut self, path: &str, headers: &str, body: &[u8]) -> Result<(String, Vec<u8>)> {
        let cookie = &self.cookie;
        let mut request = format!(
            "POST {path} HTTP/1.1\r\nhost: here\r\ncookie: {cookie}\r\naccept-encoding: gzip\r\n\
             content-type: application/json\r\n{headers}content-length: {}\r\n\r\n",
            body.len()
        )
        .into_bytes();
        request.extend_from_slice(body);
        self.stream.get_mut().write_all(&request)?;
        let mut head = String::new();
        while !head.ends_with("\r\n\r\n") {
            if self.stream.read_line(&mut head)? == 0 {
                return Err("the server hung up".into());
            }
        }
        let value = |name: &str| {
            let mut lines = head.lines();
            lines.find_map(|line| line.strip_prefix(name)?.strip_prefix(": "))
        };
        let is_packed = value("content-encoding") == Some("gzip");
        let body = match value("content-length") {
            Some(length) => {
                let mut body = (&mut self.stream).take(length.parse()?);
                unpacked(&mut body, is_packed)?
            }
            None => {
                let mut body = Chunks {
                    stream: &mut self.stream,
                    left: 0,
                    is_over: false,
                };
                let unpacked = unpacked(&mut body, is_packed)?;
                // What the packing does not need: the end.
                std::io::copy(&mut body, &mut std::io::sink())?;
                unpacked
            }
        };
        if !head.starts_with("HTTP/1.1 200") {
            return Err(format!("{head}{}", String::from_utf8_lossy(&body)).into());
        }
        Ok((head, body))
    }
}

/// A body, unpacked while it comes.
fn unpacked(body: &mut impl Read, is_packed: bool) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    if is_packed {
        GzDecoder::new(body).read_to_end(&mut bytes)?;
    } else {
        body.read_to_end(&mut bytes)?;
    }
    Ok(bytes)
}

/// A body in chunks.
struct Chunks<'s> {
    stream: &'s mut BufReader<TcpStream>,
    /// How many bytes of a chunk are still to come.
    left: usize,
    is_over: bool,
}

impl Read for Chunks<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        if self.left == 0 && !self.is_over {
            let mut size = String::new();
            self.stream.read_line(&mut size)?;
            self.left = usize::from_str_radix(size.trim(), 16).map_err(std::io::Error::other)?;
            if self.left == 0 {
                self.stream.read_line(&mut size)?;
                self.is_over = true;
            }
        }
        if self.is_over {
            return Ok(0);
        }
        let most = buffer.len().min(self.left);
        let read = self.stream.read(&mut buffer[..most])?;
        self.left -= read;
        if read > 0 && self.left == 0 {
            self.stream.read_line(&mut String::new())?;
        }
        Ok(read)
    }
}
