//! What every handler shares. Nothing here is state between requests: another server process on
//! the same database would answer the same.

use std::net::IpAddr;
use std::sync::Arc;

use crate::assets::Assets;
use crate::auth::{Guesses, Limit, Passwords, Throttle};
use crate::error::{ApiError, ApiResult};
use crate::forms::Forms;
use crate::odata::Tables;
use crate::openid::OpenId;
use crate::store::{Store, transact};

/// How browsers reach the server.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Transport {
    /// By plain HTTP.
    Plain,
    /// By TLS that the server speaks itself.
    Tls,
    /// By TLS that a proxy speaks, which says in `X-Forwarded-For` whom it speaks for.
    BehindTls,
}

impl Transport {
    /// Whether what travels is secret to others on the way.
    pub fn is_secure(self) -> bool {
        self != Self::Plain
    }
}

/// The server's parts.
#[derive(Clone)]
pub struct App {
    /// The database.
    pub store: Arc<dyn Store>,
    /// Hashes and checks passwords.
    pub passwords: Passwords,
    /// How often one may guess.
    pub throttle: Arc<Guesses>,
    /// How often one may try the secret of a code, by the part of it that is no secret.
    pub codes: Arc<Throttle<String>>,
    /// How often one may begin to sign in by OpenID, by address.
    pub entering: Arc<Throttle<Option<IpAddr>>>,
    /// The provider by which people may sign in.
    pub openid: Option<Arc<OpenId>>,
    /// How often a device may exchange, by account and device.
    pub exchanges: Arc<Throttle<(String, String)>>,
    /// Compiled form versions.
    pub forms: Forms,
    /// The tables of the feed for spreadsheets.
    pub tables: Tables,
    /// The browser app's files, where there are some.
    pub assets: Option<Arc<Assets>>,
    /// How browsers reach it.
    pub transport: Transport,
    /// The wall clock, milliseconds UTC. Shown and used for expiry, never to order changes.
    pub clock: Arc<dyn Fn() -> i64 + Send + Sync>,
}

impl App {
    /// With what a real server uses.
    pub fn new(store: Arc<dyn Store>, assets: Option<Assets>, transport: Transport) -> Self {
        Self {
            store,
            passwords: Passwords::owasp(),
            throttle: Arc::default(),
            codes: Arc::new(Throttle::new(Limit::CODES)),
            entering: Arc::new(Throttle::new(Limit::ENTERING)),
            openid: None,
            exchanges: Arc::new(Throttle::new(Limit::EXCHANGES)),
            forms: Forms::default(),
            tables: Tables::default(),
            assets: assets.map(Arc::new),
            transport,
            clock: Arc::new(wall_clock),
        }
    }

    /// The time, milliseconds UTC.
    pub fn now(&self) -> i64 {
        (self.clock)()
    }

    /// Keeps in the audit what somebody was given.
    pub(crate) async fn note(
        &self,
        actor: &str,
        action: &'static str,
        detail: String,
    ) -> ApiResult<()> {
        let (actor, now) = (actor.to_owned(), self.now());
        transact(&*self.store, move |transaction| {
            Box::pin(async move {
                transaction.audit(now, &actor, action, &detail).await?;
                Ok::<_, ApiError>(())
            })
        })
        .await
    }
}

/// Milliseconds UTC by the machine's clock.
pub fn wall_clock() -> i64 {
    chrono::Utc::now().timestamp_millis()
}
