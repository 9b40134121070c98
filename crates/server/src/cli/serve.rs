//! `sohoi-server serve`.

use std::io;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::connect_info::Connected;
use axum::serve::{IncomingStream, Listener};
use clap::Args;
use tokio::net::TcpListener;
use tokio::sync::watch;
use tracing_subscriber::EnvFilter;

use super::openid::OpenIdFlags;
use super::{Failure, say};
use crate::app::{App, Transport, wall_clock};
use crate::assets::Assets;
use crate::forms::Forms;
use crate::http;
use crate::listener::{PeerAddress, PlainListener};
use crate::register::catch_up;
use crate::store::{Store, StoreError};
use crate::tls::{self, TlsListener};

/// How long open requests may take to finish once the server is told to end.
const LAST_REQUESTS: Duration = Duration::from_secs(10);

/// How long until the register is looked at again: whether another day has come.
const BETWEEN_LOOKS: Duration = Duration::from_secs(300);

#[derive(Debug, Args)]
pub(super) struct Serve {
    /// Where to listen; port 0 takes any free one.
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:8080")]
    listen: SocketAddr,
    /// The folder with the built app.
    #[arg(long, value_name = "DIR", default_value = "dist")]
    app: PathBuf,
    /// The certificate chain (PEM) to speak TLS with.
    #[arg(long, value_name = "FILE", requires = "tls_key")]
    tls_cert: Option<PathBuf>,
    /// The private key (PEM) of the certificate.
    #[arg(long, value_name = "FILE", requires = "tls_cert")]
    tls_key: Option<PathBuf>,
    /// A proxy in front speaks TLS: browsers are told to stay with it, and the last entry of
    /// `X-Forwarded-For` is taken for the client's address. Only where nobody reaches the server
    /// past the proxy.
    #[arg(long, conflicts_with = "tls_cert")]
    behind_tls: bool,
    #[command(flatten)]
    openid: OpenIdFlags,
}

impl Serve {
    pub(super) async fn run(self, store: Arc<dyn Store>) -> Result<(), Failure> {
        let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("info"));
        tracing_subscriber::fmt()
            .with_env_filter(filter)
            .with_writer(std::io::stderr)
            .init();
        let tls = match (&self.tls_cert, &self.tls_key) {
            (Some(certificate), Some(key)) => Some(
                tls::acceptor(certificate, key)
                    .map_err(|flaw| Failure::refused(flaw.to_string()))?,
            ),
            _ => None,
        };
        for broken in Forms::broken(&mut *store.read().await?).await? {
            tracing::error!("{broken}");
        }
        let transport = match &tls {
            Some(_) => Transport::Tls,
            None if self.behind_tls => Transport::BehindTls,
            None => Transport::Plain,
        };
        tokio::spawn(follow_the_days(Arc::clone(&store)));
        let mut app = App::new(store, self.assets(), transport);
        app.openid = self.openid.provider()?;
        if let Some(openid) = app.openid.clone() {
            tokio::spawn(async move { openid.find().await });
        }
        let listener = TcpListener::bind(self.listen)
            .await
            .map_err(|flaw| Failure::io(&format!("listen on {}", self.listen), flaw))?;
        let address = listener
            .local_addr()
            .map_err(|flaw| Failure::io("ask for the address", flaw))?;
        let scheme = if tls.is_some() { "https" } else { "http" };
        // Whoever started the server may have stopped listening to it; it serves all the same.
        let _ = say(format_args!("listening on {scheme}://{address}"));

        let (told, ending) = watch::channel(false);
        tokio::spawn(async move {
            told_to_end().await;
            let _ = told.send(true);
        });
        let router = http::router(app);
        let serving = async {
            let ended = ended(ending.clone());
            let listener = PlainListener(listener);
            match tls {
                Some(tls) => serve(TlsListener::new(listener, tls), router, ended).await,
                None => serve(listener, router, ended).await,
            }
        };
        tokio::select! {
            result = serving => result.map_err(|flaw| Failure::io("go on serving", flaw)),
            () = overdue(ending.clone()) => Ok(()),
        }
    }

    fn assets(&self) -> Option<Assets> {
        match Assets::open(&self.app) {
            Ok(assets) => Some(assets),
            Err(flaw) => {
                eprintln!(
                    "warning: no app at {} ({flaw}); serving the API only",
                    self.app.display()
                );
                None
            }
        }
    }
}

async fn serve<L>(
    listener: L,
    router: Router,
    ended: impl Future<Output = ()> + Send + 'static,
) -> io::Result<()>
where
    L: Listener<Addr = SocketAddr>,
    PeerAddress: for<'s> Connected<IncomingStream<'s, L>>,
{
    let service = router.into_make_service_with_connect_info::<PeerAddress>();
    axum::serve(listener, service)
        .with_graceful_shutdown(ended)
        .await
}

/// What was noted in the register for a later day takes effect when it comes.
async fn follow_the_days(store: Arc<dyn Store>) {
    loop {
        match catch_up(&*store, wall_clock()).await {
            Ok(0) => {}
            Ok(count) => tracing::info!("{count} registers moved on with the day"),
            Err(StoreError::Closed) => return,
            Err(failure) => tracing::error!(%failure, "registers do not follow the day"),
        }
        tokio::time::sleep(BETWEEN_LOOKS).await;
    }
}

/// Ctrl+C, or the signal by which service managers end a program.
async fn told_to_end() {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        if let Ok(mut terminate) = signal(SignalKind::terminate()) {
            tokio::select! {
                _ = tokio::signal::ctrl_c() => {}
                _ = terminate.recv() => {}
            }
            return;
        }
    }
    let _ = tokio::signal::ctrl_c().await;
}

async fn ended(mut ending: watch::Receiver<bool>) {
    let _ = ending.wait_for(|is_ending| *is_ending).await;
}

/// A connection that never falls silent must not keep the server from ending.
async fn overdue(ending: watch::Receiver<bool>) {
    ended(ending).await;
    tokio::time::sleep(LAST_REQUESTS).await;
}
