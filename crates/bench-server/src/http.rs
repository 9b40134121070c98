//! As much of HTTP as a device needs: requests one after the other on one connection.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
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
            stream: BufReader::new(stream),
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
        let body = serde_json::to_vec(request)?;
        let (_, answer) = if body.len() < 1_024 {
            self.post("/api/sync", "", &body)?
        } else {
            let mut packed = GzEncoder::new(Vec::new(), Compression::fast());
            packed.write_all(&body)?;
            self.post("/api/sync", "content-encoding: gzip\r\n", &packed.finish()?)?
        };
        Ok(serde_json::from_slice(&answer)?)
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
        let body = match value("content-length") {
            Some(length) => self.read(length.parse()?)?,
            None => self.read_chunks()?,
        };
        let body = match value("content-encoding") {
            Some("gzip") => {
                let mut unpacked = Vec::new();
                GzDecoder::new(&body[..]).read_to_end(&mut unpacked)?;
                unpacked
            }
            _ => body,
        };
        if !head.starts_with("HTTP/1.1 200") {
            return Err(format!("{head}{}", String::from_utf8_lossy(&body)).into());
        }
        Ok((head, body))
    }

    fn read(&mut self, length: usize) -> Result<Vec<u8>> {
        let mut bytes = vec![0; length];
        self.stream.read_exact(&mut bytes)?;
        Ok(bytes)
    }

    fn read_chunks(&mut self) -> Result<Vec<u8>> {
        let mut all = Vec::new();
        loop {
            let mut size = String::new();
            self.stream.read_line(&mut size)?;
            let size = usize::from_str_radix(size.trim(), 16)?;
            let chunk = self.read(size + 2)?;
            if size == 0 {
                return Ok(all);
            }
            all.extend_from_slice(&chunk[..size]);
        }
    }
}
