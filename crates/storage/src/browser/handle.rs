//! A database that is opened when it is needed and opened again when it was closed under us.

use std::cell::RefCell;
use std::rc::Rc;

use super::connection::Connection;
use super::failure::Failure;
use super::reading::{What, read};
use super::writing::{Prepared, write};
use crate::batch::Batch;
use crate::error::StorageError;
use crate::schema::{Schema, Table};
use crate::snapshot::Record;

/// How often a lost connection is opened again for one request before a person is told.
pub(super) const HEALS: usize = 3;

/// A database that heals its connection.
#[derive(Debug)]
pub(super) struct Handle {
    name: String,
    schema: Schema,
    connection: RefCell<Option<Rc<Connection>>>,
}

/// What is asked of a database, in one transaction.
enum Request<'a> {
    Read(&'a [Table], What<'a>),
    Write(&'a Prepared),
}

impl Handle {
    pub(super) fn new(name: String, schema: Schema) -> Self {
        Self {
            name,
            schema,
            connection: RefCell::new(None),
        }
    }

    /// The open connection; opens one where there is none.
    pub(super) async fn connection(&self) -> Result<Rc<Connection>, StorageError> {
        if let Some(connection) = self.connection.borrow().as_ref()
            && connection.is_open()
        {
            return Ok(Rc::clone(connection));
        }
        let opened = Rc::new(Connection::open(self.name.clone(), self.schema).await?);
        self.connection.replace(Some(Rc::clone(&opened)));
        Ok(opened)
    }

    /// Closes the connection; the next use opens it again.
    pub(super) fn close(&self) {
        self.connection.replace(None);
    }

    /// Writes a batch in one strict transaction.
    pub(super) async fn commit(&self, batch: &Batch) -> Result<(), StorageError> {
        if batch.is_empty() {
            return Ok(());
        }
        self.ask(Request::Write(&Prepared::new(batch))).await?;
        Ok(())
    }

    /// Records of some stores, in one consistent view: those of each store in turn.
    pub(super) async fn read(
        &self,
        tables: &[Table],
        what: What<'_>,
    ) -> Result<Vec<(Table, Vec<Record>)>, StorageError> {
        self.ask(Request::Read(tables, what)).await
    }

    /// The value at a key of a store; `None` too where it is not bytes.
    pub(super) async fn value(
        &self,
        table: Table,
        key: &str,
    ) -> Result<Option<Vec<u8>>, StorageError> {
        let keys = [key.to_owned()];
        let stores = self.read(&[table], What::Each(&keys)).await?;
        let mut records = stores.into_iter().flat_map(|(_, records)| records);
        Ok(records.next().and_then(|(_, bytes)| bytes))
    }

    /// Does what is asked; where the connection turns out to be lost, opens it again and repeats.
    ///
    /// One function for everything, because each kind of future costs code of its own.
    async fn ask(&self, request: Request<'_>) -> Result<Vec<(Table, Vec<Record>)>, StorageError> {
        let mut heals = 0;
        loop {
            let connection = self.connection().await?;
            let database = &connection.database;
            let answer = match request {
                Request::Read(tables, what) => read(database, tables, what).await,
                Request::Write(prepared) => {
                    let written = write(database, prepared).await;
                    written.map(|()| Vec::new())
                }
            };
            match answer {
                Ok(records) => return Ok(records),
                Err(Failure::Final(error)) => return Err(error),
                Err(Failure::Connection(words)) if heals == HEALS => {
                    return Err(StorageError::Closed(words));
                }
                Err(Failure::Connection(_)) => {
                    heals += 1;
                    self.close();
                }
            }
        }
    }
}
