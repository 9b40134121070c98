//! `sohoi-server serve`.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use clap::Args;
use tokio::net::TcpListener;
use tokio::sync::watch;
use tracing_subscriber::EnvFilter;

use super::{Failure, say};
use crate::app::App;
use crate::assets::Assets;
use crate::http;
use crate::store::Store;

/// How long open requests may take to finish once the server is told to end.
const LAST_REQUESTS: Duration = Duration::from_secs(10);

#[derive(Debug, Args)]
pub(super) struct Serve {
    /// Where to listen; port 0 takes any free one.
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:8080")]
    listen: SocketAddr,
    /// The folder with the built app.
    #[arg(long, value_name = "DIR", default_value = "dist")]
    app: PathBuf,
}

impl Serve {
    pub(super) async fn run(self, store: Arc<dyn Store>) -> Result<(), Failure> {
        let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("info"));
        tracing_subscriber::fmt()
            .with_env_filter(filter)
            .with_writer(std::io::stderr)
            .init();
        let app = App::new(store, self.assets(), false);
        let listener = TcpListener::bind(self.listen)
            .await
            .map_err(|flaw| Failure::io(&format!("listen on {}", self.listen), flaw))?;
        let address = listener
            .local_addr()
            .map_err(|flaw| Failure::io("ask for the address", flaw))?;
        // Whoever started the server may have stopped listening to it; it serves all the same.
        let _ = say(format_args!("listening on http://{address}"));

        let (told, ending) = watch::channel(false);
        tokio::spawn(async move {
            told_to_end().await;
            let _ = told.send(true);
        });
        let service = http::router(app).into_make_service_with_connect_info::<SocketAddr>();
        let serving = axum::serve(listener, service).with_graceful_shutdown(ended(ending.clone()));
        tokio::select! {
            result = serving => result.map_err(|flaw| Failure::io("go on serving", flaw)),
            () = overdue(ending) => Ok(()),
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
