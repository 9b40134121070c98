//! Speaking TLS, for places without a proxy in front: browsers keep what a page stores, and let it
//! work offline, only on secure origins.

use std::io;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use axum::extract::connect_info::Connected;
use axum::serve::{IncomingStream, Listener};
use tokio::net::TcpStream;
use tokio::sync::mpsc;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::pki_types::pem::PemObject as _;
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer};
use tokio_rustls::server::TlsStream;

use crate::listener::{PeerAddress, PlainListener};

/// How long a client may take to greet.
const HANDSHAKE: Duration = Duration::from_secs(10);

/// How many greeted connections may wait to be served.
const WAITING: usize = 64;

/// Why TLS cannot be spoken.
#[derive(Debug, thiserror::Error)]
pub enum TlsError {
    /// A file is not what it should be.
    #[error("{file}: {flaw}")]
    File {
        /// The file.
        file: PathBuf,
        /// What is wrong with it.
        flaw: String,
    },
    /// Certificate and key do not belong together, or are of no use.
    #[error("certificate and key: {0}")]
    Pair(#[from] tokio_rustls::rustls::Error),
}

/// Reads a certificate chain and its key, both PEM.
///
/// # Errors
///
/// What is wrong with which file.
pub fn acceptor(certificate: &Path, key: &Path) -> Result<TlsAcceptor, TlsError> {
    let chain = CertificateDer::pem_file_iter(certificate)
        .and_then(Iterator::collect::<Result<Vec<_>, _>>)
        .map_err(|flaw| in_file(certificate, flaw))?;
    if chain.is_empty() {
        return Err(in_file(certificate, "there is no certificate in it"));
    }
    let key = PrivateKeyDer::from_pem_file(key).map_err(|flaw| in_file(key, flaw))?;
    let mut config = ServerConfig::builder()
        .with_no_client_auth()
        .with_single_cert(chain, key)?;
    config.alpn_protocols = vec![b"http/1.1".to_vec()];
    Ok(TlsAcceptor::from(Arc::new(config)))
}

fn in_file(file: &Path, flaw: impl ToString) -> TlsError {
    TlsError::File {
        file: file.to_owned(),
        flaw: flaw.to_string(),
    }
}

impl Connected<IncomingStream<'_, TlsListener>> for PeerAddress {
    fn connect_info(stream: IncomingStream<'_, TlsListener>) -> Self {
        Self(*stream.remote_addr())
    }
}

/// Hands out connections whose TLS handshake is done. Handshakes run beside each other, so that a
/// client that never greets keeps nobody waiting.
pub struct TlsListener {
    address: io::Result<SocketAddr>,
    greeted: mpsc::Receiver<(TlsStream<TcpStream>, SocketAddr)>,
}

impl TlsListener {
    /// Greets whoever comes to `listener`.
    pub fn new(mut listener: PlainListener, tls: TlsAcceptor) -> Self {
        let address = listener.local_addr();
        let (sender, greeted) = mpsc::channel(WAITING);
        tokio::spawn(async move {
            while !sender.is_closed() {
                let (stream, peer) = listener.accept().await;
                let (tls, sender) = (tls.clone(), sender.clone());
                tokio::spawn(async move {
                    match tokio::time::timeout(HANDSHAKE, tls.accept(stream)).await {
                        // Where nobody receives any more, the server is ending.
                        Ok(Ok(stream)) => drop(sender.send((stream, peer)).await),
                        Ok(Err(flaw)) => tracing::debug!(%peer, %flaw, "no handshake"),
                        Err(_) => tracing::debug!(%peer, "no handshake in time"),
                    }
                });
            }
        });
        Self { address, greeted }
    }
}

impl Listener for TlsListener {
    type Io = TlsStream<TcpStream>;
    type Addr = SocketAddr;

    async fn accept(&mut self) -> (Self::Io, Self::Addr) {
        match self.greeted.recv().await {
            Some(connection) => connection,
            // The greeting task ends only after this listener.
            None => std::future::pending().await,
        }
    }

    fn local_addr(&self) -> io::Result<SocketAddr> {
        match &self.address {
            Ok(address) => Ok(*address),
            Err(flaw) => Err(io::Error::from(flaw.kind())),
        }
    }
}
