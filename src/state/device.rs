//! This device: who signed in here, what it is called, how its storage is.

mod opening;

use sohoi_storage::{DeviceStore, KnownAccount, StorageError, Verifier};
use sohoi_sync::{Account, Role};
use wasm_bindgen_futures::spawn_local;

use crate::letters::letters;
use crate::platform::{capacity, clock, locks, password, service_worker};
use crate::state::alone::is_alone;
use crate::state::memory;
use crate::sync;
use crate::sync::server::{self, Failure};

pub use opening::{NotOpened, OpenedBy, open_with, opened_by, reconnect};

/// Why nobody was signed in.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SignInError {
    /// Name or password is wrong.
    #[error("name or password is wrong")]
    Refused,
    /// The password is right, and an administrator suspended the account.
    #[error("the account is suspended")]
    Suspended,
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
    /// Whether the browser promised not to clear the data by itself; `None` where it cannot say.
    pub is_persistent: Option<bool>,
    /// Bytes used and bytes allowed, where the browser says.
    pub space: Option<(u64, u64)>,
    /// Whether the page came over HTTPS or from this machine.
    pub is_secure: bool,
    /// Whether all of the app is on this device and a page can start without network.
    pub works_offline: bool,
}

/// Signs in at the server and remembers the account on this device, and what its password is known by.
///
/// # Errors
///
/// See [`SignInError`]. With [`SignInError::Offline`] an account of [`known_accounts`] can be
/// opened all the same: only the exchange needs the password.
pub async fn sign_in(name: &str, password: &str) -> Result<Account, SignInError> {
    // Under the lock of the exchange, so that no exchange changes hands on its way.
    let _lock = locks::wait_for(sync::LOCK).await;
    let stretched = password::stretched(password);
    let account = server::sign_in(name, password).await?;
    choose(&account, stretched.await).await?;
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
    let stretched = password::stretched(&letters(code));
    let account = server::redeem(code).await.map_err(why_not)?;
    let chosen = choose(&account, stretched.await).await;
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
            Failure::Refused(401, _) => Self::Refused,
            Failure::Refused(403, _) => Self::Suspended,
            Failure::Refused(429, _) => Self::TooMany,
            Failure::Refused(status, error) => {
                Self::Server(format!("{status} {}: {}", error.code, error.message))
            }
        }
    }
}

/// How an account leaves the screen. Its work stays on this device either way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// It signs out: its session ends.
    SignOut,
    /// Somebody else takes the device. The session goes on for whoever has no pages of administration:
    /// those are open to everybody who holds the device, as long as it lasts.
    Switch,
}

/// No account is the current one any more. A session that is to end does so as soon as the server hears of it.
///
/// # Errors
///
/// Any [`StorageError`].
pub async fn leave(account: &Account, way: Way) -> Result<(), StorageError> {
    if way == Way::SignOut || matches!(account.role, Role::Coordinator | Role::Admin) {
        // Beside the page, which waits for no network, and before the next person signs in. A session that
        // cannot be ended now is no danger to the next person's work: an exchange looks first whose it is.
        spawn_local(end_session(account.name.clone()));
    }
    DeviceStore::open().await?.leave().await
}

/// Deletes all that an account has on this device: its database, what is remembered beside it, and that it
/// was here. Its session ends where the server can be reached.
///
/// # Errors
///
/// Any [`StorageError`]; then it is still known here.
pub async fn wipe(account: &Account, responses: &[String]) -> Result<(), StorageError> {
    sohoi_storage::delete_account(&account.name).await?;
    memory::forget(&account.name, responses);
    let store = DeviceStore::open().await?;
    store.forget(&account.name).await?;
    memory::keep_wiped(&account.display);
    spawn_local(end_session(account.name.clone()));
    Ok(())
}

/// Ends the session of an account at the server, where it can be reached. That of somebody else, who worked here
/// before and may have no other way in, stays.
async fn end_session(name: String) {
    let _lock = locks::wait_for(sync::LOCK).await;
    let session = server::session().await;
    if session.is_ok_and(|own| own.name == name) {
        let _ = server::sign_out().await;
    }
}

/// The account that works on this device now: signed in and not signed out, whether or not its
/// session at the server still lives. Where the device knows several, it has to be open in this tab already:
/// otherwise whoever takes the device says first who they are.
///
/// # Errors
///
/// Any [`StorageError`].
pub async fn current_account() -> Result<Option<Account>, StorageError> {
    let store = DeviceStore::open().await?;
    let Some(name) = store.current().await? else {
        return Ok(None);
    };
    let accounts = store.accounts().await?;
    let is_shared = accounts.len() > 1;
    let mut accounts = accounts.into_iter().map(|known| known.account);
    let known = accounts.find(|known| known.name == name);
    let is_open = |known: &Account| !is_shared || is_alone(known) || memory::is_open(&known.name);
    Ok(known.filter(is_open))
}

/// How many changes of an account on this device were not sent; `None` where that cannot be read.
pub async fn unsent_of(account: &Account) -> Option<usize> {
    sohoi_storage::unsent_of(&account.name).await.ok()
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
    choose(account, None).await
}

/// The same, opened by what was `stretched` from now on.
async fn choose(account: &Account, stretched: Option<String>) -> Result<(), StorageError> {
    let verifier = stretched.map(|stretched| Verifier {
        stretched,
        wrong: 0,
        last_wrong: 0,
    });
    let store = DeviceStore::open().await?;
    store.choose(&known(account), verifier.as_ref()).await
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
        is_persistent: capacity::is_persistent().await,
        space: capacity::space().await,
        is_secure: capacity::is_secure(),
        works_offline: service_worker::works_offline().await,
    }
}

fn known(account: &Account) -> KnownAccount {
    KnownAccount {
        account: account.clone(),
        last_used: clock::now(),
    }
}
