//! The server's process, and what is in its database before anybody asks.

use std::fs;
use std::io::{BufRead as _, BufReader};
use std::process::{Child, Command, Stdio};

use sohoi_server::auth::Passwords;
use sohoi_server::rounds;
use sohoi_server::store::{Database, Store, StoreError, StoredAccount, transact};
use sohoi_sync::{Account, Role, Scope};

use crate::Result;
use crate::data::{COMMUNES, Data, PROVINCE, commune};

/// The password of everybody.
pub(crate) const PASSWORD: &str = "mật khẩu chung";

/// A server on a port of this machine; it ends when this is dropped.
pub(crate) struct Server {
    process: Child,
    pub(crate) address: String,
}

impl Server {
    /// Starts it as an operator does, and waits until it says where it listens.
    pub(crate) fn start(program: &str, database: &str) -> Result<Self> {
        let mut process = Command::new(program)
            .args(["serve", "--listen", "127.0.0.1:0", "--app", "/nowhere"])
            .args(["--database", database])
            .env("RUST_LOG", "error")
            .stdout(Stdio::piped())
            .spawn()?;
        let mut line = String::new();
        let said = process.stdout.take().ok_or("its output is not piped")?;
        BufReader::new(said).read_line(&mut line)?;
        let address = line.trim().strip_prefix("listening on http://");
        let address = address.ok_or("the server did not start")?.to_owned();
        Ok(Self { process, address })
    }

    /// What it holds of the machine's memory, in MB.
    pub(crate) fn memory(&self) -> Result<f64> {
        let status = fs::read_to_string(format!("/proc/{}/status", self.process.id()))?;
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
        let number = line.and_then(|line| line.split_whitespace().next());
        let kilobytes: f64 = number
            .ok_or("the process does not say its memory")?
            .parse()?;
        Ok(kilobytes / 1024.0)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// The round with its register, a coordinator of the province, and field staff in each commune.
pub(crate) fn fill(database: &str, data: &Data) -> Result<()> {
    let database: Database = database.parse().map_err(|_| "it is no database")?;
    let runtime = tokio::runtime::Runtime::new()?;
    runtime.block_on(async {
        let store = database.open().await?;
        rounds::load(&*store, data.round.clone(), false, 0).await?;
        add_accounts(&*store).await?;
        store.close().await;
        Ok(())
    })
}

async fn add_accounts(store: &dyn Store) -> Result<()> {
    let password = Passwords::owasp().hash(PASSWORD)?;
    let mut accounts = vec![account("whole", Role::Coordinator, PROVINCE)];
    accounts.extend((0..COMMUNES).map(|n| account(&commune(n), Role::Field, &commune(n))));
    transact::<_, StoreError, _>(store, move |transaction| {
        Box::pin(async move {
            for account in accounts {
                let password = password.clone();
                let stored = StoredAccount::new(account, password);
                transaction.add_account(&stored, 0).await?;
            }
            Ok(())
        })
    })
    .await?;
    Ok(())
}

fn account(name: &str, role: Role, unit: &str) -> Account {
    Account {
        name: name.to_owned(),
        display: name.to_owned(),
        role,
        scope: Scope::Unit(unit.to_owned()),
    }
}
