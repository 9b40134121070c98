//! Opening an account that this device knows: by its password, which is checked here and needs no network.

use sohoi_storage::{DeviceStore, Verifier};
use sohoi_sync::Account;

use super::{SignInError, choose_account, is_invited, sign_in};
use crate::letters::letters;
use crate::patience::seconds_left;
use crate::platform::{clock, locks, password};
use crate::sync;
use crate::sync::server::{self, Failure};

/// What opens an account on this device.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OpenedBy {
    /// A tap: nobody has signed in with a password since this is kept, or the origin is insecure.
    Tap,
    /// Its password.
    Password,
    /// The code of its invitation.
    Code,
}

/// Why an account was not opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotOpened {
    /// The password is wrong.
    Wrong,
    /// Several were: so many seconds are to be waited. What was typed now was not tried.
    Wait(u64),
    /// The password is right at the server, which suspended the account.
    Suspended,
    /// The storage of the device cannot be read.
    Storage,
}

/// What opens an account here.
pub async fn opened_by(account: &Account) -> OpenedBy {
    match verifier(&account.name).await {
        // Whoever cannot be asked is not locked out.
        Err(_) | Ok(None) => OpenedBy::Tap,
        Ok(Some(_)) if is_invited(&account.name) => OpenedBy::Code,
        Ok(Some(_)) => OpenedBy::Password,
    }
}

/// Makes a known account the current one, where `secret` is its password or the code of its invitation.
/// A password that this device does not know is shown to the server, where it can be reached: it may be new.
///
/// # Errors
///
/// See [`NotOpened`].
pub async fn open_with(account: &Account, secret: &str) -> Result<(), NotOpened> {
    let name = &account.name;
    if let Some(mut verifier) = verifier(name).await? {
        let now = clock::milliseconds();
        if now < verifier.last_wrong {
            // The clock was set back: the wait begins anew, and ends.
            count(name, &verifier.stretched, verifier.wrong).await?;
            verifier.last_wrong = now;
        }
        let left = seconds_left(verifier.wrong, verifier.last_wrong, now);
        if left > 0 {
            return Err(NotOpened::Wait(left));
        }
        let typed = if is_invited(name) {
            letters(secret)
        } else {
            secret.to_owned()
        };
        if password::is_same(&typed, &verifier.stretched).await != Some(true) {
            return is_new(name, secret, verifier).await;
        }
        if verifier.wrong > 0 {
            count(name, &verifier.stretched, 0).await?;
        }
    }
    choose_account(account)
        .await
        .map_err(|_| NotOpened::Storage)
}

/// Asks the server about a password that is not the one this device knows.
async fn is_new(name: &str, secret: &str, verifier: Verifier) -> Result<(), NotOpened> {
    let answer = if is_invited(name) {
        Err(SignInError::Refused)
    } else {
        sign_in(name, secret).await.map(drop)
    };
    match answer {
        Ok(()) => Ok(()),
        Err(SignInError::Suspended) => Err(NotOpened::Suspended),
        Err(_) => {
            let wrong = verifier.wrong.saturating_add(1);
            count(name, &verifier.stretched, wrong).await?;
            match seconds_left(wrong, 0, 0) {
                0 => Err(NotOpened::Wrong),
                wait => Err(NotOpened::Wait(wait)),
            }
        }
    }
}

/// Begins the session of an account that was just opened by `secret`, unless the browser's session is its own
/// already; tells whether it did. Nobody has to type the same twice.
pub async fn reconnect(account: &Account, secret: &str) -> bool {
    // From before the first exchange, which would only find that somebody else is signed in.
    let _lock = locks::wait_for(sync::LOCK).await;
    match server::session().await {
        Ok(own) if own.name == account.name => false,
        Err(Failure::Offline) => false,
        _ if is_invited(&account.name) => server::redeem(secret).await.is_ok(),
        _ => server::sign_in(&account.name, secret).await.is_ok(),
    }
}

async fn verifier(account: &str) -> Result<Option<Verifier>, NotOpened> {
    let store = DeviceStore::open().await;
    let store = store.map_err(|_| NotOpened::Storage)?;
    let verifier = store.verifier(account).await;
    verifier.map_err(|_| NotOpened::Storage)
}

/// Keeps how many wrong passwords came in a row, unless another tab brought a new password meanwhile.
async fn count(account: &str, stretched: &str, wrong: u32) -> Result<(), NotOpened> {
    let known = self::verifier(account).await?;
    if known.is_none_or(|known| known.stretched != stretched) {
        return Ok(());
    }
    let verifier = Verifier {
        stretched: stretched.to_owned(),
        wrong,
        last_wrong: clock::milliseconds(),
    };
    let store = DeviceStore::open().await;
    let store = store.map_err(|_| NotOpened::Storage)?;
    let put = store.put_verifier(account, &verifier).await;
    put.map_err(|_| NotOpened::Storage)
}
