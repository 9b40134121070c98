//! The device's own small database: its id, and who signed in here.

use sohoi_json::Read;

use super::handle::Handle;
use super::reading::What;
use crate::batch::{Batch, key_of_verifier, meta};
use crate::error::StorageError;
use crate::record::{KnownAccount, Verifier};
use crate::schema::{DEVICE, DEVICE_DATABASE, Table};
use crate::snapshot::parse;

/// The device's own small database.
#[derive(Debug)]
pub struct DeviceStore {
    handle: Handle,
}

impl DeviceStore {
    /// Opens the database; makes it where there is none.
    ///
    /// # Errors
    ///
    /// Any [`StorageError`].
    pub async fn open() -> Result<Self, StorageError> {
        let handle = Handle::new(DEVICE_DATABASE.to_owned(), DEVICE);
        handle.connection().await?;
        Ok(Self { handle })
    }

    /// The id of this device: `fresh` from now on where it has none yet.
    ///
    /// # Errors
    ///
    /// Any [`StorageError`].
    pub async fn device(&self, fresh: &str) -> Result<String, StorageError> {
        if let Some(id) = self.meta::<String>(meta::DEVICE_ID).await? {
            return Ok(id);
        }
        let mut batch = Batch::new();
        batch.put_device_id(fresh);
        self.handle.commit(&batch).await?;
        Ok(fresh.to_owned())
    }

    /// Every account that signed in here, the last used first. One that cannot be read is left
    /// out: signing in writes it anew.
    ///
    /// # Errors
    ///
    /// Any [`StorageError`].
    pub async fn accounts(&self) -> Result<Vec<KnownAccount>, StorageError> {
        let stores = self.handle.read(&[Table::Accounts], What::All).await?;
        let records = stores.into_iter().flat_map(|(_, records)| records);
        let mut accounts: Vec<KnownAccount> = Vec::new();
        for (_, bytes) in records {
            if let Ok(known) = parse::<KnownAccount>(bytes) {
                let later = |there: &KnownAccount| there.last_used >= known.last_used;
                accounts.insert(accounts.partition_point(later), known);
            }
        }
        Ok(accounts)
    }

    /// The name of the account that works here now.
    ///
    /// # Errors
    ///
    /// Any [`StorageError`].
    pub async fn current(&self) -> Result<Option<String>, StorageError> {
        Ok(self.meta::<Option<String>>(meta::CURRENT).await?.flatten())
    }

    /// Remembers an account, and that it works here now; where `verifier` is there, that it is opened by
    /// that from now on.
    ///
    /// # Errors
    ///
    /// Any [`StorageError`].
    pub async fn choose(
        &self,
        known: &KnownAccount,
        verifier: Option<&Verifier>,
    ) -> Result<(), StorageError> {
        let mut batch = Batch::new();
        batch.put_account(known);
        if let Some(verifier) = verifier {
            batch.put_verifier(&known.account.name, verifier);
        }
        batch.put_current(Some(&known.account.name));
        self.handle.commit(&batch).await
    }

    /// Remembers an account as the server describes it now.
    ///
    /// # Errors
    ///
    /// Any [`StorageError`].
    pub async fn remember(&self, known: &KnownAccount) -> Result<(), StorageError> {
        let mut batch = Batch::new();
        batch.put_account(known);
        self.handle.commit(&batch).await
    }

    /// Nobody works here any more.
    ///
    /// # Errors
    ///
    /// Any [`StorageError`].
    pub async fn leave(&self) -> Result<(), StorageError> {
        let mut batch = Batch::new();
        batch.put_current(None);
        self.handle.commit(&batch).await
    }

    /// What an account is opened by; `None` where a tap does. One that cannot be read is none: the account
    /// must not be out of reach for good.
    ///
    /// # Errors
    ///
    /// Any [`StorageError`].
    pub async fn verifier(&self, account: &str) -> Result<Option<Verifier>, StorageError> {
        self.meta(&key_of_verifier(account)).await
    }

    /// Writes what an account is opened by.
    ///
    /// # Errors
    ///
    /// Any [`StorageError`].
    pub async fn put_verifier(
        &self,
        account: &str,
        verifier: &Verifier,
    ) -> Result<(), StorageError> {
        let mut batch = Batch::new();
        batch.put_verifier(account, verifier);
        self.handle.commit(&batch).await
    }

    /// Forgets an account, and that it works here, where it does.
    ///
    /// # Errors
    ///
    /// Any [`StorageError`].
    pub async fn forget(&self, account: &str) -> Result<(), StorageError> {
        let mut batch = Batch::new();
        batch.remove_account(account);
        if self.current().await?.as_deref() == Some(account) {
            batch.put_current(None);
        }
        self.handle.commit(&batch).await
    }

    async fn meta<T: Read>(&self, name: &str) -> Result<Option<T>, StorageError> {
        let bytes = self.handle.value(Table::Meta, name).await?;
        Ok(bytes.and_then(|bytes| parse(Some(bytes)).ok()))
    }
}
