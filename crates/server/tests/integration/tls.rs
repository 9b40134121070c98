//! `serve --tls-cert --tls-key`, by the real program.

use std::fs;
use std::io::{BufRead as _, BufReader};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;

use rcgen::{CertifiedKey, generate_simple_self_signed};
use serde_json::json;
use sohoi_server::store::Store as _;
use sohoi_server::store::sqlite::SqliteStore;
use tempfile::TempDir;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;
use tokio_rustls::rustls::pki_types::ServerName;
use tokio_rustls::rustls::{ClientConfig, RootCertStore};

use crate::harness::{PASSWORD, fill};

/// The program, ended with the test.
struct Program(Child);

impl Drop for Program {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn serve(folder: &TempDir, certificate: &PathBuf, key: &PathBuf) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_sohoi-server"));
    command
        .arg("--data")
        .arg(folder.path())
        .args(["serve", "--listen", "127.0.0.1:0", "--app", "/nowhere"])
        .arg("--tls-cert")
        .arg(certificate)
        .arg("--tls-key")
        .arg(key)
        .env("RUST_LOG", "error")
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    command
}

#[tokio::test]
async fn the_api_is_served_over_tls_with_cookies_for_secure_connections_only() {
    let folder = tempfile::tempdir().expect("there is a folder for temporary files");
    let store = SqliteStore::open(&folder.path().join("sohoi.sqlite"))
        .await
        .expect("a new database opens");
    fill(&store).await;
    store.close().await;
    let CertifiedKey { cert, signing_key } =
        generate_simple_self_signed(["localhost".to_owned()]).expect("it is made");
    let certificate = folder.path().join("cert.pem");
    let key = folder.path().join("key.pem");
    fs::write(&certificate, cert.pem()).expect("it is written");
    fs::write(&key, signing_key.serialize_pem()).expect("it is written");
    let mut program = serve(&folder, &certificate, &key)
        .spawn()
        .map(Program)
        .expect("the program starts");
    let mut line = String::new();
    BufReader::new(program.0.stdout.take().expect("it is piped"))
        .read_line(&mut line)
        .expect("it says where it listens");
    let address = line.trim().strip_prefix("listening on https://");
    let address = address.expect("it says https").to_owned();

    // Somebody who connects and never greets keeps nobody waiting.
    let _silent = TcpStream::connect(&address).await.expect("it listens");

    let mut roots = RootCertStore::empty();
    roots.add(cert.der().clone()).expect("it is a certificate");
    let config = ClientConfig::builder()
        .with_root_certificates(roots)
        .with_no_client_auth();
    let stream = TcpStream::connect(&address).await.expect("it listens");
    let name = ServerName::try_from("localhost").expect("it is a name");
    let mut stream = TlsConnector::from(Arc::new(config))
        .connect(name, stream)
        .await
        .expect("it speaks TLS");
    let body = json!({"name": "an", "password": PASSWORD}).to_string();
    let request = format!(
        "POST /api/session HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\
         content-type: application/json\r\ncontent-length: {}\r\n\r\n{body}",
        body.len()
    );
    stream
        .write_all(request.as_bytes())
        .await
        .expect("it is sent");
    let mut answer = String::new();
    stream
        .read_to_string(&mut answer)
        .await
        .expect("it is text");
    assert!(answer.starts_with("HTTP/1.1 200 "), "{answer}");
    assert!(
        answer.contains("strict-transport-security: max-age="),
        "{answer}"
    );
    let cookie = answer.lines().find(|line| line.starts_with("set-cookie: "));
    assert!(
        cookie.is_some_and(|cookie| cookie.ends_with("; Secure")),
        "{answer}"
    );

    // Without TLS there is no answer.
    let mut plain = TcpStream::connect(&address).await.expect("it listens");
    plain
        .write_all(request.as_bytes())
        .await
        .expect("it is sent");
    let mut answer = Vec::new();
    let _ = plain.read_to_end(&mut answer).await;
    assert!(!answer.starts_with(b"HTTP"));
}

#[test]
fn a_certificate_that_is_none_is_named() {
    let folder = tempfile::tempdir().expect("there is a folder for temporary files");
    let letter = folder.path().join("letter.pem");
    fs::write(&letter, "Kính gửi").expect("it is written");
    let missing = folder.path().join("missing.pem");
    for (certificate, key, named) in [(&letter, &letter, &letter), (&missing, &letter, &missing)] {
        let output = serve(&folder, certificate, key).output().expect("it runs");
        let complaint = String::from_utf8_lossy(&output.stderr);
        assert!(!output.status.success());
        assert!(complaint.contains(&*named.to_string_lossy()), "{complaint}");
    }
}
