//! Asking a provider over HTTP: one request a connection, no redirects, an end in time and size.

use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use axum::body::Bytes;
use axum::http::{HeaderValue, Request, Uri, header};
use http_body_util::{BodyExt as _, Full, Limited};
use hyper::client::conn::http1;
use hyper::rt::{Read, Write};
use hyper_util::rt::TokioIo;
use openidconnect::{HttpRequest, HttpResponse};
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;
use tokio_rustls::rustls::crypto::ring::default_provider;
use tokio_rustls::rustls::pki_types::ServerName;
use tokio_rustls::rustls::{ClientConfig, RootCertStore};

use super::settings::{BadSettings, is_this_machine};

/// How long a provider may take.
const PATIENCE: Duration = Duration::from_secs(10);
/// How much it may say.
const LONGEST: usize = 1024 * 1024;

/// Why there is no answer.
pub(super) type Unanswered = io::Error;

/// An answer to come.
pub(super) type Answer = Pin<Box<dyn Future<Output = Result<HttpResponse, Unanswered>> + Send>>;

/// What asks.
#[derive(Clone)]
pub(super) struct Http {
    tls: TlsConnector,
}

impl Http {
    /// With the certificates that this system trusts (`SSL_CERT_FILE` names others).
    pub(super) fn new() -> Result<Self, BadSettings> {
        let found = rustls_native_certs::load_native_certs();
        let mut roots = RootCertStore::empty();
        roots.add_parsable_certificates(found.certs);
        let config = ClientConfig::builder_with_provider(Arc::new(default_provider()))
            .with_safe_default_protocol_versions()
            .map_err(|flaw| BadSettings::Certificates(flaw.to_string()))?
            .with_root_certificates(roots)
            .with_no_client_auth();
        Ok(Self {
            tls: TlsConnector::from(Arc::new(config)),
        })
    }

    /// Asking, as the library wants it.
    pub(super) fn asking(&self) -> impl Fn(HttpRequest) -> Answer + Send + Sync + 'static {
        let http = self.clone();
        move |request| {
            let http = http.clone();
            Box::pin(async move { http.ask(request).await })
        }
    }

    async fn ask(&self, request: HttpRequest) -> Result<HttpResponse, Unanswered> {
        let answered = tokio::time::timeout(PATIENCE, self.send(request)).await;
        answered.unwrap_or_else(|_| Err(io::ErrorKind::TimedOut.into()))
    }

    async fn send(&self, request: HttpRequest) -> Result<HttpResponse, Unanswered> {
        let uri = request.uri().clone();
        let host = uri.host().unwrap_or_default();
        let bare = host.trim_start_matches('[').trim_end_matches(']');
        let is_secure = match uri.scheme_str() {
            Some("https") => true,
            Some("http") if is_this_machine(host) => false,
            _ => return Err(failed(format!("{uri} is not a safe address"))),
        };
        let port = uri.port_u16().unwrap_or(if is_secure { 443 } else { 80 });
        let stream = TcpStream::connect((bare, port)).await?;
        if !is_secure {
            return exchange(TokioIo::new(stream), request, &uri).await;
        }
        let name = ServerName::try_from(bare.to_owned()).map_err(failed)?;
        let stream = self.tls.connect(name, stream).await?;
        exchange(TokioIo::new(stream), request, &uri).await
    }
}

/// One request and its answer.
async fn exchange<S>(stream: S, request: HttpRequest, uri: &Uri) -> Result<HttpResponse, Unanswered>
where
    S: Read + Write + Unpin + Send + 'static,
{
    let (parts, body) = request.into_parts();
    let mut sent = Request::new(Full::new(Bytes::from(body)));
    *sent.method_mut() = parts.method;
    *sent.headers_mut() = parts.headers;
    let path = uri.path_and_query().map_or("/", |path| path.as_str());
    *sent.uri_mut() = path.parse().map_err(failed)?;
    let authority = uri.authority().map_or("", |own| own.as_str());
    let host = HeaderValue::try_from(authority).map_err(failed)?;
    sent.headers_mut().insert(header::HOST, host);
    let (mut sender, connection) = http1::handshake(stream).await.map_err(failed)?;
    let answer = async {
        let answer = sender.send_request(sent).await.map_err(failed)?;
        let (parts, body) = answer.into_parts();
        let body = Limited::new(body, LONGEST)
            .collect()
            .await
            .map_err(failed)?;
        Ok(HttpResponse::from_parts(parts, body.to_bytes().to_vec()))
    };
    let driven = async {
        let _ = connection.await;
        std::future::pending::<()>().await
    };
    tokio::select! {
        answer = answer => answer,
        () = driven => Err(io::ErrorKind::ConnectionAborted.into()),
    }
}

fn failed(flaw: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Unanswered {
    io::Error::other(flaw)
}
