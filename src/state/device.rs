//! This device: who signed in here, what it is called, how its storage is.

use sohoi_storage::StorageError;
use sohoi_sync::Account;

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
    /// The id of this device.
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
    let _ = (name, password);
    unimplemented!()
}

/// Ends the session at the server where it can be reached, and no account is the current one
/// any more. The account's work stays on this device.
///
/// # Errors
///
/// Any [`StorageError`].
pub async fn sign_out() -> Result<(), StorageError> {
    unimplemented!()
}

/// The account that works on this device now: signed in and not signed out, whether or not its
/// session at the server still lives.
///
/// # Errors
///
/// Any [`StorageError`].
pub async fn current_account() -> Result<Option<Account>, StorageError> {
    unimplemented!()
}

/// Every account that ever signed in on this device, latest first.
///
/// # Errors
///
/// Any [`StorageError`].
pub async fn known_accounts() -> Result<Vec<Account>, StorageError> {
    unimplemented!()
}

/// Makes a known account the current one without asking the server.
///
/// # Errors
///
/// Any [`StorageError`].
pub async fn choose_account(account: &Account) -> Result<(), StorageError> {
    let _ = account;
    unimplemented!()
}

/// Asks the browser to keep the data; gives its answer.
pub async fn ask_to_persist() -> Option<bool> {
    unimplemented!()
}

/// How this device keeps things now.
pub async fn health() -> Health {
    unimplemented!()
}
