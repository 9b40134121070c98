//! This device: who signed in here, what it is called, how its storage is.

use sohoi_storage::{DeviceStore, KnownAccount, StorageError};
use sohoi_sync::Account;

use crate::platform::{capacity, clock, ids, locks, service_worker};
use crate::sync;
use crate::sync::server::{self, Failure};

/// Why nobody was signed in.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SignInError {
    /// Name or password is wrong.
    #[error("name or password is wrong")]
    Refused,
    /// Too many attempts; wait.
    #[error("too many attempts")]
    TooMany,
    /// The server cannot be reached.
    #[error("the server cannot be reached")]
    Offline,
    /// The server answered with an error.
    #[error("the server failed: {0}")]
    Server(String),
    /// The account could not be remembered on this device.
    #[error(transparent)]
    Storage(#[from] StorageError),
}

/// How this device keeps things.
#[derive(Clone, Debug, PartialEq)]
pub struct Health {
    /// The id of this device; empty where it cannot be stored.
    pub device: String,
    /// Whether the browser promised not to clear the data by itself; `None` where it cannot say.
    pub is_persistent: Option<bool>,
    /// Bytes used and bytes allowed, where the browser says.
    pub space: Option<(u64, u64)>,
    /// Whether the page came over HTTPS or from this machine.
    pub is_secure: bool,
    /// Whether all of the app is on this device and a page can start without network.
    pub works_offline: bool,
}

/// Signs in at the server and remembers the account on this device.
///
/// # Errors
///
/// See [`SignInError`]. With [`SignInError::Offline`] an account of [`known_accounts`] can be
/// opened all the same: only the exchange needs the password.
pub async fn sign_in(name: &str, password: &str) -> Result<Account, SignInError> {
    // Under the lock of the exchange, so that no exchange changes hands on its way.
    let _lock = locks::wait_for(sync::LOCK).await;
    let account = server::sign_in(name, password).await?;
    choose_account(&account).await?;
    Ok(account)
}

/// Why a code let nobody in.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RedeemError {
    /// No invitation has it.
    #[error("no invitation has this code")]
    Wrong,
    /// It was used in another browser.
    #[error("the invitation was used in another browser")]
    Used,
    /// Its last day is over.
    #[error("the invitation has ended")]
    Ended,
    /// Somebody took it back.
    #[error("the invitation was revoked")]
    Revoked,
    /// Too many wrong codes were given for it.
    #[error("the invitation is locked")]
    Locked,
    /// As for a password.
    #[error(transparent)]
    Other(SignInError),
}

/// Comes in by the code of an invitation and remembers the account on this device.
///
/// # Errors
///
/// See [`RedeemError`].
pub async fn redeem(code: &str) -> Result<Account, RedeemError> {
    let _lock = locks::wait_for(sync::LOCK).await;
    let account = server::redeem(code).await.map_err(why_not)?;
    let chosen = choose_account(&account).await;
    chosen.map_err(|failure| RedeemError::Other(failure.into()))?;
    Ok(account)
}

fn why_not(failure: Failure) -> RedeemError {
    let code = match &failure {
        Failure::Refused(401, _) => return RedeemError::Wrong,
        Failure::Refused(410, error) => error.code.as_str(),
        _ => "",
    };
    match code {
        "invitation_used" => RedeemError::Used,
        "invitation_ended" => RedeemError::Ended,
        "invitation_revoked" => RedeemError::Revoked,
        "invitation_locked" => RedeemError::Locked,
        _ => RedeemError::Other(failure.into()),
    }
}

/// Whether an account came in by an invitation, as the server names such accounts: it has no password.
pub fn is_invited(name: &str) -> bool {
    name.starts_with("invited-")
}

/// Whether an account is the one that a code gave, when it was the first one for its association.
pub fn is_of_code(name: &str, code: &str) -> bool {
    let id = code.get(..5).map(str::to_ascii_lowercase);
    id.is_some() && name.strip_prefix("invited-") == id.as_deref()
}

impl From<Failure> for SignInError {
    fn from(failure: Failure) -> Self {
        match failure {
            Failure::Offline => Self::Offline,
            Failure::Refused(401 | 403, _) => Self::Refused,
            Failure::Refused(429, _) => Self::TooMany,
            Failure::Refused(status, error) => {
                Self::Server(format!("{status} {}: {}", error.code, error.message))
            }
        }
    }
}

/// Ends the session at the server where it can be reached, and no account is the current one
/// any more. The account's work stays on this device.
///
/// # Errors
///
/// Any [`StorageError`].
pub async fn sign_out() -> Result<(), StorageError> {
    let _lock = locks::wait_for(sync::LOCK).await;
    DeviceStore::open().await?.leave().await?;
    // A session that cannot be ended now is no danger to the next person's work: an exchange
    // looks first whose session it is.
    let _ = server::sign_out().await;
    Ok(())
}

/// The account that works on this device now: signed in and not signed out, whether or not its
/// session at the server still lives.
///
/// # Errors
///
/// Any [`StorageError`].
pub async fn current_account() -> Result<Option<Account>, StorageError> {
    let store = DeviceStore::open().await?;
    let Some(name) = store.current().await? else {
        return Ok(None);
    };
    let mut accounts = store.accounts().await?.into_iter();
    let known = accounts.find(|known| known.account.name == name);
    Ok(known.map(|known| known.account))
}

/// Every account that ever signed in on this device, latest first.
///
/// # Errors
///
/// Any [`StorageError`].
pub async fn known_accounts() -> Result<Vec<Account>, StorageError> {
    let accounts = DeviceStore::open().await?.accounts().await?;
    Ok(accounts.into_iter().map(|known| known.account).collect())
}

/// Makes a known account the current one without asking the server.
///
/// # Errors
///
/// Any [`StorageError`].
pub async fn choose_account(account: &Account) -> Result<(), StorageError> {
    DeviceStore::open().await?.choose(&known(account)).await
}

/// Keeps what the server now says about an account.
pub(crate) async fn remember(account: &Account) -> Result<(), StorageError> {
    DeviceStore::open().await?.remember(&known(account)).await
}

/// Asks the browser to keep the data; gives its answer.
pub async fn ask_to_persist() -> Option<bool> {
    capacity::persist().await
}

/// Whether the page came over HTTPS or from this machine: else nothing lasts.
pub fn is_secure() -> bool {
    capacity::is_secure()
}

/// How this device keeps things now.
pub async fn health() -> Health {
    Health {
        device: own_id().await.unwrap_or_default(),
        is_persistent: capacity::is_persistent().await,
        space: capacity::space().await,
        is_secure: capacity::is_secure(),
        works_offline: service_worker::works_offline().await,
    }
}

async fn own_id() -> Result<String, StorageError> {
    DeviceStore::open().await?.device(&ids::device_id()).await
}

fn known(account: &Account) -> KnownAccount {
    KnownAccount {
        account: account.clone(),
        last_used: clock::now(),
    }
}
