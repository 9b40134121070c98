//! The real program, serving, and requests to it over the network.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};

use serde_json::json;

use super::PASSWORD;

/// A server process; it is killed when this is dropped.
pub(crate) struct Program {
    process: Child,
    /// Where it listens: host and port.
    pub(crate) address: String,
}

impl Program {
    /// Starts it on a database and waits until it says where it listens.
    pub(crate) fn serve(database: &str) -> Self {
        let mut process = Command::new(env!("CARGO_BIN_EXE_sohoi-server"))
            .args(["serve", "--listen", "127.0.0.1:0", "--app", "/nowhere"])
            .args(["--database", database])
            .env("RUST_LOG", "error")
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("the program starts");
        let mut line = String::new();
        BufReader::new(process.stdout.take().expect("it is piped"))
            .read_line(&mut line)
            .expect("it says where it listens");
        let address = line.trim().strip_prefix("listening on http://");
        Self {
            address: address.expect("it listens").to_owned(),
            process,
        }
    }

    /// Ends it without a word to it, and waits until it is gone.
    pub(crate) fn kill(&mut self) {
        self.process.kill().expect("it is killed");
        self.process.wait().expect("it is gone");
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// One request on a connection of its own: status, head and body; `None` where the server went away
/// meanwhile.
pub(crate) fn post(
    address: &str,
    path: &str,
    cookie: &str,
    body: &str,
) -> Option<(u16, String, String)> {
    let request = format!(
        "POST {path} HTTP/1.1\r\nhost: x\r\nconnection: close\r\ncookie: {cookie}\r\n\
         content-type: application/json\r\ncontent-length: {}\r\n\r\n{body}",
        body.len()
    );
    send(address, &request)
}

/// The same without a body or a session: status and body.
pub(crate) fn get(address: &str, path: &str) -> Option<(u16, String)> {
    let request = format!("GET {path} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n");
    let (status, _, body) = send(address, &request)?;
    Some((status, body))
}

fn send(address: &str, request: &str) -> Option<(u16, String, String)> {
    let mut stream = TcpStream::connect(address).ok()?;
    stream.write_all(request.as_bytes()).ok()?;
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).ok()?;
    let answer = String::from_utf8(answer).ok()?;
    let (head, body) = answer.split_once("\r\n\r\n")?;
    let status = head.split(' ').nth(1)?.parse().ok()?;
    Some((status, head.to_owned(), body.to_owned()))
}

/// The cookie of a new session of field staff.
pub(crate) fn sign_in(address: &str) -> String {
    let body = json!({"name": "an", "password": PASSWORD}).to_string();
    let (_, head, _) = post(address, "/api/session", "", &body).expect("the server is there");
    let cookie = head
        .lines()
        .find_map(|line| line.strip_prefix("set-cookie: "));
    let cookie = cookie.expect("a cookie comes").split(';').next();
    cookie.expect("it has a value").to_owned()
}
